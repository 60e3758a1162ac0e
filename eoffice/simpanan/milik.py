"""To which record an object belongs, told only to somebody who may read that record (OTR-03)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, and_
from sqlalchemy.orm import InstrumentedAttribute, Session

from eoffice.akses.actor import Actor
from eoffice.arsip import queries as arsip
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.arsip_impor import queries as impor
from eoffice.arsip_impor.models import ArsipImpor, LampiranImpor
from eoffice.naskah import queries as naskah
from eoffice.naskah.models import Lampiran, Naskah, PenandaLain
from eoffice.surat_masuk import queries as surat
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.tte.models import StempelArsip


@dataclass(frozen=True)
class Milik:
    """A record in a few words, and where it is read."""

    teks: str
    url: str


#: What is said of an object whose record the reader may not know.
SEBUAH: Final = Milik("Sebuah catatan", "")


def milik(session: Session, actor: Actor, kunci: Collection[str]) -> dict[str, Milik]:
    """The records of some objects, each only where the actor may read it; of the others nothing is said."""
    found: dict[str, Milik] = {}
    if not kunci:
        return found

    def take(rows: Select[Any], key: InstrumentedAttribute[Any], kind: str, url: str, *said: Any) -> None:
        asked = rows.with_only_columns(key, *said).where(key.in_(list(kunci)))
        for name, record_id, nomor, hal in session.execute(asked).tuples():
            words = ", ".join(str(w) for w in (nomor, hal) if w)
            found.setdefault(name, Milik(f"{kind} {words or 'tanpa nomor'}", f"{url}/{record_id}"))

    own, of_naskah = naskah.visible(actor), (Naskah.id, Naskah.nomor, Naskah.hal)
    take(own, Naskah.pdf_key, "Naskah", "/naskah", *of_naskah)
    attached = own.join(Lampiran, Lampiran.naskah_id == Naskah.id)
    for key in (Lampiran.key, Lampiran.bersih_key):
        take(attached, key, "Lampiran naskah", "/naskah", *of_naskah)
    signed = own.join(PenandaLain, PenandaLain.naskah_id == Naskah.id)
    take(signed, PenandaLain.key, "Tahap tanda tangan naskah", "/naskah", *of_naskah)
    stamped = own.join(StempelArsip, and_(StempelArsip.objek == "naskah", StempelArsip.objek_id == Naskah.id))
    take(stamped, StempelArsip.key, "Stempel arsip naskah", "/naskah", *of_naskah)
    of_surat = (SuratMasuk.id, SuratMasuk.nomor_surat, SuratMasuk.hal)
    take(surat.visible(actor), SuratMasuk.berkas_key, "Surat masuk", "/surat-masuk", *of_surat)
    of_impor = (ArsipImpor.id, ArsipImpor.nomor, ArsipImpor.hal)
    for key in (ArsipImpor.key, ArsipImpor.metadata_key, ArsipImpor.premis_key, ArsipImpor.sumber_key):
        take(impor.visible(actor), key, "Arsip impor", "/arsip/impor", *of_impor)
    more = impor.visible(actor).join(LampiranImpor, LampiranImpor.arsip_id == ArsipImpor.id)
    take(more, LampiranImpor.key, "Lampiran arsip impor", "/arsip/impor", *of_impor)
    filed = arsip.visible(actor).join(IsiBerkas, IsiBerkas.berkas_id == Berkas.id)
    take(
        filed,
        IsiBerkas.metadata_key,
        "Metadata di berkas",
        "/arsip/berkas",
        Berkas.id,
        Berkas.kode_klasifikasi,
        Berkas.judul,
    )
    return found


__all__ = ["SEBUAH", "Milik", "milik"]
