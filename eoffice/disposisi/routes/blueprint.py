"""The blueprint and the few lines that every view of it needs."""

from flask import Blueprint

from eoffice.akses.rights import Sifat
from eoffice.audit import queries as audit
from eoffice.disposisi import actions, queries
from eoffice.disposisi.models import DisposisiPenerima
from eoffice.surat_masuk import policy
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.access import current_actor
from eoffice.web.opening import noted
from eoffice.web.session import session

routes = Blueprint("disposisi", __name__)


def load_surat(surat_id: int) -> SuratMasuk:
    """The surat, if the one who asks may know of it. Raises NotFound (OTR-04), or Destroyed."""
    surat = queries.surat_of(session(), current_actor(), surat_id)
    policy.require_living(surat)
    return surat


def load(penerima_id: int) -> DisposisiPenerima:
    """One part that the one who asks received or gave. Raises NotFound (OTR-04), or Destroyed."""
    part = queries.get(session(), current_actor(), penerima_id)
    policy.require_living(part.disposisi.surat)
    return part


def open_surat(surat_id: int) -> SuratMasuk:
    """The surat to be shown, after its opening was written down where that matters (AUD-02).

    Reading needs no writer's lock unless there is something to write; that happens in a transaction of its own.
    """
    actor = current_actor()
    if queries.to_be_noted(session(), actor, load_surat(surat_id)):
        noted(lambda own: actions.buka(own, actor, queries.surat_of(own, actor, surat_id)))
        session().expire_all()
    return load_surat(surat_id)


def reopen_surat(surat_id: int) -> SuratMasuk:
    """As `open_surat`, for a form about it and for a page that comes back after a refusal.

    They belong to the opening of its page (`audit.SAME_OPENING`), and are an opening of their own without one.
    """
    surat = load_surat(surat_id)
    if surat.sifat is Sifat.BIASA or audit.opened_lately(
        session(), current_actor(), "surat_masuk.buka", "surat_masuk", surat_id
    ):
        return surat
    return open_surat(surat_id)
