"""Surat massal before the signature: its list, its recipients row by row, and every surat as it will be."""

from typing import Any

from flask import Response, flash, make_response, render_template, request

from eoffice import sandbox
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.db import transaction
from eoffice.errors import Conflict, EofficeError, Invalid, TooLarge
from eoffice.naskah import actions, jenis, kumpulan, lembar, policy, sulih
from eoffice.naskah.actions import massal as kerja
from eoffice.naskah.massal import Baris, CaraMassal, Massal
from eoffice.naskah.models import Naskah
from eoffice.naskah.routes import tampil
from eoffice.naskah.routes.blueprint import load, opened, routes
from eoffice.naskah.states import OPEN, Status, TipePenerima
from eoffice.sandbox import names
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import again, number, see, settled
from eoffice.web.ekspor import Lembar, to_xlsx
from eoffice.web.files import attachment
from eoffice.web.session import release, services, session
from eoffice.web.uploads import received

ALAMAT = "/naskah/massal"
#: Bytes of a sheet of recipients.
TERBESAR = 10 * 1024 * 1024


def ambil(massal_id: int) -> tuple[Massal, Naskah]:
    """A surat massal and its text, for those on its route. Raises NotFound."""
    return kumpulan.ambil(session(), current_actor(), massal_id)


@routes.get("/massal")
@needs(Action.BUAT)
def massal() -> str:
    """Surat massal that I wrote, check or sign."""
    rows = kumpulan.daftar(session(), current_actor(), before=number("sebelum"))
    return _daftar(rows)


def _daftar(rows: list[tuple[Massal, Naskah]], error: EofficeError | None = None) -> str:
    far = kumpulan.kemajuan(session(), [m for m, _ in rows])
    return render_template(
        "naskah/massal_daftar.html",
        baris=[(m, n, *tampil.keadaan(n), far[m.id] if m.pribadi else None) for m, n in rows],
        jenis=[(k.kode, k.nama) for k in jenis.DITULIS if not k.bersama],
        nama_jenis={k.kode: k.nama for k in jenis.DITULIS},
        mulai=policy.may_begin(current_actor()),
        lanjut=f"{ALAMAT}?sebelum={rows[-1][1].id}" if len(rows) == kumpulan.PAGE else "",
        salah=getattr(error, "fields", {}),
        pesan=str(error) if error is not None else "",
    )


@routes.post("/massal")
@needs(Action.BUAT)
def mulai_massal() -> Response:
    """Begin a konsep that is a surat massal from the start."""
    try:
        naskah = actions.buat(session(), current_actor(), request.form.get("jenis", "")[:40])
        made = kerja.mulai(session(), current_actor(), naskah, _cara())
    except (Invalid, Conflict) as error:
        session().rollback()
        return again(_daftar(kumpulan.daftar(session(), current_actor()), error), error)
    return see(f"{ALAMAT}/{made.id}")


@routes.post("/<int:naskah_id>/massal")
@needs(Action.UBAH)
def jadikan_massal(naskah_id: int) -> Response:
    """Make a konsep the text of a surat massal."""
    try:
        made = kerja.mulai(session(), current_actor(), load(naskah_id), _cara())
    except (Invalid, Conflict) as error:
        session().rollback()
        flash(str(error), "warn")
        return see(f"/naskah/{naskah_id}/sunting?langkah=1")
    return see(f"{ALAMAT}/{made.id}")


def _cara() -> CaraMassal:
    chosen = request.form.get("cara", "")
    if chosen not in set(CaraMassal):
        raise Invalid(
            "Pilih satu surat untuk semua, atau satu surat untuk setiap penerima.", {"cara": "Pilih caranya."}
        )
    return CaraMassal(chosen)


@routes.get("/massal/<int:massal_id>")
@needs(Action.BACA, own_transactions=True)
def lihat_massal(massal_id: int) -> str:
    """Who gets it, what is wrong with which row, and how far it is."""
    _, induk = ambil(massal_id)
    opened(induk.id)
    return page(massal_id)


