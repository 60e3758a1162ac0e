"""What we accept as signed, and what a report says about a file."""

import io
import json
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.stamp.noop import NoOpStampStyle
from reportlab.pdfgen.canvas import Canvas

from eoffice import clock, db
from eoffice.errors import Damaged
from eoffice.tte import archiving, authority, queries, signing, verifying
from eoffice.tte.keybox import UnlockedKey
from tests.tte.kantor import KATA_SITI, Kantor, build

PLACE = {"box": (300, 120, 540, 192), "page": -1, "reason": "Persetujuan", "location": "Arunika"}


def update(pdf: bytes, change: str) -> bytes:
    """The file with a revision added as an ordinary PDF program would."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    if change == "title":
        writer.trailer_view["/Info"]["/Title"] = generic.TextStringObject("Judul palsu")
        writer.update_container(writer.trailer_view["/Info"])
    elif change == "page":
        extra = generic.StreamObject(stream_data=b"BT ET 0 0 m 500 500 l S")
        writer.add_stream_to_page(0, writer.add_object(extra))
    elif change == "field":
        fields.append_signature_field(writer, fields.SigFieldSpec("Susulan", on_page=0, box=(10, 10, 90, 90)))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def verify(kantor: Kantor, key: UnlockedKey, sent: bytes, signed: bytes) -> None:
    verifying.verify_own(sent, signed, expected_cert_pem=key.certificate_pem, roots_pem=[kantor.root])


# KEAMANAN: CNT-06
# KEAMANAN: OUT-03
def test_our_own_signature_is_accepted(
    kantor_tetap: Kantor, kunci_budi: UnlockedKey, naskah_pdf: bytes, archived: bytes
) -> None:
    verify(kantor_tetap, kunci_budi, naskah_pdf, archived)


# KEAMANAN: CNT-06
def test_a_signature_without_its_long_term_evidence_is_refused(
    kantor_tetap: Kantor, kunci_budi: UnlockedKey, naskah_pdf: bytes, signed: bytes
) -> None:
    only_root = replace(kantor_tetap.bukti(kunci_budi), crls=kantor_tetap.bukti().crls[1:])

    with pytest.raises(Damaged, match="tidak lolos pemeriksaan"):
        verify(kantor_tetap, kunci_budi, naskah_pdf, signed)
    with pytest.raises(Damaged, match="Bukti jangka panjang"):
        verify(kantor_tetap, kunci_budi, naskah_pdf, archiving.extend(signed, only_root, tsa=kantor_tetap.tsa))


# KEAMANAN: CNT-06
@pytest.mark.parametrize(
    "spoil",
    [
        lambda sent, signed: b"",
        lambda sent, signed: b"%PDF-1.4\n",
        lambda sent, signed: sent,
        lambda sent, signed: signed[:-1],
        lambda sent, signed: signed[: len(signed) // 2],
        lambda sent, signed: signed + b"%",
        lambda sent, signed: signed.replace(b"Dengan", b"Dongan").replace(b"Undangan Rapat", b"Undangan Ralat"),
        lambda sent, signed: update(signed, "title"),
        lambda sent, signed: update(signed, "page"),
        lambda sent, signed: update(signed, "field"),
    ],
    ids=["empty", "head only", "unsigned", "cut", "half", "tail", "changed", "title", "page", "field"],
)
def test_anything_but_the_exact_bytes_well_signed_is_refused(
    kantor_tetap: Kantor, kunci_budi: UnlockedKey, naskah_pdf: bytes, archived: bytes, spoil: object
) -> None:
    with pytest.raises(Damaged):
        verify(kantor_tetap, kunci_budi, naskah_pdf, spoil(naskah_pdf, archived))  # type: ignore[operator]


# KEAMANAN: CNT-06
def test_another_document_signed_well_is_refused(kantor_tetap: Kantor, kunci_budi: UnlockedKey, signed: bytes) -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 700, "Naskah lain")
    canvas.save()

    with pytest.raises(Damaged, match="tidak sama dengan naskah yang dikirim"):
        verify(kantor_tetap, kunci_budi, out.getvalue(), signed)


# KEAMANAN: CNT-06
def test_the_signature_of_another_person_is_refused(
    kantor_tetap: Kantor, kunci_budi: UnlockedKey, naskah_pdf: bytes
) -> None:
    siti = kantor_tetap.unlock(kantor_tetap.siti, KATA_SITI)
    pdf = signing.sign(naskah_pdf, siti, tsa=kantor_tetap.tsa, at=clock.now(), **PLACE)
    pdf = kantor_tetap.archive(pdf, siti)

    verify(kantor_tetap, siti, naskah_pdf, pdf)
    with pytest.raises(Damaged, match="sertifikat orang lain"):
        verify(kantor_tetap, kunci_budi, naskah_pdf, pdf)


# KEAMANAN: CNT-06
def test_a_signature_without_a_time_stamp_is_refused(
    kantor_tetap: Kantor, kunci_budi: UnlockedKey, naskah_pdf: bytes
) -> None:
    pdf = kantor_tetap.archive(without_stamp(naskah_pdf, kunci_budi), kunci_budi)

    with pytest.raises(Damaged, match="tanpa penanda waktu"):
        verify(kantor_tetap, kunci_budi, naskah_pdf, pdf)


def without_stamp(pdf: bytes, key: UnlockedKey) -> bytes:
    """A PAdES B-B signature."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    metadata = signers.PdfSignatureMetadata(
        field_name="Tte1", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    der = [authority.load(text).public_bytes(authority.Encoding.DER) for text in (key.certificate_pem, *key.chain_pem)]
    signer = signing.KeySigner(der[0], key.private, tuple(der[1:]))
    out = io.BytesIO()
    signers.PdfSigner(metadata, signer, stamp_style=NoOpStampStyle()).sign_pdf(writer, output=out)
    return out.getvalue()


