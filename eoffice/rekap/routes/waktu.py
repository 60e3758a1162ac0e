"""Time per step: median and p90 in working time, by office, unit and jenis; never by person (metrik.md 3.6)."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from flask import render_template

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.laporan.queries.unit import gabungan
from eoffice.laporan.states import Rentang, month_start
from eoffice.organisasi import kalender
from eoffice.rekap.queries import langkah
from eoffice.rekap.queries.langkah import Ringkas, bulan_pilihan
from eoffice.rekap.routes.blueprint import bulan, cakupan, pilihan, routes, saring
from eoffice.rekap.states import LABEL_LANGKAH
from eoffice.web.access import needs
from eoffice.web.pages import BULAN, angka
from eoffice.web.session import session

#: Below this many a quantile says little and is marked as such (metrik.md 2.1).
SEDIKIT: Final = 10


def lama_kerja(detik: int | None) -> str:
    """Working seconds as people say them: `45 menit`, `3 jam 20 menit`; None is «belum»."""
    if detik is None:
        return "belum"
    minutes = detik // 60
    if minutes < 60:
        return f"{minutes} menit"
    hours, rest = divmod(minutes, 60)
    return f"{angka(hours)} jam {rest} menit" if rest and hours < 24 else f"{angka(hours)} jam"


def _table(groups: dict[Any, list[Ringkas]], names: dict[Any, str]) -> list[tuple[Any, str, dict[str, Ringkas]]]:
    rows = [(key, names.get(key, str(key)), {str(r.langkah): r for r in steps}) for key, steps in groups.items()]
    return sorted(rows, key=lambda row: row[1])


@routes.get("/laporan/waktu")
@needs(Action.LAPORAN_OPD)
def waktu_langkah() -> str:
    """One month: each step, then by perangkat daerah or unit, then by jenis naskah."""
    where, month = cakupan(), bulan()
    today = clock.today()
    chosen = saring(where, Rentang(month, min(month_start(month, -1), date.fromordinal(today.toordinal() + 1))))
    calendar = kalender.berlaku(session())
    under = gabungan(session(), where.opd.id, hari_ini=today) if where.opd is not None else {}
    asked = chosen.unit_id if chosen.unit_id in under.values() else None
    every = langkah.lama(session(), replace(chosen, unit_id=None), calendar)
    if under:
        every = [replace(each, unit_id=under.get(each.unit_id) or 0) for each in every]
    if asked is not None:
        every = [each for each in every if each.unit_id == asked]
    more = pilihan(where, replace(chosen, unit_id=asked))
    more["opsi_unit"] = [(key, name) for key, name in more["opsi_unit"] if key in under.values()]
    place = "unit_id" if where.opd is not None else "opd_id"
    names = more["nama_unit"] if where.opd is not None else more["nama_opd"]
    kinds = [each for each in every if each.jenis]
    return render_template(
        "rekap/waktu.html",
        bulan=month,
        opsi_bulan=[(f"{m:%Y-%m}", f"{BULAN[m.month - 1]} {m.year}") for m in bulan_pilihan(today)],
        langkah=langkah.ringkas(every),
        tempat=_table(langkah.per([each for each in every if getattr(each, place)], place), names),
        per_jenis=_table(langkah.per(kinds, "jenis"), more["nama_jenis"]),
        label=LABEL_LANGKAH,
        lama_kerja=lama_kerja,
        sedikit=SEDIKIT,
        kalender=calendar.versi,
        **more,
    )
