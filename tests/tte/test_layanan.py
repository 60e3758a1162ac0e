"""What the authorities tell the world: OCSP and time-stamps as openssl asks for them, and their renewal."""

import base64
import hashlib
import subprocess
import threading
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import makers
import pytest
import waitress.server
from asn1crypto import algos, tsp
from asn1crypto import ocsp as asn1_ocsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from eoffice import clock, outbox, pemeriksaan
from eoffice.app import handlers
from eoffice.audit.models import AuditEntry
from eoffice.config import Settings
from eoffice.db import reading, transaction
from eoffice.errors import Unavailable
from eoffice.organisasi.models import Pegawai
from eoffice.tte import actions, archiving, authorities, authority, keybox, queries, signing, verifying
from eoffice.tte.keybox import LIGHT, UnlockedKey
from eoffice.tte.models import Otoritas, Sertifikat, StempelArsip
from eoffice.tte.states import AlasanCabut, JenisSertifikat, Kind
from eoffice.tte.timestamp import Refusal
from eoffice.web.services import Services
from tests.tte.kantor import KATA_BUDI, KATA_SITI, Kantor
from tests.tte.test_signing import PLACE, request

BASE = "https://eoffice.arunika.test"


@pytest.fixture
def settings(settings: Settings, request: pytest.FixtureRequest) -> Settings:
    """With the time-stamper open to others, but for the test of the closed one."""
    return replace(settings, tsa_umum="closed" not in request.node.name)


@pytest.fixture
def budi(services: Services, kantor_tetap: Kantor) -> str:
    """The authorities of the signing office behind the pages, and the serial of Budi's certificate."""
    with reading(kantor_tetap.engine) as session:
        rows = [
            (row.kind, *authorities.opened(row, pepper=kantor_tetap.pepper))
            for row in session.scalars(select(Otoritas))
        ]
        held = queries.terbaru(session, kantor_tetap.budi)
        session.expunge_all()
    assert held is not None
    with transaction(services.engine) as session:
        for kind, certificate, key in rows:
            sha256 = authority.fingerprint(certificate)
            kotak = keybox.seal_unattended(key, pepper=services.pepper, owner=kind, certificate_sha256=sha256)
            session.add(Otoritas(kind=kind, pem=authority.pem(certificate), kotak=kotak, created_at=clock.now()))
        orang = Pegawai(nama="Budi")
        session.add(orang)
        session.flush()
        names = ("serial_hex", "subject", "pem", "kotak", "berlaku_dari", "berlaku_sampai")
        session.add(Sertifikat(pegawai_id=orang.id, **{n: getattr(held, n) for n in names}))
    return held.serial_hex


def issuer_and(services: Services, serial: str) -> tuple[x509.Certificate, x509.Certificate]:
    """The issuer and a person's certificate."""
    with reading(services.engine) as session:
        row = session.scalars(select(Sertifikat).where(Sertifikat.serial_hex == serial)).one()
        return authority.load(authorities.penerbit_dari(session, row.pem).pem), authority.load(row.pem)


def question(certificate: x509.Certificate, issuer: x509.Certificate, digest: hashes.HashAlgorithm) -> bytes:
    built = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, digest)
    return built.add_extension(x509.OCSPNonce(b"0123456789abcdef"), critical=False).build().public_bytes(Encoding.DER)


def asked(client: FlaskClient, der: bytes) -> ocsp.OCSPResponse:
    answer = client.post("/ocsp", data=der, content_type="application/ocsp-request")
    assert (answer.status_code, answer.content_type) == (200, "application/ocsp-response")
    return ocsp.load_der_ocsp_response(answer.get_data())


