"""One's own part in a chain: the list, the page, the report with its file, and the giver's answer to it."""

import io

from flask import Response, flash, render_template, request

from eoffice import sandbox
from eoffice.akses.rights import Action, decide
from eoffice.akses.verdict import require
from eoffice.audit import queries as audit
from eoffice.db import transaction
from eoffice.disposisi import actions, forms, pohon, policy, queries
from eoffice.disposisi.actions.balas import may_answer
from eoffice.disposisi.models import DisposisiPenerima
from eoffice.disposisi.routes import perubahan, tampil, usulan
from eoffice.disposisi.routes.blueprint import load, open_surat, reopen_surat, routes
from eoffice.disposisi.states import INSTRUKSI, LABEL_PERAN, Peran, StatusLaporan
from eoffice.errors import Conflict, EofficeError, Invalid, NotFound, TooLarge
from eoffice.sandbox import names
from eoffice.storage import Blob
from eoffice.surat_masuk import policy as surat_policy
from eoffice.surat_masuk import queries as surat_queries
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import again, number, see, settled
from eoffice.web.files import attachment
from eoffice.web.session import release, services, session
from eoffice.web.uploads import several

TABS = {
    "perlu": "Menunggu saya",
    "lewat": "Lewat tenggat",
    "laporan": "Laporan masuk",
    "diberikan": "Saya berikan",
    "semua": "Semua untuk saya",
}
KOSONG = {
    "perlu": (
        "Tidak ada yang menunggu Anda",
        "Disposisi dari atasan dan laporan dari bawahan Anda akan muncul di sini.",
    ),
    "lewat": ("Tidak ada yang lewat tenggat", "Disposisi yang melewati batas waktunya akan muncul di sini."),
    "laporan": ("Tidak ada laporan yang menunggu", "Laporan yang perlu Anda terima akan muncul di sini."),
    "diberikan": (
        "Tidak ada yang sedang berjalan",
        "Disposisi yang Anda berikan dan belum selesai akan muncul di sini.",
    ),
    "semua": ("Belum ada disposisi", "Semua disposisi untuk jabatan Anda akan muncul di sini."),
}
STATUS_LAPORAN = {
    StatusLaporan.SEBAGIAN: ("Sebagian", "info"),
    StatusLaporan.DIAJUKAN: ("Menunggu diterima", "warn"),
    StatusLaporan.DITERIMA: ("Diterima", "ok"),
    StatusLaporan.DIKEMBALIKAN: ("Dikembalikan", "bad"),
}
#: Extension by what the sandbox found (UPL-13).
ENDING = {"pdf": "pdf", "jpeg": "jpg", "png": "png", "docx": "docx", "xlsx": "xlsx"}


@routes.get("/disposisi")
@needs(Action.BACA_SURAT)
def daftar() -> str:
    """What lies with me, and what I gave out."""
    actor = current_actor()
    tab = request.args.get("tab", "")
    tab = tab if tab in TABS else "perlu"
    before = number("sebelum")
    counts = queries.counts(session(), actor)
    rows = queries.listed(session(), actor, tab, before=before)
    return render_template(
        "disposisi/daftar.html",
        daftar=rows,
        aturan=bool(actor.pimpinan_opd_ids | actor.sekretaris_opd_ids),
        tab=tab,
        tabs=[(label, f"/disposisi?tab={key}", key == tab, counts.get(key)) for key, label in TABS.items()],
        kosong=KOSONG[tab],
        awal=f"/disposisi?tab={tab}" if before is not None else "",
        lanjut=f"/disposisi?tab={tab}&sebelum={rows[-1].id}" if len(rows) == queries.PAGE else "",
        nada=tampil.NADA_BAGIAN,
        peran=LABEL_PERAN,
        urgensi=tampil.URGENSI,
        sifat=tampil.SIFAT,
        instruksi=INSTRUKSI,
    )


@routes.get("/disposisi/<int:penerima_id>")
@needs(Action.BACA_SURAT, own_transactions=True)
def lihat(penerima_id: int) -> str:
    """The page of one part; opening it tells the giver that it was read."""
    part = load(penerima_id)
    seen = part.versi_dibaca
    open_surat(part.disposisi.surat_id)
    return page(load(penerima_id), dibaca=seen)


