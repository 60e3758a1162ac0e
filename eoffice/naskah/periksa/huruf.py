"""Signs that the typeface of a naskah cannot print, such as an emoji: on paper each becomes an empty box."""

from collections.abc import Iterator
from typing import Final

from eoffice.naskah.periksa.nilai import Perkara, Temuan, aturan, pada, pemeriksa
from eoffice.pdf import fonts

TAK_TERCETAK: Final = aturan("tanda-tak-tercetak", "Tanda yang tidak dapat dicetak", "3.1")


@pemeriksa
def huruf(p: Perkara) -> Iterator[Temuan]:
    """Each run of such signs, once."""
    for t in p.teks:
        if t.isi.isascii():
            continue
        for start, end in fonts.tak_tercetak(t.isi):
            yield pada(
                TAK_TERCETAK,
                t,
                start,
                end,
                f"“{t.isi[start:end]}” tidak ada dalam huruf naskah dan tercetak sebagai kotak kosong.",
                "Hapus tandanya, atau tulis dengan kata.",
                "",
            )
