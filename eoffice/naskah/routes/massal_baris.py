"""The rows of a surat massal: who each of them means, and the letter of each as it will be."""

from flask import Response, flash, render_template, request

from eoffice.akses.rights import Action
from eoffice.errors import EofficeError, Invalid
from eoffice.naskah import actions, kumpulan, sulih
from eoffice.naskah.actions import massal as kerja
from eoffice.naskah.massal import Baris, Massal
from eoffice.naskah.models import Naskah
from eoffice.naskah.routes import gambar
from eoffice.naskah.routes.blueprint import opened, routes
from eoffice.naskah.routes.massal import ALAMAT, ambil
from eoffice.web import pictures
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import see
from eoffice.web.files import page_image
from eoffice.web.session import release, services, session


@routes.post("/massal/<int:massal_id>/baris/<int:baris_id>")
@needs(Action.UBAH)
def urus_baris(massal_id: int, baris_id: int) -> Response:
    """Say who a row means, or leave it out."""
    found, induk = ambil(massal_id)
    row, actor = kumpulan.baris(session(), found.id, baris_id), current_actor()
    aksi = request.form.get("aksi", "")
    try:
        if aksi == "hapus":
            kerja.hapus(session(), actor, found, induk, row)
        elif aksi == "luar":
            kerja.pilih(session(), actor, found, induk, row, None)
        else:
            kerja.pilih(session(), actor, found, induk, row, _jabatan())
    except Invalid as error:
        session().rollback()
        flash(" ".join(error.fields.values()) or str(error), "warn")
    left = kerja.kekurangan(session(), found, induk, kerja.ambil_baris(session(), massal_id))
    return see(f"{ALAMAT}/{massal_id}" + ("?salah=1" if left else ""))


def _jabatan() -> int:
    chosen = request.form.get("jabatan_id", "")
    if chosen.isascii() and chosen.isdigit() and len(chosen) < 18:
        return int(chosen)
    typed = request.form.get("jabatan_id_teks", "")[:200].strip()
    if not typed:
        raise Invalid("Jabatan belum dipilih.", {"jabatan": "Ketik dan pilih jabatannya, atau pilih Pihak luar."})
    return actions.office(session(), typed, "jabatan").id


@routes.post("/massal/<int:massal_id>/luar")
@needs(Action.UBAH)
def luar_semua(massal_id: int) -> Response:
    """Everybody who was not matched is outside the city."""
    found, induk = ambil(massal_id)
    count = kerja.luar_semua(session(), current_actor(), found, induk)
    flash(f"{count} penerima dicatat sebagai pihak luar.")
    return see(f"{ALAMAT}/{massal_id}")


@routes.post("/massal/<int:massal_id>/lepas")
@needs(Action.UBAH)
def lepas_massal(massal_id: int) -> Response:
    """Make it an ordinary konsep again."""
    found, induk = ambil(massal_id)
    kerja.lepas(session(), current_actor(), found, induk)
    flash("Naskah ini kembali menjadi surat biasa; daftar penerimanya dilepas.")
    return see(f"/naskah/{induk.id}/sunting?langkah=1")


@routes.post("/massal/<int:massal_id>/susun")
@needs(Action.BACA)
@limited("massal.susun", 6, per=600)
def susun_massal(massal_id: int) -> Response:
    """Ask for every letter to be tried out."""
    found, induk = ambil(massal_id)
    kerja.minta_susun(session(), services(), current_actor(), found, induk, ulang=True)
    return see(f"{ALAMAT}/{massal_id}")


@routes.get("/massal/<int:massal_id>/baris/<int:baris_id>")
@needs(Action.BACA, own_transactions=True)
def lihat_baris(massal_id: int, baris_id: int) -> Response | str:
    """The letter of one row as it will be; once there is one, the letter itself."""
    found, induk = ambil(massal_id)
    row = kumpulan.baris(session(), massal_id, baris_id)
    if row.naskah_id is not None:
        return see(f"/naskah/{row.naskah_id}")
    opened(induk.id)
    found, induk = ambil(massal_id)
    row = kumpulan.baris(session(), massal_id, baris_id)
    below, above = kumpulan.tetangga(session(), row)
    source, sebab, count = _sumber(found, induk, row), "", 0
    release()
    try:
        count = gambar.banyak(services(), source)
    except EofficeError as error:
        sebab = str(error)
    here = f"{ALAMAT}/{massal_id}/baris/{baris_id}"
    return render_template(
        "naskah/massal_baris.html",
        massal=found,
        naskah=induk,
        baris=row,
        sebab=sebab,
        alamat=f"{ALAMAT}/{massal_id}",
        nilai=[(k, str(row.nilai.get(sulih.nama(k)) or "")) for k in found.kolom],
        sebelum=below,
        sesudah=above,
        halaman=[
            {
                "url": f"{here}/{n}.png?h={source.kunci}",
                "lebar": pictures.WIDTH,
                "tinggi": pictures.HEIGHT,
                "teks": f"Halaman {n}",
            }
            for n in range(1, count + 1)
        ],
    )


@routes.get("/massal/<int:massal_id>/baris/<int:baris_id>/<int:nomor>.png")
@needs(Action.BACA, own_transactions=True)
@limited("pratinjau", 600, per=60)
def gambar_baris(massal_id: int, baris_id: int, nomor: int) -> Response:
    """One page of the letter of one row."""
    found, induk = ambil(massal_id)
    source = _sumber(found, induk, kumpulan.baris(session(), massal_id, baris_id))
    release()
    return page_image(gambar.png(services(), source, nomor))


def _sumber(found: Massal, induk: Naskah, row: Baris) -> gambar.Sumber:
    with session().no_autoflush:
        made = kerja.salin(session(), found, induk, row)
        if not found.pribadi:
            return gambar.sumber(session(), services(), induk)
        return gambar.sumber(session(), services(), made)
