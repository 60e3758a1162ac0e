"""One function per use case of a naskah; each is permitted, changed, recorded, told, or did not happen."""

from eoffice.naskah.actions.barisan import hentikan_semua, luncurkan, siapkan_lari
from eoffice.naskah.actions.basah import cetak_basah, terima_pindaian
from eoffice.naskah.actions.beruntun import (
    kembalikan_butir,
    lewati,
    lihat_halaman,
    minta_henti,
    mulai_daftar,
    sajikan_halaman,
    setujui,
)
from eoffice.naskah.actions.hasil import periksa_hasil
from eoffice.naskah.actions.ketikan import choose, office
from eoffice.naskah.actions.kirim import berkaskan, catat_pengiriman, keluarkan, kirim
from eoffice.naskah.actions.komentar import KomentarBaru, balas, komentari, selesaikan_komentar
from eoffice.naskah.actions.konsep import Isian, PenerimaBaru, buat, simpan
from eoffice.naskah.actions.lampiran import hapus_lampiran, ketik_lampiran, lampirkan, tulisan, urutkan_lampiran
from eoffice.naskah.actions.pemeriksa import propose_route, set_route
from eoffice.naskah.actions.pencabutan import (
    Permintaan,
    berlakukan_koreksi,
    buat_koreksi,
    klaim_koreksi,
    kurang_koreksi,
    sebutan,
)
from eoffice.naskah.actions.rute import ajukan, batalkan, kembalikan, missing, paraf, tarik, tolak, ubah_saat_periksa
from eoffice.naskah.actions.salinan import catat_buka, catat_cetak, catat_unduh, catat_unduh_lampiran
from eoffice.naskah.actions.serah import serahkan
from eoffice.naskah.actions.sewa import LAMA_DENYUT, ambil_alih, lepas, pegang, tidak_direbut
from eoffice.naskah.actions.simpanan import (
    ambil_isi,
    buang_titipan,
    pulihkan_versi,
    simpan_bila_lama,
    simpan_keadaan,
    titipkan,
)
from eoffice.naskah.actions.step import same_version
from eoffice.naskah.actions.tandatangan import pulihkan, tandatangani, with_lampiran
from eoffice.naskah.actions.templat import (
    TemplatBaru,
    arsipkan_templat,
    buat_templat,
    hapus_frasa,
    pakai_templat,
    tambah_frasa,
    ubah_templat,
)
from eoffice.naskah.actions.temuan import abaikan, hitung_lagi, perbaiki, urungkan
from eoffice.naskah.actions.terbaca import baca_lampiran
from eoffice.naskah.actions.tiru import tiru

__all__ = [
    "LAMA_DENYUT",
    "Isian",
    "KomentarBaru",
    "PenerimaBaru",
    "Permintaan",
    "TemplatBaru",
    "abaikan",
    "ajukan",
    "ambil_alih",
    "ambil_isi",
    "arsipkan_templat",
    "baca_lampiran",
    "balas",
    "batalkan",
    "berkaskan",
    "berlakukan_koreksi",
    "buang_titipan",
    "buat",
    "buat_koreksi",
    "buat_templat",
    "catat_buka",
    "catat_cetak",
    "catat_pengiriman",
    "catat_unduh",
    "catat_unduh_lampiran",
    "cetak_basah",
    "choose",
    "hapus_frasa",
    "hapus_lampiran",
    "hentikan_semua",
    "hitung_lagi",
    "keluarkan",
    "kembalikan",
    "kembalikan_butir",
    "ketik_lampiran",
    "kirim",
    "klaim_koreksi",
    "komentari",
    "kurang_koreksi",
    "lampirkan",
    "lepas",
    "lewati",
    "lihat_halaman",
    "luncurkan",
    "minta_henti",
    "missing",
    "mulai_daftar",
    "office",
    "pakai_templat",
    "paraf",
    "pegang",
    "perbaiki",
    "periksa_hasil",
    "propose_route",
    "pulihkan",
    "pulihkan_versi",
    "sajikan_halaman",
    "same_version",
    "sebutan",
    "selesaikan_komentar",
    "serahkan",
    "set_route",
    "setujui",
    "siapkan_lari",
    "simpan",
    "simpan_bila_lama",
    "simpan_keadaan",
    "tambah_frasa",
    "tandatangani",
    "tarik",
    "terima_pindaian",
    "tidak_direbut",
    "tiru",
    "titipkan",
    "tolak",
    "tulisan",
    "ubah_saat_periksa",
    "ubah_templat",
    "urungkan",
    "urutkan_lampiran",
    "with_lampiran",
]
