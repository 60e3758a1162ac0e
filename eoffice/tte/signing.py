"""PAdES baseline B-T signatures by pyHanko on PDFs that we made ourselves; `archiving` makes B-LTA of them."""

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.stamp.noop import NoOpStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice.tte import authorities, authority
from eoffice.tte.keybox import UnlockedKey
from eoffice.tte.models import StempelArsip
from eoffice.tte.port import FIELD, Box, Request, Signed
from eoffice.tte.states import Kind, Penyedia
from eoffice.tte.timestamp import Stamper, Tsa

#: Room in bytes for the CMS beside its certificates: attributes, three signatures, the stamp's own structure.
CMS_ROOM: Final = 4096


class KeySigner(signers.Signer):  # type: ignore[misc]  # pyHanko's types are skipped
    """A pyHanko signer over a live key: one private-key operation for each signature.

    pyHanko's SimpleSigner would load and validate the RSA key twice each time: 332 instead of 61 ms (tte.md 0).
    """

    def __init__(self, certificate_der: bytes, key: RSAPrivateKey, chain_der: tuple[bytes, ...]) -> None:
        registry = SimpleCertificateStore()
        registry.register_multiple([asn1_x509.Certificate.load(der) for der in chain_der])
        self._key = key
        certificate = asn1_x509.Certificate.load(certificate_der)
        super().__init__(signing_cert=certificate, cert_registry=registry, embed_roots=False)

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The raw RSA signature, or as many zero bytes for a dry run."""
        if dry_run:
            return bytes(self._key.key_size // 8)
        if digest_algorithm != "sha256":
            raise ValueError(f"unexpected digest {digest_algorithm}")
        return self._key.sign(data, PKCS1v15(), hashes.SHA256())


class Writer(IncrementalPdfFileWriter):  # type: ignore[misc]  # pyHanko's types are skipped
    """Leaves Info and XMP as the author wrote them: pyHanko would set ModDate to the host's clock, and Producer."""

    def _update_meta(self) -> None:
        return None


class _PdfSigner(signers.PdfSigner):  # type: ignore[misc]  # pyHanko's types are skipped
    """Writes our time into /M instead of the wall clock of the host."""

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._at = at

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
        session = super().init_signing_session(pdf_out, existing_fields_only=existing_fields_only)
        session.system_time = self._at
        return session


def tsa(session: Session, *, pepper: bytes) -> Tsa:
    """The time-stamper of this installation; the caller may keep it for the life of the process.

    Raises:
        Conflict: the authorities have not been prepared.
        Damaged: the pepper does not belong to this database.
    """
    row = authorities.otoritas(session, Kind.TSA)
    certificate, key = authorities.opened(row, pepper=pepper)
    issuer = authorities.penerbit_dari(session, row.pem)
    last = session.scalar(select(StempelArsip.distempel_at).order_by(StempelArsip.id.desc()).limit(1))
    return Tsa(certificate.public_bytes(Encoding.DER), key, (_der(issuer.pem),), terakhir=last)


def sign(
    pdf: bytes,
    key: UnlockedKey,
    *,
    tsa: Stamper,
    box: Box,
    page: int,
    field: str = FIELD,
    reason: str,
    location: str,
    at: datetime,
) -> bytes:
    """Sign as the author of the PDF: PAdES B-T, certification with DocMDP P=2, SHA-256.

    The visible block is already drawn on the page; the field gets only its place and an empty appearance, so no font
    or transparency is added and PDF/A-2b stays PDF/A-2b. The answer begins with exactly the bytes given.

    Args:
        box: x1, y1, x2, y2 in points from the bottom left of the page.
        page: index from 0; -1 is the last.
        at: the time written into /M; the stamp says its own (`clock.now`).
    Cost: about 60 ms of processor time, RSA-3072.
    """
    writer = Writer(io.BytesIO(pdf))
    place = fields.SigFieldSpec(field, on_page=page, box=box, readable_field_name="Tanda tangan elektronik")
    fields.append_signature_field(writer, place)
    return sign_field(writer, key, tsa=tsa, field=field, certify=True, reason=reason, location=location, at=at)


def sign_field(
    writer: Writer,
    key: UnlockedKey,
    *,
    tsa: Stamper | None,
    field: str,
    certify: bool,
    reason: str,
    location: str,
    at: datetime,
) -> bytes:
    """Sign in a field that is there: PAdES B-T, SHA-256; the file as it becomes.

    Args:
        tsa: None leaves the stamp out (B-B), which only the bench asks for.
        certify: the first signature of a file certifies it with DocMDP P=2, later ones only fill their field.
    """
    chain = tuple(_der(text) for text in key.chain_pem)
    certificate = _der(key.certificate_pem)
    metadata = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        reason=reason,
        location=location,
        certify=certify,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
    )
    signer = _PdfSigner(
        metadata,
        KeySigner(certificate, key.private, chain),
        timestamper=tsa,
        stamp_style=NoOpStampStyle(),
        at=at,
    )
    # A fixed reserve saves pyHanko's dry run; counted twice because the CMS is written in hexadecimal.
    room = 2 * (len(certificate) + sum(map(len, chain)) + (tsa.weight if tsa else 0) + CMS_ROOM)
    out = io.BytesIO()
    signer.sign_pdf(writer, existing_fields_only=True, bytes_reserved=room, output=out)
    return out.getvalue()


@dataclass(frozen=True, repr=False)
class LocalSigner:
    """The signer of an opened key, our own or one in a token (`port.Signer`)."""

    key: UnlockedKey

    def __repr__(self) -> str:
        return "LocalSigner(***)"

    @property
    def pegawai_id(self) -> int:
        """Whose key it is."""
        return self.key.pegawai_id

    @property
    def penyedia(self) -> Penyedia:
        """This city, or whoever issued what was imported: never BSrE, whose keys do not leave it."""
        return Penyedia.LOKAL

    def sign(self, request: Request, *, tsa: Stamper) -> Signed:
        """Sign as `sign` does."""
        pdf = sign(
            request.pdf,
            self.key,
            tsa=tsa,
            box=request.box,
            page=request.page,
            field=request.field,
            reason=request.reason,
            location=request.location,
            at=request.at,
        )
        return Signed(pdf, self.key.serial_hex, self.key.certificate_pem, self.key.chain_pem)

    def close(self) -> None:
        """Let go of the key: what holds it outside this process is told, the rest is forgotten with this object."""
        self.key.close()


def _der(pem: str) -> bytes:
    return authority.load(pem).public_bytes(Encoding.DER)
