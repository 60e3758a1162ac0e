"""The own fields of a jenis on the page: rows without scripts, everything missing as one list, nothing typed is lost."""

import re
from collections.abc import Callable

import pytest
from client import kirim
from flask.testing import FlaskClient
from makers import Kota
from sqlalchemy import Engine

from eoffice import db
from eoffice.naskah import jenis
from eoffice.naskah.models import Naskah

pytestmark = pytest.mark.sekali
Masuk = Callable[..., FlaskClient]


def _begin(client: FlaskClient, jenis: str = "keputusan") -> int:
    return int(re.findall(r"\d+", kirim(client, "/naskah/baru", {"jenis": jenis}).location)[0])


def _kept(engine: Engine, naskah_id: int) -> Naskah:
    with db.transaction(engine) as session:
        return session.get_one(Naskah, naskah_id)


def _form(engine: Engine, naskah_id: int, **more: object) -> dict[str, object]:
    return {
        "versi": str(_kept(engine, naskah_id).version),
        "hal": "Tim Arsip",
        "menimbang": "bahwa perlu tim\nbahwa perlu menetapkan keputusan",
        "mengingat": "Undang-Undang Nomor 43 Tahun 2009",
        "diktum.teks": ["Membentuk tim.", "Keputusan ini mulai berlaku hari ini.", ""],
        "diktum.butir": ["ketua\nanggota", "", ""],
        **more,
    }


def test_rows_are_added_moved_and_removed_without_scripts(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    client = masuk("staf.dinsos")
    naskah_id = _begin(client)
    page = client.get(f"/naskah/{naskah_id}/sunting").text
    assert page.count('name="diktum.teks"') == 1
    assert 'name="isi"' not in page

    answer = kirim(client, f"/naskah/{naskah_id}/sunting", _form(engine, naskah_id, susun="diktum:2:naik"))

    assert answer.location == f"/naskah/{naskah_id}/sunting?langkah=2#f-diktum"
    assert [row["butir"] for row in _kept(engine, naskah_id).rincian["diktum"]] == [[], ["ketua", "anggota"]]
    page = client.get(f"/naskah/{naskah_id}/sunting?langkah=2").text
    assert page.count('name="diktum.teks"') == 3
    assert page.index("mulai berlaku") < page.index("Membentuk tim.")


def test_the_body_stands_on_the_form_where_it_is_printed(kota_kecil: Kota, masuk: Masuk) -> None:
    client = masuk("staf.dinsos")

    page = client.get(f"/naskah/{_begin(client, 'laporan')}/sunting?langkah=2").text

    places = [page.index(f'name="{name}"') for name in ("kegiatan", "isi", "simpulan_saran", "penutup")]
    assert places == sorted(places)


def test_every_jenis_can_be_looked_for_on_the_page_that_begins_one(kota_kecil: Kota, masuk: Masuk) -> None:
    page = masuk("staf.dinsos").get("/naskah/baru").text

    assert page.count("data-kata=") == len(jenis.DITULIS) == page.count('name="jenis"')
    assert 'data-saring="#daftar-jenis"' in page


def test_everything_missing_is_one_list_with_a_link_to_each_field(
    engine: Engine, kota_kecil: Kota, masuk: Masuk
) -> None:
    client = masuk("staf.dinsos")
    naskah_id = _begin(client)
    form = _form(engine, naskah_id, menimbang="", **{"diktum.teks": ["", "Biaya dibebankan."]})

    answer = kirim(client, f"/naskah/{naskah_id}/ajukan", form)

    assert answer.status_code == 422
    linked = re.findall(r'<li><a href="#f-([a-z0-9_-]+)">', answer.text.split("</ul>")[0] + answer.text)
    assert {"menimbang", "kode_klasifikasi", "diktum-1-teks", "diktum-2-teks"} <= set(linked)
    assert all(f'id="f-{name}"' in answer.text for name in linked)
    assert "ketua\nanggota</textarea>" in answer.text
    assert "Biaya dibebankan.</textarea>" in answer.text


def test_what_was_typed_last_is_kept_though_the_jenis_makes_its_own_title(
    engine: Engine, kota_kecil: Kota, masuk: Masuk
) -> None:
    client = masuk("staf.dinsos")
    naskah_id = _begin(client, "piagam")
    form = {
        "versi": str(_kept(engine, naskah_id).version),
        "sifat": "biasa",
        "diberikan_kepada.nama": "Sari Wulandari, S.Kom.",
        "sebagai_atau_atas": "pengabdiannya",
    }

    answer = kirim(client, f"/naskah/{naskah_id}/ajukan", form)

    assert answer.status_code == 422
    assert "tidak diakhiri titik" not in answer.text
    assert 'value="Sari Wulandari, S.Kom."' in answer.text


def test_a_reviewer_tells_the_route_why_though_an_undangan_has_a_note_of_its_own(
    engine: Engine, kota_kecil: Kota, masuk: Masuk
) -> None:
    naskah_id = _begin(masuk("staf.dinsos"), "surat_undangan")
    with db.transaction(engine) as session:
        row = session.get_one(Naskah, naskah_id)
        row.submit(row.diubah_at)
    kabid = masuk("kabid.dinsos")
    page = kabid.get(f"/naskah/{naskah_id}/sunting").text
    form = {"versi": str(_kept(engine, naskah_id).version), "hal": "Undangan", "catatan": "Membawa data"}

    answer = kirim(kabid, f"/naskah/{naskah_id}/ubah", {**form, "catatan_rute": "Menambah catatan"})

    assert (page.count('name="catatan"'), page.count('name="catatan_rute"')) == (1, 1)
    assert "hanya boleh diisi satu kali" not in answer.text
    assert 'value="Membawa data"' in answer.text


def test_a_value_that_cannot_be_kept_comes_back_as_it_was_typed(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    client = masuk("staf.dinsos")
    naskah_id = _begin(client)

    answer = kirim(client, f"/naskah/{naskah_id}/sunting", _form(engine, naskah_id, menimbang="a" * 2001))

    assert answer.status_code == 422
    assert "a" * 2001 in answer.text
    assert "Membentuk tim.</textarea>" in answer.text
    assert 'href="#f-menimbang"' in answer.text


def test_a_reviewer_moves_rows_without_making_a_version(engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    client = masuk("staf.dinsos")
    naskah_id = _begin(client)
    kirim(client, f"/naskah/{naskah_id}/sunting", _form(engine, naskah_id, susun="diktum:0:tambah"))
    with db.transaction(engine) as session:
        row = session.get_one(Naskah, naskah_id)
        row.submit(row.diubah_at)

    answer = kirim(
        masuk("kabid.dinsos"), f"/naskah/{naskah_id}/ubah", _form(engine, naskah_id, susun="diktum:1:hapus", catatan="")
    )

    assert (answer.status_code, "Barisnya sudah disusun" in answer.text) == (422, True)
    assert "Membentuk tim.</textarea>" not in answer.text
    assert len(_kept(engine, naskah_id).rincian["diktum"]) == 2
