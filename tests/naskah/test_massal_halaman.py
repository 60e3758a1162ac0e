"""Surat massal through HTTP: begun, its sheet refused or read, matched, looked at, signed, and its result fetched."""

import io
import re
import time
from collections.abc import Callable

from client import kirim
from flask.testing import FlaskClient
from makers import Kota
from sqlalchemy import select

from eoffice import db
from eoffice.naskah import actions, kumpulan
from eoffice.naskah.actions import Isian
from eoffice.naskah.massal import Baris, CaraMassal, Massal
from eoffice.naskah.models import Naskah
from eoffice.pdf import isi
from eoffice.web.ekspor import Lembar, to_xlsx
from eoffice.web.services import Services
from tests.keandalan.siap_ttd import FRASA, bersertifikat
from tests.naskah import kantor, rombongan

Masuk = Callable[..., FlaskClient]


def unggah(client: FlaskClient, alamat: str, content: bytes, nama: str) -> object:
    return kirim(client, f"{alamat}/penerima", {"berkas": (io.BytesIO(content), nama)})


def test_from_the_sheet_to_the_signature(services: Services, kota_kecil: Kota, masuk: Masuk) -> None:
    bersertifikat(services, kota_kecil, "kadis.dinsos")
    staf = masuk("staf.dinsos")
    answer = kirim(staf, "/naskah/massal", {"jenis": "surat_dinas", "cara": "pribadi"})
    alamat = answer.location
    massal_id = int(alamat.rpartition("/")[2])
    with db.transaction(services.engine) as session:
        kantor.kode(session)
        naskah = session.scalars(select(Naskah).where(Naskah.massal_id == massal_id)).one()
        naskah_id, writer = naskah.id, kota_kecil["staf.dinsos"].actor(session)
        words = Isian(hal="Undangan", isi=isi.from_plain("Kepada {Nama}."), kode_klasifikasi=kantor.KODE)
        actions.simpan(session, writer, naskah, words)

    # a sheet that the sandbox refuses, one without recipients' column, and one with a mistake in two rows
    hostile = to_xlsx([Lembar("A", ["Penerima"], [["x"]])], judul="x")[:-10]
    assert unggah(staf, alamat, hostile, "rusak.xlsx").status_code == 422  # type: ignore[attr-defined]
    refused = unggah(staf, alamat, b"Nama;NIP\r\nAni;1\r\n", "a.csv")
    assert "Kolom «Penerima» tidak ada" in refused.text  # type: ignore[attr-defined]
    sheet = [["Kepala Badan Entah", "Ani"], ["Sdr. Budi", ""]]
    read = unggah(staf, alamat, to_xlsx([Lembar("A", ["Penerima", "Nama"], sheet)], judul="x"), "b.xlsx")
    assert read.status_code == 303  # type: ignore[attr-defined]
    page = staf.get(f"{alamat}?salah=1").text
    assert "2 baris perlu diperbaiki" in page
    assert "<b>Nama</b>: Kosong, padahal dipakai di dalam naskah." in page
    with db.reading(services.engine) as session:
        first, second = [b.id for b in kumpulan.semua(session, massal_id)]
    kirim(
        staf,
        f"{alamat}/baris/{first}",
        {"aksi": "pilih", "jabatan_id_teks": kota_kecil["kadis.diskominfo"].jabatan.nama},
    )
    kirim(staf, f"{alamat}/baris/{second}", {"aksi": "hapus"})
    assert "Semua baris siap" in staf.get(alamat).text
    assert "Surat massal" in staf.get(f"/naskah/{naskah_id}/sunting").text
    assert staf.get(f"{alamat}/lembar.xlsx").data[:2] == b"PK"
    assert staf.get(f"{alamat}/baris/{first}").status_code == 200
    assert staf.get(f"{alamat}/baris/{first}/1.png").data[:4] == b"\x89PNG"

    with db.transaction(services.engine) as session:
        naskah = session.get_one(Naskah, naskah_id)
        actions.ajukan(session, kota_kecil["staf.dinsos"].actor(session), naskah)
        actions.paraf(session, kota_kecil["kabid.dinsos"].actor(session), naskah)
    rombongan.kerjakan(services)
    kadis = masuk("kadis.dinsos")
    assert kadis.get(f"/naskah/{naskah_id}/tanda-tangan").location == f"{alamat}/tanda-tangan"
    page = kadis.get(f"{alamat}/tanda-tangan").text
    form = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("dilihat", "ikatan")}  # type: ignore[index]
    assert kirim(kadis, f"{alamat}/tanda-tangan", form | {"frasa_sandi": "bukan ini"}).status_code == 422
    assert kirim(kadis, f"{alamat}/tanda-tangan", form | {"frasa_sandi": FRASA}).status_code == 303
    until = time.monotonic() + 60
    while "HX-Refresh" not in kadis.get(f"{alamat}/maju").headers and time.monotonic() < until:
        time.sleep(0.05)

    assert "1</b> dari 1 surat ditandatangani" in kadis.get(alamat).text
    told = kadis.get(f"{alamat}/hasil.csv").text
    assert "Ditandatangani" in told
    assert kota_kecil["kadis.diskominfo"].jabatan.nama in told
    assert kadis.get(f"{alamat}/hasil.xlsx").data[:2] == b"PK"
    assert masuk("tu.diskominfo").get(alamat).status_code == 404


def test_the_list_shows_a_broadcast_and_its_deliveries(services: Services, kota_kecil: Kota, masuk: Masuk) -> None:
    massal_id, _ = rombongan.konsep(services, kota_kecil, CaraMassal.SIARAN, 3)
    staf = masuk("staf.dinsos")

    listed = staf.get("/naskah/massal").text
    assert "Satu surat untuk semua" in listed
    assert "Undangan Sosialisasi" in listed
    assert kirim(staf, f"/naskah/massal/{massal_id}/lepas").status_code == 303
    with db.reading(services.engine) as session:
        assert session.get(Massal, massal_id) is None
        assert session.scalars(select(Baris)).all() == []
