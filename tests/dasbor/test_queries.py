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
from eoffice.dasbor import queries, tampil
from eoffice.dasbor.queries import Kuantil, Tepat
from eoffice.dasbor.queries.kota import TAK_HINGGA, kuantil
from eoffice.db import transaction
from eoffice.disposisi import actions as disposisi
from eoffice.disposisi import queries as disposisi_queries
from eoffice.disposisi.models import DisposisiPenerima
from eoffice.disposisi.states import Peran
from eoffice.naskah import actions as naskah
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.states import PeranPenerima, Urgensi
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk
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
            assert found.belum_dibaca + found.tembusan == len(unread)
            assert found.tembusan == len([s for s in unread if s.peran == "tembusan"])
            assert found.perlu_disposisi == menu["/surat-masuk"] == len(surat_queries.inbox(session, actor, "tindakan"))
            assert found.disposisi == len(disposisi_queries.listed(session, actor, "perlu"))
            assert found.konsep == menu["/naskah/konsep"] == len(naskah_queries.drafts(session, actor))
            assert found.tandatangan == menu["/naskah/tanda-tangan"] == len(naskah_queries.to_sign(session, actor))
            assert found.paraf == menu["/naskah/paraf"] == len(naskah_queries.to_check(session, actor))
        chief = queries.tunggu(session, kota["kadis.dinsos"].actor(session))
        assert (chief.belum_dibaca, chief.tembusan, chief.perlu_disposisi, chief.konsep) == (2, 1, 2, 1)
        assert queries.tunggu(session, kota["kabid.dinsos"].actor(session)).disposisi_belum_dibaca == 1
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
        disposisi.laporkan(session, kabid, bagian(session, kota, "kabid.dinsos"), "Sudah selesai dikerjakan.", None)
        session.flush()
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
        assert mine == []
        maju(days=1)
        assert [t.hal for t in queries.tenggat(session, kota["kabid.dinsos"].actor(session))] == ["Disposisi jauh"]


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


def test_what_is_late_now_and_what_was_late_yesterday(engine: Engine, kota: makers.Kota) -> None:
    with transaction(engine) as session:
        first = buatan.surat(session, kota, hal="Satu", urgensi=Urgensi.AMAT_SEGERA)  # until Selasa 09.00
        second = buatan.surat(session, kota, hal="Dua")
        buatan.surat(session, kota, hal="Tembusan", peran=PeranPenerima.TEMBUSAN)
        chief = kota["kadis.dinsos"].actor(session)
        disposisi.disposisikan(session, chief, second, ke(kota, "kabid.dinsos", batas=date(2026, 9, 15)))
        until = first.batas_at
    assert until == SENIN + timedelta(hours=24)
    with transaction(engine) as session:
        assert queries.lewat(session, SENIN + timedelta(hours=23)).jumlah == 0
        tuesday = queries.lewat(session, SENIN + timedelta(hours=25))
        assert (tuesday.surat, tuesday.disposisi, tuesday.tertua) == (1, 0, until)
        wednesday = queries.lewat(session, SENIN + timedelta(hours=48))
        assert (wednesday.surat, wednesday.disposisi) == (1, 1)
    clock.set_clock(SENIN + timedelta(hours=50))
    with transaction(engine) as session:
        kabid = kota["kabid.dinsos"].actor(session)
        disposisi.laporkan(session, kabid, bagian(session, kota, "kabid.dinsos"), "Sudah selesai dikerjakan.", None)
        chief = kota["kadis.dinsos"].actor(session)
        surat_masuk.baca_saja(session, chief, session.get_one(SuratMasuk, first.id), "Cukup untuk diketahui.")
    with transaction(engine) as session:
        now, before = queries.lewat(session, clock.now()), queries.lewat(session, SENIN + timedelta(hours=48))
        assert (now.jumlah, now.tertua) == (0, None)
        assert (before.surat, before.disposisi) == (1, 1)
        assert tampil.selisih(now.jumlah, before.jumlah) == "turun 2 dari kemarin"


def test_the_time_to_the_first_disposisi_counts_working_minutes_only(engine: Engine, kota: makers.Kota) -> None:
    clock.set_clock(datetime(2026, 8, 14, 8, 0, tzinfo=UTC))  # Jumat 15.00 WIB, libur Senin 17
    with transaction(engine) as session:
        over = buatan.surat(session, kota, hal="Lewat libur")
        buatan.surat(session, kota, hal="Masih terbuka")
        buatan.surat(session, kota, hal="Tembusan", peran=PeranPenerima.TEMBUSAN)
        read = buatan.surat(session, kota, hal="Dibaca saja")
        surat_masuk.baca_saja(session, kota["kadis.dinsos"].actor(session), read, "Cukup untuk diketahui.")
        clock.set_clock(datetime(2026, 8, 18, 1, 30, tzinfo=UTC))  # Selasa 08.30 WIB
        disposisi.disposisikan(session, kota["kadis.dinsos"].actor(session), over, ke(kota, "kabid.dinsos"))
    with transaction(engine) as session:
        found = queries.waktu_disposisi(session, clock.now() - timedelta(days=30), clock.now())
        assert found == Kuantil(2, 150, None)  # metrik.md 2.2: Fri 14 Aug 15:00 → Tue 18 Aug 08:30 = 150
        later = queries.waktu_disposisi(session, clock.now(), clock.now() + timedelta(days=1))
        assert later == Kuantil(0, None, None)
    assert (tampil.lama(150), tampil.lama(40), tampil.lama(None)) == ("2,5 jam", "40 menit", "Belum terhitung")


