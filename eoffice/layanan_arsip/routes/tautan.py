"""What the page of a record offers of the archive's services: links, each shown only to whoever may follow it."""

from typing import Final

from eoffice.arsip import queries as arsip
from eoffice.arsip.models import Berkas
from eoffice.arsip.states import Objek
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.layanan_arsip import policy, queries
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import ISSUED
from eoffice.naskah.states import Status as StatusNaskah
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import Status as StatusSurat
from eoffice.web.access import current_actor
from eoffice.web.session import session

#: Where a record of each kind is read.
ALAMAT: Final = {Objek.NASKAH: "/naskah", Objek.SURAT_MASUK: "/surat-masuk", Objek.ARSIP_IMPOR: "/arsip/impor"}

#: What lies in a berkas.
_FILED: Final = (StatusNaskah.DIBERKASKAN, StatusSurat.DIBERKASKAN)


def layanan(thing: Naskah | SuratMasuk | ArsipImpor | Berkas) -> list[tuple[str, str, str]]:
    """Label, address and icon of every link; asks the database only in which berkas a filed record lies, and whether a
    reader on request inspects."""
    actor = current_actor()
    found = []
    if isinstance(thing, Berkas):
        path = f"/arsip/berkas/{thing.id}"
        if policy.may_borrow(actor, thing):
            found.append(("Pinjam kertasnya", f"{path}/pinjam", "folder-open"))
        if policy.may_see_openers(actor, thing):
            found.append(("Siapa meminjam", f"{path}/pembuka", "eye"))
        return found
    if isinstance(thing, Naskah) and thing.status not in ISSUED:
        return []
    path = f"{ALAMAT[policy.objek(thing)]}/{thing.id}"
    if isinstance(thing, ArsipImpor) or thing.status in _FILED:
        place = arsip.place_of(session(), actor, policy.objek(thing), thing.id)
        found += [(f"Berkas {place.nomor}", f"/arsip/berkas/{place.id}", "archive")] if place is not None else []
    inspects = bool(actor.diberi) and queries.pengawas(session(), actor)
    if policy.may_see_openers(actor, thing, pengawas=inspects):
        found.append(("Siapa membuka", f"{path}/pembuka", "eye"))
    if policy.may_raise(actor, thing) or policy.may_lower(actor, thing, heads=False):
        found.append(("Ubah sifat", f"{path}/sifat", "lock"))
    return found
