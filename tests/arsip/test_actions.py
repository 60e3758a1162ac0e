"""Filing: permitted, moved, described in the store, counted from the trigger; or nothing happened."""

import json
from datetime import UTC, date, datetime

import makers
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.rights import Action, Sifat
from eoffice.arsip import actions, policy, queries
from eoffice.arsip.actions import Bukti, Tugas
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.arsip.states import Objek, Tahap, Tingkat
from eoffice.audit.models import AuditEntry
from eoffice.errors import Conflict, Invalid, NotAllowed
from eoffice.klasifikasi.states import NasibAkhir
from eoffice.naskah.states import Status
from eoffice.storage import Blob, BlobStore
from eoffice.surat_masuk.states import PeranSurat
from eoffice.surat_masuk.states import Status as StatusSurat

from . import arsip_uji as buat

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _today() -> None:
    clock.set_clock(NOW)


@pytest.fixture
def siap(session: Session, klasifikasi_utuh: None) -> Session:
    return session


def buka(session: Session, kota: makers.Kota, kode: str = "000.8.3.3", who: str = "arsiparis.dinsos") -> Berkas:
    actor = kota[who].actor(session)
    opd = who.split(".")[1]
    return actions.buka_berkas(
        session, actor, unit_id=kota.unit[f"{opd}.bidang"].id, kode_klasifikasi=kode, judul="Berkas uji"
    )


def test_a_berkas_is_numbered_by_perangkat_daerah_kode_and_year(siap: Session, kota_kecil: makers.Kota) -> None:
    first, second = buka(siap, kota_kecil), buka(siap, kota_kecil)
    other_kode = buka(siap, kota_kecil, "000.1.5")
    other_opd = buka(siap, kota_kecil, who="arsiparis.diskominfo")
    clock.set_clock(NOW.replace(year=2027))
    next_year = buka(siap, kota_kecil)

    found = [b.nomor for b in (first, second, other_kode, other_opd, next_year)]
    assert found == [
        "000.8.3.3/001/2026",
        "000.8.3.3/002/2026",
        "000.1.5/001/2026",
        "000.8.3.3/001/2026",
        "000.8.3.3/001/2027",
    ]


def test_only_the_arsiparis_of_the_perangkat_daerah_opens_a_berkas(siap: Session, kota_kecil: makers.Kota) -> None:
    staf = kota_kecil["staf.dinsos"].actor(siap)
    with pytest.raises(NotAllowed):
        actions.buka_berkas(siap, staf, unit_id=staf.unit_id, kode_klasifikasi="000.1.5", judul="Berkas")

    arsiparis = kota_kecil["arsiparis.dinsos"].actor(siap)
    with pytest.raises(Invalid):
        actions.buka_berkas(
            siap, arsiparis, unit_id=kota_kecil.unit["diskominfo"].id, kode_klasifikasi="000.1.5", judul="Berkas"
        )


