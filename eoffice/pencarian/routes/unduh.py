"""The list as seen, to take along: the same question, order and rights, noted in the trail before the first byte."""

from flask import Response, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.db import transaction
from eoffice.errors import Invalid
from eoffice.pencarian import actions, daftar, document, forms
from eoffice.pencarian.daftar import Daftar
from eoffice.pencarian.pertanyaan import Pertanyaan
from eoffice.pencarian.routes.blueprint import routes
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.ekspor import Lembar, to_csv, to_xlsx
from eoffice.web.files import attachment, own_pdf
from eoffice.web.pages import angka
from eoffice.web.session import release, services, session

JUDUL = "Hasil pencarian"


def _taken(bentuk: str) -> tuple[Pertanyaan, Daftar, list[str]]:
    """The question, its hits, and the lines that say above the list what it holds."""
    asked, _ = forms.pertanyaan(request.args)
    if asked.kosong:
        raise Invalid("Cari sesuatu dahulu, lalu unduh daftarnya.")
    actor, most = current_actor(), daftar.batas(asked, cetak=bentuk == "PDF")
    found = daftar.ambil(session(), actor, asked, most)
    release()
    with transaction(services().engine) as own:
        actions.catat_unduhan(own, actor, asked.tanya.teks, bentuk, len(found.temuan), found.sifat)
    order = "paling cocok lebih dahulu" if asked.urut else "terbaru lebih dahulu"
    lines = [f"Pencarian: {asked.tanya.teks}", f"{angka(len(found.temuan))} naskah dan surat, {order}"]
    if found.terpotong:
        lines[1] += (
            f"; hanya {angka(most)} yang pertama, karena satu berkas memuat paling banyak sekian. Persempit pencariannya."
        )
    return asked, found, lines


@routes.get("/cari/unduh.xlsx")
@needs(Action.CARI, own_transactions=True)
@limited("ekspor", 20, per=3600)
def unduh_xlsx() -> Response:
    """As a workbook."""
    _, found, lines = _taken("XLSX")
    sheet = Lembar(JUDUL, daftar.KEPALA, found.baris(), daftar.LEBAR, (JUDUL, *lines))
    return attachment(to_xlsx([sheet], judul=JUDUL), name=f"{daftar.nama(clock.today())}.xlsx")


@routes.get("/cari/unduh.csv")
@needs(Action.CARI, own_transactions=True)
@limited("ekspor", 20, per=3600)
def unduh_csv() -> Response:
    """As CSV for a spreadsheet."""
    _, found, lines = _taken("CSV")
    rows = [["" if cell is None else str(cell) for cell in row] for row in found.baris()]
    if found.terpotong:
        rows.append([lines[1]])
    return attachment(to_csv(daftar.KEPALA, rows, pemisah=";"), name=f"{daftar.nama(clock.today())}.csv")


@routes.get("/cari/unduh.pdf")
@needs(Action.CARI, own_transactions=True)
@limited("ekspor", 20, per=3600)
def unduh_pdf() -> Response:
    """On paper, with what was asked above it."""
    actor = current_actor()
    _, found, lines = _taken("PDF")
    made = document.Cetakan(
        judul=JUDUL,
        keterangan=lines,
        kepala=daftar.KEPALA,
        baris=list(found.baris()),
        pembuat=f"{actor.nama}, {actor.sebutan}",
        dicetak_at=clock.now(),
    )
    return own_pdf(document.render(made), name=f"{daftar.nama(clock.today())}.pdf")
