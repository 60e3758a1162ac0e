"""Lists and counters follow every move by themselves, and say what a count of the rows says."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import makers
import pytest
from sqlalchemy import Engine, bindparam, delete, select, update

from eoffice import clock, db
from eoffice.disposisi import actions as disposisi
from eoffice.disposisi import queries as disposisi_queries
from eoffice.disposisi.states import Peran
from eoffice.kerja import pencatat
from eoffice.kerja.models import ButirKerja, HitunganKerja
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import Status
from tests.naskah import kantor
from tests.surat_masuk import buatan

SENIN = datetime(2026, 9, 14, 2, 0, tzinfo=UTC)


@pytest.fixture
def kota(engine: Engine, kota_kecil: makers.Kota) -> Iterator[makers.Kota]:
    clock.set_clock(SENIN)
    yield kota_kecil


def kept(engine: Engine, orang: makers.Orang) -> dict[str, int]:
    """The counters of somebody: of the jabatan and of the person, without what is nothing."""
    owners = (f"j{orang.jabatan.id}", f"p{orang.pegawai.id}")
    with db.reading(engine) as session:
        rows = session.scalars(select(HitunganKerja).where(HitunganKerja.pemilik.in_(owners))).all()
        found = {str(r.macam): r.n for r in rows if r.n}
        assert list(pencatat.periksa(session)) == []
    return found


def to(kota: makers.Kota, *names: str) -> disposisi.Isian:
    return disposisi.Isian([(kota[n].jabatan.id, Peran.PENANGGUNG_JAWAB) for n in names], ["tindak_lanjuti"])


def test_a_surat_goes_through_the_lists_of_all_who_have_it(engine: Engine, kota: makers.Kota) -> None:
    kadis, kabid, staf = kota["kadis.dinsos"], kota["kabid.dinsos"], kota["staf.dinsos"]
    with db.transaction(engine) as session:
        surat = buatan.surat(session, kota)
        surat_id = surat.id
    assert kept(engine, kadis) == {"surat": 1}

    with db.transaction(engine) as session:
        given = disposisi.disposisikan(
            session, kadis.actor(session), session.get_one(SuratMasuk, surat_id), to(kota, "kabid.dinsos")
        )
        part = given.penerima[0].id
    assert (kept(engine, kadis), kept(engine, kabid)) == ({"surat_jalan": 1}, {"bagian": 1})

    with db.transaction(engine) as session:
        actor = kabid.actor(session)
        below = (
            disposisi.lanjutkan(session, actor, disposisi_queries.get(session, actor, part), to(kota, "staf.dinsos"))
            .penerima[0]
            .id
        )
    assert (kept(engine, kabid), kept(engine, staf)) == ({"bagian_jalan": 1}, {"bagian": 1})

    with db.transaction(engine) as session:
        actor = staf.actor(session)
        disposisi.laporkan(session, actor, disposisi_queries.get(session, actor, below), "Sudah dikerjakan semuanya.")
    assert (kept(engine, kabid), kept(engine, staf)) == ({"bagian_jalan": 1, "laporan": 1}, {"bagian_jalan": 1})

    with db.transaction(engine) as session:
        actor = kabid.actor(session)
        disposisi.terima(session, actor, disposisi_queries.get(session, actor, below))
    assert (kept(engine, kadis), kept(engine, staf)) == ({"surat": 1, "laporan": 1}, {})

    with db.transaction(engine) as session:
        actor = kadis.actor(session)
        disposisi.selesaikan(session, actor, surat_queries.get(session, actor, surat_id), "Sudah cukup.")
    assert [kept(engine, who) for who in (kadis, kabid, staf)] == [{}, {}, {}]


def test_a_naskah_goes_from_konsep_to_signature(engine: Engine, kota: makers.Kota) -> None:
    staf, kabid, kadis = kota["staf.dinsos"], kota["kabid.dinsos"], kota["kadis.dinsos"]
    with db.transaction(engine) as session:
        kantor.konsep(session, kota)
        kantor.diajukan(session, kota)
        kantor.siap(session, kota)

    assert kept(engine, staf) == {"konsep": 1, "ajuan": 2}
    assert (kept(engine, kabid), kept(engine, kadis)) == ({"paraf": 1}, {"ttd": 1})


def test_a_statement_over_the_whole_table_is_seen_too(engine: Engine, kota: makers.Kota) -> None:
    with db.transaction(engine) as session:
        for _ in range(3):
            buatan.surat(session, kota)
    with db.transaction(engine) as session:
        session.execute(update(SuratMasuk).where(SuratMasuk.id > 1).values(status=Status.SELESAI))
        session.execute(update(SuratMasuk).where(SuratMasuk.id == 1).values(ringkasan="Tidak memindahkan apa pun."))
    table = SuratMasuk.__table__.c
    with db.transaction(engine) as session:
        moved = update(SuratMasuk.__table__).where(table.id == bindparam("b_id")).values(batas_at=bindparam("batas"))  # type: ignore[arg-type]
        session.execute(moved, [{"b_id": 1, "batas": SENIN}, {"b_id": 2, "batas": SENIN}])

    assert kept(engine, kota["kadis.dinsos"]) == {"surat": 1}


def test_what_is_rolled_back_leaves_no_trace_in_the_lists(engine: Engine, kota: makers.Kota) -> None:
    with db.transaction(engine) as session:
        buatan.surat(session, kota)
        with pytest.raises(ZeroDivisionError), session.begin_nested():
            buatan.surat(session, kota)
            session.flush()
            raise ZeroDivisionError

    assert kept(engine, kota["kadis.dinsos"]) == {"surat": 1}


def test_an_older_installation_is_filled_once_and_a_wrong_list_is_named(engine: Engine, kota: makers.Kota) -> None:
    with db.transaction(engine) as session:
        buatan.surat(session, kota)
        buatan.surat(session, kota)
    with db.transaction(engine) as session:
        session.execute(delete(ButirKerja).where(ButirKerja.objek_id == 1))
        session.execute(update(HitunganKerja).values(n=7))
    with db.reading(engine) as session:
        wrong = list(pencatat.periksa(session))
    with db.transaction(engine) as session:
        pencatat.susun_ulang(session)

    assert len(wrong) >= 2 and "tidak memuat surat 1" in wrong[0] and "(7, 2)" in " ".join(wrong)
    assert kept(engine, kota["kadis.dinsos"]) == {"surat": 2}


def test_many_moves_at_once_leave_every_counter_exact(engine: Engine, kota: makers.Kota) -> None:
    """Eight people move surat of the same jabatan at the same time; nobody waits in a circle, nothing is lost."""
    with db.transaction(engine) as session:
        ids = [buatan.surat(session, kota).id for _ in range(16)]
        chief = kota["kadis.dinsos"].actor(session)
    failures: list[BaseException] = []

    def move(some: list[int]) -> None:
        try:
            for n, surat_id in enumerate(some):
                with db.transaction(engine) as own:
                    surat = surat_queries.get(own, chief, surat_id)
                    if n % 2:
                        surat_masuk.baca_saja(own, chief, surat, "Cukup untuk diketahui.")
                    else:
                        disposisi.disposisikan(own, chief, surat, to(kota, "kabid.dinsos"))
        except BaseException as error:  # noqa: BLE001 - told below, in the thread of the test
            failures.append(error)

    threads = [threading.Thread(target=move, args=(ids[n::8],)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert kept(engine, kota["kadis.dinsos"]) == {"surat_jalan": 8}
    assert kept(engine, kota["kabid.dinsos"]) == {"bagian": 8}
