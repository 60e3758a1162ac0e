"""Reading a naskah: its pages as pictures, and how it came about."""

from flask import Response, render_template

from eoffice import clock
from eoffice.akses.rights import RAHASIA, Action
from eoffice.audit import queries as audit
from eoffice.errors import EofficeError, NotFound
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.klasifikasi.models import Klasifikasi
from eoffice.naskah import jenis, kaitan, policy, suntingan, templat, temuan
from eoffice.naskah.forms import ALASAN
from eoffice.naskah.models import Naskah
from eoffice.naskah.routes import gambar, tampil
from eoffice.naskah.routes.blueprint import load, opened, reopened, routes
from eoffice.naskah.states import ISSUED, CaraKirim, Keadaan, Status
from eoffice.organisasi.pencetak import tanda
from eoffice.tte import queries as tte
from eoffice.web import pictures
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.files import own_pdf, page_image
from eoffice.web.session import release, services, session

#: Addressees of a surat massal that its page names; all of them are in its list.
DITAMPILKAN = 10


@routes.get("/<int:naskah_id>")
@needs(Action.BACA, own_transactions=True)
def show(naskah_id: int) -> str:
    """The page of a naskah, for everybody on its route and, once issued, around it."""
    return render_page(opened(naskah_id))


def render_page(naskah: Naskah, **more: object) -> str:
    """The page of a naskah with its buttons; also what a refused verdict comes back to."""
    actor = current_actor()
    follow = policy.may_follow(actor, naskah)
    code = session().get(Klasifikasi, naskah.kode_klasifikasi) if naskah.kode_klasifikasi else None
    history = audit.history(session(), "naskah", naskah.id)
    status, nada = tampil.keadaan(naskah)
    buttons = tampil.tombol(actor, naskah)
    looked = bool(follow) and naskah.status in (Status.PEMERIKSAAN, Status.SIAP_TTD, Status.GAGAL_TTD)
    context: dict[str, object] = {
        "naskah": naskah,
        "hasil": temuan.cari(session(), actor, naskah, history) if looked else None,
        "jenis": jenis.get(naskah.jenis),
        "status": status,
        "nada": nada,
        "terbit": naskah.status in ISSUED,
        "ikut": follow,
        "jadi_templat": templat.may_take(actor, naskah),
        "kode": f"{code.kode} {klasifikasi.judul(session(), code, naskah.tanggal)}" if code else "",
        "perjalanan": tampil.perjalanan(naskah, history, notes=bool(follow)),
        "pengembalian": tampil.pengembalian(naskah, history) if follow else None,
        "siap": tte.kesiapan(session(), actor.pegawai_id, clock.now()) if buttons.get("tandatangani") else None,
        "belum_jelas": bool(buttons.get("tandatangani"))
        and naskah.status is not Status.SIAP_TTD
        and tte.belum_jelas(session(), "naskah", naskah.id),
        "paraf": tampil.paraf(naskah, notes=bool(follow)),
        "tujuan": tampil.penerima(
            naskah.tujuan[:DITAMPILKAN] if naskah.massal_id else naskah.tujuan, issued=naskah.status in ISSUED
        ),
        "tembusan": tampil.penerima(naskah.tembusan, issued=naskah.status in ISSUED),
        "boleh_tiru": policy.may_begin(actor) and not jenis.get(naskah.jenis).dicatat_saja,
        "dilihat": naskah.content_sha256(),
        "alasan": ALASAN,
        "cara": [(str(c), tampil.CARA[c]) for c in CaraKirim if c is not CaraKirim.APLIKASI],
        "salah": {},
        "pesan": "",
        "tombol": buttons,
        "halaman": pages(naskah),
        "komentar": suntingan.banyak(session(), naskah.id) if follow else 0,
        "boleh_komentar": policy.may_comment(actor, naskah),
        "koreksi": kaitan.pembaca(session(), actor, naskah.id) if naskah.keadaan is not Keadaan.BERLAKU else [],
        "mengoreksi": kaitan.sendiri(session(), actor, naskah),
        "koreksi_berjalan": kaitan.berjalan(session(), actor, naskah.id) if naskah.status in ISSUED else [],
        "boleh_salin": policy.may_take_copy(actor, naskah),
        "rahasia": naskah.sifat in RAHASIA,
        "boleh_koreksi": policy.may(actor, Action.KOREKSI, naskah),
    }
    return render_template("naskah/lihat.html", **context | more)


def pages(naskah: Naskah) -> list[dict[str, object]]:
    """Addresses of the page pictures; [] when the pages cannot be made, which the template says."""
    source = gambar.sumber(session(), services(), naskah)
    try:
        count = gambar.banyak(services(), source)
    except EofficeError:
        return []
    return [
        {
            "url": f"/naskah/{naskah.id}/halaman/{n}.png?h={source.kunci[:12]}",
            "lebar": pictures.WIDTH,
            "tinggi": pictures.HEIGHT,
            "teks": naskah.hal if n == 1 else "",
        }
        for n in range(1, count + 1)
    ]


@routes.get("/<int:naskah_id>/pratinjau")
@needs(Action.BACA, own_transactions=True)
@limited("susun", 120, per=60)
def pratinjau(naskah_id: int) -> str:
    """The pages as a fragment beside the editor."""
    naskah = reopened(naskah_id)
    source = gambar.sumber(session(), services(), naskah)
    release()
    try:
        count = gambar.banyak(services(), source)
    except EofficeError as error:
        return render_template("naskah/_pratinjau.html", halaman=[], sebab=str(error))
    found = [
        {"url": f"/naskah/{naskah_id}/halaman/{n}.png?h={source.kunci[:12]}", "lebar": pictures.WIDTH, "tinggi": pictures.HEIGHT}
        for n in range(1, count + 1)
    ]  # fmt: skip
    return render_template("naskah/_pratinjau.html", halaman=found, sebab="")


@routes.get("/<int:naskah_id>/halaman/<int:nomor>.png")
@needs(Action.BACA, own_transactions=True)
def halaman(naskah_id: int, nomor: int) -> Response:
    """One page as a picture."""
    naskah = reopened(naskah_id)
    source = gambar.sumber(session(), services(), naskah)
    mark = tanda(session(), current_actor()) if source.rahasia else ""
    release()
    return page_image(gambar.png(services(), source, nomor, mark))


@routes.get("/<int:naskah_id>/konsep.pdf")
@needs(Action.BACA, own_transactions=True)
@limited("susun", 120, per=60)
def konsep_pdf(naskah_id: int) -> Response:
    """The pages as they are now, marked KONSEP until signed."""
    if load(naskah_id).pdf_key is not None:
        raise NotFound("Naskah ini sudah ditandatangani.")
    naskah = opened(naskah_id)
    source = gambar.sumber(session(), services(), naskah)
    name = f"KONSEP {naskah.hal or naskah.jenis}"[:120] + ".pdf"
    release()
    return own_pdf(gambar.pdf(services(), source), name=name)
