"""Posted fields to the content of one part of the settings, and such content as people read it."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from eoffice import clock
from eoffice.naskah import jenis
from eoffice.pdf import rupa
from eoffice.tata.nilai import Isi
from eoffice.tata.pola import PANJANG_NOMOR, PANJANG_REGISTER, periksa_nomor, periksa_register
from eoffice.tata.states import JENIS_KOP, KERTAS, KOP_JABATAN, Bagian
from eoffice.web.fields import Fields, Form, reading

BARIS_TAMBAHAN: Final = 3
_BARIS: Final = 110  # characters of a line of the kop
_SHA: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Keputusan:
    """From when it holds, why, and how many decisions there were when the form was made."""

    berlaku_sejak: date
    alasan: str
    dari: int


def keputusan(form: Form) -> Keputusan:
    """Raises Invalid with every field at once."""
    with reading(form) as f:
        since = f.date("berlaku_sejak", "Berlaku sejak")
        if since < clock.today():
            f.wrong("berlaku_sejak", "Pengaturan tidak berlaku surut; pilih hari ini atau sesudahnya.")
        why = f.text("alasan", "Alasan", max=500, min=10, lines=True)
        held = f.version("urutan")
    return Keputusan(since, why, held)


def isi(bagian: Bagian, key: str, form: Form) -> Isi:
    """The proposed content of a part. Raises Invalid with every field at once."""
    with reading(form) as f:
        made = _PEMBACA[bagian](f, key)
    return made


def _kop(f: Fields, key: str) -> dict[str, Any]:
    first = f.text("pemerintah", "Baris pemerintah", max=_BARIS, required=False)
    if "{" in first.replace("{kota}", "") or "}" in first.replace("{kota}", ""):
        f.wrong("pemerintah", "Tanda kurung kurawal hanya untuk {kota}.")
    raw = f.text("tambahan", "Baris tambahan", max=400, required=False, lines=True)
    lines = [" ".join(line.split()) for line in raw.split("\n") if line.strip()]
    if len(lines) > BARIS_TAMBAHAN or any(len(line) > _BARIS for line in lines):
        f.wrong("tambahan", f"Paling banyak {BARIS_TAMBAHAN} baris, masing-masing {_BARIS} huruf.")
    return {"pemerintah": first, "tambahan": lines}


def _lambang(f: Fields, key: str) -> dict[str, Any]:
    made: dict[str, Any] = {"hitam": f.flag("hitam")}
    for name in ("daerah", "jabatan"):
        made[name] = f.text(name, "Gambar", max=64, required=False)
        if made[name] and not _SHA.fullmatch(made[name]):
            f.wrong(name, "Gambar itu tidak dikenal. Unggah sekali lagi.")
    return made


def _kertas(f: Fields, key: str) -> dict[str, Any]:
    made = {}
    for kind in berkertas():
        chosen = f.text(f"kertas-{kind.kode}", kind.nama, max=2, required=False) or kind.kertas
        if chosen not in KERTAS:
            f.wrong(f"kertas-{kind.kode}", "Pilih A4 atau F4.")
        elif chosen != kind.kertas:
            made[kind.kode] = chosen
    return made


def _nomor(f: Fields, key: str) -> dict[str, Any]:
    number = f.text("nomor", "Pola nomor", max=PANJANG_NOMOR)
    register = f.text("register", "Register", max=PANJANG_REGISTER)
    for name, said in (
        ("nomor", periksa_nomor(number)),
        ("register", periksa_register(register, jenis.get(key).register)),
    ):
        if said:
            f.wrong(name, said)
    return {"nomor": number, "register": register}


def _tulisan(f: Fields, key: str) -> dict[str, Any]:
    zone = f.text("zona", "Zona waktu", max=4)
    if zone not in rupa.ZONA:
        f.wrong("zona", "Pilih WIB, WITA, atau WIT.")
    capitals = f.text("jabatan_kapital", "Nama jabatan", max=1, required=False) != "0"
    return {"jabatan_kapital": capitals, "nama_garis_bawah": f.flag("nama_garis_bawah"), "zona": zone}


def _tte(f: Fields, key: str) -> dict[str, Any]:
    high = f.integer("tinggi_visual_mm", "Tinggi")
    if high not in rupa.TINGGI_VISUAL:
        f.wrong("tinggi_visual_mm", "Pilih salah satu tinggi yang tersedia; kode QR harus tetap paling sedikit 2 cm.")
    said = f.text("kalimat_visual", "Kalimat", max=60)
    if rupa.FRASA_VISUAL not in said.casefold():
        f.wrong("kalimat_visual", f"Kalimat ini harus memuat kata “{rupa.FRASA_VISUAL}”.")
    called = f.text("balai", "Sebutan BSrE", max=60)
    if called not in rupa.BALAI:
        f.wrong("balai", "Pilih salah satu sebutan.")
    return {
        "tinggi_visual_mm": high,
        "kalimat_visual": said,
        "nama_visual": f.flag("nama_visual"),
        "bingkai": f.flag("bingkai"),
        "kaki_akhir_saja": f.flag("kaki_akhir_saja"),
        "kaki_tambahan": f.text("kaki_tambahan", "Kalimat tambahan", max=120, required=False),
        "balai": called,
    }


_PEMBACA: Final = {
    Bagian.KOP: _kop,
    Bagian.LAMBANG: _lambang,
    Bagian.KERTAS: _kertas,
    Bagian.NOMOR: _nomor,
    Bagian.TULISAN: _tulisan,
    Bagian.TTE: _tte,
}


#: The parts that this page decides about; others have a page of their own.
DI_SINI: Final = tuple(_PEMBACA)


def berkertas() -> list[jenis.Jenis]:
    """Kinds whose paper the city may choose; an A5 form stays one."""
    return [kind for kind in jenis.DITULIS if kind.kertas in KERTAS]


def bernomor() -> list[jenis.Jenis]:
    """Kinds that take a number here."""
    return [kind for kind in jenis.JENIS.values() if kind.bernomor]


def kunci(bagian: Bagian, given: str) -> str:
    """The key that a part has: the given one, or the first there is; "" for parts without."""
    known = {Bagian.KOP: list(JENIS_KOP), Bagian.NOMOR: [kind.kode for kind in bernomor()]}.get(bagian)
    if known is None:
        return ""
    return given if given in known else ("dinas" if bagian is Bagian.KOP else known[0])


def kata(bagian: Bagian, key: str, content: Isi) -> list[str]:
    """Content as people read it, one line each."""
    if not content:
        return ["Kembali ke bawaan"]
    if bagian is Bagian.KOP:
        first = [] if key in KOP_JABATAN else [f"Baris pertama: {content['pemerintah'] or 'tidak dicetak'}"]
        return [*first, *(f"Baris tambahan: {line}" for line in content["tambahan"])] or ["Tanpa baris tambahan"]
    if bagian is Bagian.LAMBANG:
        named = (("daerah", "Lambang daerah"), ("jabatan", "Lambang pada kop jabatan"))
        said = [
            f"{label}: {'gambar ' + content[name][:8] if content[name] else 'gambar bawaan'}" for name, label in named
        ]
        return [*said, "Hitam" if content["hitam"] else "Berwarna"]
    if bagian is Bagian.KERTAS:
        return [f"{jenis.JENIS[kode].nama}: {size}" for kode, size in content.items() if kode in jenis.JENIS]
    if bagian is Bagian.NOMOR:
        return [f"Nomor: {content['nomor']}", f"Register: {content['register']}"]
    if bagian is Bagian.TULISAN:
        return [
            "Jabatan huruf kapital" if content["jabatan_kapital"] else "Jabatan seperti tertulis",
            "Nama tebal bergaris bawah" if content["nama_garis_bawah"] else "Nama tanpa garis bawah",
            content["zona"],
        ]
    return [
        f"Tinggi {content['tinggi_visual_mm']} mm, {'berbingkai' if content['bingkai'] else 'tanpa bingkai'}",
        f"“{content['kalimat_visual']}”{' dengan nama' if content['nama_visual'] else ''}",
        f"Catatan di {'halaman terakhir' if content['kaki_akhir_saja'] else 'setiap halaman'}: {content['balai']}",
        *([f"Tambahan: {content['kaki_tambahan']}"] if content["kaki_tambahan"] else []),
    ]
