"""What the pages say about a surat and its chain: tones, the way it went, the tree, the buttons."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Sifat
from eoffice.akses.verdict import Verdict
from eoffice.audit.models import AuditEntry
from eoffice.disposisi import policy
from eoffice.disposisi.models import DisposisiPenerima
from eoffice.disposisi.pohon import Cabang
from eoffice.disposisi.states import StatusPenerima
from eoffice.surat_masuk import policy as surat_policy
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import BELUM, OPEN, PeranSurat, Status
from eoffice.web import pictures
from eoffice.web.pages import waktu

P = StatusPenerima

NADA: Final = {
    Status.TERCATAT: "warn",
    Status.DIARAHKAN: "warn",
    Status.DIDISPOSISIKAN: "info",
    Status.DIPROSES: "info",
    Status.MENUNGGU_KONFIRMASI: "warn",
    Status.SELESAI: "ok",
    Status.DIBERKASKAN: "ok",
}
NADA_BAGIAN: Final = {
    P.TERKIRIM: "warn",
    P.DITOLAK: "bad",
    P.DIBACA: "info",
    P.DITINDAKLANJUTI: "info",
    P.DILAPORKAN: "warn",
    P.SELESAI: "ok",
}
URGENSI: Final = {"segera": ("Segera", "warn"), "amat_segera": ("Amat segera", "bad")}
SIFAT: Final = {"terbatas": "Terbatas", "rahasia": "Rahasia", "sangat_rahasia": "Sangat rahasia"}

JUDUL: Final = {
    "surat_masuk.terima": "Diterima dan dicatat",
    "surat_masuk.registrasi": "Dicatat",
    "surat_masuk.baca": "Dibaca",
    "surat_masuk.disposisikan": "Didisposisikan",
    "surat_masuk.baca_saja": "Cukup dibaca",
    "surat_masuk.selesaikan": "Ditutup",
    "surat_masuk.berkaskan_surat": "Diberkaskan",
    "disposisi.lanjutkan": "Disposisi diteruskan",
    "disposisi.laporkan_sebagian": "Kemajuan dilaporkan",
    "disposisi.laporkan": "Tindak lanjut dilaporkan",
    "disposisi.terima_laporan": "Laporan diterima",
    "disposisi.kembalikan_laporan": "Laporan dikembalikan",
    "disposisi.tarik": "Disposisi ditarik",
    "disposisi.ubah": "Disposisi diubah",
    "disposisi.ganti": "Disposisi diubah sebelum dibaca",
    "disposisi.tolak": "Dikembalikan: salah arah",
    "disposisi.arahkan": "Lanjutan disposisi disiapkan",
    "disposisi.batalkan_arahan": "Siapan lanjutan dibatalkan",
    "disposisi.alihkan": "Diarahkan ulang",
    "disposisi.tidak_dialihkan": "Bagian yang salah arah ditutup",
    "surat_masuk.arahkan": "Arahan disiapkan",
    "surat_masuk.batalkan_arahan": "Arahan dibatalkan",
    "surat_masuk.teruskan_tetap": "Diteruskan menurut daftar arahan tetap",
}
#: Whose note is for every reader of the surat; the others are shown in the tree to those who may see it.
NOTED: Final = frozenset(
    {"surat_masuk.terima", "surat_masuk.registrasi", "surat_masuk.baca_saja", "surat_masuk.selesaikan"}
)


@dataclass(frozen=True)
class Titik:
    """A point on the way."""

    judul: str
    rinci: str = ""
    kapan: str = ""
    keadaan: str = ""


def perjalanan(actor: Actor, surat: SuratMasuk, history: Sequence[AuditEntry]) -> list[Titik]:
    """What happened, oldest first, and what is next. In a closed chain others' steps are left out (5.4)."""
    closed = surat.sifat not in (Sifat.BIASA, Sifat.TERBATAS)
    points = []
    for entry in history:
        title = JUDUL.get(entry.event)
        if title is None or (closed and entry.event.startswith("disposisi.") and entry.pegawai_id != actor.pegawai_id):
            continue
        who = "" if entry.nama == "Sistem" else f"oleh {entry.jabatan_nama}"
        note = f"({entry.catatan})" if entry.event in NOTED and entry.catatan else ""
        points.append(Titik(title, " ".join(x for x in (who, note) if x), waktu(entry.at), "done"))
    return points + _ahead(actor, surat)


