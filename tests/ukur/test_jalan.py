"""Rows: each runs, and says what it measured. No test here knows how long anything should take."""

import json
import math
from collections.abc import Callable
from functools import cache

import pytest
from sqlalchemy import delete, insert, select

from eoffice.cli import main
from eoffice.cli.ukur import _amount
from eoffice.db import open_session
from eoffice.errors import Conflict, Invalid, Unavailable
from eoffice.kerja.models import HitunganKerja
from eoffice.ukur import halaman, hasil, jalan, takar
from eoffice.ukur.hasil import Baris, Jalannya, paling, sedikitnya
from eoffice.ukur.takar import Nilai, Takaran
from eoffice.ukur.tempat import Peramban, Tempat
from eoffice.web.services import Services

pytestmark = pytest.mark.sekali


def numbers(found: Takaran | Nilai) -> list[float]:
    if isinstance(found, Nilai):
        return [found.nilai]
    return [found.cpu_p50, found.cpu_p95, found.wall_p50, found.wall_p95]


@pytest.fixture(scope="session")
def diukur(tempat: Tempat) -> Callable[[str], list[Baris]]:
    """`diukur("cari")` are the rows of a group, measured once."""
    return cache(lambda name: jalan.KELOMPOK[name][1](tempat))


@pytest.mark.parametrize("name", jalan.KELOMPOK)
def test_a_group_of_rows_runs_and_measures(diukur: Callable[[str], list[Baris]], name: str) -> None:
    rows = diukur(name)

    assert rows
    for row in rows:
        assert all(math.isfinite(x) and x >= 0 for x in numbers(row.kita)), row.nama
        if isinstance(row.kita, Takaran):
            assert row.kita.n >= 1
            assert row.kita.wall_p50 > 0
            assert row.kita.wall_p50 <= row.kita.wall_p95
        if row.batas is not None:
            assert row.pembanding
            assert all(x > 0 for x in numbers(row.batas)[-1:]), row.nama


def test_however_many_samples_are_wanted_the_search_page_stays_below_its_limit(tempat: Tempat) -> None:
    many = Tempat(tempat.services, tempat.muatan, 1000, tempat.jam)

    assert {row.kita.n for row in halaman.cari(many) if isinstance(row.kita, Takaran)} == {50}


def test_no_number_is_missing_or_twice_there(diukur: Callable[[str], list[Baris]]) -> None:
    found = {row.nama: row for row in diukur("nomor")}

    assert found["nomor-utuh"].kita == Nilai(0, "nomor")


def test_rows_have_names_of_their_own(diukur: Callable[[str], list[Baris]]) -> None:
    names = [row.nama for group in jalan.KELOMPOK for row in diukur(group)]

    assert len(set(names)) == len(names) > 15


def test_a_page_that_does_not_answer_is_not_measured(tempat: Tempat) -> None:
    with pytest.raises(Unavailable, match="303"):
        Peramban(tempat.app, tempat.services.settings.base_url).get("/surat-masuk")


