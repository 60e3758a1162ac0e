"""People in a naskah: those who are sent, and those who sign. Source: naskah-dinas.md 2.4 f and g, 7.4; 9 numbers 2, 27 to 30."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from eoffice.naskah.periksa.nilai import Jalur, Perkara, Teks, Temuan, Tingkat, aturan, pada, pemeriksa, umum
from eoffice.naskah.periksa.waktu import tanggal_iso
from eoffice.pdf import kata

SENDIRI: Final = aturan("tugas-sendiri", "Menandatangani tugas atau izin sendiri", "9 nomor 29", Tingkat.MENAHAN)
GANDA: Final = aturan("orang-ganda", "Orang yang sama dua kali", "2.4 huruf f")
BERTINDIH: Final = aturan("tugas-bertindih", "Surat tugas bertindih", "2.4 huruf f")
PANGKAT: Final = aturan("pangkat-golongan", "Pangkat tidak cocok dengan golongan", "7.4")
LAMA: Final = aturan("spd-lama", "Lama perjalanan", "2.4 huruf g", Tingkat.MENAHAN)
NIP_PENANDA: Final = aturan("nip-penandatangan", "NIP penandatangan", "9 nomor 28")
KEPALA_DAERAH: Final = aturan("kepala-daerah-nip", "NIP atau pangkat pada kepala daerah", "9 nomor 28", Tingkat.MENAHAN)
BENTUK: Final = aturan("bentuk-tanda-tangan", "Bentuk a.n. dan u.b.", "9 nomor 27", Tingkat.MENAHAN)
AN_TEKS: Final = aturan("an-penulisan", "Penulisan a.n., u.b., Plt., Plh.", "9 nomor 27")
PLT_PLH: Final = aturan("plt-plh", "Plt. dan Plh. sekaligus", "9 nomor 27", Tingkat.MENAHAN)
KOP: Final = aturan("kop-penandatangan", "Kop tidak sesuai penandatangan", "9 nomor 2", Tingkat.MENAHAN)
HUKUM: Final = aturan("paraf-hukum", "Paraf koordinasi Bagian Hukum", "9 nomor 30")

_GOLONGAN: Final = {
    "I/a": "Juru Muda", "I/b": "Juru Muda Tingkat I", "I/c": "Juru", "I/d": "Juru Tingkat I", "II/a": "Pengatur Muda",
    "II/b": "Pengatur Muda Tingkat I", "II/c": "Pengatur", "II/d": "Pengatur Tingkat I", "III/a": "Penata Muda",
    "III/b": "Penata Muda Tingkat I", "III/c": "Penata", "III/d": "Penata Tingkat I", "IV/a": "Pembina",
    "IV/b": "Pembina Tingkat I", "IV/c": "Pembina Utama Muda", "IV/d": "Pembina Utama Madya", "IV/e": "Pembina Utama",
}  # fmt: skip
_GOL: Final = re.compile(r"\b(I|II|III|IV)/([a-e])\b", re.IGNORECASE)
_PANGKAT: Final = re.compile(
    r"\s{0,9}((?:Juru|Pengatur|Penata|Pembina)(?: Muda| Utama| Madya| Tingkat I| Tk\.? ?I){0,2})\b"
)
_AN: Final = re.compile(
    r"(?<![\w.])(?:(A\.N\.|A\.n\.|a\.n(?!\.)|an\.)(?= (?:Wali|Sekretaris|Kepala|Camat|Gubernur|WALI|SEKRETARIS|KEPALA|CAMAT))"
    r"|(U\.B\.|U\.b\.|u\.b(?!\.)|ub\.)(?=\s|$)|(PLT\.?|PLH\.?|plt\.?|plh\.?|Plt(?!\.)|Plh(?!\.))(?= [A-Z]))"
)
_PLT_PLH: Final = re.compile(r"\bPl[th]\.? ?/? ?Pl[th]\.", re.IGNORECASE)
_SENDIRI: Final = frozenset({"surat_tugas", "surat_izin", "spd", "spt"})
_ORANG: Final = frozenset({"kepada", "pegawai", "petugas", "yang_ditugasi", "pengikut", "pelaksana"})


@dataclass(frozen=True)
class Orang:
    """Somebody named in the details."""

    teks: Teks
    nama: str
    nip: str
    pangkat: str
    jalur_pangkat: Jalur | None = None


def orang(rincian: Mapping[str, Any]) -> Iterator[Orang]:
    """People in the details: groups of fields with a name, or one line `Nama | NIP | Pangkat/Gol. | Jabatan`."""
    yield from _orang(rincian, ("rincian",), named=False)


def _orang(value: Any, jalur: Jalur, *, named: bool) -> Iterator[Orang]:
    if isinstance(value, Mapping):
        nama = value.get("nama")
        if isinstance(nama, str) and nama.strip() and ("nip" in value or "pangkat" in value):
            pangkat = ", ".join(str(value[n]) for n in ("pangkat", "golongan") if value.get(n))
            yield Orang(
                Teks((*jalur, "nama"), "Nama", nama),
                nama.strip(),
                _digits(value.get("nip")),
                pangkat,
                (*jalur, "pangkat"),
            )
            return
        for name, item in value.items():
            yield from _orang(item, (*jalur, name), named=name in _ORANG)
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from _orang(item, (*jalur, i), named=named)
    elif named and isinstance(value, str) and "|" in value:
        parts = [x.strip() for x in value.split("|")] + [""] * 3
        yield Orang(Teks(jalur, "Kepada", value), parts[0], _digits(parts[1]), parts[2])


def _digits(value: object) -> str:
    return "".join(c for c in str(value or "") if c.isdigit())


@pemeriksa
def tugas(p: Perkara) -> Iterator[Temuan]:
    """Nobody sends himself, nobody is sent twice at a time."""
    b = p.bahan
    first, last = tanggal_iso(b.rincian.get("tanggal_mulai")), tanggal_iso(b.rincian.get("tanggal_selesai"))
    seen: set[str] = set()
    for who in orang(b.rincian):
        key = who.nip or who.nama.casefold()
        t, end = who.teks, len(who.nama) if "|" in who.teks.isi else len(who.teks.isi)
        if b.jenis in _SENDIRI and any(not s.kepala_daerah and _sama(who, s.nip, s.nama) for s in b.penanda):
            yield pada(
                SENDIRI,
                t,
                0,
                end,
                f"{who.nama} menandatangani untuk dirinya sendiri.",
                "Pilih atasannya sebagai penandatangan.",
            )
        if key in seen and who.teks.jalur[:2] != ("rincian", "pihak"):
            yield pada(GANDA, t, 0, end, f"{who.nama} sudah ada di daftar ini.", "Hapus salah satu.")
        seen.add(key)
        for other in p.fakta.tugas_lain:
            if first and last and who.nip and other.nip == who.nip and other.mulai <= last and first <= other.selesai:
                yield pada(
                    BERTINDIH, t, 0, end,
                    f"{who.nama} sudah bertugas {kata.tanggal(other.mulai)} s.d. {kata.tanggal(other.selesai)} ({other.sebutan}).",
                    "Pastikan keduanya memang dapat dijalankan.",
                )  # fmt: skip
        yield from _pangkat(who)


def _sama(who: Orang, nip: str, nama: str) -> bool:
    return who.nip == nip if who.nip and nip else who.nama.casefold() == nama.casefold()


def _pangkat(who: Orang) -> Iterator[Temuan]:
    level, rank = _GOL.search(who.pangkat), _PANGKAT.match(who.pangkat)
    if level is None or rank is None:
        return
    gol = f"{level[1].upper()}/{level[2].lower()}"
    said = re.sub(r"Tk\.? ?I\b", "Tingkat I", rank[1])
    right = _GOLONGAN.get(gol)
    if right != said:
        jalur = who.jalur_pangkat or who.teks.jalur
        at = who.teks.isi.find(rank[1]) if who.jalur_pangkat is None else 0
        t = Teks(jalur, "Pangkat", who.teks.isi if who.jalur_pangkat is None else who.pangkat)
        wrong = f"Golongan {gol} berpangkat {right}, bukan {said}." if right else f"Golongan {gol} tidak ada."
        yield pada(
            PANGKAT, t, at, at + len(rank[1]), wrong, "Periksa mana yang benar, pangkatnya atau golongannya.", right
        )  # fmt: skip


@pemeriksa
def lama(p: Perkara) -> Iterator[Temuan]:
    """A journey from the first to the last day, both counted."""
    r = p.bahan.rincian
    first = tanggal_iso(r.get("tgl_berangkat") or r.get("tanggal_berangkat"))
    last = tanggal_iso(r.get("tgl_kembali") or r.get("tanggal_kembali"))
    said = str(r.get("lama_hari") or "")
    if first is None or last is None or last < first or not said.isdecimal():
        return
    right = (last - first).days + 1
    if int(said) != right:
        yield umum(
            LAMA, ("rincian", "lama_hari"), p.bahan.label.get("lama_hari", "Lama perjalanan"),
            f"{kata.tanggal(first)} sampai {kata.tanggal(last)} adalah {right} hari, bukan {said}.", f"Isi {right} hari, atau perbaiki tanggalnya.",
        )  # fmt: skip


@pemeriksa
def penanda(p: Perkara) -> Iterator[Temuan]:
    """The signature block and the kop that goes with it."""
    b = p.bahan
    for x in b.penanda:
        where = (("penandatangan_id",), "Penandatangan")
        if x.kepala_daerah and (x.nip or x.pangkat):
            yield umum(
                KEPALA_DAERAH,
                *where,
                f"{x.jabatan} tidak mencantumkan NIP dan pangkat.",
                "Kosongkan NIP dan pangkatnya.",
            )
        elif not x.kepala_daerah and x.nama and len(_digits(x.nip)) != 18:
            yield umum(
                NIP_PENANDA, *where, f"NIP {x.nama} belum 18 angka.", "Mintalah admin melengkapi data pegawainya."
            )
        if (x.bentuk in ("an", "ub") and not x.jabatan_atas) or (x.bentuk == "ub" and not x.jabatan_ub):
            yield umum(
                BENTUK, ("bentuk",), "Bentuk tanda tangan", "u.b. selalu sesudah a.n., dan a.n. menyebut pemberi wewenangnya.",
                "Pilih bentuk tanda tangan yang sesuai.",
            )  # fmt: skip
    if b.kop and b.penanda and (b.kop == "kepala_daerah") != b.penanda[0].kepala_daerah:
        yield umum(
            KOP, ("penandatangan_id",), "Kop", "Kop mengikuti penandatangan: Garuda hanya bila Wali Kota atau Wakil menandatangani.",
            "Pilih penandatangan atau kop yang sesuai.",
        )  # fmt: skip
    if (
        b.koordinasi is not None
        and b.jenis in ("keputusan", "instruksi")
        and not any("Hukum" in x for x in b.koordinasi)
    ):
        yield umum(
            HUKUM,
            ("rute",),
            "Paraf",
            "Bagian Hukum belum diminta memaraf.",
            "Tambahkan Bagian Hukum sebagai paraf koordinasi.",
        )


@pemeriksa
def singkatan_jabatan(p: Perkara) -> Iterator[Temuan]:
    """`a.n.`, `u.b.` in small letters with dots; `Plt.` and `Plh.` with one."""
    for t in p.teks:
        for m in _PLT_PLH.finditer(t.isi):
            yield pada(
                PLT_PLH,
                t,
                *m.span(),
                "Plt. dan Plh. tidak berlaku sekaligus.",
                "Pilih salah satu: Plt. bila jabatan kosong, Plh. bila pejabat berhalangan.",
            )
        for m in _AN.finditer(t.isi):
            right = "a.n." if m[1] else "u.b." if m[2] else f"Pl{m[3][2].lower()}."
            yield pada(AN_TEKS, t, *m.span(), f"“{m[0]}” ditulis “{right}”.", f"Tulis {right}.", right)
