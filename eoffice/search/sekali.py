"""First pages from PostgreSQL: places, what is shown of each, and what facets count, from one question where that is enough."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from sqlalchemy.orm import Session

from eoffice.sambungan import fetch
from eoffice.search.dokumen import TERBACA, Tables, terhitung
from eoffice.search.mundur import portions, understood
from eoffice.search.taksiran import Question, driver

#: What facets count, as lines of one text (`terhitung`).
SARING: Final = "string_agg(saring, chr(10))"
#: So many portions of tiers are asked for at once; a later one is looked at only where those before it found too few.
SEKALI: Final = 3
#: What the names of rights and filters begin with, whose values are the same in every portion; others are each one's own.
_SHARED: Final = "cari_hak"
_OWN: Final = re.compile(rf":(?!{_SHARED})([a-z_]+)\b", re.ASCII)
#: The first row, which holds all that facets count in the stead of something shown.
_HITUNGAN: Final = (
    "CAST(NULL AS bigint) AS urut, saring AS objek, CAST(NULL AS bigint) AS objek_id,"
    " NULL AS hal, NULL AS nomor, NULL AS isi"
)


def opening(
    session: Session, t: Tables, match: Question, span: tuple[int, int], limit: int, most: int
) -> tuple[list[int], Counter[str]]:
    """The places of the newest, and `summed` of so many, from one look; what is shown of the former comes along (`TERBACA`)."""
    match = understood(session, t, match)
    found, counted, read = list[int](), Counter[str](), list[tuple[Any, ...]]()
    for sql, values in portions(session, t, match, span, most):
        values |= {"batas": most - counted.total(), "sebanyak": limit - len(found)}
        (_, said, *_), *some = fetch(session.connection(), _opening(t, sql), values)
        counted.update(terhitung(said))
        found += [row[0] for row in some]
        read += [row for row in some if row[1] is not None]
        if counted.total() >= most:
            break
    session.info[TERBACA] = read
    return found, counted


def _shown(t: Tables) -> str:
    """What is shown of a place, looked for one by one by its key."""
    return f"SELECT objek, objek_id, hal, nomor, isi FROM {t.dokumen.name} AS d WHERE d.urut = p.urut OFFSET 0"  # noqa: S608


@lru_cache(maxsize=512)
def _opening(t: Tables, sql: str) -> str:
    """All that facets count in the first row; then the places, each with what is shown of it.

    Both are gathered while the rows come by, so that a thousand of them are not kept to be read again; an aggregate takes
    them in the order in which a sorted subquery hands them over (PostgreSQL, «Aggregate Functions»).
    """
    return driver(
        f"WITH terbaru AS MATERIALIZED (SELECT {SARING} AS saring, (array_agg(urut))[1::sebanyak] AS letak"  # noqa: S608
        f" FROM ({sql}) AS t) SELECT {_HITUNGAN} FROM terbaru UNION ALL"
        " (SELECT p.urut, d.* FROM (SELECT unnest(letak) AS urut FROM terbaru) AS p"
        f" LEFT JOIN LATERAL ({_shown(t)}) AS d ON TRUE ORDER BY p.urut DESC)"
    )


def best(
    session: Session,
    t: Tables,
    tiers: Iterable[tuple[int, Question, tuple[int, int]]],
    limit: int,
    whole: tuple[Question, tuple[int, int], int] | None = None,
) -> tuple[list[tuple[int, int]], Counter[str]]:
    """Tier and place of the best, and what is shown of them (`TERBACA`); several portions of tiers are one question.

    Args:
        tiers: each with its number and span, the best first, none of which holds what another does.
        whole: of which `summed` is wanted as well, with its span and of how many.
    """
    asked = _asked(session, t, tiers, limit)
    totals = portions(session, t, understood(session, t, whole[0]), whole[1], whole[2]) if whole else iter(())
    found, counted, read = list[tuple[int, int]](), Counter[str](), list[tuple[Any, ...]]()
    while True:
        some = list(islice(asked, SEKALI)) if len(found) < limit else []
        total = next(totals, None) if whole and counted.total() < whole[2] else None
        if not some and total is None:
            break
        values = {"sebanyak": limit - len(found)}
        for n, (_, _, own) in enumerate(some):
            values |= _named(own | {"batas": limit - len(found)}, f"_t{n}")
        if whole and total:
            values |= _named(total[1] | {"batas": whole[2] - counted.total()}, "_s")
        sql = _together(t, tuple(sql for _, sql, _ in some), total[0] if total else "")
        for portion, *row in fetch(session.connection(), sql, values):
            if portion is None:
                counted.update(terhitung(row[1]))
                continue
            found.append((some[portion][0], row[0]))
            if row[1] is not None:
                read.append(tuple(row))
    session.info[TERBACA] = read
    return found, counted


def _asked(
    session: Session, t: Tables, tiers: Iterable[tuple[int, Question, tuple[int, int]]], limit: int
) -> Iterator[tuple[int, str, dict[str, Any]]]:
    for n, match, span in tiers:
        for sql, values in portions(session, t, understood(session, t, match), span, limit):
            yield n, sql, values


def _named(values: dict[str, Any], sign: str) -> dict[str, Any]:
    return {name if name.startswith(_SHARED) else name + sign: value for name, value in values.items()}


@lru_cache(maxsize=512)
def _together(t: Tables, parts: tuple[str, ...], total: str) -> str:
    """What facets count in a row without a portion; then places, each with the number of its portion and what is shown of it."""
    made, looks = list[str](), list[str]()
    for n, sql in enumerate(parts):
        before = " + ".join(f"(SELECT count(*) FROM portion{k})" for k in range(n))  # noqa: S608
        enough = f" WHERE {before} < :sebanyak" if n else ""
        own = _own(sql, f"_t{n}")
        made.append(f"portion{n} AS MATERIALIZED (SELECT {n} AS portion, urut FROM ({own}) AS b{enough})")  # noqa: S608
    if total:
        every = f"SELECT {SARING} AS saring FROM ({_own(total, '_s')}) AS semua"  # noqa: S608
        looks.append(f"SELECT CAST(NULL AS integer) AS portion, {_HITUNGAN} FROM ({every}) AS terbaru")  # noqa: S608
    if parts:
        every = " UNION ALL ".join(f"SELECT portion, urut FROM portion{n}" for n in range(len(parts)))  # noqa: S608
        looks.append(
            "(SELECT p.portion, p.urut, d.* FROM"  # noqa: S608 - our names
            f" (SELECT * FROM ({every}) AS a ORDER BY portion, urut DESC LIMIT :sebanyak) AS p"
            f" LEFT JOIN LATERAL ({_shown(t)}) AS d ON TRUE ORDER BY p.portion, p.urut DESC)"
        )
    return driver((f"WITH {', '.join(made)} " if made else "") + " UNION ALL ".join(looks))


def _own(sql: str, sign: str) -> str:
    """A statement with values of its own."""
    return _OWN.sub(rf":\1{sign}", sql)
