"""Building blocks of a page: identity block, address, centred title, rows on aligned colons, people.

Source: naskah-dinas.md 2.3, 3.4 and 3.5.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from reportlab.platypus import Flowable, KeepTogether, Spacer

from eoffice.naskah.document.values import BANYAK_TUJUAN, Halaman, Tujuan
from eoffice.naskah.jenis.rincian import TITIK, Orang
from eoffice.pdf import flow, fonts, isi, kata
from eoffice.pdf.baris import Baris
from eoffice.pdf.flow import Gaya
from eoffice.pdf.geometry import BATAS_NILAI, LIST_STEP, MARGIN_LEFT, MM, NILAI, TITIK_DUA

BELUM_BERNOMOR: Final = "… (belum bernomor)"
BELUM_BERTANGGAL: Final = "(tanggal saat ditandatangani)"
DAFTAR_TERLAMPIR: Final = "(daftar terlampir)"

_SIFAT: Final = {"terbatas": "Terbatas", "rahasia": "Rahasia", "sangat_rahasia": "Sangat Rahasia"}
_URGENSI: Final = {"segera": "Segera", "amat_segera": "Amat Segera"}


def sifat(page: Halaman) -> str:
    """The words after "Sifat": who may read, then how fast; Biasa when neither is particular."""
    words = [_SIFAT.get(page.sifat, ""), _URGENSI.get(page.urgensi, "")]
    return " / ".join(word for word in words if word) or "Biasa"


def tanggal(page: Halaman) -> str:
    """The date in words, or what a konsep says instead."""
    return kata.tanggal(page.tanggal) if page.tanggal else BELUM_BERTANGGAL


def nomor(page: Halaman) -> str:
    """The number, or what a konsep says instead."""
    return page.nomor or BELUM_BERNOMOR


def single(gaya: Gaya) -> Gaya:
    """The same size at one spasi, as identity blocks and titles are set."""
    return replace(gaya, leading=gaya.size * 1.16)


def titik(words: str) -> str:
    """The words, or the dots that a konsep shows where they are missing."""
    return words.strip() or TITIK


def row(label: str, value: str, gaya: Gaya, **more: Any) -> Baris:
    """Label, colon and value on the columns of the identity block (2.3)."""
    return Baris(((0.0, label), (TITIK_DUA, ":")), flow.plain(value, gaya), NILAI, gaya, **more)


def identity(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """Nomor, Sifat, Lampiran, Hal, with the date at the right of the first line."""
    line, day = single(gaya), tanggal(page)
    # Only the line of the date is shared with it; the others end at 130 mm.
    free = page.kertas.right - MARGIN_LEFT - fonts.width(day, gaya.huruf.regular, line.size) - 4 * MM
    return [
        row("Nomor", nomor(page), line, limit=free, kanan=day),
        row("Sifat", sifat(page), line, limit=BATAS_NILAI),
        row("Lampiran", kata.jumlah(page.lampiran_jumlah, page.lampiran_satuan), line, limit=BATAS_NILAI),
        row("Hal", page.hal, line, limit=BATAS_NILAI),
    ]


def listed(page: Halaman) -> bool:
    """Are the addressees so many that a lampiran lists them (3.5)?"""
    return len(page.tujuan) > BANYAK_TUJUAN


def terlampir(page: Halaman) -> bool:
    """Does the address only point to a list in the lampiran, one that is made or one that was typed there?"""
    typed = [tujuan.jabatan.strip("() ").casefold() for tujuan in page.tujuan]
    return listed(page) or typed == ["daftar terlampir"]


def addressee(tujuan: Tujuan) -> str:
    """One addressee as one line: the office, or Sdr. and the name of a citizen."""
    return f"Sdr. {tujuan.jabatan}" if tujuan.perorangan else tujuan.jabatan


def place(tujuan: Tujuan) -> str:
    """Where one is, as the address says it: "di Tempat" when no town was named."""
    return f"di {tujuan.tempat or 'Tempat'}"


def with_desk(tujuan: Tujuan) -> str:
    """One addressee with the desk it is meant for, on one line."""
    return addressee(tujuan) + (f" u.p. {tujuan.untuk_perhatian}" if tujuan.untuk_perhatian else "")


def address(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """Yth. and where: one place below all of them, or each under its own office when they differ (3.5)."""
    line, indent = single(gaya), fonts.width("Yth. ", gaya.huruf.regular, gaya.size)

    def line_at(words: str, x: float, *fixed: tuple[float, str]) -> Flowable:
        return Baris(fixed, flow.plain(words, line), x, line, limit=BATAS_NILAI)

    if terlampir(page) or not page.tujuan:
        words = DAFTAR_TERLAMPIR if page.tujuan else TITIK
        where = place(page.tujuan[0]) if page.tujuan and not listed(page) else "di Tempat"
        return [line_at(words, indent, (0.0, "Yth.")), line_at(where, indent)]
    if len(page.tujuan) == 1:
        (only,) = page.tujuan
        desk = [line_at(f"u.p. {only.untuk_perhatian}", indent)] if only.untuk_perhatian else []
        return [line_at(addressee(only), indent, (0.0, "Yth.")), *desk, line_at(place(only), indent)]
    places = {place(tujuan) for tujuan in page.tujuan}
    rows: list[Flowable] = []
    for number, tujuan in enumerate(page.tujuan, 1):
        fixed = ((indent, f"{number}."),) if number > 1 else ((0.0, "Yth."), (indent, "1."))
        rows.append(line_at(with_desk(tujuan), indent + 6 * MM, *fixed))
        if len(places) > 1:
            rows.append(line_at(place(tujuan), indent + 6 * MM))
    return rows if len(places) > 1 else [*rows, line_at(places.pop(), indent)]


def surat(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """The head of form K: identity block and address."""
    return [*identity(page, gaya), Spacer(1, 1.6 * gaya.leading), *address(page, gaya), Spacer(1, gaya.leading)]


def judul(
    page: Halaman, gaya: Gaya, title: str, *, tentang: str = "", nomor_baris: str | None = None
) -> list[Flowable]:
    """The head of form J: title in bold capitals, the number below it, and TENTANG with its subject; never apart.

    Args:
        nomor_baris: instead of ``NOMOR …``; "" for a jenis without a number.
    """
    line = single(gaya)
    number = f"NOMOR {nomor(page)}" if nomor_baris is None else nomor_baris
    rows: list[Flowable] = [flow.plain(title.upper(), line, bold=True, align="center")]
    if number:
        rows.append(flow.plain(number, line, align="center"))
    if tentang:
        rows.append(flow.plain("TENTANG", line, align="center", before=gaya.leading * 0.8, after=gaya.leading * 0.4))
        rows.append(flow.plain(tentang.upper(), line, bold=True, align="center"))
    return [KeepTogether([*rows, Spacer(1, 1.2 * gaya.leading)])]


def tengah(words: str, gaya: Gaya, *, bold: bool = True) -> Flowable:
    """A centred line between the parts, like MENUGASKAN:; it stays with what follows."""
    made = flow.plain(words, gaya, bold=bold, align="center", before=gaya.jarak, after=gaya.jarak)
    made.keepWithNext = 1
    return made


def pasangan(
    pairs: Sequence[tuple[str, str]], gaya: Gaya, *, left: float = 12 * MM, colon: float = 42 * MM, gap: float = 3 * MM
) -> list[Flowable]:
    """Labels, colons and values on columns of their own, as the acara of an undangan; empty values are left out."""
    return [
        Baris(((left, label), (colon, ":")), flow.plain(words, gaya), colon + gap, gaya, after=gaya.jarak / 3)
        for label, words in pairs
        if words
    ]


def bernomor(label: str, items: Sequence[str], gaya: Gaya, *, marker: str = "decimal") -> list[Flowable]:
    """A label with its items: ``Dasar : 1. …``; a single one has no number.

    Args:
        marker: style of the numbering, one of `isi.LIST_STYLES`.
    """
    rows: list[Flowable] = []
    for number, words in enumerate(items, 1):
        fixed: tuple[tuple[float, str], ...] = ((0.0, label), (TITIK_DUA, ":")) if number == 1 else ()
        x = NILAI
        if len(items) > 1:
            fixed, x = (*fixed, (NILAI, isi.marker(marker, number))), NILAI + LIST_STEP
        rows.append(Baris(fixed, flow.plain(words, gaya, align="justify"), x, gaya, after=gaya.jarak / 2))
    return rows


def orang(
    person: Orang, gaya: Gaya, *, label: str = "", number: int | None = None, bernomor: bool = False
) -> list[Flowable]:
    """Nama, NIP, Pangkat/Gol. and Jabatan on aligned colons; what is not known is left out.

    Args:
        label: before the first line, as "Kepada".
        number: printed before the first line.
        bernomor: keep the room of a number even without one.
    """
    pairs = [
        ("Nama", titik(person.nama)),
        ("NIP", person.nip),
        ("Pangkat/Gol.", person.pangkat_golongan),
        ("Jabatan", person.jabatan),
    ]
    return identitas(pairs, gaya, label=label, number=number, bernomor=bernomor)


def identitas(
    pairs: Sequence[tuple[str, str]], gaya: Gaya, *, label: str = "", number: int | None = None, bernomor: bool = False
) -> list[Flowable]:
    """Pairs of a person or a thing, in the column of values, with a label and a number before the first."""
    x = NILAI + (LIST_STEP if number is not None or bernomor else 0)
    rows: list[Flowable] = []
    for index, (name, words) in enumerate(pair for pair in pairs if pair[1]):
        fixed: tuple[tuple[float, str], ...] = ((x, name), (x + 28 * MM, ":"))
        if index == 0 and number is not None:
            fixed = ((NILAI, f"{number}."), *fixed)
        if index == 0 and label:
            fixed = ((0.0, label), (TITIK_DUA, ":"), *fixed)
        rows.append(Baris(fixed, flow.plain(words, gaya), x + 31 * MM, gaya))
    return [KeepTogether([*rows, Spacer(1, gaya.jarak)])]
