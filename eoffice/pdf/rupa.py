"""How the pages of a city look, as values: what naskah-dinas.md 3.3, 3.6, and 3.9 leave to each city."""

from dataclasses import dataclass
from typing import Any, Final

from eoffice.pdf.geometry import MM

ZONA: Final = ("WIB", "WITA", "WIT")
TINGGI_VISUAL: Final = (25, 28, 30)
"""Whole millimetres. Below 25 the code would be smaller than the 20 mm that 3.9 asks for beside its quiet zone."""
FRASA_VISUAL: Final = "ditandatangani secara elektronik"
"""What the visual says in any case, whatever the city puts around it (3.9)."""
BALAI: Final = ("Balai Besar Sertifikasi Elektronik", "Balai Sertifikasi Elektronik")


class Gambar:
    """A picture that the sandbox has encoded anew: plain samples, ready to be laid into a PDF as they are.

    Equal, hashed and printed by its `sha256` alone, so that what is bound to a page is the picture and not its bytes.
    """

    __slots__ = ("data", "height", "hitam", "sha256", "width")

    def __init__(self, sha256: str, width: int, height: int, data: bytes, *, hitam: bool) -> None:
        """`data` is deflated: three bytes a pixel, or one for `hitam`, in shades of grey."""
        self.sha256, self.width, self.height, self.data, self.hitam = sha256, width, height, data, hitam

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Gambar) and (self.sha256, self.hitam) == (other.sha256, other.hitam)

    def __hash__(self) -> int:
        return hash((self.sha256, self.hitam))

    def __repr__(self) -> str:
        return f"Gambar({self.sha256!r}, hitam={self.hitam})"

    def __deepcopy__(self, memo: dict[int, Any]) -> "Gambar":
        return self


@dataclass(frozen=True, kw_only=True)
class Rupa:
    """The look of the signature block and of the foot of a page, and the words of the time zone.

    Attributes:
        jabatan_kapital: offices above the signature in capitals; otherwise as they are written in the organisation.
        nama_garis_bawah: the signer's name bold and underlined, as older rules have it.
        tinggi_visual_mm: height of the visual of the electronic signature, one of TINGGI_VISUAL.
        kalimat_visual: the words beside the code; FRASA_VISUAL is among them.
        nama_visual: the signer's name stands in the visual too, below the office.
        bingkai: a thin frame around the visual.
        kaki_akhir_saja: the legal note only on the last page; the address to check stays on every page.
        kaki_tambahan: a sentence of the city below that note, or nothing.
        balai: what BSrE is called in the note.
    """

    jabatan_kapital: bool = True
    nama_garis_bawah: bool = False
    zona: str = "WIB"
    tinggi_visual_mm: int = 25
    kalimat_visual: str = "Ditandatangani secara elektronik oleh:"
    nama_visual: bool = False
    bingkai: bool = True
    kaki_akhir_saja: bool = False
    kaki_tambahan: str = ""
    balai: str = BALAI[1]

    @property
    def tinggi_visual(self) -> float:
        """Height of the visual in points."""
        return self.tinggi_visual_mm * MM

    def jabatan(self, words: str) -> str:
        """An office as it is printed above a signature."""
        return words.upper() if self.jabatan_kapital else words


BAWAAN: Final = Rupa()
