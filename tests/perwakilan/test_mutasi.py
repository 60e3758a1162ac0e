"""Mutations: looked at first, effective by themselves, undone before the date; and what keeps its old name."""

from datetime import date, timedelta

import makers
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import HakOperator
from eoffice.akses.rights import Sifat
from eoffice.audit.models import AuditEntry
from eoffice.errors import Conflict, Invalid, NotAllowed
from eoffice.naskah import actions as naskah
from eoffice.naskah.models import Naskah
from eoffice.organisasi import actions as organisasi_actions
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.baris import JabatanBaru, Susunan, UnitBaru
from eoffice.organisasi.models import Jabatan, Penugasan, Unit
from eoffice.organisasi.states import StatusMutasi
from eoffice.organisasi.wakil import MandatOperator, Mutasi
from eoffice.perwakilan import actions, rencana
from eoffice.perwakilan.rencana import Baris, Isian, Konsep
from tests.perwakilan.test_alih import alih
from tests.surat_masuk import buatan

ESOK = timedelta(days=1)


def isian(kota: makers.Kota, *baris: tuple[str, str | None], hari: int = 3, konsep: Konsep = Konsep.PENGGANTI) -> Isian:
    """An SK by which the first of each pair takes the jabatan of the second; None: leaves."""
    rows = [Baris(kota[a].pegawai.id, kota[b].jabatan.id if b else None, konsep) for a, b in baris]
    return Isian(tuple(rows), clock.today() + hari * ESOK, "821.2/15/2026", clock.today())


def tukar(kota: makers.Kota, hari: int = 3) -> Isian:
    """The two kabid change places."""
    pairs = (("kabid.dinsos", "kabid.diskominfo"), ("kabid.diskominfo", "kabid.dinsos"))
    return isian(kota, *pairs, hari=hari)


def do(session: Session, kota: makers.Kota, asked: Isian) -> list[Mutasi]:
    plan = rencana.susun(session, asked)
    return actions.mutasikan(session, kota["admin"].actor(session), asked, sidik=plan.sidik)


def konsep(session: Session, kota: makers.Kota, siapa: str) -> Naskah:
    return naskah.buat(session, kota[siapa].actor(session), "nota_dinas")


def test_the_preview_says_who_goes_where_and_what_stays(session: Session, kota_kecil: makers.Kota) -> None:
    surat = buatan.surat(session, kota_kecil, kepada="kabid.dinsos")
    mine = konsep(session, kota_kecil, "kabid.dinsos")

    plan = rencana.susun(session, tukar(kota_kecil))

    galih = plan.gerak[0]
    assert plan.galat == [] and galih.dari is not None and galih.ke is not None
    assert galih.dari.jabatan.nama == "Kepala Bidang Layanan Dinas Sosial"
    assert galih.pengganti == "Galih Ramadhan"
    assert galih.kerja["surat masuk"] == 1 and surat.tujuan_jabatan_id == galih.dari.jabatan_id
    assert galih.konsep == [mine.id] and galih.konsep_ke is not None and galih.konsep_ke.nama == "Galih Ramadhan"
    assert galih.hilang == ["surat, disposisi, dan riwayat Kepala Bidang Layanan Dinas Sosial"]
    assert galih.didapat == ["surat dan pekerjaan Kepala Bidang Layanan Dinas Komunikasi dan Informatika"]
    assert session.scalars(select(Mutasi)).all() == []


