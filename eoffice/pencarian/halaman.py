"""On which page of a letter the words stand that were found in it; looked up for the few hits that are shown, and no other."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from eoffice.arsip.queries.pencarian import Temuan
from eoffice.naskah.models import NaskahHalaman
from eoffice.search import kata
from eoffice.surat_masuk.models import SuratMasuk

#: Words before and after the found ones that tell one place from another where a page repeats itself.
SEKITAR: Final = 4

Lembar = Sequence[str]
"""The words of every page of one record."""


def bubuhkan(session: Session, temuan: Iterable[Temuan]) -> tuple[Temuan, ...]:
    """The hits, each with the page on which its words stand, where it has several and the page can be known.

    Every hit was allowed to whoever asked; where nothing of its body was found, none of its pages is read (OTR-08).
    """
    shown = tuple(temuan)
    asked = [t for t in shown if t.berhalaman and t.halaman is None and _marked(t)]
    if not asked:
        return shown
    pages = _pages(session, asked)
    return tuple(
        t._replace(halaman=pada(pages[(t.objek, t.id)], t.cuplikan)) if (t.objek, t.id) in pages else t for t in shown
    )


def pada(lembar: Lembar, cuplikan: kata.Pieces) -> int | None:
    """The page, counted from 1, on which the first marked words of a snippet stand; None when no page has them.

    The words around them are asked for as well, fewer and fewer, so that the page is that of the snippet.
    """
    at = next((n for n, (_, found) in enumerate(cuplikan) if found), None)
    if at is None:
        return None
    before = [w for text, _ in cuplikan[:at] for w in kata.words(text)]
    after = [w for text, _ in cuplikan[at + 1 :] for w in kata.words(text)]
    found = kata.words(cuplikan[at][0])
    every = [kata.words(page) for page in lembar]
    for around in range(SEKITAR, -1, -1):
        wanted = [*before[-around:], *found, *after[:around]] if around else found
        for number, page in enumerate(every, 1):
            if _stands(wanted, page):
                return number
    return None


def _stands(wanted: list[str], page: list[str]) -> bool:
    first, length = wanted[0], len(wanted)
    return any(word == first and page[n : n + length] == wanted for n, word in enumerate(page))


def _marked(temuan: Temuan) -> bool:
    return any(found and kata.words(text) for text, found in temuan.cuplikan)


def _pages(session: Session, asked: list[Temuan]) -> Mapping[tuple[str, int], Lembar]:
    """The pages of those of the hits that are naskah of several pages, or came from one; in two statements.

    The text of a scan keeps its pages itself (`pindaian.queries.text`), so that the engine knows them already.
    """
    found: dict[tuple[str, int], Lembar] = {}
    run = session.connection().execute
    for objek, statement in (("naskah", _NASKAH), ("surat_masuk", _SURAT)):
        ids = [t.id for t in asked if t.objek == objek]
        rows = run(statement, {"ids": ids}).tuples().all() if ids else []
        found |= {(objek, number): teks.split(kata.PAGE_END) for number, teks in rows}
    return found


_IDS: Final[Any] = bindparam("ids", expanding=True)
_NASKAH: Final[Select[Any]] = select(NaskahHalaman.naskah_id, NaskahHalaman.teks).where(
    NaskahHalaman.naskah_id.in_(_IDS)
)
_SURAT: Final[Select[Any]] = (
    select(SuratMasuk.id, NaskahHalaman.teks)
    .join(NaskahHalaman, NaskahHalaman.naskah_id == SuratMasuk.naskah_id)
    .where(SuratMasuk.id.in_(_IDS))
)
