"""B-LTA, renewing it before it ends, the stamper elsewhere, and what independent validators say."""

import asyncio
import io
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from asn1crypto import crl as asn1_crl
from asn1crypto import pem as asn1_pem
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.policy_decl import (
    LocalKnowledge,
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager
from pyhanko_certvalidator.revinfo.archival import CRLContainer
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import func, select

from eoffice import clock, db, outbox, titik
from eoffice.app import handlers
from eoffice.audit.models import AuditEntry
from eoffice.db import reading, transaction
from eoffice.errors import Conflict, Damaged
from eoffice.outbox import Job
from eoffice.tte import actions, archiving, authorities, keybox, queries, remote, signing, verifying
from eoffice.tte.evidence import Evidence
from eoffice.tte.keybox import UnlockedKey
from eoffice.tte.models import Otoritas, StempelArsip
from eoffice.tte.remote import RemoteTsa
from eoffice.web.services import Services
from tests.langkah import langkah
from tests.tte import serangan
from tests.tte.kantor import Kantor, build
from tests.tte.test_signing import PLACE, ask, pdfsig

pytestmark = pytest.mark.sekali  # pages and files; what the database and the store do is proven elsewhere on both

assert pdfsig  # a fixture


def sheets(count: int) -> bytes:
    """So many pages."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setTitle("Undangan Rapat Koordinasi")
    for n in range(count):
        canvas.drawString(100, 700, f"Halaman {n + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def ades(kantor: Kantor, pdf: bytes, at: datetime) -> list[object]:
    """What pyHanko's validation by ETSI EN 319 102-1 says of each signature at an instant, with the lists of that day."""
    with db.reading(kantor.engine) as session:
        fresh = [
            queries.crl(session, pepper=kantor.pepper, at=at),
            queries.crl_akar(session, pepper=kantor.pepper, at=at),
        ]
    known = LocalKnowledge(
        known_certs=[], known_crls=[CRLContainer(asn1_crl.CertificateList.load(der)) for der in fresh], known_ocsps=[]
    )
    root = asn1_x509.Certificate.load(asn1_pem.unarmor(kantor.root)[2])
    policy = CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build(trust_roots=[root]),
        revinfo_policy=CertRevTrustPolicy(REQUIRE_REVINFO),
    )
    spec = PdfSignatureValidationSpec(
        SignatureValidationSpec(
            cert_validation_policy=policy,
            revinfo_gathering_policy=RevocationInfoGatheringSpec(
                online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY
            ),
            local_knowledge=known,
            key_usage_settings=KeyUsageConstraints(key_usage={"non_repudiation"}),
        )
    )
    timing = ValidationTimingInfo(validation_time=at, best_signature_time=at, point_in_time_validation=False)
    reader = PdfFileReader(io.BytesIO(pdf), strict=True)
    return [
        asyncio.run(ades_lta_validation(one, spec, timing_info=timing)).ades_subindic
        for one in reader.embedded_regular_signatures
    ]


@pytest.mark.parametrize("pages", [1, 10, 50])
def test_independent_validators_agree_on_every_level(
    kantor_tetap: Kantor, kunci_budi: UnlockedKey, pdfsig: list[str], tmp_path: Path, pages: int
) -> None:
    plain = sheets(pages)
    bt = signing.sign(plain, kunci_budi, tsa=kantor_tetap.tsa, at=clock.now(), **PLACE)
    lta = kantor_tetap.archive(bt, kunci_budi)

    for pdf in (bt, lta):
        said = ask(pdfsig, tmp_path / "a.pdf", pdf)
        assert said.count("Signature is Valid.") == 1
        assert "Certificate is Trusted." in said
    assert [verifying.report(pdf, [kantor_tetap.root])["level"] for pdf in (bt, lta)] == ["B-T", "B-LTA"]
    assert ades(kantor_tetap, lta, clock.now()) == [AdESPassed.OK]
    assert lta.startswith(bt) and bt.startswith(plain)
    assert len(lta) - len(bt) < 20_000


@pytest.mark.parametrize("years", [1, 3, 5])
def test_ades_validation_passes_years_after_the_certificate_ended(
    kantor_tetap: Kantor, archived: bytes, years: int
) -> None:
    assert ades(kantor_tetap, archived, clock.now() + timedelta(days=365 * years)) == [AdESPassed.OK]


