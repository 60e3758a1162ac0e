"""The tree of a surat as a page shows it: who has it now, who read it in what capacity, how long and how far it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.disposisi import policy
from eoffice.disposisi.models import BagianPembaca, Disposisi, DisposisiPenerima, TindakLanjut
from eoffice.disposisi.queries import LOADED
from eoffice.disposisi.states import GONE, Peran, StatusPenerima
from eoffice.naskah.models import Naskah
from eoffice.organisasi import kalender, waktu
from eoffice.organisasi.models import Jabatan, Penugasan
from eoffice.organisasi.queries import SIGNING_ORDER
from eoffice.organisasi.states import JenisPenugasan
from eoffice.organisasi.waktu import Kalender
from eoffice.surat_masuk.models import SuratMasuk, SuratPembaca

P = StatusPenerima
SEBAGAI: Final = {JenisPenugasan.PLT: "Plt.", JenisPenugasan.PLH: "Plh.", JenisPenugasan.PJ: "Pj."}
#: As far as a part can be that nobody has reported as done.
HAMPIR: Final = 99


@dataclass(frozen=True)
class Pembaca:
    """A person who opened a surat or a part, with the capacity of that day, and when first."""

    nama: str
    at: datetime


@dataclass
class Cabang:
    """A branch: the part, and what hangs below.

    `kemajuan` is in percent, None where nothing is to be done; `lama` is working time in words, `pemegang` who holds
    the jabatan today, `pembaca` who read it and when, and `dari` who gave it, both with the capacity of that day.
    """

    bagian: DisposisiPenerima
    lama: str
    kemajuan: int | None = None
    pemegang: str = ""
    pembaca: tuple["Pembaca", ...] = ()
    dari: str = ""
    anak: list["Cabang"] = field(default_factory=list)


@dataclass(frozen=True)
class Ringkas:
    """A tree in three numbers: parts with something to do, those done, and the percentage of the whole."""

    bagian: int
    selesai: int
    kemajuan: int


def tree(session: Session, actor: Actor, surat: SuratMasuk) -> list[Cabang]:
    """The chain of a surat that the actor may read, as far as the actor may see it; one statement per table.

    `surat` must come from `surat_masuk.queries.get`.
    """
    every = list(
        session.scalars(
            select(DisposisiPenerima)
            .join(Disposisi, Disposisi.id == DisposisiPenerima.disposisi_id)
            .where(Disposisi.surat_id == surat.id)
            .options(
                *LOADED,
                joinedload(DisposisiPenerima.disposisi).joinedload(Disposisi.disiapkan),
                joinedload(DisposisiPenerima.disposisi).joinedload(Disposisi.disiapkan_jabatan),
                selectinload(DisposisiPenerima.pembaca).joinedload(BagianPembaca.pegawai),
                selectinload(DisposisiPenerima.laporan).joinedload(TindakLanjut.oleh),
                selectinload(DisposisiPenerima.laporan).joinedload(TindakLanjut.oleh_jabatan),
                selectinload(DisposisiPenerima.laporan)
                .joinedload(TindakLanjut.naskah)
                .load_only(Naskah.id, Naskah.nomor, Naskah.token),
            )
            .order_by(DisposisiPenerima.id)
        )
    )
    held = holders(session, {p.jabatan_id for p in every} | {p.disposisi.pemberi_jabatan_id for p in every})
    calendar = kalender.berlaku(session).untuk(surat.opd_id)
    progress = _progress(every)
    branches = {
        part.id: Cabang(
            part,
            lama_kerja(calendar, part.disposisi.at, part.selesai_at or surat.selesai_at or clock.now()),
            progress.get(part.id),
            _holder(held.get(part.jabatan_id, [])),
            readers(part.pembaca, part.jabatan, held.get(part.jabatan_id, [])),
            _giver(part.disposisi, held.get(part.disposisi.pemberi_jabatan_id, [])),
        )
        for part in sorted(every, key=_place)
        if policy.sees(actor, surat, part)
    }
    roots: list[Cabang] = []
    for branch in branches.values():
        above = branches.get(branch.bagian.disposisi.induk_id or 0)
        (above.anak if above is not None else roots).append(branch)
    return roots


def _place(part: DisposisiPenerima) -> tuple[int, bool, bool, int]:
    """As given, and of one disposisi whoever answers for it first, who went no further last."""
    return part.disposisi_id, part.status in GONE, part.peran is not Peran.PENANGGUNG_JAWAB, part.id


def cari(roots: Iterable[Cabang], penerima_id: int) -> Cabang | None:
    """The branch of one part."""
    stack = list(roots)
    while stack:
        branch = stack.pop()
        if branch.bagian.id == penerima_id:
            return branch
        stack += branch.anak
    return None


def ringkas(roots: Iterable[Cabang]) -> Ringkas:
    """What the tree adds up to; the penanggung jawab of the roots decide how far the whole is."""
    found, stack = [], list(roots)
    top = [c.kemajuan for c in stack if c.kemajuan is not None and c.bagian.peran is Peran.PENANGGUNG_JAWAB]
    while stack:
        branch = stack.pop()
        found.append(branch)
        stack += branch.anak
    owed = [c for c in found if c.kemajuan is not None]
    done = [c for c in owed if c.bagian.status is P.SELESAI]
    return Ringkas(len(owed), len(done), sum(top) // len(top) if top else 0)


def lama_kerja(calendar: Kalender, mulai: datetime, akhir: datetime) -> str:
    """Working time between two instants in words: minutes, then hours, then working days (metrik.md 2.2)."""
    days = waktu.hari_kerja_antara(calendar, clock.wib(mulai).date(), clock.wib(akhir).date())
    if days > 1:
        return f"{days} hari kerja"
    minutes = waktu.menit_kerja(calendar, mulai, akhir)
    if minutes < 60:
        return f"{minutes} menit kerja"
    return f"{minutes // 60} jam kerja"


def _progress(every: list[DisposisiPenerima]) -> Mapping[int, int]:
    """Percent by part. What the penanggung jawab below have done counts above, unless more was said there itself."""
    below: dict[int, list[DisposisiPenerima]] = {}
    for part in every:
        if part.disposisi.induk_id is not None and part.peran is Peran.PENANGGUNG_JAWAB:
            below.setdefault(part.disposisi.induk_id, []).append(part)
    found: dict[int, int] = {}
    for part in sorted(every, key=lambda p: p.id, reverse=True):  # what hangs below was given later
        if part.status in GONE or part.status is P.DITUTUP or part.peran is Peran.MENGETAHUI:
            continue
        if part.status in (P.DILAPORKAN, P.SELESAI):
            found[part.id] = 100
            continue
        rolled = [found[p.id] for p in below.get(part.id, []) if p.id in found]
        found[part.id] = min(HAMPIR, max(part.kemajuan, sum(rolled) // len(rolled) if rolled else 0))
    return found


def holders(session: Session, ids: set[int]) -> dict[int, list[Penugasan]]:
    """Every penugasan of these jabatan, past ones too, with its pegawai."""
    if not ids:
        return {}
    rows = select(Penugasan).where(Penugasan.jabatan_id.in_(ids)).options(joinedload(Penugasan.pegawai))
    found: dict[int, list[Penugasan]] = {}
    for row in session.scalars(rows):
        found.setdefault(row.jabatan_id, []).append(row)
    return found


def _named(row: Penugasan) -> str:
    return f"{row.pegawai.nama_lengkap} ({SEBAGAI[row.bentuk]})" if row.bentuk in SEBAGAI else row.pegawai.nama_lengkap


def _on(rows: list[Penugasan], moment: datetime) -> list[Penugasan]:
    day = clock.wib(moment).date()
    return [r for r in rows if r.mulai <= day and (r.selesai is None or r.selesai >= day)]


def _holder(rows: list[Penugasan]) -> str:
    now = sorted(_on(rows, clock.now()), key=lambda r: SIGNING_ORDER.index(r.bentuk))
    return _named(now[0]) if now else ""


def readers(
    noted: Iterable[BagianPembaca | SuratPembaca], jabatan: Jabatan, rows: list[Penugasan]
) -> tuple[Pembaca, ...]:
    """Who read it, the first of them first, each as what he was on that day.

    Args:
        rows: every penugasan of the jabatan.
    """
    found = []
    for each in sorted(noted, key=lambda r: r.at):
        as_holder = [r for r in _on(rows, each.at) if r.pegawai_id == each.pegawai_id]
        named = _named(as_holder[0]) if as_holder else f"{each.pegawai.nama_lengkap} (a.n. {jabatan.nama})"
        found.append(Pembaca(named, each.at))
    return tuple(found)


def _giver(act: Disposisi, rows: list[Penugasan]) -> str:
    """The jabatan that gave it, with the capacity of whoever held it for the time: «Plh. Kepala Dinas Sosial»."""
    as_holder = [r.bentuk for r in _on(rows, act.at) if r.pegawai_id == act.pemberi_id]
    nama = act.pemberi_jabatan.nama_pada(act.at)
    return f"{SEBAGAI[as_holder[0]]} {nama}" if as_holder and as_holder[0] in SEBAGAI else nama
