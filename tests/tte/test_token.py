"""Keys that never leave a token: registered, signed with, refused with a wrong PIN, on a real PKCS#11 module."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import makers
import pytest
from client import kirim
from cryptography.hazmat.primitives.serialization import Encoding
from flask.testing import FlaskClient
from keandalan.siap_ttd import aktor, klasifikasi, naskah_siap, rsa_key, sidik
from sqlalchemy import select

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akun.models import Akun
from eoffice.config import Settings
from eoffice.db import reading, transaction
from eoffice.errors import Invalid, Unavailable
from eoffice.naskah import actions as naskah_actions
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.states import Status
from eoffice.storage import Blob
from eoffice.tte import actions, authority, queries, token, verifying
from eoffice.tte.states import JenisSertifikat, Kind
from eoffice.web.services import Services

pytestmark = pytest.mark.sekali  # pages and files; what the database and the store do is proven elsewhere on both

PIN = "7391 payung"
MODUL = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")


@pytest.fixture(scope="session")
def modul(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The module of SoftHSM with two tokens: `kadis` with a bare key, `sekda` with a key and a certificate."""
    found = next((path for path in MODUL if Path(path).is_file()), None)
    if found is None or shutil.which("softhsm2-util") is None:
        sentence = "SoftHSM tidak ada; pasang: apt-get install softhsm2"
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    import pkcs11
    from pkcs11 import KeyType

    room = tmp_path_factory.mktemp("softhsm")
    (room / "isi").mkdir()
    (room / "softhsm2.conf").write_text(f"directories.tokendir = {room / 'isi'}\nobjectstore.backend = file\n")
    os.environ["SOFTHSM2_CONF"] = str(room / "softhsm2.conf")
    for label in ("kadis", "kosong", "dua"):
        subprocess.run(
            ["softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", "1234567", "--pin", PIN],
            check=True,
            capture_output=True,
        )
    for label, how_many in (("kadis", 1), ("dua", 2)):
        with pkcs11.lib(found).get_token(token_label=label).open(rw=True, user_pin=PIN) as session:
            for n in range(how_many):
                session.generate_keypair(KeyType.RSA, 2048, label=f"ttd{n}", id=bytes([n + 1]), store=True)
    return found


@pytest.fixture
def settings(settings: Settings, modul: str) -> Settings:
    """Settings that name the module."""
    return replace(settings, pkcs11=modul)


@pytest.fixture
def kantor(services: Services, kota_kecil: makers.Kota) -> Iterator[makers.Kota]:
    """The little city with authorities."""
    klasifikasi(services)
    with transaction(services.engine) as session:
        actions.siapkan_otoritas(session, pepper=services.pepper, nama_kota="Kota Arunika", base_url="http://localhost")
    return kota_kecil


def pemegang(services: Services, kantor: makers.Kota) -> Actor:
    """kadis.dinsos with an account, as signed in."""
    holder = aktor(services, kantor, "kadis.dinsos")
    with reading(services.engine) as session:
        return replace(holder, akun_id=session.scalar(select(Akun.id).where(Akun.pegawai_id == holder.pegawai_id)))


def daftar(pin: str = PIN, label: str = "kadis", sandi: str = makers.SANDI) -> dict[str, str]:
    return {"token": label, "pin": pin, "sandi_masuk_token": sandi}


