"""Reminders and escalation: on the right days, in office hours, once, and upwards only as far as it may go."""

import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta

import makers
import pytest
from keandalan.test_mati_mendadak import child
from sqlalchemy import Engine, event, func, insert, select, text, update

from eoffice import clock, outbox
from eoffice.app import handlers
from eoffice.db import reading, transaction
from eoffice.naskah.states import Urgensi
from eoffice.organisasi import kalender, waktu
from eoffice.organisasi.models import KalenderKerja
from eoffice.outbox import Job
from eoffice.surat_masuk import actions as surat_actions
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.tenggat import actions, policy, queries
from eoffice.tenggat.models import Tenggat, TenggatAturan, TenggatCatatan, TenggatPesan
from eoffice.tenggat.states import Dasar, Kejadian
from eoffice.web.services import Services
from tests.keamanan.test_henti import wait_until
from tests.tenggat import cerita
from tests.tenggat.cerita import SENIN, wib

JUMAT = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def _monday() -> None:
    clock.set_clock(SENIN)


def hari(awal: str, banyak: int, jam: str = "08:00") -> list[str]:
    """So many days from one on, at that hour."""
    return [f"{date.fromisoformat(awal) + timedelta(days=n)}T{jam}" for n in range(banyak)]


def test_the_limit_that_governs_stands_beside_what_is_owed(engine: Engine, kota_kecil: makers.Kota) -> None:
    one = cerita.surat(engine, kota_kecil)
    with reading(engine) as session:
        row = cerita.tenggat(session, None, one)
        assert (row.dasar, row.batas_at) == (Dasar.DISPOSISI_PERTAMA, wib("2026-11-24T16:00"))
        assert session.get_one(SuratMasuk, one).batas_at == wib("2026-11-30T16:00")

    dated, plain = cerita.disposisikan(engine, kota_kecil, one, "kabid.dinsos", batas=JUMAT)[0], 0
    late = cerita.surat(engine, kota_kecil)
    (plain,) = cerita.disposisikan(engine, kota_kecil, late, "kabid.dinsos")
    third = cerita.surat(engine, kota_kecil)
    (beyond,) = cerita.disposisikan(engine, kota_kecil, third, "kabid.dinsos", batas=date(2026, 12, 18))
    urgent = cerita.surat(engine, kota_kecil, urgensi=Urgensi.AMAT_SEGERA)
    (today,) = cerita.disposisikan(engine, kota_kecil, urgent, "kabid.dinsos")

    with reading(engine) as session:
        found = {
            n: (cerita.bagian(session, n).batas_at, cerita.bagian(session, n).batas_dasar)
            for n in (dated, plain, beyond, today)
        }
        assert found == {
            dated: (wib("2026-11-27T16:30"), "pimpinan"),
            plain: (wib("2026-11-25T16:00"), "unit"),
            beyond: (wib("2026-11-30T16:00"), "surat"),  # the earlier date governs
            today: (wib("2026-11-23T16:00"), "unit"),
        }
        assert cerita.tenggat(session, dated).atas_id == kota_kecil["kadis.dinsos"].jabatan.id
        assert not cerita.bagian(session, dated).late


def test_a_change_of_urgensi_moves_every_limit(engine: Engine, kota_kecil: makers.Kota) -> None:
    one = cerita.surat(engine, kota_kecil)
    (part,) = cerita.disposisikan(engine, kota_kecil, one, "kabid.dinsos", batas=JUMAT)
    with transaction(engine) as session:
        session.get_one(SuratMasuk, one).urgensi = Urgensi.AMAT_SEGERA
    with reading(engine) as session:
        assert session.get_one(SuratMasuk, one).batas_at == SENIN + timedelta(hours=24)
        assert cerita.bagian(session, part).batas_at == SENIN + timedelta(hours=24)
        assert cerita.tenggat(session, part).dasar is Dasar.SURAT


