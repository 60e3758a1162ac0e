"""Taking the content of records away: columns emptied, rows of drafts and words deleted, objects marked for the worker.

What stays is the tombstone: the row with its number, date, subject and hash, the metadata that were kept with it when it
was filed, the trail, and the number of the berita acara.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from eoffice import clock, search
from eoffice.arsip.models import IsiBerkas
from eoffice.arsip.states import Objek
from eoffice.arsip_impor.models import ArsipImpor, LampiranImpor
from eoffice.db import porsi
from eoffice.disposisi.models import BerkasLaporan, Disposisi, DisposisiPenerima, TindakLanjut
from eoffice.disposisi.riwayat import DisposisiVersi, LampiranDisposisi, Siapan
from eoffice.kanal.models import Kiriman
from eoffice.naskah import indexing
from eoffice.naskah.massal import Baris
from eoffice.naskah.models import Komentar, Lampiran, Naskah, NaskahHalaman, NaskahVersi, Paraf, PenandaLain, Simpanan
from eoffice.paket.models import ImporBaris, Paket, PaketButir
from eoffice.paket.states import LangkahPaket, StatusPaket
from eoffice.pdf import isi
from eoffice.penyusutan.lupakan import lupakan
from eoffice.penyusutan.models import Kasus, ObjekMusnah
from eoffice.penyusutan.queries import terkunci_sampai
from eoffice.penyusutan.states import HARI_TUNGGU, HasilObjek
from eoffice.pindaian.models import Pindaian, PindaianHalaman
from eoffice.surat_masuk.models import SuratMasuk, SuratSampul
from eoffice.tte.models import StempelArsip, UpayaTtd


def hapus(session: Session, kasus: Kasus, items: Sequence[IsiBerkas], *, nomor: str, at: datetime) -> set[str]:
    """Take away the content of some records of a case.

    Args:
        nomor: of the berita acara, which stands on every tombstone.
    Returns:
        SHA-256 of the files that are gone, for whoever keeps pictures of them.
    """
    marks = _Marks(session, kasus, at)
    # Told apart first: what was loaded is read anew after each part.
    things = [(i.objek, i.objek_id) for i in items]
    for some in porsi(things):
        _bagian(session, some, marks, {"musnah_at": at, "musnah_ba": nomor})
    search.remove_all(session, [(objek.value, objek_id) for objek, objek_id in things])
    return marks.digests


def _bagian(session: Session, things: Sequence[tuple[Objek, int]], marks: "_Marks", stone: dict[str, Any]) -> None:
    """As many records as one statement can name; whatever belongs to two of them goes with the part that has the last."""
    ids = {kind: [objek_id for objek, objek_id in things if objek is kind] for kind in Objek}
    naskah_ids, surat_ids, imported = (ids[kind] for kind in (Objek.NASKAH, Objek.SURAT_MASUK, Objek.ARSIP_IMPOR))
    _naskah(session, naskah_ids, marks)
    _surat(session, surat_ids, marks)
    _impor(session, imported, marks)
    for table, some in (
        (Naskah, naskah_ids),
        (SuratMasuk, surat_ids),
    ):  # who read it before must not write his copy back
        session.execute(update(table).where(table.id.in_(some)).values(version=table.version + 1, **stone))
    session.execute(update(ArsipImpor).where(ArsipImpor.id.in_(imported)).values(stone))
    _lampiran(session, naskah_ids, surat_ids, marks)
    lupakan(session, naskah_ids, surat_ids)
    _paket(session, ids, marks)
    session.flush()
    session.expire_all()


class _Marks:
    """Objects that go, marked in one place; the same object twice is one mark."""

    def __init__(self, session: Session, kasus: Kasus, at: datetime) -> None:
        self.session, self.kasus_id, self.at = session, kasus.id, at
        self.digests: set[str] = set()

    def take(self, of: Any, objek: str, objek_id: Any, where: ColumnElement[bool], prefix: str = "") -> None:
        """Mark what rows of a table refer to, before their columns are emptied."""
        table: Table = of.__table__
        key, size, sha256 = (table.c[prefix + name] for name in ("key", "size", "sha256"))
        rows = select(objek_id, key, size, sha256).where(where, key.is_not(None), key != "")
        # Who is replacing an object, as the renewal of a stamp does, is waited for; what came of it is read then.
        self.session.execute(rows.with_for_update(of=table)).all()
        names = rows.with_only_columns(
            key
        )  # asked again rather than listed: a case may hold more than a statement takes
        known = {row.key: row for row in self.session.scalars(select(ObjekMusnah).where(ObjekMusnah.key.in_(names)))}
        locked = terkunci_sampai(self.session, names)
        soon = clock.wib(self.at).date() + timedelta(days=HARI_TUNGGU)
        for owner, name, length, digest in self.session.execute(rows).tuples():
            self.digests.add(digest)
            row = known.setdefault(name, ObjekMusnah(key=name, size=length, sha256=digest, keterangan=""))
            row.kasus_id, row.objek, row.objek_id = self.kasus_id, objek, owner
            row.ditandai_at, row.hapus_sejak = self.at, max(soon, locked.get(name, soon))
            row.hasil, row.hasil_at = HasilObjek.MENUNGGU, None
            self.session.add(row)
        self.session.flush()


def _naskah(session: Session, ids: Sequence[int], marks: _Marks) -> None:
    if not ids:
        return
    marks.take(Naskah, "naskah", Naskah.id, Naskah.id.in_(ids), "pdf_")
    marks.take(PenandaLain, "naskah", PenandaLain.naskah_id, PenandaLain.naskah_id.in_(ids))
    stamped = (StempelArsip.objek == "naskah") & StempelArsip.objek_id.in_(ids)
    marks.take(StempelArsip, "naskah", StempelArsip.objek_id, stamped)
    tried = (UpayaTtd.objek == "naskah") & UpayaTtd.objek_id.in_(ids)
    for prefix in ("kirim_", "jawab_"):
        marks.take(UpayaTtd, "naskah", UpayaTtd.objek_id, tried, prefix)
    _titip(session, ids)
    empty = isi.from_plain("")
    session.execute(update(Naskah).where(Naskah.id.in_(ids)).values(pdf_key=None, isi=empty, rincian={}, teks=""))
    session.execute(update(PenandaLain).where(PenandaLain.naskah_id.in_(ids)).values(key=None))
    session.execute(update(StempelArsip).where(stamped).values(key="", diperbarui=True))
    session.execute(update(UpayaTtd).where(tried).values(kirim_key="", jawab_key=None))
    session.execute(update(NaskahVersi).where(NaskahVersi.naskah_id.in_(ids)).values(isi={}))
    session.execute(update(Paraf).where(Paraf.naskah_id.in_(ids)).values(catatan=""))
    session.execute(update(Baris).where(Baris.naskah_id.in_(ids)).values(nilai={}))
    for table in (Simpanan, Komentar, NaskahHalaman):
        session.execute(delete(table).where(table.naskah_id.in_(ids)))


def _titip(session: Session, ids: Sequence[int]) -> None:
    """Other offices that got one of these naskah keep their own surat, so its words for searching become theirs."""
    living = select(SuratMasuk).where(SuratMasuk.naskah_id.in_(ids), SuratMasuk.musnah_at.is_(None))
    for surat in session.scalars(living):
        if surat.naskah is not None and not surat.teks:
            surat.teks = indexing.body(surat.naskah)
    session.flush()


def _surat(session: Session, ids: Sequence[int], marks: _Marks) -> None:
    if not ids:
        return
    marks.take(SuratMasuk, "surat_masuk", SuratMasuk.id, SuratMasuk.id.in_(ids), "berkas_")
    session.execute(update(SuratMasuk).where(SuratMasuk.id.in_(ids)).values(berkas_key=None, teks="", ringkasan=""))
    session.execute(update(SuratSampul).where(SuratSampul.surat_id.in_(ids)).values(catatan=""))
    _disposisi(session, ids, marks)
    _pindaian(session, ids, marks)


def _impor(session: Session, ids: Sequence[int], marks: _Marks) -> None:
    if not ids:
        return
    for prefix in ("", "premis_", "sumber_", "metadata_"):
        marks.take(ArsipImpor, "arsip_impor", ArsipImpor.id, ArsipImpor.id.in_(ids), prefix)
    inside = LampiranImpor.arsip_id.in_(ids)
    marks.take(LampiranImpor, "arsip_impor", LampiranImpor.arsip_id, inside)
    session.execute(update(LampiranImpor).where(inside).values(key=""))
    gone = {"key": None, "premis_key": None, "sumber_key": None, "metadata_key": "", "teks": "", "uraian": ""}
    session.execute(update(ArsipImpor).where(ArsipImpor.id.in_(ids)).values(gone))
    session.execute(update(ImporBaris).where(ImporBaris.arsip_id.in_(ids)).values(kolom={}))
    # What came along describes the content in free words, so it goes too; its hash stays beside that of the file.
    filed = (IsiBerkas.objek == Objek.ARSIP_IMPOR) & IsiBerkas.objek_id.in_(ids)
    marks.take(IsiBerkas, "arsip_impor", IsiBerkas.objek_id, filed, "metadata_")
    session.execute(update(IsiBerkas).where(filed).values(metadata_key=""))


def _paket(session: Session, ids: Mapping[Objek, Sequence[int]], marks: _Marks) -> None:
    """Packages that hold a copy of something destroyed can no longer be fetched, and what was prepared for them goes."""
    inside = or_(*(and_(PaketButir.objek == str(o), PaketButir.objek_id.in_(some)) for o, some in ids.items() if some))
    holding = set(session.scalars(select(PaketButir.paket_id).where(inside))) if any(ids.values()) else set()
    if not holding:
        return
    marks.take(Paket, "paket", Paket.id, Paket.id.in_(holding))
    for row in session.scalars(select(Paket).where(Paket.id.in_(holding), Paket.status != StatusPaket.HABIS)):
        row.move(LangkahPaket.MUSNAHKAN)
        row.key = row.size = row.sha256 = None
        row.galat = "Memuat arsip yang sudah dimusnahkan. Buat paket baru bila yang lain masih diperlukan."
    session.execute(update(PaketButir).where(PaketButir.paket_id.in_(holding)).values(isi=None))


def _disposisi(session: Session, ids: Sequence[int], marks: _Marks) -> None:
    """What was written and enclosed in the chain of a surat; who gave what to whom, and when, stays."""
    chain = select(Disposisi.id).where(Disposisi.surat_id.in_(ids))
    parts = select(DisposisiPenerima.id).where(DisposisiPenerima.disposisi_id.in_(chain))
    reports = select(TindakLanjut.id).where(TindakLanjut.penerima_id.in_(parts))
    prepared = select(Siapan.id).where(Siapan.surat_id.in_(ids))
    marks.take(BerkasLaporan, "tindak_lanjut", BerkasLaporan.laporan_id, BerkasLaporan.laporan_id.in_(reports))
    enclosed = LampiranDisposisi.disposisi_id.in_(chain) | LampiranDisposisi.siapan_id.in_(prepared)
    marks.take(LampiranDisposisi, "disposisi", LampiranDisposisi.id, enclosed)
    session.execute(update(BerkasLaporan).where(BerkasLaporan.laporan_id.in_(reports)).values(key=""))
    session.execute(update(LampiranDisposisi).where(enclosed).values(key=""))
    session.execute(update(TindakLanjut).where(TindakLanjut.id.in_(reports)).values(uraian="", catatan_pemberi=""))
    session.execute(
        update(DisposisiPenerima).where(DisposisiPenerima.id.in_(parts)).values(alasan_tolak="", catatan_alih="")
    )
    session.execute(update(Disposisi).where(Disposisi.id.in_(chain)).values(catatan=""))
    session.execute(update(DisposisiVersi).where(DisposisiVersi.disposisi_id.in_(chain)).values(catatan="", alasan=""))
    session.execute(update(Siapan).where(Siapan.surat_id.in_(ids)).values(catatan=""))


def _pindaian(session: Session, ids: Sequence[int], marks: _Marks) -> None:
    """The scans that surat were registered from, what was read in them, and a batch or a mail once all of it is gone."""
    rows = session.scalars(select(Pindaian).where(Pindaian.surat_id.in_(ids))).all()
    mine = {r.id for r in rows}
    mine |= set(session.scalars(select(Pindaian.id).where(Pindaian.gabungan_id.in_(mine))))
    for batch in {r.induk_id for r in rows if r.induk_id is not None}:
        others = select(func.count()).where(Pindaian.induk_id == batch, Pindaian.id.not_in(mine))
        if not session.scalar(others.where(_living())):
            mine.add(batch)
    if not mine:
        return
    for prefix in ("", "lihat_"):
        marks.take(Pindaian, "pindaian", Pindaian.id, Pindaian.id.in_(mine), prefix)
    session.execute(update(Pindaian).where(Pindaian.id.in_(mine)).values(key="", lihat_key=None, tanda=""))
    session.execute(delete(PindaianHalaman).where(PindaianHalaman.pindaian_id.in_(mine)))
    _kiriman(session, rows, mine, marks)


def _living() -> ColumnElement[bool]:
    """Scans that still show something."""
    return Pindaian.key != ""


def _kiriman(session: Session, rows: Iterable[Pindaian], gone: set[int], marks: _Marks) -> None:
    for opd_id, message_id in {(r.opd_id, r.message_id) for r in rows if r.message_id}:
        alike = (Pindaian.opd_id == opd_id) & (Pindaian.message_id == message_id)
        if session.scalar(select(func.count()).where(alike, Pindaian.id.not_in(gone), _living())):
            continue
        mail = (Kiriman.opd_id == opd_id) & (Kiriman.pesan_id == _pesan_id(message_id or ""))
        marks.take(Kiriman, "kiriman", Kiriman.id, mail, "asli_")
        session.execute(update(Kiriman).where(mail).values(asli_key=None, teks=""))


def _pesan_id(message_id: str) -> str:
    return hashlib.sha256(message_id.encode()).hexdigest()


def _lampiran(session: Session, naskah_ids: Sequence[int], surat_ids: Sequence[int], marks: _Marks) -> None:
    """Enclosures go with the last record that shows them: a surat that was delivered reads those of its naskah."""
    told = set(naskah_ids)
    told |= set(
        session.scalars(
            select(SuratMasuk.naskah_id).where(SuratMasuk.id.in_(surat_ids), SuratMasuk.naskah_id.is_not(None))
        )
    )
    gone = select(Naskah.id).where(Naskah.id.in_(told), Naskah.musnah_at.is_not(None))
    living = select(SuratMasuk.naskah_id).where(SuratMasuk.naskah_id.in_(told), SuratMasuk.musnah_at.is_(None))
    ids = list(session.scalars(gone.where(Naskah.id.not_in(living))))
    if not ids:
        return
    for prefix in ("", "bersih_"):
        marks.take(Lampiran, "naskah", Lampiran.naskah_id, Lampiran.naskah_id.in_(ids), prefix)
    session.execute(
        update(Lampiran).where(Lampiran.naskah_id.in_(ids)).values(key="", bersih_key=None, isi=None, nama_asli="")
    )
