"""Issuing, unlocking, locking, revoking."""

import pickle
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from sqlalchemy import select

from eoffice import clock, db
from eoffice.audit.models import AuditEntry
from eoffice.errors import Conflict, Invalid, TooMany
from eoffice.tte import actions, authority, keybox, queries, signing
from eoffice.tte.models import FrasaGagal, Otoritas, Sertifikat
from eoffice.tte.policy import WINDOW
from eoffice.tte.states import AlasanCabut, Kind
from tests.tte.kantor import KATA_BUDI, KATA_SITI, Kantor


def unlock(kantor: Kantor, passphrase: str, after: timedelta = timedelta(0)) -> keybox.UnlockedKey:
    at = clock.now() + after
    return actions.unlock(kantor.engine, pepper=kantor.pepper, pegawai_id=kantor.budi, passphrase=passphrase, at=at)


def tries(kantor: Kantor) -> int:
    with db.reading(kantor.engine) as session:
        return len(session.scalars(select(FrasaGagal.id)).all())


def test_preparing_the_authorities_twice_changes_nothing(kantor: Kantor) -> None:
    with db.transaction(kantor.engine) as session:
        before = {row.kind: row.pem for row in session.scalars(select(Otoritas))}
        actions.siapkan_otoritas(session, pepper=kantor.pepper, nama_kota="Kota Lain", base_url="https://lain.test")
    with db.reading(kantor.engine) as session:
        after = {row.kind: row.pem for row in session.scalars(select(Otoritas))}

    assert set(after) == set(Kind) - {Kind.SEGEL}  # made with the first daily list
    assert after == before


def test_the_right_passphrase_opens_the_key_and_clears_the_count(kantor: Kantor) -> None:
    with pytest.raises(Invalid):
        unlock(kantor, "bukan frasa yang benar")

    key = unlock(kantor, KATA_BUDI)

    assert key.private.public_key() == authority.load(key.certificate_pem).public_key()
    assert tries(kantor) == 0


# KEAMANAN: AUT-13
def test_an_unlocked_key_neither_prints_nor_pickles_itself(kantor: Kantor) -> None:
    key = unlock(kantor, KATA_BUDI)

    assert repr(key) == "UnlockedKey(***)"
    with pytest.raises(TypeError, match="never leaves"):
        pickle.dumps(key)


# KEAMANAN: AUT-13
def test_the_passphrase_is_kept_nowhere(kantor: Kantor, tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refused:
        unlock(kantor, "bukan frasa yang benar")
    unlock(kantor, KATA_BUDI)
    kantor.engine.dispose()  # folds the write-ahead log into the file
    dump = (tmp_path / "tte.db").read_bytes()

    assert b"Budi Santoso" in dump
    assert KATA_BUDI.encode() not in dump
    assert b"bukan frasa yang benar" not in dump + str(refused.value).encode()
    assert b"PRIVATE KEY" not in dump


def test_a_wrong_passphrase_says_how_many_tries_remain(kantor: Kantor) -> None:
    with pytest.raises(Invalid) as first:
        unlock(kantor, "bukan frasa yang benar")
    with pytest.raises(Invalid) as second:
        unlock(kantor, "bukan frasa yang benar")

    assert "sisa 4 kali" in first.value.fields["frasa"]
    assert "sisa 3 kali" in second.value.fields["frasa"]


def test_a_wrong_passphrase_is_counted_and_recorded_by_itself(kantor: Kantor) -> None:
    with pytest.raises(Invalid):
        unlock(kantor, "bukan frasa yang benar")

    assert tries(kantor) == 1
    with db.reading(kantor.engine) as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.n.desc()).limit(1)).one()
        assert (last.event, last.objek_id, last.hasil) == ("tte.frasa_salah", kantor.budi, "gagal")


def test_five_wrong_passphrases_lock_even_the_right_one_for_15_minutes(kantor: Kantor) -> None:
    for _ in range(4):
        with pytest.raises(Invalid):
            unlock(kantor, "bukan frasa yang benar")
    with pytest.raises(TooMany) as locked:
        unlock(kantor, "bukan frasa yang benar")
    with pytest.raises(TooMany):
        unlock(kantor, KATA_BUDI)
    with pytest.raises(TooMany):
        unlock(kantor, KATA_BUDI, after=WINDOW - timedelta(seconds=30))

    assert 880 <= locked.value.retry_after <= 900
    assert unlock(kantor, KATA_BUDI, after=WINDOW).pegawai_id == kantor.budi


