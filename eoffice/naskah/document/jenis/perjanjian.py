"""Surat perjanjian: two or more parties, a number each, pasal and ayat (naskah-dinas.md 2.4 y)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from reportlab.platypus import Flowable, KeepTogether, Spacer

from eoffice.naskah import jenis
from eoffice.naskah.document import kepala
from eoffice.naskah.document.jenis.susunan import Isi, Susunan
from eoffice.naskah.document.ttd import Jejak, Kolom
from eoffice.naskah.document.values import Halaman, Penanda
from eoffice.naskah.jenis import rincian
from eoffice.pdf import flow, fonts, isi, kata, lambang
from eoffice.pdf.baris import Baris
from eoffice.pdf.flow import Gaya
from eoffice.pdf.geometry import LIST_STEP, MARGIN_LEFT, MM, TTD, TTD_WIDTH

KepalaLampiran = Callable[[Halaman, int, int, float], list[Flowable]]
_RUPA: Final = {
    "perjanjian_kerja_sama": "Perjanjian Kerja Sama",
    "nota_kesepakatan": "Nota Kesepakatan",
    "surat_perjanjian": "Surat Perjanjian",
}
_LAMBANG: Final = 22 * MM
_ATAS: Final = 14 * MM


def huruf(page: Halaman) -> fonts.Huruf:
    """The typeface of a jenis."""
    return fonts.HURUF[jenis.get(page.jenis).huruf]


@dataclass(frozen=True)
class Pihak:
    """One party: who signs for whom."""

    sebutan: str
    mewakili: str
    nama: str
    jabatan: str
    alamat: str
    nomor: str


def pihak(page: Halaman) -> list[Pihak]:
    """PIHAK KESATU is the signer here; the others follow in the order of the form."""
    of, signer = page.rincian, page.penanda
    found = [
        Pihak(
            "PIHAK KESATU",
            kepala.titik(rincian.teks(of, "mewakili")),
            signer.nama,
            signer.signing_as,
            rincian.teks(of, "alamat_kesatu"),
            kepala.nomor(page),
        )
    ]
    for number, row in enumerate(rincian.baris(of, "pihak_lain") or ({},), 2):
        found.append(
            Pihak(
                sebutan=f"PIHAK {kata.urutan(number).upper()}",
                mewakili=kepala.titik(rincian.teks(row, "mewakili")),
                nama=kepala.titik(rincian.teks(row, "nama")),
                jabatan=kepala.titik(rincian.teks(row, "jabatan")),
                alamat=rincian.teks(row, "alamat"),
                nomor=kepala.titik(rincian.teks(row, "nomor")),
            )
        )
    return found


def tanpa_pangkat(penanda: Penanda) -> Penanda:
    """The parties sign alike: name and office, whatever rank one of them has."""
    return replace(penanda, pangkat="", nip="")


def judul(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """Which agreement, between whom, about what, and the number of each party."""
    line, parties = kepala.single(gaya), pihak(page)
    title = _RUPA.get(rincian.teks(page.rincian, "rupa_perjanjian"), "Surat Perjanjian")
    words = [(title, True), ("ANTARA", False), (parties[0].mewakili, True)]
    for party in parties[1:]:
        words += [("DENGAN", False), (party.mewakili, True)]
    words += [("TENTANG", False), (kepala.titik(page.hal), True)]
    rows: list[Flowable] = [
        flow.plain(text.upper(), line, bold=bold, align="center", after=gaya.jarak / 2) for text, bold in words
    ]
    rows.append(Spacer(1, gaya.jarak))
    rows += [flow.plain(f"NOMOR {party.nomor}", line, align="center") for party in parties]
    return [KeepTogether([*rows, Spacer(1, gaya.leading)])]


def tubuh(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """Who meets when and where, why, the pasal, and the closing words."""
    of, parties = page.rincian, pihak(page)
    when = kata.hari_tanggal_terbilang(page.tanggal) if page.tanggal else "hari ini, …, tanggal …"
    place = rincian.teks(of, "tempat_naskah") or page.tempat
    opening = f"Pada {when}, bertempat di {place}, kami yang bertanda tangan di bawah ini:"
    rows: list[Flowable] = [flow.plain(opening, gaya, align="justify", after=gaya.jarak)]
    for number, party in enumerate(parties, 1):
        where = f", berkedudukan di {party.alamat}" if party.alamat else ""
        text = (
            f"{party.nama}, {party.jabatan}, dalam hal ini bertindak untuk dan atas nama {party.mewakili}{where}, "
            f"selanjutnya disebut {party.sebutan}{'.' if number == len(parties) else ';'}"
        )
        rows.append(_butir(f"{kata.romawi(number)}.", text, gaya, step=LIST_STEP + 2 * MM))
    latar = rincian.daftar(of, "latar")
    if latar:
        rows.append(
            flow.plain("PARA PIHAK terlebih dahulu menerangkan:", gaya, before=gaya.jarak, after=gaya.jarak / 2)
        )
        for number, words in enumerate(latar, 1):
            rows.append(_butir(isi.marker("lower-alpha", number), _bahwa(words), gaya))
    agreed = "PARA PIHAK sepakat mengadakan perjanjian dengan ketentuan sebagai berikut:"
    rows.append(flow.plain(agreed, gaya, align="justify", before=gaya.jarak, after=gaya.jarak))
    for number, row in enumerate(rincian.baris(of, "pasal"), 1):
        rows += _pasal(number, rincian.teks(row, "judul"), rincian.daftar(row, "ayat"), gaya)
    first, last = rincian.tanggal(of, "mulai"), rincian.tanggal(of, "selesai")
    since, until = (kata.tanggal(day) if day else kepala.titik("") for day in (first, last))
    rows.append(
        flow.plain(f"Perjanjian ini berlaku mulai tanggal {since} sampai dengan tanggal {until}.", gaya,
                   align="justify", before=gaya.jarak, after=gaya.jarak)
    )  # fmt: skip
    end = "Demikian perjanjian ini dibuat oleh PARA PIHAK dengan kekuatan hukum yang sama bagi masing-masing pihak."
    return [*rows, flow.plain(end, gaya, align="justify", after=gaya.jarak)]


def _bahwa(words: str) -> str:
    return words if words.casefold().startswith("bahwa ") else f"bahwa {words}"


def _butir(marker: str, words: str, gaya: Gaya, *, step: float = LIST_STEP) -> Baris:
    return Baris(((0.0, marker),), flow.plain(words, gaya, align="justify"), step, gaya, after=gaya.jarak / 2)


def _pasal(number: int, title: str, ayat: tuple[str, ...], gaya: Gaya) -> list[Flowable]:
    """PASAL n with its title, which never stand at the foot of a page alone."""
    line = kepala.single(gaya)
    head = flow.plain(f"Pasal {number}", line, bold=True, align="center", before=gaya.jarak)
    name = flow.plain(kepala.titik(title).upper(), line, bold=True, align="center", after=gaya.jarak)
    head.keepWithNext = name.keepWithNext = 1
    if len(ayat) < 2:
        return [head, name, flow.plain(kepala.titik("".join(ayat)), gaya, align="justify", after=gaya.jarak / 2)]
    return [head, name, *(_butir(f"({n})", words, gaya, step=LIST_STEP + 2 * MM) for n, words in enumerate(ayat, 1))]


class TtdPara(Flowable):  # type: ignore[misc]
    """PIHAK KESATU signs at the right; the others, who sign elsewhere, have room at the left and below, two in a row."""

    def __init__(self, page: Halaman, gaya: Gaya, trace: Jejak) -> None:
        super().__init__()
        self.trace, self.gap = trace, 1.2 * gaya.leading
        mine, *others = pihak(page)
        self.first = Kolom(page, page.penanda, gaya, head=(f"{mine.sebutan},",))
        room = replace(page, basah=True)
        self.others = [
            Kolom(room, Penanda(jabatan=p.jabatan, nama=p.nama), gaya, head=(f"{p.sebutan},",)) for p in others
        ]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        first, *rest = [column.measure(height) for column in (self.first, *self.others)]
        above = max(self.first.above, self.others[0].above)
        self.down = (above - self.first.above, above - self.others[0].above)
        self.rows = [max(first + self.down[0], rest[0] + self.down[1])]
        self.rows += [max(rest[n : n + 2]) for n in range(1, len(rest), 2)]
        self.height = sum(self.rows) + self.gap * (len(self.rows) - 1)
        return width, self.height

    def draw(self) -> None:
        top = self.height
        self.trace.visual = self.first.draw(self.canv, TTD, top, lower=self.down[0])
        self.others[0].draw(self.canv, 0, top, lower=self.down[1])
        for row in range(1, len(self.rows)):
            top -= self.rows[row - 1] + self.gap
            for column, x in zip(self.others[2 * row - 1 : 2 * row + 1], (0, TTD), strict=False):
                column.draw(self.canv, x, top)


def lambang_kota(canvas: Any, page: Halaman, number: int) -> None:
    """The arms of the city above the title of the first page; other parties put theirs on their own original."""
    if number == 1:
        height = canvas._pagesize[1]
        middle = (MARGIN_LEFT + page.kertas.right) / 2
        lambang.daerah(canvas, middle - _LAMBANG / 2, height - _ATAS - _LAMBANG * 1.136, _LAMBANG, _LAMBANG * 1.136)


def kepala_lampiran(page: Halaman, number: int, count: int, left: float) -> list[Flowable]:
    """LAMPIRAN, the agreement and its number, in capitals at the right."""
    gaya = Gaya(11, 13, 0, huruf(page))
    title = _RUPA.get(rincian.teks(page.rincian, "rupa_perjanjian"), "Surat Perjanjian")
    first = "LAMPIRAN" if count == 1 else f"LAMPIRAN {kata.romawi(number)}"
    lines = (first, title.upper(), f"NOMOR {kepala.nomor(page)}")
    return [*(Baris((), flow.plain(words, gaya), max(left, TTD_WIDTH), gaya) for words in lines), Spacer(1, 18)]


def teks(page: Halaman) -> list[str]:
    """Own words for search."""
    return [part for party in pihak(page) for part in (party.mewakili, party.nama, party.nomor)] + rincian.kata(
        page.rincian
    )


SUSUNAN: Final = Susunan(
    kepala=judul,
    tubuh=tubuh,
    ttd=TtdPara,
    penanda=tanpa_pangkat,
    kepala_lampiran=kepala_lampiran,
    alas=lambang_kota,
    teks=teks,
    kop=False,
    kop_tinggi=_ATAS + _LAMBANG * 1.136 + 5 * MM,
    nomor_halaman="- {} -",
    rapat=False,
    tembusan=True,
)
