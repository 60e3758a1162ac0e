"""How one jenis is set: the parts a typesetter may bring, each with what most of them do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Flowable

from eoffice.naskah.document.ttd import Jejak
from eoffice.naskah.document.values import Halaman, Lampiran, Penanda
from eoffice.naskah.jenis import rincian
from eoffice.pdf import flow, isi
from eoffice.pdf.flow import Gaya

Node = Mapping[str, Any]


class Isi:
    """The body of the editor, to be set whole or in pieces where a jenis wants it.

    Attributes:
        blocks: its nodes, outermost first.
    """

    def __init__(self, page: Halaman, values: Mapping[str, str], size: tuple[float, float], gaya: Gaya) -> None:
        self.blocks: Sequence[Node] = page.isi["doc"]["content"]
        self._values, self._size, self._gaya = values, size, gaya
        self.kosong = not isi.plain_text(page.isi).strip()

    @property
    def lebar(self) -> float:
        """Width of the text column, points."""
        return self._size[0]

    @property
    def tinggi(self) -> float:
        """Height of a whole page of text, points."""
        return self._size[1]

    def semua(self) -> list[Flowable]:
        """All of it; an empty body is nothing and not an empty line."""
        return [] if self.kosong else self.sebagian(self.blocks)

    def sebagian(self, nodes: Sequence[Node], gaya: Gaya | None = None, *, left: float = 0) -> list[Flowable]:
        """Some of its nodes; `left` as in `flow.story`, and checked by `render`."""
        if not nodes:
            return []
        width, height = self._size
        return flow.blocks(nodes, self._values, width=width, height=height, gaya=gaya or self._gaya, left=left)


def _semua(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    return body.semua()


def _tanpa_baris(page: Halaman) -> tuple[str, ...]:
    return ()


def _tanpa_lampiran(page: Halaman) -> list[Lampiran]:
    return []


def _tanpa_halaman(page: Halaman, gaya: Gaya, width: float) -> list[Flowable]:
    return []


def _kata(page: Halaman) -> list[str]:
    return rincian.kata(page.rincian)


@dataclass(frozen=True, kw_only=True)
class Susunan:
    """The typesetter of one jenis.

    Attributes:
        kepala: everything above the body.
        tubuh: the body with the own parts of the jenis around it.
        sebelum_ttd: lines above the signature block, as place and date.
        ttd: an own signature block; it must record `Jejak.visual` (the first signer's place) when drawn.
        tembusan: are tembusan printed below the block?
        lampiran: lists that the page itself asks for; they come before those of the naskah.
        kepala_lampiran: an own header of lampiran; arguments page, number, count, left edge in points.
        penanda: how the signer is named here, as without titles on produk hukum.
        alas: drawn beneath the text of every page, in page coordinates; arguments canvas, page, number of the page.
        teks: own words for search.
        sesudah: pages after the signature and before the lampiran, as the visum of an SPD; width of the text in points.
        kop: is the kop drawn on the first page?
        kop_tinggi: where text begins below the top edge when it is not, points.
        nomor_halaman: from page 2, with ``{}`` for the number.
        rapat: try once more at 11 point when a few lines fall onto a second page.
    """

    kepala: Callable[[Halaman, Gaya], list[Flowable]]
    tubuh: Callable[[Halaman, Gaya, Isi], list[Flowable]] = _semua
    sebelum_ttd: Callable[[Halaman], tuple[str, ...]] = _tanpa_baris
    ttd: Callable[[Halaman, Gaya, Jejak], Flowable] | None = None
    tembusan: bool = True
    lampiran: Callable[[Halaman], list[Lampiran]] = _tanpa_lampiran
    kepala_lampiran: Callable[[Halaman, int, int, float], list[Flowable]] | None = None
    penanda: Callable[[Penanda], Penanda] | None = None
    alas: Callable[[Any, Halaman, int], None] | None = None
    teks: Callable[[Halaman], list[str]] = _kata
    sesudah: Callable[[Halaman, Gaya, float], list[Flowable]] = _tanpa_halaman
    kop: bool = True
    kop_tinggi: float = 70.0
    nomor_halaman: str = "{}"
    rapat: bool = True


Daftar = Mapping[str, Susunan]