def test_a_lock_of_one_person_leaves_the_others_alone(kantor: Kantor) -> None:
    for _ in range(5):
        with pytest.raises((Invalid, TooMany)):
            unlock(kantor, "bukan frasa yang benar")

    assert kantor.unlock(kantor.siti, KATA_SITI).pegawai_id == kantor.siti


def test_the_lock_is_known_before_the_passphrase_is_asked(kantor: Kantor) -> None:
    for _ in range(5):
        actions.catat_gagal(kantor.engine, kantor.budi)

    with db.reading(kantor.engine) as session:
        verdict = queries.kesiapan(session, kantor.budi, clock.now())
        other = queries.kesiapan(session, kantor.siti, clock.now())

    assert not verdict
    assert "dikunci sampai pukul" in verdict.alasan
    assert other


def test_guesses_at_the_same_time_cannot_outrun_the_lock(kantor: Kantor) -> None:
    outcomes: list[type[Exception]] = []

    def guess() -> None:
        try:
            unlock(kantor, "bukan frasa yang benar")
        except (Invalid, TooMany) as refused:
            outcomes.append(type(refused))

    threads = [threading.Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(outcomes) == 12
    assert outcomes.count(Invalid) <= 4
    with pytest.raises(TooMany):
        unlock(kantor, KATA_BUDI)


def test_a_right_guess_begun_before_the_lock_does_not_slip_through(kantor: Kantor) -> None:
    outcome: list[object] = []

    def guess() -> None:
        try:
            outcome.append(unlock(kantor, KATA_BUDI))
        except TooMany as refused:
            outcome.append(refused)

    slow = threading.Thread(target=guess)
    with keybox._slot(), keybox._slot():
        slow.start()
        slow.join(timeout=0.5)  # has looked at the count and now waits for a slot
        for _ in range(5):
            actions.catat_gagal(kantor.engine, kantor.budi)
    slow.join()

    assert [type(one) for one in outcome] == [TooMany]


def test_without_a_certificate_there_is_a_clear_refusal(kantor: Kantor) -> None:
    with pytest.raises(Conflict, match="belum mempunyai sertifikat"):
        actions.unlock(kantor.engine, pepper=kantor.pepper, pegawai_id=9999, passphrase=KATA_BUDI)


def test_an_expired_certificate_is_refused_before_the_passphrase_is_tried(kantor: Kantor) -> None:
    later = timedelta(days=731)

    with pytest.raises(Conflict, match="berakhir pada"):
        unlock(kantor, "bukan frasa yang benar", after=later)

    assert tries(kantor) == 0
    with db.reading(kantor.engine) as session:
        assert queries.berlaku(session, kantor.budi, clock.now() + later) is None
        assert not queries.kesiapan(session, kantor.budi, clock.now() + later)


def test_a_revoked_certificate_no_longer_opens_and_stands_in_the_revocation_list(kantor: Kantor) -> None:
    with db.transaction(kantor.engine) as session:
        serial = actions.cabut(session, pegawai_id=kantor.budi, alasan=AlasanCabut.KUNCI_BOCOR).serial_hex

    with pytest.raises(Conflict, match="dicabut pada"):
        unlock(kantor, KATA_BUDI)
    with db.reading(kantor.engine) as session:
        issuer = authority.load(queries.otoritas(session, Kind.PENERBIT).pem)
        listed = x509.load_der_x509_crl(queries.crl(session, pepper=kantor.pepper, at=clock.now()))
        assert list(queries.dicabut(session)) == [serial]
        assert queries.berlaku(session, kantor.budi, clock.now()) is None
    assert listed.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]
    (entry,) = listed
    assert f"{entry.serial_number:x}" == serial
    reason = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    assert reason is x509.ReasonFlags.key_compromise


def test_revoking_what_is_not_in_force_is_a_conflict(kantor: Kantor) -> None:
    with pytest.raises(Conflict), db.transaction(kantor.engine) as session:
        actions.cabut(session, pegawai_id=9999, alasan=AlasanCabut.BERHENTI)


