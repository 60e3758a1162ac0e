"""The index is built anew while others write and search, by one or by several at once."""

import gc
import itertools
import threading
import time
from contextlib import AbstractContextManager
from dataclasses import replace

import makers
import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

from eoffice import db, search
from eoffice.akses.rights import Sifat
from eoffice.arsip import actions
from eoffice.naskah import indexing as naskah_indexing
from eoffice.naskah.models import Naskah
from eoffice.search import potongan
from eoffice.surat_masuk import indexing as surat_indexing
from eoffice.web.services import Services

from . import arsip_uji as buat
from .test_indeks import hal


def test_while_it_is_built_searches_answer_and_changes_are_not_lost(services: Services, terisi: makers.Kota) -> None:
    sources, engine = actions.SUMBER, services.engine
    with db.transaction(engine) as session:
        search.porsi.mulai(session)
    with db.transaction(engine) as session:
        search.porsi.langkah(session, sources, step=2)  # the first two are in, then somebody changes one of each side
    with db.transaction(engine) as session:
        rows = session.scalars(select(Naskah).order_by(Naskah.id)).all()
        rows[0].hal, rows[4].hal = "Diubah sesudah dibaca", "Diubah sebelum dibaca"
        rows[1].sifat = Sifat.SANGAT_RAHASIA
    with db.reading(engine) as session:
        assert len(hal(session, terisi, "diubah")) == 2
    while True:  # another process goes on
        with db.transaction(engine) as session:
            if search.porsi.langkah(session, sources, step=2) is None:
                break
    with db.transaction(engine) as session:
        search.bangun.tukar(session)

    with db.reading(engine) as session:
        assert sorted(hal(session, terisi, "diubah")) == ["Diubah sebelum dibaca", "Diubah sesudah dibaca"]
        assert hal(session, terisi, '"rapat 1"') == []
        kept = {(kind, i): sidik for kind, i, _, _, sidik in search.stored(session)}
        wanted = {}
        for records in (naskah_indexing.records, surat_indexing.records):
            made, _ = records(session, 0, 100)
            wanted |= {(r.kind, r.id): search.entry(r).row["sidik"] for r in made}
    assert kept == wanted


def test_what_changes_or_goes_between_reading_and_writing_of_a_step_is_not_brought_back(
    services: Services, terisi: makers.Kota
) -> None:
    engine = services.engine
    kind, records = actions.SUMBER[0]
    most = search.bangun.BERSAMA if engine.dialect.name == "postgresql" else search.porsi.STEP_MOST

    def read_and_change(session: Session, after: int, limit: int) -> tuple[list[search.Record], int | None]:
        made = records(session, after, limit)
        assert limit <= most  # so many are kept in memory at a time
        if after == 0:
            with db.transaction(engine) as other:  # which waits for nothing, for reading locks nothing
                rows = other.scalars(select(Naskah).order_by(Naskah.id)).all()
                rows[0].hal, rows[1].sifat = "Diubah sementara dibaca", Sifat.SANGAT_RAHASIA
        return made

    sources = ((kind, read_and_change), *actions.SUMBER[1:])
    search.bangun.bangun(engine, sources)

    with db.reading(engine) as session:
        assert hal(session, terisi, "diubah sementara") == ["Diubah sementara dibaca"]
        kept = {(of, i): sidik for of, i, _, _, sidik in search.stored(session) if of == "naskah"}
        made, _ = naskah_indexing.records(session, 0, 100)
        assert kept == {("naskah", r.id): search.entry(r).row["sidik"] for r in made}
        assert session.scalar(text("SELECT count(*) FROM cari_keadaan WHERE kunci LIKE 'hilang:%'")) == 0


def test_who_changes_another_record_does_not_wait_for_a_portion_and_a_portion_for_nobody(
    services: Services, terisi: makers.Kota
) -> None:
    sources, engine = actions.SUMBER, services.engine
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite memiliki satu penulis")
    with db.transaction(engine) as session:
        search.porsi.mulai(session)
        first, second, third = session.scalars(select(Naskah.id).order_by(Naskah.id).limit(3))
    with db.reading(engine) as session:
        porsi = search.porsi.baca(session, sources, step=2)
    assert porsi is not None and [number for _, number, _ in porsi.entri] == [first, second]

    def change(session: Session, naskah_id: int, to: str) -> None:
        session.execute(text("SET LOCAL lock_timeout = 3000"))  # waiting is an error here
        row = session.get_one(Naskah, naskah_id)
        row.hal = to
        session.flush()
        naskah_indexing.put(session, row)

    with db.open_session(engine, writes=True) as busy, busy.begin():
        change(busy, first, "Diurungkan")  # under way, and taken back in the end
        with db.open_session(engine, writes=True) as builder, builder.begin():
            builder.execute(text("SET LOCAL lock_timeout = 3000"))
            went = search.porsi.tulis(builder, porsi, sources)
            assert went is not None and went.sisa == ((0, first),)
            with db.transaction(engine) as other:
                change(other, third, "Tidak menunggu")
        busy.rollback()
    search.bangun.bangun(engine, sources)

    with db.reading(engine) as session:
        assert hal(session, terisi, "tidak menunggu") == ["Tidak menunggu"]
        assert hal(session, terisi, "diurungkan") == []
        kept = {i for of, i, _, _, _ in search.stored(session) if of == "naskah"}
        assert kept == set(session.scalars(select(Naskah.id)))


