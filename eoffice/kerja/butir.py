"""Which work a naskah or a surat is for whom: the one definition behind every list, counter and check."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import BindParameter, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.rights import REACH, Relation
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.states import OPEN as BAGIAN_OPEN
from eoffice.disposisi.states import StatusPenerima
from eoffice.ekspedisi.models import SerahTerima
from eoffice.kanal.models import Kiriman
from eoffice.kanal.states import PERLU_DILIHAT
from eoffice.kerja.pemilik import TANPA_BATAS, Butir, jabatan, milidetik, pegawai, unit
from eoffice.kerja.states import Macam, Objek
from eoffice.kerja.tiba import dari_kiriman, dari_pindaian
from eoffice.naskah.models import Naskah, NaskahVersi, Paraf, PenandaLain, Penerima
from eoffice.naskah.states import BERAKHIR, ISSUED, JenisParaf, Keadaan, Status, TipePenerima
from eoffice.pindaian.models import Pindaian
from eoffice.pindaian.states import OPEN as PINDAIAN_OPEN
from eoffice.surat_masuk.models import SuratMasuk, SuratSampul
from eoffice.surat_masuk.states import OPEN as SURAT_OPEN
from eoffice.surat_masuk.states import PeranSurat
from eoffice.surat_masuk.states import Status as StatusSurat

__all__ = [
    "TANPA_BATAS",
    "Butir",
    "dari_kiriman",
    "dari_naskah",
    "dari_pindaian",
    "dari_surat",
    "jabatan",
    "milidetik",
    "pegawai",
    "semua",
    "unit",
]

M, P = Macam, StatusPenerima
#: A surat in these is worked on by others.
DIKERJAKAN: Final = frozenset({StatusSurat.DIDISPOSISIKAN, StatusSurat.DIPROSES})

_IDS: Final[BindParameter[Any]] = bindparam("ids", expanding=True)
_NASKAH: Final = select(
    Naskah.id,
    Naskah.status,
    Naskah.opd_id,
    Naskah.konseptor_id,
    Naskah.konseptor_jabatan_id,
    Naskah.penandatangan_id,
    Naskah.sifat,
    Naskah.urgensi,
    Naskah.dibuat_at,
    Naskah.ditandatangani_at,
    Naskah.keadaan,
).where(Naskah.id.in_(_IDS))
_PARAF: Final = (
    select(Paraf.naskah_id, Paraf.jabatan_id, Paraf.jenis, Paraf.given_at)
    .where(Paraf.naskah_id.in_(_IDS))
    .order_by(Paraf.naskah_id, Paraf.urutan)
)
_PENANDA: Final = (
    select(PenandaLain.naskah_id, PenandaLain.jabatan_id, PenandaLain.ditandatangani_at, PenandaLain.sha256)
    .where(PenandaLain.naskah_id.in_(_IDS))
    .order_by(PenandaLain.naskah_id, PenandaLain.urutan)
)
_VERSI: Final = (
    select(NaskahVersi.naskah_id, func.max(NaskahVersi.at))
    .where(NaskahVersi.naskah_id.in_(_IDS))
    .group_by(NaskahVersi.naskah_id)
)
_BELUM: Final = (
    select(Penerima.naskah_id)
    .where(Penerima.naskah_id.in_(_IDS), Penerima.tipe == TipePenerima.EKSTERNAL, Penerima.dikirim_at.is_(None))
    .distinct()
)


def _grouped(session: Session, statement: Select[Any], ids: Sequence[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    if ids:
        for row in session.execute(statement, {"ids": ids}):
            found[row[0]].append(row)
    return found


def dari_naskah(session: Session, ids: Iterable[int]) -> Iterator[Butir]:
    """The work that these naskah are; at most six narrow statements however many they are."""
    rows = session.execute(_NASKAH, {"ids": sorted(ids)}).all()
    every = [r.id for r in rows if r.status not in ISSUED and r.status is not Status.KONSEP]
    paraf, penanda = _grouped(session, _PARAF, every), _grouped(session, _PENANDA, every)
    versi = _grouped(session, _VERSI, every)
    unsent = _grouped(session, _BELUM, [r.id for r in rows if r.status in ISSUED])
    for row in rows:
        at = row.ditandatangani_at
        if at is None:
            given = [p.given_at for p in paraf[row.id]] + [p.ditandatangani_at for p in penanda[row.id]]
            at = max([row.dibuat_at, *(v[1] for v in versi[row.id]), *(g for g in given if g is not None)])

        def made(pemilik: str, macam: Macam, at: datetime = at, row: Any = row) -> Butir:
            akar = f"n{row.id}"
            return Butir(
                pemilik, macam, Objek.NASKAH, row.id, akar, milidetik(at), TANPA_BATAS, False, row.sifat, row.urgensi
            )

        if row.status in ISSUED:
            yield from _issued(row, made, unsent=bool(unsent[row.id]))
        else:
            yield from _on_its_way(row, made, paraf[row.id], penanda[row.id])


def _issued(row: Any, made: Any, *, unsent: bool) -> Iterator[Butir]:
    if row.penandatangan_id is not None:
        yield made(jabatan(row.penandatangan_id), M.TERBIT)
    if row.konseptor_jabatan_id != row.penandatangan_id:  # else the same person would find it twice
        yield made(pegawai(row.konseptor_id), M.TERBIT)
    if unsent and row.keadaan is not Keadaan.DICABUT and row.sifat in REACH[Relation.TU]:
        yield made(unit(row.opd_id), M.BELUM_KIRIM)


def _on_its_way(row: Any, made: Any, paraf: list[Any], penanda: list[Any]) -> Iterator[Butir]:
    if row.status is Status.KONSEP:
        yield made(pegawai(row.konseptor_id), M.KONSEP)
        return
    if row.status is Status.DIKEMBALIKAN:
        yield made(pegawai(row.konseptor_id), M.KEMBALI)
        return
    if row.status in BERAKHIR:
        return
    turn: set[int] = set()
    kind = M.PARAF
    if row.status is Status.PEMERIKSAAN:
        waiting = [p for p in paraf if p.given_at is None]
        line = [p for p in waiting if p.jenis is JenisParaf.HIERARKI][:1]
        turn = {p.jabatan_id for p in (*line, *(p for p in waiting if p.jenis is JenisParaf.KOORDINASI))}
    elif row.status is Status.MENUNGGU_PENANDA:
        kind, turn = M.TTD, {p.jabatan_id for p in [p for p in penanda if p.ditandatangani_at is None][:1]}
    elif row.status in (Status.SIAP_TTD, Status.GAGAL_TTD, Status.MENUNGGU_TTE):
        begun = any(p.sha256 is not None for p in penanda)
        kind, turn = M.TTD, set() if begun or row.penandatangan_id is None else {row.penandatangan_id}
    elif row.status is Status.MENUNGGU_PINDAIAN and row.sifat in REACH[Relation.TU]:
        yield made(unit(row.opd_id), M.PINDAIAN)
    for jabatan_id in turn:
        yield made(jabatan(jabatan_id), kind)
    if row.konseptor_jabatan_id not in turn:  # else it would wait for others and for the same person at once
        yield made(pegawai(row.konseptor_id), M.AJUAN)


_SURAT: Final = select(
    SuratMasuk.id,
    SuratMasuk.status,
    SuratMasuk.peran,
    SuratMasuk.tujuan_jabatan_id,
    SuratMasuk.diterima_at,
    SuratMasuk.batas_at,
    SuratMasuk.jam_henti_at,
    SuratMasuk.dibaca_at,
    SuratMasuk.sifat,
    SuratMasuk.urgensi,
    SuratMasuk.opd_id,
    SuratMasuk.peneliti_jabatan_id,
).where(SuratMasuk.id.in_(_IDS))
_SAMPUL: Final = select(SuratSampul.surat_id).where(
    SuratSampul.surat_id.in_(_IDS),
    SuratSampul.dibuka_at.is_(None),
    SuratSampul.surat_id.not_in(select(SerahTerima.surat_id).where(SerahTerima.surat_id.in_(_IDS))),
)
_BAGIAN: Final = (
    select(
        Disposisi.surat_id,
        DisposisiPenerima.id,
        DisposisiPenerima.jabatan_id,
        DisposisiPenerima.status,
        DisposisiPenerima.dibaca_at,
        DisposisiPenerima.dilaporkan_at,
        DisposisiPenerima.tolak_diputus_at,
        DisposisiPenerima.batas_at,
        DisposisiPenerima.jam_henti_at,
        Disposisi.induk_id,
        Disposisi.pemberi_jabatan_id,
        Disposisi.at,
        Disposisi.batas,
    )
    .join(Disposisi, Disposisi.id == DisposisiPenerima.disposisi_id)
    .where(Disposisi.surat_id.in_(_IDS))
)


def _batas(at: datetime | None, stopped: datetime | None) -> int:
    """When it is late; never while there is no limit, or while its clock stands still."""
    return TANPA_BATAS if at is None or stopped is not None else milidetik(at)


def dari_surat(session: Session, ids: Iterable[int]) -> Iterator[Butir]:
    """The work that these surat are, and every part of their disposisi; at most three narrow statements."""
    rows = session.execute(_SURAT, {"ids": sorted(ids)}).all()
    closed = [r.id for r in rows if r.sifat not in REACH[Relation.TU]]
    carried = set(session.scalars(_SAMPUL, {"ids": closed})) if closed else set()
    parts = _grouped(session, _BAGIAN, [r.id for r in rows if r.status in SURAT_OPEN and r.status != "tercatat"])
    for row in rows:
        akar, owner = f"s{row.id}", jabatan(row.tujuan_jabatan_id)
        batas = _batas(row.batas_at, row.jam_henti_at)
        unread, same = row.dibaca_at is None, (row.sifat, row.urgensi)
        urut = milidetik(row.diterima_at)
        if row.peran is PeranSurat.TEMBUSAN:
            kind = M.TEMBUSAN if unread else M.TEMBUSAN_LAMA
            yield Butir(owner, kind, Objek.SURAT, row.id, akar, urut, TANPA_BATAS, unread, *same)
        elif row.status in SURAT_OPEN:
            kind = M.SURAT_JALAN if row.status in DIKERJAKAN else M.SURAT
            yield Butir(owner, kind, Objek.SURAT, row.id, akar, urut, batas, unread, *same)
        if row.status is StatusSurat.TERCATAT and row.peneliti_jabatan_id is not None:
            for screens in _peneliti(row):
                yield Butir(screens, M.TELITI, Objek.SURAT, row.id, akar, urut, batas, False, *same)
        if row.id in carried:
            yield Butir(unit(row.opd_id), M.SAMPUL, Objek.SAMPUL, row.id, akar, urut, TANPA_BATAS, False, *same)
        passed = {p.induk_id for p in parts[row.id] if p.status in BAGIAN_OPEN}
        for part in parts[row.id]:
            yield from _bagian(row, part, akar, passed_on=part.id in passed)


def _peneliti(row: Any) -> Iterator[str]:
    """Who screens: the jabatan named, and the TU of that office as far as it may read."""
    yield jabatan(row.peneliti_jabatan_id)
    if row.sifat in REACH[Relation.TU]:
        yield unit(row.opd_id)


def _bagian(row: Any, part: Any, akar: str, *, passed_on: bool) -> Iterator[Butir]:
    batas = _batas(part.batas_at, part.jam_henti_at)
    if part.batas_at is None and part.batas is not None:  # the whole day is still in time (WIB)
        batas = milidetik(datetime.combine(part.batas + timedelta(days=1), time(), clock.WIB))
    rest = (batas, part.dibaca_at is None and part.status is P.TERKIRIM, row.sifat, row.urgensi)
    if part.status is P.DITOLAK and part.tolak_diputus_at is None:
        yield Butir(jabatan(part.pemberi_jabatan_id), M.TOLAKAN, Objek.BAGIAN, part.id, akar, milidetik(part.at), *rest)
    if part.status not in BAGIAN_OPEN:
        return
    owner, reported = jabatan(part.jabatan_id), part.status is P.DILAPORKAN
    kind = M.BAGIAN_JALAN if passed_on or reported else M.BAGIAN
    in_time = reported and part.dilaporkan_at is not None and milidetik(part.dilaporkan_at) < batas
    own = (TANPA_BATAS if in_time else batas, *rest[1:])  # who reported in time is not late while the giver waits
    yield Butir(owner, kind, Objek.BAGIAN, part.id, akar, milidetik(part.at), *own)
    if reported:
        at = milidetik(part.dilaporkan_at or part.at)
        yield Butir(jabatan(part.pemberi_jabatan_id), M.LAPORAN, Objek.BAGIAN, part.id, akar, at, *rest)


#: What makes anybody any work, or stands among what was sent or copied.
_HIDUP: Final[tuple[tuple[Any, Any, Any], ...]] = (
    (Naskah.id, Naskah.status.not_in(BERAKHIR), dari_naskah),
    (SuratMasuk.id, or_(SuratMasuk.status.in_(SURAT_OPEN), SuratMasuk.peran == PeranSurat.TEMBUSAN), dari_surat),
    (Pindaian.id, Pindaian.status.in_(PINDAIAN_OPEN), dari_pindaian),
    (Kiriman.id, Kiriman.status.in_(PERLU_DILIHAT), dari_kiriman),
)


def semua(session: Session, *, sekali: int = 2_000) -> Iterator[Butir]:
    """The work of everything there is, in portions of so many rows."""
    for key, alive, make in _HIDUP:
        last = 0
        while ids := session.scalars(select(key).where(key > last, alive).order_by(key).limit(sekali)).all():
            yield from make(session, ids)
            last = ids[-1]
