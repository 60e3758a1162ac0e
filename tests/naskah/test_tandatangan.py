"""Signing: refused before a number, or numbered and finished exactly once."""

import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

import pytest
from makers import Kota
from pypdf import PdfReader
from sqlalchemy import func, select

from eoffice import clock, db, titik
from eoffice.akses.actor import Actor
from eoffice.audit.models import AuditEntry
from eoffice.errors import Conflict, EofficeError, Invalid, NotAllowed, NotFound, TooMany, Unavailable
from eoffice.naskah import actions
from eoffice.naskah.actions import Isian
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import Status
from eoffice.nomor.models import Nomor
from eoffice.outbox import Job
from eoffice.storage import Blob
from eoffice.tte import actions as tte
from eoffice.tte.states import AlasanCabut
from eoffice.web.services import Services
from tests.naskah import kantor


class Meja(NamedTuple):
    """A naskah ready to sign, the one who signs, and what was shown."""

    services: Services
    kota: Kota
    naskah_id: int
    dilihat: str
    kadis: Actor

    def sign(self, frasa: str = kantor.FRASA, *, actor: Actor | None = None, dilihat: str | None = None) -> None:
        actions.tandatangani(
            self.services, actor or self.kadis, self.naskah_id, frasa=frasa, dilihat_sha256=dilihat or self.dilihat
        )

    def naskah(self) -> Naskah:
        with db.reading(self.services.engine) as session:
            found = session.get_one(Naskah, self.naskah_id)
            session.expunge(found)
        return found

    def numbers(self) -> int:
        with db.reading(self.services.engine) as session:
            return session.scalar(select(func.count()).select_from(Nomor)) or 0

    def events(self) -> list[str]:
        with db.reading(self.services.engine) as session:
            found = select(AuditEntry.event).where(AuditEntry.objek_id == self.naskah_id, AuditEntry.objek == "naskah")
            return list(session.scalars(found.order_by(AuditEntry.n)))


@pytest.fixture
def meja(services: Services, kota_kecil: Kota) -> Meja:
    """Ready to sign, with certificates."""
    kantor.sertifikat(services, kota_kecil)
    naskah_id, seen = kantor.made(services.engine, kota_kecil, kantor.siap, luar=True)
    with db.reading(services.engine) as session:
        kadis = kota_kecil["kadis.dinsos"].actor(session)
    return Meja(services, kota_kecil, naskah_id, seen, kadis)


@pytest.fixture
def broken() -> Iterator[Callable[[str], None]]:
    """`broken("sesudah_tte")` makes signing fail at that point."""

    def at(point: str) -> None:
        def hook(reached: str) -> None:
            if reached == point:
                raise OSError(f"listrik padam di {point}")

        titik.install(hook)

    yield at
    titik.install(None)


def _untouched(meja: Meja) -> None:
    naskah = meja.naskah()
    assert (naskah.status, naskah.nomor, naskah.pdf_sha256) == (Status.SIAP_TTD, None, None)
    assert meja.numbers() == 0
    assert "naskah.mulai_tandatangani" not in meja.events()


def test_a_signed_naskah_has_number_date_and_the_very_file_in_the_store(meja: Meja) -> None:
    meja.sign()

    naskah = meja.naskah()
    assert (naskah.status, naskah.nomor, naskah.tanggal) == (
        Status.DITANDATANGANI,
        f"400.9/1/DINSOS/{clock.today().year}",
        clock.today(),
    )
    with meja.services.store.open(Blob(naskah.pdf_key or "", naskah.pdf_size or 0, naskah.pdf_sha256 or "")) as stream:
        content = stream.read()
    assert content.startswith(b"%PDF-")
    assert hashlib.sha256(content).hexdigest() == naskah.pdf_sha256
    assert "laporan bantuan sosial" in naskah.teks


