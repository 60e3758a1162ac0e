"""What a jenis naskah is made of: its fields, its form family, who may sign it, and how it is numbered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

Bentuk = Literal["teks", "teks_panjang", "tanggal", "waktu", "bilangan", "pilihan", "daftar", "baris", "orang"]
Huruf = Literal["sans", "bonum"]
Isi = Literal["wajib", "opsional", "tanpa"]

#: The two families a reader recognises, the law-like one, and boxed forms (naskah-dinas.md 2.1).
KELUARGA: Final[Mapping[str, str]] = {
    "K": "Korespondensi",
    "J": "Berjudul",
    "H": "Produk hukum",
    "F": "Formulir",
}
#: Groups as Permendagri 1/2023 has them; data, because cities differ.
KELOMPOK: Final[Mapping[str, str]] = {
    "arahan": "Arahan",
    "korespondensi": "Korespondensi",
    "khusus": "Khusus",
    "lainnya": "Lainnya",
}


@dataclass(frozen=True)
class Kolom:
    """A field of one jenis: machine name, label, how it is filled in, and help with an example.

    What is kept in `naskah.rincian`: text for teks, teks_panjang and pilihan; ISO text for tanggal and ``HH:MM`` for
    waktu ('' when empty); int or None for bilangan; list of text for daftar; list of dicts for baris and orang.

    Attributes:
        opsi: of a pilihan, (value, words).
        kolom: of baris, the fields of one row; none of them baris or orang themselves.
        banyak: baris and orang may have many rows; otherwise the list has one.
        paling_panjang: characters of a text or of a line of a daftar.
        paling_banyak: rows, or lines of a daftar.
        terkecil, terbesar: of a bilangan.
        butir: what one row is called, as in "Pihak 2".
    """

    nama: str
    label: str
    bentuk: Bentuk
    wajib: bool = True
    bantuan: str = ""
    paling_panjang: int = 300
    opsi: tuple[tuple[str, str], ...] = ()
    kolom: "tuple[Kolom, ...]" = ()
    banyak: bool = True
    paling_banyak: int = 60
    terkecil: int = 0
    terbesar: int = 100_000
    butir: str = "Baris"

    def __post_init__(self) -> None:
        if self.bentuk == "orang" and not self.kolom:
            object.__setattr__(self, "kolom", ORANG)
            object.__setattr__(self, "butir", "Orang" if self.butir == "Baris" else self.butir)
        if self.berbaris != bool(self.kolom) or any(k.berbaris for k in self.kolom):
            raise ValueError(f"kolom {self.nama!r}")

    @property
    def berbaris(self) -> bool:
        """Is it filled in as rows of smaller fields?"""
        return self.bentuk in ("baris", "orang")


#: One person as an official record names one (7.4); all but the name may be unknown or not apply.
ORANG: Final = (
    Kolom("nama", "Nama", "teks", bantuan="Dengan gelar.", paling_panjang=160),
    Kolom("nip", "NIP", "teks", wajib=False, bantuan="18 angka.", paling_panjang=30),
    Kolom("pangkat", "Pangkat", "teks", wajib=False, paling_panjang=80),
    Kolom("golongan", "Golongan", "teks", wajib=False, bantuan="Contoh: III/d", paling_panjang=10),
    Kolom("jabatan", "Jabatan", "teks", wajib=False, paling_panjang=200),
)

#: A rule over the filled-in fields, asked at ajukan: field → sentence.
Syarat = Callable[[Mapping[str, Any]], Mapping[str, str]]


@dataclass(frozen=True)
class Jenis:
    """A kind of naskah. `register` and `nomor` are templates; tokens as in naskah-dinas 4.1.

    Attributes:
        keluarga: key of KELUARGA; `kelompok`: key of KELOMPOK.
        kertas: "A4", "F4" or "A5"; `rebah` turns it.
        huruf: sans (as Arial), or bonum (as Bookman) for produk hukum.
        sebutan: of a jenis that several sign, what each is called, in the order of signing; two or three.
        pihak_wajib: the second must sign too.
        bukan_sendiri: the field of people among whom the signer must not be (naskah-dinas.md 9, rule 29).
        bertujuan, bertembusan: is there an addressee (then one is required), and may there be tembusan?
        isi: is the body of the editor required, optional, or not there at all?
        isi_sebelum: the field before which the body stands on the form, as it is printed; "" puts it after all of them.
        label_isi, label_hal: what the form calls the two; `label_hal` "" means that the field is not shown and hal
            is made by `judul`.
        bantuan_hal: help and example below that field.
        judul: hal from the other fields, where nobody types it.
        berwenang: keys of `wewenang.KEDUDUKAN` that may sign; empty means every jabatan that may sign at all.
        paraf_koordinasi: names of units whose head must give a paraf koordinasi, as "Bagian Hukum".
        tembusan_usulan: names of units whose heads a new konsep is copied to.
        kode_usulan: classification codes to propose, most likely first.
        sifat_bawaan: value of Sifat that a new konsep begins with.
        lampiran: how it is called in the header of its lampiran.
        contoh: a short example text for the help page.
        dicatat_saja: the office writes it elsewhere; only its number and file are registered here.
        syarat: rules over `rincian` beyond what the fields say for themselves.
    """

    kode: str
    nama: str
    keluarga: str
    register: str
    nomor: str
    bertujuan: bool = True
    hanya_internal: bool = False
    kolom: tuple[Kolom, ...] = ()
    keterangan: str = ""
    bersama: bool = False  # others may sign after the first signer
    nomor_lain: str = ""  # how it is numbered when a perangkat daerah issues it; as `nomor` when empty
    sebutan: tuple[str, ...] = ("PIHAK PERTAMA", "PIHAK KEDUA", "MENGETAHUI")
    pihak_wajib: bool = False
    bukan_sendiri: str = ""
    kelompok: str = "khusus"
    kertas: str = "A4"
    rebah: bool = False
    huruf: Huruf = "sans"
    bernomor: bool = True
    bertembusan: bool = True
    isi: Isi = "wajib"
    isi_sebelum: str = ""
    label_isi: str = "Isi surat"
    label_hal: str = "Hal"
    bantuan_hal: str = ""
    judul: Callable[[Mapping[str, Any]], str] | None = None
    berwenang: tuple[str, ...] = ()
    paraf_koordinasi: tuple[str, ...] = ()
    tembusan_usulan: tuple[str, ...] = ()
    kode_usulan: tuple[str, ...] = ()
    sifat_bawaan: str = "biasa"
    lampiran: str = ""
    contoh: str = ""
    ikon: str = "file-text"
    dicatat_saja: bool = False
    syarat: tuple[Syarat, ...] = ()

    def __post_init__(self) -> None:
        if self.keluarga not in KELUARGA or self.kelompok not in KELOMPOK:
            raise ValueError(f"jenis {self.kode!r}")
        if self.isi_sebelum and self.isi_sebelum not in {k.nama for k in self.kolom}:
            raise ValueError(f"jenis {self.kode!r}: isi_sebelum {self.isi_sebelum!r}")

    @property
    def nama_lampiran(self) -> str:
        """How a naskah of this jenis is called in the header of its lampiran."""
        return self.lampiran or self.nama
