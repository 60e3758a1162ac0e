"""The commonest words of letters. Two of them stand together in very many records, mostly far apart: where they stand side
by side is therefore an entry of its own in PostgreSQL's index, for which no record need be read.

A word that is missing here is found all the same, with more work. What is changed here needs a new `simpan.BENTUK`.
"""

from typing import Final

from eoffice.search.kata import words

LAZIM: Final = frozenset(
    words(
        # Words that hold sentences together.
        "adalah agar akan antara atas atau bagi bahwa bapak baru belum berdasarkan bersama dalam dan dapat dari demikian dengan di "
        "guna hal harus ibu ini itu juga ke kepada lain lebih maka melalui oleh pada para perlu sama sampai sangat saudara sebagai "
        "secara sehubungan semua serta sesuai setiap sudah telah tentang terhadap terkait tersebut tidak untuk yang "
        # Letters, and what they are about.
        "acara agenda anggaran arsip aset bahan bantuan barang batas berita biaya bimbingan bulan dana data daftar dokumen dukungan "
        "edaran evaluasi gedung hari hasil hukum informasi instansi izin jadwal jalan jasa kebijakan kebutuhan kegiatan kendaraan "
        "kerja kesehatan ketentuan keterangan keputusan keuangan kinerja konsultasi koordinasi lampiran langsung lanjut laporan "
        "layanan lingkungan masyarakat monitoring narasumber naskah nilai nomor nota pajak pelaksanaan pelatihan pelayanan "
        "pembahasan pembangunan pembayaran pembinaan pemeliharaan pemberitahuan penambahan pendidikan pengadaan pengajuan "
        "pengawasan pengelolaan penggunaan penilaian peningkatan penyampaian penyelenggaraan penyerahan penyusunan peraturan "
        "perencanaan perihal perintah perjalanan permintaan permohonan perpanjangan persetujuan pertemuan peserta program publik "
        "rangka rapat realisasi rekomendasi rencana retribusi ruang sampah sistem sosial sosialisasi surat tahun tanggal tata "
        "tempat teknis teknologi tim tindak tugas tujuan umum undangan undang usaha usulan waktu wilayah "
        # Offices, and who works there.
        "asisten aparatur badan bagian bidang bupati camat daerah dinas direktur dprd indonesia inspektorat kabupaten kantor "
        "kecamatan kelurahan kementerian kepala ketua komunikasi kota lurah negara organisasi pegawai pejabat pemerintah "
        "pemerintahan penduduk pengurus perangkat perumahan provinsi puskesmas rakyat republik rumah sakit satuan sekda sekolah "
        "sekretariat sekretaris seksi sipil staf subbagian tenaga unit walikota wali warga"
    )
) | {str(year) for year in range(2000, 2100)}