def page(
    part: DisposisiPenerima,
    *,
    salah: dict[str, str] | None = None,
    pesan: str = "",
    aksi: str = "",
    dibaca: int | None = None,
) -> str:
    """The page of one part; also what a refused action comes back to (`aksi` says which form to open)."""
    actor = current_actor()
    surat = queries.surat_of(session(), actor, part.disposisi.surat_id)
    relations = policy.relations(actor, part)
    buttons = {
        str(a): policy.may(actor, a, part)
        for a in policy.STARTS
        if decide(a, relations, surat.sifat)  # what concerns somebody else is not shown at all
    }
    above = part.disposisi.induk
    cabang = pohon.tree(session(), actor, surat)
    return render_template(
        "disposisi/bagian.html",
        bagian=part,
        dari=own.dari if (own := pohon.cari(cabang, part.id)) is not None else "",
        surat=surat,
        salah=salah or {},
        pesan=pesan,
        aksi=aksi,
        ketikan=request.form,
        tombol=buttons,
        atasan=above.disposisi.pemberi_jabatan.nama
        if above is not None and actions.rolls_up(part.disposisi, part.peran)
        else "",
        menutup=above is None
        and part.peran is Peran.PENANGGUNG_JAWAB
        and bool(surat_policy.may(actor, Action.SELESAIKAN, surat)),
        balas=may_answer(actor, surat),
        jawaban=queries.answers(session(), actor, part),
        penerima="penerima" in relations,
        instruksi=INSTRUKSI,
        perubahan=perubahan.perubahan(
            part.disposisi, queries.older(session(), part.disposisi_id), dibaca or part.versi_dibaca
        ),
        lampiran_d=queries.attached_in(session(), surat.id),
        **usulan.siapan_lanjutan(actor, part),
        nada=tampil.NADA_BAGIAN,
        peran=LABEL_PERAN,
        urgensi=tampil.URGENSI,
        sifat=tampil.SIFAT,
        status_laporan=STATUS_LAPORAN,
        laporan=queries.reports(session(), part),
        pohon=tampil.pohon(actor, cabang),
        ringkas=pohon.ringkas(cabang),
        nada_bagian=tampil.NADA_BAGIAN,
        label_peran=LABEL_PERAN,
        koreksi=surat_queries.koreksi(session(), actor, surat),
        halaman=tampil.halaman(surat),
        perjalanan=tampil.perjalanan(actor, surat, audit.history(session(), "surat_masuk", surat.id)),
    )


def _refused(penerima_id: int, error: EofficeError, aksi: str) -> Response:
    session().rollback()
    reopen_surat(load(penerima_id).disposisi.surat_id)
    return again(page(load(penerima_id), salah=getattr(error, "fields", {}), pesan=str(error), aksi=aksi), error)


@routes.post("/disposisi/<int:penerima_id>/laporan")
@needs(Action.TINDAK_LANJUTI, own_transactions=True)
@limited("unggah", 30, per=60)
def laporkan(penerima_id: int) -> Response:
    """Report; a file is checked and stored first, with nothing locked, and the row comes last."""
    actor, part = current_actor(), load(penerima_id)
    try:
        require(policy.may(actor, Action.TINDAK_LANJUTI, part))
        words, done, versi = forms.laporan(request.form)
        files = _files()
        with transaction(services().engine) as own:
            found = queries.get(own, actor, penerima_id)
            actions.same_version(found, versi)
            actions.laporkan(own, actor, found, words, files, kemajuan=done)
            if done < actions.LAPORAN_PENUH:
                flash(f"Kemajuan {done} persen tercatat. Bagian ini tetap terbuka sampai Anda melaporkannya selesai.")
            else:
                flash("Laporan terkirim kepada pemberi disposisi.")
            return settled(own, see(f"/disposisi/{penerima_id}"))
    except (Invalid, Conflict, TooLarge) as error:
        return _refused(penerima_id, error, "laporan")