@pytest.mark.parametrize("digest", [hashes.SHA1(), hashes.SHA256()], ids=["sha1", "sha256"])
def test_the_state_of_a_certificate_is_told_under_the_hash_of_the_question(
    client: FlaskClient, services: Services, budi: str, digest: hashes.HashAlgorithm
) -> None:
    issuer, certificate = issuer_and(services, budi)
    der = question(certificate, issuer, digest)

    good = asked(client, der)

    assert (good.certificate_status, good.hash_algorithm.name) == (ocsp.OCSPCertStatus.GOOD, digest.name)
    assert good.serial_number == int(budi, 16)
    assert good.extensions.get_extension_for_class(x509.OCSPNonce).value.nonce == b"0123456789abcdef"
    (responder,) = good.certificates
    responder.verify_directly_issued_by(issuer)
    responder.public_key().verify(good.signature, good.tbs_response_bytes, ec.ECDSA(hashes.SHA256()))  # type: ignore[union-attr, call-arg]


def test_a_revoked_certificate_is_told_with_when_and_why_and_by_get_too(
    client: FlaskClient, services: Services, budi: str
) -> None:
    at = clock.now().replace(microsecond=0)
    with transaction(services.engine) as session:
        session.scalars(select(Sertifikat)).one().cabut(AlasanCabut.KUNCI_BOCOR, at)
    issuer, certificate = issuer_and(services, budi)
    der = question(certificate, issuer, hashes.SHA1())

    answer = client.get("/ocsp/" + quote(base64.b64encode(der).decode(), safe=""))

    told = ocsp.load_der_ocsp_response(answer.get_data())
    assert told.certificate_status is ocsp.OCSPCertStatus.REVOKED
    assert (told.revocation_time_utc, told.revocation_reason) == (at, x509.ReasonFlags.key_compromise)
    assert "max-age" in answer.headers["Cache-Control"]


def test_what_was_never_issued_here_is_not_called_good(client: FlaskClient, services: Services, budi: str) -> None:
    issuer, certificate = issuer_and(services, budi)
    stranger = ocsp.OCSPRequestBuilder().add_certificate_by_hash(b"\1" * 20, b"\2" * 20, 7, hashes.SHA1()).build()
    digest = hashlib.sha1(issuer.subject.public_bytes()).digest()  # noqa: S324 - the hash of the protocol
    own = ocsp.load_der_ocsp_request(question(certificate, issuer, hashes.SHA1()))
    unknown = ocsp.OCSPRequestBuilder().add_certificate_by_hash(digest, own.issuer_key_hash, 7, hashes.SHA1()).build()

    for built in (stranger, unknown):
        told = asked(client, built.public_bytes(Encoding.DER))
        assert told.response_status is ocsp.OCSPResponseStatus.UNAUTHORIZED
    for junk in (b"\0", b"x" * 5000):
        assert asked(client, junk).response_status is ocsp.OCSPResponseStatus.MALFORMED_REQUEST
    assert client.get("/ocsp/bukan-apa-apa").status_code == 200


def test_a_question_with_an_unknown_hash_or_one_extension_twice_is_malformed(
    client: FlaskClient, services: Services, budi: str
) -> None:
    issuer, certificate = issuer_and(services, budi)
    der = question(certificate, issuer, hashes.SHA256())
    sha256 = bytes.fromhex("0609608648016503040201")
    strange = der.replace(sha256, sha256[:-1] + b"\x63")
    tbs = asn1_ocsp.OCSPRequest.load(der)["tbs_request"]
    parts = {"request_list": tbs["request_list"], "request_extensions": [tbs["request_extensions"][0]] * 2}
    twice = asn1_ocsp.OCSPRequest({"tbs_request": asn1_ocsp.TBSRequest(parts)}).dump()

    for one in (strange, twice):
        assert asked(client, one).response_status is ocsp.OCSPResponseStatus.MALFORMED_REQUEST


def test_an_imported_certificate_is_not_ours_to_speak_of(client: FlaskClient, services: Services, budi: str) -> None:
    with transaction(services.engine) as session:
        session.scalars(select(Sertifikat)).one().jenis = JenisSertifikat.IMPOR
    issuer, certificate = issuer_and(services, budi)

    told = asked(client, question(certificate, issuer, hashes.SHA1()))

    assert told.response_status is ocsp.OCSPResponseStatus.UNAUTHORIZED


