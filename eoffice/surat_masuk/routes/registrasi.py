"""Registration of what arrives from outside, by the TU of the office: the fields beside the pages, and what their text proposes."""

import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from flask import Response, flash, render_template, request
from sqlalchemy.orm import Session

from eoffice import clock, sandbox
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Sifat
from eoffice.akses.verdict import require
from eoffice.db import transaction
from eoffice.errors import Conflict, Invalid, TooLarge
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.naskah.states import Urgensi
from eoffice.pindaian import actions as pindaian_actions
from eoffice.pindaian import queries as pindaian_queries
from eoffice.pindaian.actions.tata import same_version
from eoffice.pindaian.models import Pindaian
from eoffice.pindaian.states import Status as StatusPindaian
from eoffice.pindaian.states import Sumber
from eoffice.sandbox import names
from eoffice.storage import Blob
from eoffice.surat_masuk import actions, forms, kembar, policy, queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.routes import usul
from eoffice.surat_masuk.routes.blueprint import routes
from eoffice.surat_masuk.states import LABEL_CARA, CaraTerima
from eoffice.web import pictures
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import number, see, settled
from eoffice.web.errors import refused
from eoffice.web.fields import whole
from eoffice.web.session import release, services, session
from eoffice.web.uploads import received

#: What is above that is registered unopened, by its envelope.
SIFAT: Final = (Sifat.BIASA, Sifat.TERBATAS)
TERTUTUP: Final = frozenset({str(s) for s in Sifat} - {str(s) for s in SIFAT})
_PDF: Final = "application/pdf"


def _context(arrived: Pindaian | None = None, **more: object) -> dict[str, object]:
    actor = current_actor()
    offices = queries.addressees(session(), actor)
    return {
        "tujuan": [(j.id, f"{j.nama} – {nama}" if nama else f"{j.nama} (kosong)") for j, nama in offices],
        "sifat": [(str(s), str(s).replace("_", " ").capitalize()) for s in SIFAT],
        "urgensi": [(str(u), str(u).replace("_", " ").capitalize()) for u in Urgensi],
        "cara": [(str(c), LABEL_CARA[c]) for c in CaraTerima if c is not CaraTerima.APLIKASI],
        "kembar": [],
        "kode": [],
        "errors": {},
        "pesan": "",
        "nilai": {},
        "menunggu": pindaian_queries.waiting(session(), actor),
        "p": arrived,
        "usul": {},
        "terbaca": True,
        "kertas": _pages(arrived) if arrived is not None else [],
        "tercatat": pindaian_queries.of_visible_surat(session(), actor, number("tercatat")),
        "agenda": number("agenda"),
    } | more


def _pages(arrived: Pindaian) -> list[dict[str, object]]:
    return [
        {
            "url": f"/pindaian/{arrived.id}/halaman/{page.nomor}.png",
            "lebar": pictures.WIDTH,
            "tinggi": pictures.HEIGHT,
            "teks": page.teks[:200],
        }
        for page in arrived.isi
    ]


@routes.get("/surat-masuk/registrasi")
@needs(Action.REGISTRASI)
def formulir() -> str:
    """The form: empty, or beside the pages of an arrival and filled with what its text proposes."""
    require(policy.may_register(current_actor()))
    asked = number("pindaian")
    if asked is None:
        return render_template("surat_masuk/registrasi.html", **_context())
    arrived = usul.arrived(asked)
    proposed = usul.proposed(arrived)
    values = {name: made.nilai for name, made in proposed.items() if made.nilai not in TERTUTUP}
    values["cara_terima"] = str(CaraTerima.POS_EL if arrived.sumber is Sumber.SUREL else CaraTerima.LANGSUNG)
    context = _context(arrived, nilai=values, usul=proposed, terbaca=usul.read(arrived))
    return render_template("surat_masuk/registrasi.html", **context)


# -- registration -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Fresh:
    """A file that came with the form itself: as received, as found, and as it will be shown."""

    nama: str
    asli: Blob
    found: pindaian_actions.Tampak
    shown: Blob
    teks: str


@routes.post("/surat-masuk/registrasi")
@needs(Action.REGISTRASI, own_transactions=True)
@limited("unggah", 30, per=60)
def registrasi() -> Response:
    """Check the scan in the sandbox and store it with nothing locked; number and row come last, together."""
    actor = current_actor()
    require(policy.may_register(actor))
    try:
        form = forms.registrasi(request.form)
        isian = form.isian
        if not isian.kode_klasifikasi and form.kode_teks:
            isian = replace(isian, kode_klasifikasi=klasifikasi.choose(session(), form.kode_teks).kode)
        if not form.tetap and (twins := _alike(isian, _files(form.pindaian_id))):
            return _twins(twins)
        fresh = _fresh() if form.pindaian_id is None else None
        if fresh and not form.tetap and (twins := _alike(isian, (fresh.asli.sha256, fresh.shown.sha256))):
            return _twins(twins)
        with transaction(services().engine) as own:
            surat = _registered(own, actor, replace(form, isian=isian), fresh)
            if form.tetap:
                actions.catat_tetap(own, actor, surat, form.alasan_tetap)
            if form.pindaian_id is None:
                flash(
                    f"Surat tercatat pada agenda nomor {surat.nomor_agenda}, pukul {clock.wib(clock.now()):%H.%M} WIB."
                )
            return settled(own, see(_next(own, actor, form, surat)))
    except (Invalid, Conflict, TooLarge) as error:
        return refused(error, "surat_masuk/registrasi.html", **_again(kode=_chosen()))


