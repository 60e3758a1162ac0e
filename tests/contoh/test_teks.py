"""What the sample offices write."""

import csv
import random
from datetime import date
from pathlib import Path

import pytest

import eoffice.klasifikasi
from eoffice.contoh import kota
from eoffice.contoh.kalender import works
from eoffice.contoh.teks import TOPIK, tulis
from eoffice.contoh.teks.angka import rupiah, words
from eoffice.contoh.teks.luar import surat_luar
from eoffice.naskah.jenis import JENIS
from eoffice.pdf import isi

DATA = Path(eoffice.klasifikasi.__file__).parent / "data"
PETUGAS = ("Gentala Prabawa, S.Kom. | 198704112011011005 | Penata Tingkat I, III/d | Pranata Komputer Ahli Muda",)


def _codes() -> tuple[set[str], set[str]]:
    with (DATA / "klasifikasi.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    return {r["kode"] for r in rows}, {r["induk"] for r in rows}


def test_there_are_many_topics_of_every_jenis_of_everyday() -> None:
    assert len(TOPIK) >= 60
    everyday = {"surat_dinas", "surat_undangan", "nota_dinas", "surat_tugas", "pengumuman"}
    assert {t.jenis for t in TOPIK.values()} == everyday <= JENIS.keys()


def test_every_topic_has_a_leaf_code_and_units_that_exist() -> None:
    codes, parents = _codes()

    for topik in TOPIK.values():
        assert topik.kode in codes, topik.kunci
        assert topik.kode not in parents, topik.kunci
        assert set(topik.unit) <= set(kota.units()), topik.kunci
        assert {k for k in topik.tembusan if k != "koor"} <= set(kota.posts()), topik.kunci


@pytest.mark.parametrize("kunci", sorted(TOPIK))
def test_every_body_passes_the_check_and_leaves_nothing_to_fill_in(kunci: str) -> None:
    for seed in range(3):
        surat = tulis(TOPIK[kunci], date(2026, 5, 4), TOPIK[kunci].unit[0], random.Random(seed), PETUGAS)

        isi.check(surat.isi)
        text = f"{surat.hal} {isi.plain_text(surat.isi)}"
        assert "{" not in text
        assert not surat.hal.endswith(".")
        assert len(surat.hal) <= 150


@pytest.mark.parametrize("kunci", [k for k, t in TOPIK.items() if t.jenis == "surat_undangan"])
def test_an_event_falls_on_a_working_day_after_the_invitation(kunci: str) -> None:
    for day in (date(2025, 12, 19), date(2026, 3, 13), date(2026, 5, 8)):
        surat = tulis(TOPIK[kunci], day, TOPIK[kunci].unit[0], random.Random(1))

        event = date.fromisoformat(surat.rincian["tanggal_acara"])
        assert event > day
        assert works(event)


def test_two_naskah_on_one_topic_do_not_look_copied() -> None:
    texts = {
        isi.plain_text(tulis(TOPIK["spbe"], date(2026, month, 6), "31.3", random.Random(month)).isi)
        for month in range(1, 11)
    }

    assert len(texts) == 10


def test_a_paper_surat_is_dated_before_it_arrives_on_a_weekday() -> None:
    codes, parents = _codes()
    for n in range(40):
        surat = surat_luar(n, date(2026, 4, 8), random.Random(n))

        assert surat.tanggal < date(2026, 4, 8)
        assert surat.tanggal.weekday() < 5
        assert surat.kode_klasifikasi in codes - parents
        assert surat.tujuan in kota.posts()


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (17, "tujuh belas"),
        (40, "empat puluh"),
        (115, "seratus lima belas"),
        (1002, "seribu dua"),
    ],
)
def test_numbers_are_written_in_words(n: int, text: str) -> None:
    assert words(n) == text


def test_money_is_written_as_in_naskah_dinas() -> None:
    assert rupiah(1_250_000) == "Rp1.250.000,00"
