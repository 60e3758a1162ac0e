"""Whether the files of a case are whole, byte for byte."""

from sqlalchemy.orm import Session

from eoffice.arsip.states import Objek
from eoffice.errors import Damaged
from eoffice.penyusutan.models import Kasus
from eoffice.penyusutan.queries import fakta
from eoffice.storage import Blob, BlobStore


def berkas_isi(session: Session, kasus: Kasus) -> list[tuple[str, Blob, Blob | None]]:
    """Every record of the case: what it is called, its metadata, and its file where it has one."""
    items = [i for rows in fakta.isi(session, [b.berkas_id for b in kasus.hidup]).values() for i in rows]
    keluar, masuk = fakta.naskah(session, items), fakta.surat(session, items)
    imported = fakta.impor(session, items)
    found: list[tuple[str, Blob, Blob | None]] = []
    for item in items:
        file: Blob | None = None
        name = f"{item.objek}-{item.objek_id}"
        if item.objek is Objek.NASKAH and (one := keluar.get(item.objek_id)) is not None:
            name = one.nomor or name
            file = Blob(one.pdf_key, one.pdf_size or 0, one.pdf_sha256 or "") if one.pdf_key else None
        elif item.objek is Objek.SURAT_MASUK and (other := masuk.get(item.objek_id)) is not None:
            name = other.nomor_surat or name
            file = (
                Blob(other.berkas_key, other.berkas_size or 0, other.berkas_sha256 or "") if other.berkas_key else None
            )
        elif (third := imported.get(item.objek_id)) is not None:
            name, file = third.nomor or name, third.blob
        found.append((name, item.metadata_blob, file))
    return found


def utuh(session: Session, store: BlobStore, kasus: Kasus) -> list[str]:
    """What is missing or changed in the store, a sentence each; empty when every file is what it was."""
    broken = []
    for name, metadata, file in berkas_isi(session, kasus):
        for blob in (metadata, file):
            if blob is None:
                continue
            try:
                store.open(blob).close()
            except Damaged:
                broken.append(f"Berkas {name} hilang atau berubah di penyimpanan.")
                break
    return broken
