"""Preparing, confirming, changing, declining and giving to several, through HTTP as people do it."""

import io
import re
import threading
from collections.abc import Callable

import makers
import pytest
from client import kirim
from flask.testing import FlaskClient
from sqlalchemy import func, select

from eoffice import db
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.riwayat import LampiranDisposisi
from eoffice.disposisi.states import StatusPenerima
from eoffice.web.services import Services
from tests.disposisi import rekaman
from tests.disposisi.test_routes import dispose, part_of, text, version
from tests.disposisi.test_siapkan import WEBM
from tests.surat_masuk import buatan

Masuk = Callable[..., FlaskClient]
P = StatusPenerima


@pytest.fixture
def surat_id(services: Services, kota_kecil: makers.Kota) -> int:
    """A surat of kadis.dinsos with a real file."""
    with db.transaction(services.engine) as session:
        return buatan.surat(session, kota_kecil, store=services.store).id


@pytest.mark.sekali
def test_prepared_by_the_tu_it_goes_out_with_one_tap(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, surat_id: int
) -> None:
    tu, kadis, to = masuk("tu.dinsos"), masuk("kadis.dinsos"), kota_kecil["kabid.dinsos"].jabatan.id
    data = {"versi": version(services, surat_id), "penerima": [to], "instruksi": ["wakili"], "dikte": "1"}

    assert "Anda menyiapkan untuk Kepala Dinas Sosial." in text(tu.get(f"/surat-masuk/{surat_id}/arahan"))
    answer = kirim(tu, f"/surat-masuk/{surat_id}/arahan", {**data, "catatan": "Hadiri atas nama saya"})
    assert answer.status_code == 303, text(answer)
    page = text(kadis.get(f"/surat-masuk/{surat_id}"))
    assert "Diinput oleh Tuti Handayani atas arahan Anda" in page and "Hadiri atas nama saya" in page
    form = text(kadis.get(f"/surat-masuk/{surat_id}/disposisi"))
    assert re.search(rf'id="p-{to}"[^>]* checked', form) and 'name="siapan"' in form
    siapan = re.search(r'name="siapan" value="(\d+)"', page)
    assert siapan is not None
    tap = {"versi": version(services, surat_id), "siapan": siapan[1]}
    where = f"/surat-masuk/{surat_id}/disposisi/kirim-arahan"
    assert kirim(kadis, where, tap).status_code == 303
    assert kirim(kadis, where, tap).status_code == 409  # a second device with the same page

    desk = text(masuk("kabid.dinsos").get(f"/disposisi/{part_of(services, kota_kecil, 'kabid.dinsos').id}"))
    assert "Diinput oleh Tuti Handayani" in desk and "atas arahan Kepala Dinas Sosial" in desk
    assert kadis.get("/surat-masuk/teliti").status_code == 200
    assert masuk("staf.dinsos").get(f"/surat-masuk/{surat_id}/arahan").status_code == 404


def test_two_devices_with_the_same_form_give_one_disposisi(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, surat_id: int
) -> None:
    # KEAMANAN: TRX-02, TRX-03
    devices, to = [masuk("kadis.dinsos") for _ in range(2)], kota_kecil["kabid.dinsos"].jabatan.id
    path, versi = f"/surat-masuk/{surat_id}/disposisi", version(services, surat_id)
    ready, said = threading.Barrier(2), []

    def send(device: FlaskClient) -> None:
        ready.wait()
        said.append(dispose(device, path, versi, to).status_code)  # type: ignore[attr-defined]

    both = [threading.Thread(target=send, args=(device,)) for device in devices]
    for each in both:
        each.start()
    for each in both:
        each.join()

    assert sorted(said) == [303, 409]
    versi = version(services, surat_id)  # and so it is with one more disposisi on top of the first
    codes = [dispose(d, path, versi, kota_kecil["sekretaris.dinsos"].jabatan.id).status_code for d in devices]  # type: ignore[attr-defined]
    assert codes == [303, 409]
    with db.reading(services.engine) as session:
        assert session.scalar(select(func.count(Disposisi.id))) == 2


