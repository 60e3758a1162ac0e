"""Who may do what to a naskah, and that lists say the same."""

import itertools
from dataclasses import replace
from datetime import date

import pytest
from makers import Kota
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from eoffice import clock, db
from eoffice.akses.rights import Action, Sifat
from eoffice.naskah import actions, policy, queries
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import ISSUED, Status
from tests.naskah import kantor

ALL = [
    "walikota",
    "sekda",
    "asisten",
    "kabag.setda",
    "staf.setda",
    "tu.setda",
    "arsiparis.setda",
    "kadis.dinsos",
    "sekretaris.dinsos",
    "kabid.dinsos",
    "kasubbag.dinsos",
    "staf.dinsos",
    "staf2.dinsos",
    "tu.dinsos",
    "arsiparis.dinsos",
    "kadis.diskominfo",
    "kabid.diskominfo",
    "staf.diskominfo",
    "tu.diskominfo",
    "arsiparis.diskominfo",
    "admin",
]


def test_the_list_is_put_together_once_for_an_actor_and_anew_for_other_rights(
    session: Session, kota_kecil: Kota
) -> None:
    actor = kota_kecil["staf.dinsos"].actor(session)

    first = queries.visible(replace(actor, sesi="a", alamat="10.0.0.1", request_id="satu"))

    assert queries.visible(replace(actor, sesi="b", alamat="10.0.0.2", request_id="dua")) is first
    assert queries.visible(replace(actor, tu_opd_ids=frozenset({actor.opd_id}))) is not first
    assert queries.visible(kota_kecil["staf2.dinsos"].actor(session)) is not first


@pytest.mark.parametrize("sifat", list(Sifat))
def test_what_may_be_read_is_what_is_listed(engine: Engine, kota_kecil: Kota, sifat: Sifat) -> None:
    # KEAMANAN: OTR-01, OTR-03
    with db.transaction(engine) as session:
        naskah = kantor.diajukan(session, kota_kecil)
        actions.kembalikan(session, kota_kecil["kabid.dinsos"].actor(session), naskah, "Perbaiki redaksinya.")
        actions.set_route(
            session,
            kota_kecil["staf.dinsos"].actor(session),
            naskah,
            hierarki=[kota_kecil["kabid.dinsos"].jabatan.id],
            koordinasi=[kota_kecil["kabid.diskominfo"].jabatan.id],
        )
        naskah.sifat = sifat
        naskah_id = naskah.id
    with db.open_session(engine, writes=True) as session:
        actors = {name: kota_kecil[name].actor(session) for name in ALL}
        naskah = session.get_one(Naskah, naskah_id)
        seen = set()
        for status, (name, actor) in itertools.product(Status, actors.items()):
            naskah.status = status
            session.flush()
            listed = session.scalar(queries.visible(actor).where(Naskah.id == naskah_id))
            allowed = bool(policy.may(actor, Action.BACA, naskah))
            assert allowed == (listed is naskah), (name, status, sifat)
            seen.add(allowed)
        assert seen == {True, False}
        session.rollback()


def _readers(session: Session, kota: Kota, naskah: Naskah) -> set[str]:
    return {name for name in ALL if policy.may(kota[name].actor(session), Action.BACA, naskah)}


def test_a_konsep_is_seen_by_its_konseptor_alone(session: Session, kota_kecil: Kota) -> None:
    assert _readers(session, kota_kecil, kantor.konsep(session, kota_kecil)) == {"staf.dinsos"}


def test_under_way_it_is_seen_by_its_route(session: Session, kota_kecil: Kota) -> None:
    naskah = kantor.diajukan(session, kota_kecil)

    assert _readers(session, kota_kecil, naskah) == {"staf.dinsos", "kabid.dinsos", "kadis.dinsos"}