def test_before_on_and_after_and_each_person_once_a_day(engine: Engine, kota_kecil: makers.Kota) -> None:
    one = cerita.surat(engine, kota_kecil)
    (kabid,) = cerita.disposisikan(engine, kota_kecil, one, "kabid.dinsos", batas=JUMAT)
    staf = cerita.lanjutkan(engine, kota_kecil, kabid, "kabid.dinsos", "staf.dinsos", batas=date(2026, 11, 25))

    every = [at for day in hari("2026-11-23", 10) for at in (day[:10] + "T00:00", day, day[:10] + "T19:00")]
    told = cerita.sapu(engine, *every)

    who = {kota_kecil[n].pegawai.id: n.removesuffix(".dinsos") for n in ("kadis.dinsos", "kabid.dinsos", "staf.dinsos")}
    assert [(at[5:10], kind, who[p]) for at, kind, _, p in told] == [
        ("11-24", "pengingat", "staf"),
        ("11-25", "pengingat", "staf"),
        ("11-26", "lewat_tenggat", "staf"),
        ("11-26", "eskalasi", "kabid"),  # the giver; his own reminder of that day gives way to it
        ("11-27", "lewat_tenggat", "staf"),
        ("11-27", "pengingat", "kabid"),
        ("11-30", "lewat_tenggat", "staf"),
        ("11-30", "eskalasi", "kadis"),  # above the giver, and the giver of the other part: told once
        ("11-30", "lewat_tenggat", "kabid"),
        ("12-01", "lewat_tenggat", "staf"),
        ("12-01", "lewat_tenggat", "kabid"),
        ("12-02", "lewat_tenggat", "staf"),
        ("12-02", "lewat_tenggat", "kabid"),
    ]
    assert {at[10:] for at, *_ in told} == {"T08:00"}
    with reading(engine) as session:
        part = cerita.bagian(session, staf)
        assert (part.tegur_tingkat, part.tegur_kepada) == (2, kota_kecil["kadis.dinsos"].jabatan.nama)
        assert part.late
        row = cerita.tenggat(session, staf)
        ups = [c for c in queries.catatan(session, row.id) if c.kejadian is Kejadian.ESKALASI]
        assert [(c.tingkat, c.at) for c in reversed(ups)] == [
            (1, wib("2026-11-26T08:00")),
            (2, wib("2026-11-30T08:00")),
        ]


def test_nobody_is_told_at_night_on_a_day_off_or_twice_after_a_jump_of_the_clock(
    engine: Engine, kota_kecil: makers.Kota
) -> None:
    one = cerita.surat(engine, kota_kecil)
    cerita.disposisikan(engine, kota_kecil, one, "kabid.dinsos", batas=JUMAT)

    told = cerita.sapu(
        engine,
        "2026-11-26T22:00",  # the worker was down all day: too late for today
        "2026-11-27T07:40",  # open, but before the hour
        "2026-11-27T08:00",
        "2026-11-28T10:00",  # Saturday
        "2026-11-30T12:30",  # the break
        "2026-11-30T13:00",
        "2026-12-24T09:00",  # cuti bersama
        "2027-11-29T09:00",  # the clock ran away
        "2026-12-01T09:00",  # and was set right
    )
    assert [(at, kind) for at, kind, _, _ in told if kind != "eskalasi"] == [
        ("2026-11-27T08:00", "pengingat"),
        ("2026-11-30T13:00", "lewat_tenggat"),
        ("2027-11-29T09:00", "lewat_tenggat"),
    ]
    with transaction(engine) as session:
        actions.keliling(session, 0)  # the round of the day finds what a runaway clock left behind
    told = cerita.sapu(engine, "2026-12-01T10:00", "2026-12-01T10:01", "2026-12-02T08:00")
    assert [(at, kind) for at, kind, _, _ in told if kind != "eskalasi"] == [
        ("2026-12-01T10:00", "lewat_tenggat"),
        ("2026-12-02T08:00", "lewat_tenggat"),
    ]


def test_what_is_done_or_closed_reminds_nobody_and_a_report_waits_with_its_giver(
    engine: Engine, kota_kecil: makers.Kota
) -> None:
    one = cerita.surat(engine, kota_kecil)
    part, other = cerita.disposisikan(engine, kota_kecil, one, "kabid.dinsos", "sekretaris.dinsos", batas=JUMAT)
    cerita.laporkan(engine, kota_kecil, part, "kabid.dinsos")
    kadis = kota_kecil["kadis.dinsos"]
    with reading(engine) as session:
        row = cerita.tenggat(session, part)
        assert (row.jabatan_id, row.dasar, row.batas_at) == (
            kadis.jabatan.id,
            Dasar.PEMERIKSAAN,
            wib("2026-11-24T16:00"),
        )

    told = cerita.sapu(engine, "2026-11-24T08:00")
    assert [(kind, p) for _, kind, _, p in told] == [("pengingat", kadis.pegawai.id)]
    with transaction(engine) as session:
        actor = kadis.actor(session)
        surat_actions.selesaikan(session, actor, surat_queries.get(session, actor, one), "Cukup, ditutup.")
    assert cerita.sapu(engine, *hari("2026-11-26", 8)) == []
    with reading(engine) as session:
        rows = session.scalars(select(Tenggat)).all()
        assert len(rows) == 3 and all(r.tutup_at is not None and r.berikut_at is None for r in rows)
        assert other in {r.penerima_id for r in rows}


