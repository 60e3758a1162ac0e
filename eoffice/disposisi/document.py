"""Lembar disposisi: the instruction sheet of an incoming record with its whole chain, on A5.

Source: naskah-dinas.md 2.4 j and 5.4.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from reportlab.platypus import Flowable, HRFlowable, KeepTogether, Paragraph, Spacer, Table

from eoffice.pdf import flow, fonts, kata, pdfa
from eoffice.pdf.baris import Baris
from eoffice.pdf.flow import Gaya
from eoffice.pdf.geometry import A5, MM
from eoffice.pdf.kanvas import Dokumen

_MARGIN: Final = 12 * MM
_WIDTH: Final = A5.width - 2 * _MARGIN
_GAYA: Final = flow.KECIL
_DEEPEST: Final = 6  # further levels are not indented any more
_SIFAT: Final = {"terbatas": "Terbatas", "rahasia": "Rahasia", "sangat_rahasia": "Sangat rahasia"}
_RAHASIA: Final = {"rahasia": "RAHASIA", "sangat_rahasia": "SANGAT RAHASIA"}
_PERAN: Final = {"penanggung_jawab": "penanggung jawab", "pendukung": "pendukung", "mengetahui": "mengetahui"}


@dataclass(frozen=True, kw_only=True)
class Penerima:
    """Who receives one disposisi, and as what: penanggung_jawab, pendukung or mengetahui."""

    jabatan: str
    peran: str = "penanggung_jawab"
    nama: str = ""  # who holds it now
    status: str = ""
    dibaca: str = ""  # when, and by whom in which capacity
    lama: str = ""  # working time so far
    keterangan: str = ""  # why it came back, was withdrawn, or whom it replaces


@dataclass(frozen=True, kw_only=True)
class TindakLanjut:
    """One report on a disposisi. `berkas` holds the names of its files, `putusan` what the giver said to it."""

    pada: datetime
    oleh: str
    uraian: str
    berkas: tuple[str, ...] = ()
    putusan: str = ""


@dataclass(frozen=True, kw_only=True)
class Langkah:
    """One disposisi of the chain. `tingkat` is its depth: 1 for the first, 2 for what follows from it.

    `instruksi` are the labels chosen; `status` and the labels are printed as given.
    """

    dari: str
    pada: datetime
    penerima: tuple[Penerima, ...]
    instruksi: tuple[str, ...]
    nama: str = ""
    catatan: str = ""
    batas: date | None = None
    status: str = ""
    tingkat: int = 1
    atas_nama: str = ""  # the operator who typed it for the leader
    tindak_lanjut: tuple[TindakLanjut, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Lembar:
    """Identity of the record and the chain below it, in the order of printing; the first fills the form."""

    kop: tuple[str, ...]  # "Pemerintah Kota Arunika", "Sekretariat Daerah"
    surat_dari: str
    nomor_surat: str
    tanggal_surat: date | None
    diterima: date
    nomor_agenda: str
    hal: str
    sifat: str = "biasa"
    urgensi: str = "biasa"
    rantai: tuple[Langkah, ...] = ()
    pilihan: tuple[str, ...] = ()  # labels offered as boxes besides those chosen
    dicetak_at: datetime | None = None


class Pilihan(Flowable):  # type: ignore[misc]
    """A box to tick with its label; a chosen one carries an x that can also be read as text."""

    def __init__(self, label: Paragraph, chosen: bool) -> None:
        super().__init__()
        self.label, self.chosen = label, chosen

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        _, self.height = self.label.wrap(width - 5 * MM, height)
        return width, self.height

    def draw(self) -> None:
        side = 2.7 * MM
        bottom = self.height - _GAYA.size
        self.canv.setLineWidth(0.6)
        self.canv.rect(0, bottom - 0.5, side, side, stroke=1, fill=0)
        if self.chosen:
            self.canv.setFont(fonts.BOLD, 9)
            self.canv.drawCentredString(side / 2, bottom + 1, "x")
        self.label.drawOn(self.canv, 5 * MM, 0)


def render(lembar: Lembar) -> bytes:
    """Set the lembar disposisi with its chain as continuation. Equal values give equal bytes."""
    with fonts.TYPESETTING:
        raw = _set(lembar)
    judul = f"Lembar Disposisi Agenda {lembar.nomor_agenda}"
    about = pdfa.Keterangan(judul=judul, hal=lembar.hal, pembuat=lembar.kop[-1] if lembar.kop else "")
    return pdfa.finish(raw, replace(about, dibuat_at=lembar.dicetak_at))


def _set(lembar: Lembar) -> bytes:
    def around(canvas: Any, number: int, count: int) -> None:
        canvas.setFont(fonts.REGULAR, 7)
        canvas.setFillGray(0.3)
        words = f"Agenda {lembar.nomor_agenda}"
        if lembar.dicetak_at:
            words += f" – dicetak {kata.tanggal_pukul(lembar.dicetak_at)}"
        canvas.drawString(_MARGIN, 9 * MM, fonts.printable(words))
        canvas.drawRightString(A5.width - _MARGIN, 9 * MM, f"Halaman {number} dari {count}")
        canvas.setFillGray(0)

    def beneath(canvas: Any) -> None:
        if lembar.sifat in _RAHASIA:
            canvas.setFont(fonts.BOLD, 9)
            canvas.drawRightString(A5.width - _MARGIN, A5.height - 8 * MM, _RAHASIA[lembar.sifat])
            canvas.drawCentredString(A5.width / 2, 5 * MM, _RAHASIA[lembar.sifat])

    document = Dokumen(A5, around)
    box = (_MARGIN, 14 * MM, _WIDTH, A5.height - 26 * MM)
    document.template("lembar", box, beneath=beneath)
    return document.build([*_kop(lembar), *_form(lembar), *_chain(lembar)])


def _kop(lembar: Lembar) -> list[Flowable]:
    rows: list[Flowable] = []
    for index, words in enumerate(lembar.kop):
        last = index == len(lembar.kop) - 1
        gaya = Gaya(10.5 if last else 8.5, 12.5 if last else 10.5, 0)
        rows.append(flow.plain(words.upper(), gaya, bold=last, align="center"))
    return [*rows, Spacer(1, 3 * MM)]


def _form(lembar: Lembar) -> list[Flowable]:
    first = lembar.rantai[0] if lembar.rantai else None
    day = kata.tanggal(lembar.tanggal_surat) if lembar.tanggal_surat else "-"
    speed = [_box("Amat segera", lembar.urgensi == "amat_segera"), _box("Segera", lembar.urgensi == "segera")]
    speed += [_box(label, lembar.sifat == kode) for kode, label in _SIFAT.items()]
    received = [_pair("Diterima tgl", kata.tanggal(lembar.diterima)), _pair("No. Agenda", lembar.nomor_agenda)]
    received.append(_pair("Sifat", ""))
    asal = [_pair("Surat dari", lembar.surat_dari), _pair("No. Surat", lembar.nomor_surat), _pair("Tgl. Surat", day)]
    chosen = first.instruksi if first else ()
    offered = [*chosen, *(label for label in lembar.pilihan if label not in chosen)]
    asked: list[Flowable] = [flow.plain("Dengan hormat harap:", _GAYA, bold=True, after=2)]
    asked += [_box(label, label in chosen) for label in offered]
    sent: list[Flowable] = [flow.plain("Diteruskan kepada Sdr.:", _GAYA, bold=True, after=2)]
    sent += [_box(_recipient(penerima), True) for penerima in (first.penerima if first else ())]
    title = flow.plain("LEMBAR DISPOSISI", Gaya(11, 14, 0), bold=True, align="center")
    return [
        _cells([[title]]),
        _cells([asal, [*received, *speed]]),
        _cells([[_pair("Hal", lembar.hal)]]),
        _cells([sent, asked]),
        _cells([_note(first)]),
        Spacer(1, 4 * MM),
    ]


def _note(first: Langkah | None) -> list[Flowable]:
    rows = [_pair("Catatan", first.catatan if first else "")]
    rows.append(_pair("Batas waktu", kata.tanggal(first.batas) if first and first.batas else "-"))
    if first is None:
        return [*rows, Spacer(1, 18 * MM)]
    signed: list[Flowable] = [Spacer(1, 2 * MM)]
    for line in (first.dari.upper(), first.nama, kata.tanggal_pukul(first.pada)):
        if line:
            signed.append(Baris((), flow.plain(line, _GAYA), _WIDTH / 2, _GAYA))
    if first.atas_nama:
        words = f"dicatat oleh {first.atas_nama} a.n. {first.dari}"
        signed.append(Baris((), flow.plain(words, _GAYA), _WIDTH / 2, _GAYA))
    return [*rows, *signed]


def _chain(lembar: Lembar) -> list[Flowable]:
    if len(lembar.rantai) < 2 and not any(langkah.tindak_lanjut for langkah in lembar.rantai):
        return []
    rows: list[Flowable] = [flow.plain("Rantai disposisi dan tindak lanjut", Gaya(10, 13, 0), bold=True, after=3)]
    for number, langkah in enumerate(lembar.rantai, 1):
        rows += _step(number, langkah)
    return rows


def _step(number: int, langkah: Langkah) -> list[Flowable]:
    left = min(langkah.tingkat - 1, _DEEPEST) * 5 * MM
    rule = HRFlowable("100%", thickness=0.4, color=(0.6, 0.6, 0.6), spaceBefore=3, spaceAfter=3)
    who = f"{langkah.dari} – {langkah.nama}" if langkah.nama else langkah.dari
    head = Baris(((left, f"{number}."),), flow.plain(who, _GAYA, bold=True), left + 6 * MM, _GAYA)
    pairs = [("Waktu", kata.tanggal_pukul(langkah.pada)), ("Status", langkah.status)]
    if langkah.atas_nama and number > 1:
        pairs.append(("Dicatat oleh", f"{langkah.atas_nama} a.n. {langkah.dari}"))
    if number > 1:  # the form above shows these of the first
        pairs += [("Kepada" if index == 0 else "", _recipient(each)) for index, each in enumerate(langkah.penerima)]
        pairs += [("Instruksi", "; ".join(langkah.instruksi)), ("Catatan", langkah.catatan)]
        pairs.append(("Batas waktu", kata.tanggal(langkah.batas) if langkah.batas else ""))
    pairs += [("Pelaksanaan" if index == 0 else "", words) for index, words in enumerate(_carried_out(langkah))]
    for index, report in enumerate(langkah.tindak_lanjut):
        words = f"{kata.tanggal_pukul(report.pada)}, {report.oleh}: {report.uraian}"
        if report.berkas:
            words += f" (berkas: {', '.join(report.berkas)})"
        if report.putusan:
            words += f" – {report.putusan}"
        pairs.append(("Tindak lanjut" if index == 0 else "", words))
    made = [_pair(label, words, left + 6 * MM) for label, words in pairs if words]
    return [KeepTogether([rule, head, *made[:2]]), *made[2:]]


def _carried_out(langkah: Langkah) -> list[str]:
    """A line for each recipient of whom there is something to tell: who holds it, read when and by whom, for how long."""
    found = []
    for each in langkah.penerima:
        told = [word for word in (each.keterangan, each.dibaca, each.lama) if word]
        if told:
            found.append(f"{each.jabatan}{f' – {each.nama}' if each.nama else ''}: {'; '.join(told)}")
    return found


def _recipient(penerima: Penerima) -> str:
    words = [_PERAN.get(penerima.peran, penerima.peran), penerima.status]
    said = ", ".join(word for word in words if word)
    return f"{penerima.jabatan} ({said})" if said else penerima.jabatan


def _pair(label: str, words: str, left: float = 0) -> Baris:
    fixed = ((left, label), (left + 20 * MM, ":")) if label else ()
    return Baris(fixed, flow.plain(words, _GAYA), left + 22 * MM, _GAYA, after=1)


def _box(label: str, chosen: bool) -> Pilihan:
    return Pilihan(flow.plain(label, _GAYA), chosen)


def _cells(cells: list[list[Flowable]]) -> Table:
    """One row of the form; a row of its own table, so that a long note may go on to the next page."""
    look = [
        ("FONT", (0, 0), (-1, -1), fonts.REGULAR, _GAYA.size),
        ("BOX", (0, 0), (-1, -1), 0.7, (0, 0, 0)),
        ("INNERGRID", (0, 0), (-1, -1), 0.7, (0, 0, 0)),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    return Table([cells], colWidths=[_WIDTH / len(cells)] * len(cells), style=look, splitInRow=1)
