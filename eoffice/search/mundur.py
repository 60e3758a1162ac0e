"""The newest matches in PostgreSQL by statements that look no further back than they must, each at a part of a span."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from eoffice.search.dokumen import Tables
from eoffice.search.taksiran import Question, sebaran, spans
from eoffice.search.ungkapan import Match


def understood(session: Session, t: Tables, match: Question) -> Question:
    """The question as the index that answers understands it, until one of an older shape was built anew."""
    if not match.tua or sebaran(session, t).bulan:
        return match
    return replace(match, values=match.values | {"cari_cocok": match.tua})


def _walking(match: Match) -> str:
    """The same conditions, in words that no index serves."""
    return " AND ".join(f"{part} IS TRUE" for part in match.parts)


def newest(t: Tables, match: Match, *, walk: bool = False, kurun: bool = False) -> str:
    """The places of the newest and what facets count of them, by whichever plan is lighter."""
    between = "urut >= :dari AND urut < :sampai"
    if walk:
        found = f"SELECT urut, saring FROM {t.teks.name} WHERE {_walking(match)} AND {between}"  # noqa: S608
        return f"{found} ORDER BY urut DESC LIMIT :batas"
    within = f" AND {_within(t)}" if kurun else ""
    # Not for the index of places: a plan for whatever values would read all of it beside the GIN index.
    # Nor for its order: OFFSET keeps the two apart, and costs a twentieth less than a WITH, which keeps every row on its way.
    every = f"SELECT urut, saring FROM {t.teks.name} WHERE {match.sql}{within} AND ({between}) IS TRUE OFFSET 0"  # noqa: S608
    return f"SELECT urut, saring FROM ({every}) AS semua ORDER BY urut DESC LIMIT :batas"  # noqa: S608


def _within(t: Tables) -> str:
    """Condition that a record is of one of some months or years, of the latter up to the latest there is."""
    name = t.teks.name
    latest = f"SELECT extract(year FROM date '0001-01-01' + CAST((max(urut) >> 40) - 1 AS integer)) FROM {name}"  # noqa: S608
    last = f"LEAST(CAST(:sampai_tahun AS integer), CAST(({latest}) AS integer))"
    years = f"ARRAY(SELECT 'y' || n FROM generate_series(CAST(:dari_tahun AS integer), {last}) AS n)"  # noqa: S608
    return f"{name}.hak && ({years} || CAST(:bulan AS text[]))"


def portions(
    session: Session, t: Tables, match: Question, span: tuple[int, int], limit: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Statements that find the newest of a span, each older ones than the one before; most often the first finds enough."""
    known = sebaran(session, t)
    if known.walks(match, limit):
        yield newest(t, match, walk=True), {**match.values, "dari": span[0], "sampai": span[1]}
        return
    for first, upper, months in spans(known, match, span, limit):
        values = {**match.values, "dari": first, "sampai": upper}
        if months is not None:
            values |= {"bulan": list(months.bulan), "dari_tahun": months.dari, "sampai_tahun": months.sampai}
        yield newest(t, match, kurun=months is not None), values
