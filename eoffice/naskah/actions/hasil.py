"""A signature whose outcome nobody knew: looked for by a person, taken up if it is there, and never asked for anew."""

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.db import reading, transaction
from eoffice.errors import Conflict, EofficeError, Unavailable
from eoffice.naskah import document, policy, queries
from eoffice.naskah.actions.bubuhkan import arsipkan, with_lampiran
from eoffice.naskah.actions.step import record
from eoffice.naskah.actions.tandatangan import keep, note_failure, number
from eoffice.titik import titik
from eoffice.tte import actions as tte
from eoffice.tte import queries as tte_queries
from eoffice.web.services import Services


def periksa_hasil(services: Services, actor: Actor, naskah_id: int) -> bool:
    """Look what came of the last attempt at the signer elsewhere; whether the naskah is signed with it now.

    An answer that lies in our store is used first, then one that the service still keeps. When there is none, the
    attempts are closed and the signer may sign again. The caller must hold no transaction.

    Raises:
        NotAllowed, Conflict: not this person's to sign, or nothing is unclear.
        Unavailable: the service could not be asked; nothing changed.
    """
    with reading(services.engine) as session:
        naskah = queries.get(session, actor, naskah_id)
        require(policy.may(actor, Action.TANDATANGANI, naskah))
        if naskah.signing_now(clock.now()):
            raise Conflict("Naskah ini sedang ditandatangani. Tunggu satu menit, lalu periksa lagi.")
        if not tte_queries.belum_jelas(session, "naskah", naskah_id):
            raise Conflict("Tidak ada hasil yang perlu diperiksa. Naskah ini dapat ditandatangani lagi.")
        seen = naskah.content_sha256()
    found = tte.cari_hasil(services, actor, "naskah", naskah_id)
    if found is None:
        with transaction(services.engine) as session:
            naskah = queries.get(session, actor, naskah_id)
            tte.tutup_upaya(session, "naskah", naskah_id)
            record(session, actor, "naskah.periksa_hasil", naskah, dari=naskah.status, catatan="tidak ada hasil")
        return False
    page, attached = number(services, actor, naskah_id, seen, penyedia=found.penyedia, lanjut=True)
    titik("sesudah_nomor")
    try:
        blob = arsipkan(services, found.dikirim, found.signed)
        keep(services, actor, naskah_id, blob, document.render(with_lampiran(page, services.store, attached)))
    except Exception as error:
        note_failure(services, actor, naskah_id, error)
        if isinstance(error, EofficeError):
            raise
        raise Unavailable("Hasilnya ada, tetapi belum dapat disimpan. Coba tekan Periksa hasil sekali lagi.") from error
    titik("sesudah_ttd")
    return True
