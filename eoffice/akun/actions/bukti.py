"""The password once more before something weighty, in the session that goes on under a new id (AUT-12, SES-02)."""

from datetime import datetime

from argon2 import PasswordHasher
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akun import queries
from eoffice.akun.actions.kata_sandi import pastikan_sandi
from eoffice.akun.actions.sesi import begin
from eoffice.akun.actions.siapa import Asal
from eoffice.akun.models import Sesi
from eoffice.audit import actions as audit
from eoffice.db import transaction
from eoffice.errors import NotFound


def buktikan(engine: Engine, hasher: PasswordHasher, actor: Actor, sesi_id: str, typed: str, *, untuk: str) -> str:
    """Prove the password; the session lives on under a new id, whose cookie is returned. The old id is dead at once.

    Call it while no transaction of yours is open.

    Args:
        untuk: what it is asked for, as it stands in the trail.
    Raises:
        Invalid: it is wrong (field `sandi_masuk`), counted as a failed sign-in.
        NotFound: the session ended meanwhile.
    """
    pastikan_sandi(engine, hasher, actor, typed, untuk=untuk, kolom="sandi_masuk", nama="Sandi masuk")
    with transaction(engine) as session:
        sesi = session.get(Sesi, sesi_id, with_for_update=True)
        if sesi is None:
            raise NotFound("Sesi Anda sudah berakhir. Masuk lagi, lalu ulangi.")
        akun = queries.get(session, sesi.akun_id)
        akun.succeed()
        asal = Asal(sesi.alamat, sesi.peramban)
        token = begin(session, akun, asal=asal, of=sesi, jabatan_id=sesi.jabatan_id)
        session.delete(sesi)
        session.flush()
        session.get_one(Sesi, queries.digest(token)).sandi_at = clock.now()
        audit.record(session, actor, "akun.bukti_sandi", "akun", akun.id, catatan=untuk)
    return token


def catat_ttd(session: Session, sesi_id: str, at: datetime) -> None:
    """Note that a session was used to sign."""
    session.execute(update(Sesi).where(Sesi.id == sesi_id).values(ttd_at=at))
