"""Topics of services to people: school, health, social care, work, family, civil registration."""

from typing import Final

from eoffice.contoh.teks.bentuk import Topik, dinas, nota, pengumuman, tugas, undangan

LAYANAN: Final[tuple[Topik, ...]] = (
    dinas(
        "dapodik", "400.3.12.1", "20.2 20.3", "camat*5", "Pemutakhiran Data Peserta Didik {semester_judul} {tahun}",
        "pemutakhiran data pokok pendidikan {semester} tahun {tahun}", "kami memohon bantuan Saudara untuk menyampaikan informasi ini kepada satuan pendidikan di wilayah masing-masing",
        ajakan="Hal-hal yang perlu disampaikan:", butir=("setiap satuan pendidikan memeriksa data peserta didik dan pendidik",
            "nomor induk kependudukan peserta didik dicocokkan dengan kartu keluarga", "perubahan data diselesaikan paling lambat tanggal {tenggat}"),
        tabel="jadwal_kecamatan", tembusan=("koor",),
    ),
    undangan(
        "mkks", "400.3.7.6", "20.3 20.5", "=43,40", "Undangan Pembahasan Pelatihan Guru {triwulan_judul}", "peningkatan kompetensi guru",
        "kami mengundang Saudara pada pembahasan yang diselenggarakan pada:", agenda="Penyusunan jadwal dan pembiayaan pelatihan guru",
        uraian=("Mohon membawa data pemetaan kompetensi serta rencana pembiayaannya.",),
    ),
    nota(
        "nd_bos", "400.3.5.5", "20.2", "=20", "Laporan Penyaluran Bantuan Operasional Sekolah {triwulan_judul}", "penyaluran bantuan operasional sekolah {triwulan} tahun {tahun}",
        "dengan hormat kami laporkan:", butir=("bantuan telah diterima oleh {jumlah} sekolah", "{jumlah_kecil} sekolah belum menyampaikan laporan penggunaan",
            "pendampingan penyusunan laporan dijadwalkan pada tanggal {tgl_acara}"), tabel="anggaran",
    ),
    pengumuman(
        "spmb", "400.3.12.2", "20.3 20.2", "Jadwal Penerimaan Murid Baru Tahun Ajaran {tahun}/{tahun_depan}", "penerimaan murid baru",
        "pendaftaran murid baru dilaksanakan secara daring dengan jadwal sebagai berikut:",
        butir=("verifikasi berkas mulai tanggal {tgl_acara}", "pendaftaran dibuka selama 5 (lima) hari kerja", "hasil seleksi diumumkan melalui laman resmi dan papan pengumuman sekolah",
               "pendaftaran tidak dipungut biaya"),
    ),
    tugas("st_sekolah", "20.2 20.4 20.5", "Pendampingan Satuan Pendidikan di {kec}", "Program Kerja Dinas Pendidikan Tahun {tahun}",
          ("melaksanakan pendampingan kurikulum di {kec} pada tanggal {tgl_acara}", "mencatat kebutuhan sarana setiap satuan pendidikan", "melaporkan hasilnya kepada Kepala Dinas")),
    dinas(
        "dbd", "400.7.9.2", "21.3", "camat*7", "Kewaspadaan Dini Demam Berdarah Dengue", "meningkatnya kasus demam berdarah dengue pada bulan {bulan_lalu}",
        "Saudara diminta menggerakkan kembali pemberantasan sarang nyamuk di wilayah masing-masing",
        uraian=("Sampai dengan tanggal {tgl_lalu} tercatat {jumlah} kasus, terbanyak di {kec}. Pengasapan hanya dilakukan setelah penyelidikan epidemiologi.",),
        ajakan="Langkah yang diperlukan:", butir=("menggiatkan kembali juru pemantau jentik pada setiap rukun tetangga", "melaksanakan kerja bakti serentak setiap hari Jumat",
            "melaporkan kasus kepada puskesmas pada hari yang sama", "menyampaikan laporan mingguan mulai tanggal {tenggat}"),
        tabel="jadwal_kecamatan", urgensi="segera", tembusan=("01", "10", "koor"),
    ),
    dinas(
        "imunisasi", "400.7.7.2", "21.3", "pkm", "Pelaksanaan Pekan Imunisasi Tambahan di {kec}", "peningkatan cakupan imunisasi dasar lengkap",
        "puskesmas diminta melaksanakan pekan imunisasi tambahan mulai tanggal {tgl_acara}",
        ajakan="Pelaksanaan memperhatikan:", butir=("sasaran ditetapkan berdasarkan nama dan alamat", "rantai dingin vaksin diperiksa sebelum pelayanan",
            "kejadian ikutan dilaporkan dalam waktu 24 jam"), tabel="capaian",
    ),
    undangan(
        "stunting", "400.7.13.1", "21.2", "=26,24,27,40", "Undangan Rapat Percepatan Penurunan Stunting {triwulan_judul}", "percepatan penurunan stunting {triwulan} tahun {tahun}",
        "kami mengundang Saudara pada rapat yang diselenggarakan pada:", agenda="Evaluasi audit kasus dan rencana intervensi",
        uraian=("Mohon membawa data keluarga berisiko di wilayah sasaran beserta bantuan yang telah diberikan.",), tembusan=("10", "koor"),
    ),
    nota(
        "nd_obat", "400.7.18.2", "21.5", "=21", "Ketersediaan Obat di Instalasi Farmasi Bulan {bulan_lalu}", "pemantauan persediaan obat bulan {bulan_lalu}",
        "kami laporkan keadaan sebagai berikut:", butir=("{persen} persen jenis obat esensial tersedia cukup untuk tiga bulan", "{jumlah_kecil} jenis obat perlu segera diadakan",
            "obat mendekati kedaluwarsa telah dipindahkan ke puskesmas yang membutuhkan"), tabel="anggaran",
    ),
    dinas(
        "akreditasi", "400.7.2.13", "21.4", "pkm", "Persiapan Penilaian Akreditasi Puskesmas Tahun {tahun_depan}", "pemeliharaan mutu pelayanan puskesmas",
        "Saudara diminta menyelesaikan perbaikan atas catatan penilaian sebelumnya", ajakan="Persiapan meliputi:",
        butir=("pelengkapan dokumen keselamatan pasien", "pelaksanaan audit internal", "pemenuhan sarana sesuai dengan standar"), tembusan=("koor",),
    ),
    dinas(
        "rujukan", "400.7.3.1", "21.90.1", "=21,24", "Penataan Alur Rujukan Pasien", "peningkatan mutu pelayanan rujukan", "Rumah Sakit Umum Daerah Arunika menata kembali alur rujukan mulai tanggal {tgl_acara}",
        ajakan="Penataan tersebut meliputi:", butir=("pendaftaran rujukan dilakukan secara elektronik", "pasien gawat darurat dilayani tanpa menunggu surat rujukan",
            "umpan balik rujukan dikirim paling lambat 3 (tiga) hari"), uraian=("Dengan alur yang baru, waktu tunggu pasien diharapkan berkurang paling sedikit {jumlah} menit.",),
    ),
    nota(
        "nd_rsud", "900.1.13.3", "21.90.1", "=21.90", "Laporan Pendapatan Layanan Bulan {bulan_lalu}", "pengelolaan keuangan badan layanan umum daerah bulan {bulan_lalu}", "dengan hormat kami laporkan:",
        butir=("pendapatan layanan mencapai {persen} persen dari target", "piutang klaim bulan sebelumnya telah diterima", "belanja obat meningkat karena pertambahan pasien"), tabel="anggaran",
    ),
    dinas(
        "dtks", "400.9.11.1", "24.2", "camat*6", "Verifikasi Data Penerima Bantuan Sosial {triwulan_judul}", "ketepatan sasaran bantuan sosial {triwulan} tahun {tahun}",
        "Saudara diminta melaksanakan verifikasi data penerima bantuan bersama lurah dan pendamping", uraian=("Data bersifat pribadi. Daftar tidak boleh ditempel di tempat umum atau dibagikan melalui grup percakapan.",),
        ajakan="Verifikasi dilakukan terhadap:", butir=("penerima yang pindah atau meninggal", "keluarga yang keadaan ekonominya telah membaik", "warga rentan yang belum terdata"),
        sifat="terbatas", tembusan=("koor",),
    ),
    dinas(
        "jangkau", "400.9.4.1", "24.3", "=38,21", "Penjangkauan Warga Terlantar di {lokasi}", "pengaduan warga mengenai warga terlantar di {lokasi}",
        "kami bermaksud melaksanakan penjangkauan bersama pada tanggal {tgl_acara}", ajakan="Untuk itu mohon dukungan berupa:",
        butir=("{jumlah_kecil} orang personel pendamping", "satu unit kendaraan", "pemeriksaan kesehatan awal di tempat"),
    ),
    tugas("st_sosial", "24.2 24.3 24.4", "Pendataan Warga Rentan di {kel}", "Program Kerja Dinas Sosial Tahun {tahun}",
          ("melaksanakan pendataan warga rentan di {kel} pada tanggal {tgl_acara}", "berkoordinasi dengan lurah dan ketua rukun warga", "melaporkan hasilnya paling lambat tanggal {tenggat}")),
    pengumuman(
        "bursa", "500.15.8.3", "25.3", "Penyelenggaraan Bursa Kerja Kota Arunika", "perluasan kesempatan kerja bagi warga", "bursa kerja akan diselenggarakan pada tanggal {tgl_acara} di Gelanggang Olahraga Arunika",
        ajakan="Ketentuan bagi pencari kerja:", butir=("mendaftar secara daring dan membawa kartu tanda penduduk", "tidak dipungut biaya", "{jumlah} perusahaan menyediakan lowongan, termasuk bagi penyandang disabilitas"),
    ),
    undangan(
        "upah", "500.15.14.1", "25.4", "luar:usaha", "Undangan Sidang Dewan Pengupahan Kota", "pembahasan upah minimum kota tahun {tahun_depan}", "kami mengundang Saudara pada sidang yang diselenggarakan pada:",
        agenda="Pembahasan hasil survei dan usulan upah minimum", uraian=("Setiap unsur dapat menghadirkan paling banyak dua orang wakil.",), tembusan=("10", "koor"),
    ),
    undangan(
        "kla", "400.2.7", "26.3", "=20,21,24,34,38", "Undangan Rapat Gugus Tugas Kota Layak Anak", "penilaian kota layak anak tahun {tahun}", "kami mengharapkan kehadiran Saudara pada rapat yang diselenggarakan pada:",
        agenda="Pembagian klaster dan pelengkapan bukti dukung", uraian=("Setiap perangkat daerah agar menunjuk satu orang penghubung tetap.",), tembusan=("10", "koor"),
    ),
    dinas(
        "kekerasan", "400.2.4.1", "26.3 26.2", "lurah*6", "Pencegahan Kekerasan terhadap Anak di Lingkungan Permukiman", "pencegahan kekerasan terhadap perempuan dan anak",
        "Saudara diminta mengaktifkan kembali relawan pelindungan di tingkat rukun warga", ajakan="Relawan bertugas:",
        butir=("menerima laporan dengan menjaga kerahasiaan korban", "menghubungi layanan rujukan pada hari yang sama", "tidak mendamaikan sendiri perkara kekerasan"), sifat="biasa",
    ),
    dinas(
        "kb", "400.13.20.1", "26.4", "pkm", "Pelayanan Keluarga Berencana Serentak Bulan {bulan}", "peningkatan akses pelayanan keluarga berencana", "puskesmas diminta menyediakan pelayanan serentak pada tanggal {tgl_acara}",
        ajakan="Hal-hal yang perlu disiapkan:", butir=("alat dan obat kontrasepsi sesuai dengan perkiraan sasaran", "petugas konseling", "pencatatan pelayanan pada hari yang sama"), tabel="jadwal_kecamatan",
    ),
    dinas(
        "rekam", "400.12.2.1", "29.2", "lurah*8", "Layanan Jemput Bola Perekaman Kartu Tanda Penduduk", "percepatan perekaman kartu tanda penduduk elektronik", "kami akan melaksanakan layanan jemput bola di kelurahan Saudara",
        uraian=("Layanan diutamakan bagi warga lanjut usia, penyandang disabilitas, dan pemula yang berusia 17 tahun.",), ajakan="Mohon bantuan Saudara untuk:",
        butir=("menyiapkan ruangan dengan sambungan listrik", "menyampaikan jadwal kepada ketua rukun warga", "mendata warga yang tidak dapat datang ke tempat layanan"), tabel="jadwal_lurah",
    ),
    dinas(
        "akta", "400.12.3.1", "29.3", "=21,21.90", "Penerbitan Akta Kelahiran di Fasilitas Kesehatan", "kemudahan pengurusan akta kelahiran", "kami menawarkan penerbitan akta kelahiran langsung di fasilitas kesehatan",
        ajakan="Alur yang diusulkan:", butir=("petugas fasilitas kesehatan mengunggah surat keterangan lahir", "akta diterbitkan secara elektronik pada hari kerja berikutnya", "dokumen dikirim ke pos elektronik pemohon"),
    ),
    pengumuman(
        "gangguan", "400.12.4.4", "29.4", "Penghentian Sementara Layanan Administrasi Kependudukan", "pemeliharaan sistem informasi administrasi kependudukan",
        "pelayanan administrasi kependudukan dihentikan sementara pada tanggal {tgl_acara}", ajakan="Sehubungan dengan hal tersebut:",
        butir=("permohonan yang telah didaftarkan tetap diproses", "pengambilan dokumen jadi tetap dilayani pukul 08.00 WIB sampai dengan pukul 12.00 WIB", "pengaduan disampaikan melalui pesan singkat resmi"),
    ),
    nota(
        "nd_adminduk", "400.12.4.3", "29.4", "=29", "Laporan Pelayanan Administrasi Kependudukan Bulan {bulan_lalu}", "pelayanan administrasi kependudukan bulan {bulan_lalu}", "dengan hormat kami laporkan:",
        butir=("kartu keluarga yang diterbitkan sebanyak {ratusan} dokumen", "akta kelahiran yang diterbitkan sebanyak {jumlah} dokumen", "persediaan blangko mencukupi untuk enam pekan"), tabel="capaian",
    ),
)  # fmt: skip
