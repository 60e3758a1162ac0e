"""Every row of the bench in its order, and one run of them."""

import os
import platform
from collections.abc import Callable, Collection
from typing import Final

from eoffice import clock
from eoffice.errors import Invalid
from eoffice.ukur import dasbor, halaman, kueri, pena, proses, simpan, urut
from eoffice.ukur.hasil import Baris, Jalannya, paling
from eoffice.ukur.muat import Muatan, Say
from eoffice.ukur.takar import Jam, Nilai
from eoffice.ukur.tempat import Tempat
from eoffice.web.services import Services


def pemuatan(tempat: Tempat) -> list[Baris]:
    """What loading the corpus cost; measured when it was loaded, once."""
    found = tempat.muatan
    whole = found.cpu_baris + found.cpu_indeks
    allowed = 120 * found.banyak / 100_000
    return [
        Baris(
            "muat",
            f"Memuat {found.banyak} surat dengan indeks",
            Nilai(whole, "detik"),
            "barisnya saja",
            Nilai(found.cpu_baris, "detik"),
            (paling(whole, allowed, f"≤ {allowed:g} detik CPU".replace(".", ",")),),
            "Waktu prosesor PostgreSQL ikut dihitung." if tempat.dialect == "postgresql" else "",
        )
    ]


#: Groups of rows by the name that --baris takes.
KELOMPOK: Final[dict[str, tuple[str, Callable[[Tempat], list[Baris]]]]] = {
    "daftar": ("kotak masuk dan surat keluar, aplikasi lengkap", halaman.daftar),
    "catatan": ("satu naskah dan satu surat masuk", halaman.catatan),
    "cari": ("halaman pencarian: terbaru, kata, dua kata, frasa, awalan", halaman.cari),
    "dasbor": ("dasbor kota atas tiga tahun dan sejuta surat", dasbor.dasbor),
    "kotak": ("kueri kotak masuk, halaman pertama dan yang dalam", kueri.kotak),
    "hak": ("hak di dalam mesin cari", kueri.hak),
    "pdf": ("surat dinas satu halaman ke PDF", pena.cetak),
    "tte": ("tanda tangan elektronik", pena.tanda_tangan),
    "nomor": ("nomor serentak pada satu register", urut.serentak),
    "simpan": ("menyimpan satu berkas", simpan.simpan),
    "muat": ("memuat semua surat dengan indeksnya", pemuatan),
    "mulai": ("mulai sampai halaman pertama, dan memori", proses.mulai),
}


def jalankan(services: Services, muatan: Muatan, *, ulang: int, nama: Collection[str], say: Say) -> Jalannya:
    """Measure the groups that are asked for, all when none is.

    Raises:
        Invalid: a group that does not exist.
    """
    unknown = set(nama) - set(KELOMPOK)
    if unknown:
        raise Invalid(f"Tidak ada baris bernama {min(unknown)[:40]}. Yang ada: {', '.join(KELOMPOK)}.")
    tempat = Tempat(services, muatan, ulang, Jam(services.engine))
    found: list[Baris] = []
    for name, (what, measure) in KELOMPOK.items():
        if not nama or name in nama:
            say(f"  mengukur {what} …")
            found += measure(tempat)
    return Jalannya(
        tanggal=clock.today().isoformat(),
        mesin=f"{os.cpu_count()} inti, {platform.system()} {platform.machine()}, Python {platform.python_version()}",
        basis=tempat.dialect,
        simpanan="s3" if tempat.s3 else "folder",
        banyak=muatan.banyak,
        benih=muatan.benih,
        ulang=ulang,
        baris=tuple(found),
    )