def test_a_key_in_a_token_is_given_a_certificate_and_signs_a_naskah(
    services: Services, kantor: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    client = masuk("kadis.dinsos")
    assert "Kunci Anda di token atau HSM?" in client.get("/sertifikat").get_data(as_text=True)
    answer = kirim(client, "/sertifikat/token", daftar())
    assert (answer.status_code, answer.headers.get("Location")) == (303, "/sertifikat"), answer.get_data(as_text=True)
    page = client.get("/sertifikat").get_data(as_text=True)
    assert "Kunci Anda ada di token." in page and "Frasa sandi lama" not in page

    signer = aktor(services, kantor, "kadis.dinsos")
    with reading(services.engine) as session:
        held = queries.berlaku(session, signer.pegawai_id, clock.now())
        assert held is not None and held.jenis is JenisSertifikat.INTERNAL
        assert held.kotak == {"v": 1, "kdf": "pkcs11", "token": "kadis", "id": "01"}
        kotak, pem = held.kotak, held.pem
        root = queries.otoritas(session, Kind.AKAR).pem
    (naskah_id,) = naskah_siap(services, kantor)
    seen = sidik(services, signer, naskah_id)
    with pytest.raises(Invalid, match="PIN token salah"):
        naskah_actions.tandatangani(services, signer, naskah_id, frasa="0000", dilihat_sha256=seen)
    naskah_actions.tandatangani(services, signer, naskah_id, frasa=PIN, dilihat_sha256=seen)

    with reading(services.engine) as session:
        signed = naskah_queries.get(session, signer, naskah_id)
        assert signed.status is Status.DITANDATANGANI
        with services.store.open(Blob(signed.pdf_key or "", signed.pdf_size or 0, signed.pdf_sha256 or "")) as source:
            said = verifying.report(source.read(), [root])
    assert (said["verdict"], said["level"]) == ("VALID", "B-LTA")
    assert said["signatures"][0]["certificate_sha256"] == authority.fingerprint(authority.load(pem))
    # Signed out: the token asks for its PIN again.
    with pytest.raises(token.WrongPassphrase):
        token.open_key(services.settings.pkcs11, kotak, "0000")


def test_what_a_token_cannot_do_is_said_in_words(
    services: Services, kantor: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    client = masuk("kadis.dinsos")
    for data, words in (
        (daftar(pin="0000"), "PIN token salah"),
        (daftar(label="tak-ada"), "tidak terpasang di server ini"),
        (daftar(label="kosong"), "tidak berisi kunci RSA"),
        (daftar(label="dua"), "lebih dari satu kunci"),
        (daftar(sandi="bukan sandi saya ini"), "Sandi masuk"),
        (daftar(label=""), "Nama token"),
    ):
        answer = kirim(client, "/sertifikat/token", data)
        page = answer.get_data(as_text=True)
        assert answer.status_code in (422, 503) and re.search(words, page), (data, answer.status_code)
        assert PIN not in page
        assert f'value="{data["token"]}"' in page or not data["token"]
    with reading(services.engine) as session:
        assert queries.terbaru(session, kantor["kadis.dinsos"].pegawai.id) is None


def test_a_certificate_in_the_token_must_come_from_a_trusted_issuer_and_bear_the_holders_name(
    services: Services, kantor: makers.Kota, modul: str
) -> None:
    import pkcs11
    from pkcs11 import Attribute, CertificateType, ObjectClass

    holder = pemegang(services, kantor)
    now = clock.now()
    root_key = rsa_key()
    root = authority.root(root_key, nama_kota="Penerbit Lain", now=now)
    (bare,) = token.look(modul, "kadis", PIN)

    def put(nama: str) -> None:
        made = authority.signer(
            bare.public,
            nama=nama,
            unit="Dinas",
            number="1",
            issuer=root,
            issuer_key=root_key,
            places=authority.places("http://localhost"),
            now=now - timedelta(days=1),
            hari=365,
        )
        with pkcs11.lib(modul).get_token(token_label="kadis").open(rw=True, user_pin=PIN) as session:
            for old in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
                old.destroy()
            session.create_object(
                {
                    Attribute.CLASS: ObjectClass.CERTIFICATE,
                    Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
                    Attribute.TOKEN: True,
                    Attribute.ID: b"\x01",
                    Attribute.SUBJECT: made.subject.public_bytes(),
                    Attribute.VALUE: made.public_bytes(Encoding.DER),
                }
            )

    def register(roots: list[str]) -> str:
        return actions.daftarkan_token(
            services.engine,
            services.hasher,
            pepper=services.pepper,
            pkcs11=modul,
            actor=holder,
            sandi_masuk=makers.SANDI,
            label="kadis",
            pin=PIN,
            roots_pem=roots,
        )

    try:
        put("Orang Lain Sekali")
        with pytest.raises(Invalid, match="bukan atas nama"):
            register([authority.pem(root)])
        put(holder.nama)
        with pytest.raises(Invalid, match="tidak dipercaya di sini"):
            register([])
        serial = register([authority.pem(root)])
    finally:
        with pkcs11.lib(modul).get_token(token_label="kadis").open(rw=True, user_pin=PIN) as session:
            for old in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
                old.destroy()
    with reading(services.engine) as session:
        held = queries.berlaku(session, holder.pegawai_id, clock.now())
        assert held is not None and (held.serial_hex, held.jenis) == (serial, JenisSertifikat.IMPOR)


def test_five_wrong_pins_lock_the_signature_before_the_token_locks_itself(
    services: Services, kantor: makers.Kota, modul: str
) -> None:
    holder = pemegang(services, kantor)
    actions.daftarkan_token(
        services.engine,
        services.hasher,
        pepper=services.pepper,
        pkcs11=modul,
        actor=holder,
        sandi_masuk=makers.SANDI,
        label="kadis",
        pin=PIN,
        roots_pem=[],
    )
    said = []
    for _ in range(6):
        with pytest.raises(Exception) as error:  # noqa: PT011  # the kind changes on the way
            actions.buka(services, holder, "0000")
        said.append(type(error.value).__name__)
    assert said == ["Invalid"] * 4 + ["TooMany"] * 2


def test_nobody_tries_a_pin_on_the_token_of_somebody_else(
    services: Services, kantor: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    assert kirim(masuk("kadis.dinsos"), "/sertifikat/token", daftar()).status_code == 303
    other = masuk("kadis.diskominfo")

    for pin in ("0000", PIN):
        answer = kirim(other, "/sertifikat/token", daftar(pin=pin))
        assert answer.status_code == 422 and "sudah terdaftar atas pegawai lain" in answer.get_data(as_text=True)

    with reading(services.engine) as session:
        who = kantor["kadis.diskominfo"].pegawai.id
        assert queries.terbaru(session, who) is None and queries.gagal(session, who, clock.now()) == []


def test_without_a_module_the_sentence_says_whom_to_ask(services: Services) -> None:
    with pytest.raises(Unavailable, match="EOFFICE_PKCS11"):
        token.look("", "kadis", PIN)
