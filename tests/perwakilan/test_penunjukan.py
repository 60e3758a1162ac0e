"""A Plh., Plt. or Pj.: one at a time, from midnight to midnight, and the one who is away only reads."""

from dataclasses import replace
from datetime import datetime, timedelta

import makers
import pytest
from sqlalchemy import Engine, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eoffice import clock, db, outbox
from eoffice.akses.rights import Action
from eoffice.errors import Conflict, Invalid, NotAllowed
from eoffice.naskah import typeset
from eoffice.organisasi import keberadaan
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Penugasan
from eoffice.organisasi.states import JenisPenugasan, SebabPergi
from eoffice.organisasi.wakil import Penunjukan
from eoffice.perwakilan import actions, policy, queries
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk import policy as surat_policy
from tests.surat_masuk import buatan

HARI = timedelta(days=1)


def sk(kota: makers.Kota, *, dari: str = "kadis.dinsos", oleh: str = "sekretaris.dinsos", hari: int = 3) -> actions.Sk:
    """A Plh. of the kadis from today for so many days."""
    today = clock.today()
    return actions.Sk(
        jabatan_id=kota[dari].jabatan.id,
        pegawai_id=kota[oleh].pegawai.id,
        bentuk=JenisPenugasan.PLH,
        sebab=SebabPergi.CUTI,
        mulai=today,
        selesai=today + hari * HARI,
        nomor_sk="800.1.11/7/DINSOS/2026",
        tanggal_sk=today,
    )


def tunjuk(session: Session, kota: makers.Kota, **more: object) -> Penunjukan:
    leader = kota["kadis.dinsos"].actor(session)
    return actions.tunjuk(session, leader, replace(sk(kota), **more))  # type: ignore[arg-type]


def test_the_plh_acts_at_once_and_the_absent_only_reads(session: Session, kota_kecil: makers.Kota) -> None:
    surat = buatan.surat(session, kota_kecil)
    tunjuk(session, kota_kecil)

    absent, acting = (kota_kecil[n].actor(session) for n in ("kadis.dinsos", "sekretaris.dinsos"))

    desk = kota_kecil["kadis.dinsos"].jabatan.id
    assert (absent.holds(desk), absent.acts(desk), desk in absent.ttd_jabatan_ids) == (True, False, False)
    assert (acting.holds(desk), acting.acts(desk), desk in acting.ttd_jabatan_ids) == (True, True, True)
    assert surat_policy.may(absent, Action.BACA_SURAT, surat) and surat_policy.may(acting, Action.DISPOSISIKAN, surat)
    refused = surat_policy.may(absent, Action.DISPOSISIKAN, surat)
    assert not refused and "dijalankan Plh." in refused.alasan
    assert not surat_masuk.tandai_dibaca(session, absent, surat)  # reading along is not the office having read it
    assert surat_masuk.tandai_dibaca(session, acting, surat)


def test_without_the_lock_the_absent_works_on_but_never_signs(session: Session, kota_kecil: makers.Kota) -> None:
    surat = buatan.surat(session, kota_kecil)
    tunjuk(session, kota_kecil, mengunci=False)

    absent = kota_kecil["kadis.dinsos"].actor(session)

    assert surat_policy.may(absent, Action.DISPOSISIKAN, surat)
    assert kota_kecil["kadis.dinsos"].jabatan.id not in absent.ttd_jabatan_ids


def test_the_block_says_plh_under_the_own_name(session: Session, kota_kecil: makers.Kota) -> None:
    tunjuk(session, kota_kecil)
    sent = buatan.naskah_terkirim(session, kota_kecil["kadis.dinsos"], kota_kecil["kadis.diskominfo"]).naskah

    block, signer = typeset.penanda(session, sent)

    assert (block.bentuk, block.nama, signer) == ("plh", "Anton Wijaya", kota_kecil["sekretaris.dinsos"].pegawai.id)


