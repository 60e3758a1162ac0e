"""Checking signatures: of a file we just signed ourselves, and of any file inside the sandbox child.

Needs no database and no network, so that the sandbox can import it. `verify_own` is only for bytes we made;
strangers' files go to `report`, and `report` runs only in the sandbox (KNF-05).
"""

import asyncio
import io
import logging
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from asn1crypto import pem as asn1_pem
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from eoffice import clock
from eoffice.errors import Damaged

VALID: Final = "VALID"
INVALID: Final = "INVALID"
NO_SIGNATURE: Final = "NO_SIGNATURE"

MAX_BYTES: Final = 50_000_000
MAX_SIGNATURES: Final = 64

#: Rewritten by every signing program, ours excepted; a change of these alone says nothing (tte.md 5, rule 4).
VOLATILE: Final = frozenset({"/ModDate", "/Producer"})
COVERED: Final = frozenset({"ENTIRE_FILE", "ENTIRE_REVISION"})
HARMLESS: Final = frozenset({"NONE", "LTA_UPDATES", "FORM_FILLING"})
_DC: Final = re.compile(rb"<dc:(title|creator|description|subject)\b")

# pyHanko tells the log every failed path and every missing revocation list; the verdict says it better.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


def verify_own(sent: bytes, signed: bytes, *, expected_cert_pem: str | bytes, root_pem: str | bytes) -> None:
    """Make sure that what came back is what was sent, signed by the right person and by nobody else (CNT-06, OUT-03).

    It must begin with exactly the bytes sent, hold one signature more, whole, time-stamped, covering the entire file
    and made with the expected certificate.

    Raises:
        Damaged: anything else; nothing of it may be kept or shown as signed.
    """
    if not signed.startswith(b"%PDF-") or not signed.startswith(sent) or len(signed) == len(sent):
        raise Damaged("Hasil tanda tangan tidak sama dengan naskah yang dikirim, jadi tidak disimpan. Coba lagi.")
    found = report(signed, [_bytes(root_pem)])
    before = _count(sent)
    if found["verdict"] != VALID or len(found["signatures"]) != before + 1:
        raise Damaged(f"Tanda tangan yang dibuat tidak lolos pemeriksaan: {' '.join(found['sentences'])}")
    last = found["signatures"][-1]
    if last["coverage"] != "ENTIRE_FILE" or last["time_source"] != "tsa":
        raise Damaged("Tanda tangan yang dibuat tidak mencakup seluruh berkas atau tanpa penanda waktu. Coba lagi.")
    if last["certificate_sha256"] != _certificate(expected_cert_pem).sha256.hex():
        raise Damaged("Tanda tangan dibuat dengan sertifikat orang lain, jadi tidak disimpan. Hubungi admin.")


def report(
    pdf: bytes,
    roots_pem: Sequence[str | bytes],
    *,
    dicabut: Mapping[str, str] | None = None,
    at: datetime | None = None,
) -> dict[str, Any]:
    """Everything a person needs to know about the signatures of a PDF, as plain JSON values; never raises.

    Args:
        roots_pem: the anchors trusted, one certificate each.
        dicabut: serial in hexadecimal to the ISO instant of revocation, from our register; a signature
            time-stamped before that instant stays valid.
        at: the present; default `clock.now()`.
    Returns:
        `verdict` (VALID, INVALID or NO_SIGNATURE), `sentences` (Indonesian), `revisions`, and `signatures`, in the
        order of signing, each with `field`, `kind` (signature or timestamp), `cn`, `o`, `ou`, `issuer`,
        `serial_hex`, `certificate_sha256`, `signed_at` (ISO, UTC), `time_source` (tsa, claimed or none),
        `timestamp_by`, `timestamp_ok`, `intact`, `trusted`, `coverage`, `modification`, `docmdp_ok`, `metadata_changed`,
        `revoked_at`, `verdict` and `sentences`.
    Source: tte.md 5, rules 1 to 4 and 6.
    """
    if len(pdf) > MAX_BYTES:
        return _failed("Berkas ini lebih besar dari 50 MB, jadi tidak diperiksa.")
    try:
        roots = [_certificate(text) for text in roots_pem]
        return asyncio.run(_report(pdf, roots, dict(dicabut or {}), at or clock.now()))
    except Exception:  # rule 1: crafted files raise anything, also plain ValueError and TypeError
        return _failed("Berkas ini bukan PDF yang utuh, atau susunannya rusak, sehingga tanda tangannya tidak sah.")


def _failed(sentence: str) -> dict[str, Any]:
    return {"verdict": INVALID, "sentences": [sentence], "revisions": 0, "signatures": []}


