"""Who may do what to a surat masuk, and that lists say the same."""

import itertools
from datetime import timedelta

import makers
import pytest
from makers import Kota
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.rights import Action, Sifat
from eoffice.errors import NotFound
from eoffice.organisasi.states import JenisPenugasan
from eoffice.surat_masuk import policy, queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import Status
from tests.surat_masuk.surat import didisposisikan, tembusan, tercatat

CHAIN = {"kadis.diskominfo", "kabid.diskominfo"}
ALL = [
    "walikota",
    "sekda",
    "asisten",
    "tu.setda",
    "arsiparis.setda",
    "kadis.diskominfo",
    "sekretaris.diskominfo",
    "kabid.diskominfo",
    "kasubbag.diskominfo",
    "staf.diskominfo",
    "staf2.diskominfo",
    "tu.diskominfo",
    "arsiparis.diskominfo",
    "kadis.dinsos",
    "kabid.dinsos",
    "tu.dinsos",
    "arsiparis.dinsos",
    "admin",
]


def _readers(session: Session, kota: Kota, surat: SuratMasuk) -> set[str]:
    return {name for name in ALL if policy.may(kota[name].actor(session), Action.BACA_SURAT, surat)}


@pytest.mark.parametrize("sifat", list(Sifat))
def test_what_may_be_read_is_what_is_listed(session: Session, kota_kecil: Kota, sifat: Sifat) -> None:
    # KEAMANAN: OTR-01, OTR-03
    asli, disposed, copied = (
        tercatat(session, kota_kecil, nomor="1"),
        tercatat(session, kota_kecil, nomor="2"),
        tembusan(session, kota_kecil),
    )
    didisposisikan(session, kota_kecil, disposed)
    for surat in (asli, disposed, copied):
        surat.sifat = sifat
    session.flush()
    session.expire_all()
    seen = set()

    for surat, name in itertools.product((asli, disposed, copied), ALL):
        actor = kota_kecil[name].actor(session)
        listed = session.scalar(queries.visible(actor).where(SuratMasuk.id == surat.id))
        allowed = bool(policy.may(actor, Action.BACA_SURAT, surat))
        assert allowed == (listed is surat), (name, surat.peran, sifat)
        seen.add(allowed)

    assert seen == {True, False}


@pytest.mark.parametrize("sifat", list(Sifat))
def test_tu_and_arsiparis_reach_as_far_as_terbatas(session: Session, kota_kecil: Kota, sifat: Sifat) -> None:
    surat = tercatat(session, kota_kecil)
    didisposisikan(session, kota_kecil, surat)
    surat.sifat = sifat
    session.flush()

    serving = {"tu.diskominfo", "arsiparis.diskominfo"} if sifat in (Sifat.BIASA, Sifat.TERBATAS) else set()
    assert _readers(session, kota_kecil, surat) == CHAIN | serving


def test_a_superior_reads_nothing_by_being_above(session: Session, kota_kecil: Kota) -> None:
    surat = tercatat(session, kota_kecil)

    assert not _readers(session, kota_kecil, surat) & {"walikota", "sekda", "asisten", "admin"}


def test_a_stranger_cannot_tell_that_it_exists(session: Session, kota_kecil: Kota) -> None:  # KEAMANAN: OTR-04
    surat = tercatat(session, kota_kecil)
    stranger = kota_kecil["kadis.dinsos"].actor(session)

    with pytest.raises(NotFound) as hidden:
        queries.get(session, stranger, surat.id)
    with pytest.raises(NotFound) as missing:
        queries.get(session, stranger, surat.id + 1000)

    assert str(hidden.value) == str(missing.value)


def test_a_copied_office_only_reads(session: Session, kota_kecil: Kota) -> None:
    surat = tembusan(session, kota_kecil)
    actor = kota_kecil["kadis.diskominfo"].actor(session)

    refused = [policy.may(actor, a, surat).alasan for a in (Action.DISPOSISIKAN, Action.BACA_SAJA, Action.SELESAIKAN)]

    assert policy.may(actor, Action.BACA_SURAT, surat)
    assert refused == ["Surat ini tembusan, jadi hanya untuk dibaca."] * 3


@pytest.mark.parametrize("name", [n for n in ALL if n != "kadis.diskominfo"])
def test_only_the_addressed_decides(session: Session, kota_kecil: Kota, name: str) -> None:
    surat = tercatat(session, kota_kecil)
    actor = kota_kecil[name].actor(session)

    assert not policy.may(actor, Action.DISPOSISIKAN, surat)
    assert not policy.may(actor, Action.BACA_SAJA, surat)


def test_while_a_plh_stands_in_the_absent_holder_does_not_decide(session: Session, kota_kecil: Kota) -> None:
    surat = tercatat(session, kota_kecil)
    today = clock.today()
    makers.penugasan(
        session,
        kota_kecil["sekretaris.diskominfo"].pegawai,
        kota_kecil["kadis.diskominfo"].jabatan,
        bentuk=JenisPenugasan.PLH,
        mulai=today,
        selesai=today + timedelta(days=3),
    )

    absent = policy.may(kota_kecil["kadis.diskominfo"].actor(session), Action.DISPOSISIKAN, surat)
    standing_in = policy.may(kota_kecil["sekretaris.diskominfo"].actor(session), Action.DISPOSISIKAN, surat)

    assert not absent and "Plh." in absent.alasan
    assert standing_in


DECIDING = {
    Status.TERCATAT: {Action.DISPOSISIKAN, Action.BACA_SAJA},
    Status.DIDISPOSISIKAN: {Action.DISPOSISIKAN, Action.SELESAIKAN},
    Status.DIPROSES: {Action.DISPOSISIKAN, Action.SELESAIKAN},
    Status.MENUNGGU_KONFIRMASI: {Action.SELESAIKAN},
    Status.SELESAI: set(),
    Status.UNTUK_DIKETAHUI: set(),
    Status.DIBERKASKAN: set(),
}


@pytest.mark.parametrize("status", list(Status))
def test_each_status_offers_the_leader_its_steps(session: Session, kota_kecil: Kota, status: Status) -> None:
    surat = tercatat(session, kota_kecil)
    surat.status = status
    actor = kota_kecil["kadis.diskominfo"].actor(session)
    steps = (Action.DISPOSISIKAN, Action.BACA_SAJA, Action.SELESAIKAN)

    assert {a for a in steps if policy.may(actor, a, surat)} == DECIDING[status]


def test_only_a_tu_registers(session: Session, kota_kecil: Kota) -> None:
    able = {name for name in ALL if policy.may_register(kota_kecil[name].actor(session))}

    assert able == {"tu.setda", "tu.diskominfo", "tu.dinsos"}
