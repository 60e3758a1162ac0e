"""Whole numbers in Indonesian words, as naskah dinas put them in brackets."""

from typing import Final

_SATUAN: Final = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip


def words(n: int) -> str:
    """The words of 0 to 9,999."""
    if n < 12:
        return _SATUAN[n]
    if n < 20:
        return f"{_SATUAN[n - 10]} belas"
    for size, one, name in ((1000, "seribu", "ribu"), (100, "seratus", "ratus"), (10, "", "puluh")):
        if n >= size:
            many, rest = divmod(n, size)
            head = one if many == 1 and one else f"{words(many)} {name}"
            return f"{head} {words(rest)}" if rest else head
    raise ValueError(n)


def rupiah(n: int) -> str:
    """`Rp1.250.000,00`."""
    return f"Rp{n:,}".replace(",", ".") + ",00"