# -- as openssl does it -----------------------------------------------------------------------------------------------


@pytest.fixture
def alamat(app: Flask) -> Iterator[str]:
    """The installation as a server on a port of this machine."""
    server = waitress.server.create_server(app, host="127.0.0.1", port=0, threads=2, ident="")
    thread = threading.Thread(target=server.run)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.trigger.pull_trigger(server.close)
    thread.join()


def openssl(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, text=True, timeout=30)
    return done.stdout + done.stderr


def test_openssl_asks_the_running_server_about_a_certificate(
    alamat: str, services: Services, budi: str, tmp_path: Path, kantor_tetap: Kantor
) -> None:
    issuer, certificate = issuer_and(services, budi)
    for name, one in (("penerbit.pem", issuer), ("budi.pem", certificate)):
        (tmp_path / name).write_text(authority.pem(one))
    (tmp_path / "akar.pem").write_bytes(kantor_tetap.root)
    ask = ("-issuer", "penerbit.pem", "-cert", "budi.pem", "-url", f"{alamat}/ocsp", "-CAfile", "akar.pem")

    good = openssl(tmp_path, "ocsp", *ask)
    with transaction(services.engine) as session:
        session.scalars(select(Sertifikat)).one().cabut(AlasanCabut.BERHENTI, clock.now())
    revoked = openssl(tmp_path, "ocsp", "-sha256", *ask)
    (tmp_path / "lain.pem").write_bytes(kantor_tetap.root)
    unknown = openssl(tmp_path, "ocsp", "-issuer", "penerbit.pem", "-serial", "0x77", *ask[4:])

    assert "Response verify OK" in good and "budi.pem: good" in good and "WARNING" not in good
    assert "Response verify OK" in revoked and "budi.pem: revoked" in revoked and "cessationOfOperation" in revoked
    assert "unauthorized" in unknown


@pytest.mark.usefixtures("budi")
def test_openssl_gets_a_stamp_from_the_running_server_and_trusts_it(
    alamat: str, tmp_path: Path, kantor_tetap: Kantor
) -> None:
    (tmp_path / "surat").write_bytes(b"Dengan hormat")
    (tmp_path / "akar.pem").write_bytes(kantor_tetap.root)
    openssl(tmp_path, "ts", "-query", "-data", "surat", "-sha512", "-cert", "-out", "tanya.tsq")
    question = urllib.request.Request(
        f"{alamat}/tsa", (tmp_path / "tanya.tsq").read_bytes(), {"Content-Type": "application/timestamp-query"}
    )
    with urllib.request.urlopen(question, timeout=10) as answer:
        assert answer.headers["Content-Type"] == "application/timestamp-reply"
        (tmp_path / "jawab.tsr").write_bytes(answer.read())

    verify = ("ts", "-verify", "-in", "jawab.tsr", "-CAfile", "akar.pem")
    assert "Verification: OK" in openssl(tmp_path, *verify, "-queryfile", "tanya.tsq")
    (tmp_path / "surat").write_bytes(b"Dengan hormat sekali")
    assert "Verification: FAILED" in openssl(tmp_path, *verify, "-data", "surat")


def refused(client: FlaskClient, body: bytes) -> Refusal:
    answer = client.post("/tsa", data=body, content_type="application/timestamp-query")
    assert (answer.status_code, answer.content_type) == (200, "application/timestamp-reply")
    return Refusal.load(answer.get_data())


@pytest.mark.usefixtures("budi")
def test_an_unknown_hash_or_junk_gets_no_stamp(client: FlaskClient) -> None:
    weak = refused(client, request("sha1", bytes(20)).dump())
    odd = tsp.MessageImprint(
        {"hash_algorithm": algos.DigestAlgorithm({"algorithm": "1.2.3.4"}), "hashed_message": bytes(32)}
    )
    unknown = refused(client, tsp.TimeStampReq({"version": 1, "message_imprint": odd}).dump())
    junk = [refused(client, body) for body in (b"\0", b"0\x80", b"x" * 5000)]

    assert [one["status"]["fail_info"].native for one in (weak, unknown)] == [{"bad_alg"}] * 2
    assert {one["status"]["status"].native for one in junk} == {"rejection"}
    assert {tuple(one["status"]["fail_info"].native) for one in junk} == {("bad_data_format",)}


