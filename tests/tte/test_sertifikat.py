"""The life of certificates on the pages: warned of, revoked, imported, looked after by the administrator."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import makers
import pytest
from client import kirim, token
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from eoffice import clock
from eoffice.audit.models import AuditEntry
from eoffice.db import reading, transaction
from eoffice.errors import Invalid
from eoffice.peristiwa.models import Peristiwa
from eoffice.tte import actions, authority, keybox, policy, queries
from eoffice.tte.models import Otoritas, Sertifikat
from eoffice.tte.states import AlasanCabut, JenisSertifikat, Kind
from eoffice.web.services import Services
from tests.tte import bom
from tests.tte.kantor import Kantor

pytestmark = pytest.mark.sekali  # pages and files; what the database and the store do is proven elsewhere on both

FRASA = "perahu kuning di dermaga"
Masuk = Callable[..., FlaskClient]


@pytest.fixture
def kota(services: Services, kota_kecil: makers.Kota, kantor_tetap: Kantor) -> makers.Kota:
    """The little city; its authorities are those of the signing office, sealed again under the pepper of this one."""
    with reading(kantor_tetap.engine) as session:
        prepared = set(Kind) - {Kind.SEGEL}  # that one is made with the first daily list
        opened = {kind: queries.terbuka(session, kind, pepper=kantor_tetap.pepper) for kind in prepared}
    with transaction(services.engine) as session:
        for kind, (certificate, key) in opened.items():
            sha256 = authority.fingerprint(certificate)
            kotak = keybox.seal_unattended(key, pepper=services.pepper, owner=kind, certificate_sha256=sha256)
            session.add(Otoritas(kind=kind, pem=authority.pem(certificate), kotak=kotak, created_at=clock.now()))
    return kota_kecil


def beri(services: Services, kota: makers.Kota, nama: str, *, hari: int = 730) -> int:
    """A certificate for somebody; its id."""
    with transaction(services.engine) as session:
        made = actions.terbitkan(
            session,
            pepper=services.pepper,
            pegawai_id=kota[nama].pegawai.id,
            nama=kota[nama].pegawai.nama,
            unit="Dinas Uji",
            passphrase=FRASA,
            hari=hari,
            cost=keybox.LIGHT,
        )
        return made.id


def punya(services: Services, sertifikat_id: int) -> Sertifikat:
    """The row as it is now."""
    with reading(services.engine) as session:
        found = session.get_one(Sertifikat, sertifikat_id)
        session.expunge(found)
        return found


# -- warnings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "tone"), [(61, "ok"), (59, "info"), (31, "info"), (29, "warn"), (8, "warn"), (6, "bad"), (0, "bad")]
)
def test_the_tone_follows_the_days_that_are_left(days: int, tone: str) -> None:  # KEAMANAN: KRI-07
    now = datetime(2026, 11, 22, tzinfo=UTC)
    held = Sertifikat(berlaku_dari=now, berlaku_sampai=now + timedelta(days=days, hours=1))

    assert policy.keadaan(held, now).nada == tone


@pytest.mark.parametrize(("days", "tone"), [(59, "info"), (29, "warn"), (6, "bad")])
def test_a_holder_is_warned_on_the_first_page_and_on_the_own_one(
    masuk: Masuk, kota: makers.Kota, services: Services, days: int, tone: str
) -> None:
    held = punya(services, beri(services, kota, "kadis.dinsos"))
    clock.set_clock(held.berlaku_sampai - timedelta(days=days, hours=1))
    client = masuk("kadis.dinsos")

    for path in ("/", "/sertifikat"):
        page = client.get(path).get_data(as_text=True)
        assert f"berakhir dalam {days} hari" in page and f'class="note {tone}"' in page


def test_who_may_sign_but_cannot_is_told_on_the_first_page_and_nobody_else_is(
    masuk: Masuk, kota: makers.Kota, services: Services
) -> None:
    assert "Anda belum dapat menandatangani" in masuk("kadis.dinsos").get("/").get_data(as_text=True)
    assert "menandatangani. Terbitkan" not in masuk("staf.dinsos").get("/").get_data(as_text=True)
    beri(services, kota, "kadis.dinsos")
    assert "Sertifikat Anda" not in masuk("kadis.dinsos").get("/").get_data(as_text=True)


def test_where_a_signer_is_chosen_the_state_of_the_certificate_is_seen(
    masuk: Masuk, kota: makers.Kota, services: Services
) -> None:
    client = masuk("staf.dinsos")
    before = client.get("/naskah/jabatan?ttd=1&q=Dinas").get_data(as_text=True)
    assert "Belum punya sertifikat" in before
    assert "Belum punya sertifikat" not in client.get("/naskah/jabatan?q=Dinas").get_data(as_text=True)

    held = punya(services, beri(services, kota, "kadis.dinsos"))
    after = client.get("/naskah/jabatan?ttd=1&q=Dinas+Sosial").get_data(as_text=True)
    assert after.count("Belum punya sertifikat") < before.count("Belum punya sertifikat")
    with transaction(services.engine) as session:
        session.get_one(Sertifikat, held.id).cabut(AlasanCabut.KUNCI_BOCOR, clock.now())
    assert "Sertifikat dicabut" in client.get("/naskah/jabatan?ttd=1&q=Dinas+Sosial").get_data(as_text=True)


# -- revoking ---------------------------------------------------------------------------------------------------------


def test_a_holder_revokes_the_own_certificate_with_a_reason(
    masuk: Masuk, kota: makers.Kota, services: Services
) -> None:
    held = beri(services, kota, "kadis.dinsos")
    client = masuk("kadis.dinsos")
    assert "Cabut sertifikat saya" in client.get("/sertifikat").get_data(as_text=True)

    data = {"alasan": "kunci_bocor", "catatan": "Catatan tercecer", "sandi_masuk_cabut": "bukan sandi saya"}
    wrong = kirim(client, f"/sertifikat/{held}/cabut", data)
    assert (wrong.status_code, punya(services, held).dicabut_at) == (422, None)
    assert "Sandi masuk tidak cocok" in wrong.get_data(as_text=True) and "Catatan tercecer" in wrong.get_data(
        as_text=True
    )
    data["sandi_masuk_cabut"] = makers.SANDI
    answer = kirim(client, f"/sertifikat/{held}/cabut", data)

    assert answer.status_code == 303
    assert punya(services, held).alasan_cabut is AlasanCabut.KUNCI_BOCOR
    with reading(services.engine) as session:
        entry = session.scalars(
            select(AuditEntry).where(AuditEntry.event == "tte.cabut", AuditEntry.hasil == "berhasil")
        ).one()
        assert entry.catatan == "kunci_bocor: Catatan tercecer"
        assert session.scalars(select(Peristiwa.jenis)).all() == ["sertifikat.dicabut"]
    listed = x509.load_der_x509_crl(client.get(authority.CRL_PATH).get_data())
    assert [one.serial_number for one in listed] == [int(punya(services, held).serial_hex, 16)]
    again = {"alasan": "berhenti", "catatan": "", "sandi_masuk_cabut": makers.SANDI}
    assert kirim(client, f"/sertifikat/{held}/cabut", again).status_code == 409
    assert punya(services, held).alasan_cabut is AlasanCabut.KUNCI_BOCOR


@pytest.mark.parametrize("nama", ["kadis.diskominfo", "tu.dinsos", "sekda"])
def test_nobody_else_can_revoke_it_or_learn_that_it_exists(
    masuk: Masuk, kota: makers.Kota, services: Services, nama: str
) -> None:  # KEAMANAN: OTR-04
    held = beri(services, kota, "kadis.dinsos")
    client = masuk(nama)
    data = {"alasan": "kunci_bocor", "catatan": "", "sandi_masuk_cabut": makers.SANDI}

    assert kirim(client, f"/sertifikat/{held}/cabut", data).status_code == 404
    assert kirim(client, "/sertifikat/99999/cabut", data).status_code == 404
    assert client.get("/sertifikat/kelola").status_code == 403
    assert punya(services, held).dicabut_at is None


def test_the_administrator_sees_everybody_and_revokes_with_a_reason(
    masuk: Masuk, kota: makers.Kota, services: Services
) -> None:  # KEAMANAN: AUT-12
    held = beri(services, kota, "kadis.dinsos", hari=40)
    client = masuk("admin")
    page = client.get("/sertifikat/kelola").get_data(as_text=True)
    assert "Sertifikat berakhir dalam" in page and kota["kadis.dinsos"].pegawai.nama in page
    assert kota["kadis.diskominfo"].pegawai.nama not in page
    assert kota["kadis.diskominfo"].pegawai.nama in client.get("/sertifikat/kelola?tab=belum").get_data(as_text=True)
    assert "Alasan" in client.get(f"/sertifikat/kelola?cabut={held}").get_data(as_text=True)

    data = {"alasan": "pindah_tugas", "catatan": "SK mutasi", "kembali": "kelola"}
    assert kirim(client, f"/sertifikat/{held}/cabut", data).status_code == 303
    assert punya(services, held).dicabut_at is None, "without the password nothing is revoked (AUT-12)"
    data["sandi_masuk_cabut"] = makers.SANDI
    answer = kirim(client, f"/sertifikat/{held}/cabut", data)

    assert (answer.status_code, answer.headers["Location"]) == (303, "/sertifikat/kelola")
    assert punya(services, held).alasan_cabut is AlasanCabut.PINDAH_TUGAS
    assert kirim(client, f"/sertifikat/{held}/cabut", {**data, "alasan": "diganti"}).status_code == 303


def test_a_certificate_that_outlived_the_office_is_put_before_the_administrator(
    masuk: Masuk, kota: makers.Kota, services: Services
) -> None:
    beri(services, kota, "staf.dinsos")

    page = masuk("admin").get("/sertifikat/kelola").get_data(as_text=True)

    assert "padahal tidak lagi menandatangani" in page and kota["staf.dinsos"].pegawai.nama in page


# -- what is public ---------------------------------------------------------------------------------------------------


def test_anybody_gets_the_authorities_and_the_list_of_the_root(client: FlaskClient, kota: makers.Kota) -> None:
    root, issuer = (x509.load_der_x509_certificate(client.get(f"/ca/{n}.cer").get_data()) for n in ("akar", "penerbit"))
    issuer.verify_directly_issued_by(root)
    listed = x509.load_der_x509_crl(client.get(authority.ROOT_CRL_PATH).get_data())

    assert listed.is_signature_valid(root.public_key())  # type: ignore[arg-type]
    assert authority.crl_url(issuer).endswith(authority.ROOT_CRL_PATH)
    assert client.get("/ca/tsa.cer").status_code == 404


# -- import -----------------------------------------------------------------------------------------------------------


def p12(
    kantor: Kantor,
    *,
    nama: str,
    hari: int = 365,
    key: object = None,
    mulai: timedelta = timedelta(),
) -> bytes:
    """A P12 file with a fresh certificate of the office's issuer, its password «rahasia p12»."""
    private = authority.new_key()
    with reading(kantor.engine) as session:
        issuer, issuer_key = queries.penerbit(session, pepper=kantor.pepper)
    certificate = authority.signer(
        private.public_key(),
        nama=nama,
        unit="",
        number="X1",
        issuer=issuer,
        issuer_key=issuer_key,
        places=authority.places("http://localhost"),
        now=clock.now() + mulai,
        hari=hari,
    )
    return pkcs12.serialize_key_and_certificates(
        b"a", key or private, certificate if key is None else None, [issuer], BestAvailableEncryption(b"rahasia p12")
    )


