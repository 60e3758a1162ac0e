"""The blueprint of the everyday reports, and for whom a report is asked."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, request

from eoffice import clock
from eoffice.akses.rights import Action, Sifat
from eoffice.akses.verdict import require
from eoffice.errors import NotFound
from eoffice.laporan.states import LABEL, Periode, rentang
from eoffice.naskah.jenis import JENIS
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Unit
from eoffice.rekap import policy
from eoffice.rekap.queries import volume
from eoffice.rekap.queries.langkah import bulan_pilihan
from eoffice.rekap.queries.volume import Saring
from eoffice.rekap.states import kata
from eoffice.web.access import current_actor
from eoffice.web.answers import number
from eoffice.web.session import session

routes = Blueprint("rekap", __name__)


@dataclass(frozen=True)
class Cakupan:
    """For whom: one perangkat daerah, or the city for None; and which others the reader may ask for."""

    opd: Unit | None
    pilihan: tuple[Unit, ...]
    seluruh: bool

    @property
    def nama(self) -> str:
        """How it is called in a heading."""
        return self.opd.nama if self.opd is not None else "Seluruh kota"

    @property
    def ids(self) -> frozenset[int] | None:
        """The perangkat daerah that are counted; None for every one."""
        return frozenset({self.opd.id}) if self.opd is not None else None


def cakupan(action: Action = Action.LAPORAN_OPD) -> Cakupan:
    """What the query string asks for, as far as the reader may.

    Raises:
        NotFound: there is no such perangkat daerah.
        NotAllowed: it is another one's.
    """
    actor = current_actor()
    units = organisasi.all_opd(session())
    whole = policy.reach(actor) is None
    mine = tuple(unit for unit in units if policy.may(actor, action, unit.id))
    asked = request.args.get("opd", "")
    if not asked:
        if whole:
            return Cakupan(None, mine, seluruh=True)
        require(policy.may(actor, action, mine[0].id if mine else None))
        return Cakupan(next((unit for unit in mine if unit.id == actor.opd_id), mine[0]), mine, seluruh=False)
    found = next((unit for unit in units if str(unit.id) == asked), None)
    if found is None:
        raise NotFound("Perangkat daerah tidak ditemukan.")
    require(policy.may(actor, action, found.id))
    return Cakupan(found, mine, seluruh=whole)


def periode() -> Periode:
    """The period that is asked for; twelve months by default."""
    asked = request.args.get("periode", "")
    return Periode(asked) if asked in set(Periode) else Periode.DUA_BELAS_BULAN


def bulan() -> date:
    """The month that is asked for, among the last twelve; the last complete one by default."""
    months = bulan_pilihan(clock.today())
    asked = request.args.get("bulan", "")
    return next((each for each in months if f"{each:%Y-%m}" == asked), months[1])


def saring(where: Cakupan, of: Any) -> Saring:
    """The filter of a page: period, perangkat daerah, unit, jenis and sifat."""
    jenis, level = request.args.get("jenis", ""), request.args.get("sifat", "")
    return Saring(
        of,
        where.ids,
        number("unit") if where.opd is not None else None,
        jenis if jenis in JENIS else "",
        Sifat(level) if level in set(Sifat) else None,
    )


def pilihan(where: Cakupan, chosen: Saring) -> dict[str, Any]:
    """What the filter row of a page offers, and what is chosen."""
    units = volume.units(session(), where.opd.id) if where.opd is not None else []
    return {
        "cakupan": where,
        "opsi_opd": [(unit.id, unit.nama) for unit in where.pilihan],
        "opsi_unit": [(unit.id, unit.nama) for unit in units],
        "opsi_jenis": [(kode, kind.nama) for kode, kind in JENIS.items()],
        "opsi_sifat": [(s.value, kata(s)) for s in Sifat],
        "opsi_periode": [(p.value, LABEL[p]) for p in Periode],
        "saring": chosen,
        "nama_unit": {unit.id: unit.nama for unit in units},
        "nama_opd": {unit.id: unit.nama for unit in organisasi.all_opd(session())},
        "nama_jenis": {kode: kind.nama for kode, kind in JENIS.items()},
    }


def span(which: Periode) -> Any:
    """The days of a period up to and including today."""
    return rentang(which, clock.today())
