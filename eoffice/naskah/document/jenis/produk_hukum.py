"""Form H: keputusan, instruksi and surat edaran (naskah-dinas.md 2.4 a-c)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from reportlab.platypus import Flowable, KeepTogether, Spacer

from eoffice.naskah.document import kepala
from eoffice.naskah.document.jenis import perjanjian
from eoffice.naskah.document.jenis.susunan import Daftar, Isi, Susunan
from eoffice.naskah.document.values import Halaman, Penanda
from eoffice.naskah.jenis import rincian
from eoffice.pdf import flow, isi, kata
from eoffice.pdf.baris import Baris
from eoffice.pdf.flow import Gaya
from eoffice.pdf.geometry import MM

_TITIK_DUA: Final = 35 * MM  # "Memperhatikan" is wider than the labels of a letter
_NILAI: Final = 39 * MM
_LANGKAH: Final = 8 * MM
_LAMPIRAN: Final = 82 * MM  # where the header of a lampiran stands, from the left margin
_AKHIR: Final = re.compile(
    r"(?<![\s;.,:])[\s;.,:]{1,40}(?:dan|atau)?[\s;.,]{0,40}$|(?<!\s)\s{1,40}(?:dan|atau)\s{0,40}$"
)


def penetap(page: Halaman) -> str:
    """The office that decides: the one on whose behalf it is signed, else the signer's own."""
    who = page.penanda
    return who.jabatan_atas if who.bentuk in ("an", "ub") else who.jabatan


def tanpa_gelar(penanda: Penanda) -> Penanda:
    """The signer as produk hukum name one: in capitals, without titles, pangkat and NIP."""
    return replace(penanda, nama=(penanda.nama_polos or penanda.nama).upper(), pangkat="", nip="")


def berakhir(items: Sequence[str], *, akhir: str = ".", penghubung: str = "; dan") -> list[str]:
    """Items with the punctuation of a list: semicolons, the word before the last one, and its end."""
    bare = [_polos(words) for words in items]
    if len(bare) < 2:
        return [words + akhir for words in bare]
    return [*(words + ";" for words in bare[:-2]), bare[-2] + penghubung, bare[-1] + akhir]


def _polos(words: str) -> str:
    """An item without the signs at its end; one of signs alone stays as it is."""
    return _AKHIR.sub("", words.strip()) or words.strip()


def bahwa(items: Sequence[str]) -> list[str]:
    """Each consideration from "bahwa" to its semicolon, however it was typed."""
    found = []
    for words in items:
        first, _, rest = words.strip().partition(" ")
        body = f"bahwa {rest.strip()}" if first.casefold().strip(",") == "bahwa" and rest else f"bahwa {_kecil(words)}"
        found.append(_polos(body) + ";")
    return found


def _kecil(words: str) -> str:
    words = words.strip()
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def judul(page: Halaman, gaya: Gaya, name: str) -> list[Flowable]:
    """Title with the deciding office, NOMOR, TENTANG and the subject; then that office once more, with a comma."""
    line = kepala.single(gaya)
    office = flow.plain(f"{penetap(page).upper()},", line, align="center", after=gaya.leading)
    office.keepWithNext = 1
    title = f"{name} {penetap(page)}" if name else penetap(page)
    return [*kepala.judul(page, gaya, title, tentang=kepala.titik(page.hal)), office]


