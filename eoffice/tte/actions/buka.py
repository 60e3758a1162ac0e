"""Opening somebody's means of signing, whichever they have."""

from eoffice.akses.actor import Actor
from eoffice.tte.actions.bsre_ttd import buka_bsre
from eoffice.tte.actions.frasa import unlock
from eoffice.tte.port import Signer
from eoffice.tte.signing import LocalSigner
from eoffice.web.services import Services


def buka(services: Services, actor: Actor, frasa: str) -> Signer:
    """The actor's signer, opened for one signing session; the caller closes it. Call it while no transaction is open.

    Args:
        frasa: the passphrase, or the PIN of a token; used for this call and never kept (AUT-13).
    Raises:
        Invalid, TooMany, Conflict, Unavailable: as in `unlock`, and in `buka_bsre` for who signs with BSrE.
    """
    elsewhere = buka_bsre(services, actor, frasa)
    if elsewhere is not None:
        return elsewhere
    key = unlock(
        services.engine,
        pepper=services.pepper,
        pegawai_id=actor.pegawai_id,
        passphrase=frasa,
        actor=actor,
        pkcs11=services.settings.pkcs11,
    )
    return LocalSigner(key)