def test_without_evidence_the_level_is_lower_and_said_so(kantor_tetap: Kantor, signed: bytes, archived: bytes) -> None:
    bare = verifying.report(signed, [kantor_tetap.root])
    whole = verifying.report(archived, [kantor_tetap.root])

    assert (bare["level"], whole["level"]) == ("B-T", "B-LTA")
    assert "Bukti jangka panjangnya lengkap" in whole["sentences"][1]
    assert [one["kind"] for one in whole["signatures"]] == ["signature", "timestamp"]


def test_a_certificate_revoked_between_passphrase_and_signature_signs_nothing(
    kantor: Kantor, kunci_budi: UnlockedKey, signed: bytes
) -> None:
    with db.transaction(kantor.engine) as session:
        from eoffice.tte.states import AlasanCabut

        actions.cabut(session, pegawai_id=kantor.budi, alasan=AlasanCabut.KUNCI_BOCOR)

    with pytest.raises(Conflict, match="baru saja dicabut"):
        kantor.archive(signed, kunci_budi)


def test_signing_to_b_lta_costs_few_steps(kantor_tetap: Kantor, kunci_budi: UnlockedKey, naskah_pdf: bytes) -> None:
    made: list[bytes] = []

    def sign() -> None:
        bt = signing.sign(naskah_pdf, kunci_budi, tsa=kantor_tetap.tsa, at=clock.now(), **PLACE)
        made.append(kantor_tetap.archive(bt, kunci_budi))

    sign()  # what is kept from the first time on
    steps = langkah(sign)

    assert verifying.report(made[1], [kantor_tetap.root])["level"] == "B-LTA"
    assert steps < 2_500_000


# -- renewing ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def kota(services: Services, kantor_tetap: Kantor) -> None:
    """The authorities of the signing office, sealed again under the pepper of this installation."""
    with reading(kantor_tetap.engine) as session:
        rows = session.scalars(select(Otoritas))
        opened = {row.kind: authorities.opened(row, pepper=kantor_tetap.pepper) for row in rows}
    with transaction(services.engine) as session:
        for kind, (certificate, key) in opened.items():
            from eoffice.tte import authority

            sha256 = authority.fingerprint(certificate)
            kotak = keybox.seal_unattended(key, pepper=services.pepper, owner=kind, certificate_sha256=sha256)
            session.add(Otoritas(kind=kind, pem=authority.pem(certificate), kotak=kotak, created_at=clock.now()))


def sweep(services: Services) -> int:
    """What the worker does now and then, and then with what it finds."""
    with transaction(services.engine) as session:
        found = actions.jadwalkan_perpanjangan(session)
    outbox.work_all(outbox.Worker(services.engine, handlers(), services))
    return found


def stamps(services: Services) -> list[StempelArsip]:
    with reading(services.engine) as session:
        found = queries.stempel(session, "naskah", 7)
        session.expunge_all()
        return found


@pytest.mark.usefixtures("kota")
def test_the_worker_renews_a_stamp_before_it_ends_and_keeps_every_stage(
    services: Services, kantor_tetap: Kantor, archived: bytes
) -> None:
    first = services.store.put(io.BytesIO(archived))
    with transaction(services.engine) as session:
        actions.catat_stempel(session, services, "naskah", 7, first)
    assert sweep(services) == 0
    (row,) = stamps(services)

    clock.set_clock(row.perbarui_at - timedelta(days=31))
    assert sweep(services) == 0
    clock.set_clock(row.perbarui_at - timedelta(days=29))
    assert sweep(services) == 1
    assert sweep(services) == 0

    old, new = stamps(services)
    assert (old.sha256, old.diperbarui, new.ke, new.diperbarui) == (first.sha256, True, 1, False)
    with services.store.open(old.blob) as before, services.store.open(new.blob) as after:
        was, now = before.read(), after.read()
    assert now.startswith(was) and was == archived
    found = verifying.report(now, [kantor_tetap.root])
    assert (found["verdict"], found["level"]) == (verifying.VALID, "B-LTA")
    assert [one["field"] for one in found["signatures"]] == ["Tte1", "Arsip1", "Arsip2"]
    assert ades(kantor_tetap, now, clock.now()) == [AdESPassed.OK]
    with reading(services.engine) as session:
        assert queries.berkas_kini(session, first) == new.blob
        assert queries.objek_stempel(session, new.sha256) == queries.objek_stempel(session, old.sha256) == ("naskah", 7)
        assert session.scalar(select(func.count()).where(AuditEntry.event == "tte.perpanjang_arsip")) == 1