def keputusan(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """KEPUTUSAN and whose."""
    return judul(page, gaya, "Keputusan")


def instruksi(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """INSTRUKSI and whose."""
    return judul(page, gaya, "Instruksi")


def berlabel(label: str, items: Sequence[str], gaya: Gaya, *, marker: str, satu: bool = False) -> list[Flowable]:
    """``Menimbang : a. bahwa …;`` on the columns of a decision.

    Args:
        satu: number an only item too.
    """
    numbered = satu or len(items) > 1
    rows: list[Flowable] = []
    for number, words in enumerate(items or ("",), 1):
        fixed: tuple[tuple[float, str], ...] = ((0.0, label), (_TITIK_DUA, ":")) if number == 1 else ()
        x = _NILAI
        if numbered:
            fixed, x = (*fixed, (_NILAI, isi.marker(marker, number))), _NILAI + _LANGKAH
        rows.append(Baris(fixed, flow.plain(kepala.titik(words), gaya, align="justify"), x, gaya, after=gaya.jarak / 2))
    return rows


def diktum(page: Halaman, gaya: Gaya, penutup: str = "") -> list[Flowable]:
    """KESATU, KEDUA … with their items a, b, c.

    Args:
        penutup: a last diktum that is added when none of them says from when it holds.
    """
    found = [(rincian.teks(row, "teks"), rincian.daftar(row, "butir")) for row in rincian.baris(page.rincian, "diktum")]
    if penutup and not any("berlaku" in words.casefold() for words, _ in found[-1:]):
        found.append((penutup, ()))
    rows: list[Flowable] = []
    for number, (words, items) in enumerate(found or [("", ())], 1):
        rows += _satu_diktum(kata.urutan(number).upper(), words, items, gaya)
    return rows


def _satu_diktum(label: str, words: str, items: Sequence[str], gaya: Gaya) -> list[Flowable]:
    paragraphs = [part.strip() for part in words.split("\n") if part.strip()] or [kepala.titik("")]
    end = ":" if items else "."
    paragraphs[-1] = _polos(paragraphs[-1]) + end
    rows: list[Flowable] = []
    for index, part in enumerate(paragraphs):
        fixed: tuple[tuple[float, str], ...] = ((0.0, label), (_TITIK_DUA, ":")) if index == 0 else ()
        rows.append(Baris(fixed, flow.plain(part, gaya, align="justify"), _NILAI, gaya, after=gaya.jarak / 2))
    for number, item in enumerate(berakhir(items), 1):
        fixed = ((_NILAI, isi.marker("lower-alpha", number)),)
        text = flow.plain(item, gaya, align="justify")
        rows.append(Baris(fixed, text, _NILAI + _LANGKAH, gaya, after=gaya.jarak / 2))
    if items:
        rows[len(paragraphs) - 1].keepWithNext = 1
    return rows


def isi_keputusan(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """Menimbang, Mengingat, Memperhatikan, MEMUTUSKAN, Menetapkan and the diktum."""
    of = page.rincian
    rows = berlabel("Menimbang", bahwa(rincian.daftar(of, "menimbang")), gaya, marker="lower-alpha")
    rows += berlabel("Mengingat", _berkoma(rincian.daftar(of, "mengingat")), gaya, marker="decimal")
    more = rincian.daftar(of, "memperhatikan")
    if more:
        rows += berlabel("Memperhatikan", _berkoma(more), gaya, marker="decimal")
    rows.append(kepala.tengah("MEMUTUSKAN:", gaya, bold=False))
    label = Baris(((0.0, "Menetapkan"), (_TITIK_DUA, ":")), flow.plain("", gaya), _NILAI, gaya, after=gaya.jarak / 2)
    label.keepWithNext = 1
    return [*rows, label, *diktum(page, gaya)]


def _berkoma(items: Sequence[str]) -> list[str]:
    return [_polos(words) + ";" for words in items]


def isi_instruksi(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """Dalam rangka …, Kepada, Untuk and the diktum; the last one says from when it holds."""
    of = page.rincian
    why = _polos(rincian.teks(of, "pertimbangan").replace("\n", " ")) or kepala.titik("")
    opening = f"{why}, dengan ini menginstruksikan:" if not why.casefold().endswith("menginstruksikan") else f"{why}:"
    rows: list[Flowable] = [flow.plain(opening, gaya, align="justify", after=gaya.jarak)]
    rows += berlabel("Kepada", berakhir(rincian.daftar(of, "kepada")), gaya, marker="decimal")
    label = Baris(((0.0, "Untuk"), (_TITIK_DUA, ":")), flow.plain("", gaya), _NILAI, gaya, after=gaya.jarak / 2)
    label.keepWithNext = 1
    end = "Instruksi ini mulai berlaku pada tanggal dikeluarkan."
    return [*rows, Spacer(1, gaya.jarak), label, *diktum(page, gaya, end)]


def ditetapkan(page: Halaman) -> tuple[str, ...]:
    """Ditetapkan di … pada tanggal …"""
    return (f"Ditetapkan di {page.tempat}", f"pada tanggal {kepala.tanggal(page)}")


def dikeluarkan(page: Halaman) -> tuple[str, ...]:
    """Dikeluarkan di … pada tanggal …"""
    return (f"Dikeluarkan di {page.tempat}", f"pada tanggal {kepala.tanggal(page)}")


def _kepala_lampiran(name: str) -> "perjanjian.KepalaLampiran":
    def header(page: Halaman, number: int, count: int, left: float) -> list[Flowable]:
        """LAMPIRAN, the decision, its number and subject in capitals at the right of the page (3.8)."""
        gaya = replace(flow.RAPAT, size=11, leading=13, jarak=0, huruf=perjanjian.huruf(page))
        first = "LAMPIRAN" if count == 1 else f"LAMPIRAN {kata.romawi(number)}"
        lines = [first, f"{name} {penetap(page)}".upper(), f"NOMOR {kepala.nomor(page)}", "TENTANG"]
        rows = [
            Baris((), flow.plain(words, gaya), max(left, _LAMPIRAN), gaya)
            for words in (*lines, kepala.titik(page.hal).upper())
        ]
        return [KeepTogether(rows), Spacer(1, 1.5 * gaya.leading)]

    return header


def surat_edaran(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """The addressees at the left, then SURAT EDARAN, NOMOR, TENTANG and the subject."""
    address = kepala.address(page, gaya)
    return [
        *address,
        Spacer(1, gaya.leading),
        *kepala.judul(page, gaya, "Surat Edaran", tentang=kepala.titik(page.hal)),
    ]


_PRODUK: Final = Susunan(
    kepala=keputusan,
    tubuh=isi_keputusan,
    sebelum_ttd=ditetapkan,
    penanda=tanpa_gelar,
    kepala_lampiran=_kepala_lampiran("Keputusan"),
    nomor_halaman="- {} -",
    rapat=False,
)
SUSUNAN: Final[Daftar] = {
    "keputusan": _PRODUK,
    "instruksi": replace(
        _PRODUK,
        kepala=instruksi,
        tubuh=isi_instruksi,
        sebelum_ttd=dikeluarkan,
        kepala_lampiran=_kepala_lampiran("Instruksi"),
    ),
    "surat_edaran": Susunan(kepala=surat_edaran, sebelum_ttd=ditetapkan),
    "surat_perjanjian": perjanjian.SUSUNAN,
}