def test_a_report_names_signer_time_and_source(kantor_tetap: Kantor, signed: bytes) -> None:
    found = verifying.report(signed, [kantor_tetap.root])

    assert json.loads(json.dumps(found)) == found
    assert found["verdict"] == verifying.VALID
    assert found["sentences"] == ["Tanda tangan elektronik sah, dan isi naskah tidak berubah sejak ditandatangani."]
    (one,) = found["signatures"]
    kept = ("field", "kind", "cn", "o", "ou", "issuer", "time_source", "timestamp_by", "intact", "trusted", "coverage")
    assert {name: one[name] for name in kept} == {
        "field": "Tte1",
        "kind": "signature",
        "cn": "Drs. Budi Santoso, M.Si",
        "o": "Pemerintah Kota Arunika",
        "ou": "Dinas Komunikasi dan Informatika",
        "issuer": "CA Penerbit Kota Arunika",
        "time_source": "tsa",
        "timestamp_by": "Penanda Waktu Kota Arunika",
        "intact": True,
        "trusted": True,
        "coverage": "ENTIRE_FILE",
    }
    assert one["signed_at"].endswith("+00:00")


def test_a_file_without_signatures_is_said_to_have_none(kantor_tetap: Kantor, naskah_pdf: bytes) -> None:
    found = verifying.report(naskah_pdf, [kantor_tetap.root])

    assert (found["verdict"], found["signatures"]) == (verifying.NO_SIGNATURE, [])
    assert found["sentences"] == ["Berkas ini tidak memuat tanda tangan elektronik."]


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda pdf: pdf.replace(b"Undangan Rapat", b"Undangan Ralat"), "telah diubah sesudah ditandatangani"),
        (lambda pdf: update(pdf, "title"), "Judul atau keterangan berkas diubah"),
        (lambda pdf: update(pdf, "page"), "diubah dengan cara yang tidak diizinkan"),
        (lambda pdf: update(pdf, "field"), "diubah dengan cara yang tidak diizinkan"),
        (lambda pdf: pdf + b"\n% tambahan", "ditambahkan pada berkas"),
        (lambda pdf: b"%PDF-1.7\nbukan apa-apa", "bukan PDF yang utuh"),
        (lambda pdf: b"", "bukan PDF yang utuh"),
        (lambda pdf: pdf.replace(b"/ByteRange [", b"/ByteRange null%", 1), "bukan PDF yang utuh"),
    ],
    ids=["byte", "title", "page", "field", "tail", "junk", "empty", "no range"],
)
def test_every_later_change_is_invalid_with_its_reason(
    kantor_tetap: Kantor, signed: bytes, spoil: object, sentence: str
) -> None:
    found = verifying.report(spoil(signed), [kantor_tetap.root])  # type: ignore[operator]

    assert found["verdict"] == verifying.INVALID
    assert sentence in " ".join(found["sentences"])


