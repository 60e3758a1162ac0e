"""What the first page counts is what the lists hold; what the dashboard computes is computed again here, by hand."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import makers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.dasbor import queries
from eoffice.db import transaction
from eoffice.disposisi import actions as disposisi
from eoffice.disposisi import queries as disposisi_queries
from eoffice.disposisi.models import DisposisiPenerima
from eoffice.disposisi.states import Peran
from eoffice.laporan import actions as laporan
from eoffice.laporan.adopsi import kuantil, menit
from eoffice.laporan.queries import adopsi, ringkas
from eoffice.laporan.states import Rentang
from eoffice.naskah import actions as naskah
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.states import PeranPenerima, Urgensi
from eoffice.organisasi import queries as organisasi
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk
from tests.dasbor import mandiri
from tests.surat_masuk import buatan

SENIN = datetime(2026, 9, 14, 2, 0, tzinfo=UTC)  # Senin 09.00 WIB


@pytest.fixture
def kota(engine: Engine, kota_kecil: makers.Kota) -> Iterator[makers.Kota]:
    clock.set_clock(SENIN)
    yield kota_kecil


def ke(kota: makers.Kota, nama: str, *, batas: date | None = None) -> disposisi.Isian:
    return disposisi.Isian(
        penerima=[(kota[nama].jabatan.id, Peran.PENANGGUNG_JAWAB)], instruksi=["tindak_lanjuti"], batas=batas
    )


def maju(**more: float) -> None:
    clock.set_clock(clock.now() + timedelta(**more))


def bagian(session: Session, kota: makers.Kota, nama: str) -> DisposisiPenerima:
    return session.scalars(select(DisposisiPenerima).where(DisposisiPenerima.jabatan_id == kota[nama].jabatan.id)).one()


def test_every_counter_is_the_length_of_the_list_it_leads_to(engine: Engine, kota: makers.Kota) -> None:
    # KEAMANAN: OTR-03
    with transaction(engine) as session:
        buatan.surat(session, kota, hal="Satu")
        buatan.surat(session, kota, hal="Dua", peran=PeranPenerima.TEMBUSAN)
        opened = buatan.surat(session, kota, hal="Tiga")
        surat_masuk.tandai_dibaca(session, kota["kadis.dinsos"].actor(session), opened)
        given_ = buatan.surat(session, kota, hal="Empat")
        disposisi.disposisikan(session, kota["kadis.dinsos"].actor(session), given_, ke(kota, "kabid.dinsos"))
        naskah.buat(session, kota["kadis.dinsos"].actor(session), "surat_dinas")
    with transaction(engine) as session:
        for orang in kota.orang.values():
            actor = orang.actor(session)
            found, menu = queries.tunggu(session, actor), queries.counters(session, actor)
            unread = surat_queries.inbox(session, actor, "belum_dibaca")
            parts = [p for p in disposisi_queries.listed(session, actor, "perlu") if p.dibaca_at is None]
            assert found.belum_dibaca == len([s for s in unread if s.peran != "tembusan"]) + len(parts)
            assert found.tembusan == len([s for s in unread if s.peran == "tembusan"])
            assert found.surat == len(surat_queries.inbox(session, actor, "tindakan"))
            assert found.bagian + found.laporan == len(disposisi_queries.listed(session, actor, "perlu"))
            assert found.tindakan == menu["/kerja/perlu"]
            assert found.konsep == menu["/kerja/konsep"] == len(naskah_queries.drafts(session, actor))
            assert found.tandatangan == menu["/kerja/tanda-tangan"] == len(naskah_queries.to_sign(session, actor))
            assert found.paraf == menu["/kerja/paraf"] == len(naskah_queries.to_check(session, actor))
        chief = queries.tunggu(session, kota["kadis.dinsos"].actor(session))
        assert (chief.belum_dibaca, chief.tembusan, chief.surat, chief.konsep) == (2, 1, 2, 1)
        assert queries.tunggu(session, kota["kabid.dinsos"].actor(session)).belum_dibaca == 1
        assert queries.tunggu(session, kota["staf.diskominfo"].actor(session)) == queries.Tunggu()


def test_decisions_come_most_urgent_first_and_lead_to_the_deed(engine: Engine, kota: makers.Kota) -> None:
    with transaction(engine) as session:
        buatan.surat(session, kota, hal="Biasa saja")
        rush = buatan.surat(session, kota, hal="Sangat mendesak", urgensi=Urgensi.AMAT_SEGERA)
        part = buatan.surat(session, kota, hal="Sudah dilaporkan")
        chief = kota["kadis.dinsos"].actor(session)
        disposisi.disposisikan(session, chief, part, ke(kota, "kabid.dinsos"))
    with transaction(engine) as session:
        chief, kabid = kota["kadis.dinsos"].actor(session), kota["kabid.dinsos"].actor(session)
        disposisi.laporkan(session, kabid, bagian(session, kota, "kabid.dinsos"), "Sudah selesai dikerjakan.")
    with transaction(engine) as session:
        found = queries.keputusan(session, chief)
        part_id = bagian(session, kota, "kabid.dinsos").id

    assert [(k.hal, k.tombol) for k in found][:1] == [("Sangat mendesak", "Disposisi")]
    assert found[0].url == f"/surat-masuk/{rush.id}/disposisi" and found[0].lihat == f"/surat-masuk/{rush.id}"
    said = {(k.hal, k.tombol): k.url for k in found}
    assert said[("Sudah dilaporkan", "Periksa laporan")] == f"/disposisi/{part_id}"
    assert ("Biasa saja", "Disposisi") in said


def test_deadlines_show_what_has_passed_and_what_comes_within_a_week(engine: Engine, kota: makers.Kota) -> None:
    with transaction(engine) as session:
        late = buatan.surat(session, kota, hal="Lewat", urgensi=Urgensi.AMAT_SEGERA)
        maju(days=3)
        soon = buatan.surat(session, kota, hal="Dekat")
        given_ = buatan.surat(session, kota, hal="Disposisi jauh")
        chief = kota["kadis.dinsos"].actor(session)
        disposisi.disposisikan(
            session, chief, given_, ke(kota, "kabid.dinsos", batas=clock.today() + timedelta(days=8))
        )
    with transaction(engine) as session:
        found = queries.tenggat(session, kota["kadis.dinsos"].actor(session))
        mine = queries.tenggat(session, kota["kabid.dinsos"].actor(session))
        assert [t.hal for t in found] == ["Lewat", "Dekat", "Disposisi jauh"]
        assert found[0].url == f"/surat-masuk/{late.id}" and found[1].url == f"/surat-masuk/{soon.id}"
        # the date of the giver is later than the limit of the surat, which governs here as in the work lists
        assert [(t.hal, t.batas) for t in mine] == [("Disposisi jauh", found[2].batas)]


def test_many_deadlines_that_have_passed_leave_room_for_those_to_come(engine: Engine, kota: makers.Kota) -> None:
    with transaction(engine) as session:
        for n in range(6):
            buatan.surat(session, kota, hal=f"Lewat {n}", urgensi=Urgensi.AMAT_SEGERA)
        maju(days=3)
        for n in range(3):
            buatan.surat(session, kota, hal=f"Datang {n}")
    with transaction(engine) as session:
        chief = kota["kadis.dinsos"].actor(session)
        found = [t.hal for t in queries.tenggat(session, chief, limit=6)]
        assert found == ["Lewat 0", "Lewat 1", "Lewat 2", "Datang 0", "Datang 1", "Datang 2"]
        assert len(queries.tenggat(session, chief, limit=8)) == 8


def lipat(engine: Engine) -> None:
    with transaction(engine) as session:
        while laporan.lipat(session):
            pass


def sama(session: Session, hari: date) -> tuple[mandiri.Lewat, mandiri.Kuantil]:
    """Hold the rollups against the surat themselves, at this instant; what the latter say."""
    now, units = clock.now(), {unit.id for unit in organisasi.all_opd(session)}
    span = Rentang(hari.replace(day=1), hari + timedelta(days=1))
    start, end = adopsi.awal(span.dari), adopsi.awal(span.sampai)
    late, owed = mandiri.lewat(session, now), adopsi.tertunda(session, now)
    assert sum(each.surat_lewat for each in owed.values()) == late.surat
    assert sum(each.disposisi_lewat for each in owed.values()) == late.disposisi
    found = mandiri.waktu_disposisi(session, start, end)
    whole = adopsi.waktu_disposisi(session, span, now)
    assert (whole.n, menit(whole.median), menit(whole.p90)) == (found.n, found.median, found.p90)
    clocks = ringkas.jam(session, span, now)
    assert clocks.kota == whole and sum(q.n for q in clocks.per_opd.values()) == found.n
    punctual = {opd: (t.tepat, t.diputus) for opd, t in mandiri.ketepatan(session, start, end, now).items()}
    rolled_ratio = adopsi.tepat_waktu(session, span, now)
    rolled = {opd: (r.pembilang, r.penyebut) for opd, r in rolled_ratio.items()}
    assert {opd: r for opd, r in rolled.items() if r != (0, 0)} == {o: r for o, r in punctual.items() if r[1]}
    assert clocks.tepat == rolled_ratio and set(rolled) <= units
    arrived = [row[:2] for row in mandiri.arus(session, hari)]  # the naskah behind them were made without an event
    assert [row[:2] for row in ringkas.arus(session, hari)] == arrived
    return late, found


def test_the_rollups_say_of_surat_what_the_surat_themselves_say(engine: Engine, kota: makers.Kota) -> None:
    with transaction(engine) as session:
        chief, other = kota["kadis.dinsos"].actor(session), kota["kadis.diskominfo"].actor(session)
        first = buatan.surat(session, kota, hal="Satu", urgensi=Urgensi.AMAT_SEGERA)  # until Selasa 09.00
        second = buatan.surat(session, kota, hal="Dua", urgensi=Urgensi.AMAT_SEGERA)
        buatan.surat(session, kota, hal="Tembusan", peran=PeranPenerima.TEMBUSAN)
        in_time = buatan.surat(session, kota, hal="Tepat")
        elsewhere = buatan.surat(session, kota, dari="kadis.dinsos", kepada="kadis.diskominfo", hal="Di sana")
        surat_masuk.baca_saja(session, chief, in_time, "Cukup untuk diketahui.")
        surat_masuk.baca_saja(session, other, elsewhere, "Cukup untuk diketahui.")
        maju(minutes=40)
        disposisi.disposisikan(session, chief, second, ke(kota, "kabid.dinsos", batas=date(2026, 9, 15)))
        assert first.batas_at == SENIN + timedelta(hours=24)
    maju(seconds=1)  # what happens at this very instant has not happened before it
    lipat(engine)
    with transaction(engine) as session:
        late, waits = sama(session, date(2026, 9, 14))
        assert (late.jumlah, waits.n, waits.median) == (0, 2, 40)
    clock.set_clock(SENIN + timedelta(hours=48))
    with transaction(engine) as session:
        late, waits = sama(session, date(2026, 9, 16))
        assert (late.surat, late.disposisi, waits.p90) == (2, 1, None)
    maju(hours=2)
    with transaction(engine) as session:
        disposisi.laporkan(
            session,
            kota["kabid.dinsos"].actor(session),
            bagian(session, kota, "kabid.dinsos"),
            "Sudah selesai dikerjakan.",
        )
        chief = kota["kadis.dinsos"].actor(session)
        disposisi.terima(session, chief, bagian(session, kota, "kabid.dinsos"))
        surat_masuk.baca_saja(session, chief, session.get_one(SuratMasuk, first.id), "Cukup untuk diketahui.")
        buatan.surat(session, kota, hal="Berjalan")
    maju(seconds=1)
    lipat(engine)
    with transaction(engine) as session:
        late, _ = sama(session, date(2026, 9, 16))
        assert (late.surat, late.disposisi) == (1, 0)  # the disposisi is over, its surat is not


def test_the_waiting_time_counts_working_minutes_only(engine: Engine, kota: makers.Kota) -> None:
    clock.set_clock(datetime(2026, 8, 14, 8, 0, tzinfo=UTC))  # Jumat 15.00 WIB, libur Senin 17
    with transaction(engine) as session:
        over = buatan.surat(session, kota, hal="Lewat libur")
        buatan.surat(session, kota, hal="Masih terbuka")
        clock.set_clock(datetime(2026, 8, 18, 1, 30, tzinfo=UTC))  # Selasa 08.30 WIB
        disposisi.disposisikan(session, kota["kadis.dinsos"].actor(session), over, ke(kota, "kabid.dinsos"))
    maju(seconds=1)
    lipat(engine)
    with transaction(engine) as session:
        _, found = sama(session, date(2026, 8, 18))
        assert found == mandiri.Kuantil(2, 150, None)  # metrik.md 2.2: Fri 14 Aug 15:00 → Tue 18 Aug 08:30 = 150


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=60))
def test_a_quantile_is_the_first_value_whose_place_reaches_the_fraction(values: list[int]) -> None:
    found, ordered = kuantil(values), sorted(values)

    def reached(tenths: int) -> int:
        return next(v for n, v in enumerate(ordered, 1) if 10 * n >= tenths * len(ordered))

    assert (found.median, found.p90) == (reached(5), reached(9))
    assert mandiri.kuantil(values) == mandiri.Kuantil(found.n, found.median, found.p90)
