"""Operators: what a mandate opens, how far it reaches, and what it never does."""

import itertools
from datetime import timedelta

import makers
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor, HakOperator
from eoffice.akses.rights import Action, Sifat
from eoffice.audit.models import AuditEntry
from eoffice.errors import Conflict, Invalid, NotAllowed, NotFound
from eoffice.naskah import policy as naskah_policy
from eoffice.naskah import queries as naskah
from eoffice.naskah.models import Naskah
from eoffice.organisasi.models import Penugasan
from eoffice.organisasi.wakil import MandatOperator
from eoffice.perwakilan import actions, policy, queries
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk import policy as surat_policy
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratAkses, SuratMasuk
from tests.surat_masuk import buatan

H = HakOperator
LEADER, OPERATOR = "kadis.dinsos", "staf.dinsos"
SIFAT = (Sifat.BIASA, Sifat.TERBATAS, Sifat.RAHASIA)
#: What an operator may never do, whatever the mandate says (5.6).
NEVER_SURAT = (Action.DISPOSISIKAN, Action.BACA_SAJA, Action.SELESAIKAN, Action.BERKASKAN_SURAT)
NEVER_NASKAH = (Action.PARAF, Action.TANDATANGANI, Action.TTD_BASAH, Action.UBAH, Action.TOLAK, Action.BERKASKAN)


def isian(kota: makers.Kota, *hak: H, maks: Sifat = Sifat.BIASA, oleh: str = OPERATOR) -> actions.Pemberian:
    today = clock.today()
    return actions.Pemberian(
        kota[LEADER].jabatan.id, kota[oleh].pegawai.id, hak or (H.BACA,), maks, today, today + timedelta(days=9), True
    )


def beri(session: Session, kota: makers.Kota, *hak: H, maks: Sifat = Sifat.BIASA) -> MandatOperator:
    return actions.beri(session, kota[LEADER].actor(session), isian(kota, *hak, maks=maks))


def operator(session: Session, kota: makers.Kota) -> Actor:
    found: Actor = kota[OPERATOR].actor(session)
    return found


def test_every_cell_of_a_mandate_reads_what_it_lists_and_does_nothing_it_must_not(
    session: Session, kota_kecil: makers.Kota
) -> None:  # KEAMANAN: OTR-14, OTR-01
    given = [buatan.surat(session, kota_kecil, sifat=sifat) for sifat in Sifat]
    for sifat in Sifat:
        given.append(buatan.surat(session, kota_kecil, sifat=sifat, kepada="kabid.dinsos"))
        given[-1].akses.append(SuratAkses(jabatan_id=kota_kecil[LEADER].jabatan.id))
    far = kota_kecil["kadis.diskominfo"]
    sent = [buatan.naskah_terkirim(session, kota_kecil[LEADER], far, sifat=sifat).naskah for sifat in Sifat]
    session.flush()
    before = operator(session, kota_kecil)
    assert not any(surat_policy.may(before, Action.BACA_SURAT, s) for s in given)

    for maks, hak in itertools.product(SIFAT, H):
        row = beri(session, kota_kecil, hak, maks=maks)
        reach, actor = set(SIFAT[: SIFAT.index(maks) + 1]), operator(session, kota_kecil)
        _surat_cells(session, actor, kota_kecil, given, hak, reach)
        _naskah_cells(session, actor, sent, hak, reach)
        actions.cabut(session, actor, row)


def _surat_cells(
    session: Session, actor: Actor, kota: makers.Kota, given: list[SuratMasuk], hak: H, reach: set[Sifat]
) -> None:
    desk = kota[LEADER].jabatan.id
    listed = set(session.scalars(surat_queries.visible(actor).with_only_columns(SuratMasuk.id)))
    for one in given:
        allowed = bool(surat_policy.may(actor, Action.BACA_SURAT, one))
        assert allowed == (one.sifat in reach) == (one.id in listed), (one.sifat, hak)
        assert not any(surat_policy.may(actor, never, one) for never in NEVER_SURAT)
        prepares = desk in actor.atas_nama_ids(H.SIAPKAN_DISPOSISI, one.sifat)
        assert prepares == (hak is H.SIAPKAN_DISPOSISI and one.sifat in reach)
        registers = surat_policy.registers(actor, None, desk, one.sifat)
        assert registers == (hak is H.CATAT and one.sifat in reach)


def _naskah_cells(session: Session, actor: Actor, sent: list[Naskah], hak: H, reach: set[Sifat]) -> None:
    listed = set(session.scalars(naskah.visible(actor).with_only_columns(Naskah.id)))
    for one in sent:
        sends = hak is H.KIRIM and one.sifat in reach
        assert bool(naskah_policy.may(actor, Action.KIRIM, one)) == sends, (one.sifat, hak)
        assert bool(naskah_policy.may(actor, Action.BACA, one)) == sends == (one.id in listed), (one.sifat, hak)
        assert not any(naskah_policy.may(actor, never, one) for never in NEVER_NASKAH)


