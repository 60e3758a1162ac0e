"""Form F: boxed forms (naskah-dinas.md 2.4 d, g, z, bb)."""

from typing import Final

from eoffice.naskah.jenis import wewenang
from eoffice.naskah.jenis.rincian import Rincian, baris, bilangan, daftar, orang, tanggal, teks
from eoffice.naskah.jenis.rupa import Jenis, Kolom

_BUTIR: Final = 600  # characters of one entry of a box
_SIMBOL: Final = (
    ("proses", "Kegiatan (kotak)"),
    ("keputusan", "Keputusan (belah ketupat)"),
    ("mulai", "Mulai"),
    ("selesai", "Selesai"),
)
PELAKSANA_TERBANYAK: Final = 6
"""Columns of executors that a landscape page has room for."""


def _perjalanan(rincian: Rincian) -> dict[str, str]:
    """The days of a journey are counted with both ends (2.4 g)."""
    go, back, days = tanggal(rincian, "tgl_berangkat"), tanggal(rincian, "tgl_kembali"), bilangan(rincian, "lama_hari")
    if go is None or back is None:
        return {}
    if back < go:
        return {"tgl_kembali": "Tanggal kembali lebih dulu daripada tanggal berangkat."}
    right = (back - go).days + 1
    wrong = days is not None and days != right
    return {"lama_hari": f"Dari tanggal berangkat sampai kembali ada {right} hari, bukan {days}."} if wrong else {}


def _hal_spd(rincian: Rincian) -> str:
    who = next((person.nama for person in orang(rincian, "pegawai")), "")
    where = ", ".join(daftar(rincian, "tujuan"))
    return " ".join(w for w in ("Perjalanan Dinas", who, f"ke {where}" if where else "") if w)


def _langkah(rincian: Rincian) -> dict[str, str]:
    """Each step is done by one of those named above it, and a refused one goes back to a step that there is."""
    found, who = {}, [name.casefold() for name in daftar(rincian, "pelaksana")]
    if len(who) > PELAKSANA_TERBANYAK:
        found["pelaksana"] = f"Paling banyak {PELAKSANA_TERBANYAK} pelaksana; gabungkan yang sejabatan."
    steps = baris(rincian, "langkah")
    for number, step in enumerate(steps, 1):
        name, back = teks(step, "pelaksana"), bilangan(step, "jika_tidak")
        if name and name.casefold() not in who:
            found[f"langkah-{number}-pelaksana"] = f"Langkah {number}: “{name}” tidak ada di daftar pelaksana."
        if back is not None and not 1 <= back <= len(steps):
            found[f"langkah-{number}-jika_tidak"] = f"Langkah {number}: langkah {back} tidak ada."
    return found


def _hal_sop(rincian: Rincian) -> str:
    return f"SOP {teks(rincian, 'nama')}".strip()


def _hal_hadir(rincian: Rincian) -> str:
    return f"Daftar Hadir {teks(rincian, 'kegiatan')}".strip()


