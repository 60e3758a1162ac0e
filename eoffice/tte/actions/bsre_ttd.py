"""Signing with BSrE: opening for a session, wrong passphrases, and what came of an attempt whose answer was lost."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete

from eoffice import clock, db
from eoffice.akses.actor import Actor
from eoffice.errors import Conflict, EofficeError, Invalid, TooMany, Unavailable
from eoffice.organisasi.models import Pegawai
from eoffice.tte import archiving, policy, queries
from eoffice.tte.actions.bsre import periksa_bsre, tersambung
from eoffice.tte.actions.frasa import catat_gagal
from eoffice.tte.bsre import daftar, identitas, upaya
from eoffice.tte.bsre.galat import Ditolak, Galat
from eoffice.tte.bsre.hubungan import Hubungan
from eoffice.tte.bsre.jawaban import TidakSah
from eoffice.tte.bsre.penanda import JAWABAN_SALAH, LAINNYA, BsreSigner
from eoffice.tte.bsre.transport import Rahasia
from eoffice.tte.bsre.upaya import Sisa
from eoffice.tte.models import FrasaGagal, PenandaBsre
from eoffice.tte.port import Signed
from eoffice.tte.states import CaraBsre, Penyedia
from eoffice.web.services import Services


def buka_bsre(services: Services, actor: Actor, frasa: str) -> BsreSigner | None:
    """The actor's signer at BSrE, or None for somebody who signs here. BSrE is asked for the state before any number is taken.

    Raises:
        TooMany: locked after five wrong tries within 15 minutes. Conflict: cannot sign. Unavailable: not reached.
    """
    at = clock.now()
    with db.reading(services.engine) as session:
        row = daftar.penanda(session, actor.pegawai_id)
        if row is None:
            return None
        _refuse_locked(queries.gagal(session, actor.pegawai_id, at), at)
        fresh = identitas.segar(row, at)
    link = tersambung(services)
    if not fresh:
        periksa_bsre(services, actor.pegawai_id, actor=actor)
    signer = _signer(services, link, actor, Rahasia(frasa))
    with db.reading(services.engine) as session:
        ready = queries.kesiapan(session, actor.pegawai_id, at)
    if not ready:
        raise Conflict(ready.alasan)
    return signer


def _signer(services: Services, link: Hubungan, actor: Actor, rahasia: Rahasia) -> BsreSigner:
    with db.reading(services.engine) as session:
        row = session.get_one(PenandaBsre, actor.pegawai_id)
        nik = identitas.buka(row.nik_segel, pepper=services.pepper, pegawai_id=actor.pegawai_id)
        nama, cara = session.get_one(Pegawai, actor.pegawai_id).nama_lengkap, row.cara
        roots = archiving.roots(session, services)

    def wrong() -> EofficeError:
        return _salah(services, actor, cara)

    def right() -> None:
        with db.transaction(services.engine) as session:
            session.execute(delete(FrasaGagal).where(FrasaGagal.pegawai_id == actor.pegawai_id))

    anchors = archiving.anchors(services)
    return BsreSigner(services, link, actor, nama, nik, rahasia, cara, roots, anchors, wrong, right)


def _salah(services: Services, actor: Actor, cara: CaraBsre) -> EofficeError:
    """A wrong passphrase or code, counted here as BSrE may count it there."""
    at = clock.now()
    gagal = catat_gagal(services.engine, actor.pegawai_id, at=at, actor=actor)
    try:
        _refuse_locked(gagal, at)
    except TooMany as locked:
        return locked
    left = policy.tries_left(gagal, at)
    what = (
        "Kode BeSign salah atau sudah dipakai. Minta kode baru"
        if cara is CaraBsre.TOTP
        else "Frasa sandi BSrE salah. Periksa"
    )
    sentence = f"{what}, lalu coba lagi; sisa {left} kali percobaan sebelum dikunci 15 menit. Nomor naskah tetap."
    return Invalid(sentence, {"frasa": sentence})


def _refuse_locked(gagal: list[datetime], at: datetime) -> None:
    until = policy.locked_until(gagal, at)
    if until is not None:
        raise TooMany(policy.lock_sentence(until), retry_after=max(1, int((until - at).total_seconds())))


# -- what came of an attempt ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ditemukan:
    """An answer that an earlier attempt left behind, checked, and the file that was sent for it."""

    dikirim: bytes
    signed: Signed
    penyedia: Penyedia


def cari_hasil(services: Services, actor: Actor, objek: str, objek_id: int) -> Ditemukan | None:
    """Look for the answer to an unclear attempt of the actor: in our store, else at the service by its name, once.

    Raises:
        Unavailable: the service could not be asked. Conflict: the answer is there and not to be kept; it is closed.
    """
    with db.reading(services.engine) as session:
        rows = upaya.sisa(session, objek, objek_id, pegawai_id=actor.pegawai_id)
    for row in rows:
        got = _answer(services, actor, row)
        if got is None:
            continue
        with services.store.open(row.dikirim) as source:
            sent = source.read()
        signer = _signer(services, tersambung(services), actor, Rahasia(""))
        try:
            return Ditemukan(sent, signer.terima(sent, got), signer.penyedia)
        except TidakSah as wrong:
            upaya.Upaya(services, row.id, actor).tidak_sah(wrong.kode)
            raise Conflict(JAWABAN_SALAH.get(wrong.kode, LAINNYA)) from None
    return None


def _answer(services: Services, actor: Actor, row: Sisa) -> bytes | None:
    if row.jawaban is not None:
        with services.store.open(row.jawaban) as source:
            return source.read()
    if not row.id_dokumen:
        return None
    try:
        got = tersambung(services).client.unduh(row.id_dokumen, ref=row.ref)
    except Ditolak:
        return None
    except Galat:
        raise Unavailable(
            "BSrE sedang tidak dapat dihubungi, jadi hasilnya belum dapat diperiksa. Coba lagi nanti."
        ) from None
    upaya.Upaya(services, row.id, actor).diterima(got, row.id_dokumen)
    return got