def _ahead(actor: Actor, surat: SuratMasuk) -> list[Titik]:
    if surat.peran is PeranSurat.TEMBUSAN or surat.status not in OPEN:
        return []
    own = actor.holds(surat.tujuan_jabatan_id)
    who = "Anda" if own else surat.tujuan.nama
    if surat.status in BELUM:
        return [Titik(f"Menunggu disposisi {who}", keadaan="now"), Titik("Tindak lanjut"), Titik("Selesai")]
    if surat.status is Status.MENUNGGU_KONFIRMASI:
        return [Titik(f"Menunggu ditutup {who}", keadaan="now")]
    return [Titik("Menunggu tindak lanjut", keadaan="now"), Titik("Selesai")]


def halaman(surat: SuratMasuk) -> list[dict[str, object]]:
    """Addresses of the page pictures."""
    if surat.berkas_key is None:
        return []
    count = surat.halaman + surat.lampiran_halaman
    return [
        {
            "url": f"/surat-masuk/{surat.id}/halaman/{n}.png?h={(surat.berkas_sha256 or '')[:12]}",
            "lebar": pictures.WIDTH,
            "tinggi": pictures.HEIGHT,
            "teks": surat.hal if n == 1 else "",
        }
        for n in range(1, count + 1)
    ]


#: Picture of a state of a part, so that no colour stands alone.
GAMBAR: Final = {
    P.TERKIRIM: "mail",
    P.DIBACA: "mail-opened",
    P.DITINDAKLANJUTI: "activity",
    P.DILAPORKAN: "clipboard-text",
    P.SELESAI: "circle-check",
    P.DITARIK: "rotate-clockwise",
    P.DITUTUP: "ban",
    P.DITOLAK: "arrow-back-up",
}


@dataclass(frozen=True)
class Simpul:
    """A branch of the tree with what this reader may do there."""

    cabang: Cabang
    saya: bool
    tarik: Verdict
    terima: Verdict
    alihkan: Verdict
    siapkan: bool
    anak: "list[Simpul]"

    @property
    def bagian(self) -> DisposisiPenerima:
        """The part itself."""
        return self.cabang.bagian

    @property
    def gambar(self) -> str:
        """Icon of its state."""
        return "circle-check" if self.bagian.over else GAMBAR.get(self.bagian.status, "file-text")

    @property
    def tunai(self) -> bool:
        """Whether nothing is owed here or anywhere below, so that a long tree may fold it."""
        return not self.bagian.open and all(one.tunai for one in self.anak)


def pohon(actor: Actor, branches: list[Cabang]) -> list[Simpul]:
    """The tree with verdicts."""
    return [
        Simpul(
            cabang=b,
            saya=actor.holds(b.bagian.jabatan_id),
            tarik=policy.may(actor, Action.TARIK_DISPOSISI, b.bagian),
            terima=policy.may(actor, Action.TERIMA_LAPORAN, b.bagian),
            alihkan=policy.may(actor, Action.ALIHKAN_DISPOSISI, b.bagian),
            siapkan=b.bagian.status in (P.TERKIRIM, P.DIBACA) and bool(policy.may_prepare(actor, b.bagian)),
            anak=pohon(actor, b.anak),
        )
        for b in branches
    ]


def tombol(actor: Actor, surat: SuratMasuk) -> dict[str, Verdict]:
    """Verdicts of the action bar for the one it is addressed to; nothing for those who only read it."""
    if not actor.holds(surat.tujuan_jabatan_id):
        prepare = surat_policy.may(actor, Action.ARAHKAN, surat)
        return {str(Action.ARAHKAN): prepare} if prepare else {}
    if surat.status in (Status.SELESAI, Status.UNTUK_DIKETAHUI):
        verdict = surat_policy.may(actor, Action.BERKASKAN_SURAT, surat)
        return {"berkaskan_surat": verdict} if verdict else {}
    if surat.status not in OPEN or surat.peran is PeranSurat.TEMBUSAN:
        return {}
    wanted = [Action.DISPOSISIKAN, Action.BACA_SAJA if surat.status in BELUM else Action.SELESAIKAN]
    return {str(a): surat_policy.may(actor, a, surat) for a in wanted}
