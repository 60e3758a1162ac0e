"""Agenda books and registers: to read page by page, and to print as PDF or take along as a workbook."""

from typing import Any, Final

from flask import Response, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.db import transaction
from eoffice.errors import Invalid, NotAllowed, NotFound
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Unit
from eoffice.rekap import actions, document, policy
from eoffice.rekap.queries import buku as queries
from eoffice.rekap.queries.buku import Buku
from eoffice.rekap.queries.lajur import Baris
from eoffice.rekap.routes.blueprint import routes
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import number
from eoffice.web.ekspor import Lembar, to_xlsx
from eoffice.web.files import attachment, own_pdf
from eoffice.web.pages import BULAN
from eoffice.web.session import release, services, session

#: Lines of one file; a fuller book is taken month by month.
PDF_TERBANYAK: Final = 1500
XLSX_TERBANYAK: Final = 20_000
CATATAN: Final = (
    "Nomor tidak bercelah; nomor yang dibatalkan tetap tercatat beserta alasannya. Naskah dan surat yang tertutup bagi "
    "pemegang buku hanya tampil nomor dan tanggalnya."
)


def _opd() -> tuple[Unit, list[Unit]]:
    actor = current_actor()
    mine = [unit for unit in organisasi.all_opd(session()) if policy.may_open_book(actor, unit.id)]
    if not mine:
        raise NotAllowed("Buku agenda dan register dibuka oleh tata usaha dan arsiparis perangkat daerah.")
    asked = number("opd")
    if asked is None:
        return next((unit for unit in mine if unit.id == actor.opd_id), mine[0]), mine
    found = next((unit for unit in organisasi.all_opd(session()) if unit.id == asked), None)
    if found is None:
        raise NotFound("Perangkat daerah tidak ditemukan.")
    require(policy.may_open_book(actor, found.id))
    return found, mine


def _tahun() -> int:
    asked = number("tahun")
    return asked if asked is not None and 2000 <= asked <= 2100 else clock.today().year


def _chosen(opd: Unit) -> tuple[Buku, int | None]:
    """The book that is asked for, among those the office has, and the month."""
    every = queries.daftar(session(), opd, _tahun())
    kode = request.args.get("buku", "")
    found = next((each for each in every if kode in (each.kode or each.jenis, each.jenis)), None)
    if found is None:
        raise NotFound("Buku itu tidak ada pada tahun ini.")
    month = number("bulan")
    return found, month if month is not None and 1 <= month <= 12 else None


@routes.get("/laporan/buku")
@needs(Action.BUKU_REGISTER)
def buku() -> str:
    """The books of an office in a year."""
    opd, mine = _opd()
    return render_template(
        "rekap/buku.html",
        opd=opd,
        opsi_opd=[(unit.id, unit.nama) for unit in mine],
        tahun=_tahun(),
        opsi_tahun=[(y, y) for y in queries.tahun_ada(session()) or [_tahun()]],
        buku=queries.daftar(session(), opd, _tahun()),
    )


@routes.get("/laporan/buku/isi")
@needs(Action.BUKU_REGISTER)
def isi() -> str:
    """One book, page by page in the order of its numbers."""
    opd, _ = _opd()
    book, month = _chosen(opd)
    rows = queries.baris(session(), current_actor(), opd, book, sesudah=number("sesudah") or 0, bulan=month)
    here = f"/laporan/buku/isi?opd={opd.id}&tahun={book.tahun}&buku={book.kode or book.jenis}"
    if month is not None:
        here += f"&bulan={month}"
    return render_template(
        "rekap/buku_isi.html",
        opd=opd,
        buku=book,
        baris=rows,
        bulan=month,
        opsi_bulan=[(n, name) for n, name in enumerate(BULAN, 1)],
        unduh=here.partition("?")[2],
        awal=here if number("sesudah") else "",
        lanjut=f"{here}&sesudah={rows[-1].urut}" if len(rows) >= queries.PAGE else "",
    )


def _whole(opd: Unit, most: int) -> tuple[Buku, int | None, list[Baris]]:
    book, month = _chosen(opd)
    rows = queries.baris(session(), current_actor(), opd, book, bulan=month, limit=most + 1)
    if len(rows) > most:
        raise Invalid(
            f"Buku ini lebih dari {most} baris. Pilih satu bulan, lalu unduh bulan demi bulan.",
            {"bulan": "Pilih satu bulan."},
        )
    return book, month, rows


def _masa(book: Buku, month: int | None) -> str:
    return f"Tahun {book.tahun}" if month is None else f"{BULAN[month - 1]} {book.tahun}"


def _noted(book: Buku, opd: Unit, month: int | None, bentuk: str) -> None:
    actor = current_actor()
    release()
    with transaction(services().engine) as own:
        words = f"{bentuk}: {book.nama}, {_masa(book, month)}"
        actions.catat_unduhan(own, actor, "buku.unduh", "unit", opd.id, words)


def _signers(opd: Unit) -> tuple[tuple[str, str], tuple[str, str]]:
    actor = current_actor()
    led = queries.pimpinan(session(), opd.id)
    held = organisasi.holder(session(), led.id) if led is not None else None
    name = held.pegawai.nama_lengkap if held is not None else ""
    return (led.nama if led is not None else "Kepala Perangkat Daerah", name), (actor.jabatan_nama, actor.nama)


@routes.get("/laporan/buku/unduh.pdf")
@needs(Action.BUKU_REGISTER, own_transactions=True)
@limited("ekspor", 20, per=3600)
def unduh_pdf() -> Response:
    """A book on A4 landscape with the signature block; noted in the trail before the first byte (AUD-02)."""
    opd, _ = _opd()
    book, month, rows = _whole(opd, PDF_TERBANYAK)
    head, clerk = _signers(opd)
    settings = services().settings
    values = document.Buku(
        kop=(f"Pemerintah {settings.nama_kota}", opd.nama),
        judul=book.nama,
        masa=_masa(book, month),
        kolom=book.kolom,
        baris=[row.sel for row in rows],
        batal=frozenset(n for n, row in enumerate(rows) if row.batal),
        tempat=settings.tempat,
        tanggal=clock.today(),
        mengetahui=head,
        petugas=clerk,
        catatan=CATATAN,
        dicetak_at=clock.now(),
    )
    _noted(book, opd, month, "PDF")
    return own_pdf(document.render(values), name=f"{book.nama} {_masa(book, month)}.pdf")


@routes.get("/laporan/buku/unduh.xlsx")
@needs(Action.BUKU_REGISTER, own_transactions=True)
@limited("ekspor", 20, per=3600)
def unduh_xlsx() -> Response:
    """The same as a workbook."""
    opd, _ = _opd()
    book, month, rows = _whole(opd, XLSX_TERBANYAK)
    head = (book.nama, f"{opd.nama}, {_masa(book, month)}", CATATAN)
    cells: list[list[Any]] = [[int(v) if n == 0 and v.isdigit() else v for n, v in enumerate(row.sel)] for row in rows]
    sheet = Lembar(book.kode or "Ekspedisi", book.kolom, cells, (), head)
    _noted(book, opd, month, "XLSX")
    return attachment(to_xlsx([sheet], judul=book.nama), name=f"{book.nama} {_masa(book, month)}.xlsx")