def test_what_is_read_just_now_is_not_withdrawn(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, surat_id: int
) -> None:
    kadis, kabid = masuk("kadis.dinsos"), masuk("kabid.dinsos")
    to = kota_kecil["kabid.dinsos"].jabatan.id
    dispose(kadis, f"/surat-masuk/{surat_id}/disposisi", version(services, surat_id), to)
    part = part_of(services, kota_kecil, "kabid.dinsos")
    ready, said = threading.Barrier(2), {}

    def read() -> None:
        ready.wait()
        said["baca"] = kabid.get(f"/disposisi/{part.id}").status_code

    def withdraw() -> None:
        ready.wait()
        said["tarik"] = kirim(kadis, f"/disposisi/{part.id}/tarik", {"versi": part.version}).status_code

    both = [threading.Thread(target=each) for each in (read, withdraw)]
    for each in both:
        each.start()
    for each in both:
        each.join()

    after = part_of(services, kota_kecil, "kabid.dinsos")
    outcome = (said["baca"], said["tarik"] == 303, after.status, after.dibaca_at is not None)
    assert outcome in {(200, False, P.DIBACA, True), (404, True, P.DITARIK, False), (409, True, P.DITARIK, False)}


def test_a_voice_note_survives_a_refused_form_and_is_played_by_its_recipient(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, surat_id: int
) -> None:
    kadis, to = masuk("kadis.dinsos"), kota_kecil["kabid.dinsos"].jabatan.id
    path, versi = f"/surat-masuk/{surat_id}/disposisi", version(services, surat_id)
    shown = kadis.get(path)
    assert "microphone=(self)" in shown.headers["Permissions-Policy"]
    assert "media-src 'self' blob:" in shown.headers["Content-Security-Policy"]
    assert "microphone=()" in kadis.get("/surat-masuk").headers["Permissions-Policy"]
    voice = {"suara_berkas": (io.BytesIO(WEBM), "catatan.webm"), "suara_detik": "3"}

    bad = {"suara_berkas": (io.BytesIO(b"MZ" + bytes(500)), "catatan.webm"), "versi": versi, "penerima": [to]}
    assert "bukan rekaman suara" in text(kirim(kadis, path, bad))
    for long in (rekaman.webm(125, stated=5), rekaman.ogg(125)):  # whatever its head or the browser says
        bad["suara_berkas"] = (io.BytesIO(long), "catatan.webm")
        answer = kirim(kadis, path, bad)
        assert answer.status_code == 422 and "paling lama dua menit" in text(answer)
    refused = kirim(kadis, path, {"versi": versi, "penerima": [to], "instruksi": [], **voice})
    assert refused.status_code == 422
    kept = re.search(r'name="lampiran" value="(\d+)"', text(refused))
    assert kept is not None
    again = {"versi": versi, "penerima": [to], "instruksi": ["pelajari"], "lampiran": [kept[1]]}
    assert kirim(kadis, path, again).status_code == 303

    where, kabid = f"/disposisi/lampiran/{kept[1]}", masuk("kabid.dinsos")
    assert where in text(kabid.get(f"/disposisi/{part_of(services, kota_kecil, 'kabid.dinsos').id}"))
    sound = kabid.get(where)
    assert (sound.status_code, sound.mimetype, sound.data) == (200, "audio/webm", WEBM)
    assert sound.headers["Content-Security-Policy"].startswith("sandbox")  # KEAMANAN: WEB-04
    piece = kabid.get(where, headers={"Range": "bytes=0-3"})
    assert (piece.status_code, piece.data) == (206, WEBM[:4])
    assert masuk("kadis.diskominfo").get(where).status_code == 404  # KEAMANAN: OTR-04
    with db.reading(services.engine) as session:
        assert session.scalars(select(LampiranDisposisi.detik)).all() == [42]


