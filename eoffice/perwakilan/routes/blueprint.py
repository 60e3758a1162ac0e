"""The blueprint, the words of its pages, and the password that is asked again before rights change."""

from typing import Final

from flask import Blueprint

from eoffice.akses.actor import HakOperator
from eoffice.akses.rights import Sifat
from eoffice.akun import actions as akun
from eoffice.errors import Conflict
from eoffice.organisasi.models import Jabatan
from eoffice.organisasi.states import CaraAlih, JenisPenugasan, KeadaanWakil, SebabPergi
from eoffice.perwakilan import queries
from eoffice.web.access import current_actor
from eoffice.web.answers import number
from eoffice.web.session import release, services, session

routes = Blueprint("perwakilan", __name__)

LABEL_BENTUK: Final = {
    JenisPenugasan.PLH: "Plh. – pejabatnya ada tetapi berhalangan",
    JenisPenugasan.PLT: "Plt. – jabatannya lowong",
    JenisPenugasan.PJ: "Pj. – kepala daerah lowong, ditunjuk pemerintah pusat",
}
LABEL_SEBAB: Final = {
    SebabPergi.CUTI: "Cuti",
    SebabPergi.DINAS_LUAR: "Dinas luar",
    SebabPergi.SAKIT: "Sakit",
    SebabPergi.LOWONG: "Jabatan lowong",
    SebabPergi.LAIN: "Berhalangan lain",
}
LABEL_CARA: Final = {
    CaraAlih.PINDAH: "Pindahkan – pekerjaan baru menjadi tugas jabatan itu; Anda tetap dapat membacanya",
    CaraAlih.SALIN: "Salin – tetap untuk Anda, dan jabatan itu ikut membaca",
}
LABEL_HAK: Final = {
    HakOperator.BACA: "Membaca dan mencetak surat masuk",
    HakOperator.CATAT: "Mencatat (registrasi) surat yang tiba",
    HakOperator.SIAPKAN_DISPOSISI: "Menyiapkan disposisi untuk dikonfirmasi pimpinan",
    HakOperator.KIRIM: "Mengirim naskah yang sudah ditandatangani",
    HakOperator.AGENDA: "Mengatur agenda",
}
LABEL_SIFAT: Final = {
    Sifat.BIASA: "Biasa",
    Sifat.TERBATAS: "Terbatas",
    Sifat.RAHASIA: "Rahasia (hanya operator yang ditunjuk dengan tegas)",
}
KEADAAN: Final = {
    KeadaanWakil.BERLAKU: ("berlaku", "ok"),
    KeadaanWakil.AKAN: ("akan datang", "info"),
    KeadaanWakil.SELESAI: ("selesai", ""),
    KeadaanWakil.DICABUT: ("dicabut", ""),
}


def asked_post() -> Jabatan:
    """The jabatan that a form is opened for, else the actor's own. Raises NotFound."""
    return queries.jabatan(session(), number("jabatan") or current_actor().jabatan_id)


def confirm(typed: str, *, untuk: str) -> None:
    """Ask for the actor's own password once more, while nothing is locked (AUT-12). Raises Invalid."""
    release()
    parts = services()
    akun.pastikan_sandi(
        parts.engine, parts.hasher, current_actor(), typed, untuk=untuk, kolom="sandi", nama="Sandi Anda"
    )


def same_version(now: int, versi: int) -> None:
    """Refuse a button that was made from an older row (TRX-02). Raises Conflict."""
    if now != versi:
        raise Conflict("Catatan ini sudah berubah sejak Anda membukanya. Muat ulang, lalu ulangi bila masih perlu.")
