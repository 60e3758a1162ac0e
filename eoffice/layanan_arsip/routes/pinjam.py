"""Lending paper: the lists, one lending, its steps, and its proof."""

from collections.abc import Callable
from typing import Final

from flask import Response, flash, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.arsip import queries as arsip
from eoffice.arsip.models import Berkas
from eoffice.errors import EofficeError, NotFound
from eoffice.layanan_arsip import document, forms, policy, queries
from eoffice.layanan_arsip.actions import pinjam as actions
from eoffice.layanan_arsip.models import Peminjaman
from eoffice.layanan_arsip.routes.blueprint import routes, same_version
from eoffice.layanan_arsip.states import LABEL_PINJAM, PALING_LAMA_PINJAM, PerbuatanPinjam, StatusPinjam
from eoffice.organisasi import queries as organisasi
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import number, phrase, see
from eoffice.web.ekspor import to_csv
from eoffice.web.errors import refused
from eoffice.web.files import attachment, own_pdf
from eoffice.web.session import release, services, session

NADA: Final = {
    StatusPinjam.DIMINTA: "warn",
    StatusPinjam.DISETUJUI: "info",
    StatusPinjam.DIPINJAM: "info",
    StatusPinjam.KEMBALI: "ok",
    StatusPinjam.HILANG: "bad",
    StatusPinjam.DITOLAK: "bad",
}
#: While it stands so, somebody may decide about it: to lend it, or for longer.
DIPUTUS: Final = frozenset({StatusPinjam.DIMINTA, StatusPinjam.DIPINJAM})
TAB: Final = {
    "saya": "Pinjaman saya",
    "putus": "Perlu putusan Anda",
    "menunggu": "Menunggu",
    "di_luar": "Sedang di luar",
    "terlambat": "Terlambat",
    "riwayat": "Riwayat",
}


def _tab() -> str:
    actor = current_actor()
    tab = request.args.get("tab", "")
    keeps = queries.melayani(session(), actor)
    if tab not in TAB or (tab != "saya" and not keeps):
        return "di_luar" if keeps and not tab else "saya"
    return tab


@routes.get("/peminjaman")
@needs(Action.PINJAM_ARSIP)
def daftar_pinjam() -> str:
    """Own lendings, and for those who keep an archive what waits, is out, or is late."""
    actor, tab, before = current_actor(), _tab(), number("sebelum")
    keeps = queries.melayani(session(), actor)
    rows = queries.daftar_pinjam(session(), actor, tab, before=before)
    many = queries.hitung_pinjam(session(), actor) if keeps else {}
    shown, today = rows[: queries.PAGE], clock.today()
    return render_template(
        "layanan_arsip/peminjaman.html",
        tab=tab,
        tabs=[
            (label, f"/peminjaman?tab={t}", t == tab, many.get(t)) for t, label in TAB.items() if keeps or t == "saya"
        ],
        daftar=[(p, policy.sisa(p, today)) for p in shown],
        label=LABEL_PINJAM,
        nada=NADA,
        ekspor=f"/peminjaman.csv?tab={tab}",
        awal=f"/peminjaman?tab={tab}" if before is not None else "",
        lanjut=f"/peminjaman?tab={tab}&sebelum={shown[-1].id}" if len(rows) > queries.PAGE else "",
    )


@routes.get("/peminjaman.csv")
@needs(Action.PINJAM_ARSIP)
def ekspor_pinjam() -> Response:
    """The whole tab, not only the page that is shown (CNT-04)."""
    rows = queries.ekspor_pinjam(session(), current_actor(), _tab())
    lines = [
        [
            p.nomor_bukti,
            p.berkas.nomor,
            p.berkas.judul,
            p.yang_dipinjam,
            p.pemohon.nama_lengkap,
            p.pemohon_jabatan.nama,
            LABEL_PINJAM[p.status],
            p.diserahkan_at.astimezone(clock.WIB).date().isoformat() if p.diserahkan_at else "",
            p.jatuh_tempo.isoformat() if p.jatuh_tempo else "",
            p.kembali_at.astimezone(clock.WIB).date().isoformat() if p.kembali_at else "",
        ]
        for p in rows
    ]
    head = (
        "Bukti", "Nomor berkas", "Berkas", "Yang dipinjam", "Peminjam", "Jabatan", "Keadaan", "Diserahkan",
        "Batas kembali", "Kembali",
    )  # fmt: skip
    return attachment(to_csv(head, lines, pemisah=";"), name="peminjaman arsip.csv")


def _berkas(berkas_id: int) -> Berkas:
    berkas = arsip.get(session(), current_actor(), berkas_id)
    require(policy.may_borrow(current_actor(), berkas))
    return berkas


def _form(berkas: Berkas) -> dict[str, object]:
    actor = current_actor()
    return {
        "berkas": berkas,
        "untuk_lain": policy.may_lend_out(actor, berkas),
        "paling_lama": PALING_LAMA_PINJAM,
        "keluar": queries.di_luar(session(), [berkas.id]).get(berkas.id),
    }


@routes.get("/arsip/berkas/<int:berkas_id>/pinjam")
@needs(Action.PINJAM_ARSIP)
def form_pinjam(berkas_id: int) -> str:
    """The form: what of the berkas, what for, how long."""
    return render_template("layanan_arsip/pinjam.html", nilai={}, errors={}, pesan="", **_form(_berkas(berkas_id)))


