"""Queries without a page around them: how deep an inbox may be, and what rights cost inside the search engine."""

from typing import Any, Final

from sqlalchemy import Select, bindparam, func, select, text
from sqlalchemy.orm import Session

from eoffice import search
from eoffice.db import open_session
from eoffice.naskah import indexing
from eoffice.search import kata as search_kata
from eoffice.search import postgres, sqlite
from eoffice.surat_masuk import queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.ukur import kata
from eoffice.ukur.hasil import Baris, paling, rasio
from eoffice.ukur.tempat import Tempat

#: The page of the inbox that section 2 asks for, where the inbox is that long.
DALAM: Final = 1_000
#: Calls that make one sample of what takes a fraction of a millisecond.
BERTURUT: Final = 5


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
    phrases, held = search_kata.phrases(f'"{kata.UMUM}"'), indexing.held(tempat.tu)
    with tempat.services.engine.connect() as connection, Session(connection) as session:
        made = _matching(tempat, phrases, held)
        beside = _without_rights(tempat)

        def run(statement: Select[Any]) -> None:
            session.execute(statement).all()

        calls = [lambda: run(made), lambda: run(beside)]
        with_rights, without = tempat.jam.berdampingan(calls, tempat.ulang, times=BERTURUT)
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
            rows += _gin(tempat, session, made)
    return rows


def _matching(tempat: Tempat, phrases: tuple[search.Phrase, ...], held: frozenset[str]) -> Select[Any]:
    engine = postgres if tempat.dialect == "postgresql" else sqlite
    source, conditions, urut = engine.matching(phrases, (), held, frozenset())
    return select(urut.label("urut")).select_from(source).where(*conditions).order_by(urut.desc()).limit(20)


def _without_rights(tempat: Tempat) -> Select[Any]:
    urut = search.DOKUMEN.c.urut
    if tempat.dialect == "postgresql":
        match = text("cari_dokumen.teks @@ CAST(:ukur AS tsquery)").bindparams(bindparam("ukur", f"'{kata.UMUM}'"))
    else:
        inside = text("urut IN (SELECT rowid FROM cari_teks WHERE cari_teks MATCH :ukur ORDER BY rowid DESC LIMIT 20)")
        match = inside.bindparams(bindparam("ukur", f'"{kata.UMUM}"'))
    return select(urut).where(match).order_by(urut.desc()).limit(20)


def _gin(tempat: Tempat, session: Session, made: Select[Any]) -> list[Baris]:
    """What section 2 warns of: fetch every match from the GIN index, then sort."""
    every = made.order_by(None).limit(None).cte("semua").prefix_with("MATERIALIZED")
    sorted_ = select(every.c.urut).order_by(every.c.urut.desc()).limit(20)
    calls = [lambda: session.execute(made).all(), lambda: session.execute(sorted_).all()]
    ours, beside = tempat.jam.berdampingan(calls, max(1, tempat.ulang // 4))
    target = paling(rasio(ours, beside), 1 / 8, "≤ 1/8")
    return [Baris("hak-gin", "Kata umum dengan hak", ours, "GIN lalu urutkan", beside, (target,))]