SPD: Final = Jenis(
    "spd",
    "Surat Perjalanan Dinas",
    "F",
    "SPD-{opd}",
    "{klasifikasi}/{urut}/SPD/{unit}/{tahun}",
    kelompok="arahan",
    kertas="F4",
    bertujuan=False,
    bertembusan=False,
    isi="tanpa",
    judul=_hal_spd,
    label_hal="",
    berwenang=(*wewenang.PIMPINAN, wewenang.KABAG, wewenang.SEKRETARIS_PD, wewenang.KEPALA_UPTD),
    bukan_sendiri="pegawai",
    kode_usulan=("000.1.2.3", "000.1.2.1", "000.1.3.3"),
    ikon="arrow-forward-up",
    kolom=(
        Kolom(
            "surat_tugas",
            "Nomor surat tugas",
            "teks",
            bantuan="Contoh: 800.1.11.1/58/ST/DISKOMINFO/2026",
            paling_panjang=120,
        ),
        Kolom(
            "pejabat_pemberi",
            "Pengguna Anggaran/KPA/PPK",
            "teks",
            bantuan="Contoh: Kepala Dinas Komunikasi dan Informatika",
        ),
        Kolom("pegawai", "Pegawai yang diperintah", "orang", banyak=False),
        Kolom("tingkat_biaya", "Tingkat biaya", "teks", wajib=False, bantuan="Contoh: Tingkat D", paling_panjang=60),
        Kolom(
            "maksud",
            "Maksud perjalanan dinas",
            "teks_panjang",
            bantuan="Contoh: Mengikuti rapat koordinasi SPBE",
            paling_panjang=_BUTIR,
        ),
        Kolom("alat_angkut", "Alat angkutan", "teks", bantuan="Contoh: kendaraan dinas", paling_panjang=120),
        Kolom("berangkat_dari", "Tempat berangkat", "teks", bantuan="Contoh: Arunika", paling_panjang=120),
        Kolom("tujuan", "Tempat tujuan", "daftar", bantuan="Satu tempat per baris, urut perjalanan.", paling_banyak=4),
        Kolom(
            "lama_hari",
            "Lamanya (hari)",
            "bilangan",
            bantuan="Hari berangkat dan hari kembali ikut dihitung.",
            terkecil=1,
            terbesar=366,
        ),
        Kolom("tgl_berangkat", "Tanggal berangkat", "tanggal"),
        Kolom("tgl_kembali", "Tanggal harus kembali", "tanggal"),
        Kolom(
            "pengikut",
            "Pengikut",
            "baris",
            wajib=False,
            butir="Pengikut",
            paling_banyak=10,
            kolom=(
                Kolom("nama", "Nama", "teks", paling_panjang=160),
                Kolom("tanggal_lahir", "Tanggal lahir", "tanggal", wajib=False),
                Kolom("keterangan", "Keterangan", "teks", wajib=False, paling_panjang=120),
            ),
        ),
        Kolom("anggaran_instansi", "Pembebanan anggaran: instansi", "teks", bantuan="Perangkat daerah yang membiayai."),
        Kolom(
            "anggaran_akun",
            "Pembebanan anggaran: akun",
            "teks",
            bantuan="Kode rekening pada DPA. Contoh: 5.1.02.04.01.0001",
            paling_panjang=80,
        ),
        Kolom("keterangan", "Keterangan lain-lain", "teks_panjang", wajib=False, paling_panjang=_BUTIR),
    ),
    syarat=(_perjalanan,),
    contoh="Maksud: mengikuti rapat koordinasi; tujuan: Semesta; lamanya 3 hari, 11 s.d. 13 Mei 2026.",
    keterangan="Perintah perjalanan untuk satu pegawai, dengan lembar visum untuk tempat yang didatangi. Dasar SPJ.",
)

SOP: Final = Jenis(
    "sop",
    "Standar Operasional Prosedur",
    "F",
    "SOP-{opd}",
    "{klasifikasi}/{urut}/SOP/{unit}/{tahun}",
    kelompok="lainnya",
    rebah=True,
    bertujuan=False,
    bertembusan=False,
    isi="tanpa",
    judul=_hal_sop,
    label_hal="",
    lampiran="SOP",
    berwenang=wewenang.PIMPINAN,
    kode_usulan=("000.8.3.3",),
    ikon="list-tree",
    kolom=(
        Kolom("nama", "Nama SOP", "teks", bantuan="Contoh: Penomoran Naskah Dinas", paling_panjang=160),
        Kolom("tanggal_pembuatan", "Tanggal pembuatan", "tanggal"),
        Kolom("tanggal_revisi", "Tanggal revisi", "tanggal", wajib=False),
        Kolom("tanggal_efektif", "Tanggal efektif", "tanggal"),
        Kolom("dasar_hukum", "Dasar hukum", "daftar", bantuan="Satu peraturan per baris.", paling_panjang=_BUTIR),
        Kolom(
            "kualifikasi",
            "Kualifikasi pelaksana",
            "daftar",
            bantuan="Satu per baris. Contoh: memahami tata naskah dinas",
        ),
        Kolom(
            "keterkaitan", "Keterkaitan", "daftar", wajib=False, bantuan="SOP lain yang berhubungan, satu per baris."
        ),
        Kolom("peralatan", "Peralatan/perlengkapan", "daftar", wajib=False, bantuan="Satu per baris."),
        Kolom(
            "peringatan",
            "Peringatan",
            "teks_panjang",
            wajib=False,
            bantuan="Akibat bila SOP tidak dijalankan.",
            paling_panjang=_BUTIR,
        ),
        Kolom("pencatatan", "Pencatatan dan pendataan", "teks_panjang", wajib=False, paling_panjang=_BUTIR),
        Kolom(
            "pelaksana",
            "Pelaksana",
            "daftar",
            bantuan="Kolom bagan alir, satu jabatan per baris, paling banyak enam. Contoh: Konseptor",
            paling_panjang=60,
            paling_banyak=PELAKSANA_TERBANYAK,
        ),
        Kolom(
            "langkah",
            "Langkah",
            "baris",
            butir="Langkah",
            paling_banyak=40,
            kolom=(
                Kolom("kegiatan", "Kegiatan", "teks_panjang", paling_panjang=300),
                Kolom(
                    "pelaksana", "Pelaksana", "teks", bantuan="Tulis seperti pada daftar pelaksana.", paling_panjang=60
                ),
                Kolom("bentuk", "Simbol", "pilihan", opsi=_SIMBOL),
                Kolom(
                    "jika_tidak",
                    "Bila tidak, kembali ke langkah",
                    "bilangan",
                    wajib=False,
                    bantuan="Hanya untuk keputusan.",
                    terkecil=1,
                    terbesar=40,
                ),
                Kolom("kelengkapan", "Kelengkapan", "teks", wajib=False, paling_panjang=160),
                Kolom("waktu", "Waktu", "teks", wajib=False, bantuan="Contoh: 15 menit", paling_panjang=40),
                Kolom("keluaran", "Output", "teks", wajib=False, paling_panjang=160),
                Kolom("keterangan", "Keterangan", "teks", wajib=False, paling_panjang=160),
            ),
        ),
    ),
    syarat=(_langkah,),
    contoh="Langkah 1, Konseptor (mulai): menyusun konsep, 30 menit, keluaran: konsep naskah.",
    keterangan="Lembar identitas dan bagan alir langkah demi langkah sebuah pekerjaan yang berulang. Dicetak melebar.",
)

