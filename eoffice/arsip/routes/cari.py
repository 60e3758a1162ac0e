"""One box for everything that one may read."""

from flask import Response, make_response, render_template, request

from eoffice.akses.rights import Action
from eoffice.arsip import forms, queries
from eoffice.arsip.queries.pencarian import SURAT_MASUK
from eoffice.arsip.routes.blueprint import address, chosen_kode, routes
from eoffice.errors import Invalid
from eoffice.klasifikasi.models import Klasifikasi
from eoffice.naskah.jenis import JENIS
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Unit
from eoffice.web import pages
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.session import session

JENIS_PILIHAN = [(j.kode, j.nama) for j in JENIS.values()] + [(SURAT_MASUK, "Surat masuk")]


@routes.get("/cari")
@needs(Action.CARI)
@limited("cari", 120, per=60)
def cari() -> Response:
    """Search by words of hal, body, number, and people; narrowed by sender, dates, kode with all below, and jenis."""
    kode: Klasifikasi | None = None
    asked, errors, found = queries.Permintaan(kata=request.args.get("q", "")[:200]), {}, None
    try:
        kode = chosen_kode(session(), request.args)
        asked = forms.permintaan(request.args, kode.kode if kode else "")
        if not asked.kosong:
            found = queries.cari(session(), current_actor(), asked, sesudah=request.args.get("sesudah", ""), segi=False)
    except Invalid as error:
        errors = error.fields or {"q": str(error)}
    unit = session().get(Unit, asked.unit_id) if asked.unit_id is not None else None
    answer = make_response(
        render_template(
            "arsip/cari.html",
            diminta=asked,
            hasil=found,
            errors=errors,
            kode=[(kode.kode, f"{kode.kode} {kode.label}")] if kode else [],
            keping=_chips(asked, kode, unit),
            opd=[(u.id, u.nama) for u in organisasi.all_opd(session())],
            jenis=JENIS_PILIHAN,
            q_atas=asked.kata,
            lanjut=address("/cari", sesudah=found.sesudah) if found and found.sesudah else "",
            awal=address("/cari") if request.args.get("sesudah") else "",
        )
    )
    answer.status_code = 422 if errors else 200
    return answer


def _chips(asked: queries.Permintaan, kode: Klasifikasi | None, unit: Unit | None) -> list[tuple[str, str]]:
    """The filters in force, each with the address of the same search without it."""
    found = []
    if asked.pengirim:
        found.append((f"Pengirim/penerima: {asked.pengirim}", address("/cari", ("pengirim",))))
    if asked.unit_id is not None:
        found.append((f"Dari {unit.nama if unit else 'unit tidak dikenal'}", address("/cari", ("unit",))))
    if kode is not None:
        found.append((f"Kode {kode.kode} {kode.label}", address("/cari", ("kode", "kode_teks"))))
    if asked.jenis:
        found.append((dict(JENIS_PILIHAN)[asked.jenis], address("/cari", ("jenis",))))
    if asked.dari:
        found.append((f"Sejak {pages.tanggal_pendek(asked.dari)}", address("/cari", ("dari",))))
    if asked.sampai:
        found.append((f"Sampai {pages.tanggal_pendek(asked.sampai)}", address("/cari", ("sampai",))))
    return found
