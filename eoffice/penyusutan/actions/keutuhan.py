"""Whether the files of a case are whole, byte for byte: listed, read with nothing locked, then asked for again."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from eoffice.arsip.states import Objek
from eoffice.errors import Conflict, Damaged
from eoffice.penyusutan.models import Kasus
from eoffice.penyusutan.queries import fakta
from eoffice.storage import Blob, BlobStore

#: A record of a case: what it is called, its metadata, and its file where it has one.
Isi = tuple[str, Blob, Blob | None]


def berkas_isi(session: Session, kasus: Kasus) -> list[Isi]:
    """Every record of the case."""
    items = [i for rows in fakta.isi(session, [b.berkas_id for b in kasus.hidup]).values() for i in rows]
    keluar, masuk = fakta.naskah(session, items), fakta.surat(session, items)
    imported = fakta.impor(session, items)
    found: list[Isi] = []
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


def cocokkan(store: BlobStore, every: Sequence[Isi]) -> frozenset[Blob]:
    """Read every file and compare it with its hash; needs no database, so that nothing is locked meanwhile.

    Returns:
        The files that are what they were, which is all of them.
    Raises:
        Conflict: one is missing or changed; the sentence names the record.
    """
    found = set()
    for name, metadata, file in every:
        for blob in (metadata, file):
            if blob is None or blob in found:
                continue
            try:
                store.open(blob).close()
            except Damaged:
                said = f"Berkas {name} hilang atau berubah di penyimpanan."
                raise Conflict(f"{said} Pulihkan dahulu dari replika atau cadangan, lalu ulangi.") from None
            found.add(blob)
    return frozenset(found)


def tercocok(session: Session, kasus: Kasus, dicocokkan: frozenset[Blob]) -> None:
    """Refuse while the case holds a file that was not among those compared. Raises Conflict."""
    for name, metadata, file in berkas_isi(session, kasus):
        if metadata not in dicocokkan or (file is not None and file not in dicocokkan):
            raise Conflict(f"Isi daftar berubah selagi berkasnya dicocokkan ({name}). Ulangi sekali lagi.")
