"""Where the paper original lies, and every move of it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import Invalid
from eoffice.surat_masuk import policy
from eoffice.surat_masuk.actions.step import record
from eoffice.surat_masuk.models import SuratLokasi, SuratMasuk


@dataclass(frozen=True)
class Lokasi:
    """A place for paper, from the small to the large."""

    map: str = ""
    boks: str = ""
    rak: str = ""
    lemari: str = ""

    @property
    def teks(self) -> str:
        """All of it in one line, the large first, as it is shown and searched."""
        parts = (("Lemari", self.lemari), ("Rak", self.rak), ("Boks", self.boks), ("Map", self.map))
        return ", ".join(f"{name} {value}" for name, value in parts if value)


def tempatkan(session: Session, actor: Actor, surat: SuratMasuk, lokasi: Lokasi) -> None:
    """Note where the original lies now; the trail keeps from where it came. Empty means: no longer kept here.

    Raises:
        NotAllowed: neither TU nor arsiparis of the office. Invalid: it has no original on paper.
    """
    require(policy.may(actor, Action.TEMPATKAN, surat))
    if surat.naskah_id is not None:
        raise Invalid("Surat dari e-Office tidak mempunyai asli di kertas.")
    row = session.get(SuratLokasi, surat.id)
    before = row.teks if row is not None else ""
    if before == lokasi.teks:
        return
    if row is None:
        row = SuratLokasi(surat_id=surat.id)
        session.add(row)
    row.map, row.boks, row.rak, row.lemari, row.teks = lokasi.map, lokasi.boks, lokasi.rak, lokasi.lemari, lokasi.teks
    row.diubah_at, row.diubah_oleh = clock.now(), actor.pegawai_id
    words = f"dari {before or 'belum dicatat'} ke {lokasi.teks or 'tidak disimpan lagi'}"
    record(session, actor, "surat_masuk.lokasi", surat, dari=surat.status, catatan=words[:300])
