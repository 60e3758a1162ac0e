"""Every column of every table that a record lies in goes into its package, or stays behind for a reason that is written down.

Whoever adds a column to one of these tables decides here: it goes along, which it does by itself, or it gets a reason in
`catatan.TIDAK_DIBAWA` (of a berkas: in `rekaman.SETEMPAT`; of the trail: below).
"""

import json
from datetime import date
from typing import Any

import makers
import pytest
from sqlalchemy import select

from eoffice import clock, db, tables
from eoffice.arsip.models import IsiBerkas
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.disposisi.models import BerkasLaporan, Disposisi, DisposisiPenerima, TindakLanjut
from eoffice.disposisi.states import Kanal, Peran, StatusLaporan, StatusPenerima
from eoffice.paket.models import Impor
from eoffice.paket.states import Format
from eoffice.paket.susun import catatan, rekaman
from eoffice.surat_masuk.models import SuratLokasi, SuratMasuk
from eoffice.web.services import Services

from . import kantor

#: Table → its columns as they are known here.
KOLOM = {
    "naskah": (
        "alasan_basah bentuk dibuat_at ditandatangani_at diubah_at hal halaman id isi jenis keadaan "
        "kode_klasifikasi konseptor_id konseptor_jabatan_id kustodi_unit_id lampiran_halaman lampiran_kosong "
        "massal_id menjawab_surat_id metode musnah_at musnah_ba nomor nomor_urut opd_id pdf_key pdf_sha256 "
        "pdf_size penanda penanda_pegawai_id penandatangan_id peran_massal putaran register rincian sifat "
        "sifat_awal status tanggal teks token ttd_galat ttd_mulai_at unit_id urgensi versi version"
    ),
    "penerima": (
        "cara dikirim_at dikirim_oleh id jabatan_id keterangan naskah_id peran pos_el teks tempat tipe "
        "untuk_perhatian urutan"
    ),
    "serah_terima": (
        "bukti_key bukti_sha256 bukti_size dicatat_at dikonfirmasi_at dikonfirmasi_oleh diserahkan_at id kepada "
        "keterangan oleh_id opd_id penerima_id sebagai surat_id tujuan_opd_id version"
    ),
    "paraf": "catatan given_at given_by id jabatan_id jenis naskah_id urutan versi versi_sha256",
    "penanda_lain": "ditandatangani_at id jabatan_id key naskah_id pejabat_id penanda sebutan sha256 size urutan",
    "lampiran": (
        "bersih_key bersih_sha256 bersih_size diunggah_at diunggah_oleh gabung halaman id isi judul key kosong "
        "mime nama nama_asli naskah_id rebah sha256 size urutan"
    ),
    "koreksi": "alasan berlaku_at dibuat_at id jenis klaim_id naskah_id oleh_id sasaran_id",
    "jawaban": "naskah_id penerima_id surat_id",
    "nomor": "alasan at id objek objek_id register_id sisip status tanggal teks urut",
    "stempel_arsip": "diperbarui distempel_at id ke key objek objek_id perbarui_at sha256 size",
    "isi_berkas": (
        "at berkas_id id kode_klasifikasi metadata_key metadata_sha256 metadata_size objek objek_id oleh_id "
        "status_semula tanggal tingkat_perkembangan urutan"
    ),
    "surat_masuk": (
        "alasan_selesai asal asal_teks asal_unit_id batas_at batas_dasar berkas_key berkas_mime berkas_nama "
        "berkas_sha256 berkas_size cara_terima dibaca_at didisposisi_at diterima_at hal halaman id "
        "jam_henti_alasan jam_henti_at kode_klasifikasi kustodi_unit_id lampiran_halaman musnah_at musnah_ba "
        "naskah_id nomor_agenda nomor_surat opd_id pencatat_id peneliti_jabatan_id penerima_id peran ringkasan "
        "selesai_at sifat status tahun tanggal_surat tegur_kepada tegur_tingkat teks tujuan_jabatan_id urgensi "
        "version"
    ),
    "surat_sampul": "catatan dibuka_at dibuka_oleh kode kondisi surat_id",
    "surat_kaitan": "alasan at dari_surat_id hubungan oleh_id surat_id",
    "surat_lokasi": "boks diubah_at diubah_oleh lemari map rak surat_id teks",
    "surat_akses": "jabatan_id surat_id",
    "surat_alih": "at bagian cara dari_jabatan_id id ke_jabatan_id pengalihan_id surat_id",
    "surat_pembaca": "at pegawai_id surat_id",
    "disposisi": (
        "at batas boleh_ke cara catatan disiapkan_id disiapkan_jabatan_id id induk_id instruksi kanal pemberi_id "
        "pemberi_jabatan_id surat_id versi version"
    ),
    "disposisi_penerima": (
        "alasan_tolak batas_at batas_dasar catatan_alih dibaca_at dibaca_oleh dilaporkan_at disposisi_id "
        "ditolak_at id jabatan_id jam_henti_alasan jam_henti_at kemajuan menggantikan_id peneliti_jabatan_id peran "
        "selesai_at status tegur_kepada tegur_tingkat tolak_diputus_at versi_dibaca version"
    ),
    "bagian_pembaca": "at bagian_id pegawai_id",
    "disposisi_versi": "alasan batas catatan diganti_at diganti_oleh disposisi_id id instruksi versi",
    "disposisi_lampiran": "at detik disposisi_id id jenis key mime oleh_id sha256 siapan_id size",
    "tindak_lanjut": "at catatan_pemberi diputus_at id kemajuan naskah_id oleh_id oleh_jabatan_id penerima_id status uraian",
    "tindak_lanjut_berkas": "id key laporan_id mime nama sha256 size urutan",
    "arsip_impor": (
        "asal asal_id diimpor_at diimpor_oleh hal halaman id impor_id jenis key kode_klasifikasi kustodi_unit_id "
        "lokasi metadata_key metadata_sha256 metadata_size mime musnah_at musnah_ba nama nomor nomor_agenda opd_id "
        "pejabat_id penandatangan pencipta penerima premis_key premis_sha256 premis_size sha256 sidik sifat size "
        "sumber_key sumber_sha256 sumber_size tanggal teks tingkat unit_id uraian"
    ),
    "arsip_impor_lampiran": "arsip_id id judul key mime nama sha256 size urutan",
    "berkas": (
        "akhir akhir_at akhir_nomor aktif_tahun alasan_kategori boks bukti_naskah_id bukti_pemicu dibuka "
        "dipindahkan_at ditutup folder golongan id inaktif_tahun indeks jatuh_aktif jatuh_inaktif jra_versi_id "
        "judul jumlah keterangan kode_klasifikasi kode_retensi kondisi kurun_dari kurun_sampai kustodi "
        "kustodi_unit_id media metode_pelindungan nasib_akhir nomor_berkas opd_id pemicu rak ruang sebab_retensi "
        "sifat tahan_hukum tahun tanggal_pemicu terjaga unit_id urut_terakhir version vital"
    ),
    "audit_entry": (
        "alamat at catatan dari event hash hasil isi_sha256 jabatan_id jabatan_nama ke n nama objek objek_id "
        "pegawai_id prev request_id sesi sifat versi"
    ),
}
JEJAK_DIBAWA = "n at event objek objek_id dari ke hasil catatan isi_sha256 jabatan_nama versi sifat pegawai_id jabatan_id hash prev"
JEJAK_TIDAK = {
    "nama": "orang disebut menurut jabatan dan id-nya",
    "sesi": "data sambungan pada sistem asal, tetap dalam jejaknya",
    "alamat": "data sambungan pada sistem asal, tetap dalam jejaknya",
    "request_id": "data sambungan pada sistem asal, tetap dalam jejaknya",
}
BERKAS_LAIN = {
    "id": "nomor berkas yang mengenalinya",
    "version": "hanya untuk mengubah baris bersamaan",
    "opd_id": "namanya sebagai opd",
    "unit_id": "nama dan kodenya sebagai unit dan unit_kode",
    "kustodi_unit_id": "namanya sebagai kustodi_unit",
    "jra_versi_id": "judul dan dasarnya sebagai jra_versi",
    "bukti_naskah_id": "nomornya sebagai bukti_naskah",
    "perkara_id": "siapa sedang menilainya di sistem asal",
}
TABEL_LAIN = {
    "tunjuk_silang": "bersama berkasnya, dalam berkas.json",
    "audit_entry": "setiap peristiwanya dalam premis.xml",
    "naskah_versi": "konsep sebelum ditandatangani bukan arsip; sidik tiap versi ada pada paraf dan jejak",
    "naskah_halaman": "teks per halaman untuk pencarian, dibaca lagi dari PDF",
    "naskah_simpanan": "simpanan penyunting",
    "naskah_sewa": "siapa sedang menyunting",
    "naskah_komentar": "percakapan atas konsep bukan arsip",
    "massal_baris": "bahan penyusun surat massal; hasilnya naskah sendiri",
    "beruntun_butir": "antrean tanda tangan",
    "halaman_tampil": "halaman yang dilihat sebelum tanda tangan; keputusannya ada dalam jejak",
    "upaya_ttd": "catatan sambungan ke penyedia tanda tangan",
    "penunjukan": "SK-nya naskah sendiri",
    "pemberian_akses": "hak di sistem asal tidak berlaku di tempat lain",
    "permintaan_akses": "hak di sistem asal tidak berlaku di tempat lain",
    "peminjaman_arsip": "buku layanan unit kearsipan, milik berkas di sistem asal",
    "penahanan_butir": "perkara tetap di sistem asal; tandanya tahan_hukum pada berkas",
    "susut_butir": "perkara penyusutan; dokumennya naskah sendiri, akhirnya pada berkas",
    "susut_dokumen": "perkara penyusutan; dokumennya naskah sendiri, akhirnya pada berkas",
    "susut_objek": "perkara penyusutan; dokumennya naskah sendiri, akhirnya pada berkas",
    "usul_retensi": "usul yang belum atau sudah menjadi retensi berkas",
    "kabar_retensi": "pemberitahuan",
    "pemberitahuan": "pemberitahuan",
    "kerja_butir": "daftar kerja, disusun ulang dari suratnya",
    "tenggat": "pengingat; batas dan henti jam ada pada surat dan bagiannya",
    "tenggat_pesan": "pengingat",
    "disposisi_siapan": "arahan yang belum dikirim pimpinan; yang terkirim ialah disposisi",
    "acara": "agenda pimpinan; undangannya surat itu sendiri",
    "pindaian": "kotak masuk pindaian sebelum registrasi; berkasnya berkas surat",
    "potret_laporan": "laporan bulanan; naskahnya naskah sendiri",
    "paket_butir": "isi paket itu sendiri",
    "impor_baris": "laporan impor; setiap selnya dalam metadata arsipnya",
    "daftar_berkas": "daftar resmi yang dicetak dari berkas",
    "daftar_perubahan": "daftar resmi yang dicetak dari berkas",
}


