"""The official lists: to read, as workbook, and as PDF with signatures; and the labels of folders and boxes."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import Response, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.arsip import actions, document, kurun, queries
from eoffice.arsip.queries import resmi
from eoffice.arsip.queries.penanda import penanda
from eoffice.arsip.routes.blueprint import address, routes
from eoffice.arsip.states import DAFTAR_LABEL, JenisDaftar
from eoffice.db import transaction
from eoffice.errors import Invalid, NotFound
from eoffice.organisasi.models import Unit
from eoffice.pdf.geometry import A4, F4
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.ekspor import Lembar, to_xlsx
from eoffice.web.fields import reading
from eoffice.web.files import attachment, own_pdf
from eoffice.web.session import release, services, session

#: Rows of one file; a longer list is taken unit by unit or year by year.
PDF_TERBANYAK: Final = 5_000
XLSX_TERBANYAK: Final = 20_000
PAGE: Final = 50
#: What an address says of the place in a list.
TEMPAT: Final = ("sesudah", "sebelum", "no")
KERTAS: Final = {"F4": F4, "A4": A4}

URAIAN: Final = {
    JenisDaftar.BERKAS: "Semua berkas unit, dengan kurun waktu dan jumlahnya.",
    JenisDaftar.ISI: "Setiap naskah dan surat di dalam berkas.",
    JenisDaftar.AKTIF: "Berkas yang masih dipakai unit pengolah.",
    JenisDaftar.INAKTIF: "Berkas yang masa aktifnya lewat, dengan tempat simpan dan nasib akhirnya.",
    JenisDaftar.VITAL: "Yang tidak tergantikan bila hilang, dengan cara melindunginya.",
    JenisDaftar.TERJAGA: "Yang menyangkut kepentingan negara, untuk dilaporkan kepada ANRI.",
}


@dataclass(frozen=True)
class _Diminta:
    daftar: JenisDaftar
    lingkup: resmi.Lingkup
    opd: Unit
    unit: Unit | None
    opsi: list[Unit]

    @property
    def masa(self) -> str:
        """The period in words."""
        first, last = self.lingkup.dari, self.lingkup.sampai
        if (
            first
            and last
            and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
            and first.year == last.year
        ):
            return f"Tahun {first.year}"
        if first and last:
            return kurun.kata(first, last)
        if first or last:
            return f"Sejak {kurun.kata(first, first)}" if first else f"Sampai {kurun.kata(last, last)}"
        return "Semua tahun"


def _asked(jenis: str) -> _Diminta:
    if jenis not in list(JenisDaftar):
        raise NotFound("Daftar itu tidak ada.")
    actor = current_actor()
    with reading(request.args) as f:
        opd_id, unit_id = f.maybe_integer("opd", "Perangkat daerah"), f.maybe_integer("unit", "Unit pengolah")
        tahun = f.maybe_integer("tahun", "Tahun", low=1945, high=2100)
        dari, sampai = f.maybe_date("dari", "Tanggal awal"), f.maybe_date("sampai", "Tanggal akhir")
        berkas_id = f.maybe_integer("berkas", "Berkas")
        if dari and sampai and sampai < dari:
            f.wrong("sampai", "Tanggal akhir lebih dahulu daripada tanggal awal.")
    if tahun is not None:
        dari, sampai = date(tahun, 1, 1), date(tahun, 12, 31)
    choices = resmi.opsi_opd(session(), actor)
    if berkas_id is not None:
        opd_id = queries.get(session(), actor, berkas_id).opd_id
    own = next((u for u in choices if u.id == actor.opd_id), choices[0] if choices else None)
    opd = own if opd_id is None else next((u for u in choices if u.id == opd_id), None)
    if opd is None:
        raise NotFound("Daftar perangkat daerah itu tidak dapat Anda buka.")
    unit = session().get(Unit, unit_id) if unit_id is not None else None
    if unit_id is not None and (unit is None or unit.opd_id != opd.id):
        raise NotFound("Unit itu tidak ada di perangkat daerah ini.")
    return _Diminta(JenisDaftar(jenis), resmi.Lingkup(opd.id, unit_id, dari, sampai, berkas_id), opd, unit, choices)


def _rows(asked: _Diminta, most: int) -> list[list[str]]:
    actor = current_actor()
    many = (
        resmi.isi_banyak(session(), actor, asked.lingkup)
        if asked.daftar is JenisDaftar.ISI
        else resmi.banyak(session(), actor, asked.daftar, asked.lingkup)
    )
    if many > most:
        raise Invalid(
            f"Daftar ini {many:,} baris; satu berkas unduhan memuat paling banyak {most:,}. ".replace(",", ".")
            + "Pilih satu unit atau satu tahun, lalu unduh bagian demi bagian.",
            {"tahun": "Pilih satu tahun."},
        )
    return resmi.baris(session(), actor, asked.daftar, asked.lingkup, limit=most)


@routes.get("/arsip/resmi")
@needs(Action.BACA_BERKAS)
def resmi_semua() -> str:
    """The lists there are, and how long each is."""
    actor = current_actor()
    asked = _asked(request.args.get("jenis") or JenisDaftar.BERKAS)
    lengths = {
        each: resmi.banyak(session(), actor, each, resmi.Lingkup(asked.opd.id))
        for each in JenisDaftar
        if each is not JenisDaftar.ISI
    }
    return render_template(
        "arsip/resmi.html",
        opd=asked.opd,
        label=DAFTAR_LABEL,
        panjang=lengths,
        opsi=asked.opsi,
        uraian=URAIAN,
        opsi_opd=[(u.id, u.nama) for u in asked.opsi],
    )


@routes.get("/arsip/resmi/<jenis>")
@needs(Action.BACA_BERKAS)
def resmi_daftar(jenis: str) -> str:
    """One list, page by page."""
    actor, asked = current_actor(), _asked(jenis)
    with reading(request.args) as f:
        first = f.maybe_integer("no", "Nomor baris", low=1, high=100_000_000) or 1
    after, before = request.args.get("sesudah", ""), request.args.get("sebelum", "")
    page = resmi.halaman(
        session(), actor, asked.daftar, asked.lingkup, limit=PAGE, sesudah=after, sebelum=before, nomor=first
    )
    whole = asked.daftar is JenisDaftar.ISI  # counted in records, and read berkas by berkas
    here = f"/arsip/resmi/{asked.daftar}"
    return render_template(
        "arsip/resmi_daftar.html",
        daftar=asked.daftar,
        label=DAFTAR_LABEL,
        kolom=resmi.kolom(asked.daftar),
        baris=page.baris,
        jumlah=None if whole else resmi.banyak(session(), actor, asked.daftar, asked.lingkup),
        asked=asked,
        opsi=[(u.id, u.nama) for u in asked.opsi],
        unit=[(u.id, u.nama) for u in resmi.unit_berkas(session(), actor, asked.opd.id)],
        tahun=[(y, y) for y in queries.years(session(), actor)],
        tabs=[
            (DAFTAR_LABEL[j], address(f"/arsip/resmi/{j}", (*TEMPAT, "berkas")), j is asked.daftar) for j in JenisDaftar
        ],
        pdf=address(f"{here}.pdf", TEMPAT),
        xlsx=address(f"{here}.xlsx", TEMPAT),
        lanjut=address(here, TEMPAT, sesudah=page.sesudah, no=first + PAGE) if page.sesudah else "",
        awal=address(here, TEMPAT, sebelum=page.sebelum, no=max(1, first - PAGE)) if page.sebelum else "",
    )


def _noted(asked: _Diminta, bentuk: str, many: int) -> None:
    actor, name = current_actor(), DAFTAR_LABEL[asked.daftar]
    words = f"{bentuk}: {name}, {asked.unit.nama if asked.unit else asked.opd.nama}, {asked.masa}, {many} baris"
    release()
    with transaction(services().engine) as own:
        actions.catat_daftar(own, actor, asked.opd.id, words)


@routes.get("/arsip/resmi/<jenis>.pdf")
@needs(Action.BACA_BERKAS, own_transactions=True)
@limited("ekspor", 30, per=3600)
def resmi_pdf(jenis: str) -> Response:
    """The list on F4 or A4 turned, the head on every page, signed below; in the trail before the first byte (AUD-02)."""
    asked = _asked(jenis)
    rows = _rows(asked, PDF_TERBANYAK)
    head, keeper = penanda(session(), current_actor(), asked.opd, asked.unit)
    settings = services().settings
    values = document.DaftarResmi(
        kop=(f"Pemerintah {settings.nama_kota}", asked.opd.nama),
        judul=DAFTAR_LABEL[asked.daftar],
        keterangan=(
            ("Unit pengolah", asked.unit.nama if asked.unit else "Semua unit"),
            ("Periode", asked.masa),
            ("Jumlah", f"{len(rows)} {'arsip' if asked.daftar is JenisDaftar.ISI else 'berkas'}"),
        ),
        kolom=[document.Kolom(*column) for column in resmi.kolom(asked.daftar)],
        baris=rows,
        tempat=settings.tempat,
        tanggal=clock.today(),
        mengetahui=head.tiga,
        petugas=keeper.tiga,
        dicetak_at=clock.now(),
        kertas=KERTAS.get(request.args.get("kertas", ""), F4),
    )
    _noted(asked, "PDF", len(rows))
    return own_pdf(document.render(values), name=f"{values.judul} {asked.masa}.pdf")


@routes.get("/arsip/resmi/<jenis>.xlsx")
@needs(Action.BACA_BERKAS, own_transactions=True)
@limited("ekspor", 30, per=3600)
def resmi_xlsx(jenis: str) -> Response:
    """The same as a workbook, with the names of those who sign below the table."""
    asked = _asked(jenis)
    rows = _rows(asked, XLSX_TERBANYAK)
    head, keeper = penanda(session(), current_actor(), asked.opd, asked.unit)
    settings, columns = services().settings, resmi.kolom(asked.daftar)
    name = DAFTAR_LABEL[asked.daftar]
    cells: list[list[Any]] = [
        [int(v) if columns[n][2] == "kanan" and v.isdigit() else v for n, v in enumerate(row)] for row in rows
    ]
    if not cells:
        cells = [["Nihil", *[""] * (len(columns) - 1)]]  # an empty official list says so, nobody takes it for a cut one
    blank: list[Any] = [""] * len(columns)
    left, right = 1, max(3, len(columns) - 2)
    for one, other in (
        ("", ""),
        ("", f"{settings.tempat}, {kurun.kata(clock.today(), clock.today())}"),
        (f"Mengetahui, {head.jabatan}", keeper.jabatan),
        ("", ""),
        ("", ""),
        (head.nama, keeper.nama),
        (f"NIP. {head.nip}" if head.nip else "", f"NIP. {keeper.nip}" if keeper.nip else ""),
    ):
        line = list(blank)
        line[left], line[right] = one, other
        cells.append(line)
    top = (
        f"Pemerintah {settings.nama_kota}",
        asked.opd.nama,
        name.upper(),
        f"Unit pengolah: {asked.unit.nama if asked.unit else 'Semua unit'}. Periode: {asked.masa}. Jumlah: {len(rows)}.",
    )
    widths = [max(7, min(44, column[1] * 2)) for column in columns]
    sheet = Lembar(name, [column[0] for column in columns], cells, widths, top)
    _noted(asked, "XLSX", len(rows))
    return attachment(to_xlsx([sheet], judul=name), name=f"{name} {asked.masa}.xlsx")


@routes.get("/arsip/label.pdf")
@needs(Action.BACA_BERKAS, own_transactions=True)
@limited("ekspor", 60, per=3600)
def label() -> Response:
    """Labels of the chosen berkas, or of the boxes they stand in, on sheets of A4."""
    actor = current_actor()
    with reading(request.args) as f:
        ids = f.integers("pilih", "Berkas", most=200)
        mulai = f.maybe_integer("mulai", "Label pertama", low=1, high=10) or 1
    chosen = [queries.get(session(), actor, berkas_id) for berkas_id in ids]
    boks = request.args.get("bentuk") == "boks"
    if boks and not any(b.boks for b in chosen):
        raise Invalid("Nomor boksnya belum diisi. Isi dahulu pada halaman berkasnya, lalu cetak labelnya.", {})
    settings = services().settings
    labels = (
        document.label_boks(chosen, settings.nama_kota, settings.base_url)
        if boks
        else [document.label_folder(b, settings.nama_kota, settings.base_url) for b in chosen]
    )
    words = f"{'Label boks' if boks else 'Label berkas'}: {', '.join(b.nomor for b in chosen)}"
    opd_id, now = chosen[0].opd_id, clock.now()
    release()
    with transaction(services().engine) as own:
        actions.catat_daftar(own, actor, opd_id, words[:900])
    return own_pdf(document.lembar_label(labels, mulai=mulai, dicetak_at=now), name="label.pdf")