def test_a_good_signature_of_an_unknown_issuer_is_never_valid(
    signed: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    stranger = build(tmp_path_factory.mktemp("lain"))
    stranger.engine.dispose()

    found = verifying.report(signed, [stranger.root])

    assert found["verdict"] == verifying.INVALID
    assert (found["signatures"][0]["intact"], found["signatures"][0]["trusted"]) == (True, False)
    assert "penerbit yang tidak dikenal (CA Penerbit Kota Arunika)" in found["sentences"][0]


def test_a_time_stamp_of_a_stranger_makes_a_trusted_signature_doubtful(
    kantor_tetap: Kantor, kunci_budi: UnlockedKey, naskah_pdf: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    stranger = build(tmp_path_factory.mktemp("lain"))
    stranger.engine.dispose()
    pdf = signing.sign(naskah_pdf, kunci_budi, tsa=stranger.tsa, at=clock.now(), **PLACE)

    found = verifying.report(pdf, [kantor_tetap.root])

    assert found["verdict"] == verifying.INVALID
    assert (found["signatures"][0]["trusted"], found["signatures"][0]["timestamp_ok"]) == (True, False)
    assert found["sentences"] == ["Penanda waktu pada tanda tangan ini rusak, atau penerbitnya tidak dikenal."]
    with pytest.raises(Damaged):
        verify(kantor_tetap, kunci_budi, naskah_pdf, pdf)


def test_the_stamp_keeps_a_signature_valid_after_the_certificate_expired(
    kantor_tetap: Kantor, kunci_budi: UnlockedKey, naskah_pdf: bytes, signed: bytes
) -> None:
    later = clock.now() + timedelta(days=3 * 365)

    assert verifying.report(signed, [kantor_tetap.root], at=later)["verdict"] == verifying.VALID
    bare = without_stamp(naskah_pdf, kunci_budi)
    assert verifying.report(bare, [kantor_tetap.root])["verdict"] == verifying.VALID
    assert verifying.report(bare, [kantor_tetap.root], at=later)["verdict"] == verifying.INVALID


def test_a_signature_stamped_while_the_certificate_was_not_in_force_is_invalid(
    kantor_tetap: Kantor, kunci_budi: UnlockedKey, naskah_pdf: bytes
) -> None:
    clock.set_clock(clock.now() - timedelta(days=30))
    pdf = signing.sign(naskah_pdf, kunci_budi, tsa=kantor_tetap.tsa, at=clock.now(), **PLACE)
    clock.set_clock(None)

    found = verifying.report(pdf, [kantor_tetap.root])

    assert (found["verdict"], found["signatures"][0]["intact"]) == (verifying.INVALID, True)


def test_a_claimed_time_is_called_that(kantor_tetap: Kantor, kunci_budi: UnlockedKey, naskah_pdf: bytes) -> None:
    found = verifying.report(without_stamp(naskah_pdf, kunci_budi), [kantor_tetap.root])

    assert found["signatures"][0]["time_source"] == "claimed"
    assert "tanpa penanda waktu tepercaya" in found["sentences"][1]


def test_revocation_spoils_later_signatures_only(
    kantor_tetap: Kantor, kunci_budi: UnlockedKey, naskah_pdf: bytes, signed: bytes
) -> None:
    roots, serial = [kantor_tetap.root], kunci_budi.serial_hex
    before = {serial: (clock.now() - timedelta(days=1)).isoformat()}
    after = {serial: (clock.now() + timedelta(days=1)).isoformat()}

    earlier, later = (verifying.report(signed, roots, dicabut=when) for when in (after, before))
    bare = verifying.report(without_stamp(naskah_pdf, kunci_budi), roots, dicabut=after)

    assert earlier["verdict"] == verifying.VALID
    assert "tetap sah" in earlier["sentences"][1]
    assert later["verdict"] == verifying.INVALID
    assert bare["verdict"] == verifying.INVALID  # nothing proves that it is older


def test_a_second_signature_in_a_field_prepared_before_keeps_the_first_valid(
    kantor_tetap: Kantor, kunci_budi: UnlockedKey, naskah_pdf: bytes
) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(naskah_pdf))
    fields.append_signature_field(writer, fields.SigFieldSpec("Tte2", on_page=1, box=(50, 120, 250, 192)))
    prepared = io.BytesIO()
    writer.write(prepared)
    first = signing.sign(prepared.getvalue(), kunci_budi, tsa=kantor_tetap.tsa, at=clock.now(), **PLACE)
    siti = kantor_tetap.unlock(kantor_tetap.siti, KATA_SITI)
    writer = IncrementalPdfFileWriter(io.BytesIO(first))
    metadata = signers.PdfSignatureMetadata(
        field_name="Tte2", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    der = [authority.load(t).public_bytes(authority.Encoding.DER) for t in (siti.certificate_pem, *siti.chain_pem)]
    signer = signing.KeySigner(der[0], siti.private, tuple(der[1:]))
    out = io.BytesIO()
    signers.PdfSigner(metadata, signer, timestamper=kantor_tetap.tsa, stamp_style=NoOpStampStyle()).sign_pdf(
        writer, existing_fields_only=True, output=out
    )

    found = verifying.report(out.getvalue(), [kantor_tetap.root])

    assert [(one["field"], one["verdict"]) for one in found["signatures"]] == [
        ("Tte1", verifying.VALID),
        ("Tte2", verifying.VALID),
    ]
    assert found["verdict"] == verifying.VALID


def test_a_report_needs_no_database() -> None:
    code = "import sys, eoffice.tte.verifying; print(any(m.startswith('sqlalchemy') for m in sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)

    assert said.stdout.strip() == "False"


def test_the_roots_of_the_register_are_the_anchors(kantor_tetap: Kantor) -> None:
    with db.reading(kantor_tetap.engine) as session:
        (root,) = queries.roots_pem(session)

    assert authority.common_name(authority.load(root)) == "CA Akar Kota Arunika"


@pytest.mark.parametrize(
    "filler", [b"<dc:title ", b"<dc:title><dc:subject>", b"<dc:title></dc:creator>", b"</dc:title><dc:title>x"]
)
def test_a_hostile_description_costs_little_time(filler: bytes) -> None:  # KEAMANAN: INJ-07
    class Watched(bytes):
        looked = 0

        def find(self, sub: Any, start: Any = 0, end: Any = None) -> int:
            at = super().find(sub, start, end)
            Watched.looked += (len(self) if at < 0 else at) - start
            return at

    hostile = Watched(filler * (5_000_000 // len(filler)))
    root = {"/Metadata": SimpleNamespace(data=hostile)}

    verifying._xmp(root)

    assert 0 < Watched.looked <= 5 * len(hostile)  # once for each of the four elements, and once for what is closed


def test_the_description_is_its_title_creator_description_and_subject() -> None:
    text = b"<dc:title> A <dc:subject>b</dc:title><dc:creator x='1'>C\n</dc:creator><dc:title>terbuka<dc:subject>D</dc:subject>"

    assert verifying._xmp({"/Metadata": SimpleNamespace(data=text)}) == [
        b"<dc:creatorx='1'>C</dc:creator>",
        b"<dc:subject>D</dc:subject>",
        b"<dc:title>A<dc:subject>b</dc:title>",
    ]
