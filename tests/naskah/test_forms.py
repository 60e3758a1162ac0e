"""Posted fields: what could never be right is refused, what is merely unfinished is kept."""

import json

import pytest
from werkzeug.datastructures import MultiDict

from eoffice.akses.rights import Sifat
from eoffice.errors import Invalid
from eoffice.naskah import forms, jenis, pernyataan
from eoffice.naskah.actions import PenerimaBaru
from eoffice.pdf import isi
from eoffice.web.cetakan import cetakan

SURAT = jenis.get("surat_dinas")
UNDANGAN = jenis.get("surat_undangan")


def _form(**values: object) -> "MultiDict[str, str]":
    form: MultiDict[str, str] = MultiDict([("versi", "3")])
    for name, value in values.items():
        for item in value if isinstance(value, list) else [value]:
            form.add(name, str(item))
    return form


def test_an_empty_form_is_read_without_complaint() -> None:
    read = forms.naskah(_form(), SURAT)

    assert (read.versi, read.isian.hal, read.isian.tujuan) == (3, "", [])
    assert read.isian.isi is None


def test_recipients_inside_and_outside_come_in_the_order_of_the_form() -> None:
    form = _form(
        tujuan=["7", "5"],
        tujuan_luar=["Kepala BPS", ""],
        tujuan_luar_tempat=["Arunika", ""],
        tujuan_luar_pos_el=["bps@example.id", ""],
    )

    assert forms.naskah(form, SURAT).isian.tujuan == [
        PenerimaBaru(jabatan_id=7),
        PenerimaBaru(jabatan_id=5),
        PenerimaBaru(teks="Kepala BPS", tempat="Arunika", pos_el="bps@example.id"),
    ]


def test_an_spd_keeps_its_places_though_others_have_recipients_of_that_name() -> None:
    read = forms.naskah(_form(tujuan="Semesta\nCakrawala", tembusan="3"), jenis.get("spd")).isian

    assert (read.tujuan, read.tembusan) == ([], [])
    assert read.rincian is not None
    assert read.rincian["tujuan"] == ["Semesta", "Cakrawala"]


@pytest.mark.parametrize("kind", jenis.DITULIS, ids=lambda kind: kind.kode)
def test_no_field_of_a_jenis_has_the_name_of_another_on_the_page(kind: jenis.Jenis) -> None:
    taken = {"hal", "sifat", "urgensi", "bentuk", "isi", "versi", "kunci", "csrf_token", "penandatangan_id",
             "pihak_kedua", "mengetahui", "kode_klasifikasi", "pilih_kode", "lanjut", "susun", "catatan_rute",
             "rute_untuk", "hierarki", "koordinasi", "langkah"}  # fmt: skip
    taken |= {"tujuan"} if kind.bertujuan else set()
    taken |= {"tembusan"} if kind.bertembusan else set()

    assert {k.nama for k in kind.kolom if not k.berbaris} & taken == set()


def test_plain_text_from_a_browser_without_scripts_becomes_a_body() -> None:
    read = forms.naskah(_form(isi="satu\r\n\r\ndua"), SURAT)

    assert read.isian.isi == isi.from_plain("satu\n\ndua")


def test_the_document_of_the_editor_is_taken_as_it_is() -> None:
    body = isi.from_plain("satu")

    assert forms.naskah(_form(isi=json.dumps(body)), SURAT).isian.isi == body


@pytest.mark.parametrize(
    "raw",
    [
        '{"v":1,"doc":{"type":"doc","content":[{"type":"iframe"}]}}',
        '{"v":1',
        '{"v":1,"v":1}',
        '{"v":1,"doc":{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"x","marks":[{"type":"link","attrs":{"href":"javascript:alert(1)"}}]}]}]}}',
    ],
)
def test_a_body_outside_the_whitelist_is_refused(raw: str) -> None:
    # KEAMANAN: CNT-01, WEB-09
    with pytest.raises(Invalid) as refused:
        forms.naskah(_form(isi=raw), SURAT)

    assert refused.value.fields