def page(massal_id: int, error: EofficeError | None = None) -> str:
    """The page of a surat massal."""
    found, induk = ambil(massal_id)
    actor, own = current_actor(), session()
    every = kerja.ambil_baris(own, found.id) if induk.status in OPEN else []
    wrong = kerja.kekurangan(own, found, induk, every)
    only = request.args.get("salah") == "1"
    after = number("sesudah") or 0
    rows = kumpulan.halaman(own, found.id, sesudah=after, salah=only and induk.status not in OPEN)
    if only and every:
        rows = [b for b in kumpulan.semua(own, found.id) if b.id in wrong][: kumpulan.PAGE]
    tersurat = kumpulan.surat(own, rows)
    sign = kerja.boleh_tanda(actor, found, induk)
    here, waiting = f"{ALAMAT}/{massal_id}", kumpulan.belum_terkirim(own, found, induk, most=1)
    return render_template(
        "naskah/massal.html",
        naskah=induk,
        jenis=jenis.get(induk.jenis),
        status=tampil.keadaan(induk),
        terbuka=induk.status in OPEN,
        boleh=kerja.boleh(actor, induk),
        tanda=sign if found.pribadi else policy.may(actor, Action.TANDATANGANI, induk),
        baris=[_row(found, b, wrong.get(b.id, []), tersurat, induk) for b in rows],
        salah_baris=len(wrong),
        belum_jelas=sum(1 for b in every if b.tipe is None and b.penerima),
        kurang=kerja.kolom_kurang(found, induk),
        lebih=kerja.kolom_tak_dipakai(found, induk) if found.pribadi else [],
        dipakai=list(sulih.dipakai(*kerja.teks(induk)).values()),
        hanya_salah=only,
        awal=here if after else "",
        lanjut=f"{here}?sesudah={rows[-1].urutan}" if len(rows) == kumpulan.PAGE and not only else "",
        belum_kirim=kumpulan.banyak_belum_terkirim(own, found, induk) if waiting else 0,
        kirim=bool(waiting) and policy.may(actor, Action.KIRIM, waiting[0][0]),
        cara=[(str(c), tampil.CARA[c]) for c in tampil.CARA if str(c) != "aplikasi"],
        salah=getattr(error, "fields", {}),
        pesan=str(error) if error is not None else "",
        **maju(found, induk),
    )


def maju(found: Massal, induk: Naskah) -> dict[str, Any]:
    """How far the letters are tried out and signed, for the page and for what refreshes a part of it."""
    run = kumpulan.berjalan(session(), found.id) if found.pribadi else None
    said = ""
    if found.pribadi and found.jumlah and induk.status not in OPEN and found.selesai_at is None and run is None:
        said = kerja.tersusun(session(), services(), found, induk) if induk.status in SIAP else ""
    going = bool(found.susun) and found.tersusun + found.gagal_susun < found.jumlah and not found.disusun_at
    return {
        "maju": kumpulan.maju(session(), found),
        "lari": run,
        "belum_susun": said,
        "menyusun": going and found.selesai_at is None,
        "alamat": f"{ALAMAT}/{found.id}",
        "massal": found,
    }


#: Where its letters may be signed.
SIAP = (Status.SIAP_TTD, Status.DISALIN)


def _row(found: Massal, b: Baris, wrong: Any, tersurat: Any, induk: Naskah) -> dict[str, Any]:
    surat = tersurat.get(b.id)
    kata, nada = ("", "")
    nomor = ""
    if surat is not None:
        kata, nada = tampil.keadaan(surat)
        nomor = surat.nomor or ""
    elif not found.pribadi and induk.nomor:
        sent = next((p for p in induk.tujuan if p.urutan == b.urutan), None)
        kata, nada = ("Terkirim", "ok") if sent is not None and sent.dikirim_at else ("Belum dikirim", "warn")
        nomor = induk.nomor
    return {
        "b": b,
        "salah": wrong,
        "luar": b.tipe is TipePenerima.EKSTERNAL,
        "kata": kata,
        "nada": nada,
        "nomor": nomor,
        "galat": surat.ttd_galat if surat is not None and surat.ttd_galat else b.galat,
        "naskah_id": b.naskah_id,
    }