@pytest.mark.usefixtures("budi")
def test_closed_to_others_unless_the_settings_open_it(client: FlaskClient) -> None:
    answer = client.post("/tsa", data=b"\0", content_type="application/timestamp-query")

    assert answer.status_code == 404


@pytest.mark.usefixtures("budi")
def test_who_asks_for_stamps_too_often_must_wait(client: FlaskClient) -> None:
    clock.set_clock(clock.now().replace(second=0))
    codes = [client.post("/tsa", data=b"\0", content_type="application/timestamp-query").status_code for _ in range(61)]

    assert codes == [200] * 60 + [429]


def test_nothing_is_stamped_while_the_clock_is_before_the_last_stamp(
    kantor: Kantor, naskah_pdf: bytes, kunci_budi: UnlockedKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    with reading(kantor.engine) as session:
        tsa = signing.tsa(session, pepper=kantor.pepper)
    asked = request("sha256", bytes(32))
    now = clock.now()
    assert tsa.answer(asked)["status"]["status"].native == "granted"

    monkeypatch.setattr(clock, "now", lambda: now - timedelta(minutes=5))
    assert tsa.answer(asked)["status"]["fail_info"].native == {"time_not_available"}
    with pytest.raises(Unavailable, match="Jam komputer ini mundur"):
        signing.sign(naskah_pdf, kunci_budi, tsa=tsa, at=clock.now(), **PLACE)

    monkeypatch.setattr(clock, "now", lambda: now + timedelta(seconds=1))
    assert tsa.answer(asked)["status"]["status"].native == "granted"


def test_a_restart_does_not_forget_when_the_last_stamp_was_made(kantor: Kantor) -> None:
    with transaction(kantor.engine) as session:
        later = clock.now() + timedelta(hours=1)
        whole = {"key": "a", "size": 1, "sha256": "b", "perbarui_at": later, "diperbarui": False}
        session.add(StempelArsip(objek="naskah", objek_id=1, ke=0, distempel_at=later, **whole))
    with reading(kantor.engine) as session:
        tsa = signing.tsa(session, pepper=kantor.pepper)

    assert tsa.answer(request("sha256", bytes(32)))["status"]["fail_info"].native == {"time_not_available"}


# -- renewal ----------------------------------------------------------------------------------------------------------


def people_issue(kantor: Kantor, pegawai_id: int, kata: str) -> UnlockedKey:
    """A new certificate for somebody, with the key opened."""
    with transaction(kantor.engine) as session:
        actions.terbitkan(
            session,
            pepper=kantor.pepper,
            pegawai_id=pegawai_id,
            nama="Siti Rahayu, S.H.",
            unit="Dinas",
            passphrase=kata,
            cost=LIGHT,
            base_url=BASE,
        )
    return kantor.unlock(pegawai_id, kata)


def renew(kantor: Kantor) -> list[Kind]:
    with transaction(kantor.engine) as session:
        made = actions.perbarui_otoritas(session, pepper=kantor.pepper, nama_kota="Kota Arunika", base_url=BASE)
    return [kind for kind, _ in made]


@pytest.mark.kota  # its own SQLite, and seconds for making keys
def test_issuer_and_stamper_are_followed_by_new_ones_and_everybody_before_still_verifies(
    kantor: Kantor, naskah_pdf: bytes, archived: bytes
) -> None:
    with reading(kantor.engine) as session:
        first = authority.load(queries.otoritas(session, Kind.PENERBIT).pem)
    clock.set_clock(first.not_valid_after_utc - authorities.SEBELUM[Kind.PENERBIT] - timedelta(days=2))
    assert renew(kantor) == [Kind.OCSP]  # the responder of the first year has long ended
    siti = people_issue(kantor, kantor.siti, KATA_SITI)
    clock.set_clock(clock.now() + timedelta(days=3))

    assert renew(kantor) == [Kind.PENERBIT, Kind.OCSP]
    assert renew(kantor) == []
    budi = people_issue(kantor, kantor.budi, KATA_BUDI)
    clock.set_clock(first.not_valid_after_utc - authorities.SEBELUM[Kind.TSA] + timedelta(days=1))
    assert Kind.TSA in renew(kantor)

    with reading(kantor.engine) as session:
        tsa = signing.tsa(session, pepper=kantor.pepper)
        issuers = [authority.load(one.pem) for one in authorities.semua(session, Kind.PENERBIT)]
        answering = authorities.responders(session, pepper=kantor.pepper, at=clock.now())
        states = authorities.umur(session, clock.now())
    assert [authority.common_name(one) for one in issuers] == [
        "CA Penerbit Kota Arunika",
        "CA Penerbit G2 Kota Arunika",
    ]
    assert [one.issuer for one in answering] == issuers
    assert all(one.nada == "ok" for one in states)
    for key, ke in ((siti, 0), (budi, 1)):
        assert authority.crl_url(authority.load(key.certificate_pem)) == BASE + authority.crl_path(ke)
        pdf = signing.sign(naskah_pdf, key, tsa=tsa, at=clock.now(), **PLACE)
        pdf = archiving.extend(pdf, kantor.bukti(key), tsa=tsa)
        verifying.verify_own(naskah_pdf, pdf, expected_cert_pem=key.certificate_pem, roots_pem=[kantor.root])
    assert verifying.report(archived, [kantor.root], at=clock.now())["level"] == "B-LTA"
    renewed = archiving.extend(archived, kantor.bukti(), tsa=tsa)
    verifying.verify_renewed(archived, renewed, roots_pem=[kantor.root])


def test_the_lists_of_two_issuers_name_their_own_people_only(kantor: Kantor) -> None:
    with transaction(kantor.engine) as session:
        root, root_key = authorities.terbuka(session, Kind.AKAR, pepper=kantor.pepper)
        key = authority.new_key(2048)
        crl_url = BASE + authority.ROOT_CRL_PATH
        second = authority.issuer(
            key, nama_kota="Kota Arunika", root=root, root_key=root_key, crl_url=crl_url, now=clock.now(), ke=1
        )
        sha256 = authority.fingerprint(second)
        kotak = keybox.seal_unattended(key, pepper=kantor.pepper, owner=Kind.PENERBIT, certificate_sha256=sha256)
        session.add(Otoritas(kind=Kind.PENERBIT, ke=1, pem=authority.pem(second), kotak=kotak, created_at=clock.now()))
    old = kantor.unlock(kantor.siti, KATA_SITI).serial_hex
    new = people_issue(kantor, kantor.siti, KATA_SITI).serial_hex
    with transaction(kantor.engine) as session:
        actions.cabut(session, pegawai_id=kantor.siti, alasan=AlasanCabut.BERHENTI)
    with reading(kantor.engine) as session:
        lists = [
            x509.load_der_x509_crl(queries.crl(session, pepper=kantor.pepper, at=clock.now(), ke=ke)) for ke in (0, 1)
        ]

    assert [[f"{row.serial_number:x}" for row in one] for one in lists] == [[old], [new]]
    assert lists[1].issuer == second.subject


@pytest.mark.usefixtures("budi")
def test_the_worker_renews_the_responder_on_an_existing_installation_once_a_day(services: Services) -> None:
    with transaction(services.engine) as session:
        session.delete(authorities.otoritas(session, Kind.OCSP))  # as an installation of before
    for _ in range(2):
        with transaction(services.engine) as session:
            actions.jadwalkan_otoritas(session)
        outbox.work_all(outbox.Worker(services.engine, handlers(), services))
    with reading(services.engine) as session:
        (first,) = (one.pem for one in authorities.semua(session, Kind.OCSP))

    clock.set_clock(clock.now() + timedelta(days=310))
    with transaction(services.engine) as session:
        actions.jadwalkan_otoritas(session)
    outbox.work_all(outbox.Worker(services.engine, handlers(), services))

    with reading(services.engine) as session:
        rows = [(one.ke, one.pem) for one in authorities.semua(session, Kind.OCSP)]
        renewed = session.scalars(select(AuditEntry.ke).where(AuditEntry.event == "tte.perbarui_otoritas")).all()
    assert [ke for ke, _ in rows] == [0, 1] and rows[0][1] == first
    assert renewed == ["ocsp"]


@pytest.mark.usefixtures("budi")
def test_an_authority_that_nobody_renews_is_reported_and_shown_to_the_administrator(
    services: Services, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    def told() -> list[str]:
        (found,) = (one for one in pemeriksaan.run(services)["pemeriksaan"] if one["nama"] == "otoritas")
        return list(found["temuan"])

    assert told() == []
    assert "eoffice otoritas perbarui" not in masuk("admin").get("/sertifikat/kelola").get_data(as_text=True)

    clock.set_clock(clock.now() + timedelta(days=320))

    (sentence,) = told()
    assert sentence.startswith("Penjawab OCSP Kota Arunika berakhir pada")
    page = masuk("admin").get("/sertifikat/kelola").get_data(as_text=True)
    assert "Penjawab OCSP Kota Arunika berakhir pada" in page and "eoffice otoritas perbarui" in page


# -- the queue of archive stamps ---------------------------------------------------------------------------------------


def stamps(services: Services, count: int, due: timedelta) -> None:
    with transaction(services.engine) as session:
        for number in range(count):
            whole = {"key": f"{number}", "size": 1, "sha256": f"{number:064x}", "diperbarui": False}
            session.add(
                StempelArsip(
                    objek="naskah",
                    objek_id=number,
                    ke=0,
                    distempel_at=clock.now(),
                    perbarui_at=clock.now() + due,
                    **whole,
                )
            )


@pytest.mark.parametrize(
    ("count", "days", "asked"), [(10, 30, 500), (100_000, 30, 1667), (100_000, 3, 16_667), (100_000, -1, 20_000)]
)
def test_so_many_stamps_are_renewed_at_once_as_time_demands(count: int, days: int, asked: int) -> None:
    now = clock.now()

    assert actions.arsip.takaran(count, now + timedelta(days=days), now) == asked


def test_a_hundred_thousand_files_are_all_asked_for_days_before_the_last_one() -> None:
    now = clock.now()
    last, left = now + actions.arsip.AWAL, 100_000
    while left:
        left -= min(left, actions.arsip.takaran(left, last, now))
        now += actions.arsip.SELANG

    assert last - now > timedelta(days=4)


def test_what_failed_keeps_nothing_else_from_being_renewed_and_can_be_tried_again(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions.arsip, "SEKALI", 3)
    stamps(services, 4, timedelta(0))
    with transaction(services.engine) as session:
        assert actions.jadwalkan_perpanjangan(session) == 4
    with transaction(services.engine) as session:
        assert actions.jadwalkan_perpanjangan(session) == 0
        for job in session.scalars(select(outbox.Job)):
            job.state, job.last_error = "mati", "berkasnya hilang"
    stamps_more = 2
    with transaction(services.engine) as session:
        for number in range(10, 10 + stamps_more):
            row = {"key": "k", "size": 1, "sha256": f"{number:064x}", "diperbarui": False}
            session.add(
                StempelArsip(
                    objek="surat", objek_id=number, ke=0, distempel_at=clock.now(), perbarui_at=clock.now(), **row
                )
            )
    with transaction(services.engine) as session:
        assert actions.jadwalkan_perpanjangan(session) == stamps_more
    with transaction(services.engine) as session:
        assert [row[2] for row in queries.gagal_diperbarui(session)] == ["berkasnya hilang"] * 4
        assert actions.ulangi_perpanjangan(session) == 4
        assert queries.gagal_diperbarui(session) == []
