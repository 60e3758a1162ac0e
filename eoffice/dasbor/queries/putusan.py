"""What waits for one person, most urgent first, each with the button that leads to the deed: the head of «Perlu Tindakan»."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.kerja import barisan
from eoffice.kerja import queries as kerja
from eoffice.kerja.barisan import Baris
from eoffice.kerja.butir import Butir
from eoffice.kerja.konteks import Konteks
from eoffice.kerja.states import DAFTAR, Macam, Saring, Urutan
from eoffice.naskah.states import Urgensi
from eoffice.surat_masuk.states import BELUM
from eoffice.surat_masuk.states import Status as StatusSurat

M = Macam
TUNGGU: Final = {
    Urgensi.AMAT_SEGERA: timedelta(),
    Urgensi.SEGERA: timedelta(days=2),
    Urgensi.BIASA: timedelta(days=5),
}
"""Where among the deadlines something without one stands, by its urgensi."""
BANYAK: Final = 8
"""Rows of a list on the first page."""
PERLU: Final = Konteks(DAFTAR["perlu"])
#: What is most urgent is among what is due first, what is marked urgent, and what came last.
_DILIHAT: Final = (
    Konteks(DAFTAR["perlu"], Urutan.TENGGAT),
    Konteks(DAFTAR["perlu"], saring=frozenset({Saring.SEGERA})),
    PERLU,
)
_URGENSI: Final = list(reversed(Urgensi))
#: Word, picture and address of the button by kind; the thing itself is where its row leads.
_TOMBOL: Final[dict[Macam, tuple[str, str, str]]] = {
    M.BAGIAN: ("Tindak lanjuti", "clipboard-check", "/disposisi/{}"),
    M.LAPORAN: ("Periksa laporan", "clipboard-check", "/disposisi/{}"),
    M.TOLAKAN: ("Arahkan ulang", "arrow-forward-up", "/disposisi/{}"),
    M.KEMBALI: ("Perbaiki", "pencil", "/naskah/{}/sunting"),
    M.PARAF: ("Periksa", "checks", "/naskah/{}"),
    M.TTD: ("Tanda tangani", "signature", "/naskah/{}/tanda-tangan"),
    M.PINDAIAN: ("Unggah pindaian", "upload", "/naskah/{}"),
    M.BELUM_KIRIM: ("Catat kirim", "send", "/naskah/{}"),
    M.TIBA: ("Catat", "notebook", "/pindaian/{}"),
    M.KIRIMAN: ("Lihat", "mail", "/kiriman/{}"),
    M.TELITI: ("Siapkan arahan", "clipboard-list", "/surat-masuk/{}/arahan"),
    M.SAMPUL: ("Catat penyerahan", "lock", "/ekspedisi/catat?surat={}"),
}
_LIHAT: Final = {
    M.SURAT: "/surat-masuk/{}",
    M.TELITI: "/surat-masuk/{}?tab=semua",
    M.KEMBALI: "/naskah/{}",
    M.TTD: "/naskah/{}",
}


@dataclass(frozen=True)
class Keputusan:
    """One row of what waits: what, from whom, until when, and the button that leads there."""

    hal: str
    dari: str
    tombol: str
    gambar: str
    url: str
    lihat: str
    urgensi: str
    batas: datetime | None = None


def keputusan(session: Session, actor: Actor, *, limit: int = BANYAK) -> list[Keputusan]:
    """The most urgent rows of «Perlu Tindakan»."""
    counted = kerja.hitungan(session, actor)
    if not counted.dari(DAFTAR["perlu"]):
        return []
    some = {b: None for asked in _DILIHAT for b in kerja.butiran(session, counted, asked, banyak=limit)}
    return [_row(b) for b in barisan.barisan(session, actor, PERLU, sorted(some, key=_order)[:limit])]


def _order(b: Butir) -> tuple[date, int]:
    limit = kerja.hari_batas(b)
    return limit or clock.today() + TUNGGU[b.urgensi], _URGENSI.index(b.urgensi)


def _row(b: Baris) -> Keputusan:
    if b.macam is M.SURAT:
        said, (label, icon, url) = _surat(b)
    else:
        said, (label, icon, url) = "", _TOMBOL[b.macam]
        if b.macam not in (M.LAPORAN, M.TTD, M.PARAF):
            name = barisan.SEBUTAN[b.macam][0]
            said = name[0].lower() + name[1:]
    go, seen = url.format(b.objek_id), _LIHAT.get(b.macam, url).format(b.objek_id)
    words = f"{b.dari} · {said}" if said else b.dari
    return Keputusan(b.hal, words, label, icon, go, seen if seen != go else "", str(b.urgensi), b.batas)


def _surat(b: Baris) -> tuple[str, tuple[str, str, str]]:
    if b.status in BELUM:
        said = "arahan sudah disiapkan" if b.status == StatusSurat.DIARAHKAN else "perlu disposisi"
        return said, ("Disposisi", "arrow-forward-up", "/surat-masuk/{}/disposisi")
    return "tindak lanjut sudah dilaporkan", ("Periksa dan tutup", "check", "/surat-masuk/{}")