async def _report(
    pdf: bytes, roots: list[asn1_x509.Certificate], dicabut: dict[str, str], at: datetime
) -> dict[str, Any]:
    reader = PdfFileReader(io.BytesIO(pdf), strict=True)
    embedded = list(reader.embedded_signatures)
    if len(embedded) > MAX_SIGNATURES:
        return _failed("Berkas ini memuat terlalu banyak tanda tangan, jadi tidak diperiksa.")
    signatures = [await _examine(reader, one, roots, dicabut, at) for one in embedded]
    found: dict[str, Any] = {"revisions": reader.xrefs.total_revisions, "signatures": signatures}
    if not any(one["kind"] == "signature" for one in signatures):
        return {**found, "verdict": NO_SIGNATURE, "sentences": ["Berkas ini tidak memuat tanda tangan elektronik."]}
    sentences = list(dict.fromkeys(s for one in signatures if one["verdict"] != VALID for s in one["sentences"]))
    tail = _tail_sentence(pdf, signatures[-1])
    if tail:
        sentences.append(tail)
    if sentences:
        return {**found, "verdict": INVALID, "sentences": sentences}
    return {**found, "verdict": VALID, "sentences": _good(signatures)}


def _good(signatures: list[dict[str, Any]]) -> list[str]:
    sentences = ["Tanda tangan elektronik sah, dan isi naskah tidak berubah sejak ditandatangani."]
    if signatures[-1]["coverage"] != "ENTIRE_FILE":
        sentences.append("Sesudah itu hanya ditambahkan bukti untuk penyimpanan jangka panjang.")
    return [*sentences, *dict.fromkeys(s for one in signatures for s in one["sentences"])]


def _tail_sentence(pdf: bytes, last: dict[str, Any]) -> str:
    """Rule 3: whatever follows the last signature must be a whole revision of long-term evidence, else it is junk."""
    if last["coverage"] == "ENTIRE_FILE":
        return ""
    clean = re.search(rb"startxref\s+\d+\s+%%EOF\s*\Z", pdf[-64:]) is not None
    if clean and last["modification"] == "LTA_UPDATES":
        return ""
    return "Ada isi yang ditambahkan pada berkas sesudah tanda tangan terakhir."


async def _examine(
    reader: PdfFileReader,
    signature: Any,
    roots: list[asn1_x509.Certificate],
    dicabut: dict[str, str],
    at: datetime,
) -> dict[str, Any]:
    """One signature or archive stamp, with its own verdict (rules 2 and 4)."""
    is_stamp = signature.sig_object_type == "/DocTimeStamp"
    status, moment, source = await _validate(signature, is_stamp, roots, at)
    certificate = signature.signer_cert
    name = certificate.subject.native
    serial = f"{certificate.serial_number:x}"
    found: dict[str, Any] = {
        "field": str(signature.field_name),
        "kind": "timestamp" if is_stamp else "signature",
        "cn": _text(name.get("common_name")),
        "o": _text(name.get("organization_name")),
        "ou": _text(name.get("organizational_unit_name")),
        "issuer": _text(certificate.issuer.native.get("common_name")),
        "serial_hex": serial,
        "certificate_sha256": certificate.sha256.hex(),
        "signed_at": moment.astimezone(UTC).isoformat() if moment else None,
        "time_source": source,
        "timestamp_by": _stamped_by(status),
        "timestamp_ok": _good_stamp(status),
        "intact": bool(status.intact and status.valid),
        "trusted": bool(status.trusted),
        "coverage": status.coverage.name if status.coverage else None,
        "modification": status.modification_level.name if status.modification_level else None,
        "docmdp_ok": getattr(status, "docmdp_ok", None),
        "metadata_changed": _metadata_changed(reader, signature),
        "revoked_at": dicabut.get(serial),
    }
    faults = _faults(found)
    found["verdict"] = INVALID if faults else VALID
    found["sentences"] = faults or _remarks(found)
    return found


async def _validate(
    signature: Any, is_stamp: bool, roots: list[asn1_x509.Certificate], at: datetime
) -> tuple[Any, datetime | None, str]:
    """The status at the time that is proven: that of a trusted stamp, or else the present."""
    usage = KeyUsageConstraints(key_usage={"non_repudiation"})
    if is_stamp:
        status = await async_validate_pdf_timestamp(signature, _context(roots, at))
        return status, status.timestamp, "tsa"
    now = _context(roots, at)
    status = await async_validate_pdf_signature(signature, now, key_usage_settings=usage)
    stamp = status.timestamp_validity
    if stamp is None:
        claimed = status.signer_reported_dt
        return status, claimed, "claimed" if claimed else "none"
    if not _good_stamp(status):
        return status, status.signer_reported_dt, "claimed" if status.signer_reported_dt else "none"
    proven = stamp.timestamp
    lived = signature.signer_cert.not_valid_before <= proven <= signature.signer_cert.not_valid_after
    if not (status.trusted and lived):
        # Expired since, perhaps: what counts is whether the certificate was in force when stamped.
        then = _context(roots, proven)
        status = await async_validate_pdf_signature(signature, then, now, key_usage_settings=usage)
    return status, proven, "tsa"