def test_the_name_of_the_city_from_the_settings_stands_on_the_kop_whatever_its_unit_is_called(meja: Meja) -> None:
    settings = replace(meja.services.settings, nama_kota="Kota Depok")
    meja = meja._replace(services=replace(meja.services, settings=settings))

    meja.sign()

    naskah = meja.naskah()
    with meja.services.store.open(Blob(naskah.pdf_key or "", naskah.pdf_size or 0, naskah.pdf_sha256 or "")) as stream:
        page = PdfReader(io.BytesIO(stream.read())).pages[0].extract_text()
    assert [x.strip() for x in page.splitlines()[:3]] == ["CONTOH", "PEMERINTAH KOTA DEPOK", "DINAS SOSIAL"]
    assert "PEMERINTAH KOTA ARUNIKA" not in page


def test_signing_is_told_to_the_worker_once(meja: Meja) -> None:
    meja.sign()

    with db.reading(meja.services.engine) as session:
        topics = list(session.scalars(select(Job.topic).order_by(Job.id)))
    assert topics.count("naskah.ditandatangani") == 1


# -- definite refusals: found out before a number is taken --------------------------------------------------------


def test_a_wrong_passphrase_changes_nothing(meja: Meja) -> None:
    # KEAMANAN: NOM-04
    with pytest.raises(Invalid) as refused:
        meja.sign("bukan frasa saya sama sekali")

    assert "sisa 4" in refused.value.fields["frasa"]
    _untouched(meja)


def test_five_wrong_passphrases_lock_the_signature(meja: Meja) -> None:
    # KEAMANAN: AUT-13
    for _ in range(4):
        with pytest.raises(Invalid):
            meja.sign("bukan frasa saya sama sekali")
    with pytest.raises(TooMany):
        meja.sign("bukan frasa saya sama sekali")
    with pytest.raises(EofficeError):
        meja.sign()

    _untouched(meja)


def test_a_revoked_certificate_is_found_out_before_the_number(meja: Meja) -> None:
    with db.transaction(meja.services.engine) as session:
        tte.cabut(session, pegawai_id=meja.kadis.pegawai_id, alasan=AlasanCabut.KUNCI_BOCOR)

    with pytest.raises(Conflict):
        meja.sign()

    _untouched(meja)


def test_an_expired_certificate_is_found_out_before_the_number(meja: Meja) -> None:
    clock.set_clock(clock.now() + timedelta(days=900))

    with pytest.raises(Conflict):
        meja.sign()

    _untouched(meja)


def test_what_was_not_shown_is_not_signed(meja: Meja) -> None:
    # KEAMANAN: CNT-06
    with pytest.raises(Conflict):
        meja.sign(dilihat="0" * 64)

    _untouched(meja)


@pytest.mark.parametrize(
    ("name", "error"), [("sekda", NotFound), ("kabid.dinsos", NotAllowed), ("staf.dinsos", NotAllowed)]
)
def test_nobody_else_signs(meja: Meja, name: str, error: type[EofficeError]) -> None:
    with db.reading(meja.services.engine) as session:
        actor = meja.kota[name].actor(session)

    with pytest.raises(error):
        meja.sign(actor=actor)

    _untouched(meja)


def test_somebody_without_a_certificate_is_told_before_the_passphrase(services: Services, kota_kecil: Kota) -> None:
    naskah_id, seen = kantor.made(services.engine, kota_kecil, kantor.siap)
    with db.reading(services.engine) as session:
        kadis = kota_kecil["kadis.dinsos"].actor(session)
    meja = Meja(services, kota_kecil, naskah_id, seen, kadis)

    with pytest.raises(Conflict):
        meja.sign()

    _untouched(meja)