def test_filing_moves_the_naskah_and_keeps_its_metadata_in_the_store(
    siap: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    # KEAMANAN: OBJ-01
    naskah = buat.naskah(siap, kota_kecil)
    berkas, actor = buka(siap, kota_kecil), kota_kecil["arsiparis.dinsos"].actor(siap)

    item = actions.berkaskan_naskah(siap, actor, store, berkas, naskah)

    assert naskah.status is Status.DIBERKASKAN
    assert (item.urutan, item.tingkat_perkembangan, berkas.jumlah) == (1, Tingkat.PERTINGGAL, 1)
    with store.open(item.metadata_blob) as source:
        kept = json.load(source)
    assert kept["identitas"]["nomor"] == naskah.nomor
    assert kept["teknis"]["hash"] == {"algoritme": "SHA-256", "nilai": naskah.pdf_sha256}
    assert kept["kegiatan"]["berkas"]["nomor"] == berkas.nomor
    assert kept["kegiatan"]["fungsi"][0] == "Umum"
    assert kept["retensi"]["jra"] == "000.8.3.3"
    assert kept["pelaku"]["penandatangan"]["jabatan"] == "Kepala Dinas Sosial"
    assert set(kept) >= {
        "identitas",
        "pelaku",
        "kegiatan",
        "hak",
        "retensi",
        "teknis",
        "tanda_tangan",
        "riwayat",
        "lokasi",
    }
    siap.commit()
    events = list(siap.scalars(select(AuditEntry.event).order_by(AuditEntry.n)))
    assert events == ["berkas.buka", "naskah.berkaskan", "berkas.isi"]


def test_a_surat_masuk_is_filed_as_original_and_a_copy_as_tembusan(
    siap: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    surat = buat.surat(siap, kota_kecil)
    copy = buat.surat(siap, kota_kecil, peran=PeranSurat.TEMBUSAN, status=StatusSurat.UNTUK_DIKETAHUI)
    berkas, actor = buka(siap, kota_kecil), kota_kecil["arsiparis.dinsos"].actor(siap)

    items = [actions.berkaskan_surat(siap, actor, store, berkas, s) for s in (surat, copy)]

    assert [i.tingkat_perkembangan for i in items] == [Tingkat.ASLI, Tingkat.TEMBUSAN]
    assert surat.status is copy.status is StatusSurat.DIBERKASKAN
    with store.open(items[0].metadata_blob) as source:
        assert json.load(source)["identitas"]["nomor_agenda"] == f"{surat.nomor_agenda}/2026"


def test_a_record_lies_in_one_berkas_only(siap: Session, kota_kecil: makers.Kota, store: BlobStore) -> None:
    naskah = buat.naskah(siap, kota_kecil)
    one, two = buka(siap, kota_kecil), buka(siap, kota_kecil)
    actor = kota_kecil["arsiparis.dinsos"].actor(siap)
    actions.berkaskan_naskah(siap, actor, store, one, naskah)

    with pytest.raises(Conflict, match="Sudah ada di berkas"):
        actions.berkaskan_naskah(siap, actor, store, two, naskah)


def test_what_belongs_to_another_perangkat_daerah_cannot_be_filed_here(
    siap: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    naskah = buat.naskah(siap, kota_kecil, opd="diskominfo")
    berkas = buka(siap, kota_kecil)

    with pytest.raises(Conflict):
        actions.berkaskan_naskah(siap, kota_kecil["arsiparis.dinsos"].actor(siap), store, berkas, naskah)
    with pytest.raises(NotAllowed):
        actions.berkaskan_naskah(siap, kota_kecil["arsiparis.diskominfo"].actor(siap), store, berkas, naskah)


def test_a_closed_berkas_takes_nothing_more(siap: Session, kota_kecil: makers.Kota, store: BlobStore) -> None:
    berkas, actor = buka(siap, kota_kecil), kota_kecil["arsiparis.dinsos"].actor(siap)
    actions.berkaskan_naskah(siap, actor, store, berkas, buat.naskah(siap, kota_kecil))
    actions.tutup_berkas(siap, actor, berkas)

    with pytest.raises(Conflict, match="sudah ditutup"):
        actions.berkaskan_naskah(siap, actor, store, berkas, buat.naskah(siap, kota_kecil))
    with pytest.raises(Conflict):
        actions.tutup_berkas(siap, actor, berkas)


def test_an_empty_berkas_is_not_closed(siap: Session, kota_kecil: makers.Kota) -> None:
    with pytest.raises(Conflict, match="kosong"):
        actions.tutup_berkas(siap, kota_kecil["arsiparis.dinsos"].actor(siap), buka(siap, kota_kecil))


def test_retention_counts_from_the_closing_and_not_from_the_date_of_the_surat(
    siap: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    berkas, actor = buka(siap, kota_kecil), kota_kecil["arsiparis.dinsos"].actor(siap)
    actions.berkaskan_naskah(siap, actor, store, berkas, buat.naskah(siap, kota_kecil, tanggal=date(2020, 1, 5)))

    actions.tutup_berkas(siap, actor, berkas)

    assert (berkas.pemicu, berkas.tanggal_pemicu) == ("berkas ditutup", TODAY)
    assert (berkas.jatuh_aktif, berkas.jatuh_inaktif) == (date(2028, 11, 22), date(2031, 11, 22))
    assert berkas.tahap(TODAY) is Tahap.AKTIF
    assert berkas.tahap(date(2028, 11, 22)) is Tahap.INAKTIF
    assert berkas.tahap(date(2031, 11, 22)) is Tahap.HABIS


def test_a_berkas_whose_trigger_has_not_happened_waits_for_it(
    siap: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    berkas, actor = buka(siap, kota_kecil, "100.3.7.1"), kota_kecil["arsiparis.dinsos"].actor(siap)
    assert berkas.pemicu != "berkas ditutup"
    actions.berkaskan_naskah(siap, actor, store, berkas, buat.naskah(siap, kota_kecil, kode="100.3.7.1"))

    actions.tutup_berkas(siap, actor, berkas)
    assert (berkas.tahap(TODAY), berkas.jatuh_aktif) == (Tahap.MENUNGGU_PEMICU, None)
    shown = Bukti("Berita acara serah terima 1 Oktober 2026")
    with pytest.raises(Invalid, match="belum tiba"):
        actions.catat_pemicu(siap, actor, berkas, date(2026, 11, 23), shown)
    with pytest.raises(Invalid, match="Bukti"):
        actions.catat_pemicu(siap, actor, berkas, date(2026, 10, 1))

    actions.catat_pemicu(siap, actor, berkas, date(2026, 10, 1), shown)
    assert berkas.bukti_pemicu == shown.catatan
    assert (berkas.jatuh_aktif, berkas.jatuh_inaktif) == (date(2028, 10, 1), date(2031, 10, 1))
    with pytest.raises(Conflict):
        actions.catat_pemicu(siap, actor, berkas, date(2026, 10, 2), shown)


def test_one_item_with_a_longer_schedule_keeps_the_whole_berkas_longer(
    siap: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    berkas, actor = buka(siap, kota_kecil, "000.5.3.1"), kota_kecil["arsiparis.dinsos"].actor(siap)  # 2 + 3, musnah
    actions.berkaskan_naskah(siap, actor, store, berkas, buat.naskah(siap, kota_kecil, kode="000.5.3.1"))
    actions.berkaskan_naskah(siap, actor, store, berkas, buat.naskah(siap, kota_kecil, kode="800.1.13.1"))  # 3 + 7

    assert (berkas.aktif_tahun, berkas.inaktif_tahun, berkas.nasib_akhir) == (3, 7, NasibAkhir.MUSNAH)
    assert (berkas.kode_retensi, berkas.pemicu) == ("800.1.13.1", "berkas ditutup")
    assert berkas.sebab_retensi == "Isi berkode 800.1.13.1 disimpan 10 tahun, bukan 5 tahun."


def test_a_held_berkas_says_why_in_the_trail(siap: Session, kota_kecil: makers.Kota) -> None:
    berkas, actor = buka(siap, kota_kecil), kota_kecil["arsiparis.dinsos"].actor(siap)
    with pytest.raises(Invalid):
        actions.tahan(siap, actor, berkas, " ")
    hold = actions.tahan(siap, actor, berkas, "Perkara 12/2026")
    assert berkas.tahan_hukum
    with pytest.raises(NotAllowed, match="tidak diputuskan seorang diri"):
        actions.lepas_tahan(siap, actor, hold, "Perkara selesai")
    actions.lepas_tahan(siap, kota_kecil["kadis.dinsos"].actor(siap), hold, "Perkara selesai")
    siap.commit()

    assert not berkas.tahan_hukum
    notes = siap.scalars(
        select(AuditEntry.catatan).where(AuditEntry.event.like("berkas.%tahan")).order_by(AuditEntry.n)
    )
    assert list(notes) == ["Perkara 12/2026", "Perkara selesai"]


class TrackingStore:
    """Notes, at the moment of each put, how many rows already refer to an object."""

    def __init__(self, store: BlobStore, session: Session) -> None:
        self.store, self.session, self.rows_before = store, session, []  # type: ignore[var-annotated]

    def put(self, content: object) -> Blob:
        self.rows_before.append(self.session.scalar(select(func.count()).select_from(IsiBerkas)))
        return self.store.put(content)  # type: ignore[arg-type]


def test_the_object_is_durable_before_its_row_exists(siap: Session, kota_kecil: makers.Kota, store: BlobStore) -> None:
    # KEAMANAN: OBJ-01
    tracking = TrackingStore(store, siap)
    berkas, actor = buka(siap, kota_kecil), kota_kecil["arsiparis.dinsos"].actor(siap)

    actions.berkaskan_naskah(siap, actor, tracking, berkas, buat.naskah(siap, kota_kecil))  # type: ignore[arg-type]

    assert tracking.rows_before == [0]


def test_filing_many_lists_every_refusal_and_files_the_rest(
    siap: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    # KEAMANAN: OTR-06
    session, kota = siap, kota_kecil
    good = buat.naskah(session, kota)
    surat = buat.surat(session, kota)
    unsent = buat.naskah(session, kota, status=Status.DITANDATANGANI)
    foreign = buat.naskah(session, kota, opd="diskominfo")
    closed = buka(session, kota)
    actor = kota["arsiparis.dinsos"].actor(session)
    actions.berkaskan_naskah(session, actor, store, closed, buat.naskah(session, kota))
    actions.tutup_berkas(session, actor, closed)
    late = buat.naskah(session, kota)

    done = actions.berkaskan_banyak(
        session,
        actor,
        store,
        [
            Tugas(Objek.NASKAH, good.id, None),
            Tugas(Objek.SURAT_MASUK, surat.id, None),
            Tugas(Objek.NASKAH, unsent.id, None),
            Tugas(Objek.NASKAH, foreign.id, None),
            Tugas(Objek.NASKAH, late.id, closed.id),
        ],
    )

    assert [b.id for b, _ in done.masuk] == [good.id, surat.id]
    assert len(done.ditolak) == 3
    assert all(reason for _, reason in done.ditolak)
    assert foreign.nomor not in str(done.ditolak)  # KEAMANAN: OTR-04: not even its number
    assert (unsent.status, late.status) == (Status.DITANDATANGANI, Status.TERKIRIM)


def test_new_berkas_of_one_bulk_filing_are_shared_by_unit_and_kode(
    siap: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    one, two = buat.naskah(siap, kota_kecil), buat.naskah(siap, kota_kecil)
    actor = kota_kecil["arsiparis.dinsos"].actor(siap)

    done = actions.berkaskan_banyak(siap, actor, store, [Tugas(Objek.NASKAH, n.id, None) for n in (one, two)])

    (first, second) = [berkas for _, berkas in done.masuk]
    assert first.id == second.id and first.jumlah == 2


def test_a_proposal_follows_the_chain_first_and_then_the_kode(
    siap: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    session, kota = siap, kota_kecil
    actor = kota["arsiparis.dinsos"].actor(session)
    by_kode, by_chain = buka(session, kota), buka(session, kota, "000.1.5")
    surat = buat.surat(session, kota)
    actions.berkaskan_surat(session, actor, store, by_chain, surat)
    answer = buat.naskah(session, kota, menjawab_surat_id=surat.id)
    lone = buat.naskah(session, kota, kode="400.14.4.3")

    waiting = queries.unfiled(session, actor, Objek.NASKAH)
    proposed = queries.usul_berkas(session, actor, waiting)

    assert [u.berkas_id for u in proposed[Objek.NASKAH, answer.id]] == [by_chain.id, by_kode.id]
    assert [u.alasan for u in proposed[Objek.NASKAH, answer.id]] == [
        f"Memuat surat atau naskah dari rangkaian yang sama: {surat.nomor_surat}",
        "Kode dan unit pengolah sama",
    ]
    assert proposed[Objek.NASKAH, lone.id] == []


def test_what_may_be_read_is_what_is_listed(siap: Session, kota_kecil: makers.Kota, store: BlobStore) -> None:
    # KEAMANAN: OTR-01
    session, kota = siap, kota_kecil
    made = []
    for opd in ("dinsos", "diskominfo"):
        for sifat in Sifat:
            berkas = buka(session, kota, who=f"arsiparis.{opd}")
            berkas.sifat = sifat
            made.append(berkas)
    session.flush()

    for orang in kota.orang.values():
        actor = orang.actor(session)
        listed = set(session.scalars(queries.visible(actor).with_only_columns(Berkas.id)))
        assert listed == {b.id for b in made if policy.may(actor, Action.BACA_BERKAS, b)}, orang.nama_pengguna


def test_a_berkas_is_as_restricted_as_its_most_restricted_item(
    siap: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    berkas, actor = buka(siap, kota_kecil), kota_kecil["arsiparis.dinsos"].actor(siap)
    staf = kota_kecil["staf2.dinsos"].actor(siap)
    actions.berkaskan_naskah(siap, actor, store, berkas, buat.naskah(siap, kota_kecil))
    assert policy.may(staf, Action.BACA_BERKAS, berkas)

    actions.berkaskan_naskah(siap, actor, store, berkas, buat.naskah(siap, kota_kecil, sifat=Sifat.TERBATAS))

    assert berkas.sifat is Sifat.TERBATAS
    assert not policy.may(staf, Action.BACA_BERKAS, berkas)


def test_what_waits_is_counted_for_the_arsiparis_only(siap: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-03
    buat.naskah(siap, kota_kecil)
    buat.naskah(siap, kota_kecil, sifat=Sifat.RAHASIA)
    buat.surat(siap, kota_kecil)
    buat.surat(siap, kota_kecil, status=StatusSurat.TERCATAT)

    def waiting(who: str) -> dict[str, int]:
        return queries.counts(siap, kota_kecil[who].actor(siap))

    assert waiting("arsiparis.dinsos") == {"belum_diberkaskan": 2}
    assert waiting("arsiparis.diskominfo") == waiting("kadis.dinsos") == {"belum_diberkaskan": 0}
