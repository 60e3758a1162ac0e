"""The signer behind the port whose key lies at BSrE: asked once, answered at most once, never asked again by itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.audit import actions as audit
from eoffice.db import transaction
from eoffice.errors import Conflict, EofficeError, Unavailable
from eoffice.titik import titik
from eoffice.tte import authority
from eoffice.tte.bsre import baca, identitas, jawaban, upaya
from eoffice.tte.bsre.client import Hasil
from eoffice.tte.bsre.galat import Galat, Hilang, TidakTerkirim
from eoffice.tte.bsre.hubungan import Hubungan
from eoffice.tte.bsre.identitas import Nik
from eoffice.tte.bsre.jawaban import TidakSah
from eoffice.tte.bsre.transport import Rahasia
from eoffice.tte.models import PenandaBsre
from eoffice.tte.port import Request, Signed, Undecided
from eoffice.tte.states import CaraBsre, Penyedia, StatusBsre
from eoffice.tte.timestamp import Stamper
from eoffice.web.services import Services

BELUM_DIKETAHUI: Final = (
    "Hasil tanda tangan belum diketahui: BSrE sudah diminta, tetapi jawabannya tidak sampai. Tekan Periksa hasil pada "
    "naskahnya; kami tidak meminta tanda tangan kedua dengan sendirinya."
)
#: What is said of an answer that is not the letter, signed by this person; it is never kept as signed.
JAWABAN_SALAH: Final = {
    "orang_lain": "BSrE menjawab dengan sertifikat orang lain, jadi hasilnya tidak disimpan. Periksa NIK pada halaman "
    "Sertifikat saya, dan beri tahu Diskominfo.",
    "tanda_tangan_ganda": "BSrE membubuhkan tanda tangan lebih dari satu, jadi hasilnya tidak disimpan. Coba lagi.",
    "rantai_asing": "Tanda tangan dari BSrE tidak berantai ke penerbit yang dipercaya di sini, jadi tidak disimpan. "
    "Diskominfo perlu memeriksa EOFFICE_TTE_AKAR.",
    "bukan_bsre": "Sertifikat pada jawaban itu bukan terbitan BSrE, padahal layanannya bukan layanan uji, jadi tidak "
    "disimpan. Beri tahu Diskominfo.",
}
LAINNYA: Final = (
    "Jawaban BSrE bukan naskah ini dengan satu tanda tangan yang utuh, jadi tidak disimpan. Nomor tetap; coba tanda tangani "
    "lagi, dan bila berulang beri tahu Diskominfo."
)


@dataclass(repr=False)
class BsreSigner:
    """One person's signatures at BSrE for one session; it neither prints nor pickles itself (AUT-13)."""

    services: Services
    hubungan: Hubungan
    actor: Actor
    nama: str
    nik: Nik
    rahasia: Rahasia
    cara: CaraBsre
    roots: Sequence[str]
    stampers: Sequence[str]
    salah: Callable[[], EofficeError]
    benar: Callable[[], None]

    def __repr__(self) -> str:
        return "BsreSigner(***)"

    def __reduce__(self) -> str | tuple[Any, ...]:
        raise TypeError("a signer never leaves its process")

    @property
    def pegawai_id(self) -> int:
        """Whose signature it makes."""
        return self.actor.pegawai_id

    @property
    def penyedia(self) -> Penyedia:
        """BSrE, unless the settings say that the service is a trial one."""
        esign = self.services.settings.esign
        return Penyedia.BSRE_UJI if esign is None or esign.uji else Penyedia.BSRE

    def close(self) -> None:
        """Forget the passphrase."""
        self.rahasia.lupakan()

    def sign(self, request: Request, *, tsa: Stamper) -> Signed:
        """Ask BSrE once; its own stamp is in the answer, so `tsa` is not used.

        Raises:
            Invalid, TooMany: wrong passphrase or code. Conflict: refused, or the answer is not to be kept.
            Undecided: asked, and the outcome is unknown. Unavailable: it could not be asked.
        """
        attempt = upaya.mulai(self.services, request, actor=self.actor)
        titik("bsre_sebelum_kirim")
        try:
            self.hubungan.pemutus.jaga()
            got = self._ask(request)
        except Galat as galat:
            attempt.berakhir(galat)
            self._refuse(galat)
        titik("bsre_sesudah_jawab")
        self.benar()
        attempt.diterima(got.pdf, got.id_dokumen)
        titik("bsre_jawaban_tersimpan")
        try:
            return self.terima(request.pdf, got.pdf)
        except TidakSah as wrong:
            attempt.tidak_sah(wrong.kode)
            raise Conflict(JAWABAN_SALAH.get(wrong.kode, LAINNYA)) from None

    def _ask(self, request: Request) -> Hasil:
        """Ask; a lost answer that has a name is fetched, once (version 1)."""
        client, ref = self.hubungan.client, request.ref
        try:
            got = client.tanda_tangani(
                request.pdf,
                self.nik.isi,
                self.rahasia,
                self.cara,
                alasan=request.reason,
                tempat=request.location,
                ref=ref,
            )
        except Hilang as lost:
            self.hubungan.pemutus.hitung(lost)
            if not lost.id_dokumen:
                raise
            try:
                return Hasil(client.unduh(lost.id_dokumen, ref=ref), lost.id_dokumen)
            except Galat:
                raise lost from None  # still unknown; a person may look again by its name
        except Galat as galat:
            self.hubungan.pemutus.hitung(galat)
            raise
        self.hubungan.pemutus.hitung(None)
        return got

    def _refuse(self, galat: Galat) -> NoReturn:
        if isinstance(galat, Hilang):
            raise Undecided(BELUM_DIKETAHUI) from None
        if isinstance(galat, TidakTerkirim):
            raise Unavailable(
                "BSrE sedang tidak dapat dihubungi, jadi belum ada yang ditandatangani. Nomor tetap milik naskah ini; "
                "coba lagi beberapa saat lagi."
            ) from None
        if galat.kode == baca.SALAH_FRASA:
            raise self.salah() from None
        status = {baca.TIDAK_TERDAFTAR: StatusBsre.NOT_REGISTERED, baca.TANPA_SERTIFIKAT: StatusBsre.NO_CERTIFICATE}
        if galat.kode in status:
            self._catat_status(status[galat.kode])
            raise Conflict(identitas.ALASAN[status[galat.kode]]) from None
        if galat.kode == baca.AKUN_APLIKASI:
            with transaction(self.services.engine) as session:
                audit.record(session, self.actor, "tte.bsre_akun_ditolak", "pegawai", self.pegawai_id, hasil="gagal")
            raise Conflict(
                "BSrE menolak akun aplikasi ini (bukan frasa sandi Anda), jadi belum ada yang ditandatangani. Beri tahu "
                "Diskominfo; naskah dan nomornya aman."
            ) from None
        raise Conflict(
            f"BSrE menolak permintaan ini (kode {galat.kode}), jadi belum ada yang ditandatangani. Coba lagi, dan bila "
            "berulang beri tahu Diskominfo."
        ) from None

    def _catat_status(self, status: StatusBsre) -> None:
        with transaction(self.services.engine) as session:
            row = session.get_one(PenandaBsre, self.pegawai_id)
            row.status, row.status_at = status, clock.now()

    def terima(self, sent: bytes, got: bytes) -> Signed:
        """The signed file, once it is sound; the first one binds its certificate to this person, a change is recorded.

        Raises:
            TidakSah: it is not.
        """
        esign = self.services.settings.esign
        if esign is None:
            raise Unavailable("Layanan BSrE tidak lagi disambungkan di sini.")
        signed = jawaban.periksa(
            sent,
            got,
            nama=self.nama,
            nik=self.nik,
            roots=self.roots,
            stampers=self.stampers,
            tulis_ulang=esign.tulis_ulang,
        )
        if not esign.uji and jawaban.penerbit(signed) not in esign.penerbit:
            raise TidakSah("bukan_bsre")
        self._ikat(signed)
        return signed

    def _ikat(self, signed: Signed) -> None:
        certificate = authority.load(signed.certificate_pem)
        with transaction(self.services.engine) as session:
            row = session.get_one(PenandaBsre, self.pegawai_id, with_for_update=True)
            if row.pem == signed.certificate_pem:
                return
            event = "tte.bsre_sertifikat_berganti" if row.pem else "tte.bsre_sertifikat_pertama"
            audit.record(
                session, self.actor, event, "pegawai", self.pegawai_id, dari=row.serial_hex, ke=signed.serial_hex
            )
            row.pem, row.serial_hex = signed.certificate_pem, signed.serial_hex
            row.subject = authority.common_name(certificate)[:300]
            row.berlaku_sampai = certificate.not_valid_after_utc
