"""Checking signatures: of a file we just signed ourselves, and of any file inside the sandbox child.

Needs no database and no network, so that the sandbox can import it. `verify_own` is only for bytes we made;
strangers' files go to `report`, and `report` runs only in the sandbox (KNF-05).
"""

import asyncio
import io
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
from eoffice.tte import crosscheck, evidence, paths
from eoffice.tte.evidence import Evidence
from eoffice.tte.findings import LEVELS, faults, remarks

VALID: Final = "VALID"
INVALID: Final = "INVALID"
NO_SIGNATURE: Final = "NO_SIGNATURE"

MAX_BYTES: Final = 50_000_000
MAX_SIGNATURES: Final = 64

#: Rewritten by every signing program, ours excepted; a change of these alone says nothing (tte.md 5, rule 4).
VOLATILE: Final = frozenset({"/ModDate", "/Producer"})
_DC: Final = re.compile(rb"<dc:(title|creator|description|subject)\b")


@dataclass(frozen=True)
class Anchors:
    """Roots trusted for signatures, and those trusted for time-stamps."""

    roots: Sequence[asn1_x509.Certificate]
    stampers: Sequence[asn1_x509.Certificate]


# pyHanko tells the log every failed path and every missing revocation list; the verdict says it better.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


def verify_own(
    sent: bytes,
    signed: bytes,
    *,
    expected_cert_pem: str | bytes,
    roots_pem: Sequence[str | bytes],
    penanda_waktu: Sequence[str | bytes] = (),
    lengkap: bool = True,
    awalan: bytes | None = None,
) -> None:
    """Make sure that what came back is what was sent, signed by the right person and by nobody else (CNT-06, OUT-03).

    It must begin with exactly the bytes sent and hold one signature more, made with the expected certificate and at
    level B-LTA: stamped, proved by what the file itself brings along, under an archive stamp over the entire file. With
    a stamping service elsewhere the proof of the signer's certificate is enough.

    Args:
        lengkap: False for a certificate of another issuer, whose revocation lists we do not have.
        awalan: what it must begin with when a signer elsewhere wrote the file anew; its pages were compared before.

    Raises:
        Damaged: anything else; nothing of it may be kept or shown as signed.
    """
    begins = sent if awalan is None else awalan
    if not signed.startswith(b"%PDF-") or not signed.startswith(begins) or len(signed) == len(begins):
        raise Damaged("Hasil tanda tangan tidak sama dengan naskah yang dikirim, jadi tidak disimpan. Coba lagi.")
    own = lengkap and not penanda_waktu
    if own and crosscheck.sound(sent, signed, expected_cert_pem=expected_cert_pem, roots_pem=roots_pem):
        return
    found = report(signed, roots_pem, penanda_waktu=penanda_waktu)
    if found["verdict"] != VALID or len(found["signatures"]) != _count(sent) + 2:
        raise Damaged(f"Tanda tangan yang dibuat tidak lolos pemeriksaan: {' '.join(found['sentences'])}")
    made, stamp = found["signatures"][-2:]
    if stamp["kind"] != "timestamp" or stamp["coverage"] != "ENTIRE_FILE" or made["time_source"] != "tsa":
        raise Damaged("Tanda tangan yang dibuat tidak mencakup seluruh berkas atau tanpa penanda waktu. Coba lagi.")
    # A service elsewhere brings no list of its own revocations: its stamp is trusted, the level stays B-T (tte.md 4.4).
    if lengkap and not (made["level"] == "B-LTA" or (penanda_waktu and made["proven"])):
        raise Damaged(
            "Bukti jangka panjang tanda tangan ini tidak lengkap, atau sertifikatnya baru saja dicabut, jadi tidak disimpan."
        )
    if made["certificate_sha256"] != _certificate(expected_cert_pem).sha256.hex():
        raise Damaged("Tanda tangan dibuat dengan sertifikat orang lain, jadi tidak disimpan. Hubungi admin.")


