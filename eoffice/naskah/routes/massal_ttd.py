"""Surat massal, the signature and what came of it: one passphrase for every surat, progress, result, delivery."""

from flask import Response, flash, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action, Sifat
from eoffice.akun import login
from eoffice.errors import Conflict, EofficeError, Invalid, NotAllowed, TooMany, Unavailable
from eoffice.naskah import actions, forms, jenis, kumpulan, policy
from eoffice.naskah.actions import massal as kerja
from eoffice.naskah.massal import Massal
from eoffice.naskah.models import Naskah
from eoffice.naskah.routes import massal, tampil
from eoffice.naskah.routes.blueprint import opened, routes
from eoffice.naskah.routes.massal import ALAMAT, ambil
from eoffice.naskah.routes.satu_frasa import upacara
from eoffice.naskah.routes.tanda_beruntun import siap
from eoffice.tte import queries as tte
from eoffice.web import csrf
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import again, see
from eoffice.web.ekspor import Lembar, Sel, to_csv, to_xlsx
from eoffice.web.files import attachment
from eoffice.web.session import release, services, session

#: Deliveries recorded at once.
SEKALI_KIRIM = 500


@routes.get("/massal/<int:massal_id>/tanda-tangan")
@needs(Action.TANDATANGANI, own_transactions=True)
def tanda_massal(massal_id: int) -> Response | str:
    """The list, its count, any surat to look at, and the passphrase for all of it."""
    found, induk = ambil(massal_id)
    if not found.pribadi:
        return see(f"/naskah/{induk.id}/tanda-tangan")
    if not kerja.boleh_tanda(current_actor(), found, induk) or kumpulan.berjalan(session(), found.id):
        return see(f"{ALAMAT}/{massal_id}")
    opened(induk.id)
    return _page(massal_id)


def _page(massal_id: int, error: EofficeError | None = None) -> str:
    found, induk = ambil(massal_id)
    actor, rows = current_actor(), kumpulan.semua(session(), massal_id)
    digest, fields = kerja.sidik_daftar(rows), dict(error.fields) if isinstance(error, Invalid) else {}
    if "frasa" in fields:
        fields["frasa_sandi"] = fields.pop("frasa")
    return render_template(
        "naskah/massal_ttd.html",
        massal=found,
        naskah=induk,
        jenis=jenis.get(induk.jenis),
        baris=rows,
        alamat=f"{ALAMAT}/{massal_id}",
        sisa=found.jumlah - kumpulan.maju(session(), found).jadi,
        belum_susun=kerja.tersusun(session(), services(), found, induk),
        siap=siap(actor.pegawai_id),
        sertifikat=tte.berlaku(session(), actor.pegawai_id, clock.now()),
        bsre=tte.penanda_bsre(session(), actor.pegawai_id),
        minta_sandi=login.minta_sandi(terjaga=induk.sifat is not Sifat.BIASA),
        paraf=tampil.paraf(induk, notes=True),
        kembalikan=policy.may(actor, Action.KEMBALIKAN, induk),
        dilihat=digest,
        ikatan=csrf.bound("massal", massal_id, digest),
        salah={name: fields[name] for name in ("frasa_sandi", "sandi_masuk") if name in fields},
        pesan=str(error) if error is not None else "",
    )


@routes.post("/massal/<int:massal_id>/tanda-tangan")
@needs(Action.TANDATANGANI, own_transactions=True)
def tandatangani_massal(massal_id: int) -> Response:
    """One passphrase; the letters are signed in the background, whether or not somebody looks on."""
    try:
        return _sign(massal_id)
    except (Invalid, Conflict, TooMany, NotAllowed, Unavailable) as error:
        release()
        return again(_page(massal_id, error), error)


def _sign(massal_id: int) -> Response:
    actor, (_, induk) = current_actor(), ambil(massal_id)
    return upacara(
        ("massal", massal_id),
        f"{ALAMAT}/{massal_id}",
        asked=login.minta_sandi(terjaga=induk.sifat is not Sifat.BIASA),
        ready=siap(actor.pegawai_id),
        prepare=lambda own, who, seen: kerja.siapkan_massal(own, services(), who, massal_id, seen),
        launch=lambda who, run, penanda: kerja.luncurkan_massal(services(), who, massal_id, *run, penanda),
    )