# -- an unknown outcome ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("point", ["sesudah_render", "sesudah_tte", "sesudah_objek", "sebelum_ttd_commit"])
def test_an_unknown_outcome_keeps_the_number_and_a_retry_finishes_once(
    meja: Meja, broken: Callable[[str], None], point: str
) -> None:
    # KEAMANAN: NOM-04
    broken(point)
    with pytest.raises(Unavailable):
        meja.sign()
    naskah = meja.naskah()
    number = naskah.nomor
    assert (naskah.status, naskah.pdf_sha256) == (Status.GAGAL_TTD, None)
    assert number is not None

    titik.install(None)
    meja.sign()
    meja.sign()

    naskah = meja.naskah()
    assert (naskah.status, naskah.nomor) == (Status.DITANDATANGANI, number)
    assert meja.numbers() == 1
    assert meja.events().count("naskah.tandatangani") == 1


def test_before_the_number_is_committed_a_failure_leaves_nothing(meja: Meja, broken: Callable[[str], None]) -> None:
    broken("sebelum_nomor_commit")

    with pytest.raises(OSError):
        meja.sign()

    _untouched(meja)


def test_a_signing_that_never_reported_back_is_given_to_its_signer_again(
    meja: Meja, broken: Callable[[str], None]
) -> None:
    broken("sesudah_nomor")  # outside the part that notes a failure: as if the process had died here
    with pytest.raises(OSError):
        meja.sign()
    assert meja.naskah().status is Status.MENUNGGU_TTE
    titik.install(None)

    with pytest.raises(Conflict):
        meja.sign()  # still believed to be running
    with db.transaction(meja.services.engine) as session:
        actions.pulihkan(session, session.get_one(Naskah, meja.naskah_id))
    assert meja.naskah().status is Status.MENUNGGU_TTE

    clock.set_clock(clock.now() + timedelta(minutes=3))
    with db.transaction(meja.services.engine) as session:
        actions.pulihkan(session, session.get_one(Naskah, meja.naskah_id))
    assert meja.naskah().status is Status.GAGAL_TTD
    meja.sign()

    assert meja.naskah().status is Status.DITANDATANGANI
    assert meja.numbers() == 1


def test_the_same_signing_again_changes_nothing(meja: Meja) -> None:
    # KEAMANAN: TRX-04
    meja.sign()
    first = meja.naskah()

    meja.sign()

    assert (meja.naskah().pdf_sha256, meja.numbers()) == (first.pdf_sha256, 1)


def test_nothing_of_a_signed_naskah_can_be_changed(meja: Meja) -> None:
    meja.sign()

    with db.open_session(meja.services.engine, writes=True) as session:
        naskah = session.get_one(Naskah, meja.naskah_id)
        staf = meja.kota["staf.dinsos"].actor(session)
        for change in (
            lambda: actions.simpan(session, staf, naskah, Isian(hal="Lain")),
            lambda: actions.batalkan(session, staf, naskah, "Batal saja."),
            lambda: actions.tarik(session, staf, naskah),
            lambda: actions.kembalikan(session, meja.kadis, naskah, "Kembalikan saja."),
        ):
            with pytest.raises(NotAllowed):
                change()


def test_a_plh_signs_with_the_own_name_for_the_office(meja: Meja) -> None:
    import makers

    from eoffice.organisasi.states import JenisPenugasan

    sekda, kadis = meja.kota["sekda"], meja.kota["kadis.dinsos"]
    with db.transaction(meja.services.engine) as session:
        day = clock.today()
        makers.penugasan(session, sekda.pegawai, kadis.jabatan, bentuk=JenisPenugasan.PLH, mulai=day, selesai=day)
    with db.reading(meja.services.engine) as session:
        deputy, absent = sekda.actor(session), kadis.actor(session)

    with pytest.raises(NotAllowed):
        meja.sign(actor=absent)
    meja.sign(actor=replace(deputy))

    naskah = meja.naskah()
    assert naskah.penanda is not None
    assert (naskah.penanda["bentuk"], naskah.penanda["nama"], naskah.penanda["jabatan"]) == (
        "plh",
        sekda.pegawai.nama_lengkap,
        kadis.jabatan.nama,
    )
