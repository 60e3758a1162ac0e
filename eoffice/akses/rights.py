"""The table of rights: which relation to a thing allows which action, and how far a relation reaches by sifat."""

import enum
from collections.abc import Iterable
from typing import Final

from eoffice.akses.verdict import YES, Verdict, no


class Sifat(enum.StrEnum):
    """Who may read. Not to be confused with urgensi, which says how fast."""

    BIASA = "biasa"
    TERBATAS = "terbatas"
    RAHASIA = "rahasia"
    SANGAT_RAHASIA = "sangat_rahasia"


#: What is shown and printed only with the name of whoever reads it (OTR-08).
RAHASIA: Final = frozenset({Sifat.RAHASIA, Sifat.SANGAT_RAHASIA})


class Relation(enum.StrEnum):
    """How an actor stands to a thing."""

    SIAPA_PUN = "siapa_pun"  # anyone signed in
    KONSEPTOR = "konseptor"
    TURN = "turn"  # the paraf whose turn it is
    PEMARAF = "pemaraf"  # asked for a paraf, at any time
    PENANDATANGAN = "penandatangan"
    PENANDA_LAIN = "penanda_lain"  # signs after the first signer
    UNIT = "unit"  # a member of the owning unit, or its head
    TU = "tu"
    ARSIPARIS = "arsiparis"
    ALAMAT = "alamat"  # the jabatan the record is addressed to
    PEMBERI = "pemberi"  # gave this disposisi
    ATASAN = "atasan"  # was told that a part is late
    PENERIMA = "penerima"  # received this disposisi, or one in its chain
    PEMANTAU = "pemantau"
    PIMPINAN_OPD = "pimpinan_opd"
    SEKRETARIS_OPD = "sekretaris_opd"  # heads the sekretariat of the perangkat daerah
    ADMIN_SISTEM = "admin_sistem"
    PENELITI = "peneliti"  # screens for the leader: sekretaris of the perangkat daerah
    OPERATOR = "operator"  # acts in the own name a.n. a jabatan, by its mandate
    PANITIA = "panitia"  # a member of the panitia that assesses a case of penyusutan
    SAKSI = "saksi"  # witnesses what is carried out
    UNIT_KEARSIPAN = "unit_kearsipan"  # keeps the instruments of the archive for the whole city
    PIMPINAN_UNIT = "pimpinan_unit"  # heads the owning unit, or its perangkat daerah
    KUSTODI = "kustodi"  # belongs to the unit that keeps it since it was moved there
    ATASAN_PEMINJAM = "atasan_peminjam"  # directly above the head who asks for the own office's restricted paper
    DIBERI_AKSES = "diberi_akses"  # asked to read this one record and was let, for a while


