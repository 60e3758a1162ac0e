"""The naskah pages through HTTP: who sees what, what a form does, what a refusal keeps."""

import io
import re
from collections.abc import Callable
from dataclasses import replace

import client as browser
import pytest
from client import kirim
from flask.testing import FlaskClient
from makers import Kota
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import Engine, select

from eoffice import db
from eoffice.akses.rights import Sifat
from eoffice.app import create_app
from eoffice.naskah import queries
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import Status
from eoffice.pdf import isi
from eoffice.web.services import Services
from tests.naskah import kantor

pytestmark = pytest.mark.sekali  # pages and files; what the database and the store do is proven elsewhere on both

Masuk = Callable[..., FlaskClient]


def _naskah(engine: Engine, naskah_id: int) -> Naskah:
    with db.reading(engine) as session:
        found = session.get_one(Naskah, naskah_id)
        _ = found.penerima, found.paraf, found.lampiran
        session.expunge_all()
    return found


def _version(engine: Engine, naskah_id: int) -> str:
    return str(_naskah(engine, naskah_id).version)


def _pdf(text: str = "Data sasaran") -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 700, text)
    canvas.save()
    return out.getvalue()


def _begin(client: FlaskClient, jenis: str = "surat_dinas") -> int:
    answer = kirim(client, "/naskah/baru", {"jenis": jenis})
    assert answer.status_code == 303
    found = re.fullmatch(r"/naskah/(\d+)/sunting", answer.location)
    assert found is not None
    return int(found[1])


# -- writing ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("jenis", ["surat_dinas", "surat_undangan", "nota_dinas", "surat_tugas", "pengumuman"])
def test_every_jenis_can_be_begun_and_its_editor_and_preview_open(kota_kecil: Kota, masuk: Masuk, jenis: str) -> None:
    client = masuk("staf.dinsos")
    assert f'value="{jenis}"' in client.get("/naskah/baru").text
    naskah_id = _begin(client, jenis)

    page = client.get(f"/naskah/{naskah_id}/sunting")
    preview = client.get(f"/naskah/{naskah_id}/pratinjau", headers={"HX-Request": "true"})

    assert (page.status_code, preview.status_code) == (200, 200)
    assert f'data-autosave="/naskah/{naskah_id}/isi"' in page.text
    image = re.search(r'src="(/naskah/\d+/halaman/1\.png\?h=[0-9a-f]+)"', preview.text)
    assert image is not None
    answer = client.get(image[1])
    assert (answer.status_code, answer.data[:8]) == (200, b"\x89PNG\r\n\x1a\n")


def test_an_unknown_jenis_is_not_begun(kota_kecil: Kota, masuk: Masuk) -> None:
    assert kirim(masuk("staf.dinsos"), "/naskah/baru", {"jenis": "perda"}).status_code == 404