def report(
    pdf: bytes,
    roots_pem: Sequence[str | bytes],
    *,
    penanda_waktu: Sequence[str | bytes] = (),
    dicabut: Mapping[str, str] | None = None,
    at: datetime | None = None,
) -> dict[str, Any]:
    """Everything a person needs to know about the signatures of a PDF, as plain JSON values; never raises.

    Args:
        roots_pem: the anchors trusted, one certificate each.
        penanda_waktu: further anchors, trusted for time-stamps only.
        dicabut: serial in hexadecimal to the ISO instant of revocation, from our register; a signature
            time-stamped before that instant stays valid.
        at: the present; default `clock.now()`.
    Returns:
        `verdict` (VALID, INVALID or NO_SIGNATURE), `sentences` (Indonesian), `revisions`, `level` (the lowest of all
        signatures: B-B, B-T, B-LT or B-LTA, and "" without any), and `signatures`, in the
        order of signing, each with `field`, `kind` (signature or timestamp), `cn`, `o`, `ou`, `issuer`,
        `serial_hex`, `certificate_sha256`, `signed_at` (ISO, UTC), `time_source` (tsa, claimed or none),
        `timestamp_by`, `timestamp_ok`, `intact`, `trusted`, `anchor` (organisation of the root), `coverage`, `modification`, `docmdp_ok`, `metadata_changed`,
        `revoked_at`, `proven` (the file proves that the certificate was in force), `level`, `verdict` and `sentences`.
    Source: tte.md 5, rules 1 to 4 and 6.
    """
    if len(pdf) > MAX_BYTES:
        return _failed("Berkas ini lebih besar dari 50 MB, jadi tidak diperiksa.")
    try:
        roots = [_certificate(text) for text in roots_pem]
        stampers = [*roots, *(_certificate(text) for text in penanda_waktu)]
        return asyncio.run(_report(pdf, Anchors(roots, stampers), dict(dicabut or {}), at or clock.now()))
    except Exception:  # rule 1: crafted files raise anything, also plain ValueError and TypeError
        return _failed("Berkas ini bukan PDF yang utuh, atau susunannya rusak, sehingga tanda tangannya tidak sah.")


def verify_renewed(
    before: bytes, after: bytes, *, roots_pem: Sequence[str | bytes], penanda_waktu: Sequence[str | bytes] = ()
) -> None:
    """Make sure that renewing only appended one good archive stamp over everything.

    Raises:
        Damaged: anything else; nothing of it may be kept.
    """
    found = report(after, roots_pem, penanda_waktu=penanda_waktu)
    more = len(found["signatures"]) == _count(before) + 1
    last = found["signatures"][-1] if more else {}
    whole = last.get("kind") == "timestamp" and last.get("coverage") == "ENTIRE_FILE"
    if not (after.startswith(before) and found["verdict"] == VALID and whole):
        raise Damaged(f"Penanda waktu arsip yang baru tidak lolos pemeriksaan: {' '.join(found['sentences'])}")


def _failed(sentence: str) -> dict[str, Any]:
    return {"verdict": INVALID, "sentences": [sentence], "revisions": 0, "level": "", "signatures": []}


async def _report(pdf: bytes, anchors: Anchors, dicabut: dict[str, str], at: datetime) -> dict[str, Any]:
    reader = PdfFileReader(io.BytesIO(pdf), strict=True)
    embedded = list(reader.embedded_signatures)
    if len(embedded) > MAX_SIGNATURES:
        return _failed("Berkas ini memuat terlalu banyak tanda tangan, jadi tidak diperiksa.")
    try:
        brought = evidence.read(reader)
        paths.check([*brought.certificates, *(c for one in embedded for c in paths.carried(one.signed_data))])
    except (paths.TooEntangled, evidence.TooMuch):
        return _failed(
            "Berkas ini memuat terlalu banyak sertifikat atau daftar pencabutan, atau sertifikatnya saling menerbitkan, "
            "jadi tidak diperiksa. Mintalah berkas aslinya kepada pengirim."
        )
    signatures: list[dict[str, Any]] = []
    stamps: list[datetime] = []  # the archive stamps over what is looked at, the earliest first
    for one in reversed(embedded):
        status, examined = await _examine(reader, one, anchors, dicabut, stamps[0] if stamps else at)
        examined["proven"], examined["level"] = await _level(one, status, examined, brought, anchors, stamps)
        signatures.insert(0, examined)
        if examined["kind"] == "timestamp" and examined["verdict"] == VALID:
            stamps.insert(0, datetime.fromisoformat(examined["signed_at"]))
    levels = [one["level"] for one in signatures if one["kind"] == "signature"]
    level = min(levels, key=LEVELS.index, default="")
    found: dict[str, Any] = {"revisions": reader.xrefs.total_revisions, "level": level, "signatures": signatures}
    if not levels:
        return {**found, "verdict": NO_SIGNATURE, "sentences": ["Berkas ini tidak memuat tanda tangan elektronik."]}
    sentences = list(dict.fromkeys(s for one in signatures if one["verdict"] != VALID for s in one["sentences"]))
    tail = _tail_sentence(pdf, signatures[-1])
    if tail:
        sentences.append(tail)
    if sentences:
        return {**found, "verdict": INVALID, "sentences": sentences}
    return {**found, "verdict": VALID, "sentences": _good(signatures, level)}


