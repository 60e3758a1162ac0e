"""The working calendar as data: the same as before until somebody sets it, and what a change does."""

import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import makers
import pytest
from client import kirim
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.audit.models import AuditEntry
from eoffice.clock import WIB
from eoffice.db import reading, transaction
from eoffice.errors import Conflict, Invalid, NotAllowed
from eoffice.kalender import actions, isi, queries, tempel
from eoffice.laporan import actions as laporan
from eoffice.laporan.models import KepalaLipatan
from eoffice.naskah.states import Urgensi
from eoffice.organisasi import kalender, waktu
from eoffice.organisasi.models import KalenderKerja
from eoffice.peristiwa.models import Peristiwa
from eoffice.surat_masuk.models import SuratMasuk
from tests.surat_masuk import buatan

SENIN = datetime(2026, 11, 23, 10, 0, tzinfo=WIB)
BAWAAN = waktu.muat_kalender()
AWAL, AKHIR = date(2025, 1, 1), date(2027, 12, 31)


@pytest.fixture(autouse=True)
def senin() -> None:
    clock.set_clock(SENIN)


def usul(session: Session, **ganti: Any) -> actions.Usul:
    """Make Wednesday 25 November a day off, unless told otherwise."""
    held, content = kalender.isi_berlaku(session)
    days = [r for r in content["libur"] if r["tanggal"].startswith("2026")]
    days.append({"tanggal": "2026-11-25", "jenis": "libur_daerah", "keterangan": "Pemilihan wali kota"})
    made = isi.dengan_libur(
        content, tahun=2026, dasar="Kepwal 12/2026", tetap=True, libur=days, ramadan=[content["ramadan"][1]]
    )
    values: dict[str, Any] = {
        "bagian": "Hari libur 2026",
        "isi": made,
        "dari": held,
        "berlaku_sejak": date(2026, 1, 1),
        "dasar": "Kepwal 12/2026",
        "alasan": "Pemungutan suara serentak.",
    }
    return actions.Usul(**(values | ganti))


def test_without_a_version_the_calendar_of_the_program_holds(session: Session) -> None:
    assert kalender.berlaku(session) is BAWAAN
    assert kalender.isi_berlaku(session)[0] == 0


def test_the_built_in_data_set_as_a_version_gives_identical_results(session: Session, kota_kecil: makers.Kota) -> None:
    content = dict(kalender.isi_berlaku(session)[1])
    row = KalenderKerja(
        versi="kalender/uji", isi=content, sha256=kalender.sidik("kalender/uji", content), bagian="uji", berlaku_sejak=AWAL, dasar="-", alasan="-",
        penetap="-", ditetapkan_at=SENIN,
    )  # fmt: skip
    session.add(row)
    session.flush()
    found = kalender.berlaku(session)

    assert found is not BAWAAN and found.versi == "kalender/uji"
    days = [AWAL + timedelta(days=n) for n in range((AKHIR - AWAL).days)]
    assert [found.jendela(day) for day in days] == [BAWAAN.jendela(day) for day in days]
    at = datetime(2026, 11, 20, 15, 59, tzinfo=WIB)
    for urgensi in Urgensi:
        assert waktu.batas_selesai(found, urgensi, at) == waktu.batas_selesai(BAWAAN, urgensi, at)


def test_a_new_day_off_moves_the_limits_of_open_surat_and_is_told_everywhere(
    engine: Engine, kota_kecil: makers.Kota
) -> None:
    with transaction(engine) as session:
        biasa = buatan.surat(session, kota_kecil).id
        kilat = buatan.surat(session, kota_kecil, urgensi=Urgensi.AMAT_SEGERA).id
        before = session.get_one(SuratMasuk, biasa).batas_at
    with transaction(engine) as session:
        laporan.lipat(session)
        asked = usul(session)
        shown = queries.dampak(session, kalender.berlaku(session), actions.calon(asked))
        row, moved = actions.tetapkan(session, kota_kecil["admin"].actor(session), asked)
        versi = row.versi

    assert [g.surat_id for g in shown.geser] == [biasa] and moved == 1
    assert shown.terbuka == 2 and set(shown.per_opd.values()) == {1}
    with transaction(engine) as session:
        after = session.get_one(SuratMasuk, biasa)
        assert before is not None and after.batas_at == before + timedelta(days=1)
        assert session.get_one(SuratMasuk, kilat).batas_at == SENIN + timedelta(days=1)
        assert after.version == 1  # whoever has the page open is not turned away for it
        events = session.scalars(select(Peristiwa.rincian).where(Peristiwa.jenis == "kalender.ditetapkan")).all()
        assert [e.get("tanggal") for e in events] == [None, "2026-11-25"]
        assert {e["versi"] for e in events} == {versi}
        trail = session.scalars(select(AuditEntry).where(AuditEntry.event == "kalender.tetapkan")).one()
        assert "1 surat berubah batasnya" in trail.catatan
        assert laporan.lipat(session) > 0  # from zero, with the new calendar
        assert session.get_one(KepalaLipatan, 1).kalender == versi


