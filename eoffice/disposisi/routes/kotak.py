"""The inbox: four tabs, the list beside the surat that was opened, and what its addressee does with it."""

from flask import Response, flash, render_template, request

from eoffice.akses.rights import RAHASIA, Action
from eoffice.audit import queries as audit
from eoffice.disposisi import actions, forms, penyiapan, pohon, queries
from eoffice.disposisi.actions.balas import answers, may_answer
from eoffice.disposisi.routes import tampil, usulan
from eoffice.disposisi.routes.blueprint import load_surat, open_surat, reopen_surat, routes
from eoffice.disposisi.states import INSTRUKSI, LABEL_PERAN
from eoffice.ekspedisi import queries as ekspedisi
from eoffice.errors import Conflict, Invalid
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.klasifikasi.models import Klasifikasi
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk import policy as surat_policy
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk import sisi as surat_sisi
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import LABEL, LABEL_CARA, OPEN
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import again, number, see
from eoffice.web.session import session

TABS = {"tindakan": "Perlu putusan", "belum_dibaca": "Belum dibaca", "lewat": "Lewat tenggat", "semua": "Semua"}
KOSONG = {
    "tindakan": ("Tidak ada yang menunggu Anda", "Surat baru untuk jabatan Anda akan muncul di sini."),
    "belum_dibaca": ("Semua sudah dibaca", "Surat yang belum Anda buka akan muncul di sini."),
    "lewat": ("Tidak ada yang lewat tenggat", "Surat yang melewati batas waktunya akan muncul di sini."),
    "semua": ("Belum ada surat masuk", "Surat yang dikirim kepada jabatan Anda akan muncul di sini."),
}


def _list() -> dict[str, object]:
    actor = current_actor()
    tab = request.args.get("tab", "")
    tab = tab if tab in TABS else "tindakan"
    before = number("sebelum")
    counts = surat_queries.counts(session(), actor)
    rows = surat_queries.inbox(session(), actor, tab, before=before)
    tail = f"&sebelum={before}" if before is not None else ""
    more = len(rows) == surat_queries.PAGE
    return {
        "daftar": rows,
        "tab": tab,
        "ekor": f"?tab={tab}{tail}",
        "tabs": [(label, f"/surat-masuk?tab={key}", key == tab, counts.get(key)) for key, label in TABS.items()],
        "kosong": KOSONG[tab],
        "awal": f"/surat-masuk?tab={tab}" if before is not None else "",
        "lanjut": f"/surat-masuk?tab={tab}&sebelum={rows[-1].id}" if more else "",
        "nada": tampil.NADA,
        "label": LABEL,
        "urgensi": tampil.URGENSI,
        "sifat": tampil.SIFAT,
        "terbuka": OPEN,
        "registrasi": surat_policy.may_register(actor),
        "diteliti": queries.screening_count(session(), actor) + penyiapan.preparing_count(session(), actor),
        "buku_agenda": surat_policy.may_open_agenda(actor),
    }


@routes.get("/surat-masuk")
@needs(Action.BACA_SURAT)
def kotak() -> str:
    """The list; nothing is opened yet."""
    return render_template("surat_masuk/kotak.html", surat=None, **_list())


@routes.get("/surat-masuk/<int:surat_id>")
@needs(Action.BACA_SURAT, own_transactions=True)
def show_surat(surat_id: int) -> str:
    """The list with one surat opened; a phone shows only the surat."""
    return page(open_surat(surat_id))


def page(surat: SuratMasuk, *, salah: dict[str, str] | None = None, pesan: str = "") -> str:
    """The page of a surat; also what a refused action comes back to."""
    actor = current_actor()
    code = session().get(Klasifikasi, surat.kode_klasifikasi) if surat.kode_klasifikasi else None
    cabang = pohon.tree(session(), actor, surat)
    return render_template(
        "surat_masuk/kotak.html",
        surat=surat,
        salah=salah or {},
        pesan=pesan,
        ketikan=request.form,
        kode=f"{code.kode} {klasifikasi.judul(session(), code, surat.tanggal_surat)}" if code else "",
        cara=LABEL_CARA[surat.cara_terima],
        koreksi=surat_queries.koreksi(session(), actor, surat),
        halaman=tampil.halaman(surat),
        sisi=surat_sisi.sisi(session(), actor, surat),
        serah=ekspedisi.untuk_surat(session(), actor, surat.id),
        tombol=tampil.tombol(actor, surat),
        boleh_salin=surat_policy.may_take_copy(actor, surat),
        rahasia=surat.sifat in RAHASIA,
        balas=may_answer(actor, surat),
        dijawab=answers(session(), actor, surat),
        pohon=tampil.pohon(actor, cabang),
        ringkas=pohon.ringkas(cabang),
        bagian_saya=queries.mine_in(session(), actor, surat),
        perjalanan=tampil.perjalanan(actor, surat, audit.history(session(), "surat_masuk", surat.id)),
        nada_bagian=tampil.NADA_BAGIAN,
        label_peran=LABEL_PERAN,
        instruksi=INSTRUKSI,
        lampiran_d=queries.attached_in(session(), surat.id),
        **usulan.usulan(actor, surat),
        **_list(),
    )


@routes.post("/surat-masuk/<int:surat_id>/baca-saja")
@needs(Action.BACA_SAJA)
def baca_saja(surat_id: int) -> Response:
    """Read and closed, with a reason."""
    surat = load_surat(surat_id)
    try:
        reason, versi = forms.alasan(request.form, "alasan")
        surat_masuk.same_version(surat, versi)
        surat_masuk.baca_saja(session(), current_actor(), surat, reason)
    except (Invalid, Conflict) as error:
        return _refused(surat_id, error)
    flash("Surat ditutup: cukup dibaca.")
    return see("/surat-masuk")


@routes.post("/surat-masuk/<int:surat_id>/selesai")
@needs(Action.SELESAIKAN)
def selesai(surat_id: int) -> Response:
    """Closed by its addressee."""
    surat = load_surat(surat_id)
    try:
        note, versi = forms.alasan(request.form, "catatan")
        surat_masuk.same_version(surat, versi)
        actions.selesaikan(session(), current_actor(), surat, note)
    except (Invalid, Conflict) as error:
        return _refused(surat_id, error)
    flash("Surat selesai dan siap diberkaskan.")
    return see(f"/surat-masuk/{surat_id}")


def _refused(surat_id: int, error: Invalid | Conflict) -> Response:
    session().rollback()
    return again(page(reopen_surat(surat_id), salah=getattr(error, "fields", {}), pesan=str(error)), error)


@routes.post("/surat-masuk/<int:surat_id>/balas")
@needs(Action.BUAT)
def balas(surat_id: int) -> Response:
    """Begin the answer: a konsep that knows what it answers."""
    made = actions.balas(session(), current_actor(), load_surat(surat_id))
    flash("Konsep jawaban dibuat. Tujuan dan halnya sudah terisi; silakan tulis isinya.")
    return see(f"/naskah/{made.id}/sunting")
