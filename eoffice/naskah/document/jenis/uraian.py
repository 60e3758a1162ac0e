"""Parts that several kinds of form J share: labelled bodies, chapters, typed passages, people, tables of rows."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from reportlab.platypus import Flowable, Paragraph, Spacer

from eoffice.naskah.document import kepala
from eoffice.naskah.document.jenis.susunan import Isi
from eoffice.naskah.document.lampiran import grid
from eoffice.naskah.document.ttd import Jejak, Kolom, TtdPihak
from eoffice.naskah.document.values import BANYAK_PETUGAS, Halaman, Lampiran, Penanda
from eoffice.naskah.jenis import rincian
from eoffice.naskah.jenis.rincian import TITIK, Orang
from eoffice.pdf import flow, fonts, isi, kata
from eoffice.pdf.baris import Baris
from eoffice.pdf.flow import Gaya
from eoffice.pdf.geometry import LIST_STEP, MM, NILAI, TITIK_DUA

_AWALAN: Final = {"plt": "Plt. ", "plh": "Plh. ", "pj": "Pj. "}


def tempat_tanggal(page: Halaman) -> tuple[str, ...]:
    """Place and date on one line, as most of form J has it."""
    return (f"{page.tempat}, {kepala.tanggal(page)}",)


def dikeluarkan(page: Halaman) -> tuple[str, ...]:
    """Dikeluarkan di … pada tanggal …"""
    return (f"Dikeluarkan di {page.tempat}", f"pada tanggal {kepala.tanggal(page)}")


def rentang(mulai: date | None, selesai: date | None) -> str:
    """``11 s.d. 15 Mei 2026``, ``28 Desember 2026 s.d. 4 Januari 2027``, or ``mulai 11 Mei 2026``; '' without any."""
    if mulai is None or selesai is None or mulai == selesai:
        only = mulai or selesai
        words = kata.tanggal(only) if only else ""
        return words if not only or mulai == selesai else f"{'mulai' if mulai else 'sampai dengan'} {words}"
    last = kata.tanggal(selesai)
    if (mulai.year, mulai.month) == (selesai.year, selesai.month):
        return f"{mulai.day} s.d. {last}"
    first = kata.tanggal(mulai)
    return f"{first.rpartition(' ')[0] if mulai.year == selesai.year else first} s.d. {last}"


def masa(page: Halaman, mulai: str, selesai: str) -> str:
    """The period between two own fields."""
    return rentang(rincian.tanggal(page.rincian, mulai), rincian.tanggal(page.rincian, selesai))


def paragraf(words: str, gaya: Gaya, *, left: float = 0) -> Paragraph:
    """One sentence of ours, justified."""
    return flow.Teks(fonts.teks(words), flow.style(gaya, align="justify", left=left, after=gaya.jarak))


def ketikan(words: str, body: Isi, *, left: float = 0) -> list[Flowable]:
    """A passage typed as plain text, with its paragraphs and lists; dots when there is none."""
    nodes = isi.from_plain(words.strip() or TITIK)["doc"]["content"]
    for node in nodes:
        if left and node["type"] == "paragraph":
            node["attrs"] = {**node["attrs"], "firstLine": False}
    return body.sebagian(nodes, left=left)


def butir(items: Sequence[str], body: Isi, gaya: Gaya, *, left: float = 0) -> list[Flowable]:
    """Points one below the other; a single one is a sentence without a number."""
    if len(items) < 2:
        return ketikan(" ".join(items), body, left=left)
    rows: list[Flowable] = [
        Baris(((left, f"{number}."),), _rata(words, gaya), left + LIST_STEP, gaya, after=gaya.jarak / 2)
        for number, words in enumerate(items, 1)
    ]
    return [*rows, Spacer(1, gaya.jarak / 2)]


def _rata(words: str, gaya: Gaya) -> Paragraph:
    return flow.plain(words, gaya, align="justify")


def berlabel(label: str, parts: list[Flowable], gaya: Gaya, *, geser: float = 0) -> list[Flowable]:
    """A label and its colon before the first line of what was set in the column of values: ``Untuk : 1. …``.

    Args:
        geser: how far label and colon stand to the right of their usual columns, points.
    """
    fixed = ((geser, label), (TITIK_DUA + geser, ":"))
    if parts and isinstance(parts[0], Paragraph):
        first = parts[0]
        return [Baris(fixed, first, 0.0, gaya, after=first.style.spaceAfter), *parts[1:]]
    return [Baris(fixed, flow.plain("" if parts else TITIK, gaya), NILAI + geser, gaya, after=gaya.jarak / 2), *parts]


def untuk(body: Isi, gaya: Gaya) -> list[Flowable]:
    """The body as the points of ``Untuk``."""
    return berlabel("Untuk", [] if body.kosong else body.sebagian(body.blocks, left=NILAI), gaya)


def daftar(
    label: str, items: Sequence[str], gaya: Gaya, *, marker: str = "decimal", geser: float = 0
) -> list[Flowable]:
    """``Dasar : 1. …`` with dots when nothing is there yet; nothing at all is printed by leaving the call out."""
    made: list[Flowable] = []
    for number, words in enumerate(items or (TITIK,), 1):
        fixed: tuple[tuple[float, str], ...] = ()
        if number == 1:
            fixed = ((geser, label), (TITIK_DUA + geser, ":"))
        x = NILAI + geser
        if len(items) > 1:
            fixed, x = (*fixed, (x, isi.marker(marker, number))), x + LIST_STEP
        made.append(Baris(fixed, _rata(words, gaya), x, gaya, after=gaya.jarak / 2))
    return made


def pernyataan(label: str, words: str, gaya: Gaya) -> list[Flowable]:
    """One value on the columns of Dasar and Untuk; nothing without it."""
    if not words:
        return []
    return [Baris(((0.0, label), (TITIK_DUA, ":")), _rata(words, gaya), NILAI, gaya, after=gaya.jarak / 2)]


def kepada(people: Sequence[Orang], gaya: Gaya) -> list[Flowable]:
    """The people an order is given to; more than a few are counted here and listed in a lampiran (2.4 f)."""
    if len(people) > BANYAK_PETUGAS:
        count = f"{len(people)} ({kata.terbilang(len(people))}) orang pegawai {kepala.DAFTAR_TERLAMPIR}"
        return [*pernyataan("Kepada", count, gaya), Spacer(1, gaya.jarak)]
    made: list[Flowable] = []
    for number, person in enumerate(people or (Orang(),), 1):
        label = "Kepada" if number == 1 else ""
        made += kepala.orang(person, gaya, label=label, number=number if len(people) > 1 else None)
    return made


def daftar_orang(page: Halaman, nama: str, judul: str) -> list[Lampiran]:
    """The people of a field as a lampiran, when they are too many for the page."""
    people = rincian.orang(page.rincian, nama)
    if len(people) <= BANYAK_PETUGAS:
        return []
    rows: list[tuple[str, ...]] = [("No.", "Nama", "NIP", "Pangkat/Gol.", "Jabatan")]
    rows += [(f"{n}.", p.nama, p.nip, p.pangkat_golongan, p.jabatan) for n, p in enumerate(people, 1)]
    return [Lampiran(judul=judul, isi=grid(rows))]


def tabel(rows: Sequence[tuple[str, ...]], widths: Sequence[int], body: Isi) -> list[Flowable]:
    """A ruled table whose heading is repeated on every page; widths in whole millimetres, shared out over the column."""
    table: dict[str, Any] = grid(rows)["doc"]["content"][0]
    for row in table["content"]:
        for cell, width in zip(row["content"], widths, strict=True):
            cell["attrs"] = {"colwidth": [width]}
    return body.sebagian([table])


def bab(words: str, gaya: Gaya, *, left: float = 0, bold: bool = True) -> Flowable:
    """The heading of a chapter, which stays with its first lines."""
    markup = fonts.teks(words)
    made = Paragraph(
        f"<b>{markup}</b>" if bold else markup, flow.style(gaya, left=left, after=gaya.jarak / 2, before=gaya.jarak)
    )
    made.keepWithNext = 1
    return made


def identitas(pairs: Sequence[tuple[str, str]], gaya: Gaya) -> list[Flowable]:
    """Somebody between two sentences, indented on colons of its own."""
    rows = kepala.pasangan(pairs, gaya, left=8 * MM, colon=50 * MM)
    return [*rows, Spacer(1, gaya.jarak)]


def penanda(who: Penanda) -> list[tuple[str, str]]:
    """The signer as the text names one: name, NIP, pangkat and office."""
    own = () if who.is_kepala_daerah else (("NIP", who.nip), ("Pangkat", who.pangkat))
    return [("Nama", who.nama), *own, ("Jabatan", _AWALAN.get(who.bentuk, "") + who.signing_as)]


def orang(person: Orang) -> list[tuple[str, str]]:
    """A person of the form as the text names one."""
    return [
        ("Nama", kepala.titik(person.nama)),
        ("NIP", person.nip),
        ("Pangkat/Golongan", person.pangkat_golongan),
        ("Jabatan", person.jabatan),
    ]


def penutup(body: Isi, words: str, gaya: Gaya) -> list[Flowable]:
    """The usual last sentence, unless the writer ended with an own one."""
    last = body.blocks[-1] if body.blocks else {}
    own = last.get("type") == "paragraph" and isi.inline_text(last).lstrip().casefold().startswith("demikian")
    return [] if own else [paragraf(words, gaya)]


class TtdDua(TtdPihak):
    """Two who sign beside each other: the second at the left, the first with place and date at the right.

    Args:
        sebutan: what the first is called above the office, as "Pemberi kuasa".
    """

    def __init__(self, page: Halaman, gaya: Gaya, trace: Jejak, sebutan: str) -> None:
        super().__init__(page, gaya, trace=trace)
        self.first = Kolom(page, page.penanda, gaya, head=(*tempat_tanggal(page), f"{sebutan},"))
        if not self.others:  # a konsep without its second signer yet
            who = Penanda(jabatan=TITIK, nama=TITIK)
            self.others = [Kolom(page, who, gaya, head=(f"{TITIK},",))]
