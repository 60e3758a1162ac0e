"""Handing static records over; shared objects; a store that refuses."""

import io
import os
from datetime import date, timedelta
from pathlib import Path

import makers
import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eoffice import clock, db
from eoffice.akses.actor import Peran
from eoffice.arsip.states import Akhir, Kustodi
from eoffice.errors import Conflict, Invalid, NotAllowed, NotFound, Unavailable
from eoffice.klasifikasi.states import NasibAkhir
from eoffice.organisasi.models import Jabatan, JabatanPeran, Penugasan
from eoffice.paket import actions as paket
from eoffice.paket import queries as paket_queries
from eoffice.paket.states import Format, StatusPaket
from eoffice.penyusutan import actions, queries
from eoffice.penyusutan.models import Kasus, ObjekMusnah
from eoffice.penyusutan.states import Dokumen, HasilObjek, Jenis, Penilaian, Status
from eoffice.storage import Berlapis, BlobStore, Singgahan
from eoffice.web.services import Services
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
    with pytest.raises(Conflict, match="disertai notula"):
        bahan.tulis(session, store, kota_kecil, made, Dokumen.PERTIMBANGAN)
    for each in (Dokumen.NOTULA, Dokumen.PERTIMBANGAN, Dokumen.PERMOHONAN):
        bahan.tulis(session, store, kota_kecil, made, each)
    answer = bahan.arsip_uji.surat(session, kota_kecil, hal="Persetujuan", tanggal=clock.today())
    answer.berkas_key, answer.berkas_size, answer.berkas_sha256 = "ab/lkd", 1, "0" * 64
    assert actions.calon_surat(session, arsiparis, made) == []
    with pytest.raises(Invalid, match="bukan dari penerima"):
        actions.catat_persetujuan(session, arsiparis, made, answer.id)
    answer.asal_unit_id = kota_kecil.unit["diskominfo"].id
    session.flush()
    session.expire(answer)
    assert actions.calon_surat(session, arsiparis, made) == [answer]
    actions.catat_persetujuan(session, arsiparis, made, answer.id)
    bahan.tulis(session, store, kota_kecil, made, Dokumen.PERNYATAAN)
    assert made.status is Status.DINYATAKAN
    for each in (Dokumen.PENETAPAN, Dokumen.BERITA_ACARA):
        bahan.tulis(session, store, kota_kecil, made, each)
    with pytest.raises(Conflict, match="bukan pemusnahan"):
        actions.siapkan(session, arsiparis, made)

    whole = actions.cocokkan(store, actions.berkas_isi(session, made))
    with pytest.raises(Conflict, match="berubah selagi"):
        actions.serahkan(session, arsiparis, made, whole - {next(iter(whole))})
    actions.serahkan(session, arsiparis, made, whole)
    session.flush()
    cocok = actions.cocokkan_serahan(store, actions.serahan(session, made))
    assert (cocok.berkas, cocok.paket_id) == (whole, None)
    with pytest.raises(NotAllowed):
        actions.terima(session, arsiparis, made, cocok)
    actions.terima(session, lkd, made, cocok)

    session.refresh(berkas)
    assert (made.status, berkas.akhir, berkas.kustodi) == (Status.DITERIMA, Akhir.DISERAHKAN, Kustodi.LKD)
    assert berkas.kustodi_unit_id == kota_kecil.unit["diskominfo"].id
    assert letter.pdf_key is not None and letter.musnah_at is None


