"""Lists and counters follow every move by themselves, and say what a count of the rows says."""

from collections.abc import Iterator
from datetime import UTC, datetime

import makers
import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from eoffice import clock, db
from eoffice.disposisi import actions as disposisi
from eoffice.disposisi.states import Peran
from eoffice.kerja import pencatat
from eoffice.kerja.models import HitunganKerja
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk
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
            disposisi.lanjutkan(session, actor, disposisi_part(session, actor, part), to(kota, "staf.dinsos"))
            .penerima[0]
            .id
        )
    assert (kept(engine, kabid), kept(engine, staf)) == ({"bagian_jalan": 1}, {"bagian": 1})

    with db.transaction(engine) as session:
        actor = staf.actor(session)
        disposisi.laporkan(session, actor, disposisi_part(session, actor, below), "Sudah dikerjakan semuanya.")
    assert (kept(engine, kabid), kept(engine, staf)) == ({"bagian_jalan": 1, "laporan": 1}, {"bagian_jalan": 1})

    with db.transaction(engine) as session:
        actor = kabid.actor(session)
        disposisi.terima(session, actor, disposisi_part(session, actor, below))
    assert (kept(engine, kadis), kept(engine, staf)) == ({"surat": 1, "laporan": 1}, {})

    with db.transaction(engine) as session:
        actor = kadis.actor(session)
        disposisi.selesaikan(session, actor, surat_queries.get(session, actor, surat_id), "Sudah cukup.")
    assert [kept(engine, who) for who in (kadis, kabid, staf)] == [{}, {}, {}]


def disposisi_part(session: Session, actor: object, part_id: int) -> object:
    from eoffice.disposisi import queries

    return queries.get(session, actor, part_id)  # type: ignore[arg-type]