def milik() -> set[str]:
    return {tie.model.__tablename__ for ties in catatan.MILIK.values() for tie in ties}


def test_a_column_that_nobody_decided_about_is_found() -> None:
    known = tables.metadata.tables
    assert milik() | {"berkas", "audit_entry"} == set(KOLOM)
    assert {name: set(known[name].columns.keys()) for name in KOLOM} == {n: set(c.split()) for n, c in KOLOM.items()}
    assert {tuple(name.split(".")) for name in catatan.TIDAK_DIBAWA} <= {
        (t, c.name) for t in milik() for c in known[t].columns
    }
    assert set(KOLOM["audit_entry"].split()) == set(JEJAK_DIBAWA.split()) | set(JEJAK_TIDAK)
    assert set(BERKAS_LAIN) == rekaman.SETEMPAT


def test_a_table_that_hangs_on_a_record_goes_along_or_says_why_not() -> None:
    mine = milik()
    near = {
        name
        for name, table in tables.metadata.tables.items()
        if {k.column.table.name for c in table.columns for k in c.foreign_keys} & (mine | {"berkas"})
        or {"objek_id", "naskah_id", "surat_id", "arsip_id"} & set(table.columns.keys())
    }
    assert near - mine == set(TABEL_LAIN) & near
    assert set(TABEL_LAIN) <= near


