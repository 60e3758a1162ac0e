"""How the first page words its counters."""

from dataclasses import dataclass

from eoffice.akses.actor import Actor, Peran
from eoffice.dasbor.queries import Tunggu
from eoffice.web.pages import angka


@dataclass(frozen=True)
class Kartu:
    """A counter of the first page and the list behind it."""

    judul: str
    jumlah: int
    sub: str
    gambar: str
    url: str
    nada: str = ""


def kartu(actor: Actor, waits: Tunggu) -> list[Kartu]:
    """The counters that concern this person: those of its roles always, all others when something waits."""
    parts = _beserta(
        (waits.disposisi - waits.laporan, "untuk Anda"),
        (waits.laporan, "laporan untuk diterima"),
        (waits.disposisi_lewat, "lewat tenggat"),
    )
    unread = f"{waits.tembusan} di antaranya tembusan" if waits.tembusan else "ditujukan kepada Anda"
    todo = _beserta((waits.perlu_disposisi, "perlu disposisi"), (waits.perlu_ditutup, "perlu ditutup"))
    konsep = _beserta((waits.konsep, "belum diajukan"), (waits.dikembalikan, "dikembalikan"))
    tu, arsip = Peran.TU in actor.peran, Peran.ARSIPARIS in actor.peran
    surat = not actor.hanya_mengelola
    rows = (
        (waits.tandatangan > 0, "Belum ditandatangani", waits.tandatangan, "menunggu tanda tangan", "signature", "/naskah/tanda-tangan", ""),
        (waits.paraf > 0, "Belum diparaf", waits.paraf, "menunggu paraf", "checks", "/naskah/paraf", ""),
        (waits.tindakan > 0, "Surat perlu tindakan", waits.tindakan, todo, "arrow-forward-up", "/surat-masuk?tab=tindakan", ""),
        (surat, "Surat belum dibaca", waits.belum_dibaca + waits.tembusan, unread, "inbox", "/surat-masuk?tab=belum_dibaca", ""),
        (surat or waits.disposisi > 0, "Disposisi", waits.disposisi, parts or "tidak ada yang menunggu", "clipboard-list", "/disposisi?tab=perlu", "bad" if waits.disposisi_lewat else ""),
        (surat, "Konsep saya", waits.konsep + waits.dikembalikan, konsep or "tidak ada yang belum diajukan", "pencil", "/naskah/konsep", "bad" if waits.dikembalikan else ""),
        (tu, "Belum dikirim", waits.belum_dikirim, "kepada penerima di luar", "send", "/naskah/keluar?tab=belum", ""),
        (arsip, "Belum diberkaskan", waits.belum_diberkaskan, "naskah dan surat selesai", "archive", "/arsip/belum-diberkaskan", ""),
    )  # fmt: skip
    return [Kartu(*rest) for shown, *rest in rows if shown]  # type: ignore[arg-type]


def _beserta(*parts: tuple[int, str]) -> str:
    """What a counter is made of: `7 perlu disposisi, 1 perlu ditutup`."""
    return ", ".join(f"{angka(count)} {word}" for count, word in parts if count)
