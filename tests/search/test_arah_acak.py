"""Any sequence of changes: pages, dates and counts are those of a plain list, and an emptied index begins the new way round."""

import random
from datetime import date, timedelta

import pytest
from sqlalchemy import literal, text
from sqlalchemy.orm import Session

from eoffice import search
from eoffice.search import Query, Record, sqlite
from eoffice.search.catatan import KINDS, Kind, Saring, place

ME = frozenset({"u1"})
DAYS = (
    date.min, date(1, 1, 2), date(1999, 12, 31), date(2000, 1, 1), date(2026, 2, 28), date(2026, 3, 1),
    date.max - timedelta(1), date.max,
)  # fmt: skip


def record(kind: Kind, n: int, day: date) -> Record:
    return Record(kind, n, day, "rapat", tokens=ME, saring=Saring("surat_dinas", str(day.year)))


def pages(session: Session, asked: Query, allowed: bool) -> list[int]:
    found: list[int] = []
    while hits := search.find(
        session, asked, allowed=literal(True) if allowed else None, before=found[-1] if found else None, limit=3
    ):
        found += [hit.urut for hit in hits]
    return found


def compared(session: Session, held: dict[tuple[Kind, int], date], since: date | None, until: date | None) -> None:
    asked = Query("rapat ", any=ME, dari=since, sampai=until)
    chosen = [(day, *of) for of, day in held.items() if (since or date.min) <= day <= (until or date.max)]
    wanted = sorted((place(*each) for each in chosen), reverse=True)
    assert pages(session, asked, allowed=False) == pages(session, asked, allowed=True) == wanted
    for relevance in (False, True):
        at, counted = search.opening(session, asked, limit=4, relevance=relevance)
        assert ([one.urut for one in at], counted.total()) == (wanted[:4], len(wanted))


@pytest.mark.parametrize("older", [True, False])
def test_whatever_changes_pages_and_counts_stay_true(
    session: Session, monkeypatch: pytest.MonkeyPatch, older: bool
) -> None:
    chance, held = random.Random(1), dict[tuple[Kind, int], date]()  # noqa: S311
    if older and session.get_bind().dialect.name == "sqlite":
        with monkeypatch.context() as before:
            before.setattr(sqlite, "_falling", lambda *_: False)
            search.add(session, [record("naskah", n, DAYS[n]) for n in range(1, 6)])
            held |= {("naskah", n): DAYS[n] for n in range(1, 6)}
    for step in range(90):
        of, day = (chance.choice(KINDS), chance.randint(1, 12)), chance.choice(DAYS)
        if step == 45:
            for gone in list(held):
                search.remove(session, *gone)
            held.clear()
        elif chance.random() < 0.7:
            search.put(session, record(*of, day))
            held[of] = day
        else:
            search.remove(session, *of)
            held.pop(of, None)
        if step % 6 == 3:
            compared(session, held, chance.choice((None, *DAYS)), chance.choice((None, *DAYS)))

    if session.get_bind().dialect.name == "sqlite":
        assert session.scalar(text("SELECT max(id) < 0 FROM cari_teks_docsize"))
    assert {(kind, number) for kind, number, *_ in search.stored(session)} == set(held)