def unggah(client: FlaskClient, content: bytes, **more: str) -> TestResponse:
    data = {
        "sandi_p12": "rahasia p12",
        "frasa_impor": FRASA,
        "frasa_impor_ulang": FRASA,
        "sandi_masuk_impor": makers.SANDI,
        "csrf_token": token(client),
        "kunci": f"kunci-impor-{id(content)}-{len(more)}-aaaa",
        **more,
        "p12": (io.BytesIO(content), "sertifikat.p12"),
    }
    return client.post("/sertifikat/impor", data=data, content_type="multipart/form-data")


def test_a_p12_is_taken_over_and_its_key_sealed_under_the_new_passphrase(
    masuk: Masuk, kota: makers.Kota, services: Services, kantor_tetap: Kantor
) -> None:
    old = beri(services, kota, "kadis.dinsos")
    client = masuk("kadis.dinsos")

    answer = unggah(client, p12(kantor_tetap, nama=kota["kadis.dinsos"].pegawai.nama))

    assert answer.status_code == 303, answer.get_data(as_text=True)
    pegawai_id = kota["kadis.dinsos"].pegawai.id
    key = actions.unlock(services.engine, pepper=services.pepper, pegawai_id=pegawai_id, passphrase=FRASA)
    assert key.private.public_key() == authority.load(key.certificate_pem).public_key()
    with reading(services.engine) as session:
        held = queries.terbaru(session, pegawai_id)
        assert held is not None and held.jenis is JenisSertifikat.IMPOR
        assert key.chain_pem == (queries.otoritas(session, Kind.PENERBIT).pem,)
    assert punya(services, old).alasan_cabut is AlasanCabut.DIGANTI
    assert "diimpor dari berkas P12" in client.get("/sertifikat").get_data(as_text=True)


