"""The index follows every change by itself, and finds, counts, and proposes what whoever asks may read."""

from datetime import date

import makers
import pytest
from sqlalchemy import event, select, update
from sqlalchemy.orm import Session

from eoffice import clock, db, search
from eoffice.akses.actor import HakOperator
from eoffice.akses.rights import Sifat
from eoffice.arsip import actions, queries
from eoffice.arsip.actions.impor import berkaskan_impor
from eoffice.arsip.queries.pencarian.maksud import maksud
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.naskah.models import Naskah
from eoffice.organisasi.wakil import MandatOperator
from eoffice.perwakilan import actions as perwakilan
from eoffice.search import keys
from eoffice.search.tanya import Tanya, urai
from eoffice.surat_masuk.models import SuratAkses, SuratMasuk
from eoffice.surat_masuk.states import Status as StatusSurat
from eoffice.web.services import Services

from . import arsip_uji as buat

ARSIPARIS = "arsiparis.dinsos"


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


def test_atau_is_no_word_to_complete(services: Services, terisi: makers.Kota) -> None:
    with db.reading(services.engine) as session:
        actor = terisi[ARSIPARIS].actor(session)

        def said(typed: str) -> list[str]:
            return [s.tanya for s in queries.saran(session, actor, typed)]

        alone = [s.tanya for s in queries.saran(session, actor, "undang") if s.url]
        assert alone and not [said(t) for t in ("rapat ATAU", "rapat OR", "rapat |", "rapat|") if said(t)]
        assert said("rapat ATAU undang") == said("rapat|undang") == [f"rapat ATAU {one}" for one in alone]
        assert [s for s in queries.saran(session, actor, "banjir ATAU undangan rap") if s.url]
        assert "longsor ATAU banjir hal:" in said("longsor ATAU banjir ha")


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("undangan maret 2026", "sesudah:2026-02-28 sebelum:2026-04-01 undangan"),
        ("rapat sesudah:30", 'sesudah:"30 hari terakhir" rapat'),
        ("dari:disko", "dari:DISKOMINFO"),
        ("surat dari dinsos maret 2026", "dari:dinsos sesudah:2026-02-28 sebelum:2026-04-01"),
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
