"""Pemindahan: listed, looked at one by one, signed by both, and then custody, rights and the index go over at once."""

from datetime import timedelta
from typing import Any

import makers
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock, search
from eoffice.akses.rights import Sifat
from eoffice.arsip import queries as arsip
from eoffice.arsip.models import Berkas
from eoffice.arsip.states import Kustodi
from eoffice.arsip_impor import queries as impor_queries
from eoffice.audit.models import AuditEntry
from eoffice.errors import Conflict, Invalid, NotAllowed, NotFound
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.states import Status as StatusNaskah
from eoffice.penyusutan.actions import pindah as actions
from eoffice.penyusutan.actions import serah_pindah
from eoffice.penyusutan.models import Kasus
from eoffice.penyusutan.queries import pindah as queries
from eoffice.penyusutan.states import Dokumen, Status
from eoffice.storage import BlobStore
from tests.penyusutan import bahan


def jatuh(session: Session, kota: makers.Kota, **more: Any) -> Berkas:
    """A berkas whose active time is over and whose inactive time is not."""
    kept = {"jatuh_inaktif": clock.today() + timedelta(days=400)} | more
    return bahan.berkas(session, kota, **kept)


def diverifikasi(session: Session, kota: makers.Kota, every: list[Berkas]) -> Kasus:
    arsiparis, sekretaris = (kota[f"{who}.dinsos"].actor(session) for who in ("arsiparis", "sekretaris"))
    made = actions.usulkan_pindah(session, arsiparis, [b.id for b in every])
    actions.periksa_butir(session, sekretaris, made, [b.id for b in made.hidup], terima=True, alasan="")
    actions.verifikasi(session, sekretaris, made)
    return made


def ditulis(session: Session, store: BlobStore, kota: makers.Kota, made: Kasus) -> int:
    makers.kode(session, "000.5.6.1")
    naskah = serah_pindah.tulis_berita_acara(session, kota["arsiparis.dinsos"].actor(session), store, made)
    n = naskah.id
    naskah.status, naskah.nomor, naskah.tanggal = StatusNaskah.TERKIRIM, f"000.5.6.1/{n}/2026", clock.today()
    naskah.pdf_key, naskah.pdf_size, naskah.pdf_sha256 = f"ab/x{n}", 1, f"{n:064x}"
    naskah.ditandatangani_at = clock.now()
    session.flush()
    return n