def test_it_takes_effect_by_itself_on_its_date(session: Session, kota_kecil: makers.Kota) -> None:
    mine = konsep(session, kota_kecil, "kabid.dinsos")
    surat = buatan.surat(session, kota_kecil, kepada="kabid.dinsos")
    made = do(session, kota_kecil, tukar(kota_kecil))
    old, new = kota_kecil["kabid.dinsos"].jabatan.id, kota_kecil["kabid.diskominfo"].jabatan.id
    who = kota_kecil["kabid.dinsos"].pegawai.id
    day = made[0].berlaku

    assert {p.jabatan_id for p in organisasi.held_by(session, who, day - ESOK)} == {old}
    assert {p.jabatan_id for p in organisasi.held_by(session, who, day)} == {new}
    actions.terapkan(session, made[0].kelompok)  # too early: the worker came before the date
    assert mine.konseptor_id == who and made[0].status is StatusMutasi.DIRENCANAKAN

    clock.set_clock(clock.now() + 3 * ESOK)
    try:
        actions.terapkan(session, made[0].kelompok)
        actions.terapkan(session, made[0].kelompok)  # the worker may come twice
        assert {m.status for m in made} == {StatusMutasi.BERLAKU}
        assert (mine.konseptor_id, mine.konseptor_jabatan_id) == (kota_kecil["kabid.diskominfo"].pegawai.id, old)
        assert surat.tujuan_jabatan_id == old  # work stays with the jabatan
        newcomer = organisasi.actor_for(session, kota_kecil["kabid.diskominfo"].pegawai.id)
        assert newcomer.jabatan_ids == {old}
    finally:
        clock.set_clock(None)
    session.commit()
    told = session.scalars(select(AuditEntry.event).where(AuditEntry.event.like("%konsep")))
    assert list(told) == ["naskah.serah_konsep"]


def test_undone_before_its_date_everything_is_as_it_was(session: Session, kota_kecil: makers.Kota) -> None:
    def held() -> list[tuple[int, int, date, date | None]]:
        rows = session.scalars(select(Penugasan).order_by(Penugasan.id))
        return [(p.pegawai_id, p.jabatan_id, p.mulai, p.selesai) for p in rows]

    before, admin = held(), kota_kecil["admin"].actor(session)
    made = do(session, kota_kecil, tukar(kota_kecil))
    assert held() != before

    actions.batalkan(session, admin, made[0].kelompok)

    assert held() == before and {m.status for m in made} == {StatusMutasi.DIBATALKAN}
    with pytest.raises(Conflict):
        actions.batalkan(session, admin, made[0].kelompok)
    actions.terapkan(session, made[0].kelompok)  # its message still comes and does nothing
    assert {m.status for m in made} == {StatusMutasi.DIBATALKAN}
    do(session, kota_kecil, tukar(kota_kecil))  # and it may be planned once more for the same day


def test_one_of_today_works_at_once_and_cannot_be_undone(session: Session, kota_kecil: makers.Kota) -> None:
    made = do(session, kota_kecil, tukar(kota_kecil, hari=0))

    assert kota_kecil["kabid.dinsos"].jabatan.id not in organisasi.actor_for(session, made[0].pegawai_id).jabatan_ids
    with pytest.raises(Conflict):
        actions.batalkan(session, kota_kecil["admin"].actor(session), made[0].kelompok)


@pytest.mark.parametrize(
    ("pairs", "hari", "said"),
    [
        ((("kabid.dinsos", "kabid.diskominfo"),), 3, "masih dipegang"),
        ((("kabid.dinsos", "kabid.dinsos"),), 3, "sudah memegang"),
        ((("kabid.dinsos", None), ("kabid.dinsos", None)), 3, "disebut dua kali"),
        ((("kabid.dinsos", None),), -1, "sudah lewat"),
        ((("kabid.dinsos", "staf.dinsos"), ("staf.dinsos", "kadis.dinsos")), 3, "masih dipegang"),
    ],
)
def test_what_does_not_fit_together_is_said_before_and_refused(
    session: Session, kota_kecil: makers.Kota, pairs: tuple[tuple[str, str | None], ...], hari: int, said: str
) -> None:
    asked = isian(kota_kecil, *pairs, hari=hari)
    plan = rencana.susun(session, asked)

    assert any(said in g for g in plan.galat), plan.galat
    with pytest.raises(Invalid):
        actions.mutasikan(session, kota_kecil["admin"].actor(session), asked, sidik=plan.sidik)
    assert session.scalars(select(Mutasi)).all() == []


def test_only_what_was_looked_at_is_done_and_only_by_the_administrator(
    session: Session, kota_kecil: makers.Kota
) -> None:  # KEAMANAN: TRX-02, OTR-12
    asked = tukar(kota_kecil)
    with pytest.raises(Conflict, match="berubah sejak pratinjau"):
        actions.mutasikan(session, kota_kecil["admin"].actor(session), asked, sidik="0" * 64)
    for name in ("sekretaris.dinsos", "kadis.dinsos", "sekda"):
        with pytest.raises(NotAllowed):
            actions.mutasikan(
                session, kota_kecil[name].actor(session), asked, sidik=rencana.susun(session, asked).sidik
            )
    gone = isian(kota_kecil, ("admin", None))
    with pytest.raises(Conflict, match="administrator"):
        do(session, kota_kecil, gone)


