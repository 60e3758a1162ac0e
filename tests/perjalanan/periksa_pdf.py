"""Two validators that are not ours: pyHanko with the city's root, and pdfsig of poppler."""

import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader


def kata(pdf: bytes) -> str:
    """The text of all pages, blanks evened out."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def satu_bait_lain(pdf: bytes) -> bytes:
    """The same with one byte of the part that is signed changed, in a place that keeps it a readable PDF."""
    place = pdf.index(b"endobj") + len(b"endobj")
    assert pdf[place : place + 1] in b"\r\n "
    return pdf[:place] + (b" " if pdf[place : place + 1] != b" " else b"\n") + pdf[place + 1 :]


def pyhanko(pdf: bytes, root: bytes) -> tuple[bool, bool]:
    """Whether the one signature is intact, and whether it is good in every respect; time stamps are no signatures."""
    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    context = ValidationContext(trust_roots=[x509.Certificate.load(pem.unarmor(root)[2])], allow_fetching=False)
    status = validate_pdf_signature(signature, context)
    return bool(status.intact), bool(status.bottom_line)


def pdfsig(pdf: bytes, root: bytes, folder: Path) -> str:
    """What poppler says, trusting our root and nobody else."""
    if shutil.which("pdfsig") is None or shutil.which("certutil") is None:
        sentence = "pdfsig atau certutil tidak ada; pasang: apt-get install poppler-utils libnss3-tools"
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    store = folder / "nss"
    if not store.exists():
        store.mkdir()
        (folder / "akar.pem").write_bytes(root)
        added = ["-A", "-n", "akar", "-t", ",C,", "-i", str(folder / "akar.pem")]
        for command in (["-N", "--empty-password"], added):
            subprocess.run(["certutil", "-d", f"sql:{store}", *command], check=True, capture_output=True)
    path = folder / "diperiksa.pdf"
    path.write_bytes(pdf)
    command = ["pdfsig", "-no-ocsp", "-nssdir", f"sql:{store}", str(path)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60).stdout