def test_the_bare_page_shows_what_the_real_one_shows(tempat: Tempat, monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[bytes] = []

    def keep(_self: takar.Jam, calls: list[Callable[[], bytes]], _ulang: int) -> list[Takaran]:
        answers.extend(call() for call in calls)
        return [Takaran(1, 1, 1, 1, 1)] * len(calls)

    monkeypatch.setattr(takar.Jam, "berdampingan", keep)  # the clock alone is put aside
    rows = jalan.KELOMPOK["daftar"][1](tempat)

    filled = set()
    for row, real, bare in zip(rows, answers[::2], answers[1::2], strict=True):
        shown = real.count(b'class="row-i')
        assert shown == bare.count(b'class="row-i')
        assert 0.98 < len(bare) / len(real) < 1.02, row.nama
        filled |= {row.nama} if shown else set()
    assert filled >= {"kotak-masuk", "surat-keluar", "kerja-terkirim"}  # of so few letters none waits for this head


def test_empty_work_lists_are_not_measured(terisi: Services, tempat: Tempat) -> None:
    with open_session(terisi.engine, writes=True) as session:
        kept = [dict(row._mapping) for row in session.execute(select(HitunganKerja.__table__))]
        session.execute(delete(HitunganKerja))
        session.commit()
        try:
            with pytest.raises(Conflict, match="susun-ulang"):
                jalan.KELOMPOK["daftar"][1](tempat)
        finally:
            session.execute(insert(HitunganKerja), kept)
            session.commit()


def test_a_list_without_rows_reaches_no_target(diukur: Callable[[str], list[Baris]]) -> None:
    said = {row.nama: (row.catatan, row.sasaran) for row in diukur("daftar") if row.nama.startswith("kerja-")}

    assert all(bool(target) == (not note.startswith("0 baris")) for note, target in said.values())
    assert said["kerja-terkirim"][1]


# -- numbers ------------------------------------------------------------------------------------------------------


def test_quantiles_are_values_that_were_measured() -> None:
    values = [5.0, 1.0, 4.0, 2.0, 3.0]

    assert takar.quantile(values, 0.5) == 3.0
    assert takar.quantile(values, 0.95) == 5.0
    assert takar.quantile([7.0], 0.5) == 7.0


def test_calls_are_measured_in_turn(tempat: Tempat) -> None:
    order: list[str] = []

    found = tempat.jam.berdampingan([lambda: order.append("a"), lambda: order.append("b")], 4, times=2)

    assert "".join(order) == "aaabbb" + "aabb" * 4
    assert [f.n for f in found] == [4, 4]


def test_ratio_and_verdict_come_from_what_was_measured() -> None:
    ours, limit = Takaran(9, 6.0, 7.0, 8.0, 9.0), Takaran(9, 2.0, 2.5, 3.0, 3.5)
    row = Baris("x", "X", ours, "polos", limit, (paling(hasil.rasio(ours, limit), 3, "≤ 3x"),))

    assert row.rasio == 3.0
    assert row.tercapai is True
    assert Baris("x", "X", ours, "", limit, (paling(6.0, 5, "≤ 5 ms"), paling(1, 2, "ya"))).tercapai is False
    assert Baris("x", "X", Nilai(50, "/detik"), "", Nilai(200, "/detik")).rasio == 0.25
    assert Baris("x", "X", ours, "", None).rasio is None
    assert Baris("x", "X", ours, "", None).tercapai is None
    assert sedikitnya(0.2, 0.2, "≥ 0,2x").tercapai


@pytest.mark.parametrize(
    ("value", "said"), [(0, "0"), (0.0421, "0,042"), (3.184, "3,18"), (12.34, "12,3"), (1718.4, "1.718")]
)
def test_numbers_are_said_the_indonesian_way(value: float, said: str) -> None:
    assert hasil.angka(value) == said


# -- what comes out -----------------------------------------------------------------------------------------------


def sample() -> Jalannya:
    ours, limit = Takaran(9, 6.0, 7.0, 8.0, 9.0), Takaran(9, 2.0, 2.5, 3.0, 3.5)
    rows = (
        Baris("kotak", "Kotak masuk", ours, "halaman polos", limit, (paling(3.0, 2.0, "≤ 2x"),), "catatan"),
        Baris("memori", "Memori", Nilai(120.5, "MB"), "", None, (paling(120.5, 250, "≤ 250 MB"),)),
    )
    return Jalannya("2026-11-22", "2 inti", "sqlite", "folder", 240, 7, 9, rows)


def test_the_json_has_its_promised_shape() -> None:
    found = json.loads(hasil.as_json(sample()))

    assert set(found) == {"versi", "tanggal", "mesin", "basis", "simpanan", "banyak", "benih", "ulang", "baris"}
    assert found["versi"] == 1
    timed, held = found["baris"]
    assert set(timed) == {"nama", "apa", "kita", "pembanding", "batas", "sasaran", "catatan", "rasio", "tercapai"}
    assert timed["kita"] == {"n": 9, "cpu_p50": 6.0, "cpu_p95": 7.0, "wall_p50": 8.0, "wall_p95": 9.0}
    assert (timed["rasio"], timed["tercapai"]) == (3.0, False)
    assert timed["sasaran"] == [{"kata": "≤ 2x", "tercapai": False}]
    assert held["kita"] == {"nilai": 120.5, "satuan": "MB"}
    assert (held["batas"], held["rasio"], held["tercapai"]) == (None, None, True)


def test_the_table_is_aligned_and_honest() -> None:
    lines = hasil.as_table(sample()).splitlines()

    assert lines[0].startswith("Baris")
    assert [line.index("halaman polos") for line in lines if "halaman polos" in line] == [lines[0].index("Pembanding")]
    assert lines[2].endswith("belum")
    assert lines[3].endswith("tercapai")
    assert lines[-1] == "kotak: catatan"


def test_an_unknown_group_is_named_before_anything_is_measured(tempat: Tempat) -> None:
    with pytest.raises(Invalid, match="kecepatan"):
        jalan.jalankan(
            tempat.services, tempat.muatan, ulang=1, nama=["kecepatan"], say=lambda _line: pytest.fail("measured")
        )


def test_a_run_names_its_place_and_only_the_groups_asked_for(tempat: Tempat) -> None:
    run = jalan.jalankan(tempat.services, tempat.muatan, ulang=1, nama=["muat"], say=lambda _line: None)

    assert [row.nama for row in run.baris] == ["muat"]
    assert run.basis == tempat.dialect
    assert run.banyak == tempat.muatan.banyak


def test_commands_name_the_groups_and_ask_for_a_folder_to_keep(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ukur", "baris"]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in jalan.KELOMPOK)
    assert main(["ukur", "muat", "--banyak", "10"]) == 1
    assert "--folder" in capsys.readouterr().err
    assert [_amount(x) for x in ("10k", "100k", "1M", "300")] == [10_000, 100_000, 1_000_000, 300]
    with pytest.raises(SystemExit):
        main(["ukur", "muat", "--banyak", "banyak"])
