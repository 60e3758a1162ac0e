"""Berhenti jam: asked for with a reason, allowed or refused, moving the limit by exactly as long as it stood still."""

from collections.abc import Callable
from datetime import date

import makers
import pytest
from client import kirim
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from eoffice import clock
from eoffice.audit.models import AuditEntry
from eoffice.db import reading, transaction
from eoffice.errors import Conflict, Invalid, NotAllowed
from eoffice.naskah.states import Urgensi
from eoffice.organisasi import kalender, waktu
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.tenggat import actions, queries
from eoffice.tenggat.models import TenggatAturan, TenggatHenti
from eoffice.tenggat.states import Alasan, StatusHenti
from tests.tenggat import cerita
from tests.tenggat.cerita import SENIN, wib

JUMAT = date(2026, 11, 27)
WHY = actions.Isian(Alasan.DATA_LUAR, "data penerima bantuan dari BPS")


@pytest.fixture(autouse=True)
def _monday() -> None:
    clock.set_clock(SENIN)


@pytest.fixture
def bagian(engine: Engine, kota_kecil: makers.Kota) -> tuple[int, int]:
    """A surat at kadis, and the part of kabid, due Friday 16.30."""
    one = cerita.surat(engine, kota_kecil)
    return one, cerita.disposisikan(engine, kota_kecil, one, "kabid.dinsos", batas=JUMAT)[0]


def test_asked_for_and_allowed_it_counts_from_the_asking(
    engine: Engine, kota_kecil: makers.Kota, bagian: tuple[int, int]
) -> None:
    surat_id, part = bagian
    clock.set_clock(wib("2026-11-24T10:00"))
    with transaction(engine) as session:
        actions.minta(session, kota_kecil["kabid.dinsos"].actor(session), cerita.tenggat(session, part), WHY)
    with reading(engine) as session:
        assert cerita.bagian(session, part).jam_henti_at is None  # asking stops nothing
    clock.set_clock(wib("2026-11-24T15:00"))
    with transaction(engine) as session:
        held = session.scalars(select(TenggatHenti)).one()
        actions.putuskan(session, kota_kecil["kadis.dinsos"].actor(session), held, setuju=True)
    with reading(engine) as session:
        shown = cerita.bagian(session, part)
        assert shown.jam_henti_at == wib("2026-11-24T10:00")
        assert shown.jam_henti_alasan == "Menunggu data dari luar: data penerima bantuan dari BPS"
    assert cerita.sapu(engine, "2026-11-26T08:00", "2026-11-30T08:00") == []  # nobody is reminded meanwhile

    clock.set_clock(wib("2026-11-30T09:00"))
    with transaction(engine) as session:
        held = session.scalars(select(TenggatHenti)).one()
        actions.lanjutkan(session, kota_kecil["kabid.dinsos"].actor(session), held)

    with reading(engine) as session:
        row, shown = cerita.tenggat(session, part), cerita.bagian(session, part)
        stopped = 5 * 3600 + 2 * 27_000 + 27_000 + 5400  # Tuesday from 10, Wednesday, Thursday, Friday, Monday to 9
        assert row.henti_detik == stopped
        assert (
            row.batas_at
            == shown.batas_at
            == waktu.tambah_detik_kerja(kalender.berlaku(session), wib("2026-11-27T16:30"), stopped)
        )
        assert (row.henti_at, shown.jam_henti_at) == (None, None)
        assert session.get_one(SuratMasuk, surat_id).batas_at == wib("2026-11-30T16:00")  # the surat's own clock ran
        trail = session.scalars(select(AuditEntry.event).where(AuditEntry.event.startswith("tenggat."))).all()
        assert trail == ["tenggat.jam_diminta", "tenggat.jam_berhenti", "tenggat.jam_berjalan"]


def test_the_leader_stops_the_surat_and_every_part_with_it_and_overlaps_count_once(
    engine: Engine, kota_kecil: makers.Kota, bagian: tuple[int, int]
) -> None:
    surat_id, part = bagian
    kadis = kota_kecil["kadis.dinsos"]
    with transaction(engine) as session:
        actions.hentikan(session, kadis.actor(session), cerita.tenggat(session, None, surat_id), WHY)
        actions.hentikan(session, kadis.actor(session), cerita.tenggat(session, part), WHY)
    with reading(engine) as session:
        assert cerita.bagian(session, part).jam_henti_at == SENIN == session.get_one(SuratMasuk, surat_id).jam_henti_at
        assert session.scalars(queries.lewat(kadis.actor(session), wib("2027-01-01T00:00"))).all() == []
    clock.set_clock(wib("2026-11-23T11:00"))  # two working hours
    with transaction(engine) as session:
        for held in session.scalars(select(TenggatHenti)):
            actions.lanjutkan(session, kadis.actor(session), held)
    with reading(engine) as session:
        assert session.get_one(SuratMasuk, surat_id).batas_at == wib("2026-12-01T09:30")
        assert cerita.bagian(session, part).batas_at == wib("2026-11-30T09:30")


