"""The certificates themselves, and the secret file of the installation."""

import stat
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from sqlalchemy import select

from eoffice import db
from eoffice.errors import Invalid
from eoffice.tte import authority, queries
from eoffice.tte.models import Otoritas
from tests.tte.kantor import Kantor


@pytest.fixture
def certificates(kantor_tetap: Kantor) -> dict[str, x509.Certificate]:
    with db.reading(kantor_tetap.engine) as session:
        found = {str(row.kind): authority.load(row.pem) for row in session.scalars(select(Otoritas))}
        budi = queries.terbaru(session, kantor_tetap.budi)
        assert budi is not None
        return {**found, "budi": authority.load(budi.pem)}


# KEAMANAN: KRI-05
def test_every_key_is_rsa_3072_and_every_signature_sha_256(certificates: dict[str, x509.Certificate]) -> None:
    assert certificates["ocsp"].public_key().curve.name == "secp256r1"  # type: ignore[union-attr]
    for name, certificate in certificates.items():
        assert name == "ocsp" or certificate.public_key().key_size == 3072  # type: ignore[union-attr]
        assert certificate.signature_hash_algorithm is not None
        assert certificate.signature_hash_algorithm.name == "sha256"


def test_the_chain_leads_from_person_to_root(certificates: dict[str, x509.Certificate]) -> None:
    certificates["budi"].verify_directly_issued_by(certificates["penerbit"])
    certificates["tsa"].verify_directly_issued_by(certificates["penerbit"])
    certificates["penerbit"].verify_directly_issued_by(certificates["akar"])
    certificates["akar"].verify_directly_issued_by(certificates["akar"])


def test_nobody_outlives_the_issuer(certificates: dict[str, x509.Certificate]) -> None:
    for child, parent in (("budi", "penerbit"), ("tsa", "penerbit"), ("penerbit", "akar")):
        assert certificates[child].not_valid_before_utc >= certificates[parent].not_valid_before_utc
        assert certificates[child].not_valid_after_utc <= certificates[parent].not_valid_after_utc


def test_a_person_may_sign_documents_and_nothing_else(certificates: dict[str, x509.Certificate]) -> None:
    extensions = certificates["budi"].extensions
    usage = extensions.get_extension_for_class(x509.KeyUsage)

    assert usage.critical
    assert (usage.value.digital_signature, usage.value.content_commitment) == (True, True)
    assert (usage.value.key_cert_sign, usage.value.crl_sign, usage.value.key_encipherment) == (False, False, False)
    assert not extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert set(extensions.get_extension_for_class(x509.ExtendedKeyUsage).value) == {
        authority.DOCUMENT_SIGNING,
        ExtendedKeyUsageOID.EMAIL_PROTECTION,
    }
    assert authority.crl_url(certificates["budi"]) == "https://eoffice.arunika.test/crl/penerbit.crl"


def test_the_time_stamper_has_one_critical_extended_usage(certificates: dict[str, x509.Certificate]) -> None:
    usage = certificates["tsa"].extensions.get_extension_for_class(x509.ExtendedKeyUsage)

    assert usage.critical
    assert list(usage.value) == [ExtendedKeyUsageOID.TIME_STAMPING]


def test_the_subject_names_person_and_office_but_no_nip(certificates: dict[str, x509.Certificate]) -> None:
    subject = {part.oid: part.value for part in certificates["budi"].subject}

    assert subject.pop(NameOID.SERIAL_NUMBER) == "P0000001"
    assert subject == {
        NameOID.COUNTRY_NAME: "ID",
        NameOID.ORGANIZATION_NAME: "Pemerintah Kota Arunika",
        NameOID.ORGANIZATIONAL_UNIT_NAME: "Dinas Komunikasi dan Informatika",
        NameOID.COMMON_NAME: "Drs. Budi Santoso, M.Si",
    }


def test_a_long_office_name_is_cut_between_words(kantor_tetap: Kantor) -> None:
    key = authority.new_key()
    with db.reading(kantor_tetap.engine) as session:
        issuer, issuer_key = queries.penerbit(session, pepper=kantor_tetap.pepper)

    certificate = authority.signer(
        key.public_key(),
        nama="Prof. Dr. Ir. Raden Mas Suryo Kusumo Adiningrat Wicaksono, S.T., M.T., M.Sc., Ph.D.",
        unit="Badan Perencanaan Pembangunan, Penelitian, Pengembangan, dan Inovasi Daerah",
        number="P0000009",
        issuer=issuer,
        issuer_key=issuer_key,
        places=authority.places("https://eoffice.arunika.test"),
        now=issuer.not_valid_before_utc,
        hari=30,
    )

    assert authority.common_name(certificate) == "Prof. Dr. Ir. Raden Mas Suryo Kusumo Adiningrat Wicaksono, S.T."
    (unit,) = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
    assert unit.value == "Badan Perencanaan Pembangunan, Penelitian, Pengembangan, dan"


def test_a_certificate_that_would_outlive_the_issuer_is_refused(kantor_tetap: Kantor) -> None:
    with db.reading(kantor_tetap.engine) as session:
        issuer, issuer_key = queries.penerbit(session, pepper=kantor_tetap.pepper)

    with pytest.raises(Invalid, match="masa berlaku CA penerbit"):
        authority.signer(
            issuer_key.public_key(),
            nama="Budi",
            unit="",
            number="P1",
            issuer=issuer,
            issuer_key=issuer_key,
            places=authority.places("https://eoffice.arunika.test"),
            now=issuer.not_valid_after_utc,
            hari=1,
        )


# KEAMANAN: KRI-05
def test_the_pepper_is_made_once_random_and_for_the_owner_only(tmp_path: Path) -> None:
    first, other = authority.pepper(tmp_path / "a"), authority.pepper(tmp_path / "b")

    assert authority.pepper(tmp_path / "a") == first
    assert len(first) == 32
    assert first != other
    assert [path.name for path in (tmp_path / "a").iterdir()] == [authority.PEPPER_FILE]
    assert stat.S_IMODE((tmp_path / "a" / authority.PEPPER_FILE).stat().st_mode) == 0o600


def test_a_pepper_that_others_can_read_is_refused(tmp_path: Path) -> None:
    authority.pepper(tmp_path)
    (tmp_path / authority.PEPPER_FILE).chmod(0o644)

    with pytest.raises(Invalid, match="chmod 600"):
        authority.pepper(tmp_path)


def test_a_cut_off_pepper_is_refused(tmp_path: Path) -> None:
    authority.pepper(tmp_path)
    (tmp_path / authority.PEPPER_FILE).write_bytes(b"pendek")

    with pytest.raises(Invalid, match="pulihkan dari cadangan"):
        authority.pepper(tmp_path)
