"""Searching with rights: what the index proposes and what the rows allow are the same, for everybody."""

from datetime import date
from typing import Any

import makers
import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from eoffice import search
from eoffice.akses.rights import Sifat
from eoffice.arsip import actions, queries
from eoffice.arsip.queries import Permintaan
from eoffice.naskah import indexing as naskah_indexing
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import ISSUED, Status
from eoffice.surat_masuk import indexing as surat_indexing
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratAkses, SuratMasuk

from . import arsip_uji as buat

CANARY = "burungkenari"


def urls(session: Session, kota: makers.Kota, who: str, **asked: object) -> list[str]:
    found = queries.cari(session, kota[who].actor(session), Permintaan(**asked))  # type: ignore[arg-type]
    assert found.jumlah == len(found.temuan)
    return [t.url for t in found.temuan]


@pytest.fixture
def terisi(session: Session, klasifikasi_utuh: None) -> Session:
    return session


def test_tokens_and_rows_agree_for_every_person_and_every_sifat(terisi: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-01, OTR-03
    session, kota = terisi, kota_kecil
    for opd in ("dinsos", "diskominfo"):
        for sifat in Sifat:
            for status in ISSUED:
                buat.naskah(session, kota, opd=opd, sifat=sifat, status=status)
            buat.surat(session, kota, opd=opd, sifat=sifat)
            buat.surat(session, kota, opd=opd, sifat=sifat, akses=("staf.dinsos", "kabid.diskominfo"))

    for orang in kota.orang.values():
        actor = orang.actor(session)
        hits = search.find(session, search.Query(any=naskah_indexing.held(actor)), allowed=None, limit=1000)
        proposed = {(h.kind, h.id) for h in hits}
        naskah = naskah_queries.visible(actor).where(
            Naskah.status.in_(ISSUED), Naskah.sifat.not_in(naskah_indexing.HIDDEN)
        )
        surat = surat_queries.visible(actor).where(SuratMasuk.sifat.not_in(naskah_indexing.HIDDEN))
        readable = {("naskah", n.id) for n in session.scalars(naskah)}
        readable |= {("surat_masuk", s.id) for s in session.scalars(surat)}
        assert proposed == readable, orang.nama_pengguna


def test_a_wrong_token_in_the_index_shows_nothing(terisi: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-01: the index proposes, the row decides
    session, kota = terisi, kota_kecil
    naskah = buat.naskah(session, kota)
    record = naskah_indexing.record(session, naskah)
    assert record is not None
    outsider = naskah_indexing.held(kota["staf.diskominfo"].actor(session))
    search.put(session, search.Record(**{**record.__dict__, "tokens": record.tokens | outsider}))

    assert urls(session, kota, "staf.diskominfo", kata="rapat") == []


def test_a_word_in_the_body_of_rahasia_is_nowhere_for_anyone(terisi: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-08
    session, kota = terisi, kota_kecil
    naskah = buat.naskah(session, kota, sifat=Sifat.RAHASIA, teks=f"Isi {CANARY}", hal="Pemeriksaan khusus")
    surat = buat.surat(session, kota, sifat=Sifat.RAHASIA, teks=CANARY, hal="Laporan khusus")

    assert all(urls(session, kota, who, kata=CANARY) == [] for who in kota.orang)
    assert urls(session, kota, "kadis.dinsos", kata="khusus") == [f"/surat-masuk/{surat.id}", f"/naskah/{naskah.id}"]
    assert urls(session, kota, "arsiparis.dinsos", kata="khusus") == []


def test_sangat_rahasia_is_not_in_the_index_at_all(terisi: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-08
    buat.naskah(terisi, kota_kecil, sifat=Sifat.SANGAT_RAHASIA)
    buat.surat(terisi, kota_kecil, sifat=Sifat.SANGAT_RAHASIA)

    assert terisi.execute(select(search.DOKUMEN.c.urut)).all() == []


def test_a_raised_sifat_takes_words_and_rights_out_at_once(terisi: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-09
    session, kota = terisi, kota_kecil
    naskah = buat.naskah(session, kota, teks=CANARY)
    assert len(urls(session, kota, "arsiparis.dinsos", kata=CANARY)) == 1

    naskah.sifat = Sifat.RAHASIA
    naskah_indexing.put(session, naskah)

    assert (
        urls(session, kota, "arsiparis.dinsos", kata=CANARY) == [] == urls(session, kota, "kadis.dinsos", kata=CANARY)
    )


def test_a_jabatan_that_joins_or_leaves_the_chain_finds_or_loses_it(terisi: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-11
    session, kota = terisi, kota_kecil
    surat = buat.surat(session, kota)
    assert urls(session, kota, "staf2.dinsos", kata="berlubang") == []

    surat.akses.append(SuratAkses(jabatan_id=kota["staf2.dinsos"].jabatan.id))
    surat_indexing.put(session, surat)
    assert urls(session, kota, "staf2.dinsos", kata="berlubang") == [f"/surat-masuk/{surat.id}"]

    surat.akses.clear()
    surat_indexing.put(session, surat)
    assert urls(session, kota, "staf2.dinsos", kata="berlubang") == []


def test_an_arsiparis_finds_by_body_number_sender_dates_and_kode_with_all_below(
    terisi: Session, kota_kecil: makers.Kota
) -> None:
    session, kota = terisi, kota_kecil
    old = buat.naskah(session, kota, hal="Laporan lama", tanggal=date(2025, 2, 1), kode="000.1.5", teks="gotong royong")
    new = buat.naskah(session, kota, hal="Laporan baru", tanggal=date(2026, 2, 1), kode="000.8.3.3")
    surat = buat.surat(session, kota)

    def find(**asked: object) -> list[str]:
        return urls(session, kota, "arsiparis.dinsos", **asked)

    assert find(kata='"gotong royong"') == [f"/naskah/{old.id}"]
    assert find(kata="000.8.3", jenis="surat_dinas") == [f"/naskah/{new.id}"]
    assert find(kata=f"{old.nomor_urut}/DINSOS") == [f"/naskah/{old.id}"]
    assert find(kata=f"agenda {surat.nomor_agenda}/2026") == [f"/surat-masuk/{surat.id}"]
    assert find(pengirim="warga") == [f"/surat-masuk/{surat.id}"]
    assert find(pengirim="PT Maju") == [f"/naskah/{new.id}", f"/naskah/{old.id}"]
    assert find(dari=date(2026, 1, 1), sampai=date(2026, 3, 1)) == [f"/naskah/{new.id}"]
    assert find(kode="000.8") == [f"/surat-masuk/{surat.id}", f"/naskah/{new.id}"]
    assert find(kode="000.8.3.3", jenis="surat_masuk") == [f"/surat-masuk/{surat.id}"]
    assert find(kode="000.1") == [f"/naskah/{old.id}"]
    assert find(unit_id=kota.unit["dinsos"].id) == [f"/naskah/{new.id}", f"/naskah/{old.id}"]
    assert find(unit_id=kota.unit["diskominfo"].id) == []


def test_a_konsep_is_not_found(terisi: Session, kota_kecil: makers.Kota) -> None:
    buat.naskah(terisi, kota_kecil, status=Status.PEMERIKSAAN)

    assert urls(terisi, kota_kecil, "staf.dinsos", kata="rapat") == []


def test_the_index_can_be_made_anew_from_the_rows(terisi: Session, kota_kecil: makers.Kota) -> None:
    naskah, surat = buat.naskah(terisi, kota_kecil), buat.surat(terisi, kota_kecil)
    search.clear(terisi)
    assert urls(terisi, kota_kecil, "arsiparis.dinsos", kata="a") == []

    assert actions.bangun_indeks(terisi) == 2

    assert urls(terisi, kota_kecil, "arsiparis.dinsos") == [f"/surat-masuk/{surat.id}", f"/naskah/{naskah.id}"]


def test_names_beside_a_hit_are_looked_for_by_their_keys(terisi: Session, kota_kecil: makers.Kota) -> None:
    """Not by a join, for which PostgreSQL reads every unit and jabatan of a city to name those of twenty hits."""
    session, kota = terisi, kota_kecil
    buat.naskah(session, kota)
    buat.surat(session, kota)
    actor, asked = kota["tu.dinsos"].actor(session), list[str]()

    def note(_c: Any, _k: Any, sql: str, *_: Any) -> None:
        asked.append(sql)

    event.listen(session.get_bind(), "before_cursor_execute", note)
    try:
        found = queries.cari(session, actor, Permintaan(kode="000"))
    finally:
        event.remove(session.get_bind(), "before_cursor_execute", note)

    assert [t.pihak for t in found.temuan] == [
        "Dari Warga RT 05 untuk Kepala Dinas Sosial",
        "Dari Bidang Layanan Dinas Sosial",
    ]
    (looked,) = [sql for sql in asked if "surat_masuk.diterima_at" in sql]  # of both kinds together
    assert "naskah.jenis" in looked
    assert "JOIN" not in looked


def test_a_page_takes_the_same_number_of_statements_for_any_number_of_hits(
    terisi: Session, kota_kecil: makers.Kota
) -> None:
    from sqlalchemy import event

    def statements() -> int:
        seen: list[str] = []
        bind = terisi.get_bind()
        terisi.flush()
        terisi.expunge_all()

        def note(*args: object) -> None:
            seen.append(str(args[2]))

        event.listen(bind.engine, "before_cursor_execute", note)
        actor = makers.actor(terisi, kota_kecil["arsiparis.dinsos"].pegawai)
        seen.clear()
        queries.cari(terisi, actor, Permintaan(kata="rapat"))
        event.remove(bind.engine, "before_cursor_execute", note)
        return len(seen)

    buat.naskah(terisi, kota_kecil)
    statements()  # the planner of PostgreSQL is asked once, and remembered
    one = statements()
    for _ in range(5):
        buat.naskah(terisi, kota_kecil)

    assert statements() == one
