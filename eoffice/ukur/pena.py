"""Setting a page and signing it, outside any transaction, beside bare reportlab, pyHanko alone and openssl."""

import io
import re
import secrets
import shutil
import subprocess
from typing import Any

from asn1crypto import keys, x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from eoffice import clock
from eoffice.db import transaction
from eoffice.organisasi.models import Pegawai
from eoffice.tte import actions, authority, keybox, signing
from eoffice.tte.keybox import UnlockedKey
from eoffice.tte.timestamp import Tsa
from eoffice.ukur import cetakan
from eoffice.ukur.hasil import Baris, paling, rasio
from eoffice.ukur.takar import Nilai, Takaran
from eoffice.ukur.tempat import Tempat


def cetak(tempat: Tempat) -> list[Baris]:
    """One page of surat dinas to PDF/A."""
    said = cetakan.surat_dinas().text
    calls = [cetakan.surat_dinas, lambda: cetakan.polos(said)]
    ours, bare = tempat.jam.berdampingan(calls, tempat.ulang)
    target = paling(rasio(ours, bare), 1.6, "≤ 1,6x")
    return [Baris("pdf", "Surat dinas satu halaman ke PDF", ours, "kanvas reportlab", bare, (target,))]


def tanda_tangan(tempat: Tempat) -> list[Baris]:
    """A PAdES B-T signature with an open key, beside pyHanko's own signer and the two RSA operations in it."""
    key, tsa = _key(tempat)
    made = cetakan.surat_dinas()
    page, *box = made.qr_box
    place = (float(box[0]), float(box[1]), float(box[2]), float(box[3]))

    def ours() -> None:
        signing.sign(
            made.pdf,
            key,
            tsa=tsa,
            box=place,
            page=page - 1,
            reason="Ukuran",
            location="Arunika",
            at=clock.now(),
        )

    alone = _pyhanko(made.pdf, key, tsa)
    mine, beside = tempat.jam.berdampingan([ours, alone], max(1, tempat.ulang // 3))
    rows = [
        Baris("tte", "Tanda tangan PAdES B-T", mine, "pyHanko saja", beside, (paling(rasio(mine, beside), 1, "≤ 1x"),))
    ]
    raw = _openssl()
    if raw is not None:
        rows.append(_over_rsa(mine, raw))
    return rows


def _over_rsa(mine: Takaran, raw: float) -> Baris:
    note = "Satu tanda tangan dan satu cap waktu, jadi dua operasi kunci RSA-3072."
    limit = Nilai(2 * raw, "ms")
    return Baris(
        "tte-rsa", "Tanda tangan, seluruhnya", Nilai(mine.cpu_p50, "ms"), "2x openssl rsa3072", limit, (), note
    )


def _key(tempat: Tempat) -> tuple[UnlockedKey, Tsa]:
    """A key of a person made for it; its passphrase is forgotten with the process."""
    frasa, pepper = f"ukur {secrets.token_hex(8)} sungai terang", tempat.services.pepper
    with transaction(tempat.services.engine) as session:
        person = Pegawai(nama="Penanda Ukuran")
        session.add(person)
        session.flush()
        pegawai_id = person.id
        actions.terbitkan(
            session,
            pepper=pepper,
            pegawai_id=pegawai_id,
            nama=person.nama,
            unit="Sekretariat Daerah",
            passphrase=frasa,
            key=authority.new_key(),
            cost=keybox.LIGHT,
        )
        tsa = signing.tsa(session, pepper=pepper)
    key = actions.unlock(tempat.services.engine, pepper=pepper, pegawai_id=pegawai_id, passphrase=frasa)
    return key, tsa


def _pyhanko(pdf: bytes, key: UnlockedKey, tsa: Tsa) -> Any:
    """The library as its manual uses it, with the same certificates and the same time-stamper."""
    plain = key.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    registry = SimpleCertificateStore()
    registry.register_multiple([_certificate(pem) for pem in key.chain_pem])
    signer = signers.SimpleSigner(
        signing_cert=_certificate(key.certificate_pem),
        signing_key=keys.PrivateKeyInfo.load(plain),
        cert_registry=registry,
    )
    metadata = signers.PdfSignatureMetadata(
        field_name="Polos", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )

    def sign() -> None:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        signers.PdfSigner(metadata, signer, timestamper=tsa).sign_pdf(writer, output=io.BytesIO())

    return sign


def _certificate(pem: str) -> Any:
    return x509.Certificate.load(authority.load(pem).public_bytes(Encoding.DER))


def _openssl() -> float | None:
    """Milliseconds of one RSA-3072 signature as openssl measures itself; None where the program is missing."""
    program = shutil.which("openssl")
    if program is None:
        return None
    said = subprocess.run(  # noqa: S603
        [program, "speed", "-seconds", "1", "rsa3072"], capture_output=True, text=True, timeout=60, check=False
    ).stdout
    found = re.search(r"rsa\s+3072 bits\s+([\d.]+)s", said)
    return float(found[1]) * 1000 if found else None