def test_the_fold_keeps_its_place_while_the_calendar_stays(engine: Engine, kota_kecil: makers.Kota) -> None:
    with transaction(engine) as session:
        buatan.surat(session, kota_kecil)
    with transaction(engine) as session:
        assert laporan.lipat(session) > 0
    with transaction(engine) as session:
        assert laporan.lipat(session) == 0


def test_a_version_is_never_changed_or_removed(engine: Engine, kota_kecil: makers.Kota) -> None:
    with transaction(engine) as session:
        actions.tetapkan(session, kota_kecil["admin"].actor(session), usul(session))
    for statement in ("UPDATE kalender_kerja SET dasar = 'x'", "DELETE FROM kalender_kerja"):
        with pytest.raises(DBAPIError, match="hanya dapat ditambah"), transaction(engine) as session:
            session.execute(text(statement))


def test_what_is_refused_changes_nothing(engine: Engine, kota_kecil: makers.Kota) -> None:
    with reading(engine) as session:
        with pytest.raises(NotAllowed):
            actions.tetapkan(session, kota_kecil["kadis.dinsos"].actor(session), usul(session))
        admin = kota_kecil["admin"].actor(session)
        with pytest.raises(Conflict, match="diubah orang lain"):
            actions.tetapkan(session, admin, usul(session, dari=7))
        with pytest.raises(Invalid, match="Tidak ada yang berubah"):
            actions.tetapkan(session, admin, usul(session, isi=kalender.isi_berlaku(session)[1]))
        never = kalender.isi_berlaku(session)[1] | {"jam": {"reguler": {}, "ramadan": {}}}
        with pytest.raises(Invalid, match="hampir tidak memuat hari kerja"):
            actions.tetapkan(session, admin, usul(session, isi=never))
        assert session.scalar(select(func.count()).select_from(KalenderKerja)) == 0


def test_of_two_who_set_it_at_the_same_moment_one_is_refused_in_words(engine: Engine, kota_kecil: makers.Kota) -> None:
    heard: list[Exception] = []

    def second() -> None:
        try:
            with transaction(engine) as session:
                actions.tetapkan(
                    session, kota_kecil["sekda"].actor(session), usul(session, dari=0, alasan="Yang kedua.")
                )
        except Exception as error:
            heard.append(error)

    other = threading.Thread(target=second)
    with transaction(engine) as session:
        actions.tetapkan(session, kota_kecil["admin"].actor(session), usul(session, alasan="Yang pertama."))
        other.start()
        other.join(0.5)
    other.join()

    assert [type(each) for each in heard] == [Conflict] and "diubah orang lain" in str(heard[0])
    with reading(engine) as session:
        assert [row.alasan for row in kalender.riwayat(session)] == ["Yang pertama."]


