"""Piagam, sertifikat and STTPP: turned pages with a drawn border, and what was taught on page 2 (naskah-dinas.md 2.4 aa)."""

from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from reportlab.platypus import Flowable, Indenter, PageBreak, Spacer

from eoffice.naskah.document import kepala
from eoffice.naskah.document.jenis import kotak
from eoffice.naskah.document.jenis.susunan import Daftar, Isi, Susunan
from eoffice.naskah.document.ttd import Jejak, Kolom
from eoffice.naskah.document.values import Halaman
from eoffice.naskah.jenis import rincian
from eoffice.naskah.jenis.rincian import Rincian
from eoffice.pdf import flow, fonts, kata, kop
from eoffice.pdf.flow import Gaya
from eoffice.pdf.geometry import MARGIN_LEFT, MARGIN_RIGHT, MM, TTD_WIDTH

_ATAS: Final = 15 * MM  # where text begins, from the top edge; the border ends above it
_LUAR: Final = 9 * MM
_TEBAL: Final = 4 * MM  # of the border
_EMAS: Final = "0.80 0.60 0.13"
_TUA: Final = "0.07 0.24 0.42"


# -- the border -------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _bingkai(width: float, height: float) -> str:
    """A band of diamonds between two lines, a rosette in each corner, as drawing operators."""
    a, b = _LUAR, _LUAR + _TEBAL
    code = [f"{_TUA} RG 1.2 w {a:.1f} {a:.1f} {width - 2 * a:.1f} {height - 2 * a:.1f} re S"]
    code.append(f"0.5 w {b:.1f} {b:.1f} {width - 2 * b:.1f} {height - 2 * b:.1f} re S {_EMAS} rg")
    middle, size = (a + b) / 2, _TEBAL * 0.32
    for along, across, flat in ((width, height, True), (height, width, False)):
        count = int((along - 2 * b) / (_TEBAL * 1.5))
        step = (along - 2 * b) / count
        for index in range(count):
            at = b + step * (index + 0.5)
            for edge in (middle, across - middle):
                x, y = (at, edge) if flat else (edge, at)
                code.append(_wajik(x, y, size * (1.5 if flat else 1), size * (1 if flat else 1.5)))
    for x in (middle, width - middle):
        for y in (middle, height - middle):
            code.append(
                f"1 1 1 rg {x - _TEBAL * 0.7:.1f} {y - _TEBAL * 0.7:.1f} {_TEBAL * 1.4:.1f} {_TEBAL * 1.4:.1f} re f"
            )
            code.append(f"{_TUA} rg {_wajik(x, y, _TEBAL * 0.68, _TEBAL * 0.68)}")
            code.append(f"{_EMAS} rg {_wajik(x, y, _TEBAL * 0.4, _TEBAL * 0.4)}")
    return " ".join(code)


def _wajik(x: float, y: float, wide: float, high: float) -> str:
    return f"{x - wide:.1f} {y:.1f} m {x:.1f} {y + high:.1f} l {x + wide:.1f} {y:.1f} l {x:.1f} {y - high:.1f} l h f"


def alas(canvas: Any, page: Halaman, number: int) -> None:
    """The border, on the page that hangs on a wall and not on the list of what was taught."""
    if number != 1:
        return
    canvas.saveState()
    canvas._code.append(_bingkai(float(page.kertas.width), float(page.kertas.height)))
    canvas.restoreState()


# -- the head ---------------------------------------------------------------------------------------------------------


class KopTengah(Flowable):  # type: ignore[misc]
    """Arms in the middle with the lines of the kop below them, without address."""

    def __init__(self, page: Halaman, side: float) -> None:
        super().__init__()
        self.kop, self.side = page.kop, side

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.lines: list[tuple[str, float, str]] = []
        for index, words in enumerate(self.kop.baris):
            last = index == len(self.kop.baris) - 1
            font, size = (fonts.BOLD, 13.0) if last else (fonts.REGULAR, 11.0)
            self.lines += [
                (font, size, line) for line in kop.balanced(fonts.printable(words).upper(), font, size, width)
            ]
        self.height = self.side + 2 * MM + sum(size * 1.16 for _, size, _ in self.lines)
        return width, self.height

    def draw(self) -> None:
        wide = self.side if self.kop.jabatan else self.side * 0.88
        kop.arms(self.canv, self.kop, (self.width - wide) / 2, self.height - self.side, wide, self.side)
        y = self.height - self.side - 2 * MM
        for font, size, line in self.lines:
            y -= size * 1.16
            self.canv.setFont(font, size)
            self.canv.drawCentredString(self.width / 2, y + 2, line)