@routes.post("/massal/<int:massal_id>/henti")
@needs(Action.TANDATANGANI)
def henti_massal(massal_id: int) -> Response:
    """Stop after the surat that is being signed now."""
    found, induk = ambil(massal_id)
    run = kumpulan.berjalan(session(), found.id)
    if run is not None and kerja.boleh_tanda(current_actor(), found, induk):
        actions.minta_henti(session(), run)
    return see(f"{ALAMAT}/{massal_id}")


@routes.post("/massal/<int:massal_id>/akhiri")
@needs(Action.TANDATANGANI)
def akhiri_massal(massal_id: int) -> Response:
    """Give up on what is not begun."""
    try:
        kerja.akhiri(session(), current_actor(), massal_id, request.form.get("alasan", "")[:300])
    except (Invalid, Conflict) as error:
        session().rollback()
        return again(massal.page(massal_id, error), error)
    flash("Surat massal diakhiri. Surat yang sudah ditandatangani tetap berlaku.")
    return see(f"{ALAMAT}/{massal_id}")


@routes.post("/massal/<int:massal_id>/kirim")
@needs(Action.KIRIM)
def kirim_massal(massal_id: int) -> Response:
    """Record for all outside the city who have none yet how their surat reached them."""
    found, induk = ambil(massal_id)
    try:
        form = forms.pengiriman(request.form)
        waiting = kumpulan.belum_terkirim(session(), found, induk, most=SEKALI_KIRIM)
        for naskah, penerima in waiting:
            actions.catat_pengiriman(
                session(), current_actor(), naskah, penerima.id, cara=form.cara, keterangan=form.keterangan
            )
    except (Invalid, Conflict, NotAllowed) as error:
        session().rollback()
        return again(massal.page(massal_id, error), error)
    session().flush()
    left = kumpulan.banyak_belum_terkirim(session(), found, induk)
    flash(f"Pengiriman kepada {len(waiting)} penerima tercatat." + (f" Masih {left} lagi; ulangi." if left else ""))
    return see(f"{ALAMAT}/{massal_id}")


KEPALA = (
    "Baris", "Penerima", "Jenis Penerima", "Tempat", "Pos-el", "Nomor", "Tanggal", "Keadaan",
    "Ditandatangani", "Dikirim", "Cara Kirim", "Halaman", "Keterangan",
)  # fmt: skip


@routes.get("/massal/<int:massal_id>/hasil.<jenis_berkas>")
@needs(Action.BACA)
def hasil_massal(massal_id: int, jenis_berkas: str) -> Response:
    """What became of every row, as a workbook or CSV."""
    found, induk = ambil(massal_id)
    rows = _results(found, induk)
    if jenis_berkas == "csv":
        return attachment(
            to_csv(KEPALA, [[str(c or "") for c in row] for row in rows], pemisah=";"), name="hasil-surat-massal.csv"
        )
    sheet = Lembar("Hasil", KEPALA, rows, lebar=(7, 40, 14, 18, 26, 24, 12, 24, 18, 18, 14, 9, 40))
    return attachment(to_xlsx([sheet], judul="Hasil surat massal"), name="hasil-surat-massal.xlsx")


def _results(found: Massal, induk: Naskah) -> list[list[Sel]]:
    rows = kumpulan.semua(session(), found.id)
    tersurat = kumpulan.surat(session(), rows)
    shared = {p.urutan: p for p in induk.tujuan} if not found.pribadi else {}
    made: list[list[Sel]] = []
    for b in rows:
        surat = tersurat.get(b.id) if found.pribadi else induk
        sent = shared.get(b.urutan) if not found.pribadi else next(iter(surat.tujuan), None) if surat else None
        state = tampil.keadaan(surat)[0] if surat is not None else "Belum" if not b.galat else "Tidak tersusun"
        signed = surat.ditandatangani_at if surat is not None else None
        at = sent.dikirim_at if sent is not None else None
        made.append(
            [
                b.nomor_baris,
                b.nama,
                {"internal": "dalam", "eksternal": "luar"}.get(str(b.tipe), ""),
                b.tempat,
                b.pos_el,
                (surat.nomor or "") if surat is not None else "",
                surat.tanggal if surat is not None else None,
                state,
                clock.wib(signed).strftime("%d/%m/%Y %H.%M") if signed else "",
                clock.wib(at).strftime("%d/%m/%Y %H.%M") if at else "",
                tampil.CARA[sent.cara] if sent is not None and sent.cara is not None else "",
                (surat.halaman if surat is not None and surat.halaman else b.halaman) or None,
                (surat.ttd_galat if surat is not None else "") or b.galat,
            ]
        )
    return made