async def _level(
    signature: Any,
    status: Any,
    found: Mapping[str, Any],
    brought: Evidence,
    anchors: Anchors,
    stamps: Sequence[datetime],
) -> tuple[bool, str]:
    """Whether the file proves that the signer's certificate was in force, and the PAdES level by what is there and holds.

    An archive stamp itself has no level.

    Args:
        stamps: the times of the archive stamps over it; evidence that came later is proved by a later one.
    """
    if found["kind"] == "timestamp":
        return False, ""
    if found["time_source"] != "tsa":
        return False, "B-B"
    proven = datetime.fromisoformat(found["signed_at"])
    stamper, also = status.timestamp_validity.signing_cert, signature.other_embedded_certs
    signer, proof = signature.signer_cert, False
    for moment in stamps or [max(proven, evidence.latest(brought) or proven)]:
        held = bool(brought.crls) and await evidence.person(signer, brought, roots=anchors.roots, also=also, at=moment)
        if held and await evidence.stamper(stamper, brought, roots=anchors.stampers, also=also, at=moment):
            return True, "B-LTA" if stamps else "B-LT"
        proof = proof or held
    return proof, "B-T"


def _good(signatures: list[dict[str, Any]], level: str) -> list[str]:
    sentences = ["Tanda tangan elektronik sah, dan isi naskah tidak berubah sejak ditandatangani."]
    if level == "B-LTA":
        sentences.append("Bukti jangka panjangnya lengkap: tetap dapat diperiksa sesudah sertifikatnya berakhir.")
    elif signatures[-1]["coverage"] != "ENTIRE_FILE":
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
    anchors: Anchors,
    dicabut: dict[str, str],
    at: datetime,
) -> tuple[Any, dict[str, Any]]:
    """One signature or archive stamp, with its own verdict (rules 2 and 4)."""
    is_stamp = signature.sig_object_type == "/DocTimeStamp"
    status, moment, source = await _validate(signature, is_stamp, anchors, at)
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
        "anchor": _anchor(status),
        "coverage": status.coverage.name if status.coverage else None,
        "modification": status.modification_level.name if status.modification_level else None,
        "docmdp_ok": getattr(status, "docmdp_ok", None),
        "metadata_changed": _metadata_changed(reader, signature),
        "revoked_at": dicabut.get(serial),
    }
    wrong = faults(found)
    found["verdict"] = INVALID if wrong else VALID
    found["sentences"] = wrong or remarks(found)
    return status, found


async def _validate(signature: Any, is_stamp: bool, anchors: Anchors, at: datetime) -> tuple[Any, datetime | None, str]:
    """The status at the time that is proven: that of a trusted stamp, or else `at`, the time of the stamp over it."""
    usage = KeyUsageConstraints(key_usage={"non_repudiation"})
    now = _context(anchors.stampers, at)
    if is_stamp:
        status = await async_validate_pdf_timestamp(signature, now)
        return status, status.timestamp, "tsa"
    status = await async_validate_pdf_signature(signature, _context(anchors.roots, at), now, key_usage_settings=usage)
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
        then = _context(anchors.roots, proven)
        status = await async_validate_pdf_signature(signature, then, now, key_usage_settings=usage)
    return status, proven, "tsa"


def _context(roots: Sequence[asn1_x509.Certificate], at: datetime) -> ValidationContext:
    return ValidationContext(trust_roots=list(roots), moment=at, allow_fetching=False, revocation_mode="soft-fail")


def _good_stamp(status: Any) -> bool:
    """False for a stamp that is broken or a stranger's: it proves nothing, and its presence is a reason for doubt."""
    stamp = getattr(status, "timestamp_validity", None)
    return stamp is None or bool(stamp.intact and stamp.valid and stamp.trusted)


def _anchor(status: Any) -> str:
    """The organisation of the root that a trusted certificate stands on; nothing for any other, whatever it calls itself."""
    path = status.validation_path if status.trusted else None
    return _text(path.trust_anchor.authority.name.native.get("organization_name")) if path is not None else ""


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


def fingerprint(pem: str | bytes) -> str:
    """SHA-256 of a certificate, in hexadecimal, as `report` names it."""
    return str(_certificate(pem).sha256.hex())


def _certificate(text: str | bytes) -> asn1_x509.Certificate:
    _, _, der = asn1_pem.unarmor(_bytes(text))
    return asn1_x509.Certificate.load(der)
