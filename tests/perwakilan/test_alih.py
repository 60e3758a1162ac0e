"""Redirects during leave: nothing is lost, both ends see it, and the sender is told."""

from datetime import timedelta

import makers
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.rights import Action, Sifat
from eoffice.disposisi import actions as disposisi
from eoffice.disposisi.states import Peran
from eoffice.errors import Conflict, Invalid, NotAllowed
from eoffice.naskah.states import PeranPenerima
from eoffice.organisasi import keberadaan
from eoffice.organisasi.states import CaraAlih, JenisPenugasan, SebabPergi
from eoffice.organisasi.wakil import Pengalihan
from eoffice.perwakilan import actions, policy, queries
from eoffice.surat_masuk import policy as surat_policy
from eoffice.surat_masuk.models import SuratAlih
from tests.surat_masuk import buatan

AWAY, TAKER = "kadis.dinsos", "sekretaris.dinsos"


def alih(
    session: Session, kota: makers.Kota, cara: CaraAlih = CaraAlih.PINDAH, *, dari: str = AWAY, ke: str = TAKER
) -> Pengalihan:
    today = clock.today()
    leader = kota[dari].actor(session)
    isian = actions.Pindahan(
        kota[dari].jabatan.id, kota[ke].jabatan.id, SebabPergi.CUTI, cara, today, today + timedelta(days=4)
    )
    return actions.alihkan(session, leader, isian)


def test_a_moved_surat_is_worked_there_and_read_by_both(session: Session, kota_kecil: makers.Kota) -> None:
    before = buatan.surat(session, kota_kecil)
    alih(session, kota_kecil)
    surat = buatan.surat(session, kota_kecil)

    away, taker = kota_kecil[AWAY].actor(session), kota_kecil[TAKER].actor(session)

    assert before.tujuan_jabatan_id == kota_kecil[AWAY].jabatan.id  # what lay there stays
    assert surat.tujuan_jabatan_id == kota_kecil[TAKER].jabatan.id
    assert surat_policy.may(taker, Action.DISPOSISIKAN, surat) and surat_policy.may(away, Action.BACA_SURAT, surat)
    for actor in (away, taker):
        assert [a.surat_id for a in queries.redirected(session, actor)] == [surat.id]
    assert queries.redirected(session, kota_kecil["kabid.dinsos"].actor(session)) == []


def test_a_copied_surat_stays_and_the_other_reads_along(session: Session, kota_kecil: makers.Kota) -> None:
    alih(session, kota_kecil, CaraAlih.SALIN)
    surat = buatan.surat(session, kota_kecil)

    taker = kota_kecil[TAKER].actor(session)

    assert surat.tujuan_jabatan_id == kota_kecil[AWAY].jabatan.id
    assert surat_policy.may(taker, Action.BACA_SURAT, surat) and not surat_policy.may(taker, Action.DISPOSISIKAN, surat)


@pytest.mark.parametrize("sifat", [Sifat.RAHASIA, Sifat.SANGAT_RAHASIA])
def test_rahasia_never_goes_to_somebody_else_by_itself(
    session: Session, kota_kecil: makers.Kota, sifat: Sifat
) -> None:  # KEAMANAN: OTR-08
    alih(session, kota_kecil)
    surat = buatan.surat(session, kota_kecil, sifat=sifat)

    assert surat.tujuan_jabatan_id == kota_kecil[AWAY].jabatan.id
    assert not surat_policy.may(kota_kecil[TAKER].actor(session), Action.BACA_SURAT, surat)


def test_a_copy_for_information_stays_and_a_plh_has_precedence(session: Session, kota_kecil: makers.Kota) -> None:
    alih(session, kota_kecil)
    copied = buatan.surat(session, kota_kecil, peran=PeranPenerima.TEMBUSAN)
    makers.penugasan(
        session,
        kota_kecil["kabid.dinsos"].pegawai,
        kota_kecil[AWAY].jabatan,
        bentuk=JenisPenugasan.PLH,
        mulai=clock.today(),
        selesai=clock.today(),
    )
    surat = buatan.surat(session, kota_kecil)

    assert {copied.tujuan_jabatan_id, surat.tujuan_jabatan_id} == {kota_kecil[AWAY].jabatan.id}


def test_a_part_of_a_disposisi_goes_to_the_other_and_the_absent_reads_it(
    session: Session, kota_kecil: makers.Kota
) -> None:
    alih(session, kota_kecil, dari="kabid.dinsos", ke="staf2.dinsos")
    surat = buatan.surat(session, kota_kecil)
    chosen = [(kota_kecil["kabid.dinsos"].jabatan.id, Peran.PENANGGUNG_JAWAB)]
    given = disposisi.disposisikan(
        session,
        kota_kecil[AWAY].actor(session),
        surat,
        disposisi.Isian(penerima=chosen, instruksi=["tindak_lanjuti"]),
    )

    assert [p.jabatan_id for p in given.penerima] == [kota_kecil["staf2.dinsos"].jabatan.id]
    assert surat_policy.may(kota_kecil["kabid.dinsos"].actor(session), Action.BACA_SURAT, surat)
    (noted,) = session.scalars(select(SuratAlih))
    assert noted.bagian == "disposisi"


def test_the_sender_is_told_until_it_is_stopped(session: Session, kota_kecil: makers.Kota) -> None:
    row = alih(session, kota_kecil)
    desk = kota_kecil[AWAY].jabatan.id
    told = keberadaan.away(session, [desk])[desk]
    assert told.bertindak == "dialihkan ke Sekretaris Dinas Sosial (Anton Wijaya)" and not told.diwakili

    actions.hentikan(session, kota_kecil[AWAY].actor(session), row)

    assert keberadaan.away(session, [desk]) == {}
    assert buatan.surat(session, kota_kecil).tujuan_jabatan_id == desk
    with pytest.raises(Conflict):
        actions.hentikan(session, kota_kecil[AWAY].actor(session), row)


@pytest.mark.parametrize("ke", ["kadis.diskominfo", "kabid.diskominfo", "staf.setda", AWAY, "sekda"])
def test_only_the_same_line_of_the_same_office_takes_over(session: Session, kota_kecil: makers.Kota, ke: str) -> None:
    with pytest.raises(Invalid) as refused:
        alih(session, kota_kecil, ke=ke)

    assert list(refused.value.fields) == ["ke_jabatan_id"]


def test_nobody_redirects_the_letters_of_another_to_himself(session: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-12
    today, away, taker = clock.today(), kota_kecil[AWAY].jabatan.id, kota_kecil[TAKER].jabatan.id
    own = actions.Pindahan(away, taker, SebabPergi.CUTI, CaraAlih.SALIN, today, today)
    with pytest.raises(Invalid) as refused:
        actions.alihkan(session, kota_kecil[TAKER].actor(session), own)

    assert refused.value.fields["ke_jabatan_id"].startswith("Anda tidak dapat mengalihkan surat pejabat lain")


def test_two_at_the_same_time_and_strangers_are_refused(session: Session, kota_kecil: makers.Kota) -> None:
    row = alih(session, kota_kecil)
    with pytest.raises(Conflict):
        alih(session, kota_kecil)
    for name in ("kabid.dinsos", "tu.dinsos", "kadis.diskominfo"):
        with pytest.raises(NotAllowed):
            actions.hentikan(session, kota_kecil[name].actor(session), row)
    for name, who in kota_kecil.orang.items():
        actor = who.actor(session)
        assert (row in queries.pengalihan(session, actor)) == policy.sees(actor, row), name
