"""One word in a Rahasia naskah; whoever is not named by it never gets a byte of it, nor a number that knows it (OTR-03)."""

import re
from collections.abc import Callable, Iterator

import makers
import pytest
from flask import Flask
from flask.testing import FlaskClient

from eoffice import db
from eoffice.akses.rights import Sifat
from eoffice.kerja.states import DAFTAR
from eoffice.web.services import Services
from tests.keamanan import cerita
from tests.naskah import kantor

Masuk = Callable[..., FlaskClient]
#: Pages say the same whatever the database; what search answers on each is asked by `test_kenari_cari`.
pytestmark = pytest.mark.sekali

KATA = "kenarizulaikha"
LUAR = (
    "admin",
    "walikota",
    "asisten",
    "tu.setda",
    "arsiparis.setda",
    "staf2.dinsos",
    "tu.dinsos",
    "arsiparis.dinsos",
    "tu.diskominfo",
    "arsiparis.diskominfo",
    "staf.diskominfo",
    "sekretaris.diskominfo",
)
#: Lists, tabs, searches and suggestions, beside every address of the application.
CARI = (
    f"/cari?q={KATA}",
    f"/cari?q={KATA[:6]}",
    "/cari?q=Hal+penting",
    f"/cari?pengirim={KATA}",
    "/cari?q=Laporan&jenis=surat_dinas",
    f"/klasifikasi/cari?q={KATA}",
    f"/naskah/klasifikasi?q={KATA}",
    f"/naskah/jabatan?q={KATA}",
    "/surat-masuk?tab=semua",
    "/surat-masuk?tab=belum_dibaca",
    "/disposisi?tab=semua",
    "/disposisi?tab=diberikan",
    "/arsip/belum-diberkaskan?jenis=naskah",
    "/arsip/belum-diberkaskan?jenis=surat_masuk",
    *(f"/kerja/{kode}" for kode in DAFTAR),
    "/acara?tampil=daftar",
    "/tenggat?tab=saya",
    "/ekspedisi?tab=sampul",
    "/ekspedisi?tab=semua",
    f"/agenda?q={KATA}",
)
#: Where a person counts what is theirs. The agenda book keeps the number of a closed surat and nothing else of it, and
#: the paper account of a whole office or city adds up sheets; neither is about a naskah.
HITUNGAN = (
    "/", "/surat-masuk", "/surat-masuk?tab=semua", "/disposisi", "/disposisi?tab=semua", "/naskah", "/naskah/paraf",
    "/naskah/keluar", "/naskah/tanda-tangan", "/arsip", "/arsip/belum-diberkaskan", "/cari?q=Laporan", "/cari?q=penting",
    "/kerja/perlu", "/kerja/masuk", "/kerja/menunggu", "/notifikasi", "/tenggat", "/acara?tampil=daftar", "/ekspedisi",
)  # fmt: skip


def addresses(app: Flask, told: cerita.Cerita) -> Iterator[str]:
    """Every address that answers GET, about the story where it takes a number."""
    known = {
        "naskah_id": told.naskah_id,
        "surat_id": told.surat_id,
        "penerima_id": told.penerima_id,
        "lampiran_id": told.lampiran_id,
        "laporan_id": told.laporan_id,
        "peserta_id": told.peserta_id,
        "berkas_id": 1,
        "urutan": 1,
        "nomor": 1,
        "token": told.token,
        "objek": "naskah",
        "objek_id": told.naskah_id,
    }
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "GET" in (rule.methods or ()) and rule.endpoint != "static":
                built = rule.build({n: known.get(n, 1 if n.endswith("_id") else "x") for n in rule.arguments})
                assert built is not None, rule
                yield built[1]


def test_the_word_would_be_seen_by_those_it_is_for(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, app: Flask
) -> None:
    # KEAMANAN: OTR-03
    told = cerita.tulis(services, kota_kecil, KATA)

    assert told.pemaraf <= cerita.DISEBUT
    browser = masuk("kadis.diskominfo")
    seen = {path for path in (*addresses(app, told), *CARI) if KATA.encode() in browser.get(path).data}
    expected = {f"/surat-masuk/{told.surat_id}", "/surat-masuk", "/surat-masuk?tab=semua", "/cari?q=Hal+penting"}
    expected |= {f"/disposisi/{told.penerima_id}", "/disposisi?tab=diberikan"}
    expected |= {f"/acara/{told.peserta_id}", "/acara?tampil=daftar", "/kerja/perlu", "/notifikasi"}
    assert expected <= seen


