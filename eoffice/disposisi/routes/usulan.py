"""What the page of a surat offers its leader: one tap for what was prepared, two for what he usually does."""

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.disposisi import actions, kebiasaan, queries
from eoffice.disposisi.routes.formulir import calendar_of
from eoffice.naskah import queries as naskah
from eoffice.surat_masuk import policy as surat_policy
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import BELUM
from eoffice.web.session import session


def usulan(actor: Actor, surat: SuratMasuk) -> dict[str, object]:
    """Values for `disposisi/_biasa.html`; empty for whoever may not dispose of it now."""
    nothing: dict[str, object] = {"siapan": None, "siapan_berkas": [], "biasa": [], "nama_jabatan": {}}
    if surat.status not in BELUM or not surat_policy.may(actor, Action.DISPOSISIKAN, surat):
        return nothing
    found = actions.siapan(session(), surat)
    if found is not None:
        ids = actions.isian_of(session(), found).lampiran
        return nothing | {
            "siapan": found,
            "siapan_berkas": queries.attachments(session(), actor, ids),
            "nama_jabatan": naskah.names(session(), [j for j, _ in found.kepada]),
        }
    giver = surat.tujuan_jabatan_id
    acts = kebiasaan.terakhir(session(), giver)
    return nothing | {"biasa": kebiasaan.seperti_biasa(session(), acts, giver, surat, calendar_of(surat))}