def test_a_build_that_is_cut_short_amid_what_was_read_together_leaves_nothing_out(
    services: Services, terisi: makers.Kota
) -> None:
    sources, engine = actions.SUMBER, services.engine
    with db.transaction(engine) as session:
        before = search.porsi.mulai(session)
    with db.reading(engine) as session:
        read = search.porsi.baca(session, sources, step=4)
        assert read is not None
        every = {(of, i): sidik for of, i, _, _, sidik in search.stored(session)}
    some, rest = read.potong(2)
    assert rest is not None
    with db.transaction(engine) as session:
        went = search.porsi.tulis(session, some, sources)
    assert went == before  # the next who builds reads them all again

    with db.transaction(engine) as session:
        went = search.porsi.tulis(session, rest, sources)
    assert went is not None and (went.sesudah, went.selesai) == (read.sampai, 4)

    with db.transaction(engine) as session:  # as somebody who was cut short after the first two
        search.porsi.keep(session, before)
    search.bangun.bangun(engine, sources)
    with db.reading(engine) as session:
        assert {(of, i): sidik for of, i, _, _, sidik in search.stored(session)} == every
        assert session.scalar(text("SELECT count(*) FROM cari_teks")) == len(every)


@pytest.mark.parametrize("busy", [False, True], ids=["sumber-habis", "ada-yang-sedang-diubah"])
def test_two_who_build_and_write_the_same_reading_leave_nothing_out(
    services: Services, terisi: makers.Kota, monkeypatch: pytest.MonkeyPatch, busy: bool
) -> None:
    """The other comes further, or only notes who is busy, between two portions of what the first has read together."""
    sources, engine = actions.SUMBER, services.engine
    if busy and engine.dialect.name != "postgresql":
        pytest.skip("SQLite memiliki satu penulis")
    for name in ("STEP", "STEP_LEAST", "STEP_MOST", "STEP_TENANG"):
        monkeypatch.setattr(search.bangun, name, 1)
    with db.reading(engine) as session:
        every = {(of, i): sidik for of, i, _, _, sidik in search.stored(session)}
        later = session.scalars(select(Naskah.id).order_by(Naskah.id)).all()[3]

    once = iter((True,))

    def meanwhile(_done: int) -> None:
        if not next(once, False):
            return
        if not busy:
            for _ in range(2):  # the rest of this kind, and that there is none left
                with db.transaction(engine) as session:
                    search.porsi.langkah(session, sources)
            return
        with db.reading(engine) as session:
            read = search.porsi.baca(session, sources, step=4)
        assert read is not None
        some, _ = replace(read, entri=tuple(e for e in read.entri if e[1] == later) + read.entri).potong(1)
        with db.open_session(engine, writes=True) as other, other.begin():
            search.gembok.in_turn(other, "naskah", later)
            with db.transaction(engine) as session:
                went = search.porsi.tulis(session, some, sources)
        assert went is not None and went.sisa == ((0, later),)

    search.bangun.bangun(engine, sources, meanwhile, lama=5)

    with db.reading(engine) as session:
        assert {(of, i): sidik for of, i, _, _, sidik in search.stored(session)} == every


def test_what_was_read_in_a_build_that_has_ended_is_not_written_into_the_next(
    services: Services, terisi: makers.Kota
) -> None:
    # KEAMANAN: OTR-09
    """Whoever builds was held up for all of that time: what was taken out meanwhile is known to nobody any more."""
    sources, engine = actions.SUMBER, services.engine
    with db.transaction(engine) as session:
        search.porsi.mulai(session)
    with db.reading(engine) as session:
        read = search.porsi.baca(session, sources)
    with db.transaction(engine) as session:
        first = session.scalars(select(Naskah).order_by(Naskah.id)).first()
        assert first is not None and read is not None
        first.sifat, gone = Sifat.SANGAT_RAHASIA, first.id
    search.bangun.bangun(engine, sources)
    with db.transaction(engine) as session:
        began = search.porsi.mulai(session)
    with db.transaction(engine) as session:
        assert search.porsi.tulis(session, read, sources) == began
    search.bangun.bangun(engine, sources)

    with db.reading(engine) as session:
        assert ("naskah", gone) not in {(of, i) for of, i, _, _, _ in search.stored(session)}


