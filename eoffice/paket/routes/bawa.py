"""Archives that come in: the upload, the columns, what is wrong with the rows, and taking them in."""

from collections.abc import Callable
from typing import BinaryIO, Final

from flask import Response, flash, render_template, request

from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.arsip import queries as arsip
from eoffice.db import transaction
from eoffice.errors import Conflict, Invalid, TooLarge
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Unit
from eoffice.paket import actions, forms, policy, queries
from eoffice.paket.baca.kolom import BUKAN_LEMBAR, KOLOM, simpan_xlsx
from eoffice.paket.models import Impor
from eoffice.paket.routes.blueprint import routes
from eoffice.paket.routes.buat import NADA_IMPOR
from eoffice.paket.states import BARIS_LABEL, FORMAT_LABEL, IMPOR_JALAN, IMPOR_LABEL, StatusBaris, StatusImpor
from eoffice.paket.susun.penulis import bungkus
from eoffice.sandbox import names
from eoffice.sandbox.arsip_zip import TERBESAR
from eoffice.web import ekspor
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import again, number, see, settled
from eoffice.web.fields import whole
from eoffice.web.files import attachment
from eoffice.web.session import release, services, session
from eoffice.web.uploads import size, spooled

NADA_BARIS = {
    StatusBaris.BENAR: "ok",
    StatusBaris.SALAH: "bad",
    StatusBaris.KEMBAR: "warn",
    StatusBaris.MASUK: "ok",
    StatusBaris.MENUNGGU: "",
}
KEPALA = ("Baris", "Keadaan", "Nomor", "Hal", "Kolom", "Yang salah", "Yang perlu dilakukan", "Arsip")

#: A list as one may be made, with what our guesses know at once; its rows are to be written over.
CONTOH_KEPALA: Final = (
    "Nomor surat", "Tanggal", "Hal", "Pengirim", "Penerima", "Kode klasifikasi", "Sifat", "Lokasi simpan", "Nama file",
)  # fmt: skip
CONTOH_BARIS: Final = (
    ("045/12/2014", "4 Agustus 2014", "CONTOH, ganti baris ini: undangan rapat", "Dinas Sosial", "Dinas Kominfo",
     "000.8.3.3", "Biasa", "", "surat/undangan.pdf"),
    ("", "05/08/2014", "CONTOH, ganti baris ini: notula, hanya ada di kertas", "Bidang Aplikasi", "",
     "000.8.3.3", "Biasa", "Ruang 2, rak 4, boks 7", ""),
)  # fmt: skip

#: Bytes of a list that comes alone.
DAFTAR_TERBESAR: Final = 16 * 1024 * 1024


def _most() -> int:
    return min(TERBESAR, services().settings.max_request)


def _wrapped(source: BinaryIO, name: str) -> tuple[BinaryIO, str]:
    """A list alone, as the ZIP that it would otherwise have come in."""
    content = source.read(DAFTAR_TERBESAR + 1)
    if len(content) > DAFTAR_TERBESAR:
        raise Invalid(
            "Daftarnya terlalu besar.", {"zip": f"Daftar paling besar {size(DAFTAR_TERBESAR)}. Bagi menjadi beberapa."}
        )
    return bungkus(names.clean(name, name.rpartition(".")[2].lower()), content), f"{name}.zip"


def _bukan_zip(name: str) -> str:
    if name.endswith(BUKAN_LEMBAR):
        return f"Lembar ini belum dapat dibaca: {simpan_xlsx(name)}, dan unggah lagi."
    if name.endswith((".rar", ".7z", ".tar", ".gz")):
        return "Kemasan ini belum dapat dibuka. Ekstrak dahulu, lalu kemas foldernya sebagai ZIP."
    return "Unggah satu ZIP, atau daftarnya saja sebagai XLSX atau CSV."


