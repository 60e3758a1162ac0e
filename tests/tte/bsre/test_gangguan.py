"""Every fault of the service, through the pages: one number, at most one signature kept, and a person knows what to do."""

import re
from collections.abc import Callable

import client as browser
import makers
import pytest
from flask.testing import FlaskClient

from eoffice import pemeriksaan
from eoffice.naskah.states import Status
from eoffice.tte.bsre import transport
from eoffice.web.services import Services
from tests.tte.bsre import kantor_bsre
from tests.tte.bsre.kantor_bsre import FRASA, PENANDA, naskah_siap
from tests.tte.bsre.layanan import Layanan

#: What nobody knows the outcome of: looked for by a person, and only then asked again.
TIDAK_DIKETAHUI = (
    "putus_sebelum",
    "500",
    "putus_sesudah",
    "500_sesudah",
    "lambat",
    "html",
    "kosong",
    "putus_tengah",
    "kata_null",
    "base64_terpotong",
)
#: An answer that is not the letter signed by this person: closed at once, and asked again when a person wants to.
TIDAK_SAH = ("bita_salah", "orang_lain", "dua_kali", "rantai_asing", "tanpa_tanda_tangan", "tulis_ulang", "isi_lain")
DITOLAK = ("kode_2041", "sibuk")
#: Version 1: an answer that was lost on the way has a name, and is fetched by it at once.
TERAMBIL = ("putus_tengah", "hanya_id", "kosong")

Masuk = Callable[..., FlaskClient]


_HIDDEN = re.compile(r'<input type="hidden" name="(dilihat|rinci|ikatan|versi)" value="([^"]*)">')


def kirim(client: FlaskClient, naskah_id: int, frasa: str = FRASA) -> str:
    """Read the signing page and sign through its form; what the person then reads."""
    page = client.get(f"/naskah/{naskah_id}/tanda-tangan").get_data(as_text=True)
    shown = dict(_HIDDEN.findall(page.partition("frasa_sandi")[0]))
    answer = browser.kirim(client, f"/naskah/{naskah_id}/tanda-tangan", {**shown, "frasa_sandi": frasa})
    if answer.status_code == 303:
        return client.get(answer.headers["Location"]).get_data(as_text=True)
    return answer.get_data(as_text=True)


def satu_gangguan(
    client: FlaskClient,
    services: Services,
    bsre: Layanan,
    naskah_id: int,
    gangguan: str,
    patch: pytest.MonkeyPatch,
) -> None:
    """Sign while one thing goes wrong, then do what the page says, until the letter is signed."""
    before = len(kantor_bsre.upaya(services))
    bsre.gangguan = [gangguan]

    with patch.context() as hurried:
        if gangguan == "lambat":
            hurried.setattr(transport, "TANDA", 1.0)
        page = kirim(client, naskah_id)

    found = kantor_bsre.naskah(services, naskah_id)
    assert (found.status, found.pdf_sha256) == (Status.GAGAL_TTD, None), f"{gangguan}: {page[-3000:]}"
    number = found.nomor
    ended = kantor_bsre.upaya(services)[before:]
    if gangguan in TIDAK_DIKETAHUI:
        assert ended == ["tidak_diketahui"], gangguan
        assert "belum diketahui" in page, gangguan
        signed = bsre.ditandatangani
        assert "Periksa hasil" in client.get(f"/naskah/{naskah_id}/tanda-tangan").get_data(as_text=True), gangguan
        kirim(client, naskah_id)  # not asked again before somebody has looked
        assert bsre.ditandatangani == signed
        looked = browser.kirim(client, f"/naskah/{naskah_id}/periksa-hasil")
        assert "dapat Anda tanda tangani lagi" in client.get(looked.headers["Location"]).get_data(as_text=True)
        assert kantor_bsre.upaya(services)[before:] == ["tanpa_hasil"]
    else:
        assert ended == ["tidak_sah" if gangguan in TIDAK_SAH else "ditolak"], gangguan
        assert "tidak disimpan" in page or "belum ada yang ditandatangani" in page, gangguan
    kirim(client, naskah_id)
    found = kantor_bsre.naskah(services, naskah_id)
    assert (found.status, found.nomor) == (Status.DITANDATANGANI, number), gangguan


def semua(
    services: Services,
    kota: makers.Kota,
    bsre: Layanan,
    masuk: Masuk,
    gangguan: tuple[str, ...],
    patch: pytest.MonkeyPatch,
) -> None:
    """A city in which all of these go wrong, one letter each."""
    bsre.lambat = 2.0
    kantor_bsre.siapkan(services, kota, bsre)
    client = masuk(PENANDA)
    letters = naskah_siap(services, kota, banyak=len(gangguan))
    for naskah_id, one in zip(letters, gangguan, strict=True):
        satu_gangguan(client, services, bsre, naskah_id, one, patch)
    numbers = sorted(kantor_bsre.naskah(services, n).nomor_urut or 0 for n in letters)
    assert numbers == list(range(1, len(letters) + 1))
    kantor_bsre.kerjakan(services)
    found = pemeriksaan.run(services)
    assert found["bersih"], found


@pytest.mark.lambat
def test_a_lost_answer_leaves_one_number_and_one_signature(
    services: Services, kota_kecil: makers.Kota, bsre: Layanan, masuk: Masuk, monkeypatch: pytest.MonkeyPatch
) -> None:
    semua(services, kota_kecil, bsre, masuk, ("putus_sesudah",), monkeypatch)


@pytest.mark.lambat
@pytest.mark.parametrize("versi", [1, 2])
def test_every_fault_leaves_one_number_and_one_signature(
    services: Services,
    kota_kecil: makers.Kota,
    bsre: Layanan,
    masuk: Masuk,
    versi: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only_json = {"kata_null", "base64_terpotong"}
    every = (*TIDAK_DIKETAHUI, *TIDAK_SAH, *DITOLAK)
    chosen = every if versi == 2 else tuple(one for one in every if one not in only_json and one not in TERAMBIL)
    semua(services, kota_kecil, bsre, masuk, chosen, monkeypatch)


@pytest.mark.lambat
@pytest.mark.parametrize("versi", [1])
def test_a_named_result_is_fetched_and_nothing_is_asked_twice(
    services: Services, kota_kecil: makers.Kota, bsre: Layanan, masuk: Masuk, versi: int
) -> None:
    kantor_bsre.siapkan(services, kota_kecil, bsre)
    client = masuk(PENANDA)
    letters = naskah_siap(services, kota_kecil, banyak=2)
    bsre.gangguan = ["putus_tengah", "hanya_id"]

    for naskah_id in letters:
        kirim(client, naskah_id)

    assert [kantor_bsre.naskah(services, n).status for n in letters] == [Status.DITANDATANGANI] * 2
    assert (kantor_bsre.upaya(services), bsre.ditandatangani) == (["dipakai"] * 2, 2)