def test_a_body_that_is_too_long_is_refused_in_words_of_the_office() -> None:
    body = json.dumps(isi.from_plain("x" * 200_001))

    with pytest.raises(Invalid) as refused:
        forms.naskah(_form(isi=body), SURAT)

    (sentence,) = refused.value.fields.values()
    assert sentence.startswith("Isi naskah tidak dapat disimpan: ")
    assert "doc" not in sentence


def test_every_wrong_field_is_named_at_once() -> None:
    # KEAMANAN: INJ-03
    form = _form(hal="x" * 501, sifat="umum", penandatangan_id="١٢", tanggal_acara="2026-02-30", tujuan=["1 or 1=1"])

    with pytest.raises(Invalid) as refused:
        forms.naskah(form, UNDANGAN)

    assert set(refused.value.fields) == {"hal", "sifat", "penandatangan_id", "tanggal_acara", "tujuan"}


@pytest.mark.parametrize("value", ["a\x00b", "a\ud800b"])
def test_characters_that_cannot_be_stored_are_refused(value: str) -> None:
    # KEAMANAN: INJ-03
    with pytest.raises(Invalid):
        forms.naskah(_form(hal=value), SURAT)
    with pytest.raises(Invalid):
        forms.naskah(_form(tujuan_luar=[value], tujuan_luar_tempat=[""], tujuan_luar_pos_el=[""]), SURAT)


def test_fields_of_another_jenis_and_of_the_row_itself_are_not_read() -> None:
    # KEAMANAN: OTR-07
    form = _form(hal="Hal", waktu="pagi", nomor="1/2026", status="terkirim", konseptor_id="1", putaran="9")

    read = forms.naskah(form, SURAT)

    assert read.isian.rincian == {}
    assert not {"nomor", "status", "konseptor_id", "putaran"} & set(vars(read.isian))


def test_a_reviewer_cannot_change_who_signs() -> None:
    # KEAMANAN: OTR-07
    assert forms.naskah(_form(penandatangan_id="4"), SURAT, memeriksa=True).isian.penandatangan_id is None


def test_a_capacity_that_comes_from_an_assignment_cannot_be_chosen() -> None:
    with pytest.raises(Invalid) as refused:
        forms.naskah(_form(bentuk="plt"), SURAT)

    assert set(refused.value.fields) == {"bentuk"}


def test_sifat_is_read_and_lists_become_lines() -> None:
    read = forms.naskah(_form(sifat="terbatas", dasar="satu\n\n dua ", tanggal_mulai=""), jenis.get("surat_tugas"))

    assert read.isian.sifat is Sifat.TERBATAS
    assert read.isian.rincian is not None and read.isian.rincian["dasar"] == ["satu", "dua"]


def test_a_ready_reason_is_enough_and_an_invented_one_is_not_taken() -> None:
    chosen = forms.langkah(_form(alasan=[forms.ALASAN[0], "<b>lain</b>"], catatan="Lihat halaman 2."))

    assert chosen.catatan == f"{forms.ALASAN[0]}\nLihat halaman 2."


def test_the_passphrase_is_taken_as_typed_and_never_shown() -> None:
    # KEAMANAN: AUT-13
    read = pernyataan.tanda_tangan(_form(frasa_sandi=" dua  spasi ", dilihat="a" * 64), sandi=False)

    assert read.frasa == " dua  spasi "
    assert "spasi" not in repr(read)


@pytest.mark.parametrize("value", ["", "0", "501", "-1", "1.5"])
def test_the_number_of_copies_must_make_sense(value: str) -> None:
    assert cetakan(_form(salinan="500", cara="cetak")).salinan == 500
    with pytest.raises(Invalid) as error:
        cetakan(_form(salinan=value, cara="cetak"))
    assert set(error.value.fields) == {"salinan"}
