"""Every step of a case as a form."""

from collections.abc import Callable

from flask import Response, flash, request

from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.db import transaction
from eoffice.errors import Conflict, EofficeError, Invalid, NotAllowed
from eoffice.organisasi import queries as organisasi
from eoffice.penyusutan import actions, daftar, forms, policy, queries
from eoffice.penyusutan.models import Kasus
from eoffice.penyusutan.routes import tampil
from eoffice.penyusutan.routes.blueprint import routes
from eoffice.penyusutan.routes.perkara import HERE, load, tentang
from eoffice.penyusutan.states import Dokumen, Peran
from eoffice.storage import Blob
from eoffice.web import pictures
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import see, settled
from eoffice.web.errors import refused
from eoffice.web.session import release, services, session


def _step(kasus_id: int, do: Callable[[Kasus], str]) -> Response:
    """One step of a case; a refusal shows the page again with its reason."""
    kasus = load(kasus_id)
    try:
        said = do(kasus)
    except (Invalid, Conflict, NotAllowed) as error:
        return _tolak(kasus_id, error)
    flash(said)
    return see(f"{HERE}/{kasus_id}")


@routes.post(f"{HERE}/<int:kasus_id>/tambah")
@needs(Action.KELOLA_SUSUT)
def perkara_tambah(kasus_id: int) -> Response:
    """Put more berkas into it."""

    def do(kasus: Kasus) -> str:
        chosen = forms.pilihan(request.form, wajib=False).butir
        actions.tambah(session(), current_actor(), kasus, chosen)
        return f"{len(chosen)} berkas ditambahkan."

    return _step(kasus_id, do)


@routes.post(f"{HERE}/<int:kasus_id>/keluarkan")
@needs(Action.KELOLA_SUSUT)
def perkara_keluarkan(kasus_id: int) -> Response:
    """Take items out."""

    def do(kasus: Kasus) -> str:
        asked = forms.pilihan(request.form)
        many = actions.keluarkan(session(), current_actor(), kasus, asked.butir, asked.alasan)
        return f"{many} berkas dikeluarkan dari perkara."

    return _step(kasus_id, do)


@routes.post(f"{HERE}/<int:kasus_id>/panitia")
@needs(Action.KELOLA_SUSUT)
def perkara_panitia(kasus_id: int) -> Response:
    """Name the panitia and the witnesses."""

    def do(kasus: Kasus) -> str:
        chosen = []
        for row in forms.baris(request.form):
            peran = {"anggota_1": Peran.KETUA, "anggota_2": Peran.SEKRETARIS}.get(row.nama, Peran.ANGGOTA)
            peran = Peran.SAKSI if row.nama.startswith("saksi") else peran
            chosen.append(actions.AnggotaBaru(_jabatan(row), peran, row.unsur))
        actions.susun_panitia(session(), current_actor(), kasus, chosen)
        if unable := actions.belum_dapat_ttd(session(), kasus):
            names = queries.nama_jabatan(session(), unable)
            who = "; ".join(f"{names[key]} ({said.lower()})" for key, said in unable.items())
            flash(f"Belum dapat menandatangani hari ini: {who}. {tampil.TERBITKAN}", "warn")
        return "Panitia dan saksi tersimpan."

    return _step(kasus_id, do)


def _jabatan(row: forms.Baris) -> int:
    if row.jabatan_id is not None:
        return row.jabatan_id
    fitting = organisasi.find_jabatan(session(), row.ketikan)
    if len(fitting) != 1:
        raise Invalid("Jabatan belum jelas.", {row.nama: f"“{row.ketikan}” cocok dengan {len(fitting)} jabatan."})
    return fitting[0].id


@routes.post(f"{HERE}/<int:kasus_id>/nilai")
@needs(Action.NILAI_SUSUT)
def perkara_nilai(kasus_id: int) -> Response:
    """What the panitia says of some items."""

    def do(kasus: Kasus) -> str:
        asked, verdict = forms.pilihan(request.form), forms.penilaian(request.form)
        many = actions.nilai(session(), current_actor(), kasus, asked.butir, verdict, asked.alasan)
        return f"Penilaian {many} berkas tersimpan: {daftar.PENILAIAN[verdict].lower()}."

    return _step(kasus_id, do)


