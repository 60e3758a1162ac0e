"""Legal holds: named, asked, placed and released by two people; and what the night finds, tells once and never deletes."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import client as peramban
import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from eoffice import clock, db
from eoffice.akses.rights import Sifat
from eoffice.arsip import actions as arsip
from eoffice.arsip.actions import IsianTahan
from eoffice.arsip.models import Berkas
from eoffice.arsip.queries import tahan as queries
from eoffice.arsip.states import Objek
from eoffice.arsip.tahan import Cakupan, Ditahan
from eoffice.audit.models import AuditEntry
from eoffice.errors import Conflict, Invalid, NotAllowed, NotFound
from eoffice.layanan_arsip.actions import sifat as layanan
from eoffice.naskah.models import Naskah
from eoffice.outbox import Job
from eoffice.penyusutan import isian, kaidah
from eoffice.penyusutan import queries as kasus_queries
from eoffice.penyusutan.actions import malam
from eoffice.penyusutan.models import KabarRetensi
from eoffice.penyusutan.queries import jatuh_tempo
from eoffice.penyusutan.retensi import Tempo, tempo
from eoffice.storage import BlobStore
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.services import Services
from tests.penyusutan import bahan


def hold(session: Session, kota: makers.Kota, **more: object) -> IsianTahan:
    values = {"perkara": "Perkara 12", "dasar": "SP/1/2026", "opd_id": kota.unit["dinsos"].id} | more
    return IsianTahan(**values)  # type: ignore[arg-type]


def test_a_record_that_is_held_holds_the_berkas_it_lies_in(session: Session, kota_kecil: makers.Kota) -> None:
    berkas, free = bahan.berkas(session, kota_kecil), bahan.berkas(session, kota_kecil)
    letter, _ = bahan.milik(session, berkas)
    arsiparis, kadis = (kota_kecil[f"{who}.dinsos"].actor(session) for who in ("arsiparis", "kadis"))

    made = arsip.pasang(
        session, arsiparis, hold(session, kota_kecil, cakupan=Cakupan.NASKAH, naskah=((Objek.NASKAH, letter.id),))
    )

    assert (berkas.tahan_hukum, free.tahan_hukum) == (True, False)
    assert queries.ditahan(session, [berkas.id, free.id]) == {berkas.id: ["Perkara 12"]}
    assert queries.menahan(session, "naskah", letter.id) == ["Perkara 12"]
    facts = kasus_queries.kumpulkan(session, [berkas], clock.today())
    assert "SST-05" in {h.kaidah for h in kaidah.boleh_musnah(facts[berkas.id])}
    with pytest.raises(NotAllowed):
        arsip.lepas_tahan(session, arsiparis, made, "Selesai")
    with pytest.raises(Invalid):
        arsip.lepas_tahan(session, kadis, made, " ")
    arsip.lepas_tahan(session, kadis, made, "Putusan tetap")
    assert not berkas.tahan_hukum
    with pytest.raises((Conflict, NotAllowed)):
        arsip.lepas_tahan(session, kadis, made, "Lagi")


def test_a_record_is_named_by_the_number_that_stands_on_it(session: Session, kota_kecil: makers.Kota) -> None:
    berkas, other = bahan.berkas(session, kota_kecil), bahan.berkas(session, kota_kecil, opd="diskominfo")
    letter, _ = bahan.milik(session, berkas)
    elsewhere, _ = bahan.milik(session, other)
    arsiparis = kota_kecil["arsiparis.dinsos"].actor(session)
    typed = {
        "cakupan": "naskah", "perkara": "Perkara 12", "dasar": "SP/1/2026", "opd_id": str(kota_kecil.unit["dinsos"].id),
        "naskah": f"  {letter.nomor}  \n/naskah/{letter.id} /naskah/{letter.id}",
    }  # fmt: skip

    asked = isian.tahan(MultiDict(typed), "")
    made = arsip.pasang(session, arsiparis, asked)

    assert (asked.nomor, asked.naskah) == ((letter.nomor,), ((Objek.NASKAH, letter.id),))
    assert [(b.objek, b.objek_id) for b in made.butir] == [(Ditahan.NASKAH, letter.id)]
    for unknown in (elsewhere.nomor, "000.9.9/77/TIDAK/2026"):
        with pytest.raises(Invalid) as refused:
            arsip.pasang(session, arsiparis, isian.tahan(MultiDict(typed | {"naskah": unknown}), ""))
        assert f"“{unknown}” tidak ditemukan" in refused.value.fields["naskah"]


def test_every_record_that_carries_the_number_is_held_or_none(
    session: Session, kota_kecil: makers.Kota, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many an office gives the number of another one again; what is left out of a hold can be destroyed."""
    berkas = bahan.berkas(session, kota_kecil, surat=True)
    first = session.scalars(select(SuratMasuk)).one()
    row = {c.key: getattr(first, c.key) for c in inspect(SuratMasuk).column_attrs if c.key not in ("id", "version")}
    row["penerima_id"] = None
    session.add_all(SuratMasuk(**row | {"nomor_agenda": 1000 + n}) for n in range(queries.PAGE + 5))
    session.flush()
    arsiparis = kota_kecil["arsiparis.dinsos"].actor(session)
    asked = hold(session, kota_kecil, cakupan=Cakupan.NASKAH, nomor=(first.nomor_surat,))

    made = arsip.pasang(session, arsiparis, asked)

    assert len(made.butir) == queries.PAGE + 6 and berkas.tahan_hukum
    monkeypatch.setattr(queries, "SENOMOR", 3)
    with pytest.raises(Invalid) as refused:
        arsip.pasang(session, arsiparis, asked)
    assert "Lebih dari 3 surat bernomor" in refused.value.fields["naskah"]