def test_autosave_keeps_fields_body_and_recipients(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    client = masuk("staf.dinsos")
    naskah_id = _begin(client)
    body = isi.from_plain("Dengan hormat.")
    kolom = {
        "hal": "Undangan",
        "tujuan": [str(kota_kecil["kadis.diskominfo"].jabatan.id)],
        "tujuan_luar": ["Kepala BPS", ""],
        "tujuan_luar_tempat": ["Arunika", ""],
        "tujuan_luar_pos_el": ["", ""],
        "tembusan": [],
        "tujuan_teks": "kep",
    }

    answer = kirim(
        client,
        f"/naskah/{naskah_id}/isi",
        method="PUT",
        json={"versi": int(_version(engine, naskah_id)), "kolom": kolom, "isi": body},
    )

    assert answer.status_code == 200
    kept = _naskah(engine, naskah_id)
    assert answer.get_json() == {"versi": kept.version, "tersimpan": answer.get_json()["tersimpan"]}
    assert re.fullmatch(r"\d\d\.\d\d", answer.get_json()["tersimpan"])
    assert (kept.hal, kept.isi, [p.teks for p in kept.penerima]) == (
        "Undangan",
        body,
        [kota_kecil["kadis.diskominfo"].jabatan.nama, "Kepala BPS"],
    )


def test_invisible_signs_in_a_pasted_body_are_left_out_and_the_writer_is_told(
    engine: Engine, kota_kecil: Kota, masuk: Masuk
) -> None:
    # KEAMANAN: CNT-01, CNT-06
    client = masuk("staf.dinsos")
    naskah_id = _begin(client)
    pasted = "Mohon dibayar \u202e000.01\u2066 rupiah."

    body = {
        "v": 1,
        "doc": {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": pasted}]}]},
    }

    saved = kirim(
        client,
        f"/naskah/{naskah_id}/isi",
        method="PUT",
        json={"versi": int(_version(engine, naskah_id)), "kolom": {}, "isi": body},
    )

    assert saved.status_code == 200
    assert "tanda yang tidak terlihat" in saved.get_json()["catatan"]
    assert isi.plain_text(_naskah(engine, naskah_id).isi) == "Mohon dibayar 000.01 rupiah."
    refused = kirim(client, f"/naskah/{naskah_id}/sunting", {"versi": _version(engine, naskah_id), "hal": "a\u202eb"})
    assert refused.status_code == 422
    assert "Hal mengandung karakter kendali yang tidak terlihat" in refused.text


def test_an_autosave_from_an_older_page_says_who_was_faster_and_loses_nothing(
    engine: Engine, kota_kecil: Kota, masuk: Masuk
) -> None:
    # KEAMANAN: TRX-02
    client = masuk("staf.dinsos")
    naskah_id = _begin(client)
    old = int(_version(engine, naskah_id))
    first = kirim(client, f"/naskah/{naskah_id}/isi", method="PUT", json={"versi": old, "kolom": {"hal": "Satu"}})
    assert first.status_code == 200

    answer = kirim(client, f"/naskah/{naskah_id}/isi", method="PUT", json={"versi": old, "kolom": {"hal": "Dua"}})

    assert answer.status_code == 409
    assert answer.get_json()["versi"] == first.get_json()["versi"]
    assert kota_kecil["staf.dinsos"].pegawai.nama in answer.get_json()["penyunting"]
    assert _naskah(engine, naskah_id).hal == "Satu"


@pytest.mark.parametrize(
    "posted",
    [
        {"versi": 1},
        {"versi": "1", "kolom": {}},
        {"versi": 1, "kolom": {"hal": 5}},
        {"versi": 1, "kolom": {"hal": "x" * 501}},
        {"versi": 1, "kolom": {"hal": "x"}, "isi": {"v": 1, "doc": {"type": "doc", "content": [{"type": "script"}]}}},
        [],
    ],
)
def test_an_autosave_that_could_never_be_right_is_422(kota_kecil: Kota, masuk: Masuk, posted: object) -> None:
    # KEAMANAN: WEB-09, CNT-01
    client = masuk("staf.dinsos")
    naskah_id = _begin(client)

    answer = kirim(client, f"/naskah/{naskah_id}/isi", method="PUT", json=posted)

    assert answer.status_code == 422
    assert answer.get_json()["pesan"]


def test_without_scripts_the_button_saves_typed_names(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    with db.transaction(engine) as session:
        kantor.kode(session)
    client = masuk("staf.dinsos")
    naskah_id = _begin(client)

    answer = kirim(
        client,
        f"/naskah/{naskah_id}/sunting",
        {
            "versi": _version(engine, naskah_id),
            "hal": "Laporan",
            "tujuan_teks": "Kepala Dinas Komunikasi dan Informatika",
            "kode_klasifikasi_teks": "sosial",
            "isi": "Dengan hormat.\n\nSekian.",
        },
    )

    assert answer.status_code == 303
    kept = _naskah(engine, naskah_id)
    assert (kept.kode_klasifikasi, [p.teks for p in kept.penerima]) == (
        "400.9",
        ["Kepala Dinas Komunikasi dan Informatika"],
    )
    assert isi.plain_text(kept.isi) == "Dengan hormat.\nSekian."


def test_saving_untouched_plain_text_keeps_the_formatting(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    client = masuk("staf.dinsos")
    naskah_id = _begin(client)
    body = isi.from_plain("Satu.\n\n1. dua\n2. tiga\n\nEmpat.")
    body["doc"]["content"][0]["content"][0]["marks"] = [{"type": "bold"}]
    with db.transaction(engine) as session:
        session.get_one(Naskah, naskah_id).isi = body
    page = client.get(f"/naskah/{naskah_id}/sunting").text
    shown = re.search(r'<textarea id="isi-naskah"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert shown is not None and shown[1] == "Satu.\n\n1. dua\n2. tiga\n\nEmpat."

    for text, expected in ((shown[1], body), (shown[1] + "\n\nLima.", isi.from_plain(shown[1] + "\n\nLima."))):
        data = {"versi": _version(engine, naskah_id), "hal": "Hal", "isi": text.replace("\n", "\r\n")}
        assert kirim(client, f"/naskah/{naskah_id}/sunting", data).status_code == 303
        assert _naskah(engine, naskah_id).isi == expected


def test_a_refused_form_shows_everything_that_was_typed(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    client = masuk("staf.dinsos")
    naskah_id = _begin(client)

    answer = kirim(
        client,
        f"/naskah/{naskah_id}/sunting",
        {
            "versi": _version(engine, naskah_id),
            "hal": "Laporan penting",
            "tujuan_teks": "tidak ada",
            "isi": "Teks panjang.",
        },
    )

    assert answer.status_code == 422
    assert "Laporan penting" in answer.text and "Teks panjang." in answer.text
    assert "Tidak ada yang cocok" in answer.text
    assert _naskah(engine, naskah_id).hal == ""


def test_submitting_an_empty_konsep_shows_all_that_is_missing(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    client = masuk("staf.dinsos")
    naskah_id = _begin(client)

    answer = kirim(
        client, f"/naskah/{naskah_id}/ajukan", {"versi": _version(engine, naskah_id), "hal": "Baru diketik.", "isi": ""}
    )

    assert answer.status_code == 422
    for sentence in ("Hal tidak diakhiri titik.", "Pilih kode klasifikasi.", "Pilih paling sedikit satu tujuan.", "Isi naskah masih kosong."):  # fmt: skip
        assert sentence in answer.text
    assert "Baru diketik." in answer.text
    assert f'name="versi" value="{_version(engine, naskah_id)}"' in answer.text


def test_the_whole_route_through_the_browser(services: Services, kota_kecil: Kota, masuk: Masuk) -> None:
    engine = services.engine
    kantor.sertifikat(services, kota_kecil)
    naskah_id, _ = kantor.made(engine, kota_kecil, kantor.konsep)
    staf, kabid, kadis = (masuk(n) for n in ("staf.dinsos", "kabid.dinsos", "kadis.dinsos"))
    page = f"/naskah/{naskah_id}"

    assert kirim(staf, f"{page}/ajukan", {"versi": _version(engine, naskah_id)}).status_code == 303
    assert f'href="{page}"' in kabid.get("/naskah/paraf").text
    seen = re.search(r'name="dilihat" value="([0-9a-f]{64})"', kabid.get(page).text)
    assert seen is not None
    assert kirim(kabid, f"{page}/paraf", {"versi": _version(engine, naskah_id), "dilihat": seen[1]}).status_code == 303
    assert f'href="{page}/tanda-tangan"' in kadis.get("/naskah/tanda-tangan").text
    signing = kadis.get(f"{page}/tanda-tangan").text
    form = dict(re.findall(r'name="(dilihat|rinci|ikatan)" value="([^"]+)"', signing))
    assert len(form) == 3 and "Sertifikat" in signing

    wrong = kirim(kadis, f"{page}/tanda-tangan", form | {"frasa_sandi": "bukan frasa yang benar"})
    assert wrong.status_code == 422
    assert "sisa 4" in wrong.text and "bukan frasa yang benar" not in wrong.text
    assert _naskah(engine, naskah_id).status is Status.SIAP_TTD

    done = kirim(kadis, f"{page}/tanda-tangan", form | {"frasa_sandi": kantor.FRASA})
    assert (done.status_code, done.location) == (303, page)
    shown = kadis.get(page).text
    assert "400.9/1/DINSOS/" in shown and "Ditandatangani" in shown
    pdf = kadis.get(f"{page}/naskah.pdf")
    assert (pdf.status_code, pdf.data[:5]) == (200, b"%PDF-")


# -- verdicts -----------------------------------------------------------------------------------------------------


def test_a_returned_naskah_says_why_to_its_konseptor(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    naskah_id, _ = kantor.made(engine, kota_kecil, kantor.diajukan)
    kabid = masuk("kabid.dinsos")

    empty = kirim(kabid, f"/naskah/{naskah_id}/kembalikan", {"versi": _version(engine, naskah_id)})
    assert empty.status_code == 422
    given = {"versi": _version(engine, naskah_id), "alasan": "Perbaiki redaksi dan ejaan."}
    assert kirim(kabid, f"/naskah/{naskah_id}/kembalikan", given).status_code == 303

    assert "Perbaiki redaksi dan ejaan." in masuk("staf.dinsos").get(f"/naskah/{naskah_id}").text


def test_a_reviewers_change_is_shown_as_redline_and_marks_older_paraf(
    engine: Engine, kota_kecil: Kota, masuk: Masuk
) -> None:
    with db.transaction(engine) as session:
        from eoffice.naskah import actions

        naskah = kantor.konsep(session, kota_kecil)
        staf = kota_kecil["staf.dinsos"].actor(session)
        ids = [kota_kecil[n].jabatan.id for n in ("kabid.dinsos", "kabid.diskominfo")]
        actions.set_route(session, staf, naskah, hierarki=ids[:1], koordinasi=ids[1:])
        actions.ajukan(session, staf, naskah)
        actions.paraf(session, kota_kecil["kabid.dinsos"].actor(session), naskah)
        naskah_id = naskah.id
    other = masuk("kabid.diskominfo")
    kept = _naskah(engine, naskah_id)
    form = {
        "versi": str(kept.version),
        "hal": kept.hal,
        "kode_klasifikasi": "400.9",
        "tujuan": str(kota_kecil["kadis.diskominfo"].jabatan.id),
        "tembusan": str(kota_kecil["sekda"].jabatan.id),
        "isi": kantor.ISI.replace("laporan", "rekapitulasi"),
    }

    assert kirim(other, f"/naskah/{naskah_id}/ubah", form).location == f"/naskah/{naskah_id}/banding"

    redline = masuk("staf.dinsos").get(f"/naskah/{naskah_id}/banding").text
    assert "<del>laporan</del><ins>rekapitulasi</ins>" in redline
    assert "atas versi 1" in masuk("kadis.dinsos").get(f"/naskah/{naskah_id}").text


def test_a_stale_button_is_refused_and_the_note_kept(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    # KEAMANAN: TRX-02
    naskah_id, _ = kantor.made(engine, kota_kecil, kantor.diajukan)
    old = str(int(_version(engine, naskah_id)) - 1)

    answer = kirim(
        masuk("kabid.dinsos"), f"/naskah/{naskah_id}/paraf", {"versi": old, "catatan": "Catatan panjang saya"}
    )

    assert answer.status_code == 409
    assert "Catatan panjang saya" in answer.text
    assert _naskah(engine, naskah_id).status is Status.PEMERIKSAAN


def test_the_same_form_sent_twice_has_one_effect(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    # KEAMANAN: TRX-03
    client = masuk("staf.dinsos")

    first = kirim(client, "/naskah/baru", {"jenis": "surat_dinas"}, kunci="k" * 24)
    second = kirim(client, "/naskah/baru", {"jenis": "surat_dinas"}, kunci="k" * 24)

    assert first.location == second.location
    with db.reading(engine) as session:
        assert len(session.scalars(select(Naskah.id)).all()) == 1


# -- who sees -----------------------------------------------------------------------------------------------------

PAGES = ("", "/sunting", "/pratinjau", "/halaman/1.png", "/konsep.pdf", "/naskah.pdf", "/unduh", "/versi", "/banding",
         "/tanda-tangan", "/rute", "/periksa", "/klasifikasi", "/lampiran/1")  # fmt: skip
POSTS = ("/sunting", "/ajukan", "/ubah", "/paraf", "/kembalikan", "/tolak", "/tarik", "/batalkan", "/tanda-tangan",
         "/lampiran", "/lampiran/1/hapus", "/cetak", "/kirim/1", "/klasifikasi")  # fmt: skip


def test_a_stranger_cannot_tell_that_it_exists(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    # KEAMANAN: OTR-04
    naskah_id, _ = kantor.made(engine, kota_kecil, kantor.diajukan)
    stranger = masuk("staf.diskominfo")
    token_free = re.compile(r'(?:value|content|nonce|h|kunci)="[^"]*"|nonce-[^\'"]+')

    for page in PAGES:
        real, invented = stranger.get(f"/naskah/{naskah_id}{page}"), stranger.get(f"/naskah/999999{page}")
        assert (real.status_code, invented.status_code) == (404, 404), page
        assert token_free.sub("", real.text) == token_free.sub("", invented.text), page
    for page in POSTS:
        data = {"versi": "1", "frasa_sandi": "x", "dilihat": "0" * 64}
        assert kirim(stranger, f"/naskah/{naskah_id}{page}", data).status_code == 404, page


def test_the_canary_of_a_rahasia_reaches_nobody_outside_its_route(
    engine: Engine, kota_kecil: Kota, masuk: Masuk
) -> None:
    # KEAMANAN: OTR-03
    naskah_id, _ = kantor.made(engine, kota_kecil, kantor.siap, sifat=Sifat.RAHASIA)
    with db.transaction(engine) as session:
        naskah = session.get_one(Naskah, naskah_id)
        naskah.hal, naskah.status = "Kenari kuning rahasia", Status.TERKIRIM

    for name in ("staf2.dinsos", "tu.dinsos", "arsiparis.dinsos", "walikota", "sekda", "admin"):
        client = masuk(name)
        for page in (
            "/naskah/keluar",
            "/naskah/keluar?tab=belum",
            "/naskah/konsep",
            "/naskah/paraf",
            "/naskah/tanda-tangan",
            f"/naskah/{naskah_id}",
        ):
            assert "Kenari" not in client.get(page).text, (name, page)
    assert "Kenari" in masuk("kadis.dinsos").get("/naskah/keluar").text


def test_a_visible_naskah_refuses_what_is_not_ones_right_with_403(
    engine: Engine, kota_kecil: Kota, masuk: Masuk
) -> None:
    # KEAMANAN: OTR-04
    naskah_id, _ = kantor.made(engine, kota_kecil, kantor.diajukan)

    answer = kirim(masuk("kadis.dinsos"), f"/naskah/{naskah_id}/paraf", {"versi": _version(engine, naskah_id)})

    assert answer.status_code == 403


def test_lists_hold_as_many_statements_for_three_as_for_one(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    from sqlalchemy import event

    client = masuk("kabid.dinsos")
    kantor.made(engine, kota_kecil, kantor.diajukan)
    client.get("/naskah/paraf")  # who that is, is asked once
    counts = []
    seen: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *a: seen.append(a[2]))
    for more in (1, 2):
        for _ in range(more):
            kantor.made(engine, kota_kecil, kantor.diajukan)
        seen.clear()
        assert client.get("/naskah/paraf").status_code == 200
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_the_menu_counts_what_the_list_shows(engine: Engine, kota_kecil: Kota) -> None:
    # KEAMANAN: OTR-03
    kantor.made(engine, kota_kecil, kantor.diajukan)
    kantor.made(engine, kota_kecil, kantor.siap)
    kantor.made(engine, kota_kecil, kantor.konsep)

    with db.reading(engine) as session:
        staf, kabid, kadis = (kota_kecil[n].actor(session) for n in ("staf.dinsos", "kabid.dinsos", "kadis.dinsos"))
        assert queries.counts(session, staf) == {"konsep": 1, "paraf": 0, "tandatangan": 0, "kirim": 0}
        assert queries.counts(session, kabid)["paraf"] == len(queries.to_check(session, kabid)) == 1
        assert queries.counts(session, kadis)["tandatangan"] == len(queries.to_sign(session, kadis)) == 1


# -- lampiran -----------------------------------------------------------------------------------------------------


def _upload(client: FlaskClient, engine: Engine, naskah_id: int, content: bytes, nama: str) -> "object":
    data = {"versi": _version(engine, naskah_id), "judul": "Data", "berkas": (io.BytesIO(content), nama)}
    return kirim(client, f"/naskah/{naskah_id}/lampiran", data, content_type="multipart/form-data")


def test_a_clean_pdf_is_attached_and_joins_the_pages(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    # KEAMANAN: UPL-03, UPL-13
    client = masuk("staf.dinsos")
    naskah_id = _begin(client)

    answer = _upload(client, engine, naskah_id, _pdf(), "../data\u202esasaran.PDF")

    assert answer.status_code == 303  # type: ignore[attr-defined]
    (row,) = _naskah(engine, naskah_id).lampiran
    assert (row.nama, row.halaman, row.gabung) == ("datasasaran.pdf", 1, True)
    assert re.fullmatch(r"[a-z0-9/_-]{1,120}", row.key)
    preview = client.get(f"/naskah/{naskah_id}/pratinjau").text
    assert preview.count('class="paper"') == 2


def test_a_lampiran_always_comes_as_a_download(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    # KEAMANAN: WEB-04
    client = masuk("staf.dinsos")
    naskah_id = _begin(client)
    _upload(client, engine, naskah_id, _pdf(), "data.pdf")
    (row,) = _naskah(engine, naskah_id).lampiran

    answer = client.get(f"/naskah/{naskah_id}/lampiran/{row.id}")

    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.data.startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("content", "nama"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "gambar.svg"),
        (b"MZ\x90\x00", "program.pdf"),
        (b"", "kosong.pdf"),
        (_pdf().replace(b"/Type /Catalog", b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /Type /Catalog"), "aktif.pdf"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_clean_is_refused_in_plain_words(
    engine: Engine, kota_kecil: Kota, masuk: Masuk, content: bytes, nama: str
) -> None:
    # KEAMANAN: UPL-01, UPL-05, UPL-06
    client = masuk("staf.dinsos")
    naskah_id = _begin(client)

    answer = _upload(client, engine, naskah_id, content, nama)

    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "Berkas tidak diterima." in answer.text  # type: ignore[attr-defined]
    assert _naskah(engine, naskah_id).lampiran == []


def test_a_file_over_the_limit_is_413_and_names_the_limit(services: Services, kota_kecil: Kota) -> None:
    # KEAMANAN: UPL-02
    small = replace(services.settings, max_upload=200 * 1024)
    client = browser.masuk(create_app(small, services=replace(services, settings=small)).test_client(), "staf.dinsos")
    naskah_id = _begin(client)

    answer = _upload(client, services.engine, naskah_id, b"%PDF-" + b"0" * 200 * 1024, "besar.pdf")

    assert answer.status_code == 413  # type: ignore[attr-defined]
    assert "200 KB" in answer.text  # type: ignore[attr-defined]


def test_a_day_has_its_limit_too(services: Services, kota_kecil: Kota) -> None:
    # KEAMANAN: UPL-02
    small = replace(services.settings, daily_upload=len(_pdf()) + 10)
    client = browser.masuk(create_app(small, services=replace(services, settings=small)).test_client(), "staf.dinsos")
    naskah_id = _begin(client)

    codes = [_upload(client, services.engine, naskah_id, _pdf(), "data.pdf").status_code for _ in range(2)]  # type: ignore[attr-defined]

    assert codes == [303, 413]


def test_nothing_is_attached_once_it_is_under_way(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    naskah_id, _ = kantor.made(engine, kota_kecil, kantor.diajukan)

    answer = _upload(masuk("staf.dinsos"), engine, naskah_id, _pdf(), "data.pdf")

    assert answer.status_code == 403  # type: ignore[attr-defined]


# -- issued -------------------------------------------------------------------------------------------------------


def _signed(services: Services, kota: Kota) -> int:
    from eoffice.naskah import actions, jobs

    kantor.sertifikat(services, kota)
    naskah_id, seen = kantor.made(services.engine, kota, kantor.siap, luar=True)
    with db.reading(services.engine) as session:
        kadis = kota["kadis.dinsos"].actor(session)
    actions.tandatangani(services, kadis, naskah_id, frasa=kantor.FRASA, dilihat_sha256=seen)
    with db.transaction(services.engine) as session:
        jobs.kirim(session, services, naskah_id)
    return naskah_id


def test_tu_records_how_an_outsider_got_it(services: Services, kota_kecil: Kota, masuk: Masuk) -> None:
    naskah_id = _signed(services, kota_kecil)
    tu = masuk("tu.dinsos")
    outsider = next(p for p in _naskah(services.engine, naskah_id).penerima if p.teks == "Kepala BPS")
    assert f"/naskah/{naskah_id}" in tu.get("/naskah/keluar?tab=belum").text
    assert "Belum dikirim" in tu.get(f"/naskah/{naskah_id}").text

    answer = kirim(tu, f"/naskah/{naskah_id}/kirim/{outsider.id}", {"cara": "kurir", "keterangan": "Diterima Pak Amir"})

    assert answer.status_code == 303
    assert "Diterima Pak Amir" in tu.get(f"/naskah/{naskah_id}").text
    assert f'href="/naskah/{naskah_id}"' not in tu.get("/naskah/keluar?tab=belum").text
    again = kirim(tu, f"/naskah/{naskah_id}/kirim/{outsider.id}", {"cara": "pos", "keterangan": ""})
    assert again.status_code == 409
    assert kirim(tu, f"/naskah/{naskah_id}/kirim/{outsider.id}", {"cara": "merpati"}).status_code == 422


def test_downloads_and_prints_are_counted_apart(services: Services, kota_kecil: Kota, masuk: Masuk) -> None:
    from eoffice.peristiwa.models import Peristiwa

    naskah_id = _signed(services, kota_kecil)
    staf = masuk("staf.dinsos")

    plain = staf.get(f"/naskah/{naskah_id}/unduh")
    assert plain.headers["Content-Disposition"].startswith("attachment;")
    printed = kirim(staf, f"/naskah/{naskah_id}/cetak", {"salinan": "3", "cara": "cetak"})
    assert printed.location == f"/naskah/{naskah_id}/naskah.pdf"
    elsewhere = kirim(staf, f"/naskah/{naskah_id}/cetak", {"salinan": "2", "cara": "unduh"})
    assert elsewhere.location == f"/naskah/{naskah_id}/naskah.pdf?unduh=1"
    assert kirim(staf, f"/naskah/{naskah_id}/cetak", {"salinan": "0", "cara": "cetak"}).status_code == 422

    with db.reading(services.engine) as session:
        kinds = list(session.scalars(select(Peristiwa.jenis).order_by(Peristiwa.urut)))
    assert [k for k in kinds if "unduh" in k or "cetak" in k] == [
        "naskah.diunduh",
        "naskah.dicetak",
        "naskah.diunduh_cetak",
    ]


def test_whoever_is_around_it_sees_the_result_without_the_notes(
    services: Services, kota_kecil: Kota, masuk: Masuk
) -> None:
    # KEAMANAN: OTR-07
    from eoffice.naskah import actions

    kantor.sertifikat(services, kota_kecil)
    with db.transaction(services.engine) as session:
        naskah = kantor.diajukan(session, kota_kecil)
        actions.paraf(session, kota_kecil["kabid.dinsos"].actor(session), naskah, "Catatan antarpemeriksa")
        naskah_id, seen = naskah.id, naskah.content_sha256()
    with db.reading(services.engine) as session:
        kadis = kota_kecil["kadis.dinsos"].actor(session)
    actions.tandatangani(services, kadis, naskah_id, frasa=kantor.FRASA, dilihat_sha256=seen)

    assert "Catatan antarpemeriksa" in masuk("staf.dinsos").get(f"/naskah/{naskah_id}").text
    colleague = masuk("staf2.dinsos")
    assert "Catatan antarpemeriksa" not in colleague.get(f"/naskah/{naskah_id}").text
    assert colleague.get(f"/naskah/{naskah_id}/versi").status_code == 403
    assert colleague.get(f"/naskah/{naskah_id}/banding").status_code == 403


# -- around -------------------------------------------------------------------------------------------------------


def test_type_aheads_find_offices_and_codes(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    with db.transaction(engine) as session:
        kantor.kode(session)
    client = masuk("staf.dinsos")

    assert "Kepala Dinas Sosial" in client.get("/naskah/jabatan?q=kepala+sosial").text
    assert "Pengolah Data" not in client.get("/naskah/jabatan?q=pengolah&ttd=1").text
    assert 'data-nilai="400.9"' in client.get("/naskah/klasifikasi?q=sos").text
    for odd in ("%25", "_", "%5C", "%00", "'", "a" * 500, "("):
        assert client.get(f"/naskah/jabatan?q={odd}").status_code == 200
        assert client.get(f"/naskah/klasifikasi?q={odd}").status_code == 200


def test_a_code_can_be_chosen_in_the_tree(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    with db.transaction(engine) as session:
        kantor.kode(session)
    client = masuk("staf.dinsos")
    naskah_id = _begin(client)
    assert 'value="400.9"' in client.get(f"/naskah/{naskah_id}/klasifikasi?q=sosial").text

    assert kirim(client, f"/naskah/{naskah_id}/klasifikasi", {"kode": "400.9"}).status_code == 303

    assert _naskah(engine, naskah_id).kode_klasifikasi == "400.9"


def test_help_can_be_read_before_signing_in(kota_kecil: Kota, client: FlaskClient) -> None:
    page = client.get("/bantuan")

    assert page.status_code == 200
    for part in ("Membuat surat", "Memaraf", "Menandatangani", "Disposisi", "Mencari", "Memberkaskan"):
        assert part in page.text


def test_no_page_carries_inline_style_script_or_handler(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    # KEAMANAN: WEB-02
    draft = kantor.made(engine, kota_kecil, kantor.konsep)[0]
    waiting = kantor.made(engine, kota_kecil, kantor.diajukan)[0]
    staf, kabid = masuk("staf.dinsos"), masuk("kabid.dinsos")
    pages = [staf.get(f"/naskah/{draft}/sunting"), staf.get("/naskah/baru"), staf.get("/naskah/konsep"), kabid.get(f"/naskah/{waiting}"),
             kabid.get(f"/naskah/{waiting}/sunting"), kabid.get(f"/naskah/{waiting}/versi"), staf.get("/bantuan")]  # fmt: skip

    for page in pages:
        assert page.status_code == 200
        assert not re.search(r"<[^>]+\s(?:style|on[a-z]+)=", page.text)
        assert not re.search(r"<script(?![^>]*\bsrc=)", page.text)
        assert "javascript:" not in page.text


def test_what_a_user_typed_is_never_markup(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    # KEAMANAN: WEB-06
    bad = "<script>alert(1)</script>'\"><img src=x onerror=alert(2)>"
    client = masuk("staf.dinsos")
    naskah_id = _begin(client)
    answer = kirim(
        client,
        f"/naskah/{naskah_id}/isi",
        method="PUT",
        json={
            "versi": int(_version(engine, naskah_id)),
            "kolom": {"hal": bad, "tujuan_luar": bad},
            "isi": isi.from_plain(bad),
        },
    )
    assert answer.status_code == 200

    for page in (
        f"/naskah/{naskah_id}",
        f"/naskah/{naskah_id}/sunting",
        "/naskah/konsep",
        f"/naskah/{naskah_id}/klasifikasi",
    ):
        text = client.get(page).text
        assert "<script>alert" not in text and "<img src=x" not in text, page
    assert client.get(f"/naskah/{naskah_id}/konsep.pdf").status_code == 200
