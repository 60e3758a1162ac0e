"""The people a newcomer can sign in as, with names that are easy to remember."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Pemeran:
    """One sign-in of the sample city: `untuk` says in a few words what there is to do."""

    akun: str
    sebutan: str
    jabatan_kode: str
    untuk: str


#: Who witnesses a pemusnahan, by kode: Kepala Bagian Hukum and the Inspektur. No naskah of the plan waits for the signature
#: of either, but the berita acara does.
SAKSI: Final = ("10.1.3", "13")
#: Who approves and receives a penyerahan, the head of the lembaga kearsipan; of that signature the same is true.
LEMBAGA_KEARSIPAN: Final = "35"

PEMERAN: Final = (
    Pemeran("walikota", "Wali Kota", "01", "menandatangani dan mendisposisi surat masuk kota"),
    Pemeran("sekda", "Sekretaris Daerah", "10", "menandatangani, mendisposisi, memantau seluruh kota"),
    Pemeran("asisten3", "Asisten Administrasi Umum", "10.3", "memaraf dan meneruskan disposisi Sekda"),
    Pemeran("kabag.hukum", "Kepala Bagian Hukum", "10.1.3", "memaraf setiap rancangan keputusan dan peraturan"),
    Pemeran("inspektur", "Inspektur Daerah", "13", "menyaksikan pemusnahan arsip, memeriksa atas izin"),
    Pemeran("kabag.organisasi", "Kepala Bagian Organisasi", "10.3.1", "memaraf dan membagi disposisi"),
    Pemeran("staf.organisasi", "Staf Bagian Organisasi", "10.3.1-S1", "menyusun konsep dan melaporkan tindak lanjut"),
    Pemeran("tu.setda", "Tata Usaha Setda", "10.3.2.1-TU", "mencatat surat masuk dan mengirim surat keluar"),
    Pemeran("arsiparis.setda", "Arsiparis Setda", "10.3.2.1-AR", "memberkaskan dan mencari arsip"),
    Pemeran("kadis.kominfo", "Kepala Dinas Kominfo", "31", "menandatangani dan mendisposisi surat dinas"),
    Pemeran("sekretaris.kominfo", "Sekretaris Dinas Kominfo", "31.1", "memaraf dan membagi disposisi"),
    Pemeran("kabid.aplikasi", "Kepala Bidang Aplikasi Informatika", "31.3", "memaraf dan membagi disposisi"),
    Pemeran("kasubbag.kominfo", "Kasubbag Umum Kominfo", "31.1.1", "memaraf dan melaporkan tindak lanjut"),
    Pemeran("staf.kominfo", "Staf Bidang Aplikasi", "31.3-S1", "menyusun konsep dan melaporkan tindak lanjut"),
    Pemeran("tu.kominfo", "Tata Usaha Kominfo", "31.1.1-TU", "mencatat surat masuk dan mengirim surat keluar"),
    Pemeran("arsiparis.kominfo", "Arsiparis Kominfo", "31.1.1-AR", "memberkaskan dan mencari arsip"),
    Pemeran("kadis.arsip", "Kepala Dinas Kearsipan", LEMBAGA_KEARSIPAN, "menyetujui dan menerima penyerahan arsip"),
    Pemeran("sekretaris.arsip", "Sekretaris Dinas Kearsipan", "35.1", "memaraf surat persetujuan penyerahan"),
    Pemeran("kasubbag.arsip", "Kasubbag Umum Kearsipan", "35.1.1", "memaraf surat persetujuan penyerahan"),
    Pemeran("arsiparis.kota", "Arsiparis Dinas Kearsipan", "35.1.1-AR", "memeriksa arsip yang diserahkan"),
    Pemeran("admin", "Administrator Sistem", "31.3-ADM", "mengelola pengguna dan melihat keadaan sistem"),
)