def test_two_holds_on_one_berkas_end_one_by_one_and_nobody_releases_the_own(
    session: Session, kota_kecil: makers.Kota
) -> None:
    berkas = bahan.berkas(session, kota_kecil)
    arsiparis, kadis = (kota_kecil[f"{who}.dinsos"].actor(session) for who in ("arsiparis", "kadis"))
    asked = {"cakupan": Cakupan.BERKAS, "berkas_ids": (berkas.id,)}
    first = arsip.pasang(session, arsiparis, hold(session, kota_kecil, **asked))
    second = arsip.pasang(session, kadis, hold(session, kota_kecil, perkara="Perkara 13", **asked))

    arsip.lepas_tahan(session, kadis, first, "Selesai")

    assert berkas.tahan_hukum
    with pytest.raises(NotAllowed, match="orang lain"):
        arsip.lepas_tahan(session, kadis, second, "Selesai")
    arsip.lepas_tahan(session, kota_kecil["sekretaris.dinsos"].actor(session), second, "Selesai")
    assert not berkas.tahan_hukum


def test_a_question_holds_what_comes_later_too_even_before_the_night(session: Session, kota_kecil: makers.Kota) -> None:
    arsiparis = kota_kecil["arsiparis.dinsos"].actor(session)
    now = bahan.berkas(session, kota_kecil, judul="Pengadaan alat kesehatan")
    asked = hold(session, kota_kecil, cakupan=Cakupan.SARINGAN, saringan={"kata": "alat kesehatan"})
    made = arsip.pasang(session, arsiparis, asked)
    later = bahan.berkas(session, kota_kecil, judul="Alat kesehatan tahap dua")
    other = bahan.berkas(session, kota_kecil, opd="diskominfo", judul="Alat kesehatan")

    held = queries.ditahan(session, [now.id, later.id, other.id])

    assert set(held) == {now.id, later.id}
    assert (now.tahan_hukum, later.tahan_hukum) == (True, False)
    assert arsip.segarkan(session) == 1
    assert arsip.segarkan(session) == 0
    session.refresh(later)
    assert later.tahan_hukum
    assert len(made.butir) == 2
    session.commit()
    told = select(AuditEntry.objek_id, AuditEntry.nama).where(AuditEntry.event == "berkas.tahan").order_by(AuditEntry.n)
    assert session.execute(told).tuples().all() == [(now.id, arsiparis.nama), (later.id, "Sistem")]
    with pytest.raises(Invalid, match="masih kosong"):
        arsip.pasang(session, arsiparis, hold(session, kota_kecil, cakupan=Cakupan.SARINGAN))


def test_a_question_does_not_tell_what_stands_in_a_rahasia_letter(session: Session, kota_kecil: makers.Kota) -> None:
    berkas = bahan.berkas(session, kota_kecil)
    letter, _ = bahan.milik(session, berkas)
    letter.sifat, letter.hal = Sifat.RAHASIA, "kuskusrahasia"
    session.flush()

    made = arsip.pasang(
        session,
        kota_kecil["arsiparis.dinsos"].actor(session),
        hold(session, kota_kecil, cakupan=Cakupan.SARINGAN, saringan={"kata": "kuskusrahasia"}),
    )

    assert made.butir == [] and not berkas.tahan_hukum  # KEAMANAN: OTR-03


def test_what_is_held_is_not_opened_further(session: Session, kota_kecil: makers.Kota) -> None:
    berkas = bahan.berkas(session, kota_kecil)
    letter, _ = bahan.milik(session, berkas)
    letter.sifat = Sifat.TERBATAS
    kadis = kota_kecil["kadis.dinsos"].actor(session)
    made = arsip.tahan(session, kota_kecil["arsiparis.dinsos"].actor(session), berkas, "Perkara 12")

    with pytest.raises(Conflict, match="ditahan"):
        layanan.ubah_sifat(session, kadis, letter, Sifat.BIASA, "Sudah diumumkan")

    arsip.lepas_tahan(session, kadis, made, "Selesai")
    layanan.ubah_sifat(session, kadis, letter, Sifat.BIASA, "Sudah diumumkan")
    assert letter.sifat is Sifat.BIASA