@pytest.mark.sekali
def test_declined_redirected_and_changed_in_the_pages(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, surat_id: int
) -> None:
    kadis, kabid, sek = masuk("kadis.dinsos"), masuk("kabid.dinsos"), masuk("sekretaris.dinsos")
    to = kota_kecil["kabid.dinsos"].jabatan.id
    dispose(kadis, f"/surat-masuk/{surat_id}/disposisi", version(services, surat_id), to)
    part = part_of(services, kota_kecil, "kabid.dinsos")
    page = f"/disposisi/{part.id}"
    kabid.get(page)

    assert "Salah arah" in text(kabid.get(page)) and "Kembalikan" in text(kabid.get(f"{page}/salah-arah"))
    part = part_of(services, kota_kecil, "kabid.dinsos")
    assert kirim(kabid, f"{page}/salah-arah", {"versi": part.version, "alasan": "no"}).status_code == 422
    gone = kirim(kabid, f"{page}/salah-arah", {"versi": part.version, "alasan": "Urusan sekretariat"})
    assert (gone.status_code, kabid.get(page).status_code) == (303, 404)
    tree = text(kadis.get(f"/surat-masuk/{surat_id}"))
    assert "Urusan sekretariat" in tree and f"{page}/alihkan" in tree
    assert "Urusan sekretariat" in text(kadis.get(f"{page}/alihkan"))
    assert "tidak dapat" not in text(kadis.get(f"{page}/alihkan/jabatan?q=Sekretaris"))
    part = part_of(services, kota_kecil, "kabid.dinsos")
    new = {"versi": part.version, "penerima": kota_kecil["sekretaris.dinsos"].jabatan.id, "catatan": "Mohon dibantu"}
    assert kirim(kadis, f"{page}/alihkan", new).status_code == 303
    desk = part_of(services, kota_kecil, "sekretaris.dinsos")
    assert "Mohon dibantu" in text(sek.get(f"/disposisi/{desk.id}"))

    form = text(kadis.get(f"/disposisi/{desk.id}/ubah"))
    versi = re.search(r'name="versi" value="(\d+)"', form)
    assert "Sudah dibaca Sekretaris Dinas Sosial" in form and versi is not None
    words = {"versi": versi[1], "instruksi": ["pantau"], "catatan": "Cukup dipantau", "alasan": "Sudah ditangani"}
    assert kirim(kadis, f"/disposisi/{desk.id}/ubah", words).status_code == 303
    assert kirim(kadis, f"/disposisi/{desk.id}/ubah", {**words, "catatan": "Lain"}).status_code == 409
    told = text(sek.get(f"/disposisi/{desk.id}"))
    assert "Yang berubah" in told and "Sebab: Sudah ditangani" in told and ">Baru</span>" in told
    assert ">Baru</span>" not in text(sek.get(f"/disposisi/{desk.id}"))


@pytest.mark.sekali
def test_several_surat_are_looked_at_first_and_each_result_is_shown(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, surat_id: int
) -> None:
    with db.transaction(services.engine) as session:
        second = buatan.surat(session, kota_kecil, hal="Undangan Kedua").id
    kadis, to = masuk("kadis.dinsos"), kota_kecil["kabid.dinsos"].jabatan.id
    page = f"/surat-masuk/disposisi-banyak?surat={surat_id}&surat={second}&surat=9999"

    form = text(kadis.get(page))
    assert "Disposisikan 2 surat" in form and "Undangan Kedua" in form
    data = {
        "versi": 0,
        "surat": [surat_id, second],
        f"versi_{surat_id}": version(services, surat_id),
        f"versi_{second}": version(services, second) + 7,
        "penerima": [to],
        "instruksi": ["pelajari"],
    }
    assert kirim(kadis, "/surat-masuk/disposisi-banyak", {**data, "instruksi": []}).status_code == 422
    answer = kirim(kadis, "/surat-masuk/disposisi-banyak", data)
    assert answer.status_code == 303, text(answer)
    result = text(kadis.get(answer.headers["Location"]))
    assert result.count("Belum terkirim") == 1 and f"?surat={second}" in result
    with db.reading(services.engine) as session:
        assert session.scalar(select(func.count(DisposisiPenerima.id))) == 1
    assert masuk("kabid.dinsos").get("/surat-masuk/disposisi-banyak").status_code == 404


@pytest.mark.sekali
def test_the_head_lays_down_who_screens_and_nobody_else(kota_kecil: makers.Kota, masuk: Masuk) -> None:
    kadis, who = masuk("kadis.dinsos"), kota_kecil["sekretaris.dinsos"].jabatan.id
    assert "Tidak diteliti" in text(kadis.get("/disposisi/aturan"))

    assert kirim(kadis, "/disposisi/aturan", {"versi": 0, "peneliti_jabatan_id": who}).status_code == 303
    assert re.search(rf'value="{who}" selected', text(kadis.get("/disposisi/aturan")))
    line = {"kode_klasifikasi": "tidak ada", "jabatan_id": who, "instruksi": ["pantau"], "dasar": "Nota dinas"}
    assert kirim(kadis, "/disposisi/aturan/tetap", line).status_code == 422
    assert kirim(kadis, "/disposisi/aturan/hapus?baris=1").status_code == 409
    for name in ("kabid.dinsos", "tu.dinsos"):
        assert masuk(name).get("/disposisi/aturan").status_code == 403
