"""Periksa naskah finds every seeded mistake once and nothing in the samples; a fix repairs that and nothing else."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from eoffice.errors import Conflict
from eoffice.naskah import periksa
from eoffice.naskah.periksa import ATURAN, Bahan, Dicabut, Masa, Penanda, Temuan, Tingkat, Ubah, kepala, terapkan
from eoffice.pdf import isi
from tests.langkah import langkah
from tests.naskah import emas
from tests.naskah.bahan import bahan, fakta
from tests.naskah.keliru import DINAS, KELIRU, TUGAS, UNDANGAN, Keliru

pytestmark = pytest.mark.sekali


def temuan(of: dict[str, Any] | Bahan, **more: Any) -> tuple[Temuan, ...]:
    b = of if isinstance(of, Bahan) else bahan(of)
    return periksa.periksa(b, fakta(b.kode_klasifikasi, **more))


def said(found: tuple[Temuan, ...]) -> list[tuple[str, str]]:
    return [(t.aturan.kode, t.kata) for t in found]


@pytest.mark.parametrize("name", emas.NAMES)
def test_nothing_is_found_in_a_correct_letter(name: str) -> None:
    assert said(temuan(emas.envelope(name))) == []


@pytest.mark.parametrize("keliru", KELIRU, ids=lambda k: k.nama)
def test_a_mistake_is_found_exactly_once_and_where_it_is(keliru: Keliru) -> None:
    assert said(temuan(keliru.surat_keliru())) == [(keliru.aturan, keliru.kata)]


def test_a_golongan_that_does_not_exist_is_said() -> None:
    person = {"nama": "Rini", "nip": "", "pangkat": "Penata", "golongan": "III/e", "jabatan": "Staf"}
    found = temuan(replace(bahan(emas.envelope(TUGAS)), rincian={"kepada": [person]}))

    assert [t.pesan for t in found if t.aturan.kode == "pangkat-golongan"] == ["Golongan III/e tidak ada."]


def test_there_are_at_least_sixty_mistakes_and_they_try_every_kind_of_rule() -> None:
    assert len(KELIRU) >= 60
    assert {k.aturan for k in KELIRU} <= set(ATURAN)


def values(b: Bahan) -> dict[str, Any]:
    return {
        "hal": b.hal, "isi": b.isi, "rincian": b.rincian, "sifat": b.sifat, "urgensi": b.urgensi,
        "tujuan": [{"teks": p.teks, "tempat": p.tempat} for p in b.tujuan],
        "tembusan": [{"teks": p.teks, "tempat": p.tempat} for p in b.tembusan],
    }  # fmt: skip


def mended(b: Bahan, ubah: tuple[Ubah, ...]) -> Bahan:
    new = terapkan(values(b), ubah)
    tujuan = tuple(replace(b.tujuan[0], **p) for p in new.pop("tujuan"))
    tembusan = tuple(replace(b.tembusan[0], **p) for p in new.pop("tembusan"))
    return replace(b, tujuan=tujuan, tembusan=tembusan, **new)


@pytest.mark.parametrize(
    "keliru", [k for k in KELIRU if any(t.ubah for t in temuan(k.surat_keliru()))], ids=lambda k: k.nama
)
def test_a_fix_makes_its_finding_vanish_and_changes_nothing_else(keliru: Keliru) -> None:
    broken = bahan(keliru.surat_keliru())
    (found,) = temuan(broken)

    fixed = mended(broken, found.ubah)

    assert said(temuan(fixed)) == []
    touched = {str(u.jalur[0]) for u in found.ubah}
    before, after = values(broken), values(fixed)
    assert {name for name in before if before[name] != after[name]} == touched
    if fixed.isi is not None and "isi" in touched:
        isi.check(fixed.isi)
        places = {tuple(u.jalur) for u in found.ubah}
        for old, new in zip(_paragraphs(broken), _paragraphs(fixed), strict=True):
            assert old == new or old[0] in places


def _paragraphs(b: Bahan) -> list[tuple[tuple[str | int, ...], str]]:
    return [(t.jalur, t.isi) for t in periksa.kumpulkan(b) if t.jalur[0] == "isi"]


def test_a_fix_keeps_how_words_look() -> None:
    def run(text: str, *marks: str) -> dict[str, Any]:
        return {"type": "text", "text": text, **({"marks": [{"type": m} for m in marks]} if marks else {})}

    doc = {"type": "doc", "content": [{"type": "paragraph", "attrs": {"align": "center"}, "content": [
        run("Pada 3 "), run("Peb", "bold"), run("ruari", "bold", "italic"), run(" 2026 hadir."),
    ]}]}  # fmt: skip

    new = terapkan({"isi": {"v": 1, "doc": doc}}, [Ubah(("isi", 0), 7, "Pebruari", "Februari")])

    (paragraph,) = new["isi"]["doc"]["content"]
    assert paragraph["attrs"] == {"align": "center"}
    assert paragraph["content"] == [run("Pada 3 "), run("Februari", "bold"), run(" 2026 hadir.")]
    assert doc["content"][0]["content"][1]["text"] == "Peb", "what was given stays as it was"


def test_a_fix_for_words_that_are_gone_is_refused() -> None:
    with pytest.raises(Conflict, match="berubah"):
        terapkan({"hal": "Undangan"}, [Ubah(("hal",), 0, "Rapat", "Rapat Dinas")])
    with pytest.raises(Conflict):
        terapkan({"isi": isi.from_plain("Satu.")}, [Ubah(("isi", 4), 0, "Satu", "Dua")])


def test_a_rule_that_the_city_has_switched_off_is_silent() -> None:
    broken = bahan(KELIRU[0].surat_keliru())

    assert periksa.periksa(broken, fakta(broken.kode_klasifikasi), {KELIRU[0].aturan: Tingkat.MATI}) == ()


def test_the_city_may_name_more_rules_that_were_revoked() -> None:
    of = emas.envelope("49-surat-izin")

    found = temuan(of, dicabut=(Dicabut("Peraturan Pemerintah", 11, 2017, "Peraturan Pemerintah Nomor 1 Tahun 2026"),))

    assert said(found) == [("peraturan-dicabut", "Peraturan Pemerintah Nomor 11 Tahun 2017")]


def test_another_surat_tugas_in_the_same_days_is_told() -> None:
    b = bahan(emas.envelope(TUGAS))
    lain = Masa("198704112011011005", date(2026, 5, 13), date(2026, 5, 14), "Rapat Kerja")

    (found,) = temuan(b, tugas_lain=(lain,))

    assert (found.aturan.kode, found.kata) == ("tugas-bertindih", "Gentala Prabawa, S.Kom.")
    assert "13 Mei 2026 s.d. 14 Mei 2026 (Rapat Kerja)" in found.pesan


def test_ub_without_an_office_above_is_refused() -> None:
    b = bahan(emas.envelope(UNDANGAN))
    signer = Penanda(jabatan="Kepala Bagian Umum", bentuk="ub", nama=b.penanda[0].nama, nip=b.penanda[0].nip)

    assert said(temuan(replace(b, penanda=(signer,)))) == [("bentuk-tanda-tangan", "")]


def test_a_letter_is_checked_in_few_steps() -> None:
    """It is checked again and again while somebody writes; ten million steps are about a second."""
    b = bahan(emas.envelope(DINAS))
    known = fakta(b.kode_klasifikasi)
    periksa.periksa(b, known)

    assert langkah(lambda: periksa.periksa(b, known)) < 100_000


@pytest.mark.parametrize(
    ("hal", "salah"),
    [
        ("Usul Kenaikan Pangkat a.n. Sari Wulandari, S.Kom.", False),
        ("Kerja Sama dengan PT Serat Tbk.", False),
        ("Undangan Rapat.", True),
        ("Undangan Rapat", False),
        ("Rapat SPBE.", True),
        ("", False),
    ],
)
def test_a_hal_may_end_with_a_degree(hal: str, salah: bool) -> None:
    assert kepala.bertitik(hal) is salah