def test_what_one_perangkat_daerah_reads_lies_side_by_side(
    session: Session, services: Services, terisi: makers.Kota
) -> None:
    if services.engine.dialect.name != "postgresql":
        pytest.skip("hanya PostgreSQL")
    for n in range(6):
        buat.naskah(session, terisi, opd=("dinsos", "diskominfo")[n % 2])
    session.commit()

    search.bangun.bangun(services.engine, actions.SUMBER)

    with db.reading(services.engine) as opened:
        rows = opened.execute(
            text("SELECT objek, hak FROM cari_teks JOIN cari_dokumen USING (urut) ORDER BY cari_teks.ctid")
        )
        lie = [(objek, search.keys.perangkat_daerah(hak)) for objek, hak in rows.tuples()]
    assert len({opd for objek, opd in lie if objek == "naskah"}) == 2
    assert lie == sorted(lie)


def test_an_index_of_an_older_shape_is_built_without_anybody_asking(services: Services, terisi: makers.Kota) -> None:
    with db.transaction(services.engine) as session:
        session.execute(text("UPDATE cari_keadaan SET nilai = '1' WHERE kunci = 'bentuk'"))
        search.clear(session)

    assert actions.bangun_bila_usang(services.engine) is True
    assert actions.bangun_bila_usang(services.engine) is False
    with db.reading(services.engine) as session:
        assert len(hal(session, terisi, "rapat")) == 5