def test_hours_of_one_office_change_only_its_own_clock() -> None:
    content: dict[str, Any] = {
        "versi": "uji",
        "libur": [],
        "ramadan": [],
        "jam": {"reguler": {"senin": [["07:30", "12:00"]]}, "ramadan": {"senin": [["08:00", "12:00"]]}},
        "jam_unit": [
            {"unit_id": 7, "sejak": "2026-12-01", "sampai": "2026-12-31",
             "reguler": {"senin": [["07:00", "20:00"]], "sabtu": [["07:00", "12:00"]]},
             "ramadan": {"senin": [["07:00", "20:00"]]}}
        ],
    }  # fmt: skip
    city = waktu.kalender_dari(content)
    own, other = city.untuk(7), city.untuk(8)

    assert other is city
    assert own.tutup(date(2026, 12, 7)).hour == 20 and city.tutup(date(2026, 12, 7)).hour == 12
    assert own.is_hari_kerja(date(2026, 12, 5)) and not city.is_hari_kerja(date(2026, 12, 5))
    assert own.tutup(date(2026, 11, 30)).hour == 12  # before they hold
    assert own.tutup(date(2027, 1, 4)).hour == 12  # and after


def test_limits_hold_from_their_date_and_earlier_surat_keep_theirs() -> None:
    content = {
        **kalender_isi(),
        "batas": [
            {"sejak": "2026-12-01", "amat_segera_jam": 12, "segera_jam": 24, "segera_lewati_libur": False,
             "biasa_hari": 3, "disposisi_pertama_hari": 2}
        ],
    }  # fmt: skip
    found = waktu.kalender_dari(content)
    old, new = datetime(2026, 11, 30, 9, 0, tzinfo=WIB), datetime(2026, 12, 1, 9, 0, tzinfo=WIB)

    assert waktu.batas_selesai(found, "amat_segera", old) == old + timedelta(hours=24)
    assert waktu.batas_selesai(found, "amat_segera", new) == new + timedelta(hours=12)
    assert waktu.batas_selesai(found, "biasa", new).date() == date(2026, 12, 4)
    assert waktu.batas_disposisi_pertama(found, new).date() == date(2026, 12, 3)


def kalender_isi() -> dict[str, Any]:
    import json

    found: dict[str, Any] = json.loads(waktu.DATA.read_text("utf-8"))
    return found


@given(
    start=st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 1)),
    minutes=st.lists(st.integers(0, 60 * 24 * 40), min_size=2, max_size=2),
)
@settings(max_examples=60, deadline=None)
def test_working_time_over_three_years_adds_up_and_never_exceeds_the_clock(start: datetime, minutes: list[int]) -> None:
    a = start.replace(tzinfo=WIB, microsecond=0)  # the clock counts whole seconds
    b, c = (a + timedelta(minutes=n) for n in sorted(minutes))
    first, second, whole = (waktu.detik_kerja(BAWAAN, *pair) for pair in ((a, b), (b, c), (a, c)))

    assert first + second == whole <= (c - a).total_seconds()
    assert waktu.detik_kerja(BAWAAN, c, a) == 0
    for urgensi in Urgensi:
        limit = waktu.batas_selesai(BAWAAN, urgensi, a)
        assert limit > a
        if urgensi is Urgensi.BIASA:
            assert BAWAAN.tutup(limit.date()) == limit
            days = waktu.hari_kerja_antara(BAWAAN, waktu.hari_nol(BAWAAN, a), limit.date())
            assert days == 5


def test_lines_and_data_say_the_same() -> None:
    content = kalender_isi()
    for tahun in (2025, 2026, 2027):
        rows = [r for r in content["libur"] if r["tanggal"].startswith(str(tahun))]
        assert isi.baca_libur(isi.tulis_libur(content, tahun), tahun) == rows
        months = [r for r in content["ramadan"] if r["mulai"].startswith(str(tahun))]
        assert isi.baca_ramadan(isi.tulis_ramadan(content, tahun), tahun) == months
    for windows in content["jam"]["reguler"].values():
        assert isi.baca_jam(isi.tulis_jam(windows), "senin") == windows


@pytest.mark.parametrize(
    ("teks", "kata"),
    [
        ("2026-01-01; libur", "Baris 1 belum lengkap"),
        ("2026-13-01; libur; X", "bukan tanggal"),
        ("2025-01-01; libur; X", "bukan tahun 2026"),
        ("2026-01-01; pesta; X", "tidak dikenal"),
        ("2026-01-01; libur; X\n2026-01-01; cuti; Y", "Baris 2: 2026-01-01 sudah ditulis"),
    ],
)
def test_a_line_at_fault_is_named(teks: str, kata: str) -> None:
    with pytest.raises(Invalid, match=kata):
        isi.baca_libur(teks, 2026)


