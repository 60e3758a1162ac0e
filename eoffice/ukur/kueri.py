"""Queries without a page around them: how deep an inbox may be, and what rights cost inside the search engine."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import ColumnClause, Select, TextClause, bindparam, column, func, select, table, text
from sqlalchemy.orm import Session

from eoffice import search
from eoffice.db import open_session
from eoffice.naskah import indexing
from eoffice.surat_masuk import queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.ukur import kata
from eoffice.ukur.hasil import Baris, paling, rasio
from eoffice.ukur.tempat import Tempat

#: The page of the inbox that section 2 asks for, where the inbox is that long.
DALAM: Final = 1_000
#: Calls that make one sample of what takes a fraction of a millisecond.
BERTURUT: Final = 5
#: Records of which a second index is made to be measured beside ours: it takes as long again, and as much room.
MENURUT_WAKTU: Final = 200_000


def kotak(tempat: Tempat) -> list[Baris]:
    """The first page of an inbox, a deep one, and twenty rows fetched by their keys."""
    with open_session(tempat.services.engine, writes=False) as session:
        actor = tempat.tu
        total = session.scalar(select(func.count()).select_from(queries.visible(actor).subquery())) or 0
        pages = max(1, min(DALAM, total // queries.PAGE - 1))
        newest = queries.visible(actor).with_only_columns(SuratMasuk.id).order_by(SuratMasuk.id.desc())
        before = session.scalar(newest.offset(pages * queries.PAGE - 1).limit(1))
        ids = list(session.scalars(newest.limit(20)))
        session.rollback()

        def page(at: int | None) -> None:
            queries.inbox(session, actor, "semua", before=at)
            session.expunge_all()

        def keys() -> None:
            for surat_id in ids:
                session.scalars(select(SuratMasuk).where(SuratMasuk.id == surat_id)).one()
            session.expunge_all()

        calls = [lambda: page(None), lambda: page(before), keys]
        first, deep, looked = tempat.jam.berdampingan(calls, tempat.ulang)
    deeper = paling(rasio(deep, first), 1.5, "≤ 1,5x halaman 1")
    shallow = paling(rasio(first, looked), 3, "≤ 3x")
    note = f"TU membaca {total} surat masuk; halaman ke-{pages}."
    return [
        Baris("kotak-awal", "Kueri kotak masuk, halaman 1", first, "20 baris menurut kunci", looked, (shallow,)),
        Baris("kotak-dalam", f"Kueri kotak masuk, halaman {pages}", deep, "halaman 1", first, (deeper,), note),
    ]


def hak(tempat: Tempat) -> list[Baris]:
    """The newest twenty with a common word, with the actor's rights in the engine and without any."""
    with tempat.services.engine.connect() as connection, Session(connection) as session:
        held = indexing.held(tempat.tu)
        asked = search.Query(kata.UMUM, any=held)
        beside = _without_rights(tempat)

        def ours() -> None:
            search.places(session, asked, limit=20)

        def bare() -> None:
            session.execute(beside).all()

        with_rights, without = tempat.jam.berdampingan([ours, bare], tempat.ulang, times=BERTURUT)
        rows = [
            Baris(
                "hak-indeks",
                "Mesin cari: 20 terbaru dengan hak",
                with_rights,
                "tanpa hak",
                without,
                (paling(rasio(with_rights, without), 3, "≤ 3x"),),
            )
        ]
        if tempat.dialect == "postgresql":
            rows += _gin(tempat, session, held)
    return rows


def _without_rights(tempat: Tempat) -> Select[Any]:
    """The newest twenty with the same word, whoever may read them: the word and its root, as the engine asks it."""
    root = search.akar(kata.UMUM)[0]
    if tempat.dialect == "postgresql":
        match = text("cari_teks.teks @@ CAST(:ukur AS tsquery)").bindparams(bindparam("ukur", f"'~{root}'"))
        urut: ColumnClause[int] = column("urut")
        return select(urut).select_from(table("cari_teks", urut)).where(match).order_by(urut.desc()).limit(20)
    inside = text("cari_teks MATCH :ukur").bindparams(bindparam("ukur", f'({{akar}} : "{root}0")'))
    at: ColumnClause[int] = column("rowid")
    return select(at).select_from(table("cari_teks", at)).where(inside).order_by(at).limit(20)


#: The way that section 2 warns of, on our index and on a copy that differs in one thing: its rows lie by date.
_ON_OURS: Final = text(
    "WITH semua AS MATERIALIZED (SELECT urut FROM cari_teks WHERE hak && CAST(:hak AS text[])"
    " AND teks @@ CAST(:kata AS tsquery)) SELECT urut FROM semua ORDER BY urut DESC LIMIT 20"
)
_BY_DATE: Final = text(
    "WITH semua AS MATERIALIZED (SELECT urut FROM ukur_menurut_waktu WHERE hak && CAST(:hak AS text[])"
    " AND teks @@ CAST(:kata AS tsquery)) SELECT urut FROM semua ORDER BY urut DESC LIMIT 20"
)
_GONE: Final = text("DROP TABLE IF EXISTS ukur_menurut_waktu")
_COPY: Final = (
    text("SET statement_timeout = 0"),
    _GONE,
    text("CREATE UNLOGGED TABLE ukur_menurut_waktu (LIKE cari_teks INCLUDING STORAGE) WITH (toast_tuple_target = 128)"),
    text("INSERT INTO ukur_menurut_waktu SELECT * FROM cari_teks ORDER BY urut"),
    text("CREATE INDEX ON ukur_menurut_waktu USING gin (teks, hak) WITH (fastupdate = off)"),
    text("VACUUM ANALYZE ukur_menurut_waktu"),
)


def _gin(tempat: Tempat, session: Session, held: frozenset[str]) -> list[Baris]:
    """What section 2 warns of: fetch every match from the GIN index, then sort.

    Held against it on rows as they arrive, in the order of their dates: that is what it costs where nothing was done about
    it. On our own index, where an office's records lie together (`postgres.tata`), the same way is as much cheaper; that
    is said as well, and is all that is measured where a second index would be too large.
    """
    asked = search.Query(kata.UMUM, any=held)
    values = {"hak": sorted(held), "kata": f"'~{search.akar(kata.UMUM)[0]}'"}

    def beside(name: str, every: TextClause, what: str) -> Baris:
        calls = [lambda: search.places(session, asked, limit=20), lambda: session.execute(every, values).all()]
        # In rows, as the same question is measured above: alone, each would follow what drives all else out of the caches.
        ours, other = tempat.jam.berdampingan(calls, max(1, tempat.ulang // 4), times=BERTURUT)
        target = (paling(rasio(ours, other), 1 / 8, "≤ 1/8"),) if name == "hak-gin" else ()
        return Baris(name, "Kata umum dengan hak", ours, what, other, target)

    if (session.scalar(text("SELECT count(*) FROM cari_teks")) or 0) > MENURUT_WAKTU:
        return [beside("hak-gin", _ON_OURS, "GIN lalu urutkan")]
    with _by_date(tempat):
        rows = [beside("hak-gin", _BY_DATE, "GIN lalu urutkan")]
        session.rollback()  # else nobody could take it away
    return [*rows, beside("hak-gin-rapat", _ON_OURS, "GIN lalu urutkan, susunan kita")]


@contextmanager
def _by_date(tempat: Tempat) -> Iterator[None]:
    """While that copy of the index is there."""
    with tempat.services.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        try:
            for statement in _COPY:
                connection.execute(statement)
            yield
        finally:
            connection.execute(_GONE)
            connection.execute(text("RESET ALL"))
