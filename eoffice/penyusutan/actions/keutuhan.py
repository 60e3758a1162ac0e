"""Whether the files of a case are whole, byte for byte: listed, read with nothing locked, then asked for again."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice.arsip.models import IsiBerkas
from eoffice.arsip.states import Objek
from eoffice.arsip_impor.models import LampiranImpor
from eoffice.db import porsi
from eoffice.errors import Conflict, Damaged
from eoffice.naskah.models import Lampiran
from eoffice.paket.actions import laporan_zip
from eoffice.paket.states import StatusPaket
from eoffice.penyusutan import queries
from eoffice.penyusutan.models import Kasus
from eoffice.penyusutan.queries import fakta
from eoffice.sandbox import Refused
from eoffice.sandbox.arsip_zip import TERBESAR
from eoffice.storage import Blob, BlobStore

#: A record of a case: what it is called, its metadata, and its files: the document, where it has one, and its lampiran.
Isi = tuple[str, Blob, tuple[Blob, ...]]


@dataclass(frozen=True)
class Serahan:
    """What a lembaga kearsipan receives, as a list: the records, and the newest package that holds them.

    Attributes:
        paket_id: None when none was made, or when it is no longer there.
    """

    isi: tuple[Isi, ...]
    paket_id: int | None = None
    paket: Blob | None = None


@dataclass(frozen=True)
class Cocok:
    """What was read and found to be what the list says; `paket` False when its files were not looked at one by one."""

    berkas: frozenset[Blob]
    paket_id: int | None = None
    paket: bool = False


def berkas_isi(session: Session, kasus: Kasus) -> list[Isi]:
    """Every record of the case."""
    items = [i for rows in fakta.isi(session, [b.berkas_id for b in kasus.hidup]).values() for i in rows]
    keluar, masuk = fakta.naskah(session, items), fakta.surat(session, items)
    imported = fakta.impor(session, items)
    enclosed = _lampiran(session, items)
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
        more = enclosed[item.objek, item.objek_id]
        found.append((name, item.metadata_blob, (*((file,) if file is not None else ()), *more)))
    return found


def _lampiran(session: Session, items: Collection[IsiBerkas]) -> dict[tuple[Objek, int], list[Blob]]:
    """The lampiran of some records, by what they belong to."""
    found: dict[tuple[Objek, int], list[Blob]] = defaultdict(list)
    kinds: tuple[tuple[Objek, Any, Any], ...] = (
        (Objek.NASKAH, Lampiran, Lampiran.naskah_id),
        (Objek.ARSIP_IMPOR, LampiranImpor, LampiranImpor.arsip_id),
    )
    for objek, table, owner in kinds:
        rows = select(owner, table.key, table.size, table.sha256).where(table.key != "").order_by(owner, table.urutan)
        for some in porsi(i.objek_id for i in items if i.objek is objek):
            for owner_id, key, size, sha256 in session.execute(rows.where(owner.in_(some))).tuples():
                found[objek, owner_id].append(Blob(key, size, sha256))
    return found


def cocokkan(store: BlobStore, every: Sequence[Isi]) -> frozenset[Blob]:
    """Read every file and compare it with its hash; needs no database, so that nothing is locked meanwhile.

    Returns:
        The files that are what they were, which is all of them.
    Raises:
        Conflict: one is missing or changed; the sentence names the record.
    """
    found = set()
    for name, metadata, files in every:
        for blob in (metadata, *files):
            if blob in found:
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
    for name, metadata, files in berkas_isi(session, kasus):
        if not {metadata, *files} <= dicocokkan:
            raise Conflict(f"Isi daftar berubah selagi berkasnya dicocokkan ({name}). Ulangi sekali lagi.")


def serahan(session: Session, kasus: Kasus) -> Serahan:
    """What is to be compared before a lembaga kearsipan says that it has it."""
    every = tuple(berkas_isi(session, kasus))
    ready = next((p for p in queries.paket(session, kasus) if p.status is StatusPaket.SIAP and p.key), None)
    if ready is None:
        return Serahan(every)
    return Serahan(every, ready.id, Blob(ready.key or "", ready.size or 0, ready.sha256 or ""))


def cocokkan_serahan(store: BlobStore, diterima: Serahan) -> Cocok:
    """Read every record, and the package, and compare them with the list; needs no database.

    A package too large for one piece, or with too many files, is compared as a whole, with the hash that it had when it was
    made.

    Raises:
        Conflict: a file or the package is missing or changed, or a record is not in the package; the sentence names it.
    """
    whole = cocokkan(store, diterima.isi)
    if diterima.paket is None:
        return Cocok(whole)
    again = "Minta pencipta arsip membuat paket baru, lalu ulangi."
    try:
        with store.open(diterima.paket) as source:
            if diterima.paket.size > TERBESAR:
                return Cocok(whole, diterima.paket_id)
            report = laporan_zip(source.read())
    except (Damaged, Refused) as error:
        if isinstance(error, Refused) and error.terhenti:
            return Cocok(whole, diterima.paket_id)
        raise Conflict(f"Paket penyerahannya hilang atau berubah di penyimpanan. {again}") from None
    if not report.utuh:
        told = next(iter([*report.galat, *(t.nama for t in report.beda)]))
        raise Conflict(f"Paket penyerahannya tidak utuh: {told.removesuffix('.')}. {again}")
    inside = {t.terhitung for t in report.temuan}
    for name, _, files in diterima.isi:
        if not {f.sha256 for f in files} <= inside:
            raise Conflict(f"Berkas {name} di dalam paket tidak sama dengan yang ada dalam daftar. {again}")
    return Cocok(whole, diterima.paket_id, paket=True)


def tercatat(session: Session, kasus: Kasus, daftar_sha256: str) -> None:
    """Refuse while the list, or what lies in a berkas of it, is not what was signed.

    Raises:
        Conflict: naming the first berkas whose records have another hash than the signed list says.
    """
    if kasus.sidik() != daftar_sha256:
        raise Conflict(
            "Daftar pada perkara tidak sama dengan yang ditandatangani, jadi belum dapat dinyatakan diterima. Minta pencipta "
            "arsip memeriksanya."
        )
    every = fakta.isi(session, [b.berkas_id for b in kasus.hidup])
    flat = [i for rows in every.values() for i in rows]
    keluar, masuk = fakta.naskah(session, flat), fakta.surat(session, flat)
    for row in kasus.hidup:
        if fakta.sidik(every.get(row.berkas_id, []), keluar, masuk) != row.potret["sidik"]:
            raise Conflict(
                f"Isi berkas {row.potret['nomor']} tidak sama dengan sidiknya dalam daftar yang ditandatangani, jadi belum "
                "dapat dinyatakan diterima. Minta pencipta arsip memeriksanya."
            )
