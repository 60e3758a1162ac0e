"""Numbers as an Indonesian reader writes them: 1.234,5; estimates with two significant figures."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Final

MINUS: Final = "\N{MINUS SIGN}"
PRESISI: Final = 60


def angka(nilai: Fraction | int, desimal: int = 6) -> str:
    """A number with at most so many decimals, halves rounded away from zero, without trailing zeros."""
    with localcontext() as context:
        context.prec = PRESISI
        exact = Decimal(nilai.numerator) / Decimal(nilai.denominator)
        return _tulis(exact.quantize(Decimal(1).scaleb(-desimal), ROUND_HALF_UP))


def kira_kira(nilai: Fraction | int) -> str:
    """An estimate with two significant figures, so that nobody reads more into it than it holds (metrik.md 1.5)."""
    if nilai == 0:
        return "0"
    with localcontext() as context:
        context.prec = PRESISI
        exact = Decimal(nilai.numerator) / Decimal(nilai.denominator)
        return _tulis(exact.quantize(Decimal(1).scaleb(exact.adjusted() - 1), ROUND_HALF_UP))


def rentang(rendah: Fraction, tengah: Fraction, tinggi: Fraction, satuan: str = "lembar") -> str:
    """The only way an estimate is worded: "sekitar 120 lembar, rentang 51–230"."""
    sampai = "–" if rendah >= 0 and tinggi >= 0 else " sampai "
    return f"sekitar {kira_kira(tengah)} {satuan}, rentang {kira_kira(rendah)}{sampai}{kira_kira(tinggi)}"


def _tulis(nilai: Decimal) -> str:
    whole, _, rest = f"{abs(nilai):,f}".partition(".")
    rest = rest.rstrip("0")
    text = whole.replace(",", ".") + (f",{rest}" if rest else "")
    return f"{MINUS}{text}" if nilai < 0 and text != "0" else text