@routes.post("/arsip/berkas/<int:berkas_id>/pinjam")
@needs(Action.PINJAM_ARSIP)
def ajukan_pinjam(berkas_id: int) -> Response:
    """Ask for the paper."""
    berkas, actor = _berkas(berkas_id), current_actor()
    try:
        row = actions.ajukan(session(), actor, berkas, forms.pinjam(request.form))
    except EofficeError as error:
        session().rollback()
        return refused(error, "layanan_arsip/pinjam.html", **_form(_berkas(berkas_id)))
    flash("Permintaan pinjam dikirim. Yang memutusnya disebut di bawah.")
    return see(f"/peminjaman/{row.id}")


@routes.get("/peminjaman/pegawai")
@needs(Action.KELOLA_PINJAM)
def cari_peminjam() -> str:
    """Who may be the borrower, as it is typed."""
    require(policy.may_keep(current_actor()))
    found = organisasi.find_pegawai(session(), phrase("q", 80))
    rows = [{"nilai": p.id, "teks": p.nama_lengkap, "rinci": held} for p, held in found if held]
    return render_template("layanan_arsip/_pegawai.html", butir=rows)


def _load(pinjam_id: int) -> Peminjaman:
    return queries.get_pinjam(session(), current_actor(), pinjam_id)


def _about(row: Peminjaman) -> dict[str, object]:
    actor, today = current_actor(), clock.today()
    return {
        "pinjam": row,
        "pemutus": queries.pemutus(session(), row) if row.status in DIPUTUS else None,
        "label": LABEL_PINJAM,
        "nada": NADA,
        "sisa": policy.sisa(row, today),
        "hari_ini": today,
        "boleh": {p.value: policy.may_lend(actor, row, p) for p in PerbuatanPinjam},
        "lihat_berkas": bool(policy.office_relations(actor, row.opd_id)),
        "paling_lama": PALING_LAMA_PINJAM,
    }


@routes.get("/peminjaman/<int:pinjam_id>")
@needs(Action.PINJAM_ARSIP)
def lihat_pinjam(pinjam_id: int) -> str:
    """One lending with its steps."""
    return render_template("layanan_arsip/pinjaman.html", errors={}, pesan="", nilai={}, **_about(_load(pinjam_id)))


@routes.get("/peminjaman/<int:pinjam_id>/bukti.pdf")
@needs(Action.PINJAM_ARSIP, own_transactions=True)
def bukti_pinjam(pinjam_id: int) -> Response:
    """The proof of lending, for both to sign."""
    row = _load(pinjam_id)
    if row.nomor is None:
        raise NotFound("Bukti dibuat saat kertasnya diserahkan.")
    page = document.bukti(row, kota=services().settings.nama_kota, tempat=services().settings.tempat)
    name = f"Bukti peminjaman {row.nomor_bukti.replace('/', '-')}.pdf"
    release()
    return own_pdf(document.render(page), name=name)


_Do = Callable[[Peminjaman, forms.Langkah], None]


def _steps() -> dict[PerbuatanPinjam, tuple[_Do, str]]:
    own, actor, P = session(), current_actor(), PerbuatanPinjam
    return {
        P.SETUJUI: (lambda r, x: actions.setujui(own, actor, r, x.catatan), "Disetujui; peminjamnya diberi tahu."),
        P.TOLAK: (lambda r, x: actions.tolak(own, actor, r, x.catatan), "Ditolak; peminjamnya membaca alasan Anda."),
        P.BATALKAN: (lambda r, _x: actions.batalkan(own, actor, r), "Peminjaman dibatalkan."),
        P.SERAHKAN: (
            lambda r, x: actions.serahkan(own, actor, r, hari=x.hari),
            "Penyerahan dicatat. Cetak buktinya untuk ditandatangani berdua.",
        ),
        P.PERPANJANG: (
            lambda r, x: actions.perpanjang(own, actor, r, x.sampai or clock.today(), x.catatan),
            "Batas kembali diperpanjang.",
        ),
        P.INGATKAN: (
            lambda r, _x: actions.tagih(own, actor, r),
            "Peminjamnya diingatkan, paling banyak sekali sehari.",
        ),
        P.KEMBALIKAN: (lambda r, x: actions.kembalikan(own, actor, r, x.catatan), "Pengembalian dicatat."),
        P.LAPOR_HILANG: (
            lambda r, x: actions.lapor_hilang(own, actor, r, x.catatan),
            "Laporan kehilangan dicatat dan disampaikan kepada arsiparis.",
        ),
        P.TEMUKAN: (lambda r, x: actions.temukan(own, actor, r, x.catatan), "Dicatat sudah ditemukan kembali."),
    }


#: Steps that must say something.
_BERKATA: Final = frozenset(
    {PerbuatanPinjam.TOLAK, PerbuatanPinjam.KEMBALIKAN, PerbuatanPinjam.LAPOR_HILANG, PerbuatanPinjam.TEMUKAN}
)


@routes.post("/peminjaman/<int:pinjam_id>/<perbuatan>")
@needs(Action.PINJAM_ARSIP, Action.PUTUS_PINJAM, Action.KELOLA_PINJAM)
def langkah_pinjam(pinjam_id: int, perbuatan: str) -> Response:
    """One step of a lending."""
    if perbuatan not in set(PerbuatanPinjam):
        raise NotFound("Halaman tidak ditemukan.")
    row, step = _load(pinjam_id), PerbuatanPinjam(perbuatan)
    try:
        asked = forms.langkah(request.form, wajib=step in _BERKATA, tanggal=step is PerbuatanPinjam.PERPANJANG)
        same_version(row, asked.versi)
        do, said = _steps()[step]
        do(row, asked)
    except EofficeError as error:
        session().rollback()
        return refused(error, "layanan_arsip/pinjaman.html", **_about(_load(pinjam_id)))
    flash(said)
    return see(f"/peminjaman/{pinjam_id}")