def test_custody_rights_and_index_go_over_when_both_have_signed(
    session: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    berkas, long = jatuh(session, kota_kecil), jatuh(session, kota_kecil, inaktif_tahun=12)
    letter, _ = bahan.milik(session, berkas)
    old = bahan.impor(session, kota_kecil, berkas, store)
    staf = kota_kecil["kasubbag.dinsos"].actor(session)  # of the sekretariat, not of the bidang
    assert session.scalar(impor_queries.visible(staf)) is None
    assert session.scalar(naskah_queries.visible(staf).where(naskah_queries.Naskah.id == letter.id)) is None
    made = diverifikasi(session, kota_kecil, [berkas, long])
    naskah_id = ditulis(session, store, kota_kecil, made)
    assert berkas.kustodi is Kustodi.UNIT_PENGOLAH

    serah_pindah.ditandatangani(session, naskah_id)
    serah_pindah.ditandatangani(session, naskah_id)  # a message may come twice
    session.commit()  # the index follows right before it

    session.refresh(berkas)
    assert (made.status, berkas.kustodi) == (Status.DIPINDAHKAN, Kustodi.UNIT_KEARSIPAN)
    assert berkas.kustodi_unit_id == kota_kecil["sekretaris.dinsos"].jabatan.unit_id
    assert berkas.dipindahkan_at is not None
    assert [bool(b.potret["ke_lkd"]) for b in made.hidup] == [False, True]
    assert session.scalar(naskah_queries.visible(staf).where(naskah_queries.Naskah.id == letter.id)) is letter
    assert arsip.get(session, staf, berkas.id) is berkas
    row = select(search.DOKUMEN).where(search.DOKUMEN.c.objek == "naskah", search.DOKUMEN.c.objek_id == letter.id)
    assert session.execute(row).first() is not None
    found = arsip.cari(session, staf, arsip.Permintaan(kata=letter.nomor or ""))
    assert [t.url for t in found.temuan] == [f"/naskah/{letter.id}"]
    assert session.scalar(impor_queries.visible(staf)) is old
    assert [t.url for t in arsip.cari(session, staf, old.nomor).temuan] == [f"/arsip/impor/{old.id}"]
    session.commit()
    assert session.scalars(select(AuditEntry.objek_id).where(AuditEntry.event == "berkas.pindah")).all() == [
        berkas.id,
        long.id,
    ]


def test_what_is_terbatas_stays_closed_to_the_members_of_the_unit_that_keeps_it(
    session: Session, kota_kecil: makers.Kota
) -> None:
    berkas = jatuh(session, kota_kecil)
    letter, _ = bahan.milik(session, berkas)
    letter.sifat = Sifat.TERBATAS

    serah_pindah.serah_kustodi(session, [berkas.id], kota_kecil["sekretaris.dinsos"].jabatan.unit_id)

    staf = kota_kecil["staf.diskominfo"].actor(session)
    kasubbag = kota_kecil["kasubbag.dinsos"].actor(session)
    for actor in (staf, kasubbag):
        assert session.scalar(naskah_queries.visible(actor).where(naskah_queries.Naskah.id == letter.id)) is None


def test_an_item_is_sent_back_or_taken_back_with_a_reason_and_is_due_again(
    session: Session, kota_kecil: makers.Kota
) -> None:
    every = [jatuh(session, kota_kecil) for _ in range(3)]
    arsiparis, sekretaris = (kota_kecil[f"{who}.dinsos"].actor(session) for who in ("arsiparis", "sekretaris"))
    made = actions.usulkan_pindah(session, arsiparis, [b.id for b in every])
    first, second, third = made.butir

    with pytest.raises(Conflict, match="3 berkas yang belum diperiksa"):
        actions.verifikasi(session, sekretaris, made)
    with pytest.raises(Invalid, match="Alasan"):
        actions.periksa_butir(session, sekretaris, made, [first.id], terima=False, alasan=" ")
    actions.periksa_butir(session, sekretaris, made, [first.id], terima=False, alasan="Isinya kurang")
    actions.tarik_butir(session, arsiparis, made, [second.id], "Masih dipakai")
    actions.periksa_butir(session, sekretaris, made, [third.id], terima=True, alasan="")
    actions.verifikasi(session, sekretaris, made)

    assert [b.keluar_alasan for b in made.butir] == [
        "Ditolak unit kearsipan: Isinya kurang",
        "Ditarik unit pengolah: Masih dipakai",
        "",
    ]
    assert made.status is Status.DIVERIFIKASI
    again = actions.usulkan_pindah(session, arsiparis, [every[0].id])
    assert again.nomor != made.nomor


def test_what_is_not_due_held_or_of_two_units_is_refused(session: Session, kota_kecil: makers.Kota) -> None:
    arsiparis = kota_kecil["arsiparis.dinsos"].actor(session)
    due = jatuh(session, kota_kecil)
    early = jatuh(session, kota_kecil, jatuh_aktif=clock.today() + timedelta(days=1))
    held = jatuh(session, kota_kecil, tahan_hukum=True)
    elsewhere = jatuh(session, kota_kecil, unit_id=kota_kecil.unit["dinsos"].id)
    other = jatuh(session, kota_kecil, opd="diskominfo")

    for wrong, said in ((early, "belum habis"), (held, "ditahan"), (elsewhere, "satu unit")):
        with pytest.raises(Invalid, match=said):
            actions.usulkan_pindah(session, arsiparis, [due.id, wrong.id])
    with pytest.raises(NotFound):
        actions.usulkan_pindah(session, arsiparis, [other.id])
    with pytest.raises(NotAllowed):
        actions.usulkan_pindah(session, kota_kecil["staf.dinsos"].actor(session), [due.id])
    made = actions.usulkan_pindah(session, kota_kecil["kabid.dinsos"].actor(session), [due.id])
    with pytest.raises(NotAllowed):
        actions.periksa_butir(
            session, kota_kecil["kabid.dinsos"].actor(session), made, [made.butir[0].id], terima=True, alasan=""
        )
    with pytest.raises(Conflict, match="perkara penyusutan lain"):
        actions.usulkan_pindah(session, arsiparis, [due.id])


def test_a_berita_acara_over_another_list_moves_nothing(
    session: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    berkas = jatuh(session, kota_kecil)
    made = diverifikasi(session, kota_kecil, [berkas])
    naskah_id = ditulis(session, store, kota_kecil, made)
    made.butir[0].potret = {**made.butir[0].potret, "uraian": "Diganti"}
    session.flush()

    serah_pindah.ditandatangani(session, naskah_id)

    assert (berkas.kustodi, made.status) == (Kustodi.UNIT_PENGOLAH, Status.DIVERIFIKASI)
    assert made.kini(Dokumen.BERITA_ACARA) is None
    assert "bukan yang diverifikasi" in made.dokumen[0].keterangan


def test_the_secretariat_signs_its_own_pemindahan_with_the_head_of_the_office(
    session: Session, kota_kecil: makers.Kota
) -> None:
    unit = queries.unit_kearsipan(session, kota_kecil.unit["dinsos"].id)
    first = queries.penanda(session, unit.id)
    second = queries.penanda(session, unit.id, selain=first.id if first else None)

    assert unit.id == kota_kecil["sekretaris.dinsos"].jabatan.unit_id
    assert first is not None and first.id == kota_kecil["sekretaris.dinsos"].jabatan.id
    assert second is not None and second.id == kota_kecil["kadis.dinsos"].jabatan.id


def test_a_pemindahan_is_given_up_and_its_berkas_are_free(session: Session, kota_kecil: makers.Kota) -> None:
    berkas = jatuh(session, kota_kecil)
    made = diverifikasi(session, kota_kecil, [berkas])
    arsiparis = kota_kecil["arsiparis.dinsos"].actor(session)
    with pytest.raises(Invalid):
        actions.batalkan_pindah(session, arsiparis, made, "")

    actions.batalkan_pindah(session, arsiparis, made, "Unit dilebur")

    assert made.status is Status.DIBATALKAN
    assert actions.usulkan_pindah(session, arsiparis, [berkas.id]).status is Status.USUL
    assert queries.daftar_pindah(session, kota_kecil["staf.dinsos"].actor(session)) == []
    with pytest.raises(NotFound):
        queries.ambil(session, kota_kecil["arsiparis.diskominfo"].actor(session), made.id)
