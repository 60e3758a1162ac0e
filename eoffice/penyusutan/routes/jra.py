"""The JRA as pages: reading it with search and history, and importing the next version after a look at what it changes."""

import io
import json
from typing import Any, Final

from flask import Response, flash, make_response, render_template, request

from eoffice import clock, sandbox
from eoffice.akses.rights import Action, decide
from eoffice.akses.verdict import require
from eoffice.arsip import policy as arsip_policy
from eoffice.arsip.states import NASIB_LABEL
from eoffice.errors import Conflict, EofficeError, Invalid, NotFound, TooLarge
from eoffice.klasifikasi import lembar
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.klasifikasi.lembar import BarisJra
from eoffice.klasifikasi.models import JraVersi
from eoffice.klasifikasi.states import NasibAkhir
from eoffice.penyusutan import isian
from eoffice.penyusutan.actions import jra as actions
from eoffice.penyusutan.queries import usul as queries
from eoffice.penyusutan.retensi import IsianVersi
from eoffice.penyusutan.routes.blueprint import routes
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import number, phrase, see
from eoffice.web.ekspor import Lembar, Sel, to_xlsx
from eoffice.web.errors import refused
from eoffice.web.files import attachment
from eoffice.web.session import release, session
from eoffice.web.uploads import received

HERE = "/arsip/jra"
PAGE: Final = 50
#: Characters of one cell of a sheet, rows of one list of the preview, characters of a sheet carried by the form.
PANJANG, TAMPAK, BAWAAN = 1_000, 100, 900_000


def _manages() -> bool:
    return bool(decide(Action.KELOLA_JRA, arsip_policy.standing(current_actor(), None)))


def _versi() -> JraVersi:
    chosen = number("versi")
    found = session().get(JraVersi, chosen) if chosen is not None else klasifikasi.versi_berlaku(session())
    if found is None:
        raise NotFound("Versi JRA itu tidak ada.")
    return found


@routes.get(HERE)
@needs(Action.CARI)
def jra() -> str:
    """Read one version, searched; with every version that ever was beside it."""
    versi, words = _versi(), " ".join(phrase("q").split())
    kode = phrase("kode", 20)
    asked = request.args.get("nasib", "")
    fate = NasibAkhir(asked) if asked in set(NasibAkhir) else None
    start = number("mulai") or 0
    rows = klasifikasi.cari_jadwal(session(), versi.id, kode or words, nasib=fate, mulai=start, limit=PAGE + 1)
    here = f"{HERE}?versi={versi.id}&q={words}" + (f"&kode={kode}" if kode else "") + (f"&nasib={fate}" if fate else "")
    running = klasifikasi.versi_berlaku(session())
    return render_template(
        "penyusutan/jra.html",
        versi=versi,
        berlaku=running is not None and running.id == versi.id,
        riwayat=klasifikasi.versi_jra(session()),
        kini=running.id if running else 0,
        hari_ini=clock.today(),
        daftar=rows[:PAGE],
        q=kode or words,
        nasib_dipilih=str(fate or ""),
        nasib=NASIB_LABEL,
        kelola=_manages(),
        lanjut=f"{here}&mulai={start + PAGE}" if len(rows) > PAGE else "",
        awal=here if start else "",
    )


@routes.get(f"{HERE}/impor")
@needs(Action.KELOLA_JRA)
def impor_jra() -> str:
    """Where the sheet of the next version is chosen."""
    require(decide(Action.KELOLA_JRA, arsip_policy.standing(current_actor(), None)))
    return render_template("penyusutan/jra_impor.html", errors={}, nilai={}, kini=klasifikasi.versi_terakhir(session()))


@routes.get(f"{HERE}/lembar.xlsx")
@needs(Action.KELOLA_JRA)
def contoh_jra() -> Response:
    """The schedule in force as a sheet to start from."""
    require(decide(Action.KELOLA_JRA, arsip_policy.standing(current_actor(), None)))
    versi = klasifikasi.versi_terakhir(session())
    rows = klasifikasi.jadwal(session(), versi.id).values() if versi else []
    labels = {
        NasibAkhir.MUSNAH: "Musnah",
        NasibAkhir.PERMANEN: "Permanen",
        NasibAkhir.DINILAI_KEMBALI: "Dinilai kembali",
    }
    cells: list[list[Sel]] = [[r.kode, r.uraian, r.aktif, r.inaktif, labels[r.nasib], r.pemicu] for r in rows]
    sheet = Lembar("JRA", [label for label, _ in lembar.KOLOM.values()], cells, lebar=(16, 60, 12, 12, 18, 40))
    return attachment(io.BytesIO(to_xlsx([sheet], judul="Jadwal Retensi Arsip")), name="jra.xlsx")