def test_a_new_certificate_replaces_the_old_one_and_its_passphrase(kantor: Kantor) -> None:
    baru = "layar terkembang pagi ini"
    with db.transaction(kantor.engine) as session:
        actions.terbitkan(
            session,
            pepper=kantor.pepper,
            pegawai_id=kantor.budi,
            nama="Drs. Budi Santoso, M.Si",
            unit="Dinas Komunikasi dan Informatika",
            passphrase=baru,
            cost=keybox.LIGHT,
        )
        new, old = queries.riwayat(session, kantor.budi)
        assert old.alasan_cabut is AlasanCabut.DIGANTI
        serial = new.serial_hex

    assert unlock(kantor, baru).serial_hex == serial
    with pytest.raises(Invalid):
        unlock(kantor, KATA_BUDI)


@pytest.mark.parametrize(
    "weak",
    [
        "pendek",
        "aaaaaaaaaaaaaaaa",
        "password1234!",
        "rahasiarahasia",
        "918273645546372819",
        "budisantosomsi",
        "x" * 257,
    ],
)
def test_a_weak_passphrase_issues_nothing(kantor: Kantor, weak: str) -> None:
    with pytest.raises(Invalid) as refused, db.transaction(kantor.engine) as session:
        actions.terbitkan(
            session,
            pepper=kantor.pepper,
            pegawai_id=kantor.budi,
            nama="Drs. Budi Santoso, M.Si",
            unit="Dinas",
            passphrase=weak,
        )

    assert set(refused.value.fields) == {"frasa"}
    with db.reading(kantor.engine) as session:
        assert len(queries.riwayat(session, kantor.budi)) == 1


def test_changing_the_passphrase_keeps_the_certificate(kantor: Kantor) -> None:
    baru = "layar terkembang pagi ini"
    before = unlock(kantor, KATA_BUDI)

    actions.ganti_frasa(
        kantor.engine, pepper=kantor.pepper, pegawai_id=kantor.budi, lama=KATA_BUDI, baru=baru, cost=keybox.LIGHT
    )

    after = unlock(kantor, baru)
    assert after.serial_hex == before.serial_hex
    assert after.private.private_numbers() == before.private.private_numbers()
    with pytest.raises(Invalid):
        unlock(kantor, KATA_BUDI)


def test_changing_the_passphrase_counts_a_wrong_old_one(kantor: Kantor) -> None:
    with pytest.raises(Invalid, match="Frasa sandi salah"):
        actions.ganti_frasa(
            kantor.engine,
            pepper=kantor.pepper,
            pegawai_id=kantor.budi,
            lama="bukan frasa yang benar",
            baru="layar terkembang pagi ini",
        )

    assert tries(kantor) == 1


# KEAMANAN: KRI-05
def test_a_key_box_moved_to_another_person_stays_shut(kantor: Kantor) -> None:
    with db.transaction(kantor.engine) as session:
        budi, siti = queries.terbaru(session, kantor.budi), queries.terbaru(session, kantor.siti)
        assert budi is not None and siti is not None
        budi.kotak = siti.kotak

    with pytest.raises(Invalid):
        unlock(kantor, KATA_SITI)


# KEAMANAN: KRI-05
def test_a_key_box_moved_with_its_certificate_stays_shut_too(kantor: Kantor) -> None:
    with db.transaction(kantor.engine) as session:
        budi, siti = queries.terbaru(session, kantor.budi), queries.terbaru(session, kantor.siti)
        assert budi is not None and siti is not None
        budi.kotak, budi.pem = siti.kotak, siti.pem

    with pytest.raises(Invalid):
        unlock(kantor, KATA_SITI)


# KEAMANAN: KRI-05
def test_a_stolen_database_without_the_pepper_opens_nothing(kantor: Kantor) -> None:
    stranger = bytes(32)

    with pytest.raises(Invalid):
        actions.unlock(kantor.engine, pepper=stranger, pegawai_id=kantor.budi, passphrase=KATA_BUDI)
    with db.reading(kantor.engine) as session, pytest.raises(Exception, match="tidak cocok dengan basis data"):
        signing.tsa(session, pepper=stranger)


# KEAMANAN: KRI-05
def test_every_box_names_its_algorithms(kantor: Kantor) -> None:
    with db.reading(kantor.engine) as session:
        people = [row.kotak for row in session.scalars(select(Sertifikat))]
        authorities = [row.kotak for row in session.scalars(select(Otoritas))]

    assert {(box["kdf"], box["aead"]) for box in people} == {("argon2id+hkdf-sha256", "aes-256-gcm")}
    assert {(box["kdf"], box["aead"]) for box in authorities} == {("hkdf-sha256", "aes-256-gcm")}
    salts = [box["salt"] for box in people + authorities]
    assert len(set(salts)) == len(salts)
