"""What the rules ask about berkas, read for many at once."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice.akses.rights import REACH, Relation, Sifat
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.arsip.queries import tahan
from eoffice.arsip.states import Objek
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.db import dump_json, porsi
from eoffice.layanan_arsip import queries as layanan
from eoffice.naskah.models import Koreksi, Naskah
from eoffice.naskah.states import Status as StatusNaskah
from eoffice.penyusutan.kaidah import Fakta
from eoffice.penyusutan.models import ButirKasus, Kasus, UsulRetensi
from eoffice.penyusutan.retensi import StatusUsul
from eoffice.penyusutan.states import Penilaian
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import Status as StatusSurat

_R = TypeVar("_R", Naskah, SuratMasuk, ArsipImpor)
_ENDED = (StatusNaskah.DITOLAK, StatusNaskah.DIBATALKAN)


def jra(berkas: Berkas) -> str:
    """The row of the JRA that decides over a berkas, in one line; another line is another decision."""
    version = f" versi {berkas.jra_versi_id}" if berkas.jra_versi_id else ""
    return f"{berkas.kode_retensi or 'tanpa JRA'}{version}: {berkas.aktif_tahun}+{berkas.inaktif_tahun} tahun, {berkas.nasib_akhir}"


def isi(session: Session, berkas_ids: Iterable[int]) -> dict[int, list[IsiBerkas]]:
    """The items of some berkas, in their order."""
    found: dict[int, list[IsiBerkas]] = defaultdict(list)
    for some in porsi(berkas_ids):
        rows = select(IsiBerkas).where(IsiBerkas.berkas_id.in_(some))
        for row in session.scalars(rows.order_by(IsiBerkas.berkas_id, IsiBerkas.urutan)):
            found[row.berkas_id].append(row)
    return found


def naskah(session: Session, items: Iterable[IsiBerkas]) -> dict[int, Naskah]:
    """The naskah among some items."""
    return _rows(session, Naskah, items, Objek.NASKAH)


def surat(session: Session, items: Iterable[IsiBerkas]) -> dict[int, SuratMasuk]:
    """The surat among some items."""
    return _rows(session, SuratMasuk, items, Objek.SURAT_MASUK)


def impor(session: Session, items: Iterable[IsiBerkas]) -> dict[int, ArsipImpor]:
    """The imported records among some items."""
    return _rows(session, ArsipImpor, items, Objek.ARSIP_IMPOR)


def _rows(session: Session, table: type[_R], items: Iterable[IsiBerkas], objek: Objek) -> dict[int, _R]:
    ids = [i.objek_id for i in items if i.objek is objek]
    return {row.id: row for some in porsi(ids) for row in session.scalars(select(table).where(table.id.in_(some)))}


def sidik(items: Sequence[IsiBerkas], naskah: dict[int, Naskah], surat: dict[int, SuratMasuk]) -> str:
    """SHA-256 over what lies in a berkas: each record with the hash of its file and of its metadata.

    An imported record is named by its metadata alone, which hold the hash of its file.
    """
    rows = []
    for item in items:
        file = None
        if item.objek is Objek.NASKAH and item.objek_id in naskah:
            file = naskah[item.objek_id].pdf_sha256
        elif item.objek is Objek.SURAT_MASUK and item.objek_id in surat:
            file = surat[item.objek_id].berkas_sha256
        rows.append([str(item.objek), item.objek_id, file, item.metadata_sha256])
    return hashlib.sha256(dump_json(rows).encode()).hexdigest()


def kumpulkan(session: Session, every: Sequence[Berkas], on: date, *, kasus: Kasus | None = None) -> dict[int, Fakta]:
    """The facts about some berkas, by their id; a handful of statements, however many.

    Args:
        kasus: the case that asks: its own claim is none, and what it noted about each berkas is compared with today.
    """
    ids = [b.id for b in every]
    items = isi(session, ids)
    flat = [i for rows in items.values() for i in rows]
    keluar, masuk, imported = naskah(session, flat), surat(session, flat), impor(session, flat)
    open_ = _open(session, flat, keluar, masuk)
    own = {b.berkas_id: b for b in kasus.hidup} if kasus is not None else {}
    lent = layanan.di_luar(session, ids)
    claimed = _claims(session, ids, kasus)
    proposed = set(
        session.scalars(
            select(UsulRetensi.berkas_id).where(UsulRetensi.berkas_id.in_(ids), UsulRetensi.status == StatusUsul.USUL)
        )
    )
    held = tahan.ditahan(session, ids)  # asked anew: what came in after a hold is held too
    found = {}
    for each in every:
        mine = own.get(each.id)
        rows = items.get(each.id, [])
        levels = [_sifat(i, keluar, masuk, imported) for i in rows]
        hidden = any(level is not None and level not in REACH[Relation.ARSIPARIS] for level in levels)
        found[each.id] = Fakta(
            nomor=each.nomor,
            nasib=each.nasib_akhir,
            jatuh_inaktif=each.jatuh_inaktif,
            hari=on,
            tertutup=each.ditutup is not None,
            tahan_hukum=each.tahan_hukum or each.id in held,
            vital=each.vital,
            terjaga=each.terjaga,
            terbuka=open_[each.id] > 0,
            tersembunyi=hidden,
            dipinjam=each.id in lent,
            sengketa=mine is not None and mine.penilaian is Penilaian.SENGKETA,
            perkara_lain=claimed.get(each.id, ""),
            jra=jra(each),
            jra_semula=mine.potret["jra"] if mine is not None else None,
            usul_jra=each.id in proposed,
            sidik=sidik(rows, keluar, masuk),
            sidik_semula=mine.potret["sidik"] if mine is not None else "",
            akhir=str(each.akhir or ""),
        )
    return found


def _sifat(
    item: IsiBerkas, keluar: dict[int, Naskah], masuk: dict[int, SuratMasuk], imported: dict[int, ArsipImpor]
) -> Sifat | None:
    held: Naskah | SuratMasuk | ArsipImpor | None
    if item.objek is Objek.NASKAH:
        held = keluar.get(item.objek_id)
    elif item.objek is Objek.SURAT_MASUK:
        held = masuk.get(item.objek_id)
    else:
        held = imported.get(item.objek_id)
    return held.sifat if held is not None else None


def _claims(session: Session, ids: list[int], kasus: Kasus | None) -> dict[int, str]:
    """The other living cases that have some of the berkas, as they are called."""
    rows = select(ButirKasus.klaim_id, Kasus).join(Kasus).where(ButirKasus.klaim_id.in_(ids))
    return {
        claim: case.nomor
        for claim, case in session.execute(rows).tuples()
        if claim is not None and (kasus is None or case.id != kasus.id)
    }


def _open(
    session: Session, items: Sequence[IsiBerkas], keluar: dict[int, Naskah], masuk: dict[int, SuratMasuk]
) -> Counter[int]:
    """How many records of each berkas are not done: not filed as done, being answered, or being revoked or corrected."""
    where = {(i.objek, i.objek_id): i.berkas_id for i in items}
    counted: Counter[int] = Counter()
    for naskah_id, one in keluar.items():
        counted[where[Objek.NASKAH, naskah_id]] += one.status is not StatusNaskah.DIBERKASKAN
    for surat_id, other in masuk.items():
        counted[where[Objek.SURAT_MASUK, surat_id]] += other.status is not StatusSurat.DIBERKASKAN
    under_way = select(Koreksi.sasaran_id).join(Naskah, Naskah.id == Koreksi.naskah_id)
    under_way = under_way.where(Koreksi.berlaku_at.is_(None), Naskah.status.not_in(_ENDED))
    for some in porsi(keluar):
        for naskah_id in session.scalars(under_way.where(Koreksi.sasaran_id.in_(some))):
            counted[where[Objek.NASKAH, naskah_id]] += 1
    answering = select(Naskah.menjawab_surat_id).where(Naskah.pdf_sha256.is_(None), Naskah.status.not_in(_ENDED))
    for some in porsi(masuk):
        for answered in session.scalars(answering.where(Naskah.menjawab_surat_id.in_(some))):
            counted[where[Objek.SURAT_MASUK, answered or 0]] += 1
    return counted