#: The words of a question that finds nothing as its page shows them again: to be asked otherwise, or asked for.
DIKETIK = ("Hal ATAU penting", "Hal+ATAU+penting", "?sebutan=Hal%20penting")


@pytest.mark.parametrize("sifat", [Sifat.RAHASIA])
def test_nobody_else_gets_a_byte_of_it(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, app: Flask, client: FlaskClient, sifat: Sifat
) -> None:
    # KEAMANAN: OTR-03, OTR-04
    told = cerita.tulis(services, kota_kecil, KATA, sifat=sifat)
    assert not set(LUAR) & cerita.DISEBUT
    paths = [*addresses(app, told), *CARI]
    about = {p for p in paths if re.search(r"/(naskah|surat-masuk|disposisi|acara)/\d+", p)}
    assert len(paths) > 70 and len(about) > 20

    leaks, opened = [], []
    for who in (None, *LUAR):
        browser = masuk(who) if who is not None else client
        for path in paths:
            answer = browser.get(path)
            heads = str(answer.headers).encode()
            if path in CARI[:4] and who is not None:  # asking for the word itself finds nothing
                page = re.sub(r'value="[^"]*"|' + "|".join(map(re.escape, DIKETIK)), "", answer.text)
                assert f"/naskah/{told.naskah_id}" not in page and f"/surat-masuk/{told.surat_id}" not in page
                assert f"Hal {KATA}" not in page and "penting" not in page
            if any(KATA.encode() in part.lower() for part in (answer.data, heads)):
                if f"q={KATA}".encode() in path.encode() or f"pengirim={KATA}".encode() in path.encode():
                    continue  # what was typed is shown again; what was found is looked at below
                leaks.append((who, path, answer.status_code))
            if path in about and answer.status_code not in (303, 404, 403):
                opened.append((who, path, answer.status_code))
    assert leaks == []
    assert opened == []


def _numbers(page: str) -> list[str]:
    """What a page counts: every number that can be read on it, without the time of day."""
    shown = re.sub(r"(?s)<(script|style|head)\b.*?</\1>|<[^>]*>", " ", page)
    return re.findall(r"\d+", re.sub(r"\b\d{1,2}[.:]\d{2}\b", " ", shown))


def test_no_count_changes_because_of_it(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    # KEAMANAN: OTR-03
    with db.transaction(services.engine) as session:
        kantor.kode(session)
    cerita.tulis(services, kota_kecil, "pembanding", sifat=Sifat.BIASA)
    browsers = {who: masuk(who) for who in LUAR}

    def counted() -> dict[tuple[str, str], list[str]]:
        return {(who, path): _numbers(b.get(path).text) for who, b in browsers.items() for path in HITUNGAN}

    before = counted()
    told = cerita.tulis(services, kota_kecil, KATA)
    after = counted()

    assert told.naskah_id > 1
    assert {key: (before[key], after[key]) for key in before if before[key] != after[key]} == {}


def test_the_page_behind_the_qr_says_only_what_its_sifat_allows(
    services: Services, kota_kecil: makers.Kota, client: FlaskClient
) -> None:
    # KEAMANAN: OTR-07
    pages = {}
    for sifat in (Sifat.BIASA, Sifat.TERBATAS, Sifat.RAHASIA):
        told = cerita.tulis(services, kota_kecil, f"kata{sifat}", sifat=sifat)
        answer = client.get(f"/v/{told.token}")
        assert answer.status_code == 200
        with db.reading(services.engine) as session:
            naskah = session.get_one(cerita.Naskah, told.naskah_id)
            nomor, hal = naskah.nomor or "-", naskah.hal
        pages[sifat] = (nomor in answer.text, hal in answer.text)
        for hidden in (
            f"Isi kata{sifat}",
            f"Catatan kata{sifat}",
            f"Judul kata{sifat}",
            f"berkas-kata{sifat}",
            "Arahan",
        ):
            assert hidden not in answer.text
        assert not re.search(r"/naskah/\d+|halaman/|\.pdf|lampiran", answer.text)

    assert pages == {Sifat.BIASA: (True, True), Sifat.TERBATAS: (True, False), Sifat.RAHASIA: (False, False)}