def test_who_may_not_read_hears_only_number_and_age_and_nobody_above_the_head_hears(
    engine: Engine, kota_kecil: makers.Kota
) -> None:
    one = cerita.surat(engine, kota_kecil)
    (sub,) = cerita.disposisikan(engine, kota_kecil, one, "kasubbag.dinsos", batas=JUMAT)
    staf = cerita.lanjutkan(engine, kota_kecil, sub, "kasubbag.dinsos", "arsiparis.dinsos", batas=date(2026, 11, 24))

    told = cerita.sapu(engine, *hari("2026-11-25", 14))

    ups = [(at[5:10], p, why) for at, kind, why, p in told if kind == "eskalasi"]
    sekretaris, kadis = (kota_kecil[n].pegawai.id for n in ("sekretaris.dinsos", "kadis.dinsos"))
    assert [(at, why) for at, p, why in ups if p == sekretaris] == [
        ("11-27", "pekerjaan pada agenda 1/2026 lewat tenggat 3 hari kerja (tingkat 2)")
    ]
    assert [(at, why) for at, p, why in ups if p == kadis] == [
        (
            "11-30",
            f"bagian {kota_kecil['kasubbag.dinsos'].jabatan.nama} pada agenda 1/2026 lewat tenggat 1 hari kerja (tingkat 1)",
        ),
        ("12-01", "bagian Arsiparis pada agenda 1/2026 lewat tenggat 5 hari kerja (tingkat 3)"),
    ]
    above = {kota_kecil[n].pegawai.id for n in ("sekda", "walikota")}
    assert not above & {p for *_, p in told}
    with reading(engine) as session:
        assert cerita.tenggat(session, staf).tingkat == 3  # giver, sekretaris, kepala dinas: there it ends
        actor = kota_kecil["sekretaris.dinsos"].actor(session)
        assert queries.listed(session, queries.tegur(actor)) == []  # it went on to the head
        head = kota_kecil["kadis.dinsos"].actor(session)
        assert {r.penerima_id for r in queries.listed(session, queries.tegur(head))} == {sub, staf}
        assert not policy.reads(actor, cerita.tenggat(session, staf))


def test_two_workers_at_once_tell_once(engine: Engine, kota_kecil: makers.Kota) -> None:
    for _ in range(6):
        cerita.disposisikan(engine, kota_kecil, cerita.surat(engine, kota_kecil), "kabid.dinsos", batas=JUMAT)
    clock.set_clock(wib("2026-11-30T09:00"))

    def work(_: int) -> int:
        done = 0
        for _ in range(12):
            with transaction(engine) as session:
                done += actions.tegur(session, sekaligus=2)
        return done

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(work, range(3)))
    while work(0):
        pass
    with reading(engine) as session:
        kabar = select(Job.payload).where(Job.topic == "notifikasi.sebar")
        told = [
            (p["kabar"], p["objek_id"]) for p in session.scalars(kabar) if p["kabar"] in ("lewat_tenggat", "eskalasi")
        ]
        assert len(told) == len(set(told)) == 12
        assert session.scalar(select(func.count()).select_from(TenggatPesan)) == 12
        assert session.scalar(select(func.count()).select_from(TenggatCatatan)) == 12


