"""Who somebody is, told from the plain rows: the same as the records say, and in few statements."""

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.errors import NotFound
from eoffice.organisasi import queries
from eoffice.organisasi.models import Pegawai, Penugasan, Unit
from eoffice.organisasi.states import JenisPenugasan
from tests.makers import Kota


def test_an_actor_is_what_the_records_of_the_jabatan_say(session: Session, kota_kecil: Kota) -> None:
    for person in session.query(Pegawai):
        held = queries.held_by(session, person.id)
        if not held:
            with pytest.raises(NotFound):
                queries.actor_for(session, person.id)
            continue
        actor = queries.actor_for(session, person.id)

        assert actor.nama == person.nama_lengkap and actor.jabatan_ids == {p.jabatan_id for p in held}
        assert actor.peran == {row.peran for p in held for row in p.jabatan.peran_rows}
        assert actor.memeriksa == any(p.jabatan.pemeriksa for p in held)
        assert actor.mengelola_ids == {p.jabatan_id for p in held if p.jabatan.hanya_mengelola}
        assert actor.sekretaris_opd_ids == {o for p in held if (o := p.jabatan.sekretaris_opd_id) is not None}
        signs = {p.jabatan_id for p in held if queries.holder(session, p.jabatan_id).pegawai_id == person.id}  # type: ignore[union-attr]
        assert actor.ttd_jabatan_ids == signs


def test_what_was_only_just_assigned_counts_at_once_and_the_replaced_one_only_reads(
    session: Session, kota_kecil: Kota
) -> None:
    kadis, kabid = kota_kecil["kadis.dinsos"].actor(session), kota_kecil["kabid.dinsos"].actor(session)
    session.add(
        Penugasan(
            pegawai_id=kabid.pegawai_id,
            jabatan_id=kadis.jabatan_id,
            bentuk=JenisPenugasan.PLH,
            mulai=clock.today(),
        )
    )

    doing, replaced = (queries.actor_for(session, a.pegawai_id) for a in (kabid, kadis))

    assert kadis.jabatan_id in doing.ttd_jabatan_ids and doing.jabatan_id == kabid.jabatan_id
    assert kadis.jabatan_id in replaced.digantikan_ids and not replaced.ttd_jabatan_ids


def test_everything_below_a_unit_is_found_in_one_statement_even_in_a_circle(session: Session, kota_kecil: Kota) -> None:
    top = queries.actor_for(session, kota_kecil["kadis.dinsos"].actor(session).pegawai_id).unit_id
    expected, edge = {top}, [top]
    while edge:
        edge = [u.id for u in session.query(Unit).where(Unit.induk_id.in_(edge)) if u.id not in expected]
        expected |= set(edge)
    asked: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *a: asked.append(a[2]))

    assert queries.below(session, [top]) == expected and len(expected) > 1 and len(asked) == 1
    session.get_one(Unit, top).induk_id = max(expected)
    session.flush()
    assert queries.below(session, [top]) == expected
    assert queries.below(session, [999_999]) == {999_999} and queries.below(session, []) == frozenset()


def test_a_person_is_known_in_four_statements(session: Session, kota_kecil: Kota) -> None:
    person = kota_kecil["kadis.dinsos"].actor(session).pegawai_id
    asked: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *a: asked.append(a[2]))

    queries.actor_for(session, person)

    assert len(asked) <= 4