def test_golden_quantiles_of_the_city() -> None:
    """metrik.md 5.2: 20, 20, 90, 90, 150, 300, 540, ∞ has rank 4 = 90 and rank 8 = ∞."""
    assert kuantil([540, 20, TAK_HINGGA, 90, 20, 150, 300, 90]) == Kuantil(8, 90, None)
    assert kuantil([5]) == Kuantil(1, 5, 5)
    assert kuantil([TAK_HINGGA, 1]) == Kuantil(2, 1, None)


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=60))
def test_a_quantile_is_the_first_value_whose_place_reaches_the_fraction(values: list[int]) -> None:
    found, ordered = kuantil(values), sorted(values)

    def reached(tenths: int) -> int:
        return next(v for n, v in enumerate(ordered, 1) if 10 * n >= tenths * len(ordered))

    assert (found.median, found.p90) == (reached(5), reached(9))


def test_punctuality_per_office_by_hand(engine: Engine, kota: makers.Kota) -> None:
    with transaction(engine) as session:
        chief, other = kota["kadis.dinsos"].actor(session), kota["kadis.diskominfo"].actor(session)
        in_time = buatan.surat(session, kota, hal="Tepat")
        too_late = buatan.surat(session, kota, hal="Terlambat", urgensi=Urgensi.AMAT_SEGERA)
        buatan.surat(session, kota, hal="Terbuka lewat", urgensi=Urgensi.SEGERA)
        elsewhere = buatan.surat(session, kota, dari="kadis.dinsos", kepada="kadis.diskominfo", hal="Di sana")
        surat_masuk.baca_saja(session, chief, in_time, "Cukup untuk diketahui.")
        surat_masuk.baca_saja(session, other, elsewhere, "Cukup untuk diketahui.")
        maju(days=4)
        surat_masuk.baca_saja(session, chief, too_late, "Cukup untuk diketahui.")
        buatan.surat(session, kota, hal="Berjalan")
    with transaction(engine) as session:
        found = queries.ketepatan(session, SENIN - timedelta(days=1), clock.now() + timedelta(days=1), clock.now())
        dinsos, kominfo = kota.unit["dinsos"].id, kota.unit["diskominfo"].id
        assert found == {dinsos: Tepat(1, 1, 2), kominfo: Tepat(1, 0, 0)}
        total = sum(found.values(), Tepat())
        assert total.bagian == 2 / 4  # pooled numerators over pooled denominators
        assert tampil.BarisTepat("x", found[dinsos]).teks == "33% (1/3)"
        assert queries.ketepatan(session, clock.now(), clock.now() + timedelta(days=1), clock.now())[dinsos].jumlah == 1


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Kuantil(0, None, None), "Belum ada surat masuk dalam 30 hari. Angka ini muncul setelah ada surat yang didisposisikan."),
        (Kuantil(4, None, None), "Lebih dari separuh surat 30 hari ini belum didisposisikan. Angka ini muncul setelah pimpinan mendisposisikannya; ingatkan yang menunggu."),
        (Kuantil(4, 90, None), "median jam kerja, 30 hari; naik 50% dari 30 hari sebelumnya; lebih dari 10% surat belum didisposisikan"),
        (Kuantil(4, 60, 300), "median jam kerja, 30 hari; sama seperti 30 hari sebelumnya; 90% dalam 5,0 jam"),
    ],
)  # fmt: skip
def test_slow_surat_cannot_be_hidden_by_leaving_them_open(found: Kuantil, said: str) -> None:
    assert tampil.waktu_sub(found, Kuantil(9, 60, 100)) == said


def test_offices_with_few_surat_are_not_compared() -> None:
    found = {1: Tepat(9, 0, 1), 2: Tepat(5, 0, 5), 3: Tepat(1, 4, 0)}
    compared, few = tampil.menurut_ketepatan(found, {1: "A", 2: "B", 3: "C"})

    assert [row.nama for row in compared] == ["B", "A"]
    assert [row.nama for row in few] == ["C"]
    assert Tepat(0, 3, 0).bagian is None and tampil.BarisTepat("x", Tepat(0, 3, 0)).teks == "–"


def test_the_flow_counts_by_wib_day(engine: Engine, kota: makers.Kota) -> None:
    with transaction(engine) as session:
        clock.set_clock(datetime(2026, 9, 13, 16, 30, tzinfo=UTC))  # 13 Sep 23.30 WIB
        buatan.surat(session, kota)
        clock.set_clock(datetime(2026, 9, 13, 17, 30, tzinfo=UTC))  # 14 Sep 00.30 WIB
        buatan.surat(session, kota)
        buatan.surat(session, kota)
    with transaction(engine) as session:
        rows = queries.arus(session, date(2026, 9, 14))
        assert len(rows) == 30 and rows[0][0] == date(2026, 8, 16)
        assert rows[-2:] == [(date(2026, 9, 13), 1, 1), (date(2026, 9, 14), 2, 2)]
        assert sum(r[1] for r in rows[:-2]) == 0
        assert "3 surat masuk dan 3 naskah keluar" in tampil.arus(rows).ringkasan


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (60, 120, "turun 50% dari 30 hari sebelumnya"),
        (120, 100, "naik 20% dari 30 hari sebelumnya"),
        (100, 100, "sama seperti 30 hari sebelumnya"),
        (None, 100, ""),
        (100, None, ""),
        (100, 0, ""),
    ],
)
def test_a_median_is_compared_only_with_a_known_one(now: int | None, before: int | None, said: str) -> None:
    assert tampil.dibanding(Kuantil(5, now, None), Kuantil(5, before, None)) == said