@pytest.mark.parametrize("teks", ["7-12", "12.00-07.30", "07.30-12.00, 11.00-16.00", "25.00-26.00"])
def test_hours_that_cannot_be_are_refused(teks: str) -> None:
    with pytest.raises(Invalid):
        isi.baca_jam(teks, "senin")


def test_the_page_shows_the_effect_first_and_sets_it_when_confirmed(
    engine: Engine, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    with transaction(engine) as session:
        buatan.surat(session, kota_kecil)
    admin = masuk("admin")
    page = admin.get("/organisasi/kalender?bagian=libur&tahun=2026")
    assert page.status_code == 200 and "Proklamasi Kemerdekaan" in page.text
    lines = isi.tulis_libur(kalender_isi(), 2026) + "\n2026-11-25; daerah; Pemilihan wali kota"
    fields = {
        "bagian": "libur", "dari": "0", "tahun": "2026", "libur": lines, "ramadan": "2026-02-19 s.d. 2026-03-20",
        "tetap": "1", "dasar": "Kepwal 12/2026", "alasan": "Pemungutan suara serentak.",
    }  # fmt: skip
    effect = kirim(admin, "/organisasi/kalender", fields)
    assert effect.status_code == 200
    assert "1 surat berubah batasnya" in effect.text and "2026-11-25" in effect.text
    with reading(engine) as session:
        assert kalender.berlaku(session) is BAWAAN

    done = kirim(admin, "/organisasi/kalender", {**fields, "setuju": "1"})
    assert done.status_code == 303
    after = admin.get(done.headers["Location"]).text
    assert "Pemilihan wali kota" in after and "Kepwal 12/2026" in after

    wrong = kirim(admin, "/organisasi/kalender", {**fields, "libur": "besok; libur; X"})
    assert wrong.status_code == 422 and "besok; libur; X" in wrong.text
    for part in ("jam", "batas"):
        assert admin.get(f"/organisasi/kalender?bagian={part}").status_code == 200
    assert masuk("kadis.dinsos").get("/organisasi/kalender").status_code == 403


@pytest.mark.parametrize(
    "fields",
    [
        {"bagian": "jam", "unit_id": "", "sejak": "2026-12-01", "reguler_senin": "07.30-15.00",
         "ramadan_senin": "08.00-14.00", "reguler_selasa": "07.30-15.00", "ramadan_selasa": "08.00-14.00"},
        {"bagian": "batas", "sejak": "2026-11-24", "amat_segera_jam": "12", "segera_jam": "24", "biasa_hari": "4",
         "disposisi_pertama_hari": "1", "segera_lewati_libur": "1", "unit_hari": "2"},
    ],
)  # fmt: skip
def test_hours_and_limits_are_set_from_their_forms(
    engine: Engine, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient], fields: dict[str, str]
) -> None:
    more = {"dari": "0", "dasar": "Perwal 9/2026", "alasan": "Penyesuaian pelayanan.", "setuju": "1"}

    assert kirim(masuk("admin"), "/organisasi/kalender", {**fields, **more}).status_code == 303
    with reading(engine) as session:
        found = kalender.berlaku(session)
        if fields["bagian"] == "jam":
            assert found.tutup(date(2026, 12, 7)).hour == 15 and not found.is_hari_kerja(date(2026, 12, 9))
        else:
            assert found.batas_pada(date(2026, 11, 24)).biasa_hari == 4
            assert found.batas_pada(date(2026, 11, 23)).biasa_hari == 5


def test_nobody_reads_the_built_in_calendar_past_the_one_in_force() -> None:
    from pathlib import Path

    root = Path(waktu.__file__).parents[2]
    found = {p.relative_to(root).as_posix() for p in root.rglob("*.py") if "muat_kalender" in p.read_text("utf-8")}

    assert found == {"organisasi/waktu/__init__.py", "organisasi/waktu/baca.py", "organisasi/kalender.py"}


