"""A case may hold more records than one statement has parameters: PostgreSQL takes 65,535, SQLite 32,766."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import makers
import pytest
from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session

from eoffice import clock, search
from eoffice.arsip.models import Berkas
from eoffice.arsip.states import Objek
from eoffice.db import pernyataan, porsi
from eoffice.klasifikasi.states import NasibAkhir
from eoffice.naskah.models import Lampiran, Naskah
from eoffice.naskah.states import Status as StatusNaskah
from eoffice.penyusutan import actions
from eoffice.penyusutan.models import ObjekMusnah
from eoffice.penyusutan.states import Dokumen, Status
from eoffice.storage import BlobStore
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import Status as StatusSurat
from tests.penyusutan import bahan

BANYAK, SEKALI = 60, 7


@contextmanager
def terbanyak(engine: Engine) -> Iterator[list[int]]:
    """Parameters of the longest list that was asked or changed by; rows that are put in come in parts by themselves."""
    seen = [0]

    def asked(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        if not many and not statement.startswith("INSERT") and len(parameters) > seen[0]:
            seen[0] = len(parameters)

    event.listen(engine, "before_cursor_execute", asked)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", asked)


def penuhi(session: Session, kota: makers.Kota, store: BlobStore, berkas: Berkas) -> None:
    """Many more naskah, surat and imported records."""
    for _ in range(BANYAK):
        letter = bahan.arsip_uji.naskah(session, kota, status=StatusNaskah.DIBERKASKAN, teks=bahan.KENARI)
        blob = store.put(io.BytesIO(f"pdf {letter.id}".encode()))
        letter.pdf_key, letter.pdf_size, letter.pdf_sha256 = blob.key, blob.size, blob.sha256
        bahan.isi(session, berkas, Objek.NASKAH, letter.id, kota, store)
        one = bahan.arsip_uji.surat(session, kota, status=StatusSurat.DIBERKASKAN, teks=bahan.KENARI)
        bahan.isi(session, berkas, Objek.SURAT_MASUK, one.id, kota, store)
        bahan.impor(session, kota, berkas, store)
    session.flush()


def test_lists_come_in_parts_that_a_statement_can_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pernyataan, "SEKALI", 3)
    assert list(porsi(range(7))) == [[0, 1, 2], [3, 4, 5], [6]] and list(porsi([])) == []


def test_a_great_case_is_destroyed_part_by_part(
    session: Session, engine: Engine, kota_kecil: makers.Kota, store: BlobStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    berkas = bahan.berkas(session, kota_kecil, store)
    penuhi(session, kota_kecil, store, berkas)
    # The first naskah is also the last surat: its lampiran goes with whichever of them is destroyed later.
    first, last = session.scalar(select(func.min(Naskah.id))), session.scalar(select(func.max(SuratMasuk.id)))
    session.get_one(SuratMasuk, last).naskah_id = first
    extra = store.put(io.BytesIO(b"denah"))
    session.add(
        Lampiran(
            naskah_id=first, urutan=1, judul="Denah", nama="d.pdf", nama_asli="d.pdf", mime="", key=extra.key,
            size=extra.size, sha256=extra.sha256, diunggah_at=clock.now(), diunggah_oleh=kota_kecil["staf.dinsos"].pegawai.id,
        )
    )  # fmt: skip
    session.flush()
    assert {kind for kind, *_ in search.stored(session)} == {"naskah", "surat_masuk"}
    monkeypatch.setattr(pernyataan, "SEKALI", SEKALI)

    with terbanyak(engine) as longest:
        made = bahan.musnah(session, kota_kecil, store, berkas)
        marked = session.scalar(select(func.count()).select_from(ObjekMusnah))
        actions.susulan(session, made.id)

    assert longest[0] < BANYAK
    assert made.status is Status.DIMUSNAHKAN
    # Every PDF and that lampiran; the file and the metadata of what was imported, its lampiran and its item.
    assert marked == 5 * BANYAK + 2
    for table in (Naskah, SuratMasuk):
        left = select(func.count()).select_from(table).where(table.teks.contains(bahan.KENARI))
        assert session.scalar(left) == 0
    assert list(search.stored(session)) == []


def test_a_great_case_is_compared_and_handed_over_part_by_part(
    session: Session, engine: Engine, kota_kecil: makers.Kota, store: BlobStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    berkas = bahan.berkas(session, kota_kecil, store, nasib=NasibAkhir.PERMANEN)
    penuhi(session, kota_kecil, store, berkas)
    monkeypatch.setattr(pernyataan, "SEKALI", SEKALI)
    arsiparis, lkd = (kota_kecil[who].actor(session) for who in ("arsiparis.dinsos", "arsiparis.diskominfo"))

    with terbanyak(engine) as longest:
        made = bahan.penyerahan(session, kota_kecil, [berkas])
        bahan.nilai_langsung(session, made, arsiparis)
        every = actions.berkas_isi(session, made)
        actions.serahkan(session, arsiparis, made, actions.cocokkan(store, every))
        session.flush()
        actions.terima(session, lkd, made, actions.cocokkan_serahan(store, actions.serahan(session, made)))

    assert longest[0] < BANYAK and len(every) == 3 * BANYAK + 1
    assert made.status is Status.DITERIMA and made.kini(Dokumen.BERITA_ACARA) is not None
    there = kota_kecil.unit["diskominfo"].id
    for table in (Naskah, SuratMasuk):
        assert set(session.scalars(select(table.kustodi_unit_id).where(table.musnah_at.is_(None)))) >= {there}