@pytest.mark.usefixtures("kota")
def test_nothing_is_locked_while_a_new_stamp_is_made(services: Services, archived: bytes) -> None:
    blob = services.store.put(io.BytesIO(archived))
    with transaction(services.engine) as session:
        actions.catat_stempel(session, services, "naskah", 7, blob)
    (row,) = stamps(services)
    clock.set_clock(row.perbarui_at)
    reached: list[str] = []

    def write_meanwhile(point: str) -> None:
        if point == "sesudah_objek_arsip":
            with transaction(services.engine) as other:
                other.get_one(StempelArsip, row.id, with_for_update={"nowait": True})
                outbox.enqueue(other, "uji.lain")
            reached.append(point)

    titik.install(write_meanwhile)
    try:
        sweep(services)
    finally:
        titik.install(None)

    assert reached == ["sesudah_objek_arsip"]
    assert [one.ke for one in stamps(services)] == [0, 1]


@pytest.mark.usefixtures("kota")
def test_a_stamp_that_nobody_renewed_in_time_is_called_that(kantor_tetap: Kantor, archived: bytes) -> None:
    found = verifying.report(archived, [kantor_tetap.root], at=clock.now() + timedelta(days=11 * 365))

    assert found["verdict"] == verifying.INVALID
    assert "masanya habis sebelum diperbarui" in " ".join(found["sentences"])


@pytest.mark.usefixtures("kota")
def test_a_file_that_was_tampered_with_is_not_renewed(services: Services, archived: bytes) -> None:
    blob = services.store.put(io.BytesIO(serangan.incremental_saving(archived)))
    with transaction(services.engine) as session:
        actions.catat_stempel(session, services, "naskah", 7, blob)
    (row,) = stamps(services)
    clock.set_clock(row.perbarui_at)

    sweep(services)

    assert [one.ke for one in stamps(services)] == [0]
    with reading(services.engine) as session:
        (error,) = session.scalars(select(Job.last_error).where(Job.topic == "tte.perpanjang_arsip"))
        assert "tidak lolos pemeriksaan" in error


@pytest.mark.usefixtures("kota")
def test_a_file_of_the_days_of_b_t_is_raised_to_b_lta(services: Services, kantor_tetap: Kantor, signed: bytes) -> None:
    blob = services.store.put(io.BytesIO(signed))
    with transaction(services.engine) as session:
        actions.catat_stempel(session, services, "naskah", 7, blob)
        session.flush()
        session.scalars(select(StempelArsip)).one().perbarui_at = clock.now()

    assert sweep(services) == 1

    with services.store.open(stamps(services)[1].blob) as after:
        found = verifying.report(after.read(), [kantor_tetap.root])
    assert found["verdict"] == verifying.VALID
    assert [one["kind"] for one in found["signatures"]] == ["signature", "timestamp"]


def test_a_stamp_is_renewed_after_five_years_or_a_year_before_its_stamper_ends(kantor_tetap: Kantor) -> None:
    now, ends = clock.now(), kantor_tetap.tsa.ends

    assert archiving.renew_by(kantor_tetap.tsa, now) == now + timedelta(days=5 * 365)
    late = ends - timedelta(days=500)
    assert archiving.renew_by(kantor_tetap.tsa, late) == ends - timedelta(days=365)


# -- a stamper elsewhere ----------------------------------------------------------------------------------------------


class Layanan(HTTPServer):
    """A time-stamping service that can be told how to misbehave."""

    asing: Kantor
    cara = "baik"
    ditanya = 0


class _Tanya(BaseHTTPRequestHandler):
    server: Layanan

    def do_POST(self) -> None:
        """Answer one request the way the server was told to."""
        self.server.ditanya += 1
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.cara == "diam":
            time.sleep(1.0)
            return
        request = tsp.TimeStampReq.load(asked)
        if self.server.cara == "lain":
            request["message_imprint"]["hashed_message"] = bytes(32)
        answer = self.server.asing.tsa.answer(request).dump(force=True)
        if self.server.cara == "rusak":
            answer = b"<html>maaf</html>"
        self.send_response(500 if self.server.cara == "galat" else 200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def layanan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Layanan]:
    """A service of a stranger, on a port of this machine."""
    server = Layanan(("127.0.0.1", 0), _Tanya)
    server.asing = build(tmp_path_factory.mktemp("tsa"))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()
    server.asing.engine.dispose()


