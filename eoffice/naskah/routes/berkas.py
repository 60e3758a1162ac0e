"""Files: lampiran in and out, the signed PDF, prints that are counted, and the record of delivery."""

import io

from flask import Response, flash, request

from eoffice import sandbox
from eoffice.akses.rights import RAHASIA, Action
from eoffice.akses.verdict import require
from eoffice.db import transaction
from eoffice.errors import Conflict, EofficeError, Invalid, NotFound, TooLarge
from eoffice.naskah import actions, forms, policy, queries
from eoffice.naskah.models import Naskah
from eoffice.naskah.routes import gambar, sunting
from eoffice.naskah.routes.blueprint import load, opened, reopened, routes
from eoffice.naskah.routes.lihat import render_page
from eoffice.naskah.states import OPEN
from eoffice.organisasi.pencetak import pencetak
from eoffice.sandbox import names
from eoffice.storage import Blob
from eoffice.web import salinan
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import again, see, settled
from eoffice.web.cetakan import Cara, cetakan
from eoffice.web.files import attachment, own_pdf
from eoffice.web.opening import noted
from eoffice.web.session import release, services, session
from eoffice.web.uploads import received

#: Extension by what the sandbox found (UPL-13).
ENDING = {"pdf": "pdf", "jpeg": "jpg", "png": "png", "docx": "docx", "xlsx": "xlsx"}


@routes.post("/<int:naskah_id>/lampiran")
@needs(Action.UBAH, own_transactions=True)
@limited("unggah", 30, per=60)
def lampirkan(naskah_id: int) -> Response:
    """Attach a file: checked in the sandbox and stored first, with nothing locked; the row comes last."""
    try:
        return _attach(naskah_id)
    except (Invalid, Conflict, TooLarge) as error:
        release()
        return again(sunting.editor(reopened(naskah_id), lampiran_salah=str(error)), error)


def _attach(naskah_id: int) -> Response:
    actor, naskah = current_actor(), load(naskah_id)
    require(policy.may(actor, Action.UBAH, naskah))
    judul, _ = forms.judul_lampiran(request.form)
    if naskah.status not in OPEN:
        raise Conflict("Lampiran hanya dapat ditambah selama naskah masih konsep.")
    if len(naskah.lampiran) >= 20:
        raise Invalid("Naskah ini sudah mempunyai 20 lampiran. Gabungkan beberapa berkas, atau hapus yang tidak perlu.")
    posted = received(
        "berkas",
        hint="Perkecil atau bagi menjadi beberapa berkas.",
    )
    if posted is None:
        raise Invalid("Pilih berkasnya dahulu, lalu tekan Unggah.")
    content, name = posted
    putar = {"90": 90, "180": 180, "270": 270}.get(request.form.get("putar", ""), 0)
    release()
    checked, kept, clean, blank = _check(content, name, putar)
    store = services().store
    blob = store.put(io.BytesIO(kept))
    bersih = store.put(io.BytesIO(clean)) if clean is not None else None
    nama = names.clean(name, ENDING[checked.type])
    with transaction(services().engine) as own:
        actions.lampirkan(
            own,
            actor,
            queries.get(own, actor, naskah_id),
            judul=judul or nama.rpartition(".")[0].replace("_", " "),
            nama=nama,
            nama_asli=name,
            mime=checked.mime,
            blob=blob,
            halaman=checked.pages or 0,
            bersih=bersih,
            kosong=blank,
        )
        flash("Lampiran ditambahkan.")
        return settled(own, see(f"/naskah/{naskah_id}/sunting?langkah=2#lampiran"))


def _check(content: bytes, nama: str, putar: int) -> tuple[sandbox.Checked, bytes, bytes | None, int]:
    """What the sandbox says, the bytes to keep, the PDF that joins the signed one if it can be printed, and how many of
    its pages are blank.

    A PDF that carries a signature is kept as it is and never joined, since that would rewrite it (UPL-07).

    Raises:
        Invalid: refused, with every reason.
    """
    checked = sandbox.periksa_unggahan(content, nama, "lampiran")
    if not checked.bersih or checked.type not in ENDING:
        raise Invalid(" ".join(checked.alasan) or "Berkas ini tidak dapat diperiksa, jadi tidak diterima.")
    kept = checked.rendition or content
    if checked.type in ("jpeg", "png"):
        clean = sandbox.gambar_ke_pdf(kept, putar=putar)
    elif checked.type == "pdf" and not checked.bertanda_tangan:
        clean = sandbox.normalkan_pdf(kept)
    else:
        return checked, content if checked.bertanda_tangan else kept, None, 0
    return checked, kept, clean, sandbox.halaman_kosong(clean)


@routes.post("/<int:naskah_id>/lampiran/<int:lampiran_id>/hapus")
@needs(Action.UBAH)
def hapus_lampiran(naskah_id: int, lampiran_id: int) -> Response:
    """Take a lampiran off a konsep."""
    actions.hapus_lampiran(session(), current_actor(), load(naskah_id), lampiran_id)
    flash("Lampiran dihapus.")
    return see(f"/naskah/{naskah_id}/sunting?langkah=2#lampiran")