DAFTAR_HADIR: Final = Jenis(
    "daftar_hadir",
    "Daftar Hadir",
    "F",
    "DH-{opd}",
    "{klasifikasi}/{urut}/DH/{unit}/{tahun}",
    kelompok="lainnya",
    bertujuan=False,
    bertembusan=False,
    isi="tanpa",
    judul=_hal_hadir,
    label_hal="",
    kode_usulan=("000.8.3.1", "000.1.5"),
    ikon="users",
    kolom=(
        Kolom(
            "kegiatan", "Kegiatan", "teks", bantuan="Contoh: Rapat Pembahasan Peta Proses Bisnis", paling_panjang=200
        ),
        Kolom("tanggal_kegiatan", "Tanggal", "tanggal", bantuan="Hari dihitung sendiri dari tanggal."),
        Kolom("mulai", "Mulai pukul", "waktu"),
        Kolom("selesai", "Selesai pukul", "waktu", wajib=False, bantuan="Kosong berarti sampai selesai."),
        Kolom("tempat_kegiatan", "Tempat", "teks", bantuan="Contoh: Ruang Rapat Kirana, Balai Kota"),
        Kolom(
            "peserta",
            "Peserta",
            "baris",
            wajib=False,
            butir="Peserta",
            paling_banyak=200,
            bantuan="Boleh dikosongkan; namanya lalu ditulis tangan.",
            kolom=(
                Kolom("nama", "Nama", "teks", paling_panjang=160),
                Kolom("nip", "NIP", "teks", wajib=False, paling_panjang=30),
                Kolom("jabatan", "Jabatan", "teks", wajib=False, paling_panjang=160),
                Kolom("instansi", "Instansi", "teks", wajib=False, paling_panjang=160),
            ),
        ),
        Kolom(
            "baris_kosong",
            "Baris kosong",
            "bilangan",
            wajib=False,
            bantuan="Baris untuk ditulis tangan sesudah nama di atas.",
            terbesar=200,
        ),
    ),
    contoh="Kegiatan: Rapat Pembahasan Peta Proses Bisnis, 7 Mei 2026, pukul 09.00 WIB s.d. selesai, 20 baris kosong.",
    keterangan="Tabel peserta dengan kolom tanda tangan ganjil dan genap; nama boleh sudah terisi atau kosong.",
)

RADIOGRAM: Final = Jenis(
    "radiogram",
    "Radiogram",
    "F",
    "RDG-{opd}",
    "{klasifikasi}/{urut}/RDG/{unit}/{tahun}",
    bertujuan=True,
    label_isi="Isi berita",
    berwenang=wewenang.PIMPINAN,
    kode_usulan=("000.8.3.1",),
    ikon="send",
    contoh="SEHUBUNGAN DENGAN SIAGA BANJIR KMA DIMINTA SDR MENYIAPKAN POSKO TTK DUM TTK",
    keterangan="Berita singkat bergaya telegram. Isi dicetak huruf kapital; tanda baca boleh ditulis KMA, TTK, dan DUM.",
)

JENIS: Final = (SPD, SOP, DAFTAR_HADIR, RADIOGRAM)