def test_a_sweep_costs_the_same_beside_thousands_that_are_not_due(engine: Engine, kota_kecil: makers.Kota) -> None:
    one = cerita.surat(engine, kota_kecil)
    cerita.disposisikan(engine, kota_kecil, one, "kabid.dinsos", batas=JUMAT)

    def cost(at: str) -> int:
        seen: list[str] = []
        clock.set_clock(wib(at))
        listen = lambda *given: seen.append(given[2])  # noqa: E731
        event.listen(engine, "before_cursor_execute", listen)
        with transaction(engine) as session:
            actions.tegur(session)
        event.remove(engine, "before_cursor_execute", listen)
        return len(seen)

    due_alone, idle_alone = cost("2026-11-26T08:00"), cost("2026-11-26T08:01")
    spare = cerita.surat(engine, kota_kecil)
    with transaction(engine) as session:
        row = dict(session.execute(select(Tenggat.__table__).where(Tenggat.surat_id == spare)).mappings().one())
        row.pop("id")
        later = wib("2026-12-15T08:00")
        rows = [
            {**row, "berikut_at": later + timedelta(minutes=n), "batas_at": later + timedelta(days=1)}
            for n in range(4000)
        ]
        session.execute(update(Tenggat).where(Tenggat.surat_id == spare).values(berikut_at=later))
        session.execute(insert(Tenggat), rows)
        if engine.dialect.name == "postgresql":
            session.execute(text("ANALYZE tenggat"))
    assert (cost("2026-11-27T08:00"), cost("2026-11-27T08:01")) == (due_alone, idle_alone)
    assert idle_alone <= 2
    with reading(engine) as session:
        plan = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
        asked = "SELECT id, surat_id FROM tenggat WHERE berikut_at <= '2026-11-27 01:00:00' ORDER BY berikut_at, id LIMIT 50"
        assert "ix_tenggat_berikut" in str(session.execute(text(plan + asked)).all())


@pytest.mark.parametrize("point", [pytest.param("tenggat_disiapkan", marks=pytest.mark.lambat), "tenggat_disapu"])
def test_killed_in_the_middle_of_a_sweep_everything_is_told_once(
    services: Services, kota_kecil: makers.Kota, point: str
) -> None:  # KEAMANAN: TGH-01
    clock.set_clock(SENIN - timedelta(days=20))  # a child process has the real clock, so it must be late already
    one = cerita.surat(services.engine, kota_kecil)
    (part,) = cerita.disposisikan(
        services.engine, kota_kecil, one, "kabid.dinsos", batas=(SENIN - timedelta(days=14)).date()
    )
    always = {hari: [["00:00", "23:59"]] for hari in waktu.HARI}
    with transaction(services.engine) as session:  # an office that never closes, for the test runs at any hour
        content = kalender.isi_berlaku(session)[1] | {"libur": [], "jam": {"reguler": always, "ramadan": always}}
        session.add(
            KalenderKerja(
                versi="uji", isi=content, sha256=kalender.sidik("uji", content), bagian="uji", berlaku_sejak=date(2026, 1, 1), dasar="uji",
                alasan="uji", penetap="uji", ditetapkan_at=clock.now(),
            )
        )  # fmt: skip
        session.add(
            TenggatAturan(
                berlaku_sejak=date(2026, 1, 1), aktif=True, sebelum_hari=1, jam=time(0), ulang_hari=1, eskalasi_hari=1,
                naik_hari=2, lewat_pimpinan=False, alasan="uji", penetap="uji", ditetapkan_at=clock.now(),
            )
        )  # fmt: skip
        actions.berikut(session, timedelta())
    clock.set_clock(None)

    assert child(services, point, perbuatan="kerja") == -signal.SIGKILL
    with reading(services.engine) as session:
        assert session.scalars(select(TenggatPesan)).all() == []
        assert cerita.tenggat(session, part).diingatkan is None
    with transaction(services.engine) as session:
        session.execute(update(Job).where(Job.state == "jalan").values(lease_until=clock.now() - timedelta(1)))
    outbox.work_all(outbox.Worker(services.engine, handlers(), services))

    def told() -> bool:
        with transaction(services.engine) as session:
            actions.tegur(session)
            return session.scalar(select(func.count()).select_from(TenggatPesan)) != 0

    wait_until(told)  # PostgreSQL holds the rows of the dead for a moment, and a sweep passes over what is held
    with transaction(services.engine) as session:
        actions.tegur(session)
        keys = session.scalars(select(Job.dedup_key).where(Job.dedup_key.like("kabar:tenggat:%"))).all()
        assert len(keys) == len(session.scalars(select(TenggatPesan)).all()) == 2