@pytest.mark.parametrize(
    ("make", "more", "sentence"),
    [
        (lambda k, n: p12(k, nama=n), {"sandi_p12": "salah"}, "Kata sandi berkas P12 salah"),
        (lambda k, n: b"bukan p12", {}, "Kata sandi berkas P12 salah, atau berkasnya rusak"),
        (lambda k, n: b"", {}, "Pilih berkas P12"),
        (lambda k, n: b"x" * 200_000, {}, "Pilih berkas P12"),
        (lambda k, n: p12(k, nama="Orang Lain, S.H."), {}, "bukan atas nama"),
        (lambda k, n: p12(k, nama="a"), {}, "bukan atas nama"),
        (lambda k, n: p12(k, nama=n.split(",")[0].split()[0]), {}, "bukan atas nama"),
        (lambda k, n: bom.p12(n, bom.rings("X", 8), b"rahasia p12"), {}, "lebih dari 3 sertifikat penerbit"),
        (lambda k, n: bom.p12(n, bom.rings("X", 2), b"rahasia p12"), {}, "beberapa yang namanya sama"),
        (lambda k, n: bom.p12(n, bom.rings("XYZ", 1), b"rahasia p12"), {}, "tidak dipercaya di sini"),
        (lambda k, n: p12(k, nama=n, hari=2, mulai=-timedelta(days=9)), {}, "tidak lagi berlaku"),
        (
            lambda k, n: p12(k, nama=n, key=ec.generate_private_key(ec.SECP256R1())),
            {},
            "tidak memuat satu kunci dengan sertifikatnya",
        ),
        (lambda k, n: p12(k, nama=n), {"frasa_impor_ulang": "lain sekali kata ini"}, "Kedua frasa sandi belum sama"),
        (lambda k, n: p12(k, nama=n), {"frasa_impor": "pendek", "frasa_impor_ulang": "pendek"}, "paling sedikit 12"),
        (lambda k, n: p12(k, nama=n), {"sandi_masuk_impor": "bukan sandi saya"}, "Sandi masuk tidak cocok"),
    ],
    ids=[
        "password",
        "junk",
        "empty",
        "large",
        "other name",
        "one letter",
        "one word",
        "bomb",
        "one name twice",
        "ring",
        "ended",
        "no pair",
        "twice",
        "weak",
        "sign-in",
    ],
)
def test_a_p12_that_will_not_do_is_refused_with_its_reason(
    masuk: Masuk,
    kota: makers.Kota,
    services: Services,
    kantor_tetap: Kantor,
    make: Callable[[Kantor, str], bytes],
    more: dict[str, str],
    sentence: str,
) -> None:
    answer = unggah(masuk("kadis.dinsos"), make(kantor_tetap, kota["kadis.dinsos"].pegawai.nama), **more)
    page = answer.get_data(as_text=True)

    assert answer.status_code == 422
    assert sentence in page
    assert "rahasia p12" not in page and FRASA not in page  # KEAMANAN: AUT-13
    with reading(services.engine) as session:
        assert session.scalars(select(Sertifikat.id)).all() == []


