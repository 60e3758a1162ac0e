"""The certificate page and the public list: who may issue, the password again, and nothing secret in any answer."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import makers
import pytest
from client import kirim
from cryptography import x509
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from eoffice import clock
from eoffice.akun.models import Akun
from eoffice.audit.models import AuditEntry
from eoffice.db import reading, transaction
from eoffice.errors import Invalid
from eoffice.tte import actions, authority, queries
from eoffice.tte.models import Otoritas, Sertifikat
from eoffice.tte.states import AlasanCabut
from eoffice.web.services import Services

FRASA = "perahu kuning di dermaga"
LAIN = "hujan turun sejak subuh"
Masuk = Callable[..., FlaskClient]


#: The authorities of the first test, copied into the database of each later one: making their keys takes seconds.
_otoritas: list[dict[str, Any]] = []


@pytest.fixture
def kota(services: Services, kota_kecil: makers.Kota) -> makers.Kota:
    """The little city with its authorities."""
    names = ("kind", "pem", "kotak", "created_at")
    with transaction(services.engine) as session:
        session.add_all([Otoritas(**row) for row in _otoritas])
        session.flush()
        actions.siapkan_otoritas(session, pepper=services.pepper, nama_kota="Kota Arunika", base_url="http://localhost")
        if not _otoritas:
            _otoritas.extend({n: getattr(row, n) for n in names} for row in session.scalars(select(Otoritas)))
    return kota_kecil


def terbit(frasa: str = FRASA, *, ulang: str | None = None, sandi: str = makers.SANDI) -> dict[str, str]:
    return {"frasa": frasa, "frasa_ulang": frasa if ulang is None else ulang, "sandi_masuk": sandi}


def ganti(lama: str, baru: str, *, ulang: str | None = None) -> dict[str, str]:
    return {"frasa_lama": lama, "frasa_baru": baru, "frasa_baru_ulang": baru if ulang is None else ulang}


def sertifikat(engine: Engine, orang: makers.Orang) -> list[Sertifikat]:
    with reading(engine) as session:
        found = queries.riwayat(session, orang.pegawai.id)
        session.expunge_all()
        return found


def buka(services: Services, orang: makers.Orang, frasa: str) -> str:
    return actions.unlock(
        services.engine, pepper=services.pepper, pegawai_id=orang.pegawai.id, passphrase=frasa
    ).serial_hex


def test_a_signer_issues_the_own_certificate_and_can_open_its_key(
    masuk: Masuk, kota: makers.Kota, services: Services
) -> None:
    client = masuk("kadis.dinsos")
    assert "Terbitkan sertifikat" in client.get("/sertifikat").get_data(as_text=True)

    answer = kirim(client, "/sertifikat/terbitkan", terbit())

    assert (answer.status_code, answer.headers["Location"]) == (303, "/sertifikat")
    (made,) = sertifikat(services.engine, kota["kadis.dinsos"])
    assert buka(services, kota["kadis.dinsos"], FRASA) == made.serial_hex
    page = client.get("/sertifikat").get_data(as_text=True)
    assert "Siap menandatangani" in page and made.serial_hex in page and "Sri Wulandari" in page
    certificate = authority.load(made.pem)
    assert "Dinas Sosial" in certificate.subject.rfc4514_string()


@pytest.mark.parametrize("nama", ["staf.dinsos", "tu.dinsos", "arsiparis.dinsos", "kasubbag.dinsos"])
def test_only_who_signs_for_a_jabatan_may_issue(
    masuk: Masuk, kota: makers.Kota, services: Services, nama: str
) -> None:  # KEAMANAN: AUT-17, OTR-02
    client = masuk(nama)
    page = client.get("/sertifikat").get_data(as_text=True)
    assert "hanya untuk pejabat yang berwenang" in page and "/sertifikat/terbitkan" not in page

    assert kirim(client, "/sertifikat/terbitkan", terbit()).status_code == 403

    assert sertifikat(services.engine, kota[nama]) == []


@pytest.mark.parametrize(
    ("data", "kalimat"),
    [
        (terbit(sandi="bukan sandi saya"), "Sandi masuk tidak cocok"),
        (terbit("pendek"), "paling sedikit 12 karakter"),
        (terbit("kata sandi kata sandi"), "terlalu mudah ditebak"),
        (terbit(makers.SANDI), "harus berbeda dari sandi masuk"),
        (terbit(ulang="perahu merah di dermaga"), "Kedua frasa sandi belum sama"),
        (terbit(sandi=""), "Sandi masuk perlu diisi"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_issued(
    masuk: Masuk, kota: makers.Kota, services: Services, data: dict[str, str], kalimat: str
) -> None:
    answer = kirim(masuk("kadis.dinsos"), "/sertifikat/terbitkan", data)
    page = answer.get_data(as_text=True)

    assert answer.status_code == 422
    assert kalimat in page
    # KEAMANAN: AUT-13
    assert all(value not in page for value in data.values() if len(value) > 8)
    assert sertifikat(services.engine, kota["kadis.dinsos"]) == []


def test_a_wrong_password_counts_like_a_failed_sign_in(masuk: Masuk, kota: makers.Kota, services: Services) -> None:
    # KEAMANAN: AUT-05
    kirim(masuk("kadis.dinsos"), "/sertifikat/terbitkan", terbit(sandi="bukan sandi saya"))

    with reading(services.engine) as session:
        akun = session.scalars(select(Akun).where(Akun.nama_pengguna == "kadis.dinsos")).one()
        assert akun.gagal_beruntun == 1
        noted = session.scalars(select(AuditEntry).where(AuditEntry.event == "tte.terbitkan")).all()
        assert [row.hasil for row in noted] == ["ditolak"]


def test_a_new_certificate_revokes_the_one_before(masuk: Masuk, kota: makers.Kota, services: Services) -> None:
    client = masuk("kadis.dinsos")
    kirim(client, "/sertifikat/terbitkan", terbit())
    kirim(client, "/sertifikat/terbitkan", terbit(LAIN))

    new, old = sertifikat(services.engine, kota["kadis.dinsos"])
    assert old.alasan_cabut is AlasanCabut.DIGANTI and new.dicabut_at is None
    assert buka(services, kota["kadis.dinsos"], LAIN) == new.serial_hex
    page = client.get("/sertifikat").get_data(as_text=True)
    assert "diganti yang baru" in page and old.serial_hex in page


def test_the_same_request_twice_issues_once(masuk: Masuk, kota: makers.Kota, services: Services) -> None:
    # KEAMANAN: TRX-02
    client = masuk("kadis.dinsos")
    for _ in range(2):
        assert kirim(client, "/sertifikat/terbitkan", terbit(), kunci="satu-kunci-yang-sama-1").status_code == 303

    assert len(sertifikat(services.engine, kota["kadis.dinsos"])) == 1


def test_the_passphrase_can_be_changed_and_the_old_one_stops_working(
    masuk: Masuk, kota: makers.Kota, services: Services
) -> None:
    client = masuk("kadis.dinsos")
    kirim(client, "/sertifikat/terbitkan", terbit())

    assert kirim(client, "/sertifikat/frasa", ganti(FRASA, LAIN)).status_code == 303

    (made,) = sertifikat(services.engine, kota["kadis.dinsos"])
    assert buka(services, kota["kadis.dinsos"], LAIN) == made.serial_hex
    with pytest.raises(Invalid):
        buka(services, kota["kadis.dinsos"], FRASA)


@pytest.mark.parametrize(
    ("data", "kolom", "kalimat"),
    [
        (ganti("salah sekali kata ini", LAIN), "frasa_lama", "Frasa sandi salah"),
        # Whoever does not know the old one learns nothing about the password (AUT-05).
        (ganti("salah sekali kata ini", makers.SANDI), "frasa_lama", "Frasa sandi salah"),
        (ganti(FRASA, FRASA), "frasa_baru", "sama dengan yang lama"),
        (ganti(FRASA, "pendek"), "frasa_baru", "paling sedikit 12"),
        (ganti(FRASA, makers.SANDI), "frasa_baru", "harus berbeda dari sandi masuk"),
        (ganti(FRASA, LAIN, ulang="x" * 14), "frasa_baru_ulang", "belum sama"),
    ],
)
def test_a_refused_change_points_at_the_field(
    masuk: Masuk, kota: makers.Kota, services: Services, data: dict[str, str], kolom: str, kalimat: str
) -> None:
    client = masuk("kadis.dinsos")
    kirim(client, "/sertifikat/terbitkan", terbit())

    answer = kirim(client, "/sertifikat/frasa", data)
    page = answer.get_data(as_text=True)

    assert answer.status_code == 422
    assert kalimat in page and f'href="#f-{kolom}"' in page
    assert FRASA not in page and LAIN not in page  # KEAMANAN: AUT-13
    assert buka(services, kota["kadis.dinsos"], FRASA)


def test_five_wrong_passphrases_lock_also_here(masuk: Masuk, kota: makers.Kota, services: Services) -> None:
    client = masuk("kadis.dinsos")
    kirim(client, "/sertifikat/terbitkan", terbit())
    answers = [kirim(client, "/sertifikat/frasa", ganti("salah sekali kata ini", LAIN)) for _ in range(5)]

    assert [a.status_code for a in answers] == [422] * 4 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert "Sementara dikunci" in client.get("/sertifikat").get_data(as_text=True)


def test_somebody_without_a_certificate_has_none_to_change(masuk: Masuk, kota: makers.Kota) -> None:
    assert kirim(masuk("kadis.dinsos"), "/sertifikat/frasa", ganti(FRASA, LAIN)).status_code == 409


def test_the_page_warns_before_the_certificate_ends(masuk: Masuk, kota: makers.Kota, services: Services) -> None:
    kirim(masuk("kadis.dinsos"), "/sertifikat/terbitkan", terbit())
    (made,) = sertifikat(services.engine, kota["kadis.dinsos"])

    clock.set_clock(made.berlaku_sampai - timedelta(days=10))
    assert "berakhir dalam 10 hari" in masuk("kadis.dinsos").get("/sertifikat").get_data(as_text=True)
    clock.set_clock(made.berlaku_sampai + timedelta(days=1))
    page = masuk("kadis.dinsos").get("/sertifikat").get_data(as_text=True)
    assert "Belum dapat menandatangani" in page and "Berakhir" in page


def test_anybody_gets_the_list_of_revoked_certificates_and_it_follows_the_register(
    client: FlaskClient, masuk: Masuk, kota: makers.Kota, services: Services
) -> None:
    clock.set_clock(datetime(2026, 11, 20, 3, 0, tzinfo=UTC))
    first = client.get(authority.CRL_PATH)
    assert first.content_type == "application/pkix-crl"
    assert list(x509.load_der_x509_crl(first.get_data())) == []
    assert client.get(authority.CRL_PATH).get_data() == first.get_data()

    signer = masuk("kadis.dinsos")
    kirim(signer, "/sertifikat/terbitkan", terbit())
    clock.set_clock(clock.now() + timedelta(minutes=1))
    kirim(signer, "/sertifikat/terbitkan", terbit(LAIN))

    listed = x509.load_der_x509_crl(client.get(authority.CRL_PATH).get_data())
    old = sertifikat(services.engine, kota["kadis.dinsos"])[1]
    assert [row.serial_number for row in listed] == [int(old.serial_hex, 16)]
    with reading(services.engine) as session:
        issuer, _ = queries.penerbit(session, pepper=services.pepper)
    assert listed.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]


def test_an_unchanged_list_is_made_anew_twice_a_day(client: FlaskClient, kota: makers.Kota) -> None:
    clock.set_clock(datetime(2026, 11, 20, 3, 0, tzinfo=UTC))
    first = client.get(authority.CRL_PATH).get_data()

    clock.set_clock(clock.now() + timedelta(hours=13))

    assert client.get(authority.CRL_PATH).get_data() != first


def test_without_authorities_the_list_says_so_politely(client: FlaskClient, kota_kecil: makers.Kota) -> None:
    assert client.get(authority.CRL_PATH).status_code == 409
