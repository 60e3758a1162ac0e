"""What an administrator may do with accounts and the organisation, and what nobody may (AUT-04, OTR-10, OTR-12)."""

from datetime import date, timedelta

import makers
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import SISTEM, Actor, Peran
from eoffice.akses.rights import Action
from eoffice.akun import queries as akun
from eoffice.akun.models import Akun, Sesi, TokenAktivasi
from eoffice.akun.states import JenisToken
from eoffice.audit import queries as audit
from eoffice.errors import Conflict, Invalid, NotAllowed, NotFound
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.banding import bandingkan
from eoffice.organisasi.baris import JabatanBaru, PegawaiBaru, Susunan
from eoffice.organisasi.models import Penugasan
from eoffice.organisasi.states import JenisPenugasan
from eoffice.pengguna import actions, policy, queries
from eoffice.pengguna.states import Keadaan


@pytest.fixture
def kota(session: Session) -> makers.Kota:
    return makers.kota_kecil(session)


@pytest.fixture
def admin(session: Session, kota: makers.Kota) -> Actor:
    found = akun.by_name(session, "admin")
    assert found is not None
    return organisasi.actor_for(session, found.pegawai_id, akun_id=found.id)


def account(session: Session, nama: str) -> Akun:
    found = akun.by_name(session, nama)
    assert found is not None
    return found


def second_admin(session: Session, kota: makers.Kota) -> Akun:
    """Somebody else who administers as well."""
    who = makers.pegawai(session, "Rukmini")
    post = makers.jabatan(session, kota.unit["setda"], "Administrator Kedua", peran=(Peran.ADMIN_SISTEM,))
    makers.penugasan(session, who, post)
    return makers.akun(session, who, "admin2")


def test_only_the_administrator_and_the_operator_keep_accounts(session: Session, kota: makers.Kota) -> None:
    # KEAMANAN: OTR-02
    able = {n for n, o in kota.orang.items() if policy.may(o.actor(session), Action.KELOLA_PENGGUNA)}

    assert able == {"admin"}
    assert policy.may(SISTEM, Action.KELOLA_PENGGUNA) and policy.may(SISTEM, Action.KELOLA_ORGANISASI)