def test_a_joint_decree_is_read_as_it_is_pasted() -> None:
    teks = """
    HARI LIBUR NASIONAL TAHUN 2026
    1. 1 Januari (Kamis): Tahun Baru 2026 Masehi
    2. Jumat, 16 Januari 2026 - Isra Mikraj Nabi Muhammad S.A.W.
    21-22 Maret 2026 (Sabtu-Minggu): Idulfitri 1447 Hijriah
    Hari Raya Natal, 25 Desember
    Senin, 1 Mei 2026 Hari Buruh
    17 Agustus 2027 Proklamasi
    31 Juni: tidak ada
    CUTI BERSAMA
    • 20, 23, dan 24 Maret: Idulfitri
    15 s.d. 16 Mei: Kenaikan Yesus Kristus
    Ditetapkan di Jakarta
    """
    found = tempel.baca_skb(teks, 2026)

    assert {day: (r["jenis"], r["keterangan"]) for day, r in found.libur.items()} == {
        "2026-01-01": ("libur_nasional", "Tahun Baru 2026 Masehi"),
        "2026-01-16": ("libur_nasional", "Isra Mikraj Nabi Muhammad S.A.W."),
        "2026-03-21": ("libur_nasional", "Idulfitri 1447 Hijriah"),
        "2026-03-22": ("libur_nasional", "Idulfitri 1447 Hijriah"),
        "2026-12-25": ("libur_nasional", "Hari Raya Natal"),
        "2026-03-20": ("cuti_bersama", "Idulfitri"),
        "2026-03-23": ("cuti_bersama", "Idulfitri"),
        "2026-03-24": ("cuti_bersama", "Idulfitri"),
        "2026-05-15": ("cuti_bersama", "Kenaikan Yesus Kristus"),
        "2026-05-16": ("cuti_bersama", "Kenaikan Yesus Kristus"),
    }
    assert [why for _, why in found.tidak] == [
        "1 Mei 2026 jatuh pada hari jumat, bukan senin",
        "bukan tahun 2026",
        "tanggalnya tidak ada",
    ]


def test_a_pasted_list_fills_the_form_and_sets_nothing(
    engine: Engine, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    admin = masuk("admin")
    fields = {
        "bagian": "libur",
        "dari": "0",
        "tahun": "2028",
        "libur": "",
        "ramadan": "",
        "dasar": "SKB",
        "alasan": "x",
    }
    empty = kirim(admin, "/organisasi/kalender", {**fields, "tempel": "besok libur", "baca": "1"})
    assert empty.status_code == 422 and "besok libur" in empty.text

    page = kirim(
        admin, "/organisasi/kalender", {**fields, "tempel": "1 Januari: Tahun Baru\n30 Feb\n31 Juni X", "baca": "1"}
    )
    assert page.status_code == 200
    assert "2028-01-01; libur; Tahun Baru" in page.text and "1 hari terbaca" in page.text and "31 Juni X" in page.text
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(KalenderKerja)) == 0


def test_limits_of_a_unit_and_of_a_jenis_are_set_and_govern(
    engine: Engine, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    with transaction(engine) as session:
        surat_id = buatan.surat(session, kota_kecil).id  # a surat dinas
        before = session.get_one(SuratMasuk, surat_id).batas_at
    fields = {
        "bagian": "batas", "sejak": clock.today().isoformat(), "amat_segera_jam": "24", "segera_jam": "48",
        "biasa_hari": "5", "disposisi_pertama_hari": "1", "segera_lewati_libur": "1", "unit_hari": "3",
        "jenis_baru": "surat_dinas", "jenis_baru_hari": "2", "dari": "0", "dasar": "Perwal 9/2026",
        "alasan": "Penyesuaian pelayanan.", "setuju": "1",
    }  # fmt: skip
    admin = masuk("admin")
    assert kirim(admin, "/organisasi/kalender", {**fields, "jenis_baru_hari": ""}).status_code == 422
    assert kirim(admin, "/organisasi/kalender", fields).status_code == 303
    with reading(engine) as session:
        limits = kalender.berlaku(session).batas_pada(clock.today())
        assert (limits.unit_hari, limits.unit_hari_ini, dict(limits.jenis)) == (3, False, {"surat_dinas": 2})
        surat = session.get_one(SuratMasuk, surat_id)
        assert surat.batas_at is not None and before is not None and surat.batas_at < before
        assert surat.batas_dasar == "jenis"
    assert "Surat Dinas" in admin.get("/organisasi/kalender?bagian=batas").text
