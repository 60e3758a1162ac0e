"""The index follows every change by itself, and is built anew while others write and search."""

import gc
import itertools
import threading
import time
from contextlib import AbstractContextManager
from datetime import date

import makers
import pytest
from sqlalchemy import event, inspect, select, text, update
from sqlalchemy.orm import Session

from eoffice import clock, db, search
from eoffice.akses.actor import HakOperator
from eoffice.akses.rights import Sifat
from eoffice.arsip import actions, queries
from eoffice.arsip.actions.impor import berkaskan_impor
from eoffice.arsip.queries.pencarian.maksud import maksud
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.naskah import indexing as naskah_indexing
from eoffice.naskah.models import Naskah
from eoffice.organisasi.wakil import MandatOperator
from eoffice.perwakilan import actions as perwakilan
from eoffice.search import keys, potongan
from eoffice.search.tanya import Tanya, urai
from eoffice.surat_masuk import indexing as surat_indexing
from eoffice.surat_masuk.models import SuratAkses, SuratMasuk
from eoffice.surat_masuk.states import Status as StatusSurat
from eoffice.web.services import Services

from . import arsip_uji as buat

ARSIPARIS = "arsiparis.dinsos"


@pytest.fixture
def terisi(services: Services, kota_kecil: makers.Kota, klasifikasi_utuh: None) -> makers.Kota:
    with db.transaction(services.engine) as session:
        for n in range(5):
            buat.naskah(session, kota_kecil, hal=f"Undangan rapat {n}", teks="pembahasan anggaran")
        buat.surat(session, kota_kecil)
    return kota_kecil


def hal(session: Session, kota: makers.Kota, typed: str, who: str = ARSIPARIS) -> list[str]:
    found = queries.cari(session, kota[who].actor(session), typed)
    assert not found.galat
    return ["".join(t for t, _ in one.hal) for one in found.temuan]


def test_a_status_that_moves_and_a_hal_that_changes_are_found_without_being_told(
    services: Services, terisi: makers.Kota
) -> None:
    with db.transaction(services.engine) as session:
        session.scalars(select(SuratMasuk)).one().status = StatusSurat.SELESAI
        session.scalars(select(Naskah).order_by(Naskah.id)).first().hal = "Berita kenari"  # type: ignore[union-attr]

    with db.reading(services.engine) as session:
        assert len(hal(session, terisi, "status:selesai")) == 1
        assert hal(session, terisi, "kenari") == ["Berita kenari"]
        assert "Undangan rapat 0" not in hal(session, terisi, "undangan")


def test_custody_that_goes_over_by_a_statement_is_searched_with_the_new_rights(
    services: Services, terisi: makers.Kota
) -> None:
    # KEAMANAN: OTR-09
    with db.transaction(services.engine) as session:
        one = select(Naskah.id).where(Naskah.hal == "Undangan rapat 3").scalar_subquery()
        moved = update(Naskah).where(Naskah.id == one).values(kustodi_unit_id=terisi.unit["diskominfo"].id)
        session.execute(moved.execution_options(synchronize_session=False))

    with db.reading(services.engine) as session:
        assert hal(session, terisi, "rapat", "arsiparis.diskominfo") == ["Undangan rapat 3"]