def luar(layanan: Layanan, kantor: Kantor, *, roots: tuple[str, ...] | None = None) -> RemoteTsa:
    known = (layanan.asing.root.decode(),) if roots is None else roots
    return RemoteTsa(f"http://127.0.0.1:{layanan.server_port}/tsa", known, kantor.tsa)


def test_the_configured_service_stamps_and_its_root_is_trusted_for_stamps_only(
    layanan: Layanan, kantor_tetap: Kantor, kunci_budi: UnlockedKey, naskah_pdf: bytes
) -> None:
    tsa = luar(layanan, kantor_tetap)
    pdf = signing.sign(naskah_pdf, kunci_budi, tsa=tsa, at=clock.now(), **PLACE)
    pdf = archiving.extend(pdf, kantor_tetap.bukti(kunci_budi), tsa=tsa)

    found = verifying.report(pdf, [kantor_tetap.root], penanda_waktu=[layanan.asing.root])

    assert layanan.ditanya == 2
    assert (found["verdict"], found["level"]) == (verifying.VALID, "B-T")  # its stamper brings no revocation list
    assert verifying.report(pdf, [kantor_tetap.root])["verdict"] == verifying.INVALID
    own = {"expected_cert_pem": kunci_budi.certificate_pem, "roots_pem": [kantor_tetap.root.decode()]}
    verifying.verify_own(naskah_pdf, pdf, penanda_waktu=[layanan.asing.root], **own)
    bare = signing.sign(naskah_pdf, kunci_budi, tsa=tsa, at=clock.now(), **PLACE)
    bare = archiving.extend(bare, Evidence(kantor_tetap.bukti(kunci_budi).certificates, ()), tsa=tsa)
    with pytest.raises(Damaged, match="Bukti jangka panjang"):
        verifying.verify_own(naskah_pdf, bare, penanda_waktu=[layanan.asing.root], **own)
    foreign = signing.sign(
        naskah_pdf,
        layanan.asing.unlock(layanan.asing.budi, "perahu kuning di dermaga"),
        tsa=tsa,
        at=clock.now(),
        **PLACE,
    )
    refused = verifying.report(foreign, [kantor_tetap.root], penanda_waktu=[layanan.asing.root])
    assert (refused["verdict"], refused["signatures"][0]["trusted"]) == (verifying.INVALID, False)


@pytest.mark.parametrize("cara", ["diam", "lain", "rusak", "galat", "asing", "mati"])
def test_when_the_service_fails_our_own_stamps_and_nothing_waits_long(
    layanan: Layanan,
    kantor_tetap: Kantor,
    kunci_budi: UnlockedKey,
    naskah_pdf: bytes,
    monkeypatch: pytest.MonkeyPatch,
    cara: str,
) -> None:  # KEAMANAN: OUT-03
    monkeypatch.setattr(remote, "TIMEOUT", 0.3)
    layanan.cara = cara
    tsa = luar(layanan, kantor_tetap, roots=(kantor_tetap.root.decode(),) if cara == "asing" else None)
    if cara == "mati":
        tsa = RemoteTsa("http://127.0.0.1:9/tsa", (), kantor_tetap.tsa)

    pdf = signing.sign(naskah_pdf, kunci_budi, tsa=tsa, at=clock.now(), **PLACE)

    found = verifying.report(pdf, [kantor_tetap.root])
    assert (found["verdict"], found["signatures"][0]["timestamp_by"]) == (
        verifying.VALID,
        "Penanda Waktu Kota Arunika",
    )


def test_a_service_that_keeps_failing_is_left_alone_for_a_while(
    layanan: Layanan, kantor_tetap: Kantor, kunci_budi: UnlockedKey, naskah_pdf: bytes
) -> None:  # KEAMANAN: OUT-04
    layanan.cara = "galat"
    tsa = luar(layanan, kantor_tetap)
    for _ in range(7):
        signing.sign(naskah_pdf, kunci_budi, tsa=tsa, at=clock.now(), **PLACE)

    assert layanan.ditanya == remote.FAILURES
