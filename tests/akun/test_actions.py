"""Accounts: signing in, guessing, links, ending (AUT-04 … AUT-11, SES-01 … SES-05)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import makers
import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from eoffice import clock, db
from eoffice.akses.actor import SISTEM
from eoffice.akun import actions, queries
from eoffice.akun.actions import Asal
from eoffice.akun.models import Akun, Sesi, TokenAktivasi
from eoffice.akun.states import JenisToken
from eoffice.audit.models import AuditEntry
from eoffice.errors import Conflict, Invalid, NotFound

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HERE = Asal("10.0.0.7", "Peramban Uji", "r1")
BARU = "lima ekor kambing menyeberang"


def masuk(engine: Engine, nama: str, typed: str = makers.SANDI) -> str:
    return actions.masuk(engine, makers.CHEAP, nama_pengguna=nama, typed=typed, asal=HERE)


def akun(session: Session, nama: str) -> Akun:
    found = queries.by_name(session, nama)
    assert found is not None
    return found


@pytest.fixture(autouse=True)
def _monday(kota_kecil: makers.Kota) -> None:
    clock.set_clock(MONDAY)


def test_signing_in_opens_a_session_of_which_only_a_hash_is_kept(engine: Engine, session: Session) -> None:
    # KEAMANAN: SES-01
    token = masuk(engine, " Kabid.Dinsos ")

    (sesi,) = session.scalars(select(Sesi))
    assert len(token) == 43 and sesi.id == queries.digest(token) and token not in sesi.id
    assert (sesi.alamat, sesi.peramban, sesi.dibuat_at) == ("10.0.0.7", "Peramban Uji", MONDAY)
    (entry,) = session.scalars(select(AuditEntry))
    assert (entry.event, entry.hasil, entry.nama) == ("akun.masuk", "berhasil", "Yuni Astuti")


def test_every_reason_gives_the_same_sentence(engine: Engine) -> None:  # KEAMANAN: AUT-06
    with db.transaction(engine) as session:
        actions.nonaktifkan(session, SISTEM, akun(session, "staf.dinsos"))
        akun(session, "tu.dinsos").sandi_hash = None
    told = set()
    for nama, typed in (
        ("tidak.ada", makers.SANDI),
        ("kabid.dinsos", "salah"),
        ("staf.dinsos", makers.SANDI),
        ("tu.dinsos", makers.SANDI),
    ):
        with pytest.raises(Invalid) as caught:
            masuk(engine, nama, typed)
        told.add((str(caught.value), tuple(caught.value.fields)))

    assert told == {(actions.SALAH, ())}


def test_an_unknown_name_takes_as_long_as_a_wrong_password(engine: Engine) -> None:  # KEAMANAN: AUT-06
    prices: list[str] = []

    class Noted(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Any:
            prices.append(str(hash).split("$")[3])  # what each guess costs, as it stands in the hash
            return super().verify(hash, password)

    dear = Noted(time_cost=3, memory_cost=8 * 1024, parallelism=1)
    with db.transaction(engine) as session:
        akun(session, "kabid.dinsos").sandi_hash = dear.hash("sesuatu yang lain sama sekali")

    for nama in ("kabid.dinsos", "tidak.ada"):
        with pytest.raises(Invalid):
            actions.masuk(engine, dear, nama_pengguna=nama, typed="salah", asal=HERE)

    assert prices == ["m=8192,t=3,p=1"] * 2


def test_each_wrong_guess_after_five_doubles_the_wait_up_to_a_quarter_hour(engine: Engine, session: Session) -> None:
    # KEAMANAN: AUT-05
    waits = []
    for _ in range(20):
        with pytest.raises(Invalid):
            masuk(engine, "kabid.dinsos", "salah")
        session.rollback()
        until = akun(session, "kabid.dinsos").coba_lagi_at
        session.rollback()
        waits.append(0 if until is None else round((until - clock.now()).total_seconds()))
        if until is not None:
            clock.set_clock(max(until, clock.now()))

    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900, 900, 900]


def test_during_the_wait_even_the_right_password_is_refused_and_afterwards_taken(engine: Engine) -> None:
    # KEAMANAN: AUT-05
    for _ in range(5):
        with pytest.raises(Invalid):
            masuk(engine, "kabid.dinsos", "salah")
    clock.set_clock(MONDAY + timedelta(milliseconds=999))
    with pytest.raises(Invalid):
        masuk(engine, "kabid.dinsos")

    clock.set_clock(MONDAY + timedelta(seconds=1))
    assert masuk(engine, "kabid.dinsos")
    with db.reading(engine) as session:
        assert akun(session, "kabid.dinsos").gagal_beruntun == 0


def test_after_a_hundred_failures_only_a_link_helps(engine: Engine) -> None:  # KEAMANAN: AUT-05
    with db.transaction(engine) as session:
        found = akun(session, "kabid.dinsos")
        found.gagal_beruntun = 100
        raw = actions.terbitkan_token(session, SISTEM, found, JenisToken.SETEL_ULANG)
    with pytest.raises(Invalid):
        masuk(engine, "kabid.dinsos")

    actions.pakai_token(engine, makers.CHEAP, raw, baru=BARU, kota="Kota Arunika", asal=HERE)

    assert masuk(engine, "kabid.dinsos", BARU)


def test_a_hash_made_with_other_costs_is_renewed(engine: Engine, session: Session) -> None:  # KEAMANAN: AUT-01
    dear = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)

    actions.masuk(engine, dear, nama_pengguna="kabid.dinsos", typed=makers.SANDI, asal=HERE)

    assert "m=16,t=2" in (akun(session, "kabid.dinsos").sandi_hash or "")


@pytest.mark.parametrize(
    ("jenis", "works", "dead"),
    [
        (JenisToken.AKTIVASI, timedelta(hours=23, minutes=59), timedelta(hours=24)),
        (JenisToken.SETEL_ULANG, timedelta(minutes=29), timedelta(minutes=30)),
    ],
)
def test_a_link_has_its_time(
    engine: Engine, jenis: JenisToken, works: timedelta, dead: timedelta
) -> None:  # KEAMANAN: AUT-04, AUT-11
    with db.transaction(engine) as session:
        raw = actions.terbitkan_token(session, SISTEM, akun(session, "kabid.dinsos"), jenis)
    with db.reading(engine) as session:
        assert queries.usable_token(session, raw, MONDAY + works).akun.nama_pengguna == "kabid.dinsos"
        with pytest.raises(NotFound):
            queries.usable_token(session, raw, MONDAY + dead)
        (kept,) = session.scalars(select(TokenAktivasi.id))
        assert kept == queries.digest(raw) and len(raw) == 43


def test_a_link_works_once_and_takes_all_others_with_it(engine: Engine) -> None:  # KEAMANAN: AUT-11
    token = masuk(engine, "kabid.dinsos")
    with db.transaction(engine) as session:
        found = akun(session, "kabid.dinsos")
        older = actions.terbitkan_token(session, SISTEM, found, JenisToken.AKTIVASI)
        raw = actions.terbitkan_token(session, SISTEM, found, JenisToken.SETEL_ULANG)
    with pytest.raises(NotFound):
        actions.pakai_token(engine, makers.CHEAP, older, baru=BARU, kota="Kota Arunika", asal=HERE)
    actions.pakai_token(engine, makers.CHEAP, raw, baru=BARU, kota="Kota Arunika", asal=HERE)
    with pytest.raises(NotFound):
        actions.pakai_token(engine, makers.CHEAP, raw, baru=BARU + "!", kota="Kota Arunika", asal=HERE)

    with db.reading(engine) as session:
        assert session.get(Sesi, queries.digest(token)) is None
        assert session.scalar(select(func.count()).select_from(Sesi)) == 0
    assert masuk(engine, "kabid.dinsos", BARU)


def test_a_link_of_somebody_who_has_left_sets_no_password(engine: Engine) -> None:  # KEAMANAN: AUT-11
    with db.transaction(engine) as session:
        found = akun(session, "kabid.dinsos")
        raw = actions.terbitkan_token(session, SISTEM, found, JenisToken.SETEL_ULANG)
        found.pegawai.aktif = False

    with pytest.raises(NotFound):
        actions.pakai_token(engine, makers.CHEAP, raw, baru=BARU, kota="Kota Arunika", asal=HERE)


def test_a_refused_password_does_not_use_the_link_up(engine: Engine) -> None:
    with db.transaction(engine) as session:
        raw = actions.terbitkan_token(session, SISTEM, akun(session, "kabid.dinsos"), JenisToken.AKTIVASI)
    for weak in ("pendek", "kantor dinas sosial kita", "milik yuni dan kawan", "cahaya arunika di pagi"):
        with pytest.raises(Invalid):
            actions.pakai_token(engine, makers.CHEAP, raw, baru=weak, kota="Kota Arunika", asal=HERE)

    actions.pakai_token(engine, makers.CHEAP, raw, baru=BARU, kota="Kota Arunika", asal=HERE)


def test_a_new_account_has_no_password_until_its_link_is_used(engine: Engine) -> None:  # KEAMANAN: AUT-04
    with db.transaction(engine) as session:
        person = makers.pegawai(session, "Orang Baru")
        made = actions.buat_akun(session, SISTEM, pegawai_id=person.id, nama_pengguna="Orang.Baru")
        assert (made.nama_pengguna, made.sandi_hash) == ("orang.baru", None)
        with pytest.raises(Conflict):
            actions.buat_akun(session, SISTEM, pegawai_id=person.id, nama_pengguna="lain")
        with pytest.raises(Invalid):
            actions.buat_akun(session, SISTEM, pegawai_id=person.id, nama_pengguna="a b")
    for typed in ("", "orang.baru", makers.SANDI):
        with pytest.raises(Invalid):
            masuk(engine, "orang.baru", typed)


def test_the_address_of_a_link_comes_from_the_settings() -> None:  # KEAMANAN: AUT-11
    assert actions.tautan("https://eoffice.arunika.go.id", "abc") == "https://eoffice.arunika.go.id/aktivasi/abc"


def test_a_session_ends_by_idleness_by_age_and_by_the_counter(engine: Engine) -> None:  # KEAMANAN: SES-03, SES-05
    idle, absolute = timedelta(minutes=30), timedelta(hours=12)
    token = masuk(engine, "kabid.dinsos")
    with db.transaction(engine) as session:
        sesi = session.get_one(Sesi, queries.digest(token))

        def lives(at: datetime) -> bool:
            session.flush()
            return queries.live(session.connection(), sesi.id, at, idle=idle, absolute=absolute) is not None

        assert lives(MONDAY + timedelta(minutes=29, seconds=59)) and not lives(MONDAY + idle)
        sesi.terakhir_at = MONDAY + timedelta(hours=11, minutes=59)
        assert lives(MONDAY + timedelta(hours=11, minutes=59, seconds=59)) and not lives(MONDAY + absolute)
        sesi.terakhir_at = MONDAY
        sesi.akun.versi_sesi += 1
        assert not lives(MONDAY)


def test_shutting_an_account_ends_everything_at_once(engine: Engine) -> None:  # KEAMANAN: SES-05
    token = masuk(engine, "kabid.dinsos")
    with db.transaction(engine) as session:
        raw = actions.terbitkan_token(session, SISTEM, akun(session, "kabid.dinsos"), JenisToken.AKTIVASI)
        actions.nonaktifkan(session, SISTEM, akun(session, "kabid.dinsos"))
    with db.reading(engine) as session:
        assert session.get(Sesi, queries.digest(token)) is None
        with pytest.raises(NotFound):
            queries.usable_token(session, raw, MONDAY)
    with pytest.raises(Invalid):
        masuk(engine, "kabid.dinsos")