def test_a_clock_of_hours_moves_by_hours(engine: Engine, kota_kecil: makers.Kota) -> None:
    one = cerita.surat(engine, kota_kecil, urgensi=Urgensi.AMAT_SEGERA)
    with transaction(engine) as session:
        kadis = kota_kecil["kadis.dinsos"].actor(session)
        actions.hentikan(session, kadis, cerita.tenggat(session, None, one), WHY)
    clock.set_clock(wib("2026-11-24T02:00"))
    with transaction(engine) as session:
        held = session.scalars(select(TenggatHenti)).one()
        actions.lanjutkan(session, kota_kecil["kadis.dinsos"].actor(session), held)
    with reading(engine) as session:
        assert session.get_one(SuratMasuk, one).batas_at == wib("2026-11-25T02:00")


def test_it_runs_again_by_itself_on_the_day_that_was_said(
    engine: Engine, kota_kecil: makers.Kota, bagian: tuple[int, int]
) -> None:
    _, part = bagian
    with transaction(engine) as session:
        until = actions.Isian(Alasan.INSTANSI_LAIN, sampai=date(2026, 11, 25))
        actions.hentikan(session, kota_kecil["kadis.dinsos"].actor(session), cerita.tenggat(session, part), until)
    cerita.sapu(engine, "2026-11-24T09:00")
    with reading(engine) as session:
        assert cerita.bagian(session, part).jam_henti_at is not None
    cerita.sapu(engine, "2026-11-25T07:30")
    with reading(engine) as session:
        assert cerita.bagian(session, part).jam_henti_at is None
        assert session.scalars(select(TenggatHenti.status)).one() is StatusHenti.SELESAI
        assert cerita.bagian(session, part).batas_at == wib("2026-12-01T14:30")


def test_who_may_and_what_is_refused(engine: Engine, kota_kecil: makers.Kota, bagian: tuple[int, int]) -> None:
    surat_id, part = bagian
    with transaction(engine) as session:
        row, whole = cerita.tenggat(session, part), cerita.tenggat(session, None, surat_id)
        kadis, kabid = (kota_kecil[n].actor(session) for n in ("kadis.dinsos", "kabid.dinsos"))
        for actor, act in (
            (kota_kecil["staf.dinsos"].actor(session), actions.minta),
            (kadis, actions.minta),
            (kabid, actions.hentikan),
        ):
            with pytest.raises(NotAllowed):
                act(session, actor, row, WHY)
        with pytest.raises(NotAllowed):
            actions.hentikan(session, kabid, whole, WHY)
        with pytest.raises(Invalid) as wrong:
            actions.minta(session, kabid, row, actions.Isian(Alasan.LAINNYA, sampai=date(2026, 11, 23)))
        assert set(wrong.value.fields) == {"uraian", "sampai"}
        held = actions.minta(session, kabid, row, WHY)
        with pytest.raises(Conflict):
            actions.hentikan(session, kadis, row, WHY)
        with pytest.raises(Invalid):
            actions.putuskan(session, kadis, held, setuju=False)
        actions.putuskan(session, kadis, held, setuju=False, catatan="Datanya sudah ada di bidang.")
        assert held.status is StatusHenti.DITOLAK
        clock.set_clock(wib("2026-11-28T09:00"))
        with pytest.raises(NotAllowed, match="sudah lewat"):
            actions.minta(session, kabid, row, WHY)
        actions.hentikan(session, kadis, row, WHY)  # the giver still may
        session.rollback()


