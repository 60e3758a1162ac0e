"""The blueprint, and finding what a clock belongs to."""

from flask import Blueprint

from eoffice.disposisi import policy as disposisi_policy
from eoffice.disposisi.models import DisposisiPenerima
from eoffice.errors import NotFound
from eoffice.surat_masuk import queries as surat_masuk
from eoffice.tenggat import queries
from eoffice.tenggat.models import Tenggat
from eoffice.web.access import current_actor
from eoffice.web.session import session

routes = Blueprint("tenggat", __name__)


def of_surat(surat_id: int) -> Tenggat:
    """The clock of a surat that the one who asks may read. Raises NotFound (OTR-04)."""
    surat_masuk.get(session(), current_actor(), surat_id)
    return queries.get(session(), surat_id, None)


def of_bagian(penerima_id: int) -> Tenggat:
    """The clock of a part in a tree that the one who asks sees. Raises NotFound (OTR-04)."""
    part = session().get(DisposisiPenerima, penerima_id)
    if part is None:
        raise NotFound("Disposisi tidak ditemukan.")
    surat = surat_masuk.get(session(), current_actor(), part.disposisi.surat_id)
    if not disposisi_policy.sees(current_actor(), surat, part):
        raise NotFound("Disposisi tidak ditemukan.")
    return queries.get(session(), surat.id, penerima_id)
