"""Filing what no arsiparis may read: by the official who signed it, or to whom it is addressed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.arsip import queries
from eoffice.arsip.actions.berkas import open_for
from eoffice.arsip.actions.isi import put_naskah, put_surat
from eoffice.arsip.kurun import memuat
from eoffice.arsip.models import Berkas
from eoffice.arsip.states import Objek
from eoffice.errors import Invalid
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.naskah import policy as naskah_policy
from eoffice.naskah import queries as naskah_queries
from eoffice.organisasi.models import Unit
from eoffice.storage import BlobStore
from eoffice.surat_masuk import policy as surat_policy
from eoffice.surat_masuk import queries as surat_queries


def milik(session: Session, actor: Actor, objek: Objek, objek_id: int) -> queries.Butir:
    """The record as a line, for the one who may file it.

    Raises:
        NotFound: not visible. NotAllowed: visible, and filed by others or not now.
    """
    if objek is Objek.NASKAH:
        naskah = naskah_queries.get(session, actor, objek_id)
        require(naskah_policy.may(actor, Action.BERKASKAN, naskah))
    else:
        surat = surat_queries.get(session, actor, objek_id)
        require(surat_policy.may(actor, Action.BERKASKAN_SURAT, surat))
    return queries.butir(session, actor, objek, objek_id)


def berkaskan_sendiri(
    session: Session, actor: Actor, store: BlobStore, objek: Objek, objek_id: int, *, kode: str = ""
) -> Berkas:
    """File it in the newest open berkas of its unit and kode, or in a new one.

    Whoever opens that berkas and may not read the record sees that there is one more item, and nothing else of it.

    Args:
        kode: for a record without one, such as a surat of which only the envelope was registered.
    Raises:
        NotFound, NotAllowed: as `milik`. Invalid: no kode. Conflict: it lies in a berkas already.
    """
    butir = milik(session, actor, objek, objek_id)
    if not (butir.kode or kode):
        raise Invalid("Kode klasifikasi perlu dipilih.", {"kode_klasifikasi": "Pilih kode klasifikasi."})
    code = klasifikasi.check(session, butir.kode or kode)
    open_ones = select(Berkas).where(
        Berkas.unit_id == butir.unit_id, Berkas.kode_klasifikasi == code.kode, Berkas.ditutup.is_(None)
    )
    newest = session.scalars(open_ones.order_by(Berkas.id.desc())).all()
    berkas = next((b for b in newest if memuat(b.judul, butir.tanggal)), None)
    if berkas is None:
        unit = session.get_one(Unit, butir.unit_id)
        berkas = open_for(session, actor, unit, code.kode, judul=f"{code.label} {clock.today().year}")
    if objek is Objek.NASKAH:
        put_naskah(session, actor, store, berkas, naskah_queries.get(session, actor, objek_id))
    else:
        put_surat(session, actor, store, berkas, surat_queries.get(session, actor, objek_id))
    return berkas
