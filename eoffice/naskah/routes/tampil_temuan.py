"""Findings of Periksa naskah as the pages show them."""

from dataclasses import dataclass

from eoffice.naskah import temuan
from eoffice.naskah.models import Naskah
from eoffice.naskah.periksa import LABEL, Temuan, Ubah
from eoffice.pdf import isi as isi_naskah


@dataclass(frozen=True)
class Tampil:
    """A finding for the page: its anchor, where the words stand in the body, and what its fix would change."""

    temuan: Temuan
    menahan: bool
    diabaikan: str
    sasaran: str
    ke: int
    tempat: str
    ubahan: list[tuple[str, str]]


def tampil(naskah: Naskah, hasil: temuan.Hasil) -> list[Tampil]:
    """Findings in the order in which they should be looked at: first those that must be mended."""
    rows = (*hasil.menahan, *hasil.mengingatkan, *hasil.diabaikan)
    return [
        Tampil(
            b.temuan, b.menahan, b.diabaikan, _sasaran(b.temuan), _ke(naskah, b.temuan),
            b.temuan.label or LABEL.get(b.temuan.kolom, ""), [_ubahan(u) for u in b.temuan.ubah[:6]],
        )
        for b in rows
    ]  # fmt: skip


def _sasaran(found: Temuan) -> str:
    """The anchor of the field on the page of the editor."""
    if found.kolom in ("isi", "lampiran"):
        return "langkah-2" if found.kolom == "isi" else "lampiran"
    if found.kolom == "rute":
        return "langkah-3"
    if found.kolom == "nomor":
        return ""
    row = [p for p in found.jalur[2:] if isinstance(p, int)]
    part = [p for p in found.jalur[2:] if isinstance(p, str)]
    if found.jalur[0] == "rincian" and row and part:
        return f"f-{found.kolom}-{row[0] + 1}-{part[-1]}"
    return f"f-{found.kolom}"


def _ke(naskah: Naskah, found: Temuan) -> int:
    """How often the same words stand in the body before, so that the page can point to these."""
    if found.jalur[0] != "isi" or not found.kata:
        return 0
    count, node, way = 0, naskah.isi["doc"], list(found.jalur[1:])
    for step in way:
        if not isinstance(step, int):
            return 0
        for before in node.get("content", [])[:step]:
            words = (
                isi_naskah.plain_text({"v": 1, "doc": {"type": "doc", "content": [before]}})
                if "content" in before
                else ""
            )
            count += words.count(found.kata)
        node = node["content"][step]
    return count + isi_naskah.inline_text(node)[: found.awal].count(found.kata)


def _ubahan(ubah: Ubah) -> tuple[str, str]:
    field = str(ubah.jalur[0])
    if field in ("sifat", "urgensi"):
        return f"{field.capitalize()} {ubah.lama}".strip(), ubah.baru.replace("_", " ")
    return ubah.lama.replace(" ", "\u00a0") if not ubah.lama.strip() else ubah.lama, ubah.baru
