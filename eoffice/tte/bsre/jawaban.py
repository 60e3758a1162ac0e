"""Looking at what came back: is it our letter, signed once more, by this person, under a chain that we trust?"""

import io
import re
from collections.abc import Sequence
from typing import Any, Final

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.reader import PdfFileReader

from eoffice import sandbox
from eoffice.tte import authority, policy
from eoffice.tte.bsre.identitas import Nik
from eoffice.tte.port import Signed

#: Dots per inch at which pages are compared when the service wrote the file anew.
DPI: Final = 50
_NIK: Final = re.compile(r"(?<!\d)\d{16}(?!\d)")


class TidakSah(Exception):
    """The answer is not our letter signed by this person; `kode` says what is wrong, for the log of attempts."""

    def __init__(self, kode: str) -> None:
        super().__init__(kode)
        self.kode = kode


def periksa(
    sent: bytes, got: bytes, *, nama: str, nik: Nik, roots: Sequence[str], stampers: Sequence[str], tulis_ulang: bool
) -> Signed:
    """The signed file with its certificate, once everything is right. The bytes are first read inside the sandbox.

    Args:
        tulis_ulang: the service may write the file anew; then text and pictures of every page are compared instead.
    Raises:
        TidakSah: anything is wrong; nothing of it may be kept as the signed letter.
    """
    anew = not got.startswith(sent)
    if not got.startswith(b"%PDF-") or got == sent or (anew and not tulis_ulang):
        raise TidakSah("bita_lain")
    try:
        found = sandbox.verifikasi_pdf(got, list(roots), penanda_waktu=list(stampers))
        if anew and not _same_pages(sent, got):
            raise TidakSah("isi_lain")
    except sandbox.Refused:
        raise TidakSah("tidak_terbaca") from None
    _judge(found)
    certificate, chain = _certificates(got)
    _person(certificate, nama=nama, nik=nik)
    return Signed(got, authority.serial_hex(certificate), authority.pem(certificate), chain, ditulis_ulang=anew)


def _judge(found: dict[str, Any]) -> None:
    signatures = found["signatures"]
    if not signatures:
        raise TidakSah("tanpa_tanda_tangan")
    if len(signatures) != 1:
        raise TidakSah("tanda_tangan_ganda")
    (made,) = signatures
    if made["kind"] != "signature" or not made["intact"] or made["coverage"] != "ENTIRE_FILE":
        raise TidakSah("tidak_utuh")
    if not made["trusted"]:
        raise TidakSah("rantai_asing")
    if found["verdict"] != "VALID":
        raise TidakSah("tidak_sah")


def _same_pages(sent: bytes, got: bytes) -> bool:
    ours, theirs = sandbox.teks_pdf(sent), sandbox.teks_pdf(got)
    if ours != theirs:
        return False
    pages = range(1, len(ours) + 1)
    return all(sandbox.raster(sent, n, DPI) == sandbox.raster(got, n, DPI) for n in pages)


def _certificates(pdf: bytes) -> tuple[x509.Certificate, tuple[str, ...]]:
    """The signer's certificate and those that came with it, as far as they lead upwards; issuer first."""
    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    own: asn1_x509.Certificate = signature.signer_cert
    others = {one.subject.dump(): one for one in signature.other_embedded_certs}
    chain: list[asn1_x509.Certificate] = []
    current = own
    while (
        (above := others.get(current.issuer.dump())) is not None
        and above not in chain
        and above.dump() != current.dump()
    ):
        chain.append(above)
        current = above
    return _loaded(own), tuple(authority.pem(_loaded(one)) for one in chain)


def _loaded(certificate: asn1_x509.Certificate) -> x509.Certificate:
    return x509.load_der_x509_certificate(certificate.dump())


def _person(certificate: x509.Certificate, *, nama: str, nik: Nik) -> None:
    """A NIK in the certificate decides; without one, the name must be this person's, titles aside."""
    numbers = _NIK.findall(certificate.subject.rfc4514_string())
    same = nik.isi in numbers if numbers else policy.same_person(authority.common_name(certificate), nama)
    if not same:
        raise TidakSah("orang_lain")


def penerbit(signed: Signed) -> str:
    """The organisation that issued the signer's certificate, or ""."""
    found = authority.load(signed.certificate_pem).issuer.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    return str(found[0].value) if found else ""
