"""The answer to an uploaded file, in the order of tte.md 10: the register, today's truth, integrity, signers, changes, proof."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from eoffice.naskah.states import Keadaan
from eoffice.tte.findings import COVERED, HARMLESS

#: The PAdES levels in plain words.
TINGKAT: Final = {
    "B-B": "tanpa penanda waktu tepercaya",
    "B-T": "bertanda waktu, bukti jangka panjangnya tidak lengkap",
    "B-LT": "bertanda waktu dengan bukti bahwa sertifikatnya berlaku",
    "B-LTA": "lengkap untuk penyimpanan jangka panjang",
}
#: Organisations whose roots are BSrE's, unless the settings name others.
PENERBIT_BSRE: Final = ("Badan Siber dan Sandi Negara", "Lembaga Sandi Negara")
BSRE: Final = (
    "Sertifikat elektroniknya diterbitkan oleh Balai Besar Sertifikasi Elektronik (BSrE), Badan Siber dan Sandi Negara."
)


@dataclass(frozen=True)
class Putusan:
    """The answer in one box: colour (ok, warn, bad), headline, sentence."""

    nada: str
    judul: str
    kalimat: str


def putusan(report: Mapping[str, Any], *, keadaan: Keadaan | None, dari_sini: bool, nama_kota: str) -> Putusan:
    """What somebody needs to know first.

    Args:
        keadaan: whether the naskah of these very bytes still holds; None when the register does not know them.
        dari_sini: a signature was made with a certificate of our register.
    """
    if report["verdict"] == "NO_SIGNATURE":
        said = "Gambar tanda tangan atau QR saja bukan tanda tangan elektronik."
        return Putusan("warn", "Tanpa tanda tangan elektronik", said)
    if report["verdict"] != "VALID":
        if hanya_asing(report):
            said = (
                "Isi berkas utuh sejak ditandatangani, tetapi sertifikatnya dari penerbit yang tidak dikenal di sini. Siapa pun "
                "dapat membuat sertifikat dengan nama apa pun, jadi tanyakan kepada instansi pengirimnya."
            )
            return Putusan("bad", "Penandatangan tidak dapat dipastikan", said)
        return Putusan("bad", "Tidak sah", "Jangan memakai berkas ini sebagai dasar keputusan.")
    if keadaan is not None:
        same = f"Berkas ini sama persis dengan yang ada di register Pemerintah {nama_kota}"
        said = {
            Keadaan.BERLAKU: f"{same}.",
            Keadaan.DIRALAT: f"{same}. Bacalah bersama ralatnya.",
            Keadaan.DIGANTIKAN: f"{same}, tetapi sudah ada naskah baru yang menggantikannya.",
            Keadaan.DICABUT: f"{same}, tetapi naskahnya tidak berlaku lagi. Jangan dipakai sebagai dasar keputusan.",
        }[keadaan]
        return Putusan(*_KEADAAN[keadaan], said)
    if dari_sini:
        said = (
            f"Tanda tangannya dibuat dengan sertifikat pejabat Pemerintah {nama_kota}, tetapi berkas ini tidak sama dengan "
            "berkas mana pun di register kami. Mungkin sebagian buktinya dibuang atau ditambah. Mintalah berkas aslinya kepada "
            "penerbit."
        )
        return Putusan("warn", "Tanda tangan sah, tetapi berkas tidak terdaftar", said)
    said = "Berkas ini bukan dari register kami; tanda tangannya berasal dari penerbit yang kami percaya."
    return Putusan("ok", "Tanda tangan sah", said)


_KEADAAN: Final = {
    Keadaan.BERLAKU: ("ok", "Tanda tangan sah"),
    Keadaan.DIRALAT: ("warn", "Tanda tangan sah, naskahnya sudah diralat"),
    Keadaan.DIGANTIKAN: ("warn", "Tanda tangan sah, tetapi naskahnya sudah digantikan"),
    Keadaan.DICABUT: ("bad", "Tanda tangan sah, tetapi naskahnya sudah dicabut"),
}


def hanya_asing(report: Mapping[str, Any]) -> bool:
    """Whether nothing is wrong but that the issuer is unknown: unchanged, and signed by whoever that may be."""
    signatures = report["signatures"]
    said = {sentence for one in signatures for sentence in one["sentences"]}
    return (
        bool(signatures)
        and set(report["sentences"]) <= said
        and all(
            one["intact"]
            and one["coverage"] in COVERED
            and one["docmdp_ok"] is not False
            and one["modification"] in HARMLESS
            and not one["metadata_changed"]
            and not one["revoked_at"]
            and len(one["sentences"]) <= 1
            for one in signatures
        )
        and not any(one["trusted"] for one in signatures)
    )


def bsre(signature: Mapping[str, Any], penerbit: Collection[str]) -> bool:
    """Whether a signature stands on a root of BSrE that this installation trusts; a name alone says nothing."""
    return signature["kind"] != "timestamp" and signature["verdict"] == "VALID" and signature["anchor"] in penerbit


def langkah(report: Mapping[str, Any], *, keadaan: Keadaan | None, musnah_ba: str = "") -> list[tuple[str, str, str]]:
    """The answers one by one, in their order: tone, what was asked, what was found.

    Args:
        musnah_ba: number of the berita acara by which the issuer's own copy was destroyed, "" when it was not.
    """
    signed = [one for one in report["signatures"] if one["kind"] == "signature"]
    found = [
        ("ok", "Register", "Sama persis dengan berkas di register kami.")
        if keadaan is not None
        else ("", "Register", "Berkas ini tidak ada di register kami.")
    ]
    if keadaan is not None:
        found.append((_KEADAAN[keadaan][0], "Keadaan hari ini", _HARI_INI[keadaan]))
    if musnah_ba:
        said = f"Arsip penerbitnya sudah dimusnahkan menurut Berita Acara Nomor {musnah_ba}; sidiknya tetap tercatat."
        found.append(("warn", "Arsip penerbit", said))
    if not signed:
        return found
    whole = all(one["intact"] for one in signed)
    found.append(
        ("ok", "Keutuhan", "Yang ditandatangani masih utuh.")
        if whole
        else ("bad", "Keutuhan", "Isi atau tanda tangannya telah diubah.")
    )
    trusted = all(one["trusted"] for one in signed)
    names = "; ".join(dict.fromkeys(one["cn"] or "tanpa nama" for one in signed))
    found.append(
        ("ok", "Penandatangan", f"{names}, dengan sertifikat dari penerbit yang kami percaya.")
        if trusted
        else ("bad", "Penandatangan", f"Tertulis {names}, tetapi penerbit sertifikatnya tidak dikenal di sini.")
    )
    changed = report["verdict"] != "VALID" and any(
        one["docmdp_ok"] is False or one["modification"] not in HARMLESS or one["coverage"] not in COVERED
        for one in signed
    )
    found.append(
        ("bad", "Perubahan sesudahnya", "Ada yang diubah atau ditambahkan sesudah ditandatangani.")
        if changed
        else ("ok", "Perubahan sesudahnya", "Tidak ada, selain bukti untuk penyimpanan.")
    )
    level = report["level"]
    if report["verdict"] == "VALID" and level:
        found.append(
            (
                "ok" if level in ("B-LT", "B-LTA") else "warn",
                "Bukti jangka panjang",
                f"PAdES {level}: {TINGKAT[level]}.",
            )
        )
    return found


_HARI_INI: Final = {
    Keadaan.BERLAKU: "Tidak ada catatan bahwa naskah ini dicabut, diralat, atau digantikan.",
    Keadaan.DIRALAT: "Naskah ini sudah diralat. Pindai QR pada naskah untuk mengetahui nomor ralatnya.",
    Keadaan.DIGANTIKAN: "Naskah ini sudah digantikan. Pindai QR pada naskah untuk mengetahui penggantinya.",
    Keadaan.DICABUT: "Naskah ini sudah dicabut. Pindai QR pada naskah untuk mengetahui pencabutannya.",
}
