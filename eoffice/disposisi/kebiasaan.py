"""What a leader usually does: instructions in the order of the own habit, and the combination given most often."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from eoffice import clock
from eoffice.disposisi import hierarki
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.states import GONE, INSTRUKSI, Cara, Instruksi, Peran
from eoffice.organisasi import waktu
from eoffice.organisasi.waktu import Kalender
from eoffice.surat_masuk.models import SuratMasuk

#: Shortcuts of the deadline, in working days from today; 0 is today itself.
HARI: Final = (0, 1, 2, 3, 5)
#: So many of the last disposisi say what the habit is; older ones are forgotten.
INGATAN: Final = 60
#: Below so many times it is no habit yet.
PALING_SEDIKIT: Final = 2
#: Proposals on the page of a surat.
USULAN: Final = 2


@dataclass(frozen=True)
class Biasa:
    """A combination that a leader gives again and again.

    Attributes:
        penerima: jabatan with their peran; `nama` the same in words, the responsible one first.
        hari: the deadline as a shortcut in working days, None without one.
        batas: the date to which that leads today.
        kali: how often among the last ones.
    """

    penerima: tuple[tuple[int, Peran], ...]
    nama: tuple[str, ...]
    instruksi: tuple[str, ...]
    hari: int | None
    batas: date | None
    kali: int

    @property
    def sebutan(self) -> str:
        """As a button says it."""
        first = INSTRUKSI[self.instruksi[0]].label
        if len(self.instruksi) > 1:
            first = f"{first} +{len(self.instruksi) - 1}"
        more = f" +{len(self.nama) - 1}" if len(self.nama) > 1 else ""
        days = "" if self.hari is None else " · hari ini" if self.hari == 0 else f" · {self.hari} hari kerja"
        return f"{self.nama[0]}{more} · {first}{days}"


def terakhir(session: Session, jabatan_id: int) -> list[Disposisi]:
    """The last disposisi that a jabatan gave by its own decision, newest first."""
    rows = (
        select(Disposisi)
        .where(Disposisi.pemberi_jabatan_id == jabatan_id, Disposisi.cara != Cara.TETAP)
        .options(selectinload(Disposisi.penerima).joinedload(DisposisiPenerima.jabatan))
        .order_by(Disposisi.id.desc())
        .limit(INGATAN)
    )
    return list(session.scalars(rows))


def urutan(acts: Iterable[Disposisi]) -> list[Instruksi]:
    """Every instruction, those used most often first, then the latest used, then as in the regulation."""
    often: Counter[str] = Counter()
    latest: dict[str, int] = {}
    for n, act in enumerate(acts):
        for kode in act.instruksi:
            often[kode] += 1
            latest.setdefault(kode, n)
    given = list(INSTRUKSI)
    return sorted(INSTRUKSI.values(), key=lambda i: (-often[i.kode], latest.get(i.kode, INGATAN), given.index(i.kode)))


def pintasan(calendar: Kalender, until: date | None = None) -> list[tuple[int, date]]:
    """Working days and the dates they lead to, as far as the deadline from above allows; today only while it is one."""
    today = clock.today()
    found = [(n, waktu.tambah_hari_kerja(calendar, today, n)) for n in HARI]
    return [(n, day) for n, day in found if (until is None or day <= until) and (n or day == today)]


def seperti_biasa(
    session: Session,
    acts: Sequence[Disposisi],
    giver: int,
    surat: SuratMasuk,
    calendar: Kalender,
    until: date | None = None,
) -> list[Biasa]:
    """What the leader may send with one tap: the combinations given most often that may still be given.

    Args:
        until: deadline from above; a shortcut that leads beyond it is left to the deadline from above.
    """
    times: Counter[tuple[tuple[tuple[int, Peran], ...], tuple[str, ...], int | None]] = Counter()
    names: dict[int, str] = {}
    for act in acts:
        kept = [p for p in act.penerima if p.status not in GONE and p.jabatan_id != giver]
        if not kept or any(k not in INSTRUKSI or INSTRUKSI[k].perlu_catatan for k in act.instruksi):
            continue
        names |= {p.jabatan_id: p.jabatan.nama for p in kept}
        order = sorted(kept, key=lambda p: (p.peran is not Peran.PENANGGUNG_JAWAB, p.jabatan_id))
        to = tuple((p.jabatan_id, p.peran) for p in order)
        times[to, tuple(act.instruksi), _hari(calendar, act)] += 1
    days = dict(pintasan(calendar, until))
    found: list[Biasa] = []
    for (to, codes, hari), count in times.most_common(6):
        if count < PALING_SEDIKIT or len(found) == USULAN:
            break
        if not codes or not all(hierarki.may_give(session, giver, j, surat) for j, _ in to):
            continue
        shortcut = hari if hari in days else None
        found.append(
            Biasa(
                to, tuple(names[j] for j, _ in to), codes, shortcut, days.get(hari) if hari is not None else None, count
            )
        )
    return found


def _hari(calendar: Kalender, act: Disposisi) -> int | None:
    """The shortcut that leads from the day of giving to its deadline."""
    if act.batas is None:
        return None
    day = clock.wib(act.at).date()
    return next((n for n in HARI if waktu.tambah_hari_kerja(calendar, day, n) == act.batas), None)
