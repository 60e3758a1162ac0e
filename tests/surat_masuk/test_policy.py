"""Who reads a surat: policy and SQL say the same for every relation and every sifat."""

import itertools
from typing import Any

import makers
import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from eoffice.akses.rights import Action, Sifat
from eoffice.errors import NotFound
from eoffice.naskah.states import PeranPenerima
from eoffice.surat_masuk import policy, queries
from eoffice.surat_masuk.models import SuratAkses, SuratMasuk
from tests.surat_masuk import buatan

ADDRESSEE_ONLY = (Action.DISPOSISIKAN, Action.BACA_SAJA)


@pytest.mark.parametrize("sifat", list(Sifat))
def test_what_may_be_read_is_what_is_listed(session: Session, kota_kecil: makers.Kota, sifat: Sifat) -> None:
    # KEAMANAN: OTR-01, OTR-03
    plain = buatan.surat(session, kota_kecil, sifat=sifat)
    chained = buatan.surat(session, kota_kecil, sifat=sifat)
    chained.akses.append(SuratAkses(jabatan_id=kota_kecil["kabid.dinsos"].jabatan.id))
    copied = buatan.surat(session, kota_kecil, sifat=sifat, peran=PeranPenerima.TEMBUSAN)
    session.flush()

    allowed = set()
    for (name, who), surat in itertools.product(kota_kecil.orang.items(), (plain, chained, copied)):
        actor = who.actor(session)
        listed = session.scalar(queries.visible(actor).where(queries.SuratMasuk.id == surat.id))
        may = bool(policy.may(actor, Action.BACA_SURAT, surat))
        assert may == (listed is surat), (name, sifat)
        if may:
            allowed.add((name, ("plain", "chained", "copied")[(plain, chained, copied).index(surat)]))

    around = {"tu.dinsos", "arsiparis.dinsos"} if sifat in (Sifat.BIASA, Sifat.TERBATAS) else set()
    every = {(n, s) for n in {"kadis.dinsos"} | around for s in ("plain", "chained", "copied")}
    assert allowed == every | {("kabid.dinsos", "chained")}


def test_a_stranger_cannot_tell_that_it_exists(session: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-04
    surat = buatan.surat(session, kota_kecil)
    stranger = kota_kecil["kadis.diskominfo"].actor(session)

    with pytest.raises(NotFound) as hidden:
        queries.get(session, stranger, surat.id)
    with pytest.raises(NotFound) as missing:
        queries.get(session, stranger, surat.id + 1000)
    assert str(hidden.value) == str(missing.value)


@pytest.mark.parametrize("action", ADDRESSEE_ONLY)
def test_only_the_addressee_acts(session: Session, kota_kecil: makers.Kota, action: Action) -> None:
    surat = buatan.surat(session, kota_kecil)
    surat.akses.append(SuratAkses(jabatan_id=kota_kecil["kabid.dinsos"].jabatan.id))

    able = {name for name, who in kota_kecil.orang.items() if policy.may(who.actor(session), action, surat)}

    assert able == {"kadis.dinsos"}


def test_lists_and_counts_agree(session: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-03
    for _ in range(3):
        buatan.surat(session, kota_kecil)
    buatan.surat(session, kota_kecil, peran=PeranPenerima.TEMBUSAN)
    buatan.surat(session, kota_kecil, kepada="kabid.dinsos")
    kadis = kota_kecil["kadis.dinsos"].actor(session)

    counts = queries.counts(session, kadis)

    # What is addressed to somebody is open to them whatever its sifat, so the inbox need not ask `visible` again.
    addressed = queries.visible(kadis).where(SuratMasuk.tujuan_jabatan_id.in_(kadis.jabatan_ids))
    assert set(session.scalars(queries.mine(kadis))) == set(session.scalars(addressed))
    assert counts == {"tindakan": 3, "belum_dibaca": 4, "lewat": 0, "tembusan": 1}
    assert {tab: len(queries.inbox(session, kadis, tab)) for tab in queries.TABS} == {
        "tindakan": 3,
        "belum_dibaca": 4,
        "lewat": 0,
        "semua": 4,
    }
    assert queries.waiting(session, kadis) == 3


def test_pages_follow_one_another_without_loss(session: Session, kota_kecil: makers.Kota) -> None:
    made = [buatan.surat(session, kota_kecil).id for _ in range(5)]
    kadis = kota_kecil["kadis.dinsos"].actor(session)

    first = [s.id for s in queries.inbox(session, kadis, "semua", limit=3)]
    rest = [s.id for s in queries.inbox(session, kadis, "semua", before=first[-1], limit=3)]

    assert first + rest == sorted(made, reverse=True)


def test_the_newest_of_a_jabatan_are_found_without_sorting_all_it_ever_received(
    session: Session, kota_kecil: makers.Kota
) -> None:
    if session.get_bind().dialect.name != "sqlite":  # PostgreSQL plans by what is there, and here is little
        return
    kadis, plans = kota_kecil["kadis.dinsos"].actor(session), list[list[str]]()

    def planned(connection: Any, _cursor: object, statement: str, values: Any, *_more: object) -> None:
        if not statement.startswith("EXPLAIN"):
            said = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            plans.append([row.detail for row in said])

    event.listen(session.connection(), "before_cursor_execute", planned)
    queries.inbox(session, kadis, "semua")

    (plan,) = plans
    assert [step for step in plan if "B-TREE" in step] == ["USE TEMP B-TREE FOR ORDER BY"]  # of a page, at the very end
    assert plan[-1] == "USE TEMP B-TREE FOR ORDER BY"


def test_the_agenda_book_is_the_tus_and_the_arsiparis(session: Session, kota_kecil: makers.Kota) -> None:
    opd = kota_kecil.unit["dinsos"].id
    numbers = [buatan.surat(session, kota_kecil).nomor_agenda for _ in range(3)]
    year = queries.years(session, kota_kecil["tu.dinsos"].actor(session), opd)

    for name in ("tu.dinsos", "arsiparis.dinsos"):
        rows = queries.agenda(session, kota_kecil[name].actor(session), opd, year[0])
        assert [s.nomor_agenda for s in rows] == numbers[::-1]
    assert queries.agenda(session, kota_kecil["tu.diskominfo"].actor(session), opd, year[0]) == []
    assert queries.agenda(session, kota_kecil["kadis.dinsos"].actor(session), opd, year[0]) == []
