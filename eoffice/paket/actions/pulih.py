"""What a package tells about its berkas: read as strictly as a form, and given back to the berkas made for it alone."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Boolean, Date, Integer, String, inspect
from sqlalchemy.orm import Session

from eoffice.arsip.models import Berkas
from eoffice.arsip.states import Akhir, Retensi, longest
from eoffice.db import Instant, Word
from eoffice.errors import Invalid
from eoffice.paket.models import Impor
from eoffice.paket.susun.rekaman import SETEMPAT

#: What follows from the items themselves, or is given by whoever opens the berkas here.
TURUNAN: Final = frozenset({"sifat", "jumlah", "urut_terakhir", "kode_klasifikasi", "nomor_berkas", "tahun"})
#: Marks that a package may set, never take away.
TANDA: Final = ("tahan_hukum", "vital", "terjaga")
_COLUMNS: Final[dict[str, Any]] = {
    c.key: c.columns[0] for c in inspect(Berkas).column_attrs if c.key not in SETEMPAT | TURUNAN
}
#: The longest retention that any JRA knows of, in years, and days that records can be from.
TAHUN_TERBANYAK: Final = 200
_FROM, _UNTIL = date(1800, 1, 1), date(2200, 12, 31)


def baca(told: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a berkas out of berkas.json; what only means something elsewhere is not looked at.

    Raises:
        Invalid: naming the first value that cannot be one.
    """
    found = {}
    for name, column in _COLUMNS.items():
        if name in told:
            try:
                found[name] = _value(column, told[name])
            except (ValueError, TypeError, OverflowError):
                said = f"Isian “{name}” pada berkas {str(told.get('nomor') or '')[:60]} tidak dapat dipakai."
                raise Invalid(f"{said} Minta paketnya dibuat ulang oleh pengirimnya.") from None
    return found


def _value(column: Any, told: Any) -> Any:
    kind = column.type
    if told is None:
        if not column.nullable:
            raise ValueError
        return None
    if isinstance(kind, Word):
        return kind.members(str(told))
    if isinstance(kind, Instant):
        at = datetime.fromisoformat(told)
        if at.tzinfo is None or not _FROM <= at.date() <= _UNTIL:
            raise ValueError
        return at
    if isinstance(kind, Date):
        day = date.fromisoformat(told)
        if not _FROM <= day <= _UNTIL:
            raise ValueError
        return day
    of: type[Any] = bool if isinstance(kind, Boolean) else int if isinstance(kind, Integer) else str
    if type(told) is not of:
        raise ValueError
    if of is int and not 0 <= told <= TAHUN_TERBANYAK:
        raise ValueError
    if isinstance(kind, String) and len(told) > (kind.length or 0):
        raise ValueError
    return told


def pulihkan(session: Session, impor: Impor) -> None:
    """Everything has been taken in: every berkas of the package gets back what is known of it, its closing included.

    It is never kept shorter, or less protected, than this city itself would keep it (SST-01), and its ends are counted
    here. That it was destroyed elsewhere is not said of what was just brought; what was destroyed or handed over here
    while the import went on stays as it ended.
    """
    places = impor.rincian.get("tempat", {})
    for told in impor.rincian.get("berkas", []):
        berkas = session.get(Berkas, places.get(str(told.get("nomor")), 0))
        if berkas is not None and berkas.akhir is None:
            _give_back(berkas, baca(told))
    session.flush()


def _give_back(berkas: Berkas, known: dict[str, Any]) -> None:
    own = _retensi(berkas)
    if known.get("akhir") is Akhir.DIMUSNAHKAN:
        known = {name: value for name, value in known.items() if not name.startswith("akhir")}
    for name, value in known.items():
        if name in TANDA:
            value = value or getattr(berkas, name)
        if getattr(berkas, name) != value:
            setattr(berkas, name, value)
    kept = longest(_retensi(berkas), [own])
    berkas.aktif_tahun, berkas.inaktif_tahun, berkas.nasib_akhir = kept.aktif, kept.inaktif, kept.nasib
    berkas.recount()


def _retensi(berkas: Berkas) -> Retensi:
    return Retensi(
        aktif=berkas.aktif_tahun,
        inaktif=berkas.inaktif_tahun,
        nasib=berkas.nasib_akhir,
        pemicu=berkas.pemicu,
        kode=berkas.kode_retensi,
        versi_id=berkas.jra_versi_id,
    )
