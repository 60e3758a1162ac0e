"""Registration of what arrives from outside, by the TU of the office: the fields, and the scan through the sandbox."""

from dataclasses import replace
from typing import Final

from flask import Response, flash, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action, Sifat
from eoffice.akses.verdict import require
from eoffice.db import transaction
from eoffice.errors import Conflict, Invalid, TooLarge
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.naskah.states import Urgensi
from eoffice.surat_masuk import actions, forms, policy, queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.routes.blueprint import routes
from eoffice.surat_masuk.states import LABEL_CARA, CaraTerima
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import see, settled
from eoffice.web.errors import refused
from eoffice.web.session import services, session
from eoffice.web.uploads import scanned

#: Sangat Rahasia never passes through here.
SIFAT: Final = (Sifat.BIASA, Sifat.TERBATAS, Sifat.RAHASIA)


def _context(**more: object) -> dict[str, object]:
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
    } | more


@routes.get("/surat-masuk/registrasi")
@needs(Action.REGISTRASI)
def formulir() -> str:
    """The empty form."""
    require(policy.may_register(current_actor()))
    return render_template("surat_masuk/registrasi.html", **_context())


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
        twins = queries.alike(
            session(),
            actor,
            asal_teks=isian.asal_teks,
            nomor_surat=isian.nomor_surat,
            tanggal_surat=isian.tanggal_surat,
        )
        if twins and not form.tetap:
            return _twins(twins)
        scan = _scan()
        with transaction(services().engine) as own:
            surat = actions.registrasi(own, actor, isian, scan)
            flash(f"Surat tercatat pada agenda nomor {surat.nomor_agenda}, pukul {clock.wib(clock.now()):%H.%M} WIB.")
            closed = isian.sifat not in (Sifat.BIASA, Sifat.TERBATAS)  # from now on only the addressed opens it
            return settled(own, see("/agenda" if closed else f"/surat-masuk/{surat.id}"))
    except (Invalid, Conflict, TooLarge) as error:
        return refused(error, "surat_masuk/registrasi.html", **_without_reserved(_context(kode=_chosen())))


def _without_reserved(context: dict[str, object]) -> dict[str, object]:
    return {k: v for k, v in context.items() if k not in ("errors", "pesan", "nilai")}


def _chosen() -> list[tuple[str, str]]:
    """The kode that was chosen, for the form that comes back."""
    kode = request.form.get("kode_klasifikasi", "")
    found = klasifikasi.path(session(), kode)[-1:] if klasifikasi.KODE.match(kode) else []
    return [(k.kode, f"{k.kode} {k.label}") for k in found]


def _twins(twins: list[SuratMasuk]) -> Response:
    warning = Conflict("Surat dengan asal, nomor, dan tanggal yang sama sudah tercatat.")
    shown = [{"id": s.id, "agenda": f"{s.nomor_agenda}/{s.tahun}", "hal": s.hal, "at": s.diterima_at} for s in twins]
    return refused(warning, "surat_masuk/registrasi.html", **_without_reserved(_context(kode=_chosen(), kembar=shown)))


def _scan() -> actions.Pindaian | None:
    """The posted scan, checked and stored; None when there is none."""
    scan = scanned("berkas")
    if scan is None:
        return None
    return actions.Pindaian(
        blob=scan.blob, mime="application/pdf", nama=scan.nama, halaman=scan.halaman, teks=scan.teks
    )