@routes.post(f"{HERE}/<int:kasus_id>/tolak")
@needs(Action.SETUJUI_SUSUT)
def perkara_tolak(kasus_id: int) -> Response:
    """The kepala daerah refuses some items."""

    def do(kasus: Kasus) -> str:
        asked = forms.pilihan(request.form)
        return f"{actions.tolak(session(), current_actor(), kasus, asked.butir, asked.alasan)} berkas tidak disetujui."

    return _step(kasus_id, do)


@routes.post(f"{HERE}/<int:kasus_id>/tulis")
@needs(Action.KELOLA_SUSUT, own_transactions=True)
def perkara_tulis(kasus_id: int) -> Response:
    """Write a document of the case and open it as a konsep."""
    actor, opened = current_actor(), services()
    kasus = load(kasus_id)
    try:
        what = forms.dokumen(request.form)
        require(policy.may_write(actor, what, kasus))
        whole = _cocokkan(kasus) if what is Dokumen.PERNYATAAN else frozenset[Blob]()
        release()
        with transaction(opened.engine) as own:
            made = queries.get(own, actor, kasus_id)
            kota = opened.settings.nama_kota
            naskah = actions.tulis(own, actor, opened.store, made, what, kota=kota, dicocokkan=whole)
            flash(f"{tampil.DOKUMEN[what]} ditulis sebagai konsep. Periksa, lalu ajukan seperti naskah lain.")
            return settled(own, see(f"/naskah/{naskah.id}/sunting"))
    except (Invalid, Conflict, NotAllowed) as error:
        return _tolak(kasus_id, error)


def _cocokkan(kasus: Kasus) -> frozenset[Blob]:
    """Read every file of a case and compare it with its hash; the transaction that looked them up ends first."""
    every = actions.berkas_isi(session(), kasus)
    release()
    return actions.cocokkan(services().store, every)


def _tolak(kasus_id: int, error: EofficeError) -> Response:
    """The page again, with what was typed and why it was refused."""
    release()
    return refused(error, "penyusutan/perkara.html", **tentang(load(kasus_id)))


@routes.post(f"{HERE}/<int:kasus_id>/batal-tulis")
@needs(Action.KELOLA_SUSUT)
def perkara_batal_tulis(kasus_id: int) -> Response:
    """Give up a document that is not signed."""

    def do(kasus: Kasus) -> str:
        actions.batal_tulis(session(), current_actor(), kasus, forms.dokumen(request.form))
        return "Konsep dokumennya dibatalkan."

    return _step(kasus_id, do)


@routes.post(f"{HERE}/<int:kasus_id>/minta")
@needs(Action.KELOLA_SUSUT)
def perkara_minta(kasus_id: int) -> Response:
    """Put it before the kepala daerah."""

    def do(kasus: Kasus) -> str:
        actions.minta_persetujuan(session(), current_actor(), kasus)
        return "Perkara menunggu persetujuan kepala daerah."

    return _step(kasus_id, do)


@routes.post(f"{HERE}/<int:kasus_id>/persetujuan")
@needs(Action.KELOLA_SUSUT)
def perkara_persetujuan(kasus_id: int) -> Response:
    """Link the approval that came from outside."""

    def do(kasus: Kasus) -> str:
        refused_ = forms.pilihan(request.form, wajib=False)
        actions.catat_persetujuan(
            session(),
            current_actor(),
            kasus,
            forms.surat(request.form),
            ditolak=refused_.butir,
            alasan=refused_.alasan,
            bersama=request.form.get("bersama") == "1",
        )
        return "Surat persetujuan ditautkan."

    return _step(kasus_id, do)


def _simple(kasus_id: int, act: Callable[..., object], said: str) -> Response:
    def do(kasus: Kasus) -> str:
        act(session(), current_actor(), kasus)
        return said

    return _step(kasus_id, do)


