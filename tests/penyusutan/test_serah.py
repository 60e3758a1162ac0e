"""Handing static records over; shared objects; a store that refuses."""

import io
from datetime import date, timedelta

import makers
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.arsip.models import Berkas
from eoffice.arsip.states import Akhir, Kustodi
from eoffice.errors import Conflict, Invalid, NotAllowed, Unavailable
from eoffice.klasifikasi.states import NasibAkhir
from eoffice.penyusutan import actions
from eoffice.penyusutan.models import Kasus, ObjekMusnah
from eoffice.penyusutan.states import Dokumen, HasilObjek, Status
from eoffice.storage import BlobStore
from tests.penyusutan import bahan


def test_static_records_change_custody_and_the_receiver_acknowledges_them(
    session: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    with pytest.raises(Invalid, match="SST-02"):
        bahan.penyerahan(session, kota_kecil, [bahan.berkas(session, kota_kecil, store)])
    berkas = bahan.berkas(session, kota_kecil, store, nasib=NasibAkhir.PERMANEN, vital=True)
    letter, _ = bahan.milik(session, berkas)
    made = bahan.penyerahan(session, kota_kecil, [berkas])
    arsiparis = kota_kecil["arsiparis.dinsos"].actor(session)
    lkd = kota_kecil["arsiparis.diskominfo"].actor(session)
    bahan.tulis(session, store, kota_kecil, made, Dokumen.SK_PANITIA)
    bahan.nilai(session, kota_kecil, made)
    for each in (Dokumen.PERTIMBANGAN, Dokumen.PERMOHONAN):
        bahan.tulis(session, store, kota_kecil, made, each)
    answer = bahan.arsip_uji.surat(session, kota_kecil, hal="Persetujuan", tanggal=clock.today())
    with pytest.raises(Invalid, match="bukan dari penerima"):
        actions.catat_persetujuan(session, arsiparis, made, answer.id)
    answer.asal_unit_id = kota_kecil.unit["diskominfo"].id
    session.flush()
    session.expire(answer)
    actions.catat_persetujuan(session, arsiparis, made, answer.id)
    bahan.tulis(session, store, kota_kecil, made, Dokumen.PERNYATAAN)
    assert made.status is Status.DINYATAKAN
    for each in (Dokumen.PENETAPAN, Dokumen.BERITA_ACARA):
        bahan.tulis(session, store, kota_kecil, made, each)
    with pytest.raises(Conflict, match="bukan pemusnahan"):
        actions.siapkan(session, arsiparis, made)

    actions.serahkan(session, arsiparis, store, made)
    with pytest.raises(NotAllowed):
        actions.terima(session, arsiparis, made)
    actions.terima(session, lkd, made)

    session.refresh(berkas)
    assert (made.status, berkas.akhir, berkas.kustodi) == (Status.DITERIMA, Akhir.DISERAHKAN, Kustodi.LKD)
    assert berkas.kustodi_unit_id == kota_kecil.unit["diskominfo"].id
    assert letter.pdf_key is not None and letter.musnah_at is None


def test_a_damaged_file_is_not_stated_to_be_whole(session: Session, kota_kecil: makers.Kota, store: BlobStore) -> None:
    berkas = bahan.berkas(session, kota_kecil, store, nasib=NasibAkhir.PERMANEN)
    made = bahan.penyerahan(session, kota_kecil, [berkas])
    assert actions.utuh(session, store, made) == []
    letter, _ = bahan.milik(session, berkas)
    letter.pdf_sha256 = "0" * 64

    assert len(actions.utuh(session, store, made)) == 1


def musnah(session: Session, kota: makers.Kota, store: BlobStore, berkas: Berkas) -> Kasus:
    """A case carried out on one berkas."""
    made = bahan.sampai(session, store, kota, bahan.kasus(session, kota, [berkas]), Status.DITETAPKAN)
    actions.siapkan(session, kota["arsiparis.dinsos"].actor(session), made)
    actions.musnahkan(session, kota["sekretaris.dinsos"].actor(session), made)
    session.flush()
    return made


class Menolak:
    """A store whose object lock refuses every removal."""

    def remove(self, key: str) -> None:
        raise Unavailable("Objek ini dikunci sampai 1 Januari 2030.")


def test_what_another_office_received_stays_whole_and_a_refusing_store_is_a_result(
    session: Session, kota_kecil: makers.Kota, store: BlobStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    berkas = bahan.berkas(session, kota_kecil, store)
    letter, _ = bahan.milik(session, berkas)
    sent = bahan.arsip_uji.surat(session, kota_kecil, opd="diskominfo", tanggal=date(2026, 4, 2), teks="")
    sent.naskah_id, sent.berkas_key, sent.berkas_size, sent.berkas_sha256 = (
        letter.id, letter.pdf_key, letter.pdf_size, letter.pdf_sha256,
    )  # fmt: skip
    other = store.put(io.BytesIO(b"surat dikirim"))
    stamp = bahan.PenandaLain(
        naskah_id=letter.id, urutan=0, jabatan_id=letter.penandatangan_id, sebutan="X", key=other.key, size=other.size,
        sha256=other.sha256,
    )  # fmt: skip
    session.add(stamp)
    session.flush()
    session.expire(sent)

    made = musnah(session, kota_kecil, store, berkas)
    session.refresh(sent)
    assert sent.musnah_at is None and bahan.KENARI in sent.teks
    assert actions.hapus_objek(session, store, made.id) == (0, 2)
    later = clock.now() + timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert actions.hapus_objek(session, Menolak(), made.id) == (2, 1)  # type: ignore[arg-type]
    found = {o.hasil: o for o in session.scalars(select(ObjekMusnah))}
    assert set(found) == {HasilObjek.DIPAKAI, HasilObjek.DITOLAK}
    assert "dikunci sampai" in found[HasilObjek.DITOLAK].keterangan
    assert sent.berkas_key in {k for k, _ in store.keys()}  # noqa: SIM118 - a store is not a dict

    again = later + timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: again)
    assert actions.hapus_objek(session, store, made.id) == (1, 0)
    assert other.key not in {k for k, _ in store.keys()}  # noqa: SIM118