def test_without_a_successor_the_konsep_go_upwards_unless_kept(session: Session, kota_kecil: makers.Kota) -> None:
    konsep(session, kota_kecil, "staf.dinsos")
    leaves = isian(kota_kecil, ("staf.dinsos", None))
    keeps = isian(kota_kecil, ("staf.dinsos", None), konsep=Konsep.TETAP)

    up, kept = (rencana.susun(session, asked).gerak[0] for asked in (leaves, keeps))

    assert up.konsep_ke is not None and up.konsep_ke.id == kota_kecil["kabid.dinsos"].pegawai.id
    assert (kept.konsep_ke, len(kept.konsep)) == (None, 1)


def test_a_mandate_for_rahasia_ends_with_whoever_gave_it(session: Session, kota_kecil: makers.Kota) -> None:
    today = clock.today()
    leader = kota_kecil["kabid.dinsos"].actor(session)
    for who, maks in (("staf.dinsos", Sifat.RAHASIA), ("staf2.dinsos", Sifat.BIASA)):
        given = actions.Pemberian(
            leader.jabatan_id, kota_kecil[who].pegawai.id, [HakOperator.BACA], maks, today, today + 20 * ESOK, True
        )
        actions.beri(session, leader, given)

    do(session, kota_kecil, tukar(kota_kecil, hari=0))

    rows = session.scalars(select(MandatOperator).order_by(MandatOperator.id)).all()
    assert [row.keadaan for row in rows] == ["dicabut", "berlaku"]


def test_the_redirect_of_whoever_leaves_ends_with_the_mutation(session: Session, kota_kecil: makers.Kota) -> None:
    """The next holder is not the one who is away."""
    row = alih(session, kota_kecil, dari="kabid.dinsos", ke="staf.dinsos")

    plan = rencana.susun(session, tukar(kota_kecil, hari=0))
    do(session, kota_kecil, tukar(kota_kecil, hari=0))

    assert any(words.startswith("Pengalihan surat ke ") for words in plan.gerak[0].perlu)
    assert row.dicabut_at is not None and not row.keadaan.hidup


def test_a_new_name_leaves_the_old_one_to_what_was_written_under_it(session: Session, kota_kecil: makers.Kota) -> None:
    post = session.get_one(Jabatan, kota_kecil["kadis.dinsos"].jabatan.id)
    unit = session.get_one(Unit, kota_kecil.unit["dinsos"].id)
    old, yesterday = post.nama, clock.now() - ESOK

    def rename(nama: str, unit_nama: str) -> None:
        given = Susunan(
            unit=(UnitBaru(unit.kode, nama=unit_nama, diberi=frozenset({"kode", "nama"})),),
            jabatan=(JabatanBaru(post.kode, nama=nama, diberi=frozenset({"kode", "nama"})),),
        )
        organisasi_actions.muat(session, kota_kecil["admin"].actor(session), given)

    rename("Kepala Dinas Sosial dan Keluarga", "Dinas Sosial dan Keluarga")
    rename("Kepala Dinas Kesejahteraan", "Dinas Kesejahteraan")  # corrected on the same day

    assert (post.nama_pada(yesterday), post.nama_pada(clock.now())) == (old, "Kepala Dinas Kesejahteraan")
    assert [name for name, _ in post.nama_lama] == [old]
    assert (unit.nama_pada(yesterday), unit.nama_pada(None)) == ("Dinas Sosial", "Dinas Kesejahteraan")
    clock.set_clock(clock.now() + 30 * ESOK)
    try:
        rename("Kepala Badan Kesejahteraan", "Badan Kesejahteraan")
        between = clock.now() - 10 * ESOK
        names = [post.nama_pada(at) for at in (yesterday, between, clock.now())]
        assert names == [old, "Kepala Dinas Kesejahteraan", "Kepala Badan Kesejahteraan"]
        assert unit.nama_pada(between.date()) == "Dinas Kesejahteraan"
    finally:
        clock.set_clock(None)
