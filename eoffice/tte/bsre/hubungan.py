"""From the settings to a client, and what the connection is worth right now."""

import threading
import time
from dataclasses import dataclass
from typing import Final

from eoffice.tte.bsre.client import Client
from eoffice.tte.bsre.galat import Galat, Hilang, TidakTerkirim
from eoffice.tte.bsre.transport import Rahasia, Transport
from eoffice.web.services import Services

#: So many times not reached in a row, and nobody waits for it again for so many seconds (OUT-04).
GAGAL: Final = 5
ISTIRAHAT: Final = 30.0

#: What an operator reads about a failed call; the rest is said by its code alone.
KALIMAT: Final = {
    "tidak_tersambung": "Layanan esign tidak dapat dihubungi. Periksa EOFFICE_ESIGN_URL, jaringan, dan apakah layanannya hidup.",
    "sertifikat_tls": "Sertifikat TLS layanan esign tidak dipercaya. Isi EOFFICE_ESIGN_CA dengan berkas PEM penerbitnya.",
    "401": "Layanan esign menolak akun aplikasi ini. Periksa EOFFICE_ESIGN_PENGGUNA dan EOFFICE_ESIGN_SANDI.",
    "lewat_waktu": "Layanan esign tidak menjawab sampai batas waktu. Coba lagi; bila berulang, hubungi pengelolanya.",
    "terputus": "Sambungan ke layanan esign terputus sebelum jawabannya lengkap. Coba lagi.",
    "istirahat": "Layanan esign beberapa kali tidak dapat dihubungi, jadi sementara tidak dicoba. Tunggu setengah menit.",
    "tanpa_totp": "Kode sekali pakai hanya ada pada layanan esign versi 2.",
}


class Pemutus:
    """Stops calls for a while after a row of failures, so that nobody waits for what is away."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._gagal, self._sampai = 0, 0.0

    def jaga(self) -> None:
        """Raises TidakTerkirim while it rests."""
        with self._lock:
            if time.monotonic() < self._sampai:
                raise TidakTerkirim("istirahat")

    def hitung(self, galat: Galat | None) -> None:
        """Note how a call ended; only one that did not reach the service, or got no answer, is a failure."""
        away = isinstance(galat, TidakTerkirim) or (isinstance(galat, Hilang) and galat.http == 0)
        with self._lock:
            self._gagal = self._gagal + 1 if away else 0
            if self._gagal >= GAGAL:
                self._gagal, self._sampai = 0, time.monotonic() + ISTIRAHAT


@dataclass(frozen=True)
class Hubungan:
    """The one connection of a process."""

    client: Client
    pemutus: Pemutus


def hubungan(services: Services) -> Hubungan | None:
    """The connection that the settings describe, or None."""
    esign = services.settings.esign
    if esign is None:
        return None
    kept: Hubungan | None = services.cache.get("bsre")
    if kept is None:
        transport = Transport(esign.url, esign.pengguna, Rahasia(esign.sandi), esign.ca)
        kept = services.cache["bsre"] = Hubungan(Client(transport, esign.versi), Pemutus())
    return kept


def kalimat(galat: Galat) -> str:
    """What happened, for an operator."""
    found = KALIMAT.get(galat.kode)
    if found is not None:
        return found
    return f"Layanan esign menjawab lain dari yang diharapkan (kode {galat.kode}, HTTP {galat.http or '-'})."
