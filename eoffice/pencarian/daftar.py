"""Hits as a list to take along, in the order in which they are shown; and how many are new since somebody looked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Sifat
from eoffice.arsip.queries import pencarian as mesin
from eoffice.arsip.queries.pencarian import Temuan, Urutan
from eoffice.errors import Invalid
from eoffice.naskah.models import Naskah
from eoffice.pencarian.pertanyaan import Pertanyaan
from eoffice.search import kata
from eoffice.search.tanya import Butir, Operator, Tanya
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.ekspor import Sel

#: Rows of one file: newest first, by relevance (found page by page), and on paper.
TERBANYAK: Final = 10_000
COCOK_TERBANYAK: Final = 1_000
PDF_TERBANYAK: Final = 500

#: More than so many new ones are not counted.
BARU_TERBANYAK: Final = 99
#: A letter older than this when it arrives is not counted as new.
MUNDUR: Final = timedelta(days=90)

KEPALA: Final = ("No.", "Tanggal", "Nomor", "Jenis", "Hal", "Dari dan untuk", "Klasifikasi", "Sifat", "Keadaan")
LEBAR: Final = (6, 12, 28, 18, 60, 48, 14, 12, 12)


@dataclass(frozen=True)
class Daftar:
    """A list as taken along: its rows, whether there are more, and the highest sifat among them."""

    temuan: tuple[Temuan, ...]
    terpotong: bool

    @property
    def sifat(self) -> Sifat:
        """What the trail says of the whole list (AUD-01)."""
        order = tuple(Sifat)
        return max((t.sifat for t in self.temuan), key=order.index, default=Sifat.BIASA)

    def baris(self) -> Iterator[Sequence[Sel]]:
        """The cells of every row, in the order of `KEPALA`."""
        for number, t in enumerate(self.temuan, 1):
            yield (
                number,
                t.tanggal,
                _plain(t.nomor),
                t.jenis,
                _plain(t.hal),
                t.pihak,
                t.kode,
                str(t.sifat).replace("_", " ").capitalize(),
                str(t.keadaan).capitalize(),
            )


def _plain(pieces: kata.Pieces) -> str:
    return "".join(text for text, _ in pieces)


def batas(asked: Pertanyaan, *, cetak: bool = False) -> int:
    """How many rows one file holds at most."""
    if cetak:
        return PDF_TERBANYAK
    return COCOK_TERBANYAK if asked.urutan is Urutan.RELEVANSI else TERBANYAK


def ambil(session: Session, actor: Actor, asked: Pertanyaan, most: int) -> Daftar:
    """The hits as the page shows them, from the first on; every row was checked for the actor (OTR-03, OTR-11)."""
    source = _by_pages(session, actor, asked) if asked.urutan is Urutan.RELEVANSI else None
    if source is None:
        source = iter(mesin.semua(session, actor, asked.tanya, limit=most + 1))
    found = tuple(islice(source, most + 1))
    return Daftar(found[:most], len(found) > most)


def _by_pages(session: Session, actor: Actor, asked: Pertanyaan) -> Iterator[Temuan]:
    after = ""
    while True:
        page = mesin.cari(session, actor, asked.tanya, urutan=asked.urutan, sesudah=after, segi=False)
        yield from page.temuan
        after = page.sesudah
        if not after:
            return


def baru(session: Session, actor: Actor, asked: Tanya, since: datetime) -> int:
    """How many hits arrived since an instant, of those that the actor may read now; BARU_TERBANYAK + 1 means more.

    A naskah arrives when it is signed, a surat masuk when it is received; what is dated long before is left out.
    """
    first = clock.wib(since).date() - MUNDUR
    own = any(b.operator is Operator.SESUDAH for b in asked.butir)
    recent = asked if own else asked.dengan(Butir(first.isoformat(), Operator.SESUDAH))
    try:
        places = [(t.objek, t.id) for t in mesin.semua(session, actor, recent, limit=2 * BARU_TERBANYAK)]
    except Invalid:  # it names a berkas or unit that whoever opens it does not know; opening it says so
        return 0
    naskah = [number for objek, number in places if objek == "naskah"]
    surat = [number for objek, number in places if objek == "surat_masuk"]
    signed = select(Naskah.id).where(Naskah.id.in_(naskah), Naskah.ditandatangani_at > since)
    arrived = select(SuratMasuk.id).where(SuratMasuk.id.in_(surat), SuratMasuk.diterima_at > since)
    count = len(session.scalars(signed).all()) if naskah else 0
    count += len(session.scalars(arrived).all()) if surat else 0
    return min(count, BARU_TERBANYAK + 1)


def nama(on: date) -> str:
    """What a file of hits is called."""
    return f"Hasil pencarian {on:%Y-%m-%d}"
