"""Two at one naskah, versions, comments, templates and Word documents through HTTP, without scripts."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from client import kirim
from flask.testing import FlaskClient
from makers import Kota
from sqlalchemy import Engine, select

from eoffice import db
from eoffice.akses.rights import Sifat
from eoffice.naskah import actions, suntingan
from eoffice.naskah.models import Komentar, Naskah, Simpanan, Templat
from eoffice.pdf import isi
from eoffice.web.services import Services
from tests.naskah import kantor

pytestmark = pytest.mark.sekali  # pages; what the database does is proven in test_suntingan

Masuk = Callable[..., FlaskClient]
PUSTAKA = Path(__file__).parents[1] / "sandbox" / "docx" / "pustaka.docx"


def _naskah(engine: Engine, naskah_id: int) -> Naskah:
    with db.reading(engine) as session:
        found = session.get_one(Naskah, naskah_id)
        session.expunge_all()
    return found


def _two(engine: Engine, kota: Kota) -> int:
    with db.transaction(engine) as session:
        naskah = kantor.konsep(session, kota)
        staf = kota["staf.dinsos"].actor(session)
        jabatan = [kota[n].jabatan.id for n in ("kabid.dinsos", "sekretaris.diskominfo")]
        actions.set_route(session, staf, naskah, hierarki=jabatan[:1], koordinasi=jabatan[1:])
        actions.ajukan(session, staf, naskah)
        return naskah.id


def test_the_second_sees_who_writes_and_what_the_first_typed_after_a_take_over_is_kept(
    kota_kecil: Kota, masuk: Masuk, engine: Engine
) -> None:
    naskah_id = _two(engine, kota_kecil)
    one, two = masuk("kabid.dinsos"), masuk("sekretaris.diskominfo")
    url = f"/naskah/{naskah_id}"

    editor = one.get(f"{url}/sunting")
    held = two.get(f"{url}/sunting")
    beat = kirim(two, f"{url}/denyut", json={})
    taken = kirim(two, f"{url}/ambil-alih")
    opened = two.get(f"{url}/sunting")
    told = kirim(one, f"{url}/denyut", json={})
    late = kirim(
        one,
        f"{url}/ubah",
        {
            "versi": str(_naskah(engine, naskah_id).version),
            "hal": "Hal Kabid",
            "isi": "Tulisan kabid.",
            "sifat": "biasa",
        },
    )

    name = kota_kecil["kabid.dinsos"].pegawai.nama_lengkap
    assert 'data-denyut="' in editor.text
    assert f"Sedang disunting {name} sejak" in held.text
    assert "data-editor" not in held.text
    assert (beat.status_code, taken.status_code, opened.status_code) == (409, 303, 200)
    assert (told.status_code, late.status_code) == (409, 409)
    assert told.get_json()["penyunting"].startswith("Sedang disunting")
    assert "Tulisan kabid." in late.text
    assert _naskah(engine, naskah_id).hal == "Laporan Bantuan Sosial"
    with db.reading(engine) as session:
        (kept,) = session.scalars(select(Simpanan).where(Simpanan.titipan))
        assert (kept.isi["hal"], isi.plain_text(kept.isi["isi"])) == ("Hal Kabid", "Tulisan kabid.")
        code = f"s{kept.id}"
    assert code not in two.get(f"{url}/versi").text
    assert f"{url}/pulihkan/{code}" in one.get(f"{url}/versi").text
    assert kirim(one, f"{url}/pulihkan/{code}").status_code == 409
    kirim(one, f"{url}/ambil-alih")
    assert kirim(one, f"{url}/pulihkan/{code}").status_code == 303
    assert _naskah(engine, naskah_id).hal == "Hal Kabid"


def test_an_autosave_of_the_one_who_lost_it_is_kept_and_answered(
    kota_kecil: Kota, masuk: Masuk, engine: Engine
) -> None:
    naskah_id, _ = kantor.made(engine, kota_kecil, kantor.konsep)
    staf = masuk("staf.dinsos")
    with db.transaction(engine) as session:
        naskah = session.get_one(Naskah, naskah_id)
        other = kota_kecil["staf2.dinsos"].pegawai.id
        actions.pegang(session, kota_kecil["staf.dinsos"].actor(session), naskah)
        held = suntingan.penyunting(session, naskah_id)
        assert held is not None
        held.pegawai_id = other
    body = {"versi": _naskah(engine, naskah_id).version, "kolom": {"hal": "Hal Baru"}, "isi": isi.from_plain("Baru.")}

    answer = kirim(staf, f"/naskah/{naskah_id}/isi", json=body, method="PUT")

    assert (answer.status_code, answer.get_json()["direbut"]) == (409, True)
    assert answer.get_json()["titipan"] == f"/naskah/{naskah_id}/versi#titipan"
    assert _naskah(engine, naskah_id).hal == "Laporan Bantuan Sosial"


def test_saves_are_compared_and_brought_back(kota_kecil: Kota, masuk: Masuk, engine: Engine) -> None:
    naskah_id, _ = kantor.made(engine, kota_kecil, kantor.konsep)
    staf, url = masuk("staf.dinsos"), f"/naskah/{naskah_id}"

    for words in ("Isi yang pertama.", "Isi yang kedua."):
        answer = kirim(
            staf, f"{url}/sunting", {"versi": str(_naskah(engine, naskah_id).version), "hal": "Hal", "isi": words}
        )
        assert answer.status_code == 303, answer.text
    with db.reading(engine) as session:
        first, second = session.scalars(select(Simpanan.id).order_by(Simpanan.id))
    compared = staf.get(f"{url}/banding?a=s{first}&b=s{second}")
    brought = kirim(staf, f"{url}/pulihkan/s{first}")

    assert "<del>pertama.</del><ins>kedua.</ins>" in compared.text
    assert (brought.status_code, isi.plain_text(_naskah(engine, naskah_id).isi)) == (303, "Isi yang pertama.")
    page = staf.get(f"{url}/versi").text
    assert "Memulihkan simpanan" in page
    assert kota_kecil["staf.dinsos"].pegawai.nama_lengkap in page
    assert staf.get(f"{url}/banding?a=s{first}999&b=0").status_code == 404
    assert masuk("staf2.dinsos").get(f"{url}/versi").status_code == 404


def test_comments_work_without_scripts_and_are_never_printed(
    kota_kecil: Kota, masuk: Masuk, engine: Engine, services: Services
) -> None:
    naskah_id, _ = kantor.made(engine, kota_kecil, kantor.diajukan)
    kabid, staf, url = masuk("kabid.dinsos"), masuk("staf.dinsos"), f"/naskah/{naskah_id}"
    before = kabid.get(f"{url}/konsep.pdf").data

    form = kabid.get(f"{url}/komentar?baris=1")
    wrong = kirim(kabid, f"{url}/komentar", {"baris": "1", "kutipan": "tidak ada", "teks": "Apa ini?"})
    made = kirim(kabid, f"{url}/komentar", {"baris": "1", "kutipan": "Saudara", "teks": "Sebut <b>jabatannya</b>."})
    with db.reading(engine) as session:
        (row,) = session.scalars(select(Komentar))
        session.expunge_all()
    kirim(staf, f"{url}/komentar/{row.id}/balas", {"teks": "Baik."})
    page = staf.get(f"{url}/komentar")
    done = kirim(staf, f"{url}/komentar/{row.id}/selesai")

    assert "“Atas perhatian" in form.text
    assert (wrong.status_code, "Apa ini?" in wrong.text) == (422, True)
    assert made.location == f"{url}/komentar#komentar-{row.id}"
    assert (row.kutipan, row.sebelum[-10:]) == ("Saudara", "perhatian ")
    assert re.search(r"<mark[^>]*><a[^>]*>Saudara</a></mark>", page.text)
    assert "Sebut &lt;b&gt;jabatannya&lt;/b&gt;." in page.text
    assert "Baik." in page.text
    assert done.status_code == 303
    assert "Selesai oleh" in staf.get(f"{url}/komentar").text
    assert kabid.get(f"{url}/konsep.pdf").data == before
    assert masuk("tu.dinsos").get(f"{url}/komentar").status_code == 404
    assert kirim(masuk("staf2.dinsos"), f"{url}/komentar", {"teks": "x"}).status_code == 404


def test_a_template_is_taken_from_a_naskah_shown_used_and_changed(
    kota_kecil: Kota, masuk: Masuk, engine: Engine
) -> None:
    naskah_id, _ = kantor.made(engine, kota_kecil, kantor.konsep)
    staf = masuk("staf.dinsos")
    assert "Laporan Bantuan Sosial" in staf.get(f"/naskah/templat/baru?naskah={naskah_id}").text
    with db.transaction(engine) as session:
        session.get_one(Naskah, naskah_id).sifat = Sifat.TERBATAS
    assert staf.get(f"/naskah/templat/baru?naskah={naskah_id}").status_code == 403
    assert "Jadikan templat" not in staf.get(f"/naskah/{naskah_id}").text
    data = {
        "jenis": "surat_dinas",
        "nama": "Laporan triwulan",
        "hal": "Laporan [triwulan]",
        "isi": "Kami sampaikan [isi].",
    }

    refused = kirim(staf, "/naskah/templat/simpan", data | {"nama": ""})
    longer = kirim(staf, "/naskah/templat/simpan", data | {"isi": "Terlalu panjang.\n" * 12_000})
    saved = kirim(staf, "/naskah/templat/simpan", data)
    with db.reading(engine) as session:
        (row,) = session.scalars(select(Templat))
        session.expunge_all()
    colleague = masuk("staf2.dinsos")
    shown = colleague.get(f"/naskah/templat/{row.id}")
    used = kirim(colleague, f"/naskah/templat/{row.id}/pakai")
    change = {"templat": str(row.id), "versi": str(row.version), "nama": "Laporan bulanan", "isi": "Lain."}

    assert (refused.status_code, "Kami sampaikan [isi]." in refused.text) == (422, True)
    assert (longer.status_code, longer.text.count("Terlalu panjang.") >= 12_000) == (422, True)
    assert saved.location == f"/naskah/templat/{row.id}"
    assert "Kami sampaikan [isi]." in shown.text
    assert "Laporan triwulan" in colleague.get("/naskah/baru").text
    begun = int(used.location.split("/")[2])
    assert _naskah(engine, begun).hal == "Laporan [triwulan]"
    assert kirim(colleague, "/naskah/templat/simpan", change).status_code == 403
    late = kirim(staf, "/naskah/templat/simpan", change | {"versi": "99"})
    assert (late.status_code, 'name="versi" value="99"' in late.text) == (409, True)
    assert masuk("staf.diskominfo").get(f"/naskah/templat/{row.id}").status_code == 404
    assert kirim(masuk("tu.dinsos"), f"/naskah/templat/{row.id}/arsipkan").status_code == 303
    assert staf.get(f"/naskah/templat/{row.id}").status_code == 404


def test_phrases_are_searched_added_and_taken_away(kota_kecil: Kota, masuk: Masuk) -> None:
    staf = masuk("staf.dinsos")

    found = staf.get("/naskah/frasa?q=terima+kasih").text
    added = kirim(staf, "/naskah/frasa", {"teks": "Sekian dan terima kasih.", "letak": "penutup", "milik": "pribadi"})
    refused = kirim(staf, "/naskah/frasa", {"teks": "Ini untuk semua.", "letak": "penutup", "milik": "kota"})
    page = staf.get("/naskah/frasa").text

    assert "kerja sama Saudara" in found
    assert "Sehubungan dengan" not in found
    assert (added.status_code, refused.status_code) == (303, 403)
    number = re.search(r"/naskah/frasa/(\d+)/hapus", page)
    assert number is not None
    assert kirim(masuk("staf2.dinsos"), f"/naskah/frasa/{number[1]}/hapus").status_code == 404
    assert kirim(staf, f"/naskah/frasa/{number[1]}/hapus").status_code == 303


def test_a_word_document_becomes_the_body_and_what_was_dropped_is_said(
    kota_kecil: Kota, masuk: Masuk, engine: Engine
) -> None:
    naskah_id, _ = kantor.made(engine, kota_kecil, kantor.konsep)
    staf, url = masuk("staf.dinsos"), f"/naskah/{naskah_id}"

    def send(content: bytes, name: str, cara: str) -> object:
        return kirim(staf, f"{url}/impor", {"dokumen": (io.BytesIO(content), name), "cara": cara})

    bad = send(b"%PDF-1.4 bukan word", "surat.docx", "ganti")
    good = send(PUSTAKA.read_bytes(), "surat.docx", "tambahkan")
    page = staf.get(f"{url}/sunting").text

    assert (bad.status_code, good.status_code) == (422, 303)
    text = isi.plain_text(_naskah(engine, naskah_id).isi)
    assert text.startswith("Bersama ini kami sampaikan laporan bantuan sosial.\n")
    assert text.endswith("Disisipkan.")
    assert "Tidak ikut dari dokumen Word: gambar (1)" in page
    with db.reading(engine) as session:
        (kept,) = session.scalars(select(Simpanan))
        assert kept.sebab == "sebelum mengambil isi dari surat.docx"
