"""One place in a chain from which a disposisi goes out: by who gives there, or prepared for him; the form and its sending.

Files are kept first, with nothing locked; the row comes last, in a transaction of its own.
"""

from dataclasses import dataclass, replace

from flask import Response, flash, request
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import Verdict, require
from eoffice.disposisi import actions, forms, penyiapan, policy, queries
from eoffice.disposisi.models import DisposisiPenerima
from eoffice.disposisi.routes import formulir, lampiran
from eoffice.disposisi.routes.blueprint import reopen_surat
from eoffice.disposisi.routes.formulir import Halaman
from eoffice.disposisi.routes.sekali import once
from eoffice.disposisi.states import Cara
from eoffice.errors import Conflict, EofficeError, Invalid, TooLarge
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk import policy as surat_policy
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.access import current_actor
from eoffice.web.answers import again, see, settled
from eoffice.web.headers import with_microphone
from eoffice.web.session import release, session

Isi = tuple[SuratMasuk, DisposisiPenerima | None]


@dataclass(frozen=True)
class Tempat:
    """The surat of an addressee, or the part of a recipient who gives further; `arahkan`: prepared for him by another."""

    surat_id: int = 0
    penerima_id: int | None = None
    arahkan: bool = False

    def find(self, own: Session, actor: Actor) -> Isi:
        """What the actor may know of there. Raises NotFound (OTR-04)."""
        if self.penerima_id is None:
            return queries.surat_of(own, actor, self.surat_id), None
        find = penyiapan.to_be_prepared if self.arahkan else queries.get
        part = find(own, actor, self.penerima_id)
        return part.disposisi.surat, part

    def may(self, actor: Actor, surat: SuratMasuk, part: DisposisiPenerima | None) -> Verdict:
        """Whether the actor gives, or prepares, there now."""
        if part is None:
            return surat_policy.may(actor, Action.ARAHKAN if self.arahkan else Action.DISPOSISIKAN, surat)
        return policy.may_prepare(actor, part) if self.arahkan else policy.may(actor, Action.DISPOSISI_LANJUTAN, part)

    def halaman(self, surat: SuratMasuk, part: DisposisiPenerima | None) -> Halaman:
        """Where the form posts to, and where it leads back."""
        surat_path = f"/surat-masuk/{surat.id}"
        where = surat_path if part is None else f"/disposisi/{part.id}"
        versi = surat.version if part is None else part.version
        if self.arahkan:
            return Halaman(f"{where}/arahan", f"{surat_path}?tab=semua", "Kembali ke surat", versi, arahkan=True)
        if part is None:
            return Halaman(f"{where}/disposisi", where, "Kembali ke surat", versi)
        return Halaman(f"{where}/lanjutkan", where, "Kembali ke disposisi", versi)


def _opened(place: Tempat) -> Isi:
    surat, part = place.find(session(), current_actor())
    require(place.may(current_actor(), surat, part))
    return surat, part


def form_of(place: Tempat) -> Response:
    """The form, filled from what was prepared before."""
    surat, _ = _opened(place)
    reopen_surat(surat.id)
    return formulir.recording(_page(place, *place.find(session(), current_actor())))


def _page(
    place: Tempat,
    surat: SuratMasuk,
    part: DisposisiPenerima | None,
    error: EofficeError | None = None,
    kept: list[int] | None = None,
) -> str:
    prepared = actions.siapan(session(), surat) if part is None else actions.siapan_lanjutan(session(), part)
    return formulir.page(
        surat,
        part,
        place.halaman(surat, part),
        siapan=prepared,
        errors=getattr(error, "fields", {}),
        pesan=str(error) if error is not None else "",
        kept=kept or (),
    )


def submit(place: Tempat) -> Response:
    """Send it, or keep it for whoever confirms it; a refusal brings the form back with everything typed."""
    actor = current_actor()
    _opened(place)  # before what was typed is looked at
    kept = lampiran.carried()
    try:
        kept = lampiran.taken()
        surat, part = place.find(session(), actor)
        giver = surat.tujuan_jabatan_id if part is None else part.jabatan_id
        rules = formulir.rules(giver, surat, part)
        typed = forms.disposisi(request.form, formulir.calendar_of(surat), rules)
        release()
        return once(
            lambda own: settled(own, _write(own, actor, place, replace(typed.isian, lampiran=kept), typed.versi))
        )
    except (Invalid, Conflict, TooLarge) as error:
        session().rollback()
        surat, _ = place.find(session(), actor)
        reopen_surat(surat.id)
        html = _page(place, *place.find(session(), actor), error=error, kept=kept)
        return with_microphone(again(html, error))


def _write(own: Session, actor: Actor, place: Tempat, isian: actions.Isian, versi: int) -> Response:
    surat, part = place.find(own, actor)
    if part is None:
        surat_masuk.same_version(surat, versi)
    else:
        actions.same_version(part, versi)
    if place.arahkan:
        return _prepared(own, actor, surat, part, isian)
    if part is None:
        made = actions.disposisikan(own, actor, surat, isian)
    else:
        made = actions.lanjutkan(own, actor, part, isian)
    flash(formulir.told(len(made.penerima)))
    return see(f"/surat-masuk/{surat.id}" if part is None else f"/disposisi/{part.id}")


def _prepared(
    own: Session, actor: Actor, surat: SuratMasuk, part: DisposisiPenerima | None, isian: actions.Isian
) -> Response:
    cara = Cara.DIKTE if request.form.get("dikte") else Cara.USULAN
    if part is None:
        actions.arahkan(own, actor, surat, isian, cara)
    else:
        actions.arahkan_lanjutan(own, actor, part, isian, cara)
    leader = surat.tujuan if part is None else part.jabatan
    flash(f"Arahan tersimpan dan menunggu konfirmasi {leader.nama}.")
    more = queries.screening_count(own, actor) or penyiapan.preparing_count(own, actor)
    return see("/surat-masuk/teliti" if more else f"/surat-masuk/{surat.id}?tab=semua")


def offered(place: Tempat) -> str:
    """Jabatan for the type-ahead, as who gives there would see them; one that may not be chosen says why."""
    surat, part = _opened(place)
    return formulir.choices(surat.tujuan_jabatan_id if part is None else part.jabatan_id, surat)