@routes.post(f"{HERE}/<int:kasus_id>/siap")
@needs(Action.LAKSANAKAN_SUSUT)
def perkara_siap(kasus_id: int) -> Response:
    """The first of two people declares it ready."""
    return _simple(kasus_id, actions.siapkan, "Dinyatakan siap. Sekarang orang kedua yang melaksanakannya.")


@routes.post(f"{HERE}/<int:kasus_id>/urung")
@needs(Action.LAKSANAKAN_SUSUT)
def perkara_urung(kasus_id: int) -> Response:
    """Take back that it is ready."""
    return _simple(kasus_id, actions.urungkan, "Pernyataan siap ditarik kembali.")


@routes.post(f"{HERE}/<int:kasus_id>/musnahkan")
@needs(Action.LAKSANAKAN_SUSUT)
def perkara_musnahkan(kasus_id: int) -> Response:
    """The second person carries it out."""

    def do(kasus: Kasus) -> str:
        gone = actions.musnahkan(session(), current_actor(), kasus)
        pictures.shelf(services()).forget(gone)
        services().store.lupakan(gone)
        return "Arsip dimusnahkan. Yang tersisa metadata, sidik, dan nomor berita acaranya."

    return _step(kasus_id, do)


@routes.post(f"{HERE}/<int:kasus_id>/serahkan")
@needs(Action.LAKSANAKAN_SUSUT, own_transactions=True)
def perkara_serahkan(kasus_id: int) -> Response:
    """Pass custody to the lembaga kearsipan; every file is compared first, with nothing locked."""
    actor, kasus = current_actor(), load(kasus_id)
    try:
        require(policy.may(actor, Action.LAKSANAKAN_SUSUT, kasus))
        whole = _cocokkan(kasus)
        with transaction(services().engine) as own:
            actions.serahkan(own, actor, queries.get(own, actor, kasus_id), whole)
            flash("Arsip diserahkan; menunggu lembaga kearsipan menyatakan menerima.")
            return settled(own, see(f"{HERE}/{kasus_id}"))
    except (Invalid, Conflict, NotAllowed) as error:
        return _tolak(kasus_id, error)


@routes.post(f"{HERE}/<int:kasus_id>/paket")
@needs(Action.KELOLA_SUSUT)
@limited("paket", 30, per=3600)
def perkara_paket(kasus_id: int) -> Response:
    """Order the package that goes with the berita acara."""

    def do(kasus: Kasus) -> str:
        actions.paketkan(session(), current_actor(), kasus, forms.bentuk(request.form))
        return "Paket dipesan. Kemajuannya tampil pada perkara ini; unduhlah dan serahkan bersama berita acaranya."

    return _step(kasus_id, do)


@routes.post(f"{HERE}/<int:kasus_id>/terima")
@needs(Action.TERIMA_SUSUT, own_transactions=True)
def perkara_terima(kasus_id: int) -> Response:
    """The lembaga kearsipan acknowledges it; every file and the package are compared first, with nothing locked."""
    actor, kasus = current_actor(), load(kasus_id)
    try:
        require(policy.may(actor, Action.TERIMA_SUSUT, kasus))
        brought = actions.serahan(session(), kasus)
        release()
        cocok = actions.cocokkan_serahan(services().store, brought)
        with transaction(services().engine) as own:
            copied = actions.terima(own, actor, queries.get(own, actor, kasus_id), cocok)
            more = " Paketnya ada pada daftar Paket Anda dan dapat diunduh." if copied is not None else ""
            flash(f"Arsip statis dicocokkan dengan sidik dalam daftar, sama, dan dinyatakan diterima.{more}")
            return settled(own, see(f"{HERE}/{kasus_id}"))
    except (Invalid, Conflict, NotAllowed) as error:
        return _tolak(kasus_id, error)


@routes.post(f"{HERE}/<int:kasus_id>/batalkan")
@needs(Action.KELOLA_SUSUT)
def perkara_batalkan(kasus_id: int) -> Response:
    """Give the case up."""

    def do(kasus: Kasus) -> str:
        actions.batalkan(session(), current_actor(), kasus, forms.alasan(request.form))
        return "Perkara dibatalkan; berkas-berkasnya bebas kembali."

    return _step(kasus_id, do)