class Action(enum.StrEnum):
    """Everything that a route can ask for; each needs a row in RIGHTS."""

    BERANDA = "beranda"
    DAFTAR_KERJA = "daftar_kerja"
    # naskah
    BUAT = "buat"
    BACA = "baca"
    UBAH = "ubah"
    AJUKAN = "ajukan"
    PARAF = "paraf"
    KEMBALIKAN = "kembalikan"
    TOLAK = "tolak"
    BATALKAN = "batalkan"
    TARIK = "tarik"
    TANDATANGANI = "tandatangani"
    TTD_BASAH = "ttd_basah"
    PINDAI = "pindai"
    KIRIM = "kirim"
    BERKASKAN = "berkaskan"
    KOREKSI = "koreksi"
    KOMENTARI = "komentari"
    PAKAI_TEMPLAT = "pakai_templat"
    KELOLA_TEMPLAT = "kelola_templat"
    # surat masuk
    REGISTRASI = "registrasi"
    BACA_SURAT = "baca_surat"
    ARAHKAN = "arahkan"
    DISPOSISIKAN = "disposisikan"
    BACA_SAJA = "baca_saja"
    SELESAIKAN = "selesaikan"
    BUKA_LAGI = "buka_lagi"
    BERKASKAN_SURAT = "berkaskan_surat"
    ALIHKAN = "alihkan"
    TERUSKAN = "teruskan"
    TEMPATKAN = "tempatkan"
    BUKA_SAMPUL = "buka_sampul"
    SERAHKAN = "serahkan"
    # disposisi
    DISPOSISI_LANJUTAN = "disposisi_lanjutan"
    TARIK_DISPOSISI = "tarik_disposisi"
    UBAH_DISPOSISI = "ubah_disposisi"
    TOLAK_DISPOSISI = "tolak_disposisi"
    ALIHKAN_DISPOSISI = "alihkan_disposisi"
    ATUR_DISPOSISI = "atur_disposisi"
    TINDAK_LANJUTI = "tindak_lanjuti"
    TERIMA_LAPORAN = "terima_laporan"
    KEMBALIKAN_LAPORAN = "kembalikan_laporan"
    MINTA_HENTI = "minta_henti"
    HENTIKAN_JAM = "hentikan_jam"
    LANJUTKAN_JAM = "lanjutkan_jam"
    INGATKAN = "ingatkan"
    # agenda
    BACA_AGENDA = "baca_agenda"
    UBAH_AGENDA = "ubah_agenda"
    # arsip
    CARI = "cari"
    BACA_BERKAS = "baca_berkas"
    KELOLA_BERKAS = "kelola_berkas"
    BACA_IMPOR = "baca_impor"
    KELUARKAN = "keluarkan"
    KELOLA_KLASIFIKASI = "kelola_klasifikasi"
    KELOLA_JRA = "kelola_jra"
    TAHAN_HUKUM = "tahan_hukum"
    LEPAS_TAHAN = "lepas_tahan"
    TETAPKAN_KATEGORI = "tetapkan_kategori"
    LEPAS_KATEGORI = "lepas_kategori"
    USUL_PINDAH = "usul_pindah"
    VERIFIKASI_PINDAH = "verifikasi_pindah"
    # penyusutan
    BACA_SUSUT = "baca_susut"
    KELOLA_SUSUT = "kelola_susut"
    NILAI_SUSUT = "nilai_susut"
    SETUJUI_SUSUT = "setujui_susut"
    LAKSANAKAN_SUSUT = "laksanakan_susut"
    TERIMA_SUSUT = "terima_susut"
    MINTA_AKSES = "minta_akses"
    PUTUS_AKSES = "putus_akses"
    PINJAM_ARSIP = "pinjam_arsip"
    PUTUS_PINJAM = "putus_pinjam"
    KELOLA_PINJAM = "kelola_pinjam"
    LIHAT_PEMBUKA = "lihat_pembuka"
    NAIKKAN_SIFAT = "naikkan_sifat"
    TURUNKAN_SIFAT = "turunkan_sifat"
    # laporan
    LAPORAN_OPD = "laporan_opd"
    LAPORAN_KOTA = "laporan_kota"
    TETAPKAN_SASARAN = "tetapkan_sasaran"
    TUNDA_PERINGATAN = "tunda_peringatan"
    TETAPKAN_PARAMETER = "tetapkan_parameter"
    USUL_PARAMETER = "usul_parameter"
    CATAT_PERSEDIAAN = "catat_persediaan"
    NYATAKAN_KERTAS = "nyatakan_kertas"
    ANTREAN_UNIT = "antrean_unit"
    LAPORAN_SIMPAN = "laporan_simpan"
    BUKU_REGISTER = "buku_register"
    BUKTI_PENILAIAN = "bukti_penilaian"
    TETAPKAN_KALENDER = "tetapkan_kalender"
    ATUR_TENGGAT = "atur_tenggat"
    TUTUP_BUKU = "tutup_buku"
    ATUR_LAPORAN = "atur_laporan"
    # who stands in for whom
    PERWAKILAN = "perwakilan"
    TUNJUK_WAKIL = "tunjuk_wakil"
    BERI_MANDAT = "beri_mandat"
    ALIHKAN_SURAT = "alihkan_surat"
    MUTASIKAN = "mutasikan"
    # akun and system
    AKUN_SENDIRI = "akun_sendiri"
    KELOLA_PENGGUNA = "kelola_pengguna"
    KELOLA_ORGANISASI = "kelola_organisasi"
    KEADAAN_SISTEM = "keadaan_sistem"
    KELOLA_KANAL = "kelola_kanal"
    ATUR_NASKAH = "atur_naskah"


