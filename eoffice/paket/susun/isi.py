"""The part of a package that is the same in several formats: one folder for each record, and the list of berkas."""

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from eoffice.paket.susun.penulis import Penulis, Tentang
    from eoffice.paket.susun.rekaman import Rekaman

#: Of the layout itself, in every package; a reader refuses one that is newer than itself.
VERSI: Final = 1
MIME: Final = {"json": "application/json", "xml": "application/xml"}


def berkas_json(about: "Tentang") -> str:
    """What the package is, and every berkas in it with all that is known of it."""
    told = {
        "versi": VERSI,
        "judul": about.judul,
        "instansi": about.instansi,
        "dibuat": about.dibuat.isoformat(),
        "cakupan": about.cakupan,
        "berkas": about.berkas,
    }
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def tulis_rekaman(out: "Penulis", folder: str, rekaman: "Rekaman", *, tanpa: frozenset[str] = frozenset()) -> None:
    """The texts of a record and its files, below a folder of its own."""
    for nama, text in sorted(rekaman.teks.items()):
        if nama not in tanpa:
            out.teks(f"{folder}/{nama}", text, MIME.get(nama.rpartition(".")[2], "text/plain"))
    for file in rekaman.muatan:
        out.muatan(f"{folder}/{file.nama}", file)