@routes.post(f"{HERE}/impor/periksa")
@needs(Action.KELOLA_JRA, repeatable=True)
@limited("impor", 30, per=60)
def periksa_jra() -> Response:
    """What the sheet would change; nothing is written."""
    require(decide(Action.KELOLA_JRA, arsip_policy.standing(current_actor(), None)))
    try:
        head = isian.versi(request.form)
        content, name = received("lembar", hint="Simpan hanya lembar JRA-nya.") or (b"", "")
        if not content:
            raise Invalid("Pilih lembarnya.", {"lembar": "Pilih berkas XLSX atau CSV."})
        rows, wrong = lembar.baca(_rows(content, name), klasifikasi.semua_kode(session()))
    except (Invalid, TooLarge) as error:
        release()
        return _first(error)
    return make_response(render_template("penyusutan/jra_periksa.html", errors={}, **_preview(head, rows, wrong, name)))


def _first(error: EofficeError) -> Response:
    return refused(error, "penyusutan/jra_impor.html", kini=klasifikasi.versi_terakhir(session()))


def _rows(content: bytes, name: str) -> list[list[str]]:
    checked = sandbox.periksa_unggahan(content, name, "impor")
    if not checked.bersih:
        said = " ".join(checked.alasan) or "Berkas ini tidak dapat diperiksa, jadi tidak diterima."
        raise Invalid(said, {"lembar": said})
    try:
        return sandbox.baca_lembar(content, panjang=PANJANG)
    except sandbox.Refused as refusal:
        raise Invalid(str(refusal), {"lembar": str(refusal)}) from None


def _preview(head: IsianVersi, rows: list[BarisJra], wrong: list[lembar.Keliru], name: str) -> dict[str, Any]:
    last = klasifikasi.versi_terakhir(session())
    before = klasifikasi.jadwal(session(), last.id) if last else {}
    found = lembar.bandingkan(before, rows)
    touched = queries.tersentuh(session(), [new.kode for _, new in found.berubah] + [r.kode for r in found.hilang])
    shorter = [old for old, new in found.berubah if _shorter(old, new)]
    return {
        "isian": head,
        "nama_berkas": name,
        "keliru": wrong[:TAMPAK],
        "keliru_jumlah": len(wrong),
        "beda": found,
        "baris": len(rows),
        "tersentuh": touched,
        "berkas": sum(touched.values()),
        "pendek": len(shorter),
        "pendek_kode": {old.kode for old in shorter},
        "tampak": TAMPAK,
        "nasib": NASIB_LABEL,
        "lama": last,
        "isi": json.dumps([[r.kode, r.uraian, *map(str, r.isi)] for r in rows], ensure_ascii=False),
        "sidik": actions.sidik(rows),
    }


def _shorter(old: BarisJra, new: BarisJra) -> bool:
    order = list(NASIB_LABEL)
    less = new.aktif < old.aktif or new.aktif + new.inaktif < old.aktif + old.inaktif
    return less or order.index(new.nasib) < order.index(old.nasib)


@routes.post(f"{HERE}/impor/muat")
@needs(Action.KELOLA_JRA)
def muat_jra() -> Response:
    """Keep exactly what was looked at as the next version."""
    require(decide(Action.KELOLA_JRA, arsip_policy.standing(current_actor(), None)))
    rows: list[BarisJra] = []
    head: IsianVersi | None = None
    name = request.form.get("nama_berkas", "")[:200]
    try:
        head = isian.versi(request.form)
        rows = _carried(request.form.get("isi", ""))
        if actions.sidik(rows) != request.form.get("sidik", ""):
            raise Invalid("Isi lembarnya berubah di jalan. Unggah lagi lembarnya.", {"lembar": "Unggah lagi."})
        made = actions.impor(session(), current_actor(), head, rows, name)
    except (Invalid, Conflict) as error:
        release()
        if head is None or not rows:
            return _first(error)
        return refused(error, "penyusutan/jra_periksa.html", **_preview(head, rows, [], name))
    flash(
        f"Versi {made.nomor} tersimpan dan berlaku mulai {made.berlaku_mulai:%d-%m-%Y}. Perubahan retensi berkas diusulkan sesudahnya."
    )
    return see(f"{HERE}?versi={made.id}")


def _carried(text: str) -> list[BarisJra]:
    said = "Isi lembarnya tidak terbaca lagi. Unggah lagi lembarnya."
    if len(text) > BAWAAN:
        raise Invalid(said, {"lembar": said})
    cells = isian.sel(request.form, "isi", said)
    head = ["Kode", "Jenis Arsip", "Aktif (tahun)", "Inaktif (tahun)", "Nasib Akhir", "Dihitung Sejak"]
    rows, wrong = lembar.baca([head, *cells], klasifikasi.semua_kode(session()))
    if wrong:
        raise Invalid(wrong[0].kalimat, {"lembar": wrong[0].kalimat})
    return rows


@routes.post(f"{HERE}/<int:versi_id>/batal")
@needs(Action.KELOLA_JRA)
def batal_jra(versi_id: int) -> Response:
    """Take back a version that is not valid yet."""
    versi = session().get(JraVersi, versi_id)
    if versi is None or not _manages():
        raise NotFound("Versi JRA itu tidak ada.")
    try:
        actions.batalkan_versi(session(), current_actor(), versi, isian.alasan(request.form))
    except (Invalid, Conflict) as error:
        session().rollback()
        flash(str(error), "warn")
        return see(f"{HERE}?versi={versi_id}")
    flash(f"Versi {versi.nomor} ditarik.")
    return see(HERE)
