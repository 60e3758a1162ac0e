"""Volumes: how many naskah, surat and disposisi, by month, office, unit and kind."""

from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

from flask import Response, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.laporan.bagan import Bagan, Tumpuk, tumpuk
from eoffice.laporan.queries.unit import gabungan
from eoffice.laporan.tampil.adopsi import LEBAR, SEMPIT
from eoffice.rekap.queries import volume
from eoffice.rekap.queries.volume import ARAH, Butir
from eoffice.rekap.routes.blueprint import Cakupan, cakupan, periode, pilihan, routes, saring, span
from eoffice.rekap.states import kata
from eoffice.web.access import limited, needs
from eoffice.web.ekspor import Lembar, to_csv, to_xlsx
from eoffice.web.files import attachment
from eoffice.web.pages import BULAN_PENDEK, angka
from eoffice.web.session import session

SERI: Final = ("Naskah keluar", "Surat masuk", "Disposisi")
KEPALA: Final = ("Arah", "Bulan", "Perangkat daerah", "Unit", "Jenis", "Sifat", "Jumlah")
_LABEL: Final = dict(zip(ARAH, SERI, strict=True))


def _made(*, per_unit: bool = True) -> tuple[Cakupan, list[Butir], dict[str, Any]]:
    """What is counted and what the page offers; of units only those with five people, smaller ones with those above.

    Args:
        per_unit: whether the units of the whole city are told apart; one perangkat daerah always is.
    """
    where, which = cakupan(), periode()
    chosen = saring(where, span(which))
    cells = volume.volume(session(), replace(chosen, unit_id=None))
    offices = {b.opd_id for b in cells} if where.opd is None else {where.opd.id}
    under: dict[int, int | None] = {}
    for opd in sorted(offices) if per_unit or where.opd is not None else ():
        under |= gabungan(session(), opd, hari_ini=clock.today())
    cells = volume.digabung(cells, under)
    asked = chosen.unit_id if chosen.unit_id in under.values() else None
    if asked is not None:
        cells = [each for each in cells if each.unit_id == asked]
    more = pilihan(where, replace(chosen, unit_id=asked))
    more["opsi_unit"] = [(key, name) for key, name in more["opsi_unit"] if key in under.values()]
    return where, cells, {"periode": which, **more}


def _bulan(butir: list[Butir], months: list[Any], lebar: float) -> Bagan:
    counts = volume.jumlah(butir, "bulan")
    rows = []
    for month in months:
        each = counts.get((month,), dict.fromkeys(ARAH, 0))
        values = tuple(float(each[arah]) for arah in ARAH)
        rows.append(
            Tumpuk(f"{BULAN_PENDEK[month.month - 1]} {month.year}", values, tuple(angka(int(v)) for v in values))
        )
    total = {arah: sum(each[arah] for each in counts.values()) for arah in ARAH}
    words = ", ".join(f"{angka(total[arah])} {_LABEL[arah].lower()}" for arah in ARAH)
    return tumpuk("Volume per bulan", f"Seluruhnya {words}.", SERI, rows, satuan="buah", lebar=lebar)


@routes.get("/laporan/volume")
@needs(Action.LAPORAN_OPD)
def volume_kerja() -> str:
    """The table and the chart."""
    where, butir, more = _made(per_unit=False)
    months = more["saring"].rentang.bulan()
    by_month = volume.jumlah(butir, "bulan")
    place = "unit_id" if where.opd is not None else "opd_id"
    by_place = volume.jumlah(butir, place)
    names = more["nama_unit"] if where.opd is not None else more["nama_opd"]
    ordered = sorted(by_place.items(), key=lambda pair: (-sum(pair[1].values()), pair[0]))
    query = urlencode({key: value for key, value in request.args.items() if value})
    return render_template(
        "rekap/volume.html",
        bagan=_bulan(butir, months, LEBAR),
        bagan_sempit=_bulan(butir, months, SEMPIT),
        bulan=[(month, by_month.get((month,), dict.fromkeys(ARAH, 0))) for month in months],
        tempat=[(key[0], names.get(key[0], volume.GABUNGAN), counts) for key, counts in ordered],
        jenis=volume.satu(butir, "keluar"),
        urgensi=[(kata(b.jenis), b.banyak) for b in volume.satu(butir, "masuk")],
        kanal=[(kata(b.jenis), b.banyak) for b in volume.satu(butir, "disposisi")],
        total={arah: sum(each[arah] for each in by_month.values()) for arah in ARAH},
        label=_LABEL,
        unduh=f"?{query}" if query else "",
        **more,
    )


def _rows(butir: list[Butir], more: dict[str, Any]) -> list[tuple[Any, ...]]:
    units = volume.unit_names(session(), (b.unit_id for b in butir))
    return [
        (
            _LABEL[b.arah],
            b.bulan,
            more["nama_opd"].get(b.opd_id, ""),
            units.get(b.unit_id, volume.GABUNGAN),
            more["nama_jenis"].get(b.jenis, kata(b.jenis)),
            kata(b.sifat),
            b.banyak,
        )
        for b in butir
    ]


@routes.get("/laporan/volume.csv")
@needs(Action.LAPORAN_OPD)
@limited("ekspor", 20, per=3600)
def volume_csv() -> Response:
    """Every cell of the count for a spreadsheet (CNT-04)."""
    _, butir, more = _made()
    lines = [[f"{each:%Y-%m}" if n == 1 else str(each) for n, each in enumerate(row)] for row in _rows(butir, more)]
    return attachment(to_csv(KEPALA, lines, pemisah=";"), name="volume.csv")


@routes.get("/laporan/volume.xlsx")
@needs(Action.LAPORAN_OPD)
@limited("ekspor", 20, per=3600)
def volume_xlsx() -> Response:
    """The same as a workbook."""
    where, butir, more = _made()
    of = more["saring"].rentang
    head = (f"Volume {where.nama}", f"{of.dari:%d-%m-%Y} sampai {of.hari_terakhir:%d-%m-%Y}")
    sheet = Lembar("Volume", KEPALA, _rows(butir, more), (16, 12, 40, 40, 22, 12, 10), head)
    return attachment(to_xlsx([sheet], judul=head[0]), name="volume.xlsx")