A, R = Action, Relation

RIGHTS: Final[dict[Action, frozenset[Relation]]] = {
    A.BERANDA: frozenset({R.SIAPA_PUN}),
    A.DAFTAR_KERJA: frozenset({R.SIAPA_PUN}),
    A.BUAT: frozenset({R.SIAPA_PUN}),
    A.BACA: frozenset(
        {
            R.KONSEPTOR,
            R.PEMARAF,
            R.PENANDATANGAN,
            R.PENANDA_LAIN,
            R.UNIT,
            R.TU,
            R.ARSIPARIS,
            R.KUSTODI,
            R.OPERATOR,
            R.DIBERI_AKSES,
            R.PANITIA,
        }
    ),
    A.UBAH: frozenset({R.KONSEPTOR, R.TURN}),
    A.AJUKAN: frozenset({R.KONSEPTOR}),
    A.PARAF: frozenset({R.TURN}),
    A.KEMBALIKAN: frozenset({R.TURN, R.PENANDATANGAN}),
    A.TOLAK: frozenset({R.TURN, R.PENANDATANGAN, R.PENANDA_LAIN}),
    A.BATALKAN: frozenset({R.KONSEPTOR}),
    A.TARIK: frozenset({R.KONSEPTOR, R.PEMARAF}),
    A.TANDATANGANI: frozenset({R.PENANDATANGAN, R.PENANDA_LAIN}),
    A.TTD_BASAH: frozenset({R.PENANDATANGAN}),
    A.PINDAI: frozenset({R.TU, R.PENANDATANGAN}),
    A.KIRIM: frozenset({R.TU, R.KONSEPTOR, R.PENANDATANGAN, R.OPERATOR}),
    A.BERKASKAN: frozenset({R.ARSIPARIS, R.PENANDATANGAN}),
    A.KOREKSI: frozenset({R.KONSEPTOR, R.PEMARAF, R.PENANDATANGAN, R.UNIT, R.TU}),
    A.KOMENTARI: frozenset({R.KONSEPTOR, R.PEMARAF, R.PENANDATANGAN, R.PENANDA_LAIN}),
    A.PAKAI_TEMPLAT: frozenset({R.SIAPA_PUN}),
    A.KELOLA_TEMPLAT: frozenset({R.KONSEPTOR, R.TU, R.PEMANTAU, R.ADMIN_SISTEM}),
    A.REGISTRASI: frozenset({R.TU, R.OPERATOR}),
    A.BACA_SURAT: frozenset(
        {R.ALAMAT, R.PENERIMA, R.TU, R.ARSIPARIS, R.KUSTODI, R.OPERATOR, R.DIBERI_AKSES, R.PANITIA}
    ),
    A.ARAHKAN: frozenset({R.TU, R.PENELITI, R.OPERATOR}),
    A.DISPOSISIKAN: frozenset({R.ALAMAT}),
    A.BACA_SAJA: frozenset({R.ALAMAT}),
    A.SELESAIKAN: frozenset({R.ALAMAT}),
    A.BUKA_LAGI: frozenset({R.ALAMAT}),
    A.BERKASKAN_SURAT: frozenset({R.ARSIPARIS, R.ALAMAT}),
    A.ALIHKAN: frozenset({R.TU}),
    A.TERUSKAN: frozenset({R.TU}),
    A.TEMPATKAN: frozenset({R.TU, R.ARSIPARIS}),
    A.BUKA_SAMPUL: frozenset({R.ALAMAT}),
    A.SERAHKAN: frozenset({R.TU}),
    A.DISPOSISI_LANJUTAN: frozenset({R.PENERIMA}),
    A.TARIK_DISPOSISI: frozenset({R.PEMBERI}),
    A.UBAH_DISPOSISI: frozenset({R.PEMBERI}),
    A.TOLAK_DISPOSISI: frozenset({R.PENERIMA}),
    A.ALIHKAN_DISPOSISI: frozenset({R.PEMBERI}),
    A.ATUR_DISPOSISI: frozenset({R.PIMPINAN_OPD, R.SEKRETARIS_OPD}),
    A.TINDAK_LANJUTI: frozenset({R.PENERIMA}),
    A.TERIMA_LAPORAN: frozenset({R.PEMBERI}),
    A.KEMBALIKAN_LAPORAN: frozenset({R.PEMBERI}),
    A.MINTA_HENTI: frozenset({R.PENERIMA}),
    A.HENTIKAN_JAM: frozenset({R.PEMBERI, R.ALAMAT}),
    A.LANJUTKAN_JAM: frozenset({R.PENERIMA, R.PEMBERI, R.ALAMAT}),
    A.INGATKAN: frozenset({R.PEMBERI, R.ATASAN}),
    A.BACA_AGENDA: frozenset({R.ALAMAT, R.TU, R.SEKRETARIS_OPD, R.OPERATOR}),
    A.UBAH_AGENDA: frozenset({R.ALAMAT, R.TU, R.SEKRETARIS_OPD, R.OPERATOR}),
    A.CARI: frozenset({R.SIAPA_PUN}),
    A.BACA_BERKAS: frozenset({R.ARSIPARIS, R.PIMPINAN_OPD, R.SEKRETARIS_OPD, R.UNIT, R.KUSTODI, R.PANITIA}),
    A.KELOLA_BERKAS: frozenset({R.ARSIPARIS}),
    A.BACA_IMPOR: frozenset({R.UNIT, R.TU, R.ARSIPARIS, R.KUSTODI, R.ALAMAT, R.DIBERI_AKSES, R.PANITIA}),
    A.KELUARKAN: frozenset({R.ARSIPARIS}),
    A.KELOLA_KLASIFIKASI: frozenset({R.UNIT_KEARSIPAN}),
    A.KELOLA_JRA: frozenset({R.UNIT_KEARSIPAN}),
    A.TAHAN_HUKUM: frozenset({R.ARSIPARIS, R.PIMPINAN_OPD, R.UNIT_KEARSIPAN}),
    # Whoever holds and whoever releases are two people: the one who keeps the berkas cannot let it go alone.
    A.LEPAS_TAHAN: frozenset({R.PIMPINAN_OPD, R.SEKRETARIS_OPD, R.UNIT_KEARSIPAN}),
    A.TETAPKAN_KATEGORI: frozenset({R.ARSIPARIS}),
    A.LEPAS_KATEGORI: frozenset({R.PIMPINAN_OPD, R.SEKRETARIS_OPD}),
    A.USUL_PINDAH: frozenset({R.ARSIPARIS, R.PIMPINAN_UNIT}),
    A.VERIFIKASI_PINDAH: frozenset({R.ARSIPARIS, R.SEKRETARIS_OPD}),
    A.BACA_SUSUT: frozenset(
        {R.ARSIPARIS, R.PIMPINAN_OPD, R.PANITIA, R.SAKSI, R.PENANDATANGAN, R.PENERIMA, R.UNIT_KEARSIPAN}
    ),
    A.KELOLA_SUSUT: frozenset({R.ARSIPARIS}),
    A.NILAI_SUSUT: frozenset({R.PANITIA}),
    A.SETUJUI_SUSUT: frozenset({R.PENANDATANGAN, R.PENERIMA}),
    A.LAKSANAKAN_SUSUT: frozenset({R.ARSIPARIS, R.PANITIA}),
    A.TERIMA_SUSUT: frozenset({R.PENERIMA}),
    A.MINTA_AKSES: frozenset({R.SIAPA_PUN}),
    A.PUTUS_AKSES: frozenset({R.ARSIPARIS, R.PIMPINAN_OPD, R.PENANDATANGAN, R.ALAMAT}),
    A.PINJAM_ARSIP: frozenset({R.SIAPA_PUN}),
    A.PUTUS_PINJAM: frozenset({R.ARSIPARIS, R.PIMPINAN_OPD, R.ATASAN_PEMINJAM}),
    A.KELOLA_PINJAM: frozenset({R.ARSIPARIS}),
    A.LIHAT_PEMBUKA: frozenset({R.KONSEPTOR, R.PENANDATANGAN, R.ALAMAT, R.ARSIPARIS, R.PIMPINAN_OPD}),
    A.NAIKKAN_SIFAT: frozenset({R.KONSEPTOR, R.PENANDATANGAN, R.ALAMAT, R.TU, R.ARSIPARIS}),
    A.TURUNKAN_SIFAT: frozenset({R.PENANDATANGAN, R.ALAMAT, R.PIMPINAN_UNIT}),
    A.LAPORAN_OPD: frozenset({R.PIMPINAN_OPD, R.SEKRETARIS_OPD, R.TU, R.ARSIPARIS, R.PEMANTAU}),
    A.LAPORAN_KOTA: frozenset({R.PEMANTAU}),
    A.TETAPKAN_SASARAN: frozenset({R.PEMANTAU, R.ADMIN_SISTEM}),
    A.TUNDA_PERINGATAN: frozenset({R.PIMPINAN_OPD, R.PEMANTAU}),
    A.TETAPKAN_PARAMETER: frozenset({R.PEMANTAU}),
    A.USUL_PARAMETER: frozenset({R.PIMPINAN_OPD, R.SEKRETARIS_OPD, R.TU}),
    A.CATAT_PERSEDIAAN: frozenset({R.PIMPINAN_OPD, R.SEKRETARIS_OPD, R.TU, R.PEMANTAU}),
    A.NYATAKAN_KERTAS: frozenset({R.PIMPINAN_OPD, R.SEKRETARIS_OPD}),
    A.ANTREAN_UNIT: frozenset({R.UNIT, R.PIMPINAN_OPD, R.TU, R.ARSIPARIS, R.PEMANTAU}),
    A.LAPORAN_SIMPAN: frozenset({R.PEMANTAU, R.ADMIN_SISTEM}),
    A.BUKU_REGISTER: frozenset({R.TU, R.ARSIPARIS}),
    A.BUKTI_PENILAIAN: frozenset({R.PEMANTAU, R.ARSIPARIS}),
    A.TETAPKAN_KALENDER: frozenset({R.PEMANTAU, R.ADMIN_SISTEM}),
    A.ATUR_TENGGAT: frozenset({R.PEMANTAU, R.ADMIN_SISTEM}),
    A.TUTUP_BUKU: frozenset({R.PEMANTAU}),
    A.ATUR_LAPORAN: frozenset({R.PEMANTAU, R.ADMIN_SISTEM}),
    A.PERWAKILAN: frozenset({R.SIAPA_PUN}),
    A.TUNJUK_WAKIL: frozenset({R.ALAMAT, R.SEKRETARIS_OPD, R.ADMIN_SISTEM}),
    A.BERI_MANDAT: frozenset({R.ALAMAT}),
    A.ALIHKAN_SURAT: frozenset({R.ALAMAT, R.SEKRETARIS_OPD, R.ADMIN_SISTEM}),
    A.MUTASIKAN: frozenset({R.ADMIN_SISTEM}),
    A.AKUN_SENDIRI: frozenset({R.SIAPA_PUN}),
    A.KELOLA_PENGGUNA: frozenset({R.ADMIN_SISTEM}),
    A.KELOLA_ORGANISASI: frozenset({R.ADMIN_SISTEM}),
    A.KEADAAN_SISTEM: frozenset({R.ADMIN_SISTEM}),
    A.KELOLA_KANAL: frozenset({R.ADMIN_SISTEM}),
    A.ATUR_NASKAH: frozenset({R.ADMIN_SISTEM}),
}

