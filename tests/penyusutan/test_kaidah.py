"""Nothing protected reaches destruction: every rule by itself, and every kind of protection at every step."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import makers
import pytest
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.arsip.models import Berkas
from eoffice.arsip.states import Akhir, Objek
from eoffice.errors import Conflict, EofficeError, Invalid, NotAllowed, NotFound
from eoffice.klasifikasi.states import NasibAkhir
from eoffice.layanan_arsip.models import Peminjaman
from eoffice.layanan_arsip.states import StatusPinjam
from eoffice.naskah.states import Status as StatusNaskah
from eoffice.penyusutan import actions, kaidah, queries
from eoffice.penyusutan.kaidah import Fakta, boleh_musnah, boleh_serah
from eoffice.penyusutan.models import DokumenKasus, Kasus
from eoffice.penyusutan.states import Dokumen, Jalur, Jenis, Penilaian, Status
from eoffice.storage import BlobStore
from tests.penyusutan import bahan

BOLEH = Fakta(
    nomor="000/001/2019", nasib=NasibAkhir.MUSNAH, jatuh_inaktif=date(2025, 1, 1), hari=date(2026, 11, 23), tertutup=True,
    jra="000 versi 1: 2+3 tahun, musnah", jra_semula="000 versi 1: 2+3 tahun, musnah", sidik="a", sidik_semula="a",
)  # fmt: skip


@pytest.mark.parametrize(
    ("beda", "rule"),
    [
        ({"nasib": NasibAkhir.PERMANEN}, "SST-01"),
        ({"nasib": NasibAkhir.DINILAI_KEMBALI}, "SST-02"),
        ({"vital": True}, "SST-03"),
        ({"terjaga": True}, "SST-04"),
        ({"tahan_hukum": True}, "SST-05"),
        ({"jatuh_inaktif": date(2026, 11, 24)}, "SST-06"),
        ({"jatuh_inaktif": None}, "SST-06"),
        ({"tertutup": False}, "SST-07"),
        ({"terbuka": True}, "SST-08"),
        ({"sengketa": True}, "SST-09"),
        ({"tersembunyi": True}, "SST-10"),
        ({"perkara_lain": "Pemusnahan 1/2026"}, "SST-11"),
        ({"jra": "000 versi 2: 2+5 tahun, musnah"}, "SST-12"),
        ({"usul_jra": True}, "SST-12"),
        ({"sidik": "b"}, "SST-13"),
        ({"akhir": "dimusnahkan"}, "SST-14"),
        ({"dipinjam": True}, "SST-16"),
    ],
)
def test_each_rule_by_itself_keeps_a_berkas_from_destruction(beda: dict[str, object], rule: str) -> None:
    assert boleh_musnah(BOLEH) == ()
    assert [h.kaidah for h in boleh_musnah(replace(BOLEH, **beda))] == [rule]  # type: ignore[arg-type]
    assert rule in kaidah.KAIDAH


def test_its_time_is_over_on_the_day_itself() -> None:
    assert boleh_musnah(replace(BOLEH, jatuh_inaktif=BOLEH.hari)) == ()


def test_only_what_is_permanent_is_handed_over() -> None:
    assert [h.kaidah for h in boleh_serah(BOLEH)] == ["SST-02"]
    assert boleh_serah(replace(BOLEH, nasib=NasibAkhir.PERMANEN, vital=True, terjaga=True)) == ()


@pytest.mark.parametrize(
    ("years", "way"), [([9, 9], Jalur.KEPALA_DAERAH), ([5, 10], Jalur.ANRI), ([], Jalur.KEPALA_DAERAH)]
)
def test_the_longest_retention_of_a_mixed_case_decides_who_approves(years: list[int], way: Jalur) -> None:
    assert kaidah.jalur(Jenis.PEMUSNAHAN, years) is way
    assert kaidah.jalur(Jenis.PENYERAHAN, years) is Jalur.LKD


def permanen(session: Session, berkas: Berkas, kota: makers.Kota) -> None:
    berkas.nasib_akhir = NasibAkhir.PERMANEN


def vital(session: Session, berkas: Berkas, kota: makers.Kota) -> None:
    berkas.vital = True


def terjaga(session: Session, berkas: Berkas, kota: makers.Kota) -> None:
    berkas.terjaga = True


def ditahan(session: Session, berkas: Berkas, kota: makers.Kota) -> None:
    berkas.tahan_hukum = True


def belum_habis(session: Session, berkas: Berkas, kota: makers.Kota) -> None:
    berkas.jatuh_inaktif = clock.today() + timedelta(days=1)


def terbuka(session: Session, berkas: Berkas, kota: makers.Kota) -> None:
    bahan.milik(session, berkas)[0].status = StatusNaskah.TERKIRIM


def rahasia(session: Session, berkas: Berkas, kota: makers.Kota) -> None:
    bahan.milik(session, berkas)[0].sifat = Sifat.RAHASIA


def isi_berubah(session: Session, berkas: Berkas, kota: makers.Kota) -> None:
    letter = bahan.arsip_uji.naskah(session, kota, status=StatusNaskah.DIBERKASKAN)
    bahan.isi(session, berkas, Objek.NASKAH, letter.id, kota)


def jra_berubah(session: Session, berkas: Berkas, kota: makers.Kota) -> None:
    berkas.jra_versi_id, berkas.inaktif_tahun = 77, 4


def sudah_diserahkan(session: Session, berkas: Berkas, kota: makers.Kota) -> None:
    berkas.akhir = Akhir.DISERAHKAN


def dipinjam(session: Session, berkas: Berkas, kota: makers.Kota) -> None:
    who = kota["staf.dinsos"]
    lent = Peminjaman(
        status=StatusPinjam.DIPINJAM, berkas_id=berkas.id, opd_id=berkas.opd_id, pemohon_id=who.pegawai.id,
        pemohon_jabatan_id=who.jabatan.id, yang_dipinjam="Map", keperluan="Rapat", hari=3, diminta_at=clock.now(),
    )  # fmt: skip
    session.add(lent)


PELINDUNGAN = {
    permanen: "SST-01", vital: "SST-03", terjaga: "SST-04", ditahan: "SST-05", belum_habis: "SST-06", terbuka: "SST-08",
    rahasia: "SST-10", isi_berubah: "SST-13", jra_berubah: "SST-12", sudah_diserahkan: "SST-14",
    dipinjam: "SST-16",
}  # fmt: skip


def attempts(session: Session, store: BlobStore, kota: makers.Kota, made: Kasus) -> list[Callable[[], object]]:
    """What could be done next to bring a case nearer to destruction."""
    arsiparis, ketua = (kota[n].actor(session) for n in ("arsiparis.dinsos", "sekretaris.dinsos"))

    def write(dokumen: Dokumen) -> Callable[[], object]:
        return lambda: actions.tulis(session, arsiparis, store, made, dokumen, kota=bahan.KOTA)

    ids = [b.id for b in made.hidup]
    return {
        Status.USUL: [write(Dokumen.SK_PANITIA)],
        Status.DINILAI: [
            lambda: actions.nilai(session, ketua, made, ids, Penilaian.SETUJU, "Tidak berguna"),
            write(Dokumen.PERTIMBANGAN),
        ],
        Status.PERTIMBANGAN: [lambda: actions.minta_persetujuan(session, arsiparis, made)],
        Status.MENUNGGU_PERSETUJUAN: [write(Dokumen.PERSETUJUAN)],
        Status.DISETUJUI: [write(Dokumen.PENETAPAN)],
        Status.DITETAPKAN: [
            lambda: actions.siapkan(session, arsiparis, made),
            lambda: actions.musnahkan(session, ketua, made),
        ],
    }[made.status]


STEPS = (
    Status.USUL, Status.DINILAI, Status.PERTIMBANGAN, Status.MENUNGGU_PERSETUJUAN, Status.DISETUJUI, Status.DITETAPKAN,
)  # fmt: skip


@pytest.mark.parametrize("semua", [False, pytest.param(True, marks=pytest.mark.lambat)])
def test_every_kind_of_protection_stops_a_case_at_every_step_and_names_its_rule(
    session: Session, kota_kecil: makers.Kota, store: BlobStore, semua: bool
) -> None:
    """All of them at the last step; at the others a few each, and every one with `semua`."""
    made = bahan.kasus(session, kota_kecil, [bahan.berkas(session, kota_kecil, store)])
    berkas = made.butir[0].berkas
    for place, status in enumerate(STEPS):
        bahan.sampai(session, store, kota_kecil, made, status)
        if status is Status.DINILAI:
            bahan.nilai(session, kota_kecil, made)
        if status is Status.DITETAPKAN:
            actions.siapkan(session, kota_kecil["kabid.dinsos"].actor(session), made)
        session.flush()
        for nth, (protect, rule) in enumerate(PELINDUNGAN.items()):
            if not semua and status is not Status.DITETAPKAN and nth % 5 != place:
                continue
            for number in range(len(attempts(session, store, kota_kecil, made))):
                with session.begin_nested() as savepoint:
                    protect(session, berkas, kota_kecil)
                    session.flush()
                    tried = attempts(session, store, kota_kecil, made)[number]
                    if made.pelaksana_id is not None and number == 0:
                        actions.urungkan(session, kota_kecil["kabid.dinsos"].actor(session), made)
                    with pytest.raises(Conflict, match=rule):
                        tried()
                    savepoint.rollback()
                session.expire_all()
    assert made.status is Status.DITETAPKAN and berkas.akhir is None


def test_what_is_protected_cannot_even_be_proposed(session: Session, kota_kecil: makers.Kota) -> None:
    arsiparis = kota_kecil["arsiparis.dinsos"].actor(session)
    for protect, rule in PELINDUNGAN.items():
        if protect in (isi_berubah, jra_berubah):
            continue  # nothing was noted yet that it could differ from
        berkas = bahan.berkas(session, kota_kecil)
        protect(session, berkas, kota_kecil)
        session.flush()
        with session.begin_nested() as savepoint:
            with pytest.raises(Invalid, match=rule):
                bahan.kasus(session, kota_kecil, [berkas])
            savepoint.rollback()
        offered = [b.id for b in queries.calon(session, arsiparis, Jenis.PEMUSNAHAN)]
        assert berkas.id not in offered or protect in (terbuka, rahasia, dipinjam)


def test_a_berkas_lies_in_one_living_case_only(session: Session, kota_kecil: makers.Kota) -> None:
    berkas = bahan.berkas(session, kota_kecil)
    first = bahan.kasus(session, kota_kecil, [berkas])

    with pytest.raises(Invalid, match=r"Pemusnahan 1/2026.*SST-11"):
        bahan.kasus(session, kota_kecil, [berkas])
    actions.batalkan(session, kota_kecil["arsiparis.dinsos"].actor(session), first, "Salah pilih")
    assert bahan.kasus(session, kota_kecil, [berkas]).status is Status.USUL


def test_who_has_no_right_cannot_propose_assess_or_carry_out(
    session: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    berkas = bahan.berkas(session, kota_kecil, store)
    opd, head = kota_kecil.unit["dinsos"].id, kota_kecil["walikota"].jabatan.id
    without = [kota_kecil[n].actor(session) for n in ("admin", "staf.dinsos", "arsiparis.diskominfo", "walikota")]
    for actor in without:
        with pytest.raises((NotAllowed, Invalid, NotFound)):
            actions.usulkan(
                session, actor, Jenis.PEMUSNAHAN, opd_id=opd, judul="X", penetap_id=head, berkas_ids=[berkas.id]
            )
    made = bahan.sampai(session, store, kota_kecil, bahan.kasus(session, kota_kecil, [berkas]), Status.DITETAPKAN)
    ids = [b.id for b in made.hidup]
    for actor in without:
        for tried in (
            partial(actions.keluarkan, session, actor, made, ids, "x"),
            partial(actions.nilai, session, actor, made, ids, Penilaian.SETUJU, "x"),
            partial(actions.tulis, session, actor, store, made, Dokumen.BERITA_ACARA, kota="x"),
            partial(actions.siapkan, session, actor, made),
            partial(actions.musnahkan, session, actor, made),
        ):
            with pytest.raises(NotAllowed):
                tried()


def test_a_retention_of_ten_years_needs_the_letter_of_anri(
    session: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    every = [bahan.berkas(session, kota_kecil, store), bahan.berkas(session, kota_kecil, store, inaktif_tahun=8)]
    made = bahan.sampai(session, store, kota_kecil, bahan.kasus(session, kota_kecil, every), Status.PERTIMBANGAN)
    arsiparis = kota_kecil["arsiparis.dinsos"].actor(session)
    assert made.jalur is Jalur.ANRI
    for tried in (
        lambda: actions.minta_persetujuan(session, arsiparis, made),
        lambda: actions.tulis(session, arsiparis, store, made, Dokumen.PERSETUJUAN, kota=bahan.KOTA),
    ):
        with pytest.raises(EofficeError):
            tried()

    bahan.tulis(session, store, kota_kecil, made, Dokumen.PERMOHONAN)
    session.refresh(made)
    assert made.status is Status.MENUNGGU_PERSETUJUAN
    letter = bahan.arsip_uji.surat(session, kota_kecil, hal="Persetujuan pemusnahan", tanggal=clock.today())
    older = bahan.arsip_uji.surat(session, kota_kecil, hal="Surat lama", tanggal=date(2026, 1, 2))
    with pytest.raises(Invalid, match="lebih tua"):
        actions.catat_persetujuan(session, arsiparis, made, older.id)
    undated = bahan.arsip_uji.surat(session, kota_kecil, hal="Tanpa tanggal", tanggal=None)
    for wrong, said in ((undated, "Tanggal"), (letter, "pindaian")):
        with pytest.raises(Invalid, match=said):
            actions.catat_persetujuan(session, arsiparis, made, wrong.id)
    letter.berkas_key, letter.berkas_size, letter.berkas_sha256 = "ab/anri", 1, "0" * 64
    with pytest.raises(Invalid, match="Warga RT 05"):
        actions.catat_persetujuan(session, arsiparis, made, letter.id)
    letter.asal_teks = "Kepala ANRI"
    refused = made.hidup[1]
    # The letter approves another case already: asked for, and written down when it names both.
    other = bahan.kasus(session, kota_kecil, [bahan.berkas(session, kota_kecil, store)])
    at = clock.now()
    said = {"dibuat_oleh": arsiparis.pegawai_id, "dibuat_at": at, "berlaku_at": at, "surat_id": letter.id}
    other.dokumen.append(DokumenKasus(jenis=Dokumen.PERSETUJUAN, **said))
    session.flush()
    with pytest.raises(Invalid, match=f"sudah tercatat menyetujui {other.nomor}"):
        actions.catat_persetujuan(session, arsiparis, made, letter.id)
    actions.catat_persetujuan(
        session, arsiparis, made, letter.id, ditolak=[refused.id], alasan="Masih bernilai guna", bersama=True
    )
    linked = made.kini(Dokumen.PERSETUJUAN)
    assert linked is not None and linked.keterangan == f"Dari Kepala ANRI; juga menyetujui {other.nomor}"
    assert [k.id for k in queries.bersama(session, arsiparis, made)] == [other.id]
    assert [k.id for k in queries.bersama(session, arsiparis, other)] == [made.id]
    assert queries.bersama(session, kota_kecil["staf.diskominfo"].actor(session), made) == []

    assert made.status is Status.DITOLAK_SEBAGIAN
    assert [b.berkas_id for b in made.hidup] == [every[0].id]
    assert refused.keluar_alasan.endswith("Masih bernilai guna") and refused.klaim_id is None


def test_the_panitia_is_odd_and_has_all_three_unsur(session: Session, kota_kecil: makers.Kota) -> None:
    made = bahan.kasus(session, kota_kecil, [bahan.berkas(session, kota_kecil)])
    arsiparis = kota_kecil["arsiparis.dinsos"].actor(session)
    three = bahan.panitia(kota_kecil, saksi=())
    with pytest.raises(Invalid, match="ganjil"):
        actions.susun_panitia(session, arsiparis, made, three[:2])
    with pytest.raises(Invalid, match="unsur arsiparis"):
        actions.susun_panitia(session, arsiparis, made, [*three[:2], replace(three[2], unsur=three[1].unsur)])


def test_a_list_that_changed_after_the_document_was_written_is_not_what_was_signed(
    session: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    every = [bahan.berkas(session, kota_kecil, store) for _ in range(2)]
    made = bahan.sampai(session, store, kota_kecil, bahan.kasus(session, kota_kecil, every), Status.DISETUJUI)
    arsiparis = kota_kecil["arsiparis.dinsos"].actor(session)
    naskah = actions.tulis(session, arsiparis, store, made, Dokumen.PENETAPAN, kota=bahan.KOTA)
    actions.keluarkan(session, arsiparis, made, [made.hidup[0].id], "Masih dipakai")

    bahan.terbit(session, naskah)

    assert made.status is Status.DISETUJUI
    assert "berubah sesudah dokumen ini ditulis" in made.dokumen[-1].keterangan
    assert made.kini(Dokumen.PENETAPAN) is None


def test_an_edited_list_is_refused_when_the_document_is_signed(
    session: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    made = bahan.kasus(session, kota_kecil, [bahan.berkas(session, kota_kecil, store)])
    arsiparis = kota_kecil["arsiparis.dinsos"].actor(session)
    naskah = actions.tulis(session, arsiparis, store, made, Dokumen.SK_PANITIA, kota=bahan.KOTA)
    naskah.lampiran[0].sha256 = "0" * 64

    bahan.terbit(session, naskah)

    assert made.status is Status.USUL
    assert "tidak sama dengan daftar perkara" in made.dokumen[-1].keterangan
