"""Di mana surat saya: at which desk a naskah of one's own lay, how long in working time, and where it is now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.verdict import require
from eoffice.audit import queries as audit
from eoffice.disposisi import pohon
from eoffice.disposisi import policy as disposisi_policy
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.pohon import Pembaca
from eoffice.disposisi.states import LABEL as LABEL_BAGIAN
from eoffice.kerja.states import Daftar, Macam
from eoffice.naskah import policy
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah, Penerima
from eoffice.naskah.states import BERAKHIR, ISSUED, LABEL, PeranPenerima, Status, TipePenerima
from eoffice.organisasi import kalender
from eoffice.organisasi.waktu import Kalender, detik_kerja
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk, SuratPembaca
from eoffice.surat_masuk.states import LABEL as LABEL_SURAT
from eoffice.surat_masuk.states import OPEN, PeranSurat

#: Seconds of a working day where a duration is told in days: 37,5 hours in five days.
SEHARI: Final = 27_000
#: Own naskah on their way and out, newest first.
SURAT_SAYA: Final = Daftar(
    "surat-saya",
    "Surat Saya",
    "send",
    (Macam.AJUAN, Macam.KEMBALI, Macam.TERBIT),
    "Naskah yang Anda tulis atau tanda tangani dan sudah diajukan.",
    ("Belum ada surat yang diajukan", "Naskah yang Anda ajukan dapat diikuti di sini, meja demi meja."),
)
#: What ends the stay at a desk, and what the desk did.
LANGKAH: Final = {
    "naskah.ajukan": "menyusun",
    "naskah.paraf": "memaraf",
    "naskah.kembalikan": "mengembalikan",
    "naskah.tolak": "menolak",
    "naskah.tarik": "menarik kembali",
    "naskah.tandatangani": "menandatangani",
    "naskah.ttd_basah": "mencetak untuk ditandatangani basah",
    "naskah.pindai": "mengunggah pindaian",
    "naskah.batalkan": "membatalkan",
}


def lama_kerja(detik: int) -> str:
    """A working time in words: `2 hari kerja 3 jam`, `40 menit kerja`."""
    days, rest = divmod(max(0, detik), SEHARI)
    hours, minutes = rest // 3600, rest % 3600 // 60
    if days:
        return f"{days} hari kerja" + (f" {hours} jam" if hours else "")
    if hours:
        return f"{hours} jam" + (f" {minutes} menit" if minutes else "") + " kerja"
    return f"{minutes} menit kerja" if minutes else "kurang dari 1 menit"


@dataclass(frozen=True)
class Meja:
    """A stay at one desk: whose, what was done there, from when to when (None: it lies there now), in working seconds."""

    di: str
    berbuat: str
    mulai: datetime
    sampai: datetime | None
    detik: int

    @property
    def lama(self) -> str:
        """How long, in words."""
        return lama_kerja(self.detik)


@dataclass(frozen=True)
class Tiba:
    """What became of it at one recipient: as much as the reader may know there.

    `meja` is the chain below, only where the reader may read that surat; of another perangkat daerah only unit and status.
    """

    kepada: str
    unit: str
    tembusan: bool
    keadaan: str
    dibaca_at: datetime | None
    tiba_at: datetime | None
    selesai: bool
    detik: int
    meja: tuple[Meja, ...] = ()
    pembaca: tuple[Pembaca, ...] = ()

    @property
    def lama(self) -> str:
        """How long since it arrived, or until it was done there, in words."""
        return lama_kerja(self.detik)


def jejak(session: Session, actor: Actor, naskah_id: int) -> tuple[Naskah, list[Meja], list[Tiba]]:
    """The way of one naskah through the desks, and what became of it at each recipient.

    Raises:
        NotFound: there is none, or the actor may not know of it.
        NotAllowed: the actor may read it but is not on its route.
    """
    found = naskah_queries.get(session, actor, naskah_id)
    require(policy.may_follow(actor, found))
    calendar = kalender.berlaku(session)
    return found, _desks(session, found, calendar.untuk(found.opd_id)), _arrivals(session, actor, found, calendar)


def _desks(session: Session, naskah: Naskah, calendar: Kalender) -> list[Meja]:
    found: list[Meja] = []
    since = naskah.dibuat_at
    for entry in audit.history(session, "naskah", naskah.id):
        said = LANGKAH.get(entry.event)
        if said is None or (entry.event == "naskah.tandatangani" and entry.ke == entry.dari):
            continue
        where = entry.jabatan_nama
        if found and found[-1].di == where and found[-1].berbuat == said:
            since = entry.at  # one signing is two steps in the trail
            continue
        found.append(Meja(where, said, since, entry.at, detik_kerja(calendar, since, entry.at)))
        since = entry.at
    now = clock.now()
    found += [Meja(name, said, since, None, detik_kerja(calendar, since, now)) for name, said in _now(naskah)]
    return found


def _now(naskah: Naskah) -> Iterable[tuple[str, str]]:
    """At whose desk it lies now, and what is awaited there; nothing once it is issued or over."""
    if naskah.status in (Status.KONSEP, Status.DIKEMBALIKAN):
        return [(naskah.konseptor.nama_lengkap, "konsep di tangan penyusun")]
    if naskah.status is Status.PEMERIKSAAN:
        return [(p.jabatan.nama, "menunggu paraf") for p in naskah.turns]
    if naskah.status is Status.MENUNGGU_PINDAIAN:
        return [("Tata usaha", "menunggu pindaian")]
    if naskah.status in ISSUED | BERAKHIR:
        return []
    turn = naskah.giliran_ttd
    signers = [p.jabatan for p in naskah.penanda_lain] + ([naskah.penandatangan] if naskah.penandatangan else [])
    return [(next((j.nama for j in signers if j.id == turn), "Penandatangan"), "menunggu tanda tangan")]


def _arrivals(session: Session, actor: Actor, naskah: Naskah, calendar: Kalender) -> list[Tiba]:
    if naskah.status not in ISSUED:
        return []
    rows = session.scalars(
        select(SuratMasuk)
        .where(SuratMasuk.naskah_id == naskah.id)
        .options(
            joinedload(SuratMasuk.opd),
            joinedload(SuratMasuk.tujuan),
            selectinload(SuratMasuk.pembaca).joinedload(SuratPembaca.pegawai),
        )
    ).all()
    held = pohon.holders(session, {row.tujuan_jabatan_id for row in rows if row.pembaca})
    arrived = {row.penerima_id: row for row in rows}
    readable = set(
        session.scalars(
            surat_queries.visible(actor)
            .where(SuratMasuk.id.in_([row.id for row in rows]))
            .with_only_columns(SuratMasuk.id)
        )
    )
    chains = _chains(session, actor, [row for row in rows if row.id in readable], calendar)
    read = {row.id: pohon.readers(row.pembaca, row.tujuan, held.get(row.tujuan_jabatan_id, [])) for row in rows}
    return [_arrival(p, arrived.get(p.id), chains, read, calendar) for p in naskah.penerima]


def _arrival(
    penerima: Penerima,
    row: SuratMasuk | None,
    chains: dict[int, tuple[Meja, ...]],
    read: dict[int, tuple[Pembaca, ...]],
    calendar: Kalender,
) -> Tiba:
    copy = penerima.peran is PeranPenerima.TEMBUSAN
    if row is None:
        sent = penerima.dikirim_at
        said = "Sedang disampaikan" if penerima.tipe is TipePenerima.INTERNAL else "Menunggu dikirim tata usaha"
        if sent is not None and penerima.tipe is TipePenerima.EKSTERNAL:
            said = "Dikirim ke luar"
        return Tiba(penerima.teks, penerima.tempat, copy, said, None, sent, sent is not None, 0)
    done = row.peran is PeranSurat.TEMBUSAN or row.status not in OPEN
    end = row.selesai_at if row.peran is not PeranSurat.TEMBUSAN else row.dibaca_at
    spent = detik_kerja(calendar.untuk(row.opd_id), row.diterima_at, end or clock.now())
    said = LABEL_SURAT[row.status] if row.peran is not PeranSurat.TEMBUSAN else "Tembusan"
    return Tiba(
        row.tujuan.nama,
        row.opd.nama,
        copy,
        said,
        row.dibaca_at,
        row.diterima_at,
        done,
        spent,
        chains.get(row.id, ()),
        read.get(row.id, ()) if row.dibaca_at is not None else (),
    )


def _chains(
    session: Session, actor: Actor, surat: Sequence[SuratMasuk], calendar: Kalender
) -> dict[int, tuple[Meja, ...]]:
    """The disposisi of surat the reader may read, as far as the reader sees their branches; notes are never told here."""
    found: dict[int, list[Meja]] = {}
    known = {row.id: row for row in surat}
    parts = session.scalars(
        select(DisposisiPenerima)
        .join(Disposisi, Disposisi.id == DisposisiPenerima.disposisi_id)
        .where(Disposisi.surat_id.in_(known))
        .options(joinedload(DisposisiPenerima.disposisi), joinedload(DisposisiPenerima.jabatan))
        .order_by(DisposisiPenerima.id)
    )
    for part in parts:
        row = known[part.disposisi.surat_id]
        if not disposisi_policy.sees(actor, row, part):
            continue
        end = part.selesai_at or part.dilaporkan_at or row.selesai_at
        spent = detik_kerja(calendar.untuk(row.opd_id), part.disposisi.at, end or clock.now())
        said = LABEL_BAGIAN[part.status].lower()
        found.setdefault(row.id, []).append(Meja(part.jabatan.nama, said, part.disposisi.at, end, spent))
    return {key: tuple(each) for key, each in found.items()}


@dataclass(frozen=True)
class Sampai:
    """How far an issued naskah came, in numbers: recipients reached, and how many of them opened it."""

    tiba: int
    dibaca: int


def sampai(session: Session, naskah_ids: Sequence[int]) -> dict[int, Sampai]:
    """How far each came; call only with naskah that the actor may read."""
    rows = session.execute(
        select(SuratMasuk.naskah_id, func.count(), func.count(SuratMasuk.dibaca_at))
        .where(SuratMasuk.naskah_id.in_(naskah_ids))
        .group_by(SuratMasuk.naskah_id)
    ).tuples()
    return {key: Sampai(n, read) for key, n, read in rows if key is not None}


def label(naskah: Naskah) -> str:
    """The status of a naskah in words."""
    return LABEL[naskah.status]