def _files() -> list[actions.Berkas]:
    """The posted files, each checked and stored. Raises Invalid with every reason, TooLarge over the limit (UPL-02)."""
    posted = several("berkas", hint="Perkecil, lalu coba lagi.", most=actions.PALING_BANYAK_BERKAS)
    if not posted:
        return []
    release()
    found, refused = [], []
    for content, name in posted:
        checked = sandbox.periksa_unggahan(content, name, "lampiran")
        if not checked.bersih or checked.type not in ENDING:
            why = " ".join(checked.alasan) or "Berkas tidak dapat diperiksa."
            refused.append(why if len(posted) == 1 else f"{names.clean(name, '')}: {why}")
            continue
        kept = content if checked.bertanda_tangan else checked.rendition or content
        found.append((kept, checked.mime, names.clean(name, ENDING[checked.type])))
    if refused:
        raise Invalid("Berkas tidak diterima.", {"berkas": " ".join(refused)})
    store = services().store
    return [actions.Berkas(store.put(io.BytesIO(kept)), mime, name) for kept, mime, name in found]


@routes.post("/disposisi/<int:penerima_id>/terima")
@needs(Action.TERIMA_LAPORAN)
def terima(penerima_id: int) -> Response:
    """Accept a report."""
    closed = went_up = False
    try:
        form = forms.terima(request.form)
        part = load(penerima_id)
        actions.same_version(part, form.versi)
        if form.tutup:
            closed = actions.terima_dan_tutup(session(), current_actor(), part, form.catatan, form.kata)
        else:
            went_up = actions.terima(session(), current_actor(), part, form.catatan, form.kata)
    except (Invalid, Conflict) as error:
        return _refused(penerima_id, error, "terima")
    above = part.disposisi.induk
    if went_up and above is not None:
        flash(
            f"Laporan diterima, dan laporan Anda kepada {above.disposisi.pemberi_jabatan.nama} ikut terkirim "
            "karena bagian penanggung jawab sudah selesai."
        )
    elif closed:
        flash("Laporan diterima dan surat selesai; siap diberkaskan.")
    else:
        flash("Laporan diterima.")
    return see(_after(part))


@routes.post("/disposisi/<int:penerima_id>/kembalikan")
@needs(Action.KEMBALIKAN_LAPORAN)
def kembalikan(penerima_id: int) -> Response:
    """Send a report back with what is missing."""
    try:
        note, versi = forms.catatan(request.form, required=True)
        part = load(penerima_id)
        actions.same_version(part, versi)
        actions.kembalikan(session(), current_actor(), part, note)
    except (Invalid, Conflict) as error:
        return _refused(penerima_id, error, "kembalikan")
    flash("Laporan dikembalikan; penerima melihat catatan Anda.")
    return see(_after(part))


@routes.post("/disposisi/<int:penerima_id>/tarik")
@needs(Action.TARIK_DISPOSISI)
def tarik(penerima_id: int) -> Response:
    """Take one part back while it is unread."""
    part = load(penerima_id)
    try:
        _, versi = forms.catatan(request.form)
        actions.same_version(part, versi)
        actions.tarik(session(), current_actor(), part)
    except (Invalid, Conflict) as error:
        return _refused(penerima_id, error, "tarik")
    flash(f"Disposisi kepada {part.jabatan.nama} ditarik.")
    return see(_after(part))


def _after(part: DisposisiPenerima) -> str:
    """Where the giver goes on: the own part above, or the surat itself."""
    act = part.disposisi
    return f"/disposisi/{act.induk_id}" if act.induk_id is not None else f"/surat-masuk/{act.surat_id}"


@routes.get("/surat-masuk/<int:surat_id>/tindak-lanjut/<int:laporan_id>")
@routes.get("/surat-masuk/<int:surat_id>/tindak-lanjut/<int:laporan_id>/<int:urutan>")
@needs(Action.BACA_SURAT, own_transactions=True)
def berkas_laporan(surat_id: int, laporan_id: int, urutan: int = 1) -> Response:
    """One file of a report, always as a download (WEB-04)."""
    row = queries.report(session(), current_actor(), surat_id, laporan_id)
    file = next((b for b in row.berkas if b.urutan == urutan), None)
    if file is None:
        raise NotFound("Laporan ini tidak disertai berkas itu.")
    blob, name = Blob(file.key, file.size, file.sha256), file.nama
    open_surat(surat_id)  # above Biasa the trail names whoever takes a file (AUD-01)
    release()
    return attachment(services().store.open(blob), name=name)
