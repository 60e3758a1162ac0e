"""Signing with BSrE: who does, whether they can, opening for a session, and what came of an attempt."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock, db, outbox
from eoffice.akses.actor import SISTEM, Actor
from eoffice.akses.verdict import require
from eoffice.akun import actions as akun
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid, Unavailable
from eoffice.tte import queries
from eoffice.tte.bsre import baca, daftar, hubungan, identitas
from eoffice.tte.bsre.client import Keadaan
from eoffice.tte.bsre.galat import Ditolak, Galat
from eoffice.tte.bsre.hubungan import Hubungan
from eoffice.tte.models import PenandaBsre
from eoffice.tte.states import CaraBsre, StatusBsre
from eoffice.web.services import Services

BELUM_TERSAMBUNG = "Layanan BSrE belum disambungkan di sini. Hubungi Diskominfo."
TIDAK_TERJANGKAU = (
    "BSrE sedang tidak dapat dihubungi, jadi belum ada yang ditandatangani dan tidak ada yang berubah. Coba lagi beberapa "
    "saat lagi."
)


def tersambung(services: Services) -> Hubungan:
    """The connection. Raises Conflict when this installation has none."""
    found = hubungan.hubungan(services)
    if found is None:
        raise Conflict(BELUM_TERSAMBUNG)
    return found


def daftar_bsre(
    services: Services,
    actor: Actor,
    *,
    nik: str,
    cara: CaraBsre,
    sandi_masuk: str,
    selesai: Callable[[Session], object] = lambda _: None,
) -> None:
    """Sign with BSrE from now on, under this NIK, after the sign-in password once more; BSrE is asked at once how it stands.

    Call it while no transaction is open.

    Raises:
        NotAllowed: the actor signs for no jabatan.
        Invalid: no NIK, somebody else's, or a wrong password. Conflict: no service, or codes with version 1.
    """
    link = tersambung(services)
    if cara is CaraBsre.TOTP and link.client.versi == 1:
        sentence = "Kode BeSign hanya ada pada layanan esign versi 2. Pilih frasa sandi."
        raise Invalid(sentence, {"cara": sentence})
    with db.reading(services.engine) as session:
        require(queries.boleh_terbit(session, actor))
    number = identitas.baca_nik(nik)
    akun.pastikan_sandi(
        services.engine,
        services.hasher,
        actor,
        sandi_masuk,
        untuk="tte.daftar_bsre",
        kolom="sandi_masuk_bsre",
        nama="Sandi masuk",
    )
    mark = identitas.sidik(number, pepper=services.pepper)
    with db.transaction(services.engine) as session:
        require(queries.boleh_terbit(session, actor))
        taken = select(PenandaBsre.pegawai_id).where(PenandaBsre.nik_sidik == mark)
        if session.scalar(taken.where(PenandaBsre.pegawai_id != actor.pegawai_id)) is not None:
            sentence = "NIK ini sudah dipakai pegawai lain di sini. Periksa angkanya, atau hubungi admin sertifikat."
            raise Invalid(sentence, {"nik": sentence})
        row = session.get(PenandaBsre, actor.pegawai_id)
        if row is None:
            row = PenandaBsre(pegawai_id=actor.pegawai_id, pem="", serial_hex="", subject="")
            session.add(row)
        elif row.nik_sidik != mark:
            row.pem, row.serial_hex, row.subject, row.berlaku_sampai = "", "", "", None
        row.aktif, row.cara, row.diubah_at = True, cara, clock.now()
        row.nik_segel = identitas.segel(number, pepper=services.pepper, pegawai_id=actor.pegawai_id)
        row.nik_sidik, row.nik_akhir = mark, number.isi[-4:]
        row.status = row.status_at = None
        session.flush()
        audit.record(session, actor, "tte.daftar_bsre", "pegawai", actor.pegawai_id, ke=str(cara))
        selesai(session)
    segarkan_bsre(services, actor)


def segarkan_bsre(services: Services, actor: Actor) -> None:
    """Before a page that leads to a signature: ask BSrE again unless it said lately that this person can sign.

    Does nothing for who does not sign with BSrE. When nobody answers, what was noted stays. Call it while no
    transaction is open.
    """
    with db.reading(services.engine) as session:
        row = daftar.penanda(session, actor.pegawai_id)
        ready = row is None or (row.status is StatusBsre.ISSUE and identitas.segar(row, clock.now()))
    if ready or services.settings.esign is None:
        return
    with contextlib.suppress(Unavailable, Conflict):
        periksa_bsre(services, actor.pegawai_id, actor=actor)


def lepas_bsre(session: Session, actor: Actor) -> None:
    """Sign with a certificate of this office again. Raises Conflict when the actor does not sign with BSrE."""
    row = daftar.penanda(session, actor.pegawai_id)
    if row is None:
        raise Conflict("Anda memang tidak menandatangani dengan BSrE.")
    row.aktif, row.diubah_at = False, clock.now()
    audit.record(session, actor, "tte.lepas_bsre", "pegawai", actor.pegawai_id)


def periksa_bsre(services: Services, pegawai_id: int, *, actor: Actor = SISTEM) -> StatusBsre:
    """Ask BSrE how it stands with one person, and note it. Call it while no transaction is open.

    Raises:
        Conflict: no service, or not somebody who signs with BSrE. Unavailable: nobody knows; what was noted stays.
    """
    said = _tanya(services, pegawai_id)
    with db.transaction(services.engine) as session:
        return _catat(session, actor, pegawai_id, said)


def _catat(session: Session, actor: Actor, pegawai_id: int, said: Keadaan) -> StatusBsre:
    kept = session.get_one(PenandaBsre, pegawai_id)
    if kept.status is not said.status:
        before, now = str(kept.status or ""), str(said.status)
        audit.record(session, actor, "tte.bsre_status", "pegawai", pegawai_id, dari=before, ke=now)
    kept.status, kept.status_at = said.status, clock.now()
    return said.status


def _tanya(services: Services, pegawai_id: int) -> Keadaan:
    link = tersambung(services)
    with db.reading(services.engine) as session:
        row = daftar.penanda(session, pegawai_id)
        if row is None:
            raise Conflict("Pegawai ini tidak menandatangani dengan BSrE.")
        nik = identitas.buka(row.nik_segel, pepper=services.pepper, pegawai_id=pegawai_id)
    try:
        link.pemutus.jaga()
        said = link.client.status(nik.isi)
    except Galat as galat:
        link.pemutus.hitung(galat)
        raise Unavailable(TIDAK_TERJANGKAU) from None
    link.pemutus.hitung(None)
    return said


@dataclass(frozen=True)
class KeadaanEsign:
    """Whether the service answers, in plain words for an operator."""

    baik: bool
    kalimat: str


def keadaan_esign(services: Services) -> KeadaanEsign:
    """Ask the service once, about a number that nobody has: that it answers is what counts. It signs nothing.

    Raises:
        Conflict: no service is set up.
    """
    link = tersambung(services)
    try:
        link.client.status("0" * 16)
    except Ditolak as galat:
        if galat.kode not in (baca.TIDAK_TERDAFTAR, baca.TANPA_SERTIFIKAT):
            return KeadaanEsign(False, hubungan.kalimat(galat))
    except Galat as galat:
        return KeadaanEsign(False, hubungan.kalimat(galat))
    esign = services.settings.esign
    if not services.settings.tte_akar:
        words = (
            "tetapi EOFFICE_TTE_AKAR belum diisi, sehingga tanda tangannya akan ditolak. Isi dengan akar penerbit BSrE."
        )
        return KeadaanEsign(False, f"Layanan esign versi {link.client.versi} menjawab, {words}")
    trial = " Layanan ini ditandai sebagai layanan uji." if esign is not None and esign.uji else ""
    return KeadaanEsign(
        True, f"Layanan esign versi {link.client.versi} menjawab dan menerima akun aplikasi ini.{trial}"
    )


def minta_kode(services: Services, actor: Actor) -> None:
    """Have a code sent to the actor's BeSign application.

    Raises:
        Conflict: no service, or refused. Unavailable: not reached.
    """
    link = tersambung(services)
    with db.reading(services.engine) as session:
        row = daftar.penanda(session, actor.pegawai_id)
        if row is None:
            raise Conflict("Anda tidak menandatangani dengan BSrE.")
        nik = identitas.buka(row.nik_segel, pepper=services.pepper, pegawai_id=actor.pegawai_id)
    try:
        link.client.minta_totp(nik.isi)
    except Ditolak as galat:
        status = {baca.TIDAK_TERDAFTAR: StatusBsre.NOT_REGISTERED, baca.TANPA_SERTIFIKAT: StatusBsre.NO_CERTIFICATE}
        known = status.get(galat.kode)
        raise Conflict(identitas.ALASAN[known] if known else hubungan.kalimat(galat)) from None
    except Galat:
        raise Unavailable("BSrE sedang tidak dapat dihubungi. Coba minta kode lagi beberapa saat lagi.") from None


# -- every night ------------------------------------------------------------------------------------------------------


def jadwalkan_bsre(session: Session, services: Services) -> int:
    """Leave one message a day for each person who signs with BSrE; how many people. Asking again adds nothing."""
    if services.settings.esign is None:
        return 0
    people = daftar.semua(session)
    for row in people:
        key = f"tte.periksa_bsre:{row.pegawai_id}:{clock.today().isoformat()}"
        outbox.enqueue(session, "tte.periksa_bsre", dedup_key=key, pegawai_id=row.pegawai_id)
    return len(people)


def kerjakan_bsre(session: Session, services: Services, pegawai_id: int) -> None:
    """Ask BSrE how it stands with one person; nothing is locked meanwhile.

    One who no longer signs there is left alone. When nobody answers, what was noted stays, with the time it was noted;
    tomorrow there is another message.
    """
    try:
        said = _tanya(services, pegawai_id)
    except (Conflict, Unavailable):
        return
    _catat(session, SISTEM, pegawai_id, said)