_ALL: Final = frozenset(Sifat)

#: How far a relation reaches: a unit, its TU and its arsiparis never reach Rahasia by being there (OTR-08).
REACH: Final[dict[Relation, frozenset[Sifat]]] = {
    **dict.fromkeys(Relation, _ALL),
    R.UNIT: frozenset({Sifat.BIASA}),
    R.KUSTODI: frozenset({Sifat.BIASA}),
    R.TU: frozenset({Sifat.BIASA, Sifat.TERBATAS}),
    R.PENELITI: frozenset({Sifat.BIASA, Sifat.TERBATAS}),
    R.ARSIPARIS: frozenset({Sifat.BIASA, Sifat.TERBATAS}),
    R.PIMPINAN_OPD: frozenset({Sifat.BIASA, Sifat.TERBATAS}),
    R.PANITIA: frozenset({Sifat.BIASA, Sifat.TERBATAS}),
}

#: Relations that open a single record for a while only; what is read by them alone is always written down (AUD-01).
SEMENTARA: Final = frozenset({R.DIBERI_AKSES, R.PANITIA})


def for_now(relations: frozenset[Relation]) -> bool:
    """Whether nothing but a relation for a while opens it."""
    return bool(relations) and relations <= SEMENTARA


def left_to_arsiparis(relations: frozenset[Relation], sifat: Sifat) -> bool:
    """Whether filing is not for this actor: what an arsiparis may read, only an arsiparis files (OTR-08)."""
    return sifat in REACH[R.ARSIPARIS] and R.ARSIPARIS not in relations