@routes.get("/<int:naskah_id>/lampiran/<int:lampiran_id>")
@needs(Action.BACA, own_transactions=True)
def unduh_lampiran(naskah_id: int, lampiran_id: int) -> Response:
    """A lampiran, always as a download (WEB-04)."""
    row = queries.get_lampiran(session(), current_actor(), naskah_id, lampiran_id)
    if row.isi is not None:
        raise NotFound("Lampiran ini diketik di dalam naskah; bacalah di halaman suratnya.")
    blob, nama, pages, actor = Blob(row.key, row.size, row.sha256), row.nama, row.halaman, current_actor()
    opened(naskah_id, "naskah.unduh_lampiran", nama)
    noted(lambda own: actions.catat_unduh_lampiran(own, actor, queries.get(own, actor, naskah_id), pages))
    release()
    return attachment(services().store.open(blob), name=nama)


def _name(naskah: Naskah) -> str:
    return f"{(naskah.nomor or '').replace('/', '-')} {naskah.hal}".strip()[:140] + ".pdf"


def _signed(naskah: Naskah) -> Naskah:
    if naskah.pdf_key is None:
        raise NotFound("Naskah ini belum ditandatangani.")
    return naskah


@routes.get("/<int:naskah_id>/naskah.pdf")
@needs(Action.BACA, own_transactions=True)
def naskah_pdf(naskah_id: int) -> Response:
    """The signed PDF in the browser's viewer."""
    require(policy.may_take_copy(current_actor(), _signed(load(naskah_id))))
    naskah = opened(naskah_id, "naskah.buka_pdf")
    source, name = gambar.sumber(session(), services(), naskah), _name(naskah)
    release()
    # What is Rahasia is looked at page by page with the reader's name on it; the file itself is only saved.
    inline = request.args.get("unduh") != "1" and not source.rahasia
    return own_pdf(gambar.pdf(services(), source), name=name, inline=inline)


@routes.get("/<int:naskah_id>/salinan.pdf")
@needs(Action.BACA, own_transactions=True)
@limited("susun", 120, per=60)
def salinan_pdf(naskah_id: int) -> Response:
    """The print of a Rahasia naskah that was just booked: pictures of its pages with name, time and purpose (OTR-08)."""
    naskah, actor = _signed(load(naskah_id)), current_actor()
    require(policy.may_print(actor, naskah))
    oleh = pencetak(session(), actor, ("naskah.cetak",), "naskah", naskah_id, apa="naskah")
    source, name = gambar.sumber(session(), services(), naskah), f"SALINAN {_name(naskah)}"
    release()
    content = salinan.buat(gambar.pdf(services(), source), oleh)
    return own_pdf(content, name=name, inline=request.args.get("unduh") != "1")


@routes.get("/<int:naskah_id>/unduh")
@needs(Action.BACA, own_transactions=True)
def unduh(naskah_id: int) -> Response:
    """A plain download; it is counted, and the record is written before the bytes leave."""
    naskah, actor = _signed(load(naskah_id)), current_actor()
    source, name = gambar.sumber(session(), services(), naskah), _name(naskah)
    release()
    content = gambar.pdf(services(), source)
    noted(lambda own: actions.catat_unduh(own, actor, queries.get(own, actor, naskah_id)))
    return own_pdf(content, name=name, inline=False)


@routes.post("/<int:naskah_id>/cetak")
@needs(Action.BACA)
def cetak(naskah_id: int) -> Response:
    """Count the copies, then open the PDF for printing, or send it to be printed elsewhere (metrik 1.4)."""
    naskah = _signed(load(naskah_id))
    try:
        asked = cetakan(request.form, beralasan=naskah.sifat in RAHASIA)
        actions.catat_cetak(session(), current_actor(), naskah, asked)
    except EofficeError as error:
        session().rollback()
        return again(render_page(reopened(naskah_id), salah=getattr(error, "fields", {}), pesan=str(error)), error)
    file = "salinan.pdf" if naskah.sifat in RAHASIA else "naskah.pdf"
    return see(f"/naskah/{naskah_id}/{file}" + ("?unduh=1" if asked.cara is Cara.UNDUH else ""))


@routes.post("/<int:naskah_id>/kirim/<int:penerima_id>")
@needs(Action.KIRIM)
def catat_pengiriman(naskah_id: int, penerima_id: int) -> Response:
    """Record how somebody outside the city got it."""
    naskah = load(naskah_id)
    try:
        form = forms.pengiriman(request.form)
        actions.catat_pengiriman(
            session(), current_actor(), naskah, penerima_id, cara=form.cara, keterangan=form.keterangan
        )
    except (Invalid, Conflict) as error:
        session().rollback()
        return again(render_page(reopened(naskah_id), salah=getattr(error, "fields", {}), pesan=str(error)), error)
    flash("Pengiriman tercatat.")
    return see(f"/naskah/{naskah_id}")