def _choices() -> dict[str, object]:
    chosen = whole(request.form.get("pejabat_id", ""))
    jabatan = organisasi.jabatan_by_id(session(), chosen) if chosen is not None else None
    return {
        "unit": [(u.id, u.nama) for u in arsip.units(session(), current_actor())],
        "pejabat": [(jabatan.id, jabatan.nama)] if jabatan else [],
        "batas": size(_most()),
    }


@routes.get("/paket/impor/baru")
@needs(Action.KELOLA_BERKAS)
def bawa() -> str:
    """What can be brought, and where it will go."""
    require(policy.may_make(current_actor()))
    return render_template("paket/bawa.html", errors={}, nilai=request.args, **_choices())


@routes.get("/paket/impor/daftar-kosong.xlsx")
@needs(Action.KELOLA_BERKAS)
def unduh_daftar_kosong() -> Response:
    """A list to fill in, for who has none yet."""
    sheet = ekspor.Lembar("Daftar", CONTOH_KEPALA, CONTOH_BARIS, (18, 18, 44, 24, 24, 18, 12, 26, 26))
    return attachment(ekspor.to_xlsx([sheet], judul="Contoh daftar arsip lama"), name="daftar-arsip-lama.xlsx")


@routes.post("/paket/impor/baru")
@needs(Action.KELOLA_BERKAS, own_transactions=True)
@limited("impor", 30, per=3600)
def unggah() -> Response:
    """Keep the ZIP; the worker opens it. Nothing is taken in before somebody has seen the report."""
    actor = current_actor()
    try:
        asked = forms.bawaan(request.form)
        posted = spooled("zip", most=_most(), hint="Minta administrator mengimpornya dari folder server.")
        if posted is None:
            raise Invalid(
                "Pilih berkasnya dahulu.",
                {"zip": "Pilih ZIP berisi paket atau dokumen dan daftarnya, atau daftarnya saja."},
            )
        source, name = posted
        if name.lower().endswith((".xlsx", ".csv")):  # a list of paper needs no documents, and so no ZIP
            source, name = _wrapped(source, name)
        elif not name.lower().endswith(".zip"):
            raise Invalid("Berkas itu bukan ZIP.", {"zip": _bukan_zip(name.lower())})
        release()
        with transaction(services().engine) as own:
            unit = own.get(Unit, asked.unit_id)
            if unit is None:
                raise Invalid("Unit tidak ditemukan.", {"unit_id": "Pilih unit dari daftar."})
            pejabat = organisasi.jabatan_by_id(own, asked.pejabat_id) if asked.pejabat_id is not None else None
            impor = actions.terima(
                own,
                actor,
                unit=unit,
                asal=asked.asal,
                pejabat=pejabat,
                nama=name,
                store=services().store,
                isi=source,
            )
            flash("Arsip diterima. Isinya sedang dibuka dan diperiksa; belum ada yang dimasukkan.")
            return settled(own, see(f"/paket/impor/{impor.id}"))
    except (Invalid, Conflict, TooLarge) as error:
        release()
        errors = getattr(error, "fields", {}) or {"zip": str(error)}
        return again(render_template("paket/bawa.html", errors=errors, nilai=request.form, **_choices()), error)


@routes.get("/paket/impor/<int:impor_id>")
@needs(Action.KELOLA_BERKAS)
def impor(impor_id: int) -> str:
    """How far it is: the columns to confirm, the report on the rows, what became of them."""
    return _page(queries.get_impor(session(), current_actor(), impor_id), {})


