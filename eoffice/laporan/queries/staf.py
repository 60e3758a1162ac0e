"""Staff records as denominators: who must use the system, who must sign, and whose certificate holds on a day (C11)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Peran
from eoffice.akun.models import Akun
from eoffice.laporan.adopsi import JabatanTtd, Staf, sertifikat_pada
from eoffice.laporan.kertas import Fakta
from eoffice.organisasi.models import Jabatan, JabatanPeran, Pegawai, Penugasan, Unit
from eoffice.organisasi.queries import SIGNING_ORDER
from eoffice.organisasi.states import JenisPenugasan
from eoffice.peristiwa import queries as peristiwa
from eoffice.peristiwa.actions import samaran
from eoffice.peristiwa.models import Peristiwa
from eoffice.peristiwa.states import KOREKSI, Jenis
from eoffice.tte.models import Sertifikat


@dataclass(frozen=True)
class _Tugas:
    pegawai_id: int
    jabatan_id: int
    bentuk: JenisPenugasan
    mulai: date
    selesai: date | None
    opd_id: int


@dataclass(frozen=True)
class Kepegawaian:
    """Every dated assignment, read once, asked for any day.

    Attributes:
        pimpinan: jabatan that lead a perangkat daerah and must sign, by their office; tu: those that serve it as TU.
    """

    tugas: tuple[_Tugas, ...]
    nama: Mapping[int, str]
    samaran: Mapping[int, str]
    aktif: frozenset[int]
    pimpinan: Mapping[int, tuple[int, ...]]
    tu: Mapping[int, tuple[int, ...]]
    _cache: dict[date, dict[int, Staf]] = field(default_factory=dict, compare=False, repr=False)

    def pada(self, tanggal: date) -> dict[int, Staf]:
        """Per perangkat daerah: who must use the system, and who signs for the jabatan that must sign."""
        if tanggal not in self._cache:
            self._cache[tanggal] = self._pada(tanggal)
        return self._cache[tanggal]

    def _pada(self, tanggal: date) -> dict[int, Staf]:
        held = self._held(tanggal)
        home: dict[int, _Tugas] = {}
        for each in sorted(held, key=lambda t: (t.bentuk is not JenisPenugasan.DEFINITIF, t.mulai, t.jabatan_id)):
            home.setdefault(each.pegawai_id, each)
        people: dict[int, set[int]] = defaultdict(set)
        for pegawai, each in home.items():
            people[each.opd_id].add(pegawai)
        signer = self._signer(held)
        return {
            opd: Staf(
                frozenset(self.samaran[p] for p in people.get(opd, ())),
                frozenset(self.samaran[p] for p in people.get(opd, ()) if p in self.aktif),
                tuple(
                    JabatanTtd(self.nama[j], self.samaran[signer[j]] if j in signer else None)
                    for j in self.pimpinan.get(opd, ())
                ),
            )
            for opd in people.keys() | self.pimpinan.keys()
        }

    def tanpa_tu(self, tanggal: date) -> frozenset[int]:
        """Perangkat daerah in which nobody serves as TU on that day."""
        filled = {each.jabatan_id for each in self._held(tanggal)}
        return frozenset(opd for opd in self.pimpinan if not filled & set(self.tu.get(opd, ())))

    def _held(self, tanggal: date) -> list[_Tugas]:
        return [t for t in self.tugas if t.mulai <= tanggal and (t.selesai is None or t.selesai >= tanggal)]

    def _signer(self, held: list[_Tugas]) -> dict[int, int]:
        found: dict[int, int] = {}
        for each in sorted(held, key=lambda t: SIGNING_ORDER.index(t.bentuk)):
            found.setdefault(each.jabatan_id, each.pegawai_id)
        return found


def kepegawaian(session: Session, kunci: bytes) -> Kepegawaian:
    """Read staff records.

    Every pegawai with a jabatan must use the system; the jabatan that must sign are those that lead a perangkat daerah.

    Args:
        kunci: the secret that pseudonyms are made with, the same as for the log.
    """
    rows = session.execute(
        select(
            Penugasan.pegawai_id,
            Penugasan.jabatan_id,
            Penugasan.bentuk,
            Penugasan.mulai,
            Penugasan.selesai,
            Unit.opd_id,
        )
        .join(Jabatan, Jabatan.id == Penugasan.jabatan_id)
        .join(Unit, Unit.id == Jabatan.unit_id)
        .join(Pegawai, Pegawai.id == Penugasan.pegawai_id)
        .where(Pegawai.aktif, Unit.opd_id.is_not(None))
    )
    tugas = tuple(_Tugas(*row) for row in rows)
    roles: dict[Peran, dict[int, list[int]]] = {Peran.PIMPINAN_OPD: defaultdict(list), Peran.TU: defaultdict(list)}
    nama: dict[int, str] = {}
    posts = session.execute(
        select(JabatanPeran.peran, Jabatan.id, Jabatan.nama, Unit.opd_id)
        .join(Jabatan, Jabatan.id == JabatanPeran.jabatan_id)
        .join(Unit, Unit.id == Jabatan.unit_id)
        .where(JabatanPeran.peran.in_(list(roles)), Jabatan.aktif, Unit.opd_id.is_not(None))
        .order_by(Jabatan.kode)
    )
    for peran, jabatan_id, title, opd_id in posts:
        roles[peran][opd_id].append(jabatan_id)
        nama[jabatan_id] = title
    ready = session.scalars(select(Akun.pegawai_id).where(Akun.aktif, Akun.sandi_hash.is_not(None)))
    return Kepegawaian(
        tugas,
        nama,
        {p: samaran(kunci, p) for p in {t.pegawai_id for t in tugas}},
        frozenset(ready),
        {opd: tuple(ids) for opd, ids in roles[Peran.PIMPINAN_OPD].items()},
        {opd: tuple(ids) for opd, ids in roles[Peran.TU].items()},
    )


@dataclass(frozen=True)
class Sertifikasi:
    """All certificates ever, read once, asked for any instant."""

    catatan: tuple[Fakta, ...]
    register: Mapping[str, tuple[tuple[datetime, datetime, datetime | None], ...]]

    def pada(self, saat: datetime) -> dict[str, datetime]:
        """Pseudonyms with a certificate that holds, and until when; the register decides about whom it knows."""
        found = {a: end for a, end in sertifikat_pada(self.catatan, saat).items() if a not in self.register}
        for akun, rows in self.register.items():
            ends = [end for begin, end, gone in rows if begin <= saat < end and (gone is None or gone > saat)]
            if ends:
                found[akun] = max(ends)
        return found


def sertifikasi(session: Session, kunci: bytes) -> Sertifikasi:
    """The certificates of the register, and of the log for those issued by another system."""
    kinds = (Jenis.SERTIFIKAT_DITERBITKAN, Jenis.SERTIFIKAT_DICABUT)
    noted = session.execute(select(*peristiwa.ENVELOPE).where(Peristiwa.jenis.in_(kinds)))
    facts = [
        Fakta(r.id_peristiwa, r.jenis, r.opd_id or 0, r.terjadi_pada, r.naskah, r.rincian, r.akun)
        for r in noted
        if not r.rincian.get("uji_coba")
    ]
    corrections = session.execute(select(*peristiwa.ENVELOPE).where(Peristiwa.jenis.in_(KOREKSI)))
    facts += [Fakta(r.id_peristiwa, r.jenis, r.opd_id or 0, r.terjadi_pada, None, r.rincian) for r in corrections]
    register: dict[str, list[tuple[datetime, datetime, datetime | None]]] = defaultdict(list)
    rows = session.execute(
        select(Sertifikat.pegawai_id, Sertifikat.berlaku_dari, Sertifikat.berlaku_sampai, Sertifikat.dicabut_at)
    )
    for pegawai_id, begin, end, gone in rows:
        register[samaran(kunci, pegawai_id)].append((begin, end, gone))
    return Sertifikasi(tuple(facts), {akun: tuple(held) for akun, held in register.items()})
