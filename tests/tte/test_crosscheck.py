"""The second opinion: good files pass, and nothing passes that the full examination refuses."""

import inspect
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from asn1crypto import crl as asn1_crl
from pyhanko.pdf_utils import generic

from eoffice import clock, db
from eoffice.tte import actions, archiving, banyak, crosscheck, queries, signing, verifying
from eoffice.tte.keybox import UnlockedKey
from eoffice.tte.states import AlasanCabut
from tests.langkah import langkah
from tests.tte import serangan
from tests.tte.kantor import KATA_SITI, Kantor
from tests.tte.test_arsip import sheets
from tests.tte.test_signing import PLACE

ATTACKS = [
    one
    for name, one in inspect.getmembers(serangan, inspect.isfunction)
    if one.__module__ == serangan.__name__ and name not in ("saved", "page")
]


def sound(kantor: Kantor, key: UnlockedKey, sent: bytes, signed: bytes) -> bool:
    return crosscheck.sound(sent, signed, expected_cert_pem=key.certificate_pem, roots_pem=[kantor.root])


@pytest.mark.parametrize("pages", [1, 50])
def test_a_good_file_passes_and_costs_a_fraction(kantor_tetap: Kantor, kunci_budi: UnlockedKey, pages: int) -> None:
    plain = sheets(pages)
    bt = signing.sign(plain, kunci_budi, tsa=kantor_tetap.tsa, at=clock.now(), **PLACE)
    pdf = kantor_tetap.archive(bt, kunci_budi)

    assert sound(kantor_tetap, kunci_budi, plain, pdf)
    assert verifying.report(pdf, [kantor_tetap.root])["verdict"] == verifying.VALID
    quick = langkah(lambda: sound(kantor_tetap, kunci_budi, plain, pdf))
    whole = langkah(lambda: verifying.report(pdf, [kantor_tetap.root]))
    assert quick < whole / 2


@pytest.mark.parametrize("spoil", ATTACKS, ids=lambda one: one.__name__)
def test_no_manipulated_file_passes(
    kantor_tetap: Kantor, kunci_budi: UnlockedKey, naskah_pdf: bytes, archived: bytes, spoil: Callable[[bytes], bytes]
) -> None:
    assert sound(kantor_tetap, kunci_budi, naskah_pdf, archived)
    assert not sound(kantor_tetap, kunci_budi, naskah_pdf, spoil(archived))


def altered(change: str) -> Callable[[bytes], bytes]:
    """The sent file with something changed before it was signed, as a faulty signer would."""

    def spoil(pdf: bytes) -> bytes:
        def edit(writer: object) -> None:
            if change == "isi":
                page = serangan.page(writer, 0)  # type: ignore[arg-type]
                page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=serangan.FORGED))  # type: ignore[attr-defined]
                writer.update_container(page)  # type: ignore[attr-defined]
            else:
                info = writer.trailer_view["/Info"]  # type: ignore[attr-defined]
                info["/Title"] = generic.TextStringObject("Judul palsu")
                writer.update_container(info)  # type: ignore[attr-defined]

        return serangan.saved(pdf, edit)

    return spoil


@pytest.mark.parametrize("change", ["isi", "judul"])
def test_a_signer_that_signs_something_else_behind_what_was_sent_is_caught(
    kantor_tetap: Kantor, kunci_budi: UnlockedKey, naskah_pdf: bytes, change: str
) -> None:
    other = altered(change)(naskah_pdf)
    bt = signing.sign(other, kunci_budi, tsa=kantor_tetap.tsa, at=clock.now(), **PLACE)
    pdf = kantor_tetap.archive(bt, kunci_budi)

    assert pdf.startswith(naskah_pdf) and verifying.report(pdf, [kantor_tetap.root])["verdict"] == verifying.VALID
    assert not sound(kantor_tetap, kunci_budi, naskah_pdf, pdf)


def test_lists_that_are_missing_old_or_name_the_signer_do_not_pass(
    kantor: Kantor, kunci_budi: UnlockedKey, naskah_pdf: bytes
) -> None:
    with db.reading(kantor.engine) as session:
        old = queries.crl(session, pepper=kantor.pepper, at=clock.now() - timedelta(minutes=1))
    bt = signing.sign(naskah_pdf, kunci_budi, tsa=kantor.tsa, at=clock.now(), **PLACE)
    found = kantor.bukti()
    own, root = found.crls
    with db.transaction(kantor.engine) as session:
        actions.cabut(session, pegawai_id=kantor.budi, alasan=AlasanCabut.KUNCI_BOCOR)
    revoked = kantor.bukti().crls[0]

    def with_lists(*crls: asn1_crl.CertificateList) -> bytes:
        return archiving.extend(bt, replace(found, crls=crls), tsa=kantor.tsa)

    good, *bad = (
        with_lists(own, root),
        with_lists(root),
        with_lists(own),
        with_lists(),
        with_lists(asn1_crl.CertificateList.load(old), root),
        with_lists(revoked, root),
        bt,
        naskah_pdf,
        b"",
    )
    assert sound(kantor, kunci_budi, naskah_pdf, good)
    assert [sound(kantor, kunci_budi, naskah_pdf, one) for one in bad] == [False] * len(bad)


def test_another_person_another_root_and_another_file_do_not_pass(
    kantor_tetap: Kantor, kunci_budi: UnlockedKey, naskah_pdf: bytes, archived: bytes
) -> None:
    siti = kantor_tetap.unlock(kantor_tetap.siti, KATA_SITI)

    assert not sound(kantor_tetap, siti, naskah_pdf, archived)
    assert not sound(kantor_tetap, kunci_budi, naskah_pdf[:-1] + b"x", archived)
    assert not crosscheck.sound(
        naskah_pdf, archived, expected_cert_pem=kunci_budi.certificate_pem, roots_pem=[siti.certificate_pem]
    )


def test_what_it_does_not_know_is_left_to_the_full_examination(
    kantor_tetap: Kantor, kunci_budi: UnlockedKey, naskah_pdf: bytes
) -> None:
    prepared = banyak.prepare_fields(naskah_pdf, [banyak.Place(1, (60, 60, 200, 120))])
    pdf = banyak.sign_next(prepared, kunci_budi, tsa=kantor_tetap.tsa, reason="x", location="y", at=clock.now())
    pdf = banyak.finish(pdf, kantor_tetap.bukti(kunci_budi), tsa=kantor_tetap.tsa)

    assert not sound(kantor_tetap, kunci_budi, prepared, pdf)
    verifying.verify_own(prepared, pdf, expected_cert_pem=kunci_budi.certificate_pem, roots_pem=[kantor_tetap.root])
    assert io.BytesIO(pdf).read(5) == b"%PDF-"
