"""Form K: surat dinas, and the undangan with its event in the text (naskah-dinas.md 2.4 k-l)."""

from typing import Final

from reportlab.platypus import Flowable, Spacer

from eoffice.naskah.document import kepala
from eoffice.naskah.document.jenis.susunan import Daftar, Isi, Susunan
from eoffice.naskah.document.values import Halaman
from eoffice.naskah.jenis import rincian
from eoffice.pdf import isi, kata
from eoffice.pdf.flow import Gaya


def undangan(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """The event stands after the first block that ends with a colon, else after the first."""
    if rincian.tanggal(page.rincian, "tanggal_acara") is None:
        return body.semua()
    cut = _after_opening(body)
    event = [*kepala.pasangan(acara(page), gaya), Spacer(1, gaya.jarak)]
    return [*body.sebagian(body.blocks[:cut]), *event, *body.sebagian(body.blocks[cut:])]


def acara(page: Halaman) -> list[tuple[str, str]]:
    """When, where and what; the weekday is computed, so that it cannot contradict the date."""
    of = page.rincian
    day = rincian.tanggal(of, "tanggal_acara")
    return [
        ("hari, tanggal", kata.hari_tanggal(day) if day else kepala.titik("")),
        ("waktu", kepala.titik(rincian.teks(of, "waktu"))),
        ("tempat", kepala.titik(rincian.teks(of, "tempat_acara"))),
        ("acara", kepala.titik(rincian.teks(of, "acara"))),
        ("pakaian", rincian.teks(of, "pakaian")),
        ("tautan", rincian.teks(of, "tautan")),
        ("catatan", rincian.teks(of, "catatan")),
    ]


def _after_opening(body: Isi) -> int:
    for index, block in enumerate(body.blocks, 1):
        if block["type"] == "paragraph" and isi.inline_text(block).rstrip().endswith(":"):
            return index
    return 1


def _kata(page: Halaman) -> list[str]:
    return [words for _, words in acara(page)] if page.rincian else []


SUSUNAN: Final[Daftar] = {
    "surat_dinas": Susunan(kepala=kepala.surat),
    "surat_undangan": Susunan(kepala=kepala.surat, tubuh=undangan, teks=_kata),
}