def test_the_pages_of_a_clock(
    engine: Engine, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient], bagian: tuple[int, int]
) -> None:
    surat_id, part = bagian
    kabid, kadis = masuk("kabid.dinsos"), masuk("kadis.dinsos")
    where = f"/disposisi/{part}/jam"
    assert "Minta jam dihentikan" in kabid.get(where).text and "Hentikan jam" in kadis.get(where).text
    wrong = kirim(kabid, f"{where}/minta", {"alasan": "lainnya", "uraian": "x", "sampai": ""})
    assert wrong.status_code == 422 and "Tulis alasannya." in wrong.text
    assert kirim(kabid, f"{where}/minta", {"alasan": "data_luar", "uraian": "BPS", "sampai": ""}).status_code == 303
    assert "meminta jam dihentikan" in kadis.get(where).text
    assert kirim(kadis, f"{where}/putuskan", {"setuju": "1", "versi": "9"}).status_code == 409
    assert kirim(kadis, f"{where}/putuskan", {"setuju": "1", "versi": "1"}).status_code == 303
    page = kadis.get(f"/disposisi/{part}").text
    assert "Jam berhenti" in page
    assert kirim(kabid, f"{where}/lanjutkan", {"versi": "2"}).status_code == 303
    assert "Jam berjalan lagi" in kabid.get(where).text
    assert kadis.get(f"/surat-masuk/{surat_id}/jam").status_code == 200
    assert masuk("kadis.diskominfo").get(where).status_code == 404
    assert kirim(masuk("staf.dinsos"), f"{where}/hentikan", {"alasan": "kahar"}).status_code == 404


def test_what_is_late_is_listed_and_reminded_by_hand_once(
    engine: Engine, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient], bagian: tuple[int, int]
) -> None:
    _, part = bagian
    clock.set_clock(wib("2026-12-01T09:00"))
    kabid, kadis = masuk("kabid.dinsos"), masuk("kadis.dinsos")
    assert "Lewat 2 hari kerja" in kabid.get("/tenggat?tab=saya").text
    page = kadis.get("/tenggat?tab=tegur").text
    assert "Ingatkan" in page and "Kepala Bidang Layanan Dinas Sosial" in page
    with reading(engine) as session:
        number = cerita.tenggat(session, part).id
    assert kirim(kadis, f"/tenggat/{number}/ingatkan", {}).status_code == 303
    again = kirim(kadis, f"/tenggat/{number}/ingatkan", {})
    assert again.status_code == 303 and "sudah diingatkan" in kadis.get("/tenggat?tab=tegur").text
    assert kirim(kabid, f"/tenggat/{number}/ingatkan", {}).status_code == 403
    assert kirim(masuk("staf2.dinsos"), f"/tenggat/{number}/ingatkan", {}).status_code == 404


def test_who_was_only_told_upwards_reminds_without_learning_whose_desk_it_is(
    engine: Engine, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient], bagian: tuple[int, int]
) -> None:  # KEAMANAN: OTR-08
    _, part = bagian
    clock.set_clock(wib("2026-12-01T09:00"))
    with transaction(engine) as session:
        late = cerita.tenggat(session, part)
        late.tegur_jabatan_id = kota_kecil["sekda"].jabatan.id
        number, holder = late.id, kota_kecil["kabid.dinsos"].pegawai.nama
    sekda = masuk("sekda")
    said = []
    for _ in range(2):
        assert kirim(sekda, f"/tenggat/{number}/ingatkan", {}).status_code == 303
        said.append(sekda.get("/tenggat?tab=tegur").text)

    assert "Pemegangnya diingatkan." in said[0] and "Pengingat tidak terkirim" in said[1]
    assert not any(holder in page or "Kepala Bidang Layanan" in page for page in said)


def test_the_rules_are_versions_with_a_date_and_who_may_set_them(
    engine: Engine, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient], bagian: tuple[int, int]
) -> None:
    _, part = bagian
    admin = masuk("admin")
    assert "Masih aturan bawaan" in admin.get("/organisasi/kalender/pengingat").text
    fields = {
        "aktif": "1", "sebelum_hari": "2", "jam": "09.30", "ulang_hari": "2", "eskalasi_hari": "3", "naik_hari": "5",
        "berlaku_sejak": "2026-11-24", "alasan": "Arahan rapat pimpinan.",
    }  # fmt: skip
    assert kirim(admin, "/organisasi/kalender/pengingat", {**fields, "jam": "25.00"}).status_code == 422
    assert kirim(admin, "/organisasi/kalender/pengingat", {**fields, "berlaku_sejak": "2026-11-20"}).status_code == 422
    assert kirim(admin, "/organisasi/kalender/pengingat", fields).status_code == 303
    assert "Arahan rapat pimpinan." in admin.get("/organisasi/kalender/pengingat").text
    with transaction(engine) as session:
        assert queries.aturan(session).jam.hour == 8  # not yet
        assert session.scalar(select(TenggatAturan.penetap)) == "Pranata Komputer"
        clock.set_clock(wib("2026-11-24T07:00"))
        actions.keliling(session, 0)
    with reading(engine) as session:
        assert cerita.tenggat(session, part).berikut_at == wib("2026-11-25T09:30")
    assert masuk("kadis.dinsos").get("/organisasi/kalender/pengingat").status_code == 403