def test_it_begins_and_ends_by_itself_at_wib_midnight(session: Session, kota_kecil: makers.Kota) -> None:
    made = tunjuk(session, kota_kecil, mulai=clock.today() + HARI)
    desk = made.jabatan_id
    first, last = made.mulai, made.selesai
    assert last is not None

    def acts(day: datetime) -> bool:
        clock.set_clock(day)
        return kota_kecil["sekretaris.dinsos"].actor(session).acts(desk)

    try:
        edges = [
            datetime(first.year, first.month, first.day, tzinfo=clock.WIB) - timedelta(seconds=1),
            datetime(first.year, first.month, first.day, tzinfo=clock.WIB),
            datetime(last.year, last.month, last.day, 23, 59, 59, tzinfo=clock.WIB),
            datetime(last.year, last.month, last.day, tzinfo=clock.WIB) + HARI,
        ]
        assert [acts(edge) for edge in edges] == [False, True, True, False]
    finally:
        clock.set_clock(None)


def test_ending_it_early_gives_the_desk_back_at_once(session: Session, kota_kecil: makers.Kota) -> None:
    made = tunjuk(session, kota_kecil)
    leader = kota_kecil["kadis.dinsos"].actor(session)

    actions.akhiri(session, leader, made, terakhir=None, alasan="kembali bertugas")

    assert kota_kecil["kadis.dinsos"].actor(session).acts(made.jabatan_id)
    assert not kota_kecil["sekretaris.dinsos"].actor(session).holds(made.jabatan_id)
    with pytest.raises(Conflict):
        actions.akhiri(session, leader, made, terakhir=None, alasan="sekali lagi")