def sama(row: dict[str, Any], table: str, told: dict[str, Any]) -> None:
    for name, value in row.items():
        if f"{table}.{name}" not in catatan.TIDAK_DIBAWA:
            plain = json.loads(db.dump_json(catatan.plain(value)))
            assert told[name] == rekaman.covered(plain), (table, name)


@pytest.mark.sekali
def test_every_value_of_every_column_comes_out_in_another_city(
    services: Services, kota_kecil: makers.Kota, kota_kedua: Services
) -> None:
    berkas_id = kantor.berkas(services, kota_kecil)
    with db.transaction(services.engine) as session:
        surat = session.scalars(select(SuratMasuk)).one()
        kadis, kabid = kota_kecil["kadis.dinsos"], kota_kecil["kabid.dinsos"]
        surat.teks = "terbaca dari pindaian"
        act = Disposisi(
            surat_id=surat.id, pemberi_jabatan_id=kadis.jabatan.id, pemberi_id=kadis.pegawai.id, at=clock.now(),
            instruksi=["tindak_lanjuti"], catatan=f"Cocokkan NIK {kantor.NIK}", batas=date(2026, 3, 9), kanal=Kanal.SISTEM,
        )  # fmt: skip
        part = DisposisiPenerima(
            jabatan_id=kabid.jabatan.id, peran=Peran.PENANGGUNG_JAWAB, status=StatusPenerima.DILAPORKAN
        )
        act.penerima = [part]
        session.add_all(
            [
                act,
                SuratLokasi(
                    surat_id=surat.id,
                    map="M-1",
                    lemari="",
                    rak="",
                    boks="",
                    teks="Map M-1",
                    diubah_at=clock.now(),
                    diubah_oleh=kabid.pegawai.id,
                ),
            ]
        )
        session.flush()
        report = TindakLanjut(
            penerima_id=part.id,
            at=clock.now(),
            oleh_id=kabid.pegawai.id,
            oleh_jabatan_id=kabid.jabatan.id,
            uraian="Sudah dicocokkan",
            status=StatusLaporan.DIAJUKAN,
        )
        (extra,) = set(session.scalars(select(tables.metadata.tables["lampiran"].c.key)))
        report.berkas = [
            BerkasLaporan(
                urutan=1,
                key=extra,
                size=len(kantor.GAMBAR),
                sha256=surat.berkas_sha256,
                mime="application/pdf",
                nama="laporan.pdf",
            )
        ]
        session.add(report)
    with db.reading(services.engine) as session:
        before = {
            name: [dict(r) for r in session.execute(tables.metadata.tables[name].select()).mappings()]
            for name in milik()
        }

    content = kantor.paket(services, kota_kecil, berkas_id, Format.BAGIT)
    impor = kantor.bawa(kota_kedua, kota_kecil, content)
    kantor.langkah(kota_kedua, kota_kecil, impor.id)

    told: dict[str, list[dict[str, Any]]] = {}
    with db.reading(kota_kedua.engine) as session:
        brought = list(session.scalars(select(ArsipImpor).order_by(ArsipImpor.id)))
        for arsip in brought:
            with kota_kedua.store.open(arsip.ikutan["sumber.json"]) as source:
                whole = source.read().decode()
            kept = json.loads(whole)["catatan"]
            assert kantor.NIK not in whole
            assert {r["nama"] for r in kept["rujukan"]["jabatan"]} <= {
                p.jabatan.nama for p in kota_kecil.orang.values()
            }
            for name, rows in kept["tabel"].items():
                told.setdefault(name, []).extend(rows)
        letter = brought[1]
        assert [(x.judul, x.size) for x in letter.lampiran] == [("Laporan tindak lanjut", len(kantor.GAMBAR))]
        restored_id = session.scalars(select(IsiBerkas.berkas_id).distinct()).one()
        rincian = session.get_one(Impor, impor.id).rincian["berkas"]
    ours = {name: rows for name, rows in before.items() if rows and not name.startswith("arsip_impor")}
    assert {
        "disposisi",
        "disposisi_penerima",
        "tindak_lanjut",
        "tindak_lanjut_berkas",
        "surat_lokasi",
        "penerima",
        "paraf",
    } <= set(ours)
    for name, rows in ours.items():
        key = [c.name for c in tables.metadata.tables[name].primary_key]
        by_key = {tuple(r[k] for k in key): r for r in told[name]}
        for row in rows:
            sama(row, name, by_key[tuple(row[k] for k in key)])

    onward = kantor.isi_zip(kantor.paket(kota_kedua, kota_kecil, restored_id, Format.BAGIT))
    with db.reading(kota_kedua.engine) as session:
        rows = [dict(r) for r in session.execute(tables.metadata.tables["arsip_impor"].select()).mappings()]
    meta = json.loads(onward["data/rekaman/000001/metadata.json"])
    (again,) = meta["impor"]["catatan"]["tabel"]["arsip_impor"]
    sama(next(r for r in rows if r["id"] == again["id"]), "arsip_impor", again)
    (journey,) = meta["perjalanan"]
    assert b"jejak:" in journey["premis"].encode() and journey["berkas"]["urutan"] == 1
    assert json.loads(onward["data/berkas.json"])["berkas"][0]["asal"] == rincian[0]
    assert meta["kegiatan"]["berkas"]["nomor"] == json.loads(onward["data/berkas.json"])["berkas"][0]["nomor"]
