"""Files whose certificates would keep a path search busy for ever are refused before any search."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from cryptography import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.stamp.noop import NoOpStampStyle

from eoffice import clock
from eoffice.tte import archiving, authority, evidence, paths, signing, verifying
from eoffice.tte.evidence import Evidence
from eoffice.tte.keybox import UnlockedKey
from tests.langkah import langkah
from tests.tte import bom, serangan
from tests.tte.kantor import KATA_SITI, Kantor
from tests.tte.test_signing import PLACE

Chain = list[x509.Certificate]
BANYAK = "terlalu banyak sertifikat"


@pytest.mark.parametrize(
    "chain",
    [
        lambda: bom.rings("X", 12),
        lambda: bom.rings("X", 6),
        lambda: bom.rings("ABCDE", 3),
        lambda: bom.rings("ABCDEFGH", 2),
        lambda: bom.rings("ABCDEFGHIJKL", 1),
        lambda: bom.rings("ABCDEFGHIJKLMNOPQR", 1),
    ],
    ids=["one name", "one name, fewer", "three of a name", "two of a name", "deep", "too many"],
)
def test_certificates_that_name_each_other_are_refused_at_once(  # KEAMANAN: INJ-07
    naskah_pdf: bytes, signed: bytes, kantor_tetap: Kantor, chain: Callable[[], Chain]
) -> None:
    pdf = bom.pdf(naskah_pdf, chain())
    found = verifying.report(pdf, [kantor_tetap.root])

    honest = langkah(lambda: verifying.report(signed, [kantor_tetap.root]))
    assert langkah(lambda: verifying.report(pdf, [kantor_tetap.root])) < honest
    assert found["verdict"] == verifying.INVALID and BANYAK in found["sentences"][0]
    assert found["signatures"] == []


def test_they_are_refused_in_the_store_of_the_file_too(  # KEAMANAN: INJ-07
    signed: bytes, kantor_tetap: Kantor
) -> None:
    chain = tuple(bom.parsed(one) for one in bom.rings("X", 12))
    pdf = serangan.saved(signed, lambda writer: evidence.embed(writer, Evidence(chain)))

    found = verifying.report(pdf, [kantor_tetap.root])

    assert BANYAK in found["sentences"][0]


def test_a_decoy_of_the_same_serial_hides_nothing() -> None:
    chain, key = bom.rings("X", 12), bom.ec.generate_private_key(bom.ec.SECP256R1())
    decoys = [bom.certificate("Y", key, "X", key, serial=one.serial_number) for one in chain]
    evil, harmless = ([bom.parsed(one) for one in each] for each in (chain, decoys))

    for pool in ([*evil, *harmless], [*harmless, *evil]):
        with pytest.raises(paths.TooEntangled):
            paths.check(pool)


def test_a_stranger_with_an_issuer_renewed_twice_is_still_examined(naskah_pdf: bytes, kantor_tetap: Kantor) -> None:
    key = bom.ec.generate_private_key(bom.ec.SECP256R1())
    chain = [bom.certificate("Penerbit", key, "Akar", key) for _ in range(3)]

    found = verifying.report(
        bom.pdf(naskah_pdf, [*chain, bom.certificate("Akar", key, "Akar", key)]), [kantor_tetap.root]
    )

    assert [one["cn"] for one in found["signatures"]] == ["Budi"]
    assert BANYAK not in " ".join(found["sentences"])


def test_three_signers_and_five_renewals_stay_b_lta(
    kantor_tetap: Kantor, kunci_budi: UnlockedKey, naskah_pdf: bytes
) -> None:
    def prepare(writer: IncrementalPdfFileWriter) -> None:
        for n in (2, 3):
            box = (40 * n, 40, 40 * n + 30, 60)
            fields.append_signature_field(writer, fields.SigFieldSpec(f"Tte{n}", on_page=0, box=box))

    siti = kantor_tetap.unlock(kantor_tetap.siti, KATA_SITI)
    pdf = signing.sign(serangan.saved(naskah_pdf, prepare), kunci_budi, tsa=kantor_tetap.tsa, at=clock.now(), **PLACE)
    for n, key in ((2, siti), (3, kunci_budi)):
        pdf = _also_signed(pdf, key, f"Tte{n}", kantor_tetap)
    for key in (kunci_budi, siti):
        pdf = archiving.extend(pdf, kantor_tetap.bukti(key), tsa=kantor_tetap.tsa)
    for _ in range(5):
        clock.set_clock(clock.now() + timedelta(days=200))
        pdf = archiving.extend(pdf, kantor_tetap.bukti(), tsa=kantor_tetap.tsa)

    found = verifying.report(pdf, [kantor_tetap.root])

    assert (found["verdict"], found["level"]) == (verifying.VALID, "B-LTA"), found["sentences"]
    assert [one["kind"] for one in found["signatures"]] == ["signature"] * 3 + ["timestamp"] * 7


def _also_signed(pdf: bytes, key: UnlockedKey, name: str, kantor: Kantor) -> bytes:
    metadata = signers.PdfSignatureMetadata(
        field_name=name, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    der = [authority.load(t).public_bytes(authority.Encoding.DER) for t in (key.certificate_pem, *key.chain_pem)]
    signer = signing.KeySigner(der[0], key.private, tuple(der[1:]))
    out = io.BytesIO()
    signers.PdfSigner(metadata, signer, timestamper=kantor.tsa, stamp_style=NoOpStampStyle()).sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf)), existing_fields_only=True, output=out
    )
    return out.getvalue()
