"""Form F: daftar hadir and radiogram; SPD and SOP have modules of their own (naskah-dinas.md 2.4 d, g, z, bb)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from reportlab.platypus import Flowable, Spacer

from eoffice.naskah.document import kepala
from eoffice.naskah.document.jenis import kotak, perjalanan, sop
from eoffice.naskah.document.jenis.susunan import Daftar, Isi, Susunan
from eoffice.naskah.document.values import Halaman
from eoffice.naskah.jenis import rincian
from eoffice.pdf import flow, kata
from eoffice.pdf.baris import Baris
from eoffice.pdf.flow import Gaya
from eoffice.pdf.geometry import MARGIN_LEFT, MM


def _teks(page: Halaman, nama: str) -> str:
    return kepala.titik(rincian.teks(page.rincian, nama))


# -- daftar hadir -----------------------------------------------------------------------------------------------------


def kepala_hadir(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """The title and what it is about."""
    own = page.rincian
    day = rincian.tanggal(own, "tanggal_kegiatan")
    start, stop, zone = rincian.pukul(own, "mulai"), rincian.pukul(own, "selesai"), page.rupa.zona
    hour = f"pukul {start} {zone} s.d. {f'{stop} {zone}' if stop else 'selesai'}" if start else kepala.titik("")
    pairs = (
        ("Kegiatan", _teks(page, "kegiatan")),
        ("Hari, tanggal", kata.hari_tanggal(day) if day else kepala.titik("")),
        ("Waktu", hour),
        ("Tempat", _teks(page, "tempat_kegiatan")),
    )
    line = kepala.single(gaya)
    rows = [Baris(((0, label), (32 * MM, ":")), flow.plain(words, line), 35 * MM, line) for label, words in pairs]
    return [*kepala.judul(page, gaya, "Daftar Hadir"), *rows, Spacer(1, gaya.leading * 0.7)]


def hadir(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """The table; odd numbers sign at the left of the last column and even ones at its right."""
    line = replace(kepala.single(gaya), size=10, leading=12)
    people = [dict(row) for row in rincian.baris(page.rincian, "peserta")]
    empty = rincian.bilangan(page.rincian, "baris_kosong")
    people += [{}] * (empty if empty is not None else 0 if people else 20)
    head = [
        kotak.sel(words, line, bold=True, align="center")
        for words in ("No.", "Nama", "Jabatan/Instansi", "Tanda Tangan", "")
    ]
    rows: list[list[Any]] = [head]
    for number, row in enumerate(people, 1):
        rows.append(_peserta(number, row, line))
    widths = (10 * MM, (body.lebar - 70 * MM) * 0.5, (body.lebar - 70 * MM) * 0.5, 30 * MM, 30 * MM)
    look = [
        ("GRID", (0, 0), (2, -1), kotak.GARIS, (0, 0, 0)),
        ("BOX", (3, 0), (4, -1), kotak.GARIS, (0, 0, 0)),
        ("LINEBELOW", (3, 0), (4, -1), kotak.GARIS, (0, 0, 0)),
        ("SPAN", (3, 0), (4, 0)),
        ("VALIGN", (0, 1), (-1, -1), "MIDDLE"),
    ]
    made = kotak.tabel(rows, widths, line, look=look, repeat=1)
    made.wrap(body.lebar, body.tinggi)
    high = [made._rowHeights[0], *(max(9 * MM, height) for height in made._rowHeights[1:])]
    return [kotak.tabel(rows, widths, line, look=look, repeat=1, heights=high)]


def _peserta(number: int, row: Mapping[str, Any], gaya: Gaya) -> list[Any]:
    nip, where = rincian.teks(row, "nip"), (rincian.teks(row, "jabatan"), rincian.teks(row, "instansi"))
    name = [kotak.sel(rincian.teks(row, "nama"), gaya), *([kotak.sel(f"NIP {nip}", gaya)] if nip else [])]
    sign = [
        kotak.sel(f"{number}. ……………", gaya) if number % 2 else "",
        "" if number % 2 else kotak.sel(f"{number}. ……………", gaya),
    ]
    return [
        kotak.sel(f"{number}.", gaya, align="center"),
        name,
        kotak.sel(", ".join(w for w in where if w), gaya),
        *sign,
    ]


def di_tempat(page: Halaman) -> tuple[str, ...]:
    """Place and date."""
    return (f"{page.tempat}, {kepala.tanggal(page)}",)


# -- radiogram --------------------------------------------------------------------------------------------------------


def kepala_radiogram(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """The boxed head, all in capitals."""
    line = kepala.single(gaya)
    many = kepala.listed(page)
    to = [kepala.DAFTAR_TERLAMPIR.upper()] if many else [kepala.with_desk(t).upper() for t in page.tujuan]
    copies = [name.upper() for name in page.tembusan]
    pairs = (
        ("DARI", [page.penanda.signing_as.upper()]),
        ("UNTUK", to or [kepala.titik("")]),
        ("TEMBUSAN", copies or ["-"]),
        ("DERAJAT", [{"segera": "SEGERA", "amat_segera": "KILAT"}.get(page.urgensi, "BIASA")]),
        ("KLASIFIKASI", [page.sifat.replace("_", " ").upper()]),
        ("NOMOR", [kepala.nomor(page)]),
        ("TANGGAL", [kepala.tanggal(page).upper()]),
    )
    groups = [
        [
            [kotak.sel("" if n > 1 else label, line), kotak.sel(f"{n}. {w}" if len(words) > 1 else w, line)]
            for n, w in enumerate(words, 1)
        ]
        for label, words in pairs
    ]
    title = flow.plain("RADIOGRAM", line, bold=True, align="center", after=gaya.leading * 0.8)
    width = page.kertas.right - MARGIN_LEFT
    return [title, kotak.berkelompok(groups, (38 * MM, width - 38 * MM), line), Spacer(1, gaya.leading)]


def radiogram(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """The message in capitals."""
    return [] if body.kosong else body.sebagian([_kapital(node) for node in body.blocks])


def _kapital(node: Mapping[str, Any]) -> Mapping[str, Any]:
    """A node of the body with all its words in capitals."""
    made = dict(node)
    if isinstance(made.get("text"), str):
        made["text"] = made["text"].upper()
    if isinstance(made.get("content"), (list, tuple)):
        made["content"] = [_kapital(each) for each in made["content"]]
    return made


SUSUNAN: Final[Daftar] = {
    "spd": perjalanan.SUSUNAN,
    "sop": sop.SUSUNAN,
    "daftar_hadir": Susunan(kepala=kepala_hadir, tubuh=hadir, sebelum_ttd=di_tempat, tembusan=False, rapat=False),
    "radiogram": Susunan(kepala=kepala_radiogram, tubuh=radiogram, sebelum_ttd=di_tempat, tembusan=False),
}