def test_a_revoked_mandate_is_gone_with_the_next_click(session: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-11
    surat = buatan.surat(session, kota_kecil)
    row = beri(session, kota_kecil)
    assert surat_queries.get(session, operator(session, kota_kecil), surat.id) is surat

    actions.cabut(session, kota_kecil[LEADER].actor(session), row)

    with pytest.raises(NotFound):
        surat_queries.get(session, operator(session, kota_kecil), surat.id)
    with pytest.raises(Conflict):
        actions.cabut(session, kota_kecil[LEADER].actor(session), row)


def test_a_mandate_that_has_not_begun_or_has_ended_opens_nothing(session: Session, kota_kecil: makers.Kota) -> None:
    row = beri(session, kota_kecil)
    for shift in (timedelta(days=3), timedelta(days=-30)):
        row.mulai, row.selesai = clock.today() + shift, clock.today() + shift + timedelta(days=1)
        session.flush()
        assert operator(session, kota_kecil).mandat == frozenset()


def test_the_trail_names_the_operator_and_for_whom(session: Session, kota_kecil: makers.Kota) -> None:
    beri(session, kota_kecil, maks=Sifat.TERBATAS)
    surat = buatan.surat(session, kota_kecil, sifat=Sifat.TERBATAS)

    surat_masuk.catat_buka(session, operator(session, kota_kecil), surat)
    surat_masuk.catat_buka(session, kota_kecil["tu.dinsos"].actor(session), surat)
    session.commit()

    rows = session.scalars(select(AuditEntry).where(AuditEntry.event == "surat_masuk.buka").order_by(AuditEntry.n))
    assert [(e.nama, e.jabatan_nama) for e in rows] == [
        ("Budi Santoso", "Pengolah Data, a.n. Kepala Dinas Sosial"),
        ("Tuti Handayani", "Petugas Tata Usaha"),
    ]


def test_only_the_leader_gives_and_not_to_himself_or_an_administrator(
    session: Session, kota_kecil: makers.Kota
) -> None:  # KEAMANAN: OTR-12
    for name in ("sekretaris.dinsos", "admin", "tu.dinsos", "kadis.diskominfo", OPERATOR):
        with pytest.raises(NotAllowed):
            actions.beri(session, kota_kecil[name].actor(session), isian(kota_kecil))
    leader = kota_kecil[LEADER].actor(session)
    for who in (LEADER, "admin"):
        with pytest.raises(Invalid) as refused:
            actions.beri(session, leader, isian(kota_kecil, oleh=who))
        assert "pegawai_id" in refused.value.fields
    with pytest.raises(Invalid):
        actions.beri(session, leader, isian(kota_kecil, maks=Sifat.SANGAT_RAHASIA))
    beri(session, kota_kecil)
    with pytest.raises(Conflict):
        beri(session, kota_kecil)


def test_rahasia_needs_the_operator_to_be_named_on_purpose(session: Session, kota_kecil: makers.Kota) -> None:
    plain = isian(kota_kecil, maks=Sifat.RAHASIA)
    quiet = actions.Pemberian(
        plain.jabatan_id, plain.pegawai_id, plain.hak, plain.sifat_maks, plain.mulai, plain.selesai, tegas=False
    )
    with pytest.raises(Invalid) as refused:
        actions.beri(session, kota_kecil[LEADER].actor(session), quiet)

    assert list(refused.value.fields) == ["tegas"]


def test_whoever_is_shown_a_mandate_lists_it(session: Session, kota_kecil: makers.Kota) -> None:
    row = beri(session, kota_kecil)

    seen = set()
    for name, who in kota_kecil.orang.items():
        actor = who.actor(session)
        assert (row in queries.mandat(session, actor)) == policy.sees(actor, row), name
        if policy.sees(actor, row):
            seen.add(name)

    assert seen == {LEADER, OPERATOR, "sekretaris.dinsos", "admin"}


def test_rahasia_closes_for_the_operator_when_the_leader_who_named_him_goes(
    session: Session, kota_kecil: makers.Kota
) -> None:  # KEAMANAN: OTR-11
    beri(session, kota_kecil, H.BACA, maks=Sifat.RAHASIA)
    plain, closed = (buatan.surat(session, kota_kecil, sifat=sifat) for sifat in (Sifat.TERBATAS, Sifat.RAHASIA))
    assert surat_policy.may(kota_kecil[OPERATOR].actor(session), Action.BACA_SURAT, closed)

    held = select(Penugasan).where(Penugasan.jabatan_id == kota_kecil[LEADER].jabatan.id)
    session.scalars(held).one().selesai = clock.today() - timedelta(days=1)  # by whatever way he went
    session.flush()

    operator = kota_kecil[OPERATOR].actor(session)
    assert not surat_policy.may(operator, Action.BACA_SURAT, closed)
    assert surat_policy.may(operator, Action.BACA_SURAT, plain)  # the next leader may take that away
    assert closed.id not in {s.id for s in session.scalars(surat_queries.visible(operator))}