def test_what_is_not_the_own_cannot_be_held_or_seen(session: Session, kota_kecil: makers.Kota) -> None:
    other = bahan.berkas(session, kota_kecil, opd="diskominfo")
    arsiparis = kota_kecil["arsiparis.dinsos"].actor(session)
    asked = hold(session, kota_kecil, cakupan=Cakupan.BERKAS, berkas_ids=(other.id,))
    with pytest.raises(Invalid):
        arsip.pasang(session, arsiparis, asked)
    with pytest.raises(NotAllowed):
        arsip.pasang(session, kota_kecil["staf.dinsos"].actor(session), asked)
    with pytest.raises(NotAllowed):
        arsip.pasang(session, arsiparis, hold(session, kota_kecil, cakupan=Cakupan.SARINGAN, opd_id=None))
    made = arsip.tahan(session, kota_kecil["arsiparis.diskominfo"].actor(session), other, "Perkara lain")
    with pytest.raises(NotFound):
        queries.ambil(session, arsiparis, made.id)


def test_the_list_of_what_is_due_says_in_sql_what_the_rule_says_of_one(
    session: Session, kota_kecil: makers.Kota
) -> None:
    on = clock.today()
    later = on + timedelta(days=30)
    for more in (
        {}, {"nasib": bahan.NasibAkhir.PERMANEN}, {"nasib": bahan.NasibAkhir.DINILAI_KEMBALI}, {"vital": True}, {"terjaga": True},
        {"tahan_hukum": True}, {"jatuh_inaktif": later}, {"jatuh_aktif": later, "jatuh_inaktif": later},
        {"jatuh_aktif": None, "jatuh_inaktif": None}, {"ditutup": None}, {"jatuh_inaktif": later, "kustodi": "unit_kearsipan"},
    ):  # fmt: skip
        bahan.berkas(session, kota_kecil, **more)  # type: ignore[arg-type]
    arsiparis = kota_kecil["arsiparis.dinsos"].actor(session)

    every = session.scalars(select(Berkas)).all()
    for kind in Tempo:
        by_rule = {b.id for b in every if tempo(jatuh_tempo.keadaan(b), on) is kind}
        listed = jatuh_tempo.daftar_tempo(session, arsiparis, jatuh_tempo.Pandangan(kind))
        assert {b.id for b in listed} == by_rule and by_rule
    assert sum(jatuh_tempo.hitung(session, arsiparis).values()) == 7
    assert jatuh_tempo.hitung(session, kota_kecil["arsiparis.diskominfo"].actor(session)) == dict.fromkeys(Tempo, 0)


def test_the_night_tells_once_and_deletes_nothing(session: Session, kota_kecil: makers.Kota) -> None:
    bahan.berkas(session, kota_kecil)
    waiting = bahan.berkas(
        session, kota_kecil, jatuh_aktif=None, jatuh_inaktif=None, tanggal_pemicu=None, pemicu="pensiun"
    )
    lost = bahan.berkas(session, kota_kecil, jatuh_aktif=None, jatuh_inaktif=None)
    before = session.scalar(select(func.count()).select_from(Naskah))

    malam.malam(session)
    session.flush()
    malam.malam(session)
    clock.set_clock(clock.now() + timedelta(days=1))
    malam.malam(session)
    session.flush()

    news = session.scalars(select(Job.payload).where(Job.topic == "notifikasi.sebar")).all()
    assert [n["kabar"] for n in news] == ["retensi"]
    assert news[0]["hal"] == "1 menunggu pemicu, 2 calon usul musnah"
    assert news[0]["jabatan"] == [kota_kecil["arsiparis.dinsos"].jabatan.id]
    assert lost.jatuh_inaktif is not None
    assert session.scalar(select(func.count()).select_from(Naskah)) == before
    kept = session.scalars(select(KabarRetensi.kabar).where(KabarRetensi.berkas_id == waiting.id)).all()
    clock.set_clock(clock.now() + timedelta(days=190))
    malam.malam(session)
    session.flush()
    again = session.scalars(select(KabarRetensi.kabar).where(KabarRetensi.berkas_id == waiting.id)).all()
    assert (len(kept), len(again)) == (1, 2)  # a berkas that waits is spoken of again after half a year