def _page(row: Impor, errors: dict[str, str]) -> str:
    wanted = forms.keadaan(request.args)
    rows = queries.baris(session(), row, keadaan=wanted, sesudah=number("sesudah") or 0)
    more, rows = len(rows) > queries.PAGE, rows[: queries.PAGE]
    counts = queries.hitung(session(), row)
    here = f"/paket/impor/{row.id}"
    tabs = [("Semua", here, wanted is None, sum(counts.values()))]
    tabs += [(BARIS_LABEL[s], f"{here}?keadaan={s}", wanted is s, counts[s]) for s in StatusBaris if counts[s]]
    extra = f"&keadaan={wanted}" if wanted else ""
    return render_template(
        "paket/impor.html",
        impor=row,
        berjalan=row.status in IMPOR_JALAN,
        lama=actions.LAMA,
        baris=rows,
        hitung=counts,
        tabs=tabs,
        lanjut=f"{here}?sesudah={rows[-1].urutan}{extra}" if more and rows else "",
        awal=here + (f"?keadaan={wanted}" if wanted else "") if request.args.get("sesudah") else "",
        label=IMPOR_LABEL,
        nada=NADA_IMPOR,
        label_baris=BARIS_LABEL,
        nada_baris=NADA_BARIS,
        format_label=FORMAT_LABEL,
        kolom=KOLOM,
        terbuka=queries.terbuka(session(), current_actor(), row) if row.status is StatusImpor.SELESAI else [],
        nilai=request.form,
        errors=errors,
        tak_disebut=queries.tak_disebut(session(), row)
        if row.format is None and row.status is StatusImpor.SIAP
        else (0, []),
        petakan=row.format is None and row.status in (StatusImpor.DIPETAKAN, StatusImpor.SIAP),
        kepala=row.rincian.get("kepala", []),
        contoh=row.rincian.get("contoh", []),
        sisa=[name for name in row.rincian.get("kepala", []) if name not in row.pemetaan.values()],
    )


def _step(impor_id: int, do: Callable[[Impor], str]) -> Response:
    row = queries.get_impor(session(), current_actor(), impor_id)
    try:
        said = do(row)
    except (Invalid, Conflict) as error:
        release()
        shown = queries.get_impor(session(), current_actor(), impor_id)
        errors = getattr(error, "fields", {}) or {"impor": str(error)}
        return again(_page(shown, errors), error)
    flash(said)
    return see(f"/paket/impor/{impor_id}")


@routes.post("/paket/impor/<int:impor_id>/petakan")
@needs(Action.KELOLA_BERKAS)
def petakan(impor_id: int) -> Response:
    """Say which column is which."""

    def do(row: Impor) -> str:
        actions.petakan(session(), current_actor(), row, forms.pemetaan(request.form))
        return "Pemetaan disimpan. Setiap baris sedang diperiksa; belum ada yang dimasukkan."

    return _step(impor_id, do)


@routes.post("/paket/impor/<int:impor_id>/masukkan")
@needs(Action.KELOLA_BERKAS)
def masukkan(impor_id: int) -> Response:
    """Take the good rows in."""

    def do(row: Impor) -> str:
        actions.masukkan(session(), current_actor(), row)
        return "Baris yang benar sedang dimasukkan."

    return _step(impor_id, do)


@routes.post("/paket/impor/<int:impor_id>/batalkan")
@needs(Action.KELOLA_BERKAS)
def batalkan(impor_id: int) -> Response:
    """Give it up before anything has come in."""

    def do(row: Impor) -> str:
        actions.batalkan(session(), current_actor(), row)
        return "Impor dibatalkan. Tidak ada yang masuk, dan berkas yang dibawa dilepas."

    return _step(impor_id, do)


@routes.get("/paket/impor/<int:impor_id>/laporan.xlsx")
@needs(Action.KELOLA_BERKAS)
def unduh_laporan(impor_id: int) -> Response:
    """Row by row what is wrong, what to do, and what it became."""
    row = queries.get_impor(session(), current_actor(), impor_id)
    rows = list(actions.laporan(session(), row))
    sheet = ekspor.Lembar("Laporan", KEPALA, rows, (8, 14, 24, 40, 22, 50, 50, 18), (f"Impor {row.id}: {row.asal}",))
    return attachment(ekspor.to_xlsx([sheet], judul=f"Laporan impor {row.id}"), name=f"laporan-impor-{row.id}.xlsx")
