"""Rows of a list of issued naskah: what a row says and nothing else, in two statements however many there are."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from eoffice.akses.rights import Sifat
from eoffice.naskah.models import Naskah, Penerima
from eoffice.naskah.states import ISSUED, Keadaan, PeranPenerima, Status, TipePenerima, Urgensi
from eoffice.organisasi.models import Pegawai, Unit, nama_pada
from eoffice.organisasi.sebutan import nama_lengkap

_NASKAH: Final = (
    Naskah.id, Naskah.jenis, Naskah.status, Naskah.keadaan, Naskah.sifat, Naskah.urgensi, Naskah.hal, Naskah.nomor,
    Naskah.tanggal, Naskah.ditandatangani_at, Naskah.diubah_at, Pegawai.gelar_depan, Pegawai.nama,
    Pegawai.gelar_belakang, Unit.nama.label("unit"), Unit.nama_lama,
)  # fmt: skip
_P: Final = Penerima.__table__.c
_PENERIMA: Final = (
    select(_P.naskah_id, _P.peran, _P.tipe, _P.teks, _P.dikirim_at)
    .where(_P.naskah_id.in_(bindparam("naskah", expanding=True)))
    .order_by(_P.naskah_id, _P.peran, _P.urutan)
)


class PenerimaTercantum(NamedTuple):
    """An addressee or copied office, as a list knows it."""

    peran: PeranPenerima
    tipe: TipePenerima
    teks: str
    dikirim_at: datetime | None


class Penulis(NamedTuple):
    """Who wrote it."""

    nama_lengkap: str


@dataclass(frozen=True)
class Tercantum:
    """One naskah of a list; its names are those of `Naskah`."""

    id: int
    jenis: str
    status: Status
    keadaan: Keadaan
    sifat: Sifat
    urgensi: Urgensi
    hal: str
    nomor: str | None
    tanggal: date | None
    ditandatangani_at: datetime | None
    diubah_at: datetime
    konseptor: Penulis
    unit_kini: str
    unit_lama: list[list[str]]
    penerima: list[PenerimaTercantum] = field(default_factory=list)

    @property
    def tujuan(self) -> list[PenerimaTercantum]:
        """The addressees proper, in order."""
        return [p for p in self.penerima if p.peran is PeranPenerima.TUJUAN]

    @property
    def unsent(self) -> list[PenerimaTercantum]:
        """Those outside the city whose delivery nobody has recorded yet."""
        if self.status not in ISSUED:
            return []
        return [p for p in self.penerima if p.tipe is TipePenerima.EKSTERNAL and p.dikirim_at is None]

    @property
    def unit(self) -> "Tercantum":
        """As of a naskah: its unit, of which a row knows the names."""
        return self

    def nama_pada(self, at: date | datetime | None) -> str:
        """The name its unit had then."""
        return nama_pada(self.unit_kini, self.unit_lama, at)


def asked(listed: Select[Any]) -> Select[Any]:
    """The statement for what the rows of a list say; the list starts at `visible` and is limited."""
    wanted = listed.join(Pegawai, Pegawai.id == Naskah.konseptor_id).join(Unit, Unit.id == Naskah.unit_id)
    return wanted.with_only_columns(*_NASKAH)


def rows(session: Session, wanted: Select[Any], values: Mapping[str, Any] = MappingProxyType({})) -> list[Tercantum]:
    """What the rows of a list say, in its order.

    Args:
        wanted: `asked` of the list; whoever keeps it saves putting it together again.
        values: of its parameters.
    """
    session.flush()  # a statement of the connection does not ask for it by itself
    run = session.connection().execute
    found = [_one(tuple(r)) for r in run(wanted, dict(values)).all()]
    if found:
        served = defaultdict(list)
        for naskah_id, *said in run(_PENERIMA, {"naskah": [n.id for n in found]}).all():
            served[naskah_id].append(PenerimaTercantum(*said))
        for one in found:
            one.penerima.extend(served[one.id])
    return found


def _one(row: tuple[Any, ...]) -> Tercantum:
    plain, titles, names = row[:11], row[11:14], row[14:]
    values: tuple[Any, ...] = (*plain, Penulis(nama_lengkap(*titles)), *names)
    return Tercantum(*values)
