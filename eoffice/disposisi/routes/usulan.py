"""What the page of a surat offers its leader: one tap for what was prepared, two for what he usually does."""

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.disposisi import actions, kebiasaan, policy, queries
from eoffice.disposisi.models import DisposisiPenerima
from eoffice.disposisi.riwayat import Siapan
from eoffice.disposisi.routes.formulir import calendar_of
from eoffice.naskah import queries as naskah
from eoffice.surat_masuk import policy as surat_policy
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import BELUM
from eoffice.web.session import session


def siapan_lanjutan(actor: Actor, part: DisposisiPenerima) -> dict[str, object]:
    """As `usulan`, for what was prepared for a recipient who gives further."""
    nothing: dict[str, object] = {"siapan": None, "siapan_berkas": [], "nama_jabatan": {}}
    if not policy.may(actor, Action.DISPOSISI_LANJUTAN, part):
        return nothing
    found = actions.siapan_lanjutan(session(), part)
    return nothing | _siapan(actor, found) if found is not None else nothing


def _siapan(actor: Actor, found: Siapan) -> dict[str, object]:
    return {
        "siapan": found,
        "siapan_berkas": queries.attachments(session(), actor, actions.isian_of(session(), found).lampiran),
        "nama_jabatan": naskah.names(session(), [j for j, _ in found.kepada]),
    }


def usulan(actor: Actor, surat: SuratMasuk) -> dict[str, object]:
    """Values for `disposisi/_biasa.html`; empty for whoever may not dispose of it now."""
    nothing: dict[str, object] = {"siapan": None, "siapan_berkas": [], "biasa": [], "nama_jabatan": {}}
    if surat.status not in BELUM or not surat_policy.may(actor, Action.DISPOSISIKAN, surat):
        return nothing
    found = actions.siapan(session(), surat)
    if found is not None:
        return nothing | _siapan(actor, found)
    giver = surat.tujuan_jabatan_id
    acts = kebiasaan.terakhir(session(), giver)
    return nothing | {"biasa": kebiasaan.seperti_biasa(session(), acts, giver, surat, calendar_of(surat))}