def test_nobody_else_makes_an_account_even_with_the_address(session: Session, kota: makers.Kota) -> None:
    somebody = kota["kadis.dinsos"].actor(session)
    fresh = makers.pegawai(session, "Baru Datang")

    for attempt in (
        lambda: actions.buat(session, somebody, pegawai_id=fresh.id, nama_pengguna="baru.datang"),
        lambda: actions.tautan_baru(session, somebody, account(session, "staf.dinsos")),
        lambda: actions.nonaktifkan(session, somebody, account(session, "staf.dinsos")),
        lambda: actions.muat(session, somebody, Susunan()),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_a_new_account_waits_for_its_owner(session: Session, kota: makers.Kota, admin: Actor) -> None:
    # KEAMANAN: AUT-04
    fresh = makers.pegawai(session, "Baru Datang")
    assert queries.usulan_nama(session, fresh) == "baru.datang"

    token = actions.buat(session, admin, pegawai_id=fresh.id, nama_pengguna="baru.datang")

    made = account(session, "baru.datang")
    assert (made.sandi_hash, queries.orang(session, fresh.id).keadaan) == (None, Keadaan.BELUM_AKTIF)
    (stored,) = session.scalars(select(TokenAktivasi).where(TokenAktivasi.akun_id == made.id))
    assert stored.id == akun.digest(token) and stored.jenis is JenisToken.AKTIVASI
    assert queries.usulan_nama(session, makers.pegawai(session, "Baru Datang")) == "baru.datang2"


def test_a_link_for_somebody_with_a_password_only_sets_it_anew(session: Session, admin: Actor) -> None:
    # KEAMANAN: AUT-11
    staf = account(session, "staf.dinsos")
    before = staf.sandi_hash

    jenis, token = actions.tautan_baru(session, admin, staf)

    link = akun.usable_token(session, token, clock.now())
    assert (jenis, link.jenis, staf.sandi_hash) == (JenisToken.SETEL_ULANG, JenisToken.SETEL_ULANG, before)
    assert link.berlaku_sampai <= clock.now() + timedelta(minutes=30)
    actions.tautan_baru(session, admin, staf)
    assert session.scalar(select(func.count()).select_from(TokenAktivasi).where(TokenAktivasi.akun_id == staf.id)) == 1


def test_a_shut_account_is_out_at_once_and_comes_back_without_its_password(session: Session, admin: Actor) -> None:
    # KEAMANAN: SES-05
    staf = account(session, "staf.dinsos")
    at = clock.now()
    session.add(Sesi(id="a" * 64, akun_id=staf.id, dibuat_at=at, terakhir_at=at, versi_sesi=staf.versi_sesi))
    session.flush()

    actions.nonaktifkan(session, admin, staf)

    assert session.scalar(select(func.count()).select_from(Sesi).where(Sesi.akun_id == staf.id)) == 0
    with pytest.raises(Conflict, match="sudah dinonaktifkan"):
        actions.nonaktifkan(session, admin, staf)
    with pytest.raises(NotAllowed):
        actions.tautan_baru(session, admin, staf)
    token = actions.aktifkan(session, admin, staf)
    assert staf.aktif and staf.sandi_hash is None and akun.usable_token(session, token, clock.now())
    with pytest.raises(Conflict, match="tidak sedang"):
        actions.aktifkan(session, admin, staf)


def test_nobody_shuts_the_own_account_or_the_last_administrator(
    session: Session, kota: makers.Kota, admin: Actor
) -> None:
    # KEAMANAN: OTR-12
    own = account(session, "admin")
    with pytest.raises(Conflict, match="Akun sendiri"):
        actions.nonaktifkan(session, admin, own)
    with pytest.raises(Conflict, match="tidak ada lagi administrator"):
        actions.nonaktifkan(session, SISTEM, own)
    session.rollback()


def test_with_two_administrators_one_may_go(session: Session, kota: makers.Kota, admin: Actor) -> None:
    # KEAMANAN: OTR-12
    other = second_admin(session, kota)

    actions.nonaktifkan(session, admin, other)

    assert queries.administrators(session, lasting=False) == {admin.pegawai_id}


@pytest.mark.parametrize("last", [0, 400])
def test_the_last_administrator_keeps_the_jabatan_today_and_later(session: Session, admin: Actor, last: int) -> None:
    # KEAMANAN: OTR-12
    row = session.scalars(select(Penugasan).where(Penugasan.pegawai_id == admin.pegawai_id)).one()

    with pytest.raises(Conflict, match="tidak ada lagi administrator"):
        actions.akhiri(
            session,
            SISTEM,
            pegawai_id=admin.pegawai_id,
            penugasan_id=row.id,
            selesai=clock.today() + timedelta(days=last),
        )


def test_a_sheet_cannot_take_the_role_from_the_last_administrator(
    session: Session, kota: makers.Kota, admin: Actor
) -> None:
    # KEAMANAN: OTR-12
    post = kota["admin"].jabatan
    row = JabatanBaru(post.kode, peran=frozenset(), diberi=frozenset({"kode", "peran"}))

    with pytest.raises(Conflict, match="tidak ada lagi administrator"):
        actions.muat(session, admin, Susunan(jabatan=(row,)))


def test_what_an_administrator_gives_himself_is_noted_and_seen(
    session: Session, kota: makers.Kota, admin: Actor
) -> None:
    # KEAMANAN: OTR-10
    post = makers.jabatan(session, kota.unit["dinsos"], "Pengadministrasi", peran=(Peran.TU,))

    actions.tempatkan(
        session, admin, pegawai_id=admin.pegawai_id, jabatan_id=post.id, bentuk=JenisPenugasan.PLT,
        mulai=clock.today() + timedelta(days=30), selesai=clock.today() + timedelta(days=60), dasar="",
    )  # fmt: skip
    session.commit()

    (entry,) = queries.hak_sendiri(session, clock.now())
    assert (entry.event, entry.pegawai_id) == ("akses.hak_sendiri", admin.pegawai_id)
    assert entry.catatan == "jabatan Pengadministrasi; unit Dinas Sosial; peran tu di Dinas Sosial"
    assert queries.hak_sendiri(session, clock.now() + timedelta(days=31)) == []


@pytest.mark.parametrize("direct", [True, False])
def test_standing_in_the_line_of_paraf_above_others_is_noted_and_warned_of(
    session: Session, kota: makers.Kota, admin: Actor, direct: bool
) -> None:
    # KEAMANAN: OTR-10
    own, kabid = kota["admin"].jabatan, kota["kabid.dinsos"].jabatan
    between = makers.jabatan(session, kota.unit["dinsos"], "Sela", atasan=own)
    given = frozenset({"kode", "atasan_kode"})
    row = JabatanBaru(kabid.kode, atasan_kode=own.kode if direct else between.kode, diberi=given)

    (warned,) = actions.gained_by(session, admin, bandingkan(session, Susunan(jabatan=(row,))))
    actions.muat(session, admin, Susunan(jabatan=(row,)))
    session.commit()

    assert warned.startswith(f"{kabid.nama}: atasan_kode: ")
    (entry,) = queries.hak_sendiri(session, clock.now())
    assert f"jalur paraf dari jabatan {kabid.nama}" in entry.catatan


def test_a_link_for_somebody_who_leads_signs_or_reads_is_seen_for_thirty_days(
    session: Session, kota: makers.Kota, admin: Actor
) -> None:
    # KEAMANAN: OTR-10
    for nama in ("tu.dinsos", "sekda", "staf.dinsos"):
        actions.tautan_baru(session, admin, account(session, nama))
    session.commit()

    entries, count = queries.tautan_pejabat(session, clock.now())

    named = [kota[nama].pegawai.nama for nama in ("sekda", "tu.dinsos")]
    assert count == 2 and [e.objek_id for e in entries] == [kota[n].pegawai.id for n in ("sekda", "tu.dinsos")]
    assert all(e.catatan.startswith(f"setel ulang sandi untuk {n} (") for e, n in zip(entries, named, strict=True))
    assert {e.pegawai_id for e in entries} == {admin.pegawai_id}
    assert queries.tautan_pejabat(session, clock.now() + timedelta(days=31)) == ([], 0)
    assert queries.hak_sendiri(session, clock.now()) == []


def test_many_first_activations_do_not_hide_a_link_that_replaces_a_password(
    session: Session, kota: makers.Kota, admin: Actor
) -> None:
    # KEAMANAN: OTR-10
    kadis = account(session, "kadis.dinsos")
    actions.nonaktifkan(session, admin, kadis)
    actions.aktifkan(session, admin, kadis)
    for n in range(6):
        fresh = makers.pegawai(session, f"Pejabat {n}")
        makers.penugasan(session, fresh, makers.jabatan(session, kota.unit["dinsos"], f"TU {n}", peran=(Peran.TU,)))
        actions.buat(session, admin, pegawai_id=fresh.id, nama_pengguna=f"pejabat.{n}")
    session.commit()

    entries, count = queries.tautan_pejabat(session, clock.now())

    assert (len(entries), count) == (5, 7)
    assert entries[0].objek_id == kota["kadis.dinsos"].pegawai.id
    assert [e.ke for e in entries] == ["setel_ulang", *["aktivasi"] * 4]


def test_a_role_added_to_the_own_jabatan_is_noted_too(session: Session, kota: makers.Kota, admin: Actor) -> None:
    # KEAMANAN: OTR-10
    post = kota["admin"].jabatan
    roles = frozenset({Peran.ADMIN_SISTEM, Peran.ARSIPARIS})
    row = JabatanBaru(post.kode, peran=roles, diberi=frozenset({"kode", "peran"}))

    actions.muat(session, admin, Susunan(jabatan=(row,)))
    session.commit()

    (entry,) = queries.hak_sendiri(session, clock.now())
    assert entry.catatan.startswith("peran arsiparis di ")


def test_what_is_given_to_others_is_no_gain_of_ones_own(session: Session, kota: makers.Kota, admin: Actor) -> None:
    post = makers.jabatan(session, kota.unit["dinsos"], "Pengadministrasi", peran=(Peran.TU,))
    staf = kota["staf.dinsos"].pegawai

    actions.tempatkan(
        session, admin, pegawai_id=staf.id, jabatan_id=post.id, bentuk=JenisPenugasan.DEFINITIF,
        mulai=date(2026, 1, 5), selesai=None, dasar="SK 1",
    )  # fmt: skip
    session.commit()

    assert queries.hak_sendiri(session, clock.now()) == []
    assert kota.unit["dinsos"].id in organisasi.actor_for(session, staf.id).tu_opd_ids
    (entry,) = [e for e in audit.history(session, "pegawai", staf.id) if e.event == "organisasi.tambah_penempatan"]
    assert entry.pegawai_id == admin.pegawai_id


def test_a_jabatan_that_is_held_is_not_given_twice(session: Session, kota: makers.Kota, admin: Actor) -> None:
    with pytest.raises(Invalid, match="juga dipegang definitif oleh"):
        actions.tempatkan(
            session, admin, pegawai_id=kota["staf.dinsos"].pegawai.id, jabatan_id=kota["kadis.dinsos"].jabatan.id,
            bentuk=JenisPenugasan.DEFINITIF, mulai=clock.today(), selesai=None, dasar="",
        )  # fmt: skip


def test_an_ended_assignment_takes_its_rights_along(session: Session, kota: makers.Kota, admin: Actor) -> None:
    # KEAMANAN: OTR-11
    tu = kota["tu.dinsos"]
    row = session.scalars(select(Penugasan).where(Penugasan.pegawai_id == tu.pegawai.id)).one()

    actions.akhiri(
        session, admin, pegawai_id=tu.pegawai.id, penugasan_id=row.id, selesai=clock.today() - timedelta(days=1)
    )

    assert organisasi.held_by(session, tu.pegawai.id) == []
    session.refresh(row)
    assert (row.dasar, row.bentuk) == ("SK Uji", JenisPenugasan.DEFINITIF)


def test_a_closed_jabatan_lends_its_holder_nothing_and_the_preview_says_so(
    session: Session, kota: makers.Kota, admin: Actor
) -> None:
    # KEAMANAN: OTR-11
    tu, post = kota["tu.dinsos"].pegawai, kota["tu.dinsos"].jabatan
    row = JabatanBaru(post.kode, aktif=False, diberi=frozenset({"kode", "aktif"}))

    done = actions.muat(session, admin, Susunan(jabatan=(row,)))

    (said,) = [t.kalimat for t in done.temuan if "masih dipegang" in t.kalimat]
    assert tu.nama in said
    assert organisasi.held_by(session, tu.id) == []
    with pytest.raises(NotFound):
        organisasi.actor_for(session, tu.id)


def test_closing_the_jabatan_of_the_last_administrator_is_refused(
    session: Session, kota: makers.Kota, admin: Actor
) -> None:
    # KEAMANAN: OTR-12
    row = JabatanBaru(kota["admin"].jabatan.kode, aktif=False, diberi=frozenset({"kode", "aktif"}))

    with pytest.raises(Conflict, match="tidak ada lagi administrator"):
        actions.muat(session, admin, Susunan(jabatan=(row,)))


def test_a_person_marked_as_gone_is_out_for_good(session: Session, kota: makers.Kota, admin: Actor) -> None:
    # KEAMANAN: SES-05
    person, staf, at = kota["staf.dinsos"].pegawai, account(session, "staf.dinsos"), clock.now()
    other = account(session, "kabid.dinsos")
    for n, one in enumerate((staf, other)):
        session.add(Sesi(id=f"{n}" * 64, akun_id=one.id, dibuat_at=at, terakhir_at=at, versi_sesi=one.versi_sesi))
    _, token = actions.tautan_baru(session, admin, staf)

    def mark(aktif: bool) -> None:
        row = PegawaiBaru(person.nip, person.nama, aktif=aktif, diberi=frozenset({"nip", "aktif"}))
        actions.muat(session, admin, Susunan(pegawai=(row,)))

    version = staf.versi_sesi
    mark(False)
    assert staf.versi_sesi == version + 1
    mark(True)

    assert list(session.scalars(select(Sesi.akun_id))) == [other.id]
    with pytest.raises(NotFound):
        akun.usable_token(session, token, clock.now())
    session.commit()
    assert "akun.akhiri_semua" in {e.event for e in akun.done_by_others(session, staf.id)}


def test_what_was_looked_at_is_what_gets_loaded(session: Session, kota: makers.Kota, admin: Actor) -> None:
    # KEAMANAN: TRX-02
    rows = Susunan(jabatan=(JabatanBaru("B1", "Baru", "10", diberi=frozenset({"kode", "nama", "unit_kode"})),))

    with pytest.raises(Conflict, match="berubah sejak diperiksa"):
        actions.muat(session, admin, rows, sidik_dilihat="0" * 64)


def test_the_list_finds_people_by_word_unit_and_state(session: Session, kota: makers.Kota) -> None:
    makers.pegawai(session, "Tanpa Akun")

    def names(**more: object) -> list[str]:
        return [o.pegawai.nama for o in queries.daftar(session, **more)]  # type: ignore[arg-type]

    assert names(q="yuni") == ["Yuni Astuti"] and names(q="kabid.dinsos") == ["Yuni Astuti"]
    assert names(q="layanan sosial") == ["Yuni Astuti"] and names(q="%") == []
    assert names(keadaan=Keadaan.TANPA_AKUN) == ["Tanpa Akun"]
    assert "Yuni Astuti" in names(unit_id=kota.unit["dinsos"].id)
    assert "Bayu Pratama" not in names(unit_id=kota.unit["dinsos"].id)
    counted = queries.hitung(session, unit_id=kota.unit["dinsos"].id)
    assert counted[Keadaan.AKTIF] == len(names(unit_id=kota.unit["dinsos"].id)) == 8


def test_pages_of_the_list_meet_without_gap_or_double(session: Session, kota: makers.Kota) -> None:
    for _ in range(3):
        makers.pegawai(session, "Sama Nama")
    whole = [o.pegawai.id for o in queries.daftar(session, limit=500)]

    paged: list[int] = []
    after = None
    while len(paged) <= len(whole) and (rows := queries.daftar(session, after=after, limit=4)):
        paged += [o.pegawai.id for o in rows]
        after = (rows[-1].pegawai.nama, rows[-1].pegawai.id)

    assert paged == whole and len(set(whole)) == len(whole)


def test_the_desk_counts_what_waits(session: Session, kota: makers.Kota) -> None:
    before = queries.menunggu(session, clock.now())
    makers.pegawai(session, "Tanpa Akun")
    makers.jabatan(session, kota.unit["dinsos"], "Kepala yang Belum Ada", kepala_unit=True)

    after = queries.menunggu(session, clock.now())

    assert (after.tanpa_akun, after.kepala_kosong_jumlah) == (before.tanpa_akun + 1, before.kepala_kosong_jumlah + 1)
    assert [j.nama for j in after.kepala_kosong] == ["Kepala yang Belum Ada"]
    assert after.tanpa_sertifikat == sum(o.jabatan.dapat_ttd for o in kota.orang.values())