def test_the_receiver_reads_the_list_refuses_an_item_and_writes_its_approval(
    session: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    every = [bahan.berkas(session, kota_kecil, store, nasib=NasibAkhir.PERMANEN) for _ in range(2)]
    made = bahan.penyerahan(session, kota_kecil, every)
    made.status, made.daftar_sha256 = Status.MENUNGGU_PERSETUJUAN, made.sidik()
    arsiparis, lkd, chief, mayor = (
        kota_kecil[who].actor(session)
        for who in ("arsiparis.dinsos", "arsiparis.diskominfo", "kadis.diskominfo", "walikota")
    )
    for row in made.hidup:
        row.nilai(Penilaian.SETUJU, "Bernilai sejarah", by=arsiparis.pegawai_id, at=clock.now())
    session.flush()
    assert [queries.get(session, who, made.id) for who in (lkd, chief)] == [made, made]
    assert (
        queries.menunggu(session, lkd)["/penyusutan"] == 1 and queries.menunggu(session, arsiparis)["/penyusutan"] == 0
    )

    for outsider in (arsiparis, mayor):
        with pytest.raises(NotAllowed):
            actions.tolak(session, outsider, made, [made.hidup[0].id], "Duplikat")
        with pytest.raises(NotAllowed):
            actions.tulis(session, outsider, store, made, Dokumen.PERSETUJUAN, kota=bahan.KOTA)
    actions.tolak(session, lkd, made, [made.hidup[0].id], "Duplikat khazanah")
    naskah = actions.tulis(session, lkd, store, made, Dokumen.PERSETUJUAN, kota=bahan.KOTA)
    assert naskah.penandatangan_id == chief.jabatan_id and "disetujui penyerahan arsip statis" in str(naskah.isi)
    assert "Duplikat khazanah" in str(naskah.isi) and naskah.opd_id == lkd.opd_id
    bahan.terbit(session, naskah)

    assert made.status is Status.DITOLAK_SEBAGIAN


def lembaga(session: Session, kota: makers.Kota) -> None:
    session.add(JabatanPeran(jabatan_id=kota["kadis.dinsos"].jabatan.id, peran=Peran.LEMBAGA_KEARSIPAN))
    session.flush()


def milik_sendiri(session: Session, kota: makers.Kota, store: BlobStore) -> Kasus:
    """Of dinsos, which is the lembaga kearsipan here, to dinsos."""
    berkas = bahan.berkas(session, kota, store, nasib=NasibAkhir.PERMANEN)
    to = {"tujuan_opd_id": kota.unit["dinsos"].id, "kepala_lkd_id": kota["kadis.dinsos"].jabatan.id}
    return bahan.kasus(session, kota, [berkas], Jenis.PENYERAHAN, **to)


def test_the_lembaga_kearsipan_hands_its_own_records_over_with_another_person_receiving(
    session: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    lembaga(session, kota_kecil)
    made = milik_sendiri(session, kota_kecil, store)
    arsiparis, chief, deputy, mayor = (
        kota_kecil[who].actor(session) for who in ("arsiparis.dinsos", "kadis.dinsos", "sekretaris.dinsos", "walikota")
    )
    bahan.tulis(session, store, kota_kecil, made, Dokumen.SK_PANITIA)
    bahan.nilai(session, kota_kecil, made)
    for each in (Dokumen.NOTULA, Dokumen.PERTIMBANGAN, Dokumen.PERMOHONAN):
        bahan.tulis(session, store, kota_kecil, made, each)
    with pytest.raises(NotAllowed, match="orang lain daripada yang mengusulkannya"):
        actions.tulis(session, arsiparis, store, made, Dokumen.PERSETUJUAN, kota=bahan.KOTA)
    assert [queries.menunggu(session, who).get("/penyusutan") for who in (arsiparis, chief)] == [0, 1]
    approval = actions.tulis(session, chief, store, made, Dokumen.PERSETUJUAN, kota=bahan.KOTA)
    assert [p.jabatan_id for p in approval.penerima] == [mayor.jabatan_id]  # nobody writes to oneself
    bahan.terbit(session, approval)
    stated = bahan.tulis(session, store, kota_kecil, made, Dokumen.PERNYATAAN)
    bahan.tulis(session, store, kota_kecil, made, Dokumen.PENETAPAN)
    report = bahan.tulis(session, store, kota_kecil, made, Dokumen.BERITA_ACARA)
    assert stated.penandatangan_id == report.penandatangan_id == deputy.jabatan_id
    assert [p.jabatan_id for p in report.penyerta] == [chief.jabatan_id]

    actions.serahkan(session, deputy, made, actions.cocokkan(store, actions.berkas_isi(session, made)))
    session.flush()
    cocok = actions.cocokkan_serahan(store, actions.serahan(session, made))
    with pytest.raises(NotAllowed, match="orang lain daripada yang mengusulkannya"):
        actions.terima(session, arsiparis, made, cocok)
    assert [queries.menunggu(session, who).get("/penyusutan") for who in (arsiparis, chief)] == [0, 1]
    actions.terima(session, chief, made, cocok)

    (berkas,) = [b.berkas for b in made.hidup]
    assert (made.status, berkas.akhir, berkas.kustodi) == (Status.DITERIMA, Akhir.DISERAHKAN, Kustodi.LKD)
    assert (made.pelaksana_id, made.pengesah_id) == (deputy.pegawai_id, chief.pegawai_id)


def test_without_two_sides_the_lembaga_kearsipan_does_not_propose_its_own(
    session: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    def refused() -> str:
        with pytest.raises(Invalid) as error:
            milik_sendiri(session, kota_kecil, store)
        return error.value.fields["tujuan_opd_id"]

    assert "belum menetapkan Dinas Sosial sebagai lembaga itu" in refused()
    lembaga(session, kota_kecil)
    session.execute(
        update(Penugasan)
        .where(Penugasan.jabatan_id == kota_kecil["sekretaris.dinsos"].jabatan.id)
        .values(pegawai_id=kota_kecil["kadis.dinsos"].pegawai.id)
    )
    assert "dipegang orang yang sama" in refused()
    session.get_one(Jabatan, kota_kecil["sekretaris.dinsos"].jabatan.id).dapat_ttd = False
    session.flush()
    assert "sekretaris yang berwenang menandatangani belum ada" in refused()


def test_a_damaged_file_is_not_stated_to_be_whole(session: Session, kota_kecil: makers.Kota, store: BlobStore) -> None:
    berkas = bahan.berkas(session, kota_kecil, store, nasib=NasibAkhir.PERMANEN)
    made = bahan.penyerahan(session, kota_kecil, [berkas])
    assert len(actions.cocokkan(store, actions.berkas_isi(session, made))) == 2
    letter, _ = bahan.milik(session, berkas)
    letter.pdf_sha256 = "0" * 64

    with pytest.raises(Conflict, match="hilang atau berubah"):
        actions.cocokkan(store, actions.berkas_isi(session, made))


class Diam:
    """A store that does not answer."""

    def remove(self, key: str) -> None:
        raise Unavailable("Penyimpanan tidak menjawab.")

    def lupakan(self, digests: list[str]) -> None:
        assert not digests


def test_what_another_office_received_stays_whole_and_a_silent_store_is_asked_again(
    session: Session, kota_kecil: makers.Kota, store: BlobStore, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
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

    made = bahan.musnah(session, kota_kecil, store, berkas)
    session.refresh(sent)
    assert sent.musnah_at is None and bahan.KENARI in sent.teks
    assert bahan.hapus_objek(session, store, made.id) == (0, 2)
    later = clock.now() + timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert bahan.hapus_objek(session, Diam(), made.id) == (1, 1)  # type: ignore[arg-type]
    assert {o.hasil for o in session.scalars(select(ObjekMusnah))} == {HasilObjek.DIPAKAI, HasilObjek.MENUNGGU}
    assert sent.berkas_key in {k for k, _ in store.keys()}  # noqa: SIM118 - a store is not a dict

    near = Singgahan(tmp_path / "dekat", 10_000)
    layered = Berlapis(store, singgahan=near)
    layered.open(other, dekat=True).close()
    (copied,) = (tmp_path / "dekat").glob(f"**/{other.sha256}")
    os.utime(copied, (later.timestamp(), later.timestamp()))  # the clock of the test runs ahead of that of the disk
    assert near.get(other) is not None
    assert bahan.hapus_objek(session, layered, made.id) == (1, 0)
    assert near.get(other) is None and other.key not in {k for k, _ in store.keys()}  # noqa: SIM118


def test_a_package_holds_the_whole_list_and_the_receiver_sees_its_hash(
    services: Services, kota_kecil: makers.Kota
) -> None:
    with db.transaction(services.engine) as session:
        arsiparis = kota_kecil["arsiparis.dinsos"].actor(session)
        berkas = bahan.berkas(session, kota_kecil, services.store, nasib=NasibAkhir.PERMANEN)
        made = bahan.penyerahan(session, kota_kecil, [berkas])
        with pytest.raises(NotAllowed, match="sesudah penyerahan ditetapkan"):
            actions.paketkan(session, arsiparis, made, Format.EARK)
        made.status, made.daftar_sha256 = Status.DITETAPKAN, made.sidik()
        for row in made.hidup:
            row.nilai(Penilaian.SETUJU, "Bernilai sejarah", by=arsiparis.pegawai_id, at=clock.now())
        session.flush()
        with pytest.raises(NotAllowed):
            actions.paketkan(session, kota_kecil["sekretaris.dinsos"].actor(session), made, Format.EARK)
        ordered = actions.paketkan(session, arsiparis, made, Format.EARK)
        paket_id, kasus_id = ordered.id, made.id
        assert ordered.jumlah == 1
    while paket.kerjakan(services):
        pass
    with db.reading(services.engine) as session:
        lkd = kota_kecil["arsiparis.diskominfo"].actor(session)
        seen = queries.paket(session, queries.get(session, lkd, kasus_id))
        assert [(p.id, p.status, bool(p.sha256)) for p in seen] == [(paket_id, StatusPaket.SIAP, True)]
        with pytest.raises(NotFound):
            paket_queries.get(session, lkd, paket_id)


def test_a_package_with_something_destroyed_can_no_longer_be_fetched(
    session: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    berkas = bahan.berkas(session, kota_kecil, store)
    arsiparis = kota_kecil["arsiparis.dinsos"].actor(session)
    ready = paket.pesan_berkas(session, arsiparis, Format.BAGIT, [berkas])
    zipped = store.put(io.BytesIO(b"zip"))
    ready.status, ready.kedaluwarsa_at = StatusPaket.SIAP, clock.now() + timedelta(days=2)
    ready.key, ready.size, ready.sha256 = zipped.key, zipped.size, zipped.sha256

    bahan.musnah(session, kota_kecil, store, berkas)

    session.refresh(ready)
    assert ready.status is StatusPaket.HABIS and ready.key is None and "dimusnahkan" in ready.galat
    assert zipped.key in set(session.scalars(select(ObjekMusnah.key)))
    with pytest.raises(NotFound):
        paket.ambil(session, arsiparis, ready)