def _registered(own: Session, actor: Actor, form: forms.Registrasi, fresh: _Fresh | None) -> SuratMasuk:
    if form.pindaian_id is not None:
        row = pindaian_queries.get(own, actor, form.pindaian_id)
        same_version(row, form.versi)
        blob = Blob(row.lihat_key or "", row.lihat_size or 0, row.lihat_sha256 or "")
        scan = actions.Pindaian(
            blob=blob,
            mime=_PDF,
            nama=names.clean(row.nama, "pdf"),
            halaman=row.halaman,
            teks=pindaian_queries.text(row),
        )
        surat = actions.registrasi(own, actor, form.isian, scan)
        if surat.opd_id != row.opd_id:
            raise Invalid(
                "Pindaian ini tiba di perangkat daerah lain.",
                {"tujuan_jabatan_id": "Pilih jabatan di perangkat daerah yang menerima pindaian ini."},
            )
        pindaian_actions.daftarkan(own, actor, row, surat.id)
        return surat
    if fresh is None:
        return actions.registrasi(own, actor, form.isian, None)
    scan = actions.Pindaian(
        blob=fresh.shown,
        mime=_PDF,
        nama=names.clean(fresh.nama, "pdf"),
        halaman=fresh.found.halaman,
        teks=fresh.teks,
    )
    surat = actions.registrasi(own, actor, form.isian, scan)
    pindaian_actions.tercatat(
        own,
        actor,
        opd_id=surat.opd_id,
        surat_id=surat.id,
        nama=fresh.nama,
        asli=fresh.asli,
        found=fresh.found,
        shown=fresh.shown,
    )
    return surat


def _next(own: Session, actor: Actor, form: forms.Registrasi, surat: SuratMasuk) -> str:
    """After one of many the next one that waits; else the surat, which only the addressed opens when it is closed."""
    if form.pindaian_id is not None:
        waiting = pindaian_queries.listed(own, actor, "menunggu")
        ready = [row.id for row in waiting if row.status is StatusPindaian.MENUNGGU]
        if ready and request.form.get("lanjut") == "1":
            return f"/surat-masuk/registrasi?pindaian={ready[-1]}&tercatat={surat.id}&agenda={surat.nomor_agenda}"
        return f"/pindaian?tercatat={surat.id}&agenda={surat.nomor_agenda}"
    closed = form.isian.sifat not in (Sifat.BIASA, Sifat.TERBATAS)
    return "/agenda" if closed else f"/surat-masuk/{surat.id}"


def _again(**more: object) -> dict[str, object]:
    """The form after a refusal, with the pages still beside it; what was typed comes from the request."""
    asked = whole(request.form.get("pindaian", ""))
    arrived = pindaian_queries.get(session(), current_actor(), asked) if asked is not None else None
    made = _context(arrived, **more)
    if arrived is not None:
        made |= {"usul": usul.proposed(arrived), "terbaca": usul.read(arrived)}
    return {k: v for k, v in made.items() if k not in ("errors", "pesan", "nilai")}


def _chosen() -> list[tuple[str, str]]:
    """The kode that was chosen, for the form that comes back."""
    kode = request.form.get("kode_klasifikasi", "")
    found = klasifikasi.path(session(), kode)[-1:] if klasifikasi.KODE.match(kode) else []
    return [(k.kode, f"{k.kode} {k.label}") for k in found]


def _alike(isian: actions.Isian, files: Iterable[str]) -> list[kembar.Kembar]:
    return kembar.cari(
        session(),
        current_actor(),
        asal_teks=isian.asal_teks,
        nomor_surat=isian.nomor_surat,
        tanggal_surat=isian.tanggal_surat,
        sha256=files,
    )


def _files(pindaian_id: int | None) -> tuple[str, ...]:
    """The hashes of an arrival: as it came, and as it will be shown."""
    if pindaian_id is None:
        return ()
    row = pindaian_queries.get(session(), current_actor(), pindaian_id)
    return (row.sha256, row.lihat_sha256 or "")


def _twins(twins: list[kembar.Kembar]) -> Response:
    warning = Conflict("Surat yang tampaknya sama sudah tercatat.")
    return refused(warning, "surat_masuk/registrasi.html", **_again(kode=_chosen(), kembar=twins))


def _fresh() -> _Fresh | None:
    """The posted scan, checked and stored beside its original; None when there is none.

    Raises:
        Invalid: refused, with every reason, beside the field. TooLarge: over the limit (UPL-02).
    """
    posted = received("berkas", hint="Pindai dengan 200–300 dpi, atau bagi menjadi beberapa berkas.")
    if posted is None:
        return None
    content, name = posted
    release()
    found = pindaian_actions.tampak(content, name)
    if found.alasan:
        raise Invalid("Pindaian tidak diterima.", {"berkas": found.alasan})
    try:
        text = "\f".join(sandbox.teks_pdf(found.lihat or content)).rstrip("\f")
    except sandbox.Refused:
        text = ""
    asli = services().store.put(io.BytesIO(content))
    shown = services().store.put(io.BytesIO(found.lihat)) if found.lihat is not None else asli
    return _Fresh(name, asli, found, shown, text)
