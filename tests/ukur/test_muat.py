"""The corpus: the same for the same seed, indexed by the product's own rules, and never laid over anybody's records."""

import io
import json
import time
from collections.abc import Callable
from pathlib import Path

import makers
import pytest
from sqlalchemy import func, inspect, select

from eoffice import search
from eoffice.db import open_session
from eoffice.errors import Conflict
from eoffice.kerja import pencatat
from eoffice.kerja.models import ButirKerja
from eoffice.naskah import indexing as naskah_indexing
from eoffice.naskah.models import Naskah, Penerima
from eoffice.surat_masuk import indexing as surat_indexing
from eoffice.surat_masuk.models import SuratAkses, SuratMasuk
from eoffice.ukur import kata, kemajuan, muat
from eoffice.ukur.rencana import OPD, TERAKHIR, Berkas, Kantor, Kelompok, Pos, Rencana
from eoffice.web.services import Services
from tests.ukur.conftest import BANYAK, BENIH, place

FILE = Berkas("ab/abcd", 10, "0" * 64)
STAFF = tuple(Pos(n, f"Jabatan {n}", 100 + n, f"Orang {n}", 200 + n, f"Unit {n}") for n in range(1, 9))
OFFICES = (
    Kantor("20", "DIK", 220, "Dinas Pendidikan", STAFF[0], STAFF[1:4]),
    Kantor(OPD, "KOMINFO", 231, "Dinas Kominfo", STAFF[4], STAFF[5:]),
)


def say(_line: str) -> None:
    """Nobody listens."""


def plan(benih: int, size: int = 50) -> list[Kelompok]:
    return list(Rencana(OFFICES, ["000.1", "500.2.3"], benih=benih, berkas=FILE).batches(200, size))


def test_the_same_seed_gives_the_same_records_and_another_seed_others() -> None:
    assert plan(1) == plan(1)
    assert plan(1) != plan(2)


def test_how_many_go_together_changes_no_record() -> None:
    whole, parts = plan(3, 200), plan(3, 30)

    assert [row for part in parts for row in part.surat_masuk] == whole[0].surat_masuk
    assert [row for part in parts for row in part.naskah] == whole[0].naskah


def test_records_cover_ten_years_and_grow_with_the_date() -> None:
    days = [row["tanggal"] for part in plan(1) for row in part.naskah]

    assert days == sorted(days)
    assert (days[-1] - days[0]).days > 3600
    assert days[-1] <= TERAKHIR


def test_common_words_are_common_and_rare_ones_rare() -> None:
    words = [word for part in plan(1) for row in part.naskah for word in search.words(row["teks"])]
    first, last = kata.vocabulary()[0], kata.vocabulary()[-1]

    assert len(kata.vocabulary()) > 1500
    assert words.count(first) > 20 * max(1, words.count(last))
    assert 0.02 < words.count(first) / len(words) < 0.2


def test_the_database_holds_just_the_planned_records(terisi: Services) -> None:
    """The digest is of rows read back, so both databases are held against the same plan."""
    with open_session(terisi.engine, writes=False) as session:
        offices = muat.offices(session)
        found = session.execute(
            select(Naskah.id, Naskah.hal, Naskah.nomor, Naskah.tanggal, Naskah.sifat, Naskah.teks).order_by(Naskah.id)
        ).tuples()
        kept = [tuple(row) for row in found]
        arrived = session.execute(select(SuratMasuk.id, SuratMasuk.hal, SuratMasuk.status).order_by(SuratMasuk.id))
        surat = [tuple(row) for row in arrived.tuples()]
        kode = muat.codes(session)
    made = list(Rencana(offices, kode, benih=BENIH, berkas=FILE).batches(BANYAK, 1000))[0]

    wanted = ("id", "hal", "nomor", "tanggal", "sifat", "teks")
    planned = len(made.naskah)  # what was measured before may have signed a few more
    assert kept[:planned] == [tuple(row[name] for name in wanted) for row in made.naskah]
    assert surat == [tuple(row[name] for name in ("id", "hal", "status")) for row in made.surat_masuk]
    assert planned + len(surat) == BANYAK


def test_the_index_carries_what_the_product_itself_would_put_there(terisi: Services) -> None:
    # KEAMANAN: OTR-01, OTR-08
    with open_session(terisi.engine, writes=False) as session:
        made = [naskah_indexing.record(session, n) for n in session.scalars(select(Naskah))]
        made += [surat_indexing.record(session, s) for s in session.scalars(select(SuratMasuk))]
        wanted = {(r.kind, r.id): (r.tokens, r.isi != "") for r in made if r is not None}
        kept = {(kind, at): (tokens, body) for kind, at, tokens, body, _ in search.stored(session)}

    assert len(kept) >= BANYAK
    assert kept == wanted