def _context(roots: list[asn1_x509.Certificate], at: datetime) -> ValidationContext:
    return ValidationContext(trust_roots=roots, moment=at, allow_fetching=False, revocation_mode="soft-fail")


def _faults(found: Mapping[str, Any]) -> list[str]:
    sentences = []
    if not found["intact"]:
        sentences.append("Isi naskah atau tanda tangannya telah diubah sesudah ditandatangani.")
    elif not found["trusted"]:
        sentences.append(
            f"Tanda tangan dibuat dengan sertifikat dari penerbit yang tidak dikenal ({found['issuer'] or 'tanpa nama'}) "
            "atau yang tidak berlaku pada waktu itu, sehingga penandatangannya tidak dapat dipastikan."
        )
    if found["trusted"] and not found["timestamp_ok"]:
        sentences.append("Penanda waktu pada tanda tangan ini rusak, atau penerbitnya tidak dikenal.")
    if found["coverage"] not in COVERED:
        sentences.append("Tanda tangan tidak mencakup seluruh isi berkas.")
    elif found["docmdp_ok"] is False or found["modification"] not in HARMLESS:
        sentences.append("Sesudah ditandatangani, berkas diubah dengan cara yang tidak diizinkan.")
    if found["metadata_changed"]:
        sentences.append("Judul atau keterangan berkas diubah sesudah ditandatangani.")
    if found["revoked_at"] and _revoked_before(found):
        sentences.append("Sertifikat penandatangan sudah dicabut ketika tanda tangan ini dibuat.")
    return sentences


def _revoked_before(found: Mapping[str, Any]) -> bool:
    """Without a stamp nothing proves that the signature is older than the revocation."""
    if found["time_source"] != "tsa":
        return True
    return datetime.fromisoformat(found["signed_at"]) >= datetime.fromisoformat(found["revoked_at"])


def _remarks(found: Mapping[str, Any]) -> list[str]:
    if found["kind"] == "timestamp":
        return []
    sentences = []
    if found["time_source"] != "tsa":
        sentences.append("Waktu tanda tangan menurut komputer penandatangan, tanpa penanda waktu tepercaya.")
    if found["revoked_at"]:
        sentences.append("Sertifikat ini dicabut kemudian; tanda tangan yang dibuat sebelumnya tetap sah.")
    return sentences


def _good_stamp(status: Any) -> bool:
    """False for a stamp that is broken or a stranger's: it proves nothing, and its presence is a reason for doubt."""
    stamp = getattr(status, "timestamp_validity", None)
    return stamp is None or bool(stamp.intact and stamp.valid and stamp.trusted)


def _stamped_by(status: Any) -> str:
    stamp = getattr(status, "timestamp_validity", None)
    return "" if stamp is None else _text(stamp.signing_cert.subject.native.get("common_name"))


def _text(value: object) -> str:
    """A name part; X.509 allows several of the same kind."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _metadata_changed(reader: PdfFileReader, signature: Any) -> bool:
    """Whether title, author, subject and the like differ between the signed and the last revision (rule 4).

    pyHanko's difference policy lets Info and XMP change, so a new title would go unnoticed.
    """
    signed, last = signature.signed_revision, reader.xrefs.total_revisions - 1
    if signed == last:
        return False
    before, after = reader.get_historical_resolver(signed), reader.get_historical_resolver(last)
    return _info(before) != _info(after) or _xmp(reader.get_historical_root(signed)) != _xmp(reader.root)


def _info(resolver: Any) -> dict[str, str]:
    try:
        found = resolver.trailer_view.raw_get("/Info")
    except KeyError:
        return {}
    if isinstance(found, generic.IndirectObject):
        found = resolver(found.reference)
    return {str(name): str(value) for name, value in found.items() if name not in VOLATILE}


def _xmp(root: Any) -> list[bytes]:
    try:
        text = root["/Metadata"].data
    except KeyError:
        return []
    return sorted(re.sub(rb"\s+", b"", part) for part in _elements(text))


def _elements(text: bytes) -> list[bytes]:
    """The elements of `_DC`, each up to its first closing tag; one pass, however many are opened and never closed."""
    found, end, unclosed = [], 0, set()
    for tag in _DC.finditer(text):
        if tag.start() < end or tag[1] in unclosed:
            continue
        closing = b"</dc:" + tag[1] + b">"
        at = text.find(closing, tag.end())
        if at < 0:
            unclosed.add(tag[1])
            continue
        end = at + len(closing)
        found.append(text[tag.start() : end])
    return found


def _count(pdf: bytes) -> int:
    return len(PdfFileReader(io.BytesIO(pdf), strict=True).embedded_signatures)


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


def _certificate(text: str | bytes) -> asn1_x509.Certificate:
    _, _, der = asn1_pem.unarmor(_bytes(text))
    return asn1_x509.Certificate.load(der)
