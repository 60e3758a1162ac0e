"""The sweep: reminds before, on and after a limit, tells upwards what stays late, and lets clocks run again.

It looks only at rows whose hour has come, found by an index, so an open item that is not due costs nothing. Every
message, every level and the next hour are written in one transaction: a worker that dies in the middle leaves nothing,
and two workers cannot do the same row. Who was told about which surat on which day is a key of its own.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session, joinedload

from eoffice import clock
from eoffice.akses.actor import Peran
from eoffice.disposisi.models import DisposisiPenerima
from eoffice.notifikasi import actions as notifikasi
from eoffice.notifikasi.states import Kabar
from eoffice.organisasi import kalender, waktu
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, Penugasan
from eoffice.organisasi.waktu import Kalender
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import OPEN
from eoffice.tenggat import jadwal, queries
from eoffice.tenggat.actions.henti import lanjutkan_waktunya
from eoffice.tenggat.actions.pasang import pasang
from eoffice.tenggat.jadwal import Aturan
from eoffice.tenggat.models import Tenggat, TenggatCatatan, TenggatPesan
from eoffice.tenggat.states import Dasar, Jenis, Kejadian
from eoffice.titik import titik

SEKALIGUS: Final = 50
"""Rows of one transaction; short enough that nobody waits for it."""
DISIMPAN: Final = timedelta(days=40)
_PESAN: Final = text(
    "INSERT INTO tenggat_pesan (surat_id, pegawai_id, hari) VALUES (:surat, :pegawai, :hari) "
    "ON CONFLICT DO NOTHING RETURNING surat_id"
)


def tegur(session: Session, *, sekaligus: int = SEKALIGUS) -> int:
    """Handle the rows whose hour has come, the oldest first; how many there were, at most `sekaligus`."""
    due = select(Tenggat.id, Tenggat.surat_id).where(Tenggat.berikut_at <= clock.now())
    picked = session.execute(due.order_by(Tenggat.berikut_at, Tenggat.id).limit(sekaligus)).all()
    if not picked:
        return 0
    seen = pasang(session, {row.surat_id for row in picked}, sabar=False)  # locked, and as they stand now
    lanjutkan_waktunya(session, seen)
    titik("tenggat_disiapkan")
    rows = session.scalars(
        select(Tenggat)
        .where(Tenggat.id.in_([row.id for row in picked if row.surat_id in seen]), Tenggat.berikut_at <= clock.now())
        .options(joinedload(Tenggat.surat).selectinload(SuratMasuk.akses), joinedload(Tenggat.jabatan))
        .order_by(Tenggat.berikut_at, Tenggat.id)
        .execution_options(populate_existing=True)
    ).all()
    _Sapuan(session, rows).jalan()
    titik("tenggat_disapu")
    return len(picked)


class _Sapuan:
    """What one sweep knows: the hour, the rules, and who holds what today."""

    def __init__(self, session: Session, rows: Iterable[Tenggat]) -> None:
        self.session, self.rows = session, list(rows)
        self.now, self.today = clock.now(), clock.today()
        self.kalender, self.aturan = kalender.berlaku(session), queries.aturan(session)
        posts = {j for row in self.rows for j in (row.jabatan_id, row.atas_id) if j is not None}
        self.pemegang = organisasi.holders(session, posts)
        self._rantai: dict[int, list[Jabatan]] = {}

    def jalan(self) -> None:
        """Each row: told now, or put off to the next hour at which it may be."""
        for row in sorted(self.rows, key=lambda r: r.batas_at or self.now):  # what is later goes first to a person
            calendar = self.kalender.untuk(row.opd_id)
            when = jadwal.kapan_lagi(calendar, self.aturan, self.now)
            if row.batas_at is None or not self.aturan.aktif:
                row.berikut_at = None
            elif when > self.now:
                row.berikut_at = when
            else:
                if row.diingatkan != self.today:
                    self._kabari(row, calendar)
                row.berikut_at = jadwal.berikut(
                    calendar, self.aturan, mulai=row.mulai_at, batas=row.batas_at, diingatkan=self.today, tingkat=row.tingkat
                )  # fmt: skip
        self.session.flush()

    def _kabari(self, row: Tenggat, calendar: Kalender) -> None:
        assert row.batas_at is not None
        what = jadwal.kejadian(calendar, row.batas_at, self.now)
        late = waktu.hari_kerja_antara(calendar, row.batas_at.astimezone(clock.WIB).date(), self.today)
        holder = self.pemegang.get(row.jabatan_id)
        if holder is None and row.atas_id is not None:
            holder = self.pemegang.get(row.atas_id)  # nobody holds it today, so the giver has to know
        if what is Kejadian.LEWAT:
            said, kabar = f"{_milik(row)} lewat tenggat {max(1, late)} hari kerja", Kabar.LEWAT_TENGGAT
        else:
            day = "hari ini" if what is Kejadian.HARI_INI else f"dalam {self.aturan.sebelum_hari} hari kerja"
            said, kabar = f"{_milik(row)} jatuh tempo {day}", Kabar.PENGINGAT
        row.diingatkan = self.today
        if self._pesan(row, holder, kabar, said):
            _catat(self.session, row, what, self.now, kepada=_nama(row.jabatan, holder))
        if jadwal.tingkat_pada(calendar, self.aturan, row.batas_at, self.now) > row.tingkat:
            self._naik(row, late)

    def _naik(self, row: Tenggat, late: int) -> None:
        """One level up, at most one on a day; where the line ends nobody is told twice."""
        start = row.atas_id or row.jabatan_id
        if start not in self._rantai:  # many late parts have one giver
            self._rantai[start] = rantai(self.session, row, self.aturan)
        line = self._rantai[start]
        if len(line) <= row.tingkat:
            return
        office = line[row.tingkat]
        row.tingkat += 1
        row.tegur_jabatan_id = office.id
        reads = office.id == row.surat.tujuan_jabatan_id or any(a.jabatan_id == office.id for a in row.surat.akses)
        whose = f"bagian {row.jabatan.nama} pada agenda" if reads else "pekerjaan pada agenda"
        said = f"{whose} {row.surat.nomor_agenda}/{row.surat.tahun} lewat tenggat {late} hari kerja (tingkat {row.tingkat})"
        holder = organisasi.holder(self.session, office.id)
        self._pesan(row, holder, Kabar.ESKALASI, said)
        _catat(
            self.session, row, Kejadian.ESKALASI, self.now, tingkat=row.tingkat, kepada=_nama(office, holder),
            keterangan=f"Lewat {late} hari kerja",
        )  # fmt: skip
        _tampilkan(self.session, row, office.nama)

    def _pesan(self, row: Tenggat, holder: Penugasan | None, kabar: Kabar, alasan: str) -> bool:
        """Told, unless this person heard of this surat today already or nobody holds the jabatan."""
        if holder is None:
            return False
        return kirim_sekali(self.session, row, holder.pegawai_id, kabar, alasan, self.today)


def kirim_sekali(session: Session, row: Tenggat, pegawai_id: int, kabar: Kabar, alasan: str, hari: date) -> bool:
    """Leave the news for one person, at most once a day about one surat; whether it was left now."""
    key = {"surat": row.surat_id, "pegawai": pegawai_id, "hari": hari.isoformat()}
    if session.scalar(_PESAN, key) is None:
        return False
    notifikasi.kabari(
        session,
        kabar,
        objek="disposisi" if row.penerima_id is not None else "surat",
        objek_id=row.penerima_id or row.surat_id,
        pegawai=(pegawai_id,),
        sifat=row.surat.sifat,
        alasan=alasan,
        batas=row.batas_at.astimezone(clock.WIB).date() if row.batas_at is not None else None,
        kunci=f"tenggat:{row.surat_id}:{pegawai_id}:{hari}",
    )
    return True


def rantai(session: Session, row: Tenggat, aturan: Aturan) -> list[Jabatan]:
    """Who hears, level by level: the giver, then the line above up to the head of that perangkat daerah, vacant posts skipped."""
    start = session.get_one(Jabatan, row.atas_id or row.jabatan_id)
    line = [start] if row.atas_id is not None else []
    opd, top = start.unit.opd_id, start
    if aturan.lewat_pimpinan or not _pimpinan(start):
        for above in organisasi.superiors(session, start.id):
            if not aturan.lewat_pimpinan and (above.unit.opd_id != opd or _pimpinan(top)):
                break
            line.append(above)
            top = above
    held = organisasi.holders(session, [j.id for j in line])
    return [j for j in line if j.id in held]


def _pimpinan(jabatan: Jabatan) -> bool:
    unit = jabatan.unit
    return Peran.PIMPINAN_OPD in {r.peran for r in jabatan.peran_rows} or (
        jabatan.kepala_unit and unit.id == unit.opd_id
    )


def _milik(row: Tenggat) -> str:
    if row.jenis is Jenis.SURAT:
        return "surat untuk Anda" if row.dasar is not Dasar.DISPOSISI_PERTAMA else "surat yang menunggu disposisi Anda"
    return "laporan yang menunggu Anda periksa" if row.dasar is Dasar.PEMERIKSAAN else "bagian Anda dalam disposisi"


def _nama(office: Jabatan, holder: Penugasan | None) -> str:
    if holder is None:
        return f"{office.nama} (kosong)"
    bentuk = "" if holder.jabatan_id == office.id else " karena jabatannya kosong"
    return f"{holder.pegawai.nama_lengkap}, {office.nama}{bentuk}"[:300]


def _catat(
    session: Session, row: Tenggat, what: Kejadian, at: datetime, *, tingkat: int = 0, kepada: str = "", keterangan: str = ""
) -> None:  # fmt: skip
    values = {"kejadian": what, "tingkat": tingkat, "kepada": kepada[:300], "keterangan": keterangan[:400]}
    session.add(TenggatCatatan(tenggat_id=row.id, at=at, **values))


def _tampilkan(session: Session, row: Tenggat, kepada: str) -> None:
    model = DisposisiPenerima if row.penerima_id is not None else SuratMasuk
    table = model.__table__
    shown = {"tegur_tingkat": row.tingkat, "tegur_kepada": kepada[:300]}
    session.execute(update(table).where(table.c.id == (row.penerima_id or row.surat_id)).values(shown))  # type: ignore[arg-type]


def keliling(session: Session, setelah: int, banyak: int = 200) -> int | None:
    """Set up the deadlines of some open surat after an id; the last id looked at, None when it was the last portion."""
    ids = session.scalars(
        select(SuratMasuk.id)
        .where(SuratMasuk.id > setelah, SuratMasuk.status.in_(OPEN))
        .order_by(SuratMasuk.id)
        .limit(banyak)
    ).all()
    if ids:
        pasang(session, ids)
    else:
        session.execute(delete(TenggatPesan).where(TenggatPesan.hari < (clock.now() - DISIMPAN).date()))
    return ids[-1] if ids else None