def test_the_work_lists_hold_what_follows_from_the_records_however_they_were_loaded(terisi: Services) -> None:
    with open_session(terisi.engine, writes=False) as session:
        assert (session.scalar(select(func.count()).select_from(ButirKerja)) or 0) > BANYAK // 3
        assert list(pencatat.periksa(session)) == []


def test_a_load_that_was_cut_short_is_gone_on_with_and_costs_what_all_its_parts_did(terisi: Services) -> None:
    """The filled installation is one; that its rows and index are those of the plan, the tests above say."""
    folder = terisi.settings.data_dir
    kept = json.loads((folder / muat.PENANDA).read_text())

    assert kept["cpu_baris"] > 0.02 and kept["cpu_indeks"] > 0.02
    assert kemajuan.baca(folder) is None


def test_what_was_begun_here_is_not_gone_on_with_as_something_else(services: Services) -> None:
    folder = services.settings.data_dir
    begun = kemajuan.tulis(folder, kemajuan.Mulai(20, 1, muat.address(services)))

    with pytest.raises(Conflict, match="20 surat, benih 1"):
        muat.siapkan(services, banyak=10, benih=1, say=say)

    assert kemajuan.baca(folder) == begun


def test_cost_is_added_to_what_was_kept_and_the_rate_is_that_of_the_last_portion(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, said = iter([0.0, 10.0, 14.0]), list[str]()
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    steps = kemajuan.Langkah(100, 20, said.append)
    for done in (10, 20, 30, 60):
        steps.sampai(done)
    spent = iter([5.0, 7.5])
    cost = kemajuan.Biaya(tmp_path, kemajuan.Mulai(100, 1, "x", cpu_baris=40), lambda: next(spent))

    assert cost.catat().cpu_baris == 42.5
    assert kemajuan.baca(tmp_path) == cost.kept
    assert said == ["  20 dari 100 surat, 2 tiap detik", "  60 dari 100 surat, 10 tiap detik"]


def test_the_next_record_gets_an_id_of_its_own(terisi: Services) -> None:
    with open_session(terisi.engine, writes=True) as session:
        naskah_id = session.scalars(select(Naskah.id).limit(1)).one()
        added = Penerima(naskah_id=naskah_id, peran="tembusan", urutan=9, tipe="internal", teks="Wali Kota", tempat="")
        session.add(added)
        session.flush()
        top = session.scalar(select(func.max(Penerima.id)))
        session.rollback()

    assert top == added.id > BANYAK // 4
    assert "id" not in SuratAkses.__table__.c


# -- never over anybody's records ---------------------------------------------------------------------------------


def test_a_database_with_any_table_is_refused_and_left_as_it_was(services: Services, tmp_path: Path) -> None:
    before = sorted(inspect(services.engine).get_table_names())

    with pytest.raises(Conflict, match="sudah berisi"):
        muat.siapkan(services, banyak=10, benih=1, say=say)

    assert sorted(inspect(services.engine).get_table_names()) == before
    assert list(services.store.keys()) == []
    assert not (tmp_path / muat.PENANDA).exists()


def test_a_store_with_any_object_is_refused_before_the_database_is_touched(
    tmp_path: Path, empty_url: Callable[[Path], str], fresh_store: Callable[[Path], str]
) -> None:
    parts = Services.start(place(tmp_path, empty_url(tmp_path), fresh_store(tmp_path)), hasher=makers.CHEAP)
    parts.store.siapkan()
    blob = parts.store.put(io.BytesIO(b"milik orang"))

    with pytest.raises(Conflict, match="Simpanan"):
        muat.siapkan(parts, banyak=10, benih=1, say=say)

    assert inspect(parts.engine).get_table_names() == []
    assert parts.store.exists(blob)
    parts.close()


def test_production_is_never_measured(tmp_path: Path) -> None:
    parts = Services.start(
        place(tmp_path, f"sqlite:///{tmp_path / 'x.db'}", f"file://{tmp_path / 'y'}", mode="produksi"),
        hasher=makers.CHEAP,
    )

    with pytest.raises(Conflict, match="produksi"):
        muat.siapkan(parts, banyak=10, benih=1, say=say)

    parts.close()
    assert list(tmp_path.iterdir()) == []


def test_a_filled_folder_is_measured_again_only_as_what_it_is(terisi: Services) -> None:
    again = muat.siapkan(terisi, banyak=BANYAK, benih=BENIH, say=say)

    assert again.banyak == BANYAK
    with pytest.raises(Conflict, match="ukuran lain"):
        muat.siapkan(terisi, banyak=BANYAK, benih=BENIH + 1, say=say)