def _tengah(words: str, gaya: Gaya, size: float, **more: Any) -> Flowable:
    return flow.plain(words, replace(gaya, size=size, leading=size * 1.22), align="center", **more)


def _kepala(page: Halaman, gaya: Gaya, title: str, size: float, side: float) -> list[Flowable]:
    return [
        Indenter(0, MARGIN_LEFT - MARGIN_RIGHT),  # the middle of the sheet and its border, not of the text column
        KopTengah(page, side),
        _tengah(title, gaya, size, bold=True, before=9),
        _tengah(f"Nomor: {kepala.nomor(page)}", gaya, 9, before=2),
    ]


def kepala_piagam(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """PIAGAM PENGHARGAAN."""
    return _kepala(page, gaya, "PIAGAM PENGHARGAAN", 27, 20 * MM)


def kepala_sertifikat(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """SERTIFIKAT."""
    return _kepala(page, gaya, "SERTIFIKAT", 27, 20 * MM)


def kepala_sttpp(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """The longest title in two lines."""
    return _kepala(page, gaya, "SURAT TANDA TAMAT PENDIDIKAN DAN PELATIHAN", 16, 16 * MM)


# -- the text ---------------------------------------------------------------------------------------------------------


def _penerima(page: Halaman) -> Rincian:
    return next(iter(rincian.baris(page.rincian, "diberikan_kepada")), {})


def _waktu(page: Halaman) -> str:
    """``pada tanggal 2 s.d. 4 Maret 2026 di Balai Kota``, as far as it is known."""
    first, last = rincian.tanggal(page.rincian, "tanggal_kegiatan"), rincian.tanggal(page.rincian, "tanggal_selesai")
    where = rincian.teks(page.rincian, "tempat_kegiatan")
    said = f"pada tanggal {kata.tanggal(first)}" if first else ""
    if first and last and last > first:
        begun = kata.tanggal(first).split()  # what both dates share is said once
        begun = begun[: 1 if first.month == last.month else 2] if first.year == last.year else begun
        said = f"pada tanggal {' '.join(begun)} s.d. {kata.tanggal(last)}"
    return " ".join(w for w in (said, f"di {where}" if where else "") if w)


def _jam(page: Halaman) -> str:
    hours = rincian.bilangan(page.rincian, "jam_pelajaran")
    return f"selama {hours} ({kata.terbilang(hours)}) jam pelajaran" if hours else ""


def diberikan(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """To whom, as what or for what, and when."""
    who, own = _penerima(page), page.rincian
    nip, office = rincian.teks(who, "nip"), rincian.teks(who, "instansi")
    below = " – ".join(w for w in (f"NIP {nip}" if nip else "", office) if w)
    event = rincian.teks(own, "kegiatan")
    when = ", ".join(w for w in (_waktu(page), _jam(page)) if w)
    as_what = kepala.titik(rincian.teks(own, "sebagai_atau_atas"))
    joined = f"dalam {event}" if page.jenis == "sertifikat" and event else event
    text = " ".join(w for w in (as_what, joined, when) if w).rstrip(".")
    made = [
        _tengah("diberikan kepada", gaya, gaya.size, before=12),
        _tengah(kepala.titik(rincian.teks(who, "nama")), gaya, 22, bold=True, before=5),
    ]
    if below:
        made.append(_tengah(below, gaya, gaya.size - 1, before=3))
    # A spacer, for the space before a paragraph is lost where it is held together with the signature.
    made += [Spacer(1, 12), _tengah(f"{text}.", gaya, gaya.size + 0.5)]
    return made


def sttpp(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """Who finished which training, and how well."""
    who, own, line = _penerima(page), page.rincian, replace(kepala.single(gaya), size=gaya.size - 1)
    born = rincian.tanggal(who, "tanggal_lahir")
    birth = ", ".join(w for w in (rincian.teks(who, "tempat_lahir"), kata.tanggal(born) if born else "") if w)
    pairs = (
        ("Nama", kepala.titik(rincian.teks(who, "nama"))),
        ("NIP", rincian.teks(who, "nip")),
        ("Tempat, tanggal lahir", birth),
        ("Pangkat/golongan", rincian.teks(who, "pangkat")),
        ("Jabatan", rincian.teks(who, "jabatan")),
        ("Instansi", rincian.teks(who, "instansi")),
    )
    office = page.kop.baris[-1] if page.kop.baris else ""
    grade = rincian.teks(own, "kualifikasi")
    words = [f"telah mengikuti {kepala.titik(rincian.teks(own, 'kegiatan'))}", _waktu(page), _jam(page)]
    said = ", ".join(w for w in words if w) + (
        f", dan dinyatakan lulus dengan kualifikasi {grade}" if grade else ", dan dinyatakan lulus"
    )
    opening = f"{office} menyatakan bahwa:" if office else "Dengan ini dinyatakan bahwa:"
    return [
        _tengah(opening, line, line.size, before=6, after=3),
        *kepala.pasangan(pairs, line, left=58 * MM, colon=102 * MM),
        Spacer(1, 5),
        _tengah(f"{said}.", line, line.size),
    ]


class TtdRebah(Flowable):  # type: ignore[misc]
    """The signature of a turned page: place and date above it, in the right third."""

    def __init__(self, page: Halaman, gaya: Gaya, trace: Jejak) -> None:
        super().__init__()
        self.trace = trace
        day = f"{page.tempat}, {kepala.tanggal(page)}"
        self.column = Kolom(page, page.penanda, replace(gaya, size=11, leading=13), head=(day,))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, self.column.measure(height)
        return width, self.height

    def draw(self) -> None:
        self.trace.visual = self.column.draw(self.canv, self.width - TTD_WIDTH - 12 * MM, self.height)


def ttd_rebah(page: Halaman, gaya: Gaya, trace: Jejak) -> Flowable:
    """Where these are signed."""
    return TtdRebah(page, gaya, trace)


def materi(page: Halaman, gaya: Gaya, width: float) -> list[Flowable]:
    """Page 2: what was taught, and for how long; nothing when nobody said."""
    rows = rincian.baris(page.rincian, "materi")
    if not rows:
        return []
    line = replace(kepala.single(gaya), size=11, leading=13)
    cells: list[list[Any]] = [
        [kotak.sel(w, line, bold=True, align="center") for w in ("No.", "Materi", "Jam Pelajaran")]
    ]
    total = 0
    for number, row in enumerate(rows, 1):
        hours = rincian.bilangan(row, "jam")
        total += hours or 0
        words = (f"{number}.", rincian.teks(row, "judul"), str(hours) if hours else "")
        cells.append([kotak.sel(w, line, align="left" if n == 1 else "center") for n, w in enumerate(words)])
    look: list[tuple[Any, ...]] = [("GRID", (0, 0), (-1, -1), kotak.GARIS, (0, 0, 0))]
    if total:
        cells.append(
            [
                kotak.sel("Jumlah", line, bold=True, align="center"),
                "",
                kotak.sel(str(total), line, bold=True, align="center"),
            ]
        )
        look.append(("SPAN", (0, -1), (1, -1)))
    title = rincian.teks(page.rincian, "kegiatan")
    return [
        PageBreak(),
        flow.plain("MATERI", line, bold=True, align="center"),
        flow.plain(title.upper(), line, align="center", after=8),
        kotak.tabel(cells, (14 * MM, width - 54 * MM, 40 * MM), line, look=look, repeat=1),
        Spacer(1, 4),
    ]


def _rebah(head: Any, body: Any) -> Susunan:
    return Susunan(
        kepala=head, tubuh=body, ttd=ttd_rebah, sesudah=materi, alas=alas, tembusan=False, kop=False, kop_tinggi=_ATAS
    )


SUSUNAN: Final[Daftar] = {
    "piagam": _rebah(kepala_piagam, diberikan),
    "sertifikat": _rebah(kepala_sertifikat, diberikan),
    "sttpp": _rebah(kepala_sttpp, sttpp),
}