def decide(action: Action, relations: frozenset[Relation], sifat: Sifat = Sifat.BIASA) -> Verdict:
    """Whether any of the relations, as far as it reaches for this sifat, allows the action."""
    able = {r for r in relations if sifat in REACH[r]} & RIGHTS[action]
    return YES if able else no("Tindakan ini bukan kewenangan jabatan Anda.")


SEBUTAN: Final[dict[Relation, str]] = {
    R.KONSEPTOR: "konseptornya",
    R.TURN: "pemaraf yang sedang ditunggu",
    R.PEMARAF: "pemarafnya",
    R.PENANDATANGAN: "penandatangannya",
    R.PENANDA_LAIN: "penandatangan lainnya",
    R.UNIT: "pimpinan atau anggota unitnya",
    R.TU: "tata usaha",
    R.ARSIPARIS: "arsiparis",
    R.ALAMAT: "pejabat yang dituju",
    R.PEMBERI: "pemberi disposisinya",
    R.ATASAN: "atasan yang diberi tahu",
    R.PENERIMA: "penerima disposisinya",
    R.PEMANTAU: "pemantau seluruh kota",
    R.PIMPINAN_OPD: "kepala perangkat daerahnya",
    R.SEKRETARIS_OPD: "sekretaris perangkat daerahnya",
    R.ADMIN_SISTEM: "administrator sistem",
    R.PENELITI: "peneliti suratnya",
    R.OPERATOR: "operator yang diberi mandat",
    R.PANITIA: "anggota panitia penilai arsip",
    R.SAKSI: "saksi",
    R.UNIT_KEARSIPAN: "unit kearsipan kota",
    R.PIMPINAN_UNIT: "kepala unit pemiliknya",
    R.KUSTODI: "unit kearsipan yang menyimpannya",
    R.ATASAN_PEMINJAM: "atasan langsung kepala perangkat daerah yang meminjamnya",
    R.DIBERI_AKSES: "orang yang permintaan aksesnya disetujui",
}
"""How people call those who stand in a relation."""


def siapa(actions: Iterable[enum.StrEnum]) -> str:
    """Who may do one of these, as the table of rights says it; "" when everybody may."""
    held = frozenset().union(*(RIGHTS[Action(each)] for each in actions))
    names = [SEBUTAN[each] for each in Relation if each in held and each in SEBUTAN]
    if R.SIAPA_PUN in held or not names:
        return ""
    return " atau ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