def test_the_pages_of_retention_open_for_those_they_concern(
    services: Services, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    with db.transaction(services.engine) as session:
        due = bahan.berkas(session, kota_kecil, jatuh_inaktif=clock.today() + timedelta(days=90), judul="Undangan lama")
        done = bahan.berkas(session, kota_kecil, judul="Arsip habis")
        due_id, done_id = due.id, done.id
    who, head, stranger = masuk("arsiparis.dinsos"), masuk("kadis.dinsos"), masuk("staf.diskominfo")

    page = who.get("/arsip/jatuh-tempo").get_data(as_text=True)
    over = who.get("/arsip/jatuh-tempo?jenis=musnah").get_data(as_text=True)
    sheet = who.get("/arsip/jatuh-tempo.csv?jenis=musnah")
    wrong = who.get("/arsip/jatuh-tempo?bulan=2026-13")

    assert "Undangan lama" in page and "Arsip habis" not in page
    assert "Arsip habis" in over and "panitia" in over
    assert "Arsip habis" in sheet.get_data(as_text=True) and "Undangan lama" not in sheet.get_data(as_text=True)
    assert wrong.status_code == 422
    assert stranger.get("/arsip/jatuh-tempo").status_code == 404
    moved = peramban.kirim(who, "/arsip/pemindahan", {"pilih": due_id})
    here = moved.headers["Location"]
    shown = who.get(here).get_data(as_text=True)
    assert moved.status_code == 303 and "Undangan lama" in shown and "Belum diperiksa" in shown
    assert stranger.get(here).status_code == 404

    bare = peramban.kirim(who, "/arsip/tahan/baru", {"perkara": "", "dasar": "x", "cakupan": "berkas", "opd_id": ""})
    form = {"perkara": "Perkara 9", "dasar": "SP 9", "cakupan": "berkas", "berkas": done_id}
    with db.reading(services.engine) as session:
        form["opd_id"] = kota_kecil.unit["dinsos"].id
    made = peramban.kirim(who, "/arsip/tahan/baru", form)
    there = made.headers["Location"]
    refused = peramban.kirim(who, f"{there}/lepas", {"alasan": "Selesai"})
    released = peramban.kirim(head, f"{there}/lepas", {"alasan": "Putusan tetap"})

    assert (bare.status_code, made.status_code, refused.status_code, released.status_code) == (422, 303, 403, 303)
    assert "Arsip habis" in who.get(there).get_data(as_text=True)
    assert stranger.get(there).status_code == stranger.get("/arsip/tahan").status_code == 404
    assert "Perkara 9" in who.get("/arsip/tahan?tab=dilepas").get_data(as_text=True)
    assert who.get("/arsip/jra/usul").status_code == 200


def test_the_list_of_what_is_due_opens_as_a_table_in_a_spreadsheet_of_this_country(
    services: Services, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    # KEAMANAN: CNT-04
    with db.transaction(services.engine) as session:
        made = bahan.berkas(session, kota_kecil, judul="=1+1; lama")
        nomor, ended = made.nomor, made.jatuh_inaktif

    answer = masuk("arsiparis.dinsos").get("/arsip/jatuh-tempo.csv?jenis=musnah")

    assert "jatuh-tempo-musnah.csv" in answer.headers["Content-Disposition"]
    head, row = csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), delimiter=";")
    assert head[:3] == ["Nomor berkas", "Kode", "Uraian"] and len(head) == len(row) == 14
    told = dict(zip(head, row, strict=True))
    assert (told["Nomor berkas"], told["Uraian"], told["Inaktif sampai"]) == (nomor, "'=1+1; lama", str(ended))
    assert (told["Retensi (tahun)"], told["Nasib akhir"], told["Jumlah"]) == ("2 + 3", "Musnah", "1")


def test_nothing_leaves_an_open_berkas_while_it_is_held(
    session: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    keeper = kota_kecil["arsiparis.dinsos"].actor(session)
    made, other = (bahan.berkas(session, kota_kecil, store, ditutup=None, jatuh_inaktif=None) for _ in range(2))
    arsip.tahan(session, keeper, made, "Penyidikan Polres")

    with pytest.raises(Conflict, match="ditahan"):
        arsip.keluarkan_isi(session, keeper, made, 1, "Salah tempat")
    with pytest.raises(Conflict, match="ditahan"):
        arsip.pindahkan_isi(session, keeper, store, made, 1, other)


def test_a_question_finds_its_words_in_imported_records_as_well(
    session: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    made = bahan.berkas(session, kota_kecil, store)
    bahan.impor(session, kota_kecil, made, store).hal = "Sengketa tanah Rawajati"
    session.flush()
    asked = arsip.IsianTahan(
        "Perkara", "Surat penyidik", Cakupan.SARINGAN, kota_kecil.unit["dinsos"].id, saringan={"kata": "rawajati"}
    )

    arsip.pasang(session, kota_kecil["arsiparis.dinsos"].actor(session), asked)

    assert made.tahan_hukum