def test_one_revoked_before_its_day_never_was_and_stays_in_the_history(
    session: Session, kota_kecil: makers.Kota
) -> None:
    made = tunjuk(session, kota_kecil, mulai=clock.today() + HARI)

    actions.akhiri(session, kota_kecil["kadis.dinsos"].actor(session), made, terakhir=None, alasan="batal cuti")

    assert made.keadaan == "dicabut" and made.penugasan_id is None
    acting = Penugasan.bentuk != JenisPenugasan.DEFINITIF
    assert session.scalars(select(Penugasan).where(acting)).all() == []
    again = tunjuk(session, kota_kecil, mulai=clock.today() + HARI)
    assert again.keadaan == "akan"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"mulai": clock.today() - HARI}, "mulai"),
        ({"selesai": None}, "selesai"),
        ({"selesai": clock.today() - HARI}, "selesai"),
        ({"selesai": clock.today() + 400 * HARI}, "selesai"),
        ({"bentuk": JenisPenugasan.PLT}, "bentuk"),
        ({"bentuk": JenisPenugasan.DEFINITIF}, "bentuk"),
        ({"tanggal_sk": clock.today() + HARI}, "tanggal_sk"),
        ({"pegawai_id": 0}, "pegawai_id"),
    ],
)
def test_an_sk_that_cannot_be_is_refused_beside_its_field(
    session: Session, kota_kecil: makers.Kota, more: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        tunjuk(session, kota_kecil, **more)

    assert field in refused.value.fields


def test_nobody_appoints_himself_nor_an_administrator_nor_for_another_office(
    session: Session, kota_kecil: makers.Kota
) -> None:  # KEAMANAN: OTR-12, OTR-10
    sekretaris = kota_kecil["sekretaris.dinsos"].actor(session)
    with pytest.raises(Invalid, match="diri sendiri"):
        actions.tunjuk(session, sekretaris, sk(kota_kecil))
    with pytest.raises(Invalid, match="mengelola sistem"):
        actions.tunjuk(session, sekretaris, sk(kota_kecil, oleh="admin"))
    for name in ("kadis.diskominfo", "sekretaris.diskominfo", "tu.dinsos", "kabid.dinsos", "sekda"):
        with pytest.raises(NotAllowed):
            actions.tunjuk(session, kota_kecil[name].actor(session), sk(kota_kecil, oleh="staf.dinsos"))
    desk = queries.jabatan(session, kota_kecil["kadis.dinsos"].jabatan.id)
    for name in ("sekretaris.dinsos", "admin"):
        assert policy.may(kota_kecil[name].actor(session), Action.TUNJUK_WAKIL, desk)


def test_a_second_one_at_the_same_time_is_refused_by_name(session: Session, kota_kecil: makers.Kota) -> None:
    tunjuk(session, kota_kecil)

    with pytest.raises(Invalid, match=r"Plh. Anton Wijaya sudah ditunjuk"):
        tunjuk(session, kota_kecil, pegawai_id=kota_kecil["kabid.dinsos"].pegawai.id, selesai=clock.today() + 9 * HARI)


def test_the_database_itself_refuses_a_second_one(engine: Engine, session: Session, kota_kecil: makers.Kota) -> None:
    made = tunjuk(session, kota_kecil)
    session.commit()
    desk, other = made.jabatan_id, kota_kecil["kabid.dinsos"].pegawai.id
    row = {"pegawai_id": other, "jabatan_id": desk, "bentuk": "plt", "mulai": made.mulai, "selesai": None, "dasar": ""}

    with pytest.raises(IntegrityError), db.transaction(engine) as own:
        own.execute(insert(Penugasan).values(row))
    with db.transaction(engine) as own:  # after its end it is welcome, and may then not reach back into it
        own.execute(insert(Penugasan).values({**row, "mulai": made.selesai + HARI}))
    mine = update(Penugasan).where(Penugasan.pegawai_id == other, Penugasan.jabatan_id == desk)
    with pytest.raises(IntegrityError), db.transaction(engine) as own:
        own.execute(mine.values(mulai=made.mulai))
    with db.transaction(engine) as own:
        own.execute(mine.values(selesai=made.selesai + 2 * HARI))  # shortening is always allowed


def test_a_sender_is_told_who_is_away_and_who_acts(session: Session, kota_kecil: makers.Kota) -> None:
    made = tunjuk(session, kota_kecil)
    desk = made.jabatan_id

    told = keberadaan.away(session, [kota_kecil["kabid.dinsos"].jabatan.id, desk])

    assert list(told) == [desk]
    who = told[desk]
    assert (who.nama, who.sebab, who.sampai) == ("Sri Wulandari", "cuti", made.selesai)
    assert "sedang tidak di tempat sampai " in who.kalimat and "digantikan Plh. Anton Wijaya." in who.kalimat
    assert "cuti" not in who.kalimat
    assert who.bertindak == "Plh. Anton Wijaya" and who.diwakili and who.ke_jabatan_id is None


def test_who_is_shown_an_appointment_is_who_lists_it(session: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-01
    made = tunjuk(session, kota_kecil)

    seen = set()
    for name, who in kota_kecil.orang.items():
        actor = who.actor(session)
        listed = made in queries.penunjukan(session, actor)
        assert listed == policy.sees(actor, made), name
        if listed:
            seen.add(name)

    assert seen == {"kadis.dinsos", "sekretaris.dinsos", "admin"}


def test_both_are_told_on_the_day_and_not_when_revoked(session: Session, kota_kecil: makers.Kota) -> None:
    made = tunjuk(session, kota_kecil)
    session.flush()

    topics = session.scalars(select(outbox.Job).where(outbox.Job.topic == "perwakilan.kabar")).all()
    assert [(j.payload["kabar"], j.run_at > clock.now()) for j in topics] == [("mulai", False), ("selesai", True)]
    told = select(outbox.Job).where(outbox.Job.topic == "notifikasi.sebar")
    before = len(session.scalars(told).all())
    actions.kabarkan(session, made.id, "mulai")
    session.flush()
    assert len(session.scalars(told).all()) == before + 1
    actions.akhiri(session, kota_kecil["kadis.dinsos"].actor(session), made, terakhir=None, alasan="kembali bertugas")
    session.flush()
    ended = len(session.scalars(told).all())
    actions.kabarkan(session, made.id, "mulai")
    actions.kabarkan(session, made.id, "selesai")
    session.flush()
    assert len(session.scalars(told).all()) == ended


def test_holder_is_the_plh_while_he_acts(session: Session, kota_kecil: makers.Kota) -> None:
    made = tunjuk(session, kota_kecil)

    held = organisasi.holder(session, made.jabatan_id)

    assert held is not None and held.pegawai_id == made.pegawai_id and held.mengunci
