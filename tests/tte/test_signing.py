"""Signatures as pyHanko and poppler see them."""

import io
import os
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import algos, pem, tsp, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from eoffice import clock
from eoffice.tte import signing
from eoffice.tte.keybox import UnlockedKey
from eoffice.tte.timestamp import Tsa
from tests.langkah import langkah
from tests.tte.kantor import Kantor

PLACE = {"box": (300, 120, 540, 192), "page": -1, "reason": "Persetujuan naskah dinas", "location": "Arunika"}


def embedded(pdf: bytes) -> list[object]:
    return list(PdfFileReader(io.BytesIO(pdf)).embedded_signatures)


def trusting(root: bytes) -> ValidationContext:
    return ValidationContext(trust_roots=[x509.Certificate.load(pem.unarmor(root)[2])], allow_fetching=False)


@pytest.fixture(scope="session")
def pdfsig(kantor_tetap: Kantor, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command line of poppler's validator, trusting our root and nobody else."""
    if shutil.which("pdfsig") is None or shutil.which("certutil") is None:
        sentence = "pdfsig atau certutil tidak ada; pasang: apt-get install poppler-utils libnss3-tools"
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    folder = tmp_path_factory.mktemp("nss")
    root = folder / "akar.pem"
    root.write_bytes(kantor_tetap.root)
    store = f"sql:{folder}"
    for command in (["-N", "--empty-password"], ["-A", "-n", "akar", "-t", ",C,", "-i", str(root)]):
        subprocess.run(["certutil", "-d", store, *command], check=True, capture_output=True)
    return ["pdfsig", "-no-ocsp", "-nssdir", store]


def ask(pdfsig: list[str], path: Path, pdf: bytes) -> str:
    path.write_bytes(pdf)
    return subprocess.run([*pdfsig, str(path)], capture_output=True, text=True, timeout=60).stdout


def test_poppler_trusts_the_signature(pdfsig: list[str], signed: bytes, tmp_path: Path) -> None:
    said = ask(pdfsig, tmp_path / "a.pdf", signed)

    assert "Signature Type: ETSI.CAdES.detached" in said
    assert "Signing Hash Algorithm: SHA-256" in said
    assert "Total document signed" in said.replace("Not total", "Not Total")
    assert "Signature is Valid." in said
    assert "Certificate is Trusted." in said


def test_poppler_reports_one_changed_byte(pdfsig: list[str], signed: bytes, tmp_path: Path) -> None:
    said = ask(pdfsig, tmp_path / "a.pdf", changed(signed))

    assert "Signature is Valid." not in said
    assert "Digest Mismatch." in said


def test_poppler_reports_bytes_appended(pdfsig: list[str], signed: bytes, tmp_path: Path) -> None:
    said = ask(pdfsig, tmp_path / "a.pdf", signed + b"% tambahan\n")

    assert "Not total document signed" in said


def changed(pdf: bytes) -> bytes:
    """The same with one byte of the title changed; still a readable PDF."""
    assert pdf.count(b"Undangan Rapat") == 1
    return pdf.replace(b"Undangan Rapat", b"Undangan Ralat")


def test_pyhanko_finds_it_intact_valid_and_trusted(kantor_tetap: Kantor, signed: bytes) -> None:
    (signature,) = embedded(signed)
    status = validate_pdf_signature(signature, trusting(kantor_tetap.root))

    assert (status.intact, status.valid, status.trusted, status.bottom_line) == (True, True, True, True)
    assert status.coverage.name == "ENTIRE_FILE"
    assert status.md_algorithm == "sha256"


def test_pyhanko_reports_one_changed_byte(kantor_tetap: Kantor, signed: bytes) -> None:
    (signature,) = embedded(changed(signed))
    status = validate_pdf_signature(signature, trusting(kantor_tetap.root))

    assert (status.intact, status.bottom_line) == (False, False)


def test_it_carries_a_trusted_stamp_of_our_own_time(kantor_tetap: Kantor, signed: bytes) -> None:
    (signature,) = embedded(signed)
    stamp = validate_pdf_signature(signature, trusting(kantor_tetap.root)).timestamp_validity

    assert (stamp.intact, stamp.valid, stamp.trusted) == (True, True, True)
    assert stamp.signing_cert.subject.native["common_name"] == "Penanda Waktu Kota Arunika"
    assert abs(stamp.timestamp - clock.now()) < timedelta(minutes=10)


def test_the_signed_file_begins_with_the_very_bytes_that_were_given(naskah_pdf: bytes, signed: bytes) -> None:
    assert signed.startswith(naskah_pdf)


def test_it_is_a_certification_that_allows_only_form_filling(signed: bytes) -> None:
    (signature,) = embedded(signed)
    level, certifies = signature.docmdp_level, PdfFileReader(io.BytesIO(signed)).root["/Perms"]["/DocMDP"]

    assert level.value == 2
    assert certifies == signature.sig_object


def test_the_widget_has_its_place_and_draws_nothing(signed: bytes) -> None:
    reader = PdfFileReader(io.BytesIO(signed))
    (field,) = (reference.get_object() for reference in reader.root["/AcroForm"]["/Fields"])

    assert (field["/T"], [int(n) for n in field["/Rect"]]) == ("Tte1", [300, 120, 540, 192])
    appearance = field["/AP"]["/N"]
    assert appearance.data.strip() == b""
    assert "/Font" not in appearance.get("/Resources", {})
    assert "/DR" not in reader.root["/AcroForm"]
    pages = [reference.get_object() for reference in reader.root["/Pages"]["/Kids"]]
    assert ["/Annots" in page for page in pages] == [False, True]


def test_signing_leaves_title_producer_and_dates_alone(naskah_pdf: bytes, signed: bytes) -> None:
    before, after = (PdfFileReader(io.BytesIO(pdf)).trailer_view["/Info"] for pdf in (naskah_pdf, signed))

    assert dict(before) == dict(after)


def test_the_time_written_is_the_time_given(kantor_tetap: Kantor, kunci_budi: UnlockedKey, naskah_pdf: bytes) -> None:
    past = datetime(2026, 3, 2, 4, 5, 6, tzinfo=UTC)
    clock.set_clock(past)

    pdf = signing.sign(naskah_pdf, kunci_budi, tsa=kantor_tetap.tsa, at=past, **PLACE)

    (signature,) = embedded(pdf)
    assert signature.self_reported_timestamp == past
    assert signature.sig_object["/Reason"] == "Persetujuan naskah dinas"
    assert signature.sig_object["/Location"] == "Arunika"
    token = next(iter(signature.signer_info["unsigned_attrs"]))["values"][0]["content"]
    assert token["encap_content_info"]["content"].parsed["gen_time"].native == past


def test_one_signature_costs_one_private_key_operation_and_few_steps(
    kantor_tetap: Kantor, kunci_budi: UnlockedKey, naskah_pdf: bytes
) -> None:
    calls = []

    class Counting:
        key_size = 3072

        def sign(self, *args: object) -> bytes:
            calls.append(1)
            return kunci_budi.private.sign(*args)  # type: ignore[arg-type]

    counted = UnlockedKey(
        kunci_budi.pegawai_id,
        kunci_budi.serial_hex,
        kunci_budi.certificate_pem,
        kunci_budi.chain_pem,
        Counting(),  # type: ignore[arg-type]
    )

    def sign() -> None:
        signing.sign(naskah_pdf, counted, tsa=kantor_tetap.tsa, at=clock.now(), **PLACE)

    sign()  # what is kept from the first time on
    steps = langkah(sign)
    assert len(calls) == 2
    assert steps < 2_000_000


def test_only_small_growth(naskah_pdf: bytes, signed: bytes) -> None:
    assert len(signed) - len(naskah_pdf) < 24_000
    (hexadecimal,) = re.findall(rb"/Contents <([0-9a-fA-F]+)>", signed)
    assert hexadecimal.endswith(b"00" * 200)  # room is left, so that a longer name never fails


def request(algorithm: str, digest: bytes, **more: object) -> object:
    imprint = tsp.MessageImprint(
        {"hash_algorithm": algos.DigestAlgorithm({"algorithm": algorithm}), "hashed_message": digest}
    )
    return tsp.TimeStampReq({"version": 1, "message_imprint": imprint, **more})


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (request("sha1", bytes(20)), "bad_alg"),
        (request("sha256", bytes(31)), "bad_alg"),
        (request("sha256", bytes(32), req_policy="1.2.3.4"), "unaccepted_policy"),
    ],
    ids=["weak hash", "wrong length", "foreign policy"],
)
def test_the_time_stamper_refuses_what_it_does_not_stand_for(kantor_tetap: Kantor, asked: object, why: str) -> None:
    status = kantor_tetap.tsa.answer(asked)["status"]

    assert (status["status"].native, status["fail_info"].native) == ("rejection", {why})


def test_openssl_accepts_the_time_stamp(kantor_tetap: Kantor, tmp_path: Path) -> None:
    asked = request("sha256", bytes(range(32)), cert_req=True, nonce=4711)
    answer: Tsa = kantor_tetap.tsa
    (tmp_path / "q").write_bytes(asked.dump())  # type: ignore[attr-defined]
    (tmp_path / "r").write_bytes(answer.answer(asked).dump())
    (tmp_path / "akar.pem").write_bytes(kantor_tetap.root)

    said = subprocess.run(
        ["openssl", "ts", "-verify", "-queryfile", "q", "-in", "r", "-CAfile", "akar.pem"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=30,
    )

    assert "Verification: OK" in said.stdout
