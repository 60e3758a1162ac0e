"""Storage by unit and kind, for the administrator and whoever watches over the city."""

from flask import Response, render_template

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.laporan.bagan import Batang, batang
from eoffice.organisasi import queries as organisasi
from eoffice.rekap import actions, policy
from eoffice.rekap.queries import volume
from eoffice.rekap.queries.simpanan import Simpanan, simpanan
from eoffice.rekap.routes.blueprint import routes
from eoffice.rekap.states import LABEL_MACAM, Macam
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import number
from eoffice.web.ekspor import to_csv
from eoffice.web.files import attachment
from eoffice.web.pages import BULAN_PENDEK, ukuran
from eoffice.web.session import release, services, session


def _made() -> tuple[Simpanan, dict[int, str], int | None]:
    require(policy.may(current_actor(), Action.LAPORAN_SIMPAN))
    release()
    actions.segarkan(services().engine)
    asked = number("opd")
    units = organisasi.all_opd(session())
    opd = asked if any(unit.id == asked for unit in units) else None
    names = {unit.id: unit.nama for unit in (units if opd is None else volume.units(session(), opd))}
    return simpanan(session(), clock.today(), opd), names, opd


@routes.get("/laporan/simpan")
@needs(Action.LAPORAN_SIMPAN, own_transactions=True)
def simpan() -> str:
    """How much is stored, by whom, of what kind, how it grows, and where that leads."""
    found, names, opd = _made()
    bars = [
        Batang(f"{BULAN_PENDEK[month.month - 1]} {month.year}", isi.bita / 1_000_000, ukuran(isi.bita))
        for month, isi in found.bulan
    ]
    ordered = sorted(found.per_unit.items(), key=lambda pair: (-pair[1].bita, pair[0]))
    return render_template(
        "rekap/simpan.html",
        simpanan=found,
        opd=opd,
        nama_opd=next((u.nama for u in organisasi.all_opd(session()) if u.id == opd), ""),
        bagan=batang("Berkas baru per bulan", f"Seluruhnya {ukuran(found.total.bita)}.", bars, satuan="MB"),
        tempat=[(key, names.get(key, "Unit lain"), isi) for key, isi in ordered],
        macam=[(LABEL_MACAM[m], found.per_macam[m]) for m in Macam if m in found.per_macam],
    )


@routes.get("/laporan/simpan.csv")
@needs(Action.LAPORAN_SIMPAN, own_transactions=True)
@limited("ekspor", 20, per=3600)
def simpan_csv() -> Response:
    """The table by unit (CNT-04)."""
    found, names, _ = _made()
    lines = [[names.get(key, ""), str(isi.berkas), str(isi.bita)] for key, isi in sorted(found.per_unit.items())]
    return attachment(to_csv(("Nama", "Berkas", "Bita"), lines, pemisah=";"), name="penyimpanan.csv")