def test_a_build_in_many_portions_holds_what_one_transaction_would_and_leaves_nothing_behind(
    services: Services, terisi: makers.Kota, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = services.engine

    def held() -> tuple[dict[tuple[str, int], str], set[str]]:
        with db.reading(engine) as session:
            found = {(kind, i): sidik for kind, i, _, _, sidik in search.stored(session)}
            return found, set(hal(session, terisi, "rapat"))

    with db.transaction(engine) as session:
        count = actions.bangun_indeks(session)
    whole = held()
    monkeypatch.setattr(search.bangun, "STEP", 1)
    monkeypatch.setattr(search.bangun, "STEP_LEAST", 1)
    monkeypatch.setattr(search.bangun, "STEP_TENANG", 1)
    monkeypatch.setattr(search.bangun, "STEP_MOST", 1)
    monkeypatch.setattr(search.bangun, "GABUNG", 3)
    monkeypatch.setattr(potongan, "BARIS", 2)
    told: list[int] = []

    def off(done: int) -> None:
        told.append(done)
        if done == 2:
            raise OSError("the machine goes off between two portions of one reading")

    with pytest.raises(OSError, match="goes off"):
        actions.bangun_daring(engine, tell=off, lama=5)
    assert held() == whole
    actions.bangun_daring(engine, tell=told.append, lama=5)

    assert held() == whole
    assert list(dict.fromkeys(told)) == list(range(1, count + 1))
    with engine.connect() as connection:
        names = inspect(connection).get_table_names()
        assert [name for name in names if name.startswith("cari_") and name.endswith(("_baru", "_lama"))] == []
        if engine.dialect.name == "sqlite":
            parts = connection.execute(text("SELECT count(DISTINCT segid) FROM cari_teks_idx")).scalar()
            kept = connection.execute(text("SELECT k, v FROM cari_teks_config")).tuples().all()
            assert parts == 1
            assert dict(kept).items() >= potongan.BIASA.items()


def test_who_comes_last_does_not_put_the_half_of_another_build_in_place(
    services: Services, terisi: makers.Kota, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two built together, one was sooner, and a third has begun anew: that set is empty and must not answer."""
    engine, tidy = services.engine, search.bangun.rapikan

    def sooner(giliran: search.bangun.Giliran, *, akhir: bool = False) -> None:
        tidy(giliran, akhir=akhir)
        if akhir:
            with db.transaction(engine) as session:
                search.bangun.tukar(session)
            search.bangun.buang(engine)
            with db.transaction(engine) as session:
                search.porsi.mulai(session)

    with monkeypatch.context() as patch:
        patch.setattr(search.bangun, "rapikan", sooner)
        actions.bangun_daring(engine)

    with db.reading(engine) as session:
        assert len(hal(session, terisi, "rapat")) == 5
        assert search.porsi.kemajuan(session) is not None
    actions.bangun_daring(engine)
    with db.reading(engine) as session:
        assert len(hal(session, terisi, "rapat")) == 5 and search.porsi.kemajuan(session) is None


def test_two_who_tidy_up_after_a_build_do_not_stumble_over_each_other(
    services: Services, terisi: makers.Kota, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one of them was about to touch, the other has put in place or taken away just before."""
    engine, turns, known = services.engine, search.bangun.Giliran, search.bangun.kemajuan
    met = list[str]()

    class Didahului(turns):  # type: ignore[misc,valid-type]
        def menulis(self) -> AbstractContextManager[Session]:
            if "buang" not in met and lama():
                met.append("buang")
                search.bangun.buang(engine)
            return super().menulis()  # type: ignore[no-any-return]

    def lama() -> bool:
        with db.reading(engine) as session:
            return search.simpan.state(session, search.dokumen.LAMA) is not None

    def didahului(session: Session) -> object:
        found = known(session)
        if engine.dialect.name == "postgresql" and "tukar" not in met and found is not None:
            met.append("tukar")
            monkeypatch.setattr(search.bangun, "kemajuan", known)
            with db.transaction(engine) as other:
                search.bangun.tukar(other)
        return found

    monkeypatch.setattr(search.bangun, "Giliran", Didahului)
    monkeypatch.setattr(search.bangun, "kemajuan", didahului)
    actions.bangun_daring(engine)

    assert met == (["tukar"] if engine.dialect.name == "postgresql" else ["buang"])
    with db.reading(engine) as session:
        assert len(hal(session, terisi, "rapat")) == 5


def test_what_a_build_that_was_cut_short_left_of_the_old_index_is_taken_away(
    services: Services, terisi: makers.Kota, monkeypatch: pytest.MonkeyPatch
) -> None:
    # KEAMANAN: OTR-09
    engine = services.engine
    with monkeypatch.context() as patch:
        patch.setattr(search.bangun, "buang", lambda _database: None)  # the machine goes off just then
        actions.bangun_daring(engine)
    left = [name for name in inspect(engine).get_table_names() if name == "cari_dokumen_lama"]
    assert left == (["cari_dokumen_lama"] if engine.dialect.name == "sqlite" else [])

    assert actions.bangun_bila_usang(engine) is False

    assert not [name for name in inspect(engine).get_table_names() if name == "cari_dokumen_lama"]
    with db.reading(engine) as session:
        assert len(hal(session, terisi, "rapat")) == 5


def test_who_wants_to_write_beside_a_build_comes_next(services: Services) -> None:
    """SQLite has no queue: who waits asks again and again, and finds the database free only if it stays so for a while."""
    turns, waited = search.bangun.Giliran(services.engine), list[int]()
    held, busy, over = itertools.count(1), threading.Event(), threading.Event()
    now = 0

    def build() -> None:
        nonlocal now
        while not over.is_set():
            with turns.menulis() as session:
                session.execute(text("SELECT 1"))
                now = next(held)
                busy.set()
                time.sleep(0.12)

    builder = threading.Thread(target=build)
    builder.start()
    try:
        for _ in range(4):
            busy.clear()
            assert busy.wait(10)
            before = now
            with db.transaction(services.engine) as session:
                session.execute(text("SELECT 1"))
                waited.append(now - before)
    finally:
        over.set()
        builder.join()

    assert max(waited) <= 2


def test_who_changes_something_between_any_two_steps_of_tidying_up_does_not_make_it_endless(
    services: Services, terisi: makers.Kota, monkeypatch: pytest.MonkeyPatch
) -> None:
    if services.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL tidak menggabungkan bagian")
    merged, steps = potongan.gabung, itertools.count(1)

    def beside(session: Session, t: search.dokumen.Tables, *, semua: bool = False) -> bool:
        assert (step := next(steps)) < 20, "tidak berakhir"
        first = session.scalars(select(Naskah).order_by(Naskah.id)).first()
        assert first is not None
        first.hal = f"Diubah {step} kali"  # in the index with the commit of this step, before the next one
        return merged(session, t, semua=semua)

    monkeypatch.setattr(potongan, "gabung", beside)
    actions.bangun_daring(services.engine)

    with db.reading(services.engine) as session:
        assert len(hal(session, terisi, "diubah")) == 1


def test_rubbish_is_looked_for_seldom_while_it_is_built_and_then_as_before(
    services: Services, terisi: makers.Kota
) -> None:
    before, meanwhile = gc.get_threshold(), list[tuple[int, int, int]]()
    actions.bangun_daring(services.engine, tell=lambda _done: meanwhile.append(gc.get_threshold()))
    assert meanwhile and all(found[0] > before[0] for found in meanwhile)
    assert gc.get_threshold() == before
