"""What the page of a naskah says beside its pages: the way it went, who gave a paraf on which version, the buttons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import Verdict
from eoffice.audit.models import AuditEntry
from eoffice.naskah import policy
from eoffice.naskah.models import Naskah, Paraf, Penerima
from eoffice.naskah.states import LABEL, LABEL_KEADAAN, CaraKirim, JenisParaf, Keadaan, Status, TipePenerima
from eoffice.naskah.tercantum import Tercantum
from eoffice.web.pages import waktu

JUDUL: Final[Mapping[str, str]] = {
    "naskah.buat": "Konsep dibuat",
    "naskah.ajukan": "Diajukan",
    "naskah.paraf": "Diparaf",
    "naskah.kembalikan": "Dikembalikan",
    "naskah.tolak": "Ditolak",
    "naskah.batalkan": "Dibatalkan",
    "naskah.tarik": "Ditarik kembali",
    "naskah.ubah": "Diubah saat diperiksa",
    "naskah.pulihkan": "Versi lama dipulihkan",
    "naskah.mulai_tandatangani": "Nomor diambil",
    "naskah.tandatangani": "Ditandatangani",
    "naskah.tandatangani_bersama": "Ditandatangani satu pihak",
    "naskah.ttd_basah": "Dicetak untuk tanda tangan basah",
    "naskah.pindai": "Pindaian diterima",
    "naskah.gagal_tandatangani": "Tanda tangan belum selesai",
    "naskah.kirim": "Terkirim",
    "naskah.berkaskan": "Diberkaskan",
    "naskah.dicabut": "Dicabut",
    "naskah.diralat": "Diralat",
    "naskah.digantikan": "Digantikan",
    "naskah.perbaiki": "Diperbaiki lewat Periksa naskah",
    "naskah.abaikan_temuan": "Pengingat diabaikan dengan alasan",
    "naskah.hitung_temuan": "Pengingat dihitung lagi",
}
BAD: Final = frozenset(
    {"naskah.dicabut", "naskah.kembalikan", "naskah.tolak", "naskah.batalkan", "naskah.gagal_tandatangani"}
)
#: Notes of these belong to the route alone (OTR-07).
NOTES: Final = frozenset(
    {
        "naskah.paraf",
        "naskah.kembalikan",
        "naskah.tolak",
        "naskah.batalkan",
        "naskah.ubah",
        "naskah.ttd_basah",
        "naskah.abaikan_temuan",
    }
)

CARA: Final[Mapping[CaraKirim, str]] = {
    CaraKirim.APLIKASI: "Lewat e-Office",
    CaraKirim.POS_EL: "Pos-el",
    CaraKirim.KURIR: "Kurir",
    CaraKirim.POS: "Pos",
    CaraKirim.DIAMBIL: "Diambil sendiri",
}

NADA: Final[Mapping[Status, str]] = {
    Status.PEMERIKSAAN: "info",
    Status.SIAP_TTD: "warn",
    Status.MENUNGGU_TTE: "warn",
    Status.MENUNGGU_PENANDA: "warn",
    Status.MENUNGGU_PINDAIAN: "warn",
    Status.GAGAL_TTD: "bad",
    Status.DIKEMBALIKAN: "warn",
    Status.DITOLAK: "bad",
    Status.DIBATALKAN: "",
    Status.DISALIN: "info",
    Status.DITANDATANGANI: "ok",
    Status.TERKIRIM: "ok",
    Status.DIBERKASKAN: "ok",
}


def keadaan(naskah: Naskah | Tercantum) -> tuple[str, str]:
    """Where it stands in words, and the tone; «Terkirim» only when everybody outside the city has it too."""
    if naskah.keadaan is not Keadaan.BERLAKU:
        return LABEL_KEADAAN[naskah.keadaan], "bad" if naskah.keadaan is Keadaan.DICABUT else "warn"
    if naskah.status is Status.TERKIRIM and naskah.unsent:
        some = any(p.dikirim_at is not None for p in naskah.penerima)
        return ("Sebagian terkirim" if some else "Menunggu pencatatan pengiriman"), "warn"
    return LABEL[naskah.status], NADA.get(naskah.status, "")


@dataclass(frozen=True)
class Pengembalian:
    """Why a naskah came back, and from whom."""

    oleh: str
    kapan: str
    alasan: str


def pengembalian(naskah: Naskah, history: Sequence[AuditEntry]) -> Pengembalian | None:
    """What its konseptor must read first; None unless the naskah is sent back now."""
    if naskah.status is not Status.DIKEMBALIKAN:
        return None
    last = next((e for e in reversed(history) if e.event == "naskah.kembalikan"), None)
    return Pengembalian(f"{last.nama}, {last.jabatan_nama}", waktu(last.at), last.catatan) if last is not None else None


@dataclass(frozen=True)
class Titik:
    """A point on the way."""

    judul: str
    rinci: str = ""
    kapan: str = ""
    keadaan: str = ""


def perjalanan(naskah: Naskah, history: Sequence[AuditEntry], *, notes: bool) -> list[Titik]:
    """What happened, oldest first, and what is still to come."""
    points: list[Titik] = []
    outside = [p for p in naskah.penerima if p.tipe is TipePenerima.EKSTERNAL]
    for before, entry in zip([None, *history], history, strict=False):
        title = JUDUL.get(entry.event)
        if title is None:
            continue
        if before is not None and entry.event == before.event == "naskah.perbaiki" and entry.nama == before.nama:
            points.pop()  # one mends many findings in one sitting; the last stands for all
        if entry.event == "naskah.kirim" and entry.dari == entry.ke:
            title = "Pengiriman dicatat"
        elif entry.event == "naskah.kirim" and outside:
            title = "Terkirim lewat e-Office" if len(outside) < len(naskah.penerima) else "Siap dikirim ke luar"
        who = entry.nama if entry.nama == "Sistem" else f"{entry.nama}, {entry.jabatan_nama}"
        note = f" · “{entry.catatan}”" if notes and entry.event in NOTES and entry.catatan else ""
        points.append(Titik(title, f"· {who}{note}", waktu(entry.at), "bad" if entry.event in BAD else "done"))
    return points + _ahead(naskah)


def _ahead(naskah: Naskah) -> list[Titik]:
    found = []
    turns = {p.id for p in naskah.turns}
    if naskah.status is Status.PEMERIKSAAN:
        found = [
            Titik("Menunggu paraf" if p.id in turns else "Paraf berikutnya", f"· {p.jabatan.nama}", "", "now" if p.id in turns else "")
            for p in naskah.paraf
            if p.given_at is None
        ]  # fmt: skip
    if naskah.status in (Status.PEMERIKSAAN, Status.SIAP_TTD) and naskah.penandatangan is not None:
        ready = naskah.status is Status.SIAP_TTD
        title = "Menunggu tanda tangan" if ready else "Tanda tangan"
        found.append(Titik(title, f"· {naskah.penandatangan.nama}", "", "now" if ready else ""))
    return found + [Titik("Menunggu pencatatan pengiriman", f"· {p.teks}", "", "now") for p in naskah.unsent]


@dataclass(frozen=True)
class BarisParaf:
    """A paraf as the page lists it; `lama` is the version it was given on, when the text is newer now."""

    jabatan: str
    pegawai: str
    kapan: str
    koordinasi: bool
    giliran: bool
    lama: int | None
    catatan: str


def paraf(naskah: Naskah, *, notes: bool) -> list[BarisParaf]:
    """The route with who has given, and «atas versi n» where the text changed since."""
    digest, turns = naskah.content_sha256(), {p.id for p in naskah.turns}
    return [
        BarisParaf(
            jabatan=p.jabatan.nama_pada(p.given_at),
            pegawai=p.pegawai.nama_lengkap if p.pegawai else "",
            kapan=waktu(p.given_at) if p.given_at else "",
            koordinasi=p.jenis is JenisParaf.KOORDINASI,
            giliran=p.id in turns,
            lama=p.versi if stale(p, digest) else None,
            catatan=p.catatan if notes else "",
        )
        for p in naskah.paraf
    ]


def stale(paraf: Paraf, digest: str) -> bool:
    """Whether it was given on another text than this one."""
    return paraf.given_at is not None and paraf.versi_sha256 != digest


@dataclass(frozen=True)
class BarisPenerima:
    """A recipient and where delivery stands; `catat`: an outsider whose delivery is still to be recorded."""

    id: int
    nama: str
    rinci: str
    keadaan: str
    nada: str
    catat: bool


def penerima(rows: Sequence[Penerima], *, issued: bool) -> list[BarisPenerima]:
    """Recipients with their delivery."""
    found = []
    for p in rows:
        outside = p.tipe is TipePenerima.EKSTERNAL
        detail = " · ".join(
            x for x in (p.tempat, p.pos_el, f"u.p. {p.untuk_perhatian}" if p.untuk_perhatian else "") if x
        )
        state, tone = "", ""
        if p.dikirim_at is not None and p.cara is not None:
            state = f"{CARA[p.cara]}, {waktu(p.dikirim_at)}" + (f" · {p.keterangan}" if p.keterangan else "")
            tone = "ok"
        elif issued:
            state, tone = ("Belum dikirim", "warn") if outside else ("Sedang dikirim", "info")
        found.append(BarisPenerima(p.id, p.teks, detail, state, tone, issued and outside and p.dikirim_at is None))
    return found


def tombol(actor: Actor, naskah: Naskah) -> dict[str, Verdict]:
    """Verdicts of the action bar: what is allowed, and what concerns this person though it is not the moment."""
    wanted = {
        a: policy.may(actor, a, naskah)
        for a in (
            Action.UBAH,
            Action.AJUKAN,
            Action.PARAF,
            Action.KEMBALIKAN,
            Action.TOLAK,
            Action.TARIK,
            Action.BATALKAN,
            Action.TANDATANGANI,
            Action.TTD_BASAH,
            Action.PINDAI,
            Action.KIRIM,
        )
    }
    shown = {str(a): v for a, v in wanted.items() if v}
    signer = actor.holds(naskah.penandatangan_id)
    if signer and naskah.status in (Status.PEMERIKSAAN, Status.SIAP_TTD) and Action.TANDATANGANI not in shown:
        shown["tandatangani"] = wanted[Action.TANDATANGANI]
    checker = any(actor.holds(p.jabatan_id) and p.given_at is None for p in naskah.paraf)
    if checker and naskah.status is Status.PEMERIKSAAN and Action.PARAF not in shown:
        shown["paraf"] = Verdict(False, "Belum giliran Anda; pemeriksa sebelumnya belum memaraf.")
    own = naskah.konseptor_id == actor.pegawai_id
    if own and naskah.status is Status.PEMERIKSAAN and Action.TARIK not in shown:
        shown["tarik"] = wanted[Action.TARIK]
    if naskah.status is Status.TERKIRIM and signer and (verdict := policy.may(actor, Action.BERKASKAN, naskah)):
        shown["berkaskan"] = verdict
    return shown
