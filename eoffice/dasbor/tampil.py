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
    """The counters that concern this person: those of its roles always, all others when something waits.

    Each is the length of the work list, or of the page, to which it leads.
    """
    todo = _beserta(
        (waits.surat, "surat"),
        (waits.bagian, "disposisi"),
        (waits.laporan, "laporan"),
        (waits.tiba, "pindaian"),
        (waits.dikembalikan, "dikembalikan"),
    )
    konsep = _beserta((waits.konsep, "belum diajukan"), (waits.dikembalikan, "dikembalikan"))
    tu, arsip = Peran.TU in actor.peran, Peran.ARSIPARIS in actor.peran
    surat = not actor.hanya_mengelola
    rows = (
        (surat, "Perlu tindakan", waits.tindakan, todo or "naskah, surat, dan laporan", "clipboard-check", "/kerja/perlu", ""),
        (waits.tandatangan > 0, "Belum ditandatangani", waits.tandatangan, "menunggu tanda tangan", "signature", "/kerja/tanda-tangan", ""),
        (waits.paraf > 0, "Belum diparaf", waits.paraf, "menunggu paraf", "checks", "/kerja/paraf", ""),
        (tu or waits.tiba > 0, "Pindaian", waits.tiba, "menunggu dicatat", "file-search", "/pindaian", ""),
        (waits.kiriman > 0, "Kiriman", waits.kiriman, "tidak terambil, perlu dilihat", "mail", "/kiriman?tab=perlu", "bad"),
        (waits.teliti > 0, "Perlu diteliti", waits.teliti, "sebelum pimpinan mendisposisi", "clipboard-list", "/surat-masuk/teliti", ""),
        (waits.sampul > 0, "Sampul tertutup", waits.sampul, "belum diserahkan", "lock", "/ekspedisi?tab=sampul", ""),
        (surat, "Belum dibaca", waits.belum_dibaca, "surat dan disposisi", "inbox", "/kerja/masuk?saring=belum_dibaca", ""),
        (waits.tembusan > 0, "Tembusan baru", waits.tembusan, "untuk diketahui", "mail", "/kerja/tembusan?saring=belum_dibaca", ""),
        (waits.lewat > 0, "Lewat tenggat", waits.lewat, "pada Anda atau orang lain", "alert-triangle", "/kerja/lewat", "bad"),
        (surat, "Konsep saya", waits.konsep + waits.dikembalikan, konsep or "tidak ada yang belum diajukan", "pencil", "/kerja/konsep", "bad" if waits.dikembalikan else ""),
        (tu, "Belum dikirim", waits.belum_dikirim, "kepada penerima di luar", "send", "/naskah/keluar?tab=belum", ""),
        (arsip, "Belum diberkaskan", waits.belum_diberkaskan, "naskah dan surat selesai", "archive", "/arsip/belum-diberkaskan", ""),
    )  # fmt: skip
    return [Kartu(*rest) for shown, *rest in rows if shown]  # type: ignore[arg-type]


def _beserta(*parts: tuple[int, str]) -> str:
    """What a counter is made of: `7 perlu disposisi, 1 perlu ditutup`."""
    return ", ".join(f"{angka(count)} {word}" for count, word in parts if count)