@pytest.mark.parametrize(
    ("sifat", "more"),
    [
        (Sifat.BIASA, {"staf2.dinsos", "tu.dinsos", "arsiparis.dinsos", "walikota"}),
        (Sifat.TERBATAS, {"tu.dinsos", "arsiparis.dinsos"}),
        (Sifat.RAHASIA, set()),
        (Sifat.SANGAT_RAHASIA, set()),
    ],
)
@pytest.mark.parametrize("status", sorted(ISSUED))
def test_once_issued_the_circle_depends_on_sifat(
    session: Session, kota_kecil: Kota, sifat: Sifat, more: set[str], status: Status
) -> None:
    # KEAMANAN: OTR-01
    naskah = kantor.diajukan(session, kota_kecil)
    naskah.status, naskah.sifat = status, sifat

    assert _readers(session, kota_kecil, naskah) == {"staf.dinsos", "kabid.dinsos", "kadis.dinsos"} | more


def test_the_administrator_of_the_system_reads_nothing(session: Session, kota_kecil: Kota) -> None:
    naskah = kantor.diajukan(session, kota_kecil)

    for status in Status:
        naskah.status = status
        assert not policy.may(kota_kecil["admin"].actor(session), Action.BACA, naskah)


def test_notes_and_versions_stay_on_the_route(session: Session, kota_kecil: Kota) -> None:
    # KEAMANAN: OTR-07
    naskah = kantor.siap(session, kota_kecil)
    naskah.status = Status.TERKIRIM

    following = {n for n in ALL if policy.may_follow(kota_kecil[n].actor(session), naskah)}

    assert following == {"staf.dinsos", "kabid.dinsos", "kadis.dinsos"}


#: What each person on the route may do while it is checked.
CHECKING = {
    "staf.dinsos": {Action.TARIK, Action.BATALKAN},
    "kabid.dinsos": {Action.PARAF, Action.KEMBALIKAN, Action.TOLAK, Action.UBAH},
    "kadis.dinsos": {Action.KEMBALIKAN, Action.TOLAK},
    "tu.dinsos": set(),
    "staf2.dinsos": set(),
    "sekda": set(),
}
STEPS = (
    Action.UBAH,
    Action.AJUKAN,
    Action.PARAF,
    Action.KEMBALIKAN,
    Action.TOLAK,
    Action.TARIK,
    Action.BATALKAN,
    Action.TANDATANGANI,
)


@pytest.mark.parametrize("name", CHECKING)
def test_while_checked_each_may_do_their_part(session: Session, kota_kecil: Kota, name: str) -> None:
    naskah = kantor.diajukan(session, kota_kecil)
    actor = kota_kecil[name].actor(session)

    assert {a for a in STEPS if policy.may(actor, a, naskah)} == CHECKING[name]


def test_a_paraf_can_be_taken_back_until_the_next_one_acts(session: Session, kota_kecil: Kota) -> None:
    naskah = kantor.siap(session, kota_kecil)

    assert policy.may(kota_kecil["kabid.dinsos"].actor(session), Action.TARIK, naskah)
    refused = policy.may(kota_kecil["staf.dinsos"].actor(session), Action.TARIK, naskah)
    assert (bool(refused), "diparaf" in refused.alasan) == (False, True)
    assert not policy.may(kota_kecil["kadis.dinsos"].actor(session), Action.TARIK, naskah)


def test_while_a_plh_serves_the_holder_does_not_sign(session: Session, kota_kecil: Kota) -> None:
    import makers

    from eoffice.organisasi.states import JenisPenugasan

    naskah = kantor.siap(session, kota_kecil)
    kadis, deputy = kota_kecil["kadis.dinsos"], kota_kecil["sekretaris.dinsos"]
    day: date = clock.today()
    makers.penugasan(session, deputy.pegawai, kadis.jabatan, bentuk=JenisPenugasan.PLH, mulai=day, selesai=day)

    assert not policy.may(kadis.actor(session), Action.TANDATANGANI, naskah)
    assert policy.may(deputy.actor(session), Action.TANDATANGANI, naskah)