@pytest.mark.parametrize(
    ("said", "nama", "fits"),
    [
        ("Budi Santoso", "Drs. Budi Santoso, M.Si", True),
        ("BUDI SANTOSO", "Budi Santoso", True),
        ("Drs. Budi Santoso, M.Si", "Budi Santoso", True),
        ("Budi Santoso", "Budi Santoso Wibowo", True),
        ("Budi Santoso Wibowo", "Budi Santoso", True),
        ("Suharto", "Suharto, S.H.", True),
        ("Suharto", "H. Suharto, S.H.", True),
        ("M. YUSUF", "M. Yusuf, S.T.", True),
        ("A. Yusuf", "M. Yusuf, S.T.", False),
        ("A", "Drs. Budi Santoso", False),
        ("Budi", "Budi Santoso", False),
        ("Budi Santoso", "Budi", False),
        ("udi Santos", "Budi Santoso", False),
        ("Budi Santosoa", "Budi Santoso", False),
        ("Siti Santoso", "Budi Santoso", False),
        ("Budi Santoso Siti", "Budi Rahayu Santoso", False),
        ("", "Budi Santoso", False),
        ("S.H.", "S.H.", False),
    ],
)
def test_a_certificate_names_its_holder_in_whole_words(said: str, nama: str, fits: bool) -> None:
    private = authority.new_key()
    made = bom.certificate(said or "-", private, "Akar", private, ca=False)

    if fits:
        policy.check_import(made, private, nama=nama, at=clock.now())
    else:
        with pytest.raises(Invalid, match="bukan atas nama"):
            policy.check_import(made, private, nama=nama, at=clock.now())


def test_a_p12_of_an_unknown_issuer_is_refused(
    masuk: Masuk, kota: makers.Kota, kantor_tetap: Kantor, services: Services, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from tests.tte.kantor import build

    stranger = build(tmp_path_factory.mktemp("asing"))
    stranger.engine.dispose()

    answer = unggah(masuk("kadis.dinsos"), p12(stranger, nama=kota["kadis.dinsos"].pegawai.nama))

    assert answer.status_code == 422
    assert "tidak dipercaya di sini" in answer.get_data(as_text=True)