@routes.get("/massal/<int:massal_id>/maju")
@needs(Action.BACA, repeatable=True)
def kemajuan_massal(massal_id: int) -> Response:
    """The part of the page that tells how far it is; when there is nothing to wait for, the page is loaded anew."""
    found, induk = ambil(massal_id)
    told = maju(found, induk)
    answer = make_response(render_template("naskah/_massal_maju.html", **told))
    if not told["menyusun"] and told["lari"] is None:
        answer.headers["HX-Refresh"] = "true"
    return answer


@routes.get("/massal/<int:massal_id>/lembar.xlsx")
@needs(Action.BACA)
def lembar_massal(massal_id: int) -> Response:
    """An empty sheet with the columns that the text asks for, and two rows as an example."""
    found, induk = ambil(massal_id)
    known = [(label, width) for label, width in (("Penerima", 40), ("Unit", 30), ("Jenis Penerima", 15))]
    fixed = [*known, ("Tempat", 18), ("Untuk Perhatian", 24), ("Pos-el", 26)]
    taken = {sulih.nama(label) for label, _ in fixed}
    asked = sulih.dipakai(*kerja.teks(induk)) if found.pribadi else {}
    more = [written for name, written in asked.items() if name not in taken]
    rows: list[list[str]] = [
        ["Kepala Dinas Kesehatan", "", "dalam", "", "", "", *(f"isi {m}" for m in more)],
        ["Sdr. Siti Aminah", "", "luar", "Arunika", "", "siti@contoh.id", *(f"isi {m}" for m in more)],
    ]
    sheet = Lembar("Penerima", [label for label, _ in fixed] + more, rows, lebar=[w for _, w in fixed])
    return attachment(to_xlsx([sheet], judul="Penerima surat massal"), name="penerima-surat-massal.xlsx")


@routes.post("/massal/<int:massal_id>/penerima")
@needs(Action.UBAH, own_transactions=True)
@limited("impor", 30, per=60)
def unggah_penerima(massal_id: int) -> Response:
    """Read a sheet in the sandbox and keep its rows, right and wrong; nothing is locked while it is read."""
    try:
        found, induk = ambil(massal_id)
        require(kerja.boleh(current_actor(), induk))
        actor = current_actor()
        posted = received("berkas", hint="Bagi menjadi beberapa lembar.")
        if posted is None:
            raise Invalid("Pilih lembarnya dahulu.", {"berkas": "Pilih berkas XLSX atau CSV dahulu."})
        content, name = posted
        if len(content) > TERBESAR:
            raise TooLarge("Lembar ini lebih besar dari 10 MB. Bagi menjadi beberapa lembar.")
        release()
        rows = _rows(content, name)
        with transaction(services().engine) as own:
            found, induk = kumpulan.ambil(own, actor, massal_id)
            kerja.unggah(own, actor, found, induk, rows, names.clean(name, "csv" if content[:2] != b"PK" else "xlsx"))
            wrong = kerja.kekurangan(own, found, induk, kerja.ambil_baris(own, massal_id))
            said = f"{found.jumlah} penerima terbaca"
            flash(
                said + (f", {len(wrong)} baris perlu diperbaiki." if wrong else ", semuanya siap."),
                "warn" if wrong else "ok",
            )
            return settled(own, see(f"{ALAMAT}/{massal_id}" + ("?salah=1" if wrong else "")))
    except (Invalid, Conflict, TooLarge) as error:
        release()
        return again(page(massal_id, error), error)


def _rows(content: bytes, name: str) -> list[list[str]]:
    """Raises Invalid with the sandbox's own words."""
    checked = sandbox.periksa_unggahan(content, name, "impor")
    if not checked.bersih:
        said = " ".join(checked.alasan) or "Berkas ini tidak dapat diperiksa, jadi tidak diterima."
        raise Invalid(said, {"berkas": said})
    try:
        return sandbox.baca_lembar(content, panjang=lembar.PALING_PANJANG + 1)
    except sandbox.Refused as refused:
        raise Invalid(str(refused), {"berkas": str(refused)}) from None