def test_very_many_that_change_at_once_take_one_lock_for_their_kind(
    services: Services, terisi: makers.Kota, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A transfer of some thousands of records to another keeper must fit into the locks that a server has."""
    engine, singly, kinds = services.engine, list[str](), list[str]()

    def asked(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "advisory_xact_lock" in statement:
            (singly if "integer" in statement else kinds).append(statement)

    monkeypatch.setattr(search.gembok, "SATUAN", 3)
    event.listen(engine, "before_cursor_execute", asked)
    with db.transaction(engine) as session:
        session.execute(update(Naskah).values(kustodi_unit_id=terisi.unit["diskominfo"].id))
    event.remove(engine, "before_cursor_execute", asked)

    assert singly == [] and bool(kinds) == (engine.dialect.name == "postgresql")
    with db.reading(engine) as session:
        assert len(hal(session, terisi, "rapat", "arsiparis.diskominfo")) == 5
    with db.transaction(engine) as session:  # what comes after it is locked one by one again
        session.execute(update(Naskah).where(Naskah.hal == "Undangan rapat 1").values(kustodi_unit_id=None))
        assert not session.info.get(search.gembok.BORONGAN)


def test_who_leaves_the_chain_of_a_surat_leaves_its_entry_too(services: Services, terisi: makers.Kota) -> None:
    # KEAMANAN: OTR-09
    sek = terisi["sekretaris.dinsos"].jabatan.id
    with db.transaction(services.engine) as session:
        surat = session.scalars(select(SuratMasuk)).one()
        surat.akses.append(SuratAkses(jabatan_id=sek))
    with db.reading(services.engine) as session:
        assert _entry(session, sek)

    with db.transaction(services.engine) as session:
        surat = session.scalars(select(SuratMasuk)).one()
        surat.akses[:] = []

    with db.reading(services.engine) as session:
        assert not _entry(session, sek)


def _entry(session: Session, jabatan_id: int) -> bool:
    """Whether the index lets a jabatan find the surat, before any row is asked."""
    asked = search.Query(any=frozenset({keys.jabatan(jabatan_id)}))
    return bool(search.places(session, asked, limit=9))


def test_an_imported_record_is_found_in_the_berkas_in_which_it_lies(services: Services, terisi: makers.Kota) -> None:
    with db.transaction(services.engine) as session:
        actor = terisi[ARSIPARIS].actor(session)
        unit_id = terisi.unit["dinsos.bidang"].id
        berkas = actions.buka_berkas(session, actor, unit_id=unit_id, kode_klasifikasi="000.8.3.3", judul="Lemari lama")
        one = ArsipImpor(
            opd_id=berkas.opd_id, unit_id=unit_id, impor_id=1, asal="Lemari", asal_id="1", sidik="1", hal="Bantuan beras",
            sifat=Sifat.BIASA, metadata_key="im/1", metadata_size=1, metadata_sha256="0" * 64, diimpor_at=clock.now(),
            diimpor_oleh=actor.pegawai_id,
        )  # fmt: skip
        session.add(one)
        session.flush()
        berkaskan_impor(session, actor, berkas, one)

    with db.reading(services.engine) as session:
        assert hal(session, terisi, "berkas:lemari") == ["Bantuan beras"]


def test_who_acts_for_a_jabatan_finds_what_it_may_read_and_loses_it_with_the_mandate(
    services: Services, terisi: makers.Kota
) -> None:
    # KEAMANAN: OTR-03, OTR-11
    operator, today = "sekretaris.diskominfo", clock.today()
    with db.transaction(services.engine) as session:
        for sifat in (Sifat.BIASA, Sifat.TERBATAS):
            buat.surat(session, terisi, opd="diskominfo", sifat=sifat, hal=f"Aduan kenari {sifat}")
            buat.naskah(session, terisi, opd="diskominfo", sifat=sifat, hal=f"Jawaban kenari {sifat}")

    def seen() -> tuple[set[str], int]:
        with db.reading(services.engine) as session:
            found = queries.cari(session, terisi[operator].actor(session), "kenari")
            return {"".join(t for t, _ in one.hal) for one in found.temuan}, found.jumlah

    before = seen()
    closed = {"Aduan kenari terbatas", "Jawaban kenari terbatas"}
    for hak, opened in ((HakOperator.BACA, {"Aduan kenari terbatas"}), (HakOperator.KIRIM, closed)):
        assert not closed & before[0]
        with db.transaction(services.engine) as session:
            leader = terisi["kadis.diskominfo"].actor(session)
            whom = terisi[operator].pegawai.id
            given = perwakilan.Pemberian(leader.jabatan_id, whom, [hak], Sifat.TERBATAS, today, today)
            number = perwakilan.beri(session, leader, given).id

        during = seen()
        assert (closed & during[0], during[1]) == (opened, len(during[0])), hak

        with db.transaction(services.engine) as session:
            mandate = session.get_one(MandatOperator, number)
            perwakilan.cabut(session, terisi["kadis.diskominfo"].actor(session), mandate)
        assert seen() == before


def test_what_a_stranger_may_not_read_is_neither_counted_nor_proposed(services: Services, terisi: makers.Kota) -> None:
    # KEAMANAN: OTR-03
    with db.reading(services.engine) as session:
        stranger = queries.cari(session, terisi["staf.diskominfo"].actor(session), "rapat")

    assert (stranger.jumlah, stranger.temuan, stranger.segi, stranger.maksud) == (0, (), (), None)


def test_a_nearby_spelling_is_proposed_only_to_who_may_read_it(services: Services, terisi: makers.Kota) -> None:
    # KEAMANAN: OTR-03
    with db.reading(services.engine) as session:
        mine = queries.cari(session, terisi[ARSIPARIS].actor(session), "undagan rapat").maksud
        theirs = queries.cari(session, terisi["staf.diskominfo"].actor(session), "undagan rapat").maksud

    assert mine is not None and mine.teks == "undangan rapat"
    assert theirs is None


def test_facets_count_what_is_found_and_name_it(services: Services, terisi: makers.Kota) -> None:
    with db.reading(services.engine) as session:
        found = queries.cari(session, terisi[ARSIPARIS].actor(session), "rapat")

    by_name = {s.nama: [(n.label, n.jumlah) for n in s.nilai] for s in found.segi}
    assert by_name["jenis"] == [("Surat Dinas", 5)] and by_name["sifat"] == [("Biasa", 5)]
    assert (found.jumlah, found.dari_terbaru) == (5, 5)


def test_in_order_of_relevance_hal_comes_before_the_body_and_roots_come_last(
    services: Services, kota_kecil: makers.Kota, klasifikasi_utuh: None
) -> None:
    with db.transaction(services.engine) as session:
        for title, body in (("Penganggaran", "x"), ("Rapat", "soal anggaran"), ("Anggaran", "x")):
            buat.naskah(session, kota_kecil, hal=title, teks=body)

    with db.reading(services.engine) as session:
        actor = kota_kecil[ARSIPARIS].actor(session)
        best = queries.cari(session, actor, "anggaran", urutan=queries.Urutan.RELEVANSI)

    assert ["".join(t for t, _ in one.hal) for one in best.temuan] == ["Anggaran", "Rapat", "Penganggaran"]


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

    def read_and_change(session: Session, after: int, limit: int) -> tuple[list[search.Record], int | None]:
        made = records(session, after, limit)
        assert limit <= search.porsi.STEP_MOST  # so many are locked at a time
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
    if engine.dialect.name != "postgresql":  # SQLite has one writer at a time; a portion is short there
        return
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


def test_an_index_of_an_older_shape_is_built_without_anybody_asking(services: Services, terisi: makers.Kota) -> None:
    with db.transaction(services.engine) as session:
        session.execute(text("UPDATE cari_keadaan SET nilai = '1' WHERE kunci = 'bentuk'"))
        search.clear(session)

    assert actions.bangun_bila_usang(services.engine) is True
    assert actions.bangun_bila_usang(services.engine) is False
    with db.reading(services.engine) as session:
        assert len(hal(session, terisi, "rapat")) == 5


def test_proposals_while_typing_show_only_what_may_be_read(services: Services, terisi: makers.Kota) -> None:
    # KEAMANAN: OTR-03
    with db.reading(services.engine) as session:
        mine = queries.saran(session, terisi[ARSIPARIS].actor(session), "undang")
        theirs = queries.saran(session, terisi["staf.diskominfo"].actor(session), "undang")

        number = queries.cari(session, terisi[ARSIPARIS].actor(session), "undangan").temuan[0].nomor[0][0]
        head, urut = number.split(".")[0], number.split("/")[1]
        some = queries.saran(session, terisi[ARSIPARIS].actor(session), f"No. {head}/{urut}")
        none = queries.saran(session, terisi["staf.diskominfo"].actor(session), f"No. {head}/{urut}")

    assert [s.teks for s in mine if s.macam == "hal"][:1] == ["Undangan rapat 4"]
    assert not [s for s in (*theirs, *none) if s.macam in ("hal", "nomor")]
    assert number in [s.teks for s in some if s.macam == "nomor"]


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("undangan maret 2026", "sesudah:2026-02-28 sebelum:2026-04-01 undangan"),
        ("rapat sesudah:30", 'sesudah:"30 hari terakhir" rapat'),
        ("dari:disko", "dari:DISKOMINFO"),
    ],
)
def test_times_and_senders_are_proposed_too(
    session: Session, kota_kecil: makers.Kota, typed: str, proposed: str
) -> None:
    assert proposed in [s.tanya for s in queries.saran(session, kota_kecil[ARSIPARIS].actor(session), typed)]


def test_as_many_words_are_tried_whether_or_not_anything_hidden_is_spelled_nearly_so(session: Session) -> None:
    # KEAMANAN: OTR-03
    search.put(
        session, search.Record("naskah", 1, date(2026, 3, 2), "Undangan kenaritersembunyi", tokens=frozenset({"p1"}))
    )
    session.commit()

    def tried(typed: str) -> list[str]:
        asked: list[str] = []

        def found(tanya: Tanya) -> bool:
            asked.append(tanya.teks)
            return False

        assert maksud(session, urai(typed), found) is None
        return asked

    near, none = tried("kenaritersembunji"), tried("kenaritidakada")
    assert any("kenaritersembunyi" in one for one in near)
    assert len(near) == len(none)


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


def test_rubbish_is_looked_for_seldom_while_it_is_built_and_then_as_before(
    services: Services, terisi: makers.Kota
) -> None:
    before, meanwhile = gc.get_threshold(), list[tuple[int, int, int]]()
    actions.bangun_daring(services.engine, tell=lambda _done: meanwhile.append(gc.get_threshold()))
    assert meanwhile and all(found[0] > before[0] for found in meanwhile)
    assert gc.get_threshold() == before
