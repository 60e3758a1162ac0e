"""Sample 04, the lembar disposisi, as the values its typesetter takes. `python -m tests.disposisi.contoh_lembar` renews its golden."""

import json
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, Final

from eoffice.disposisi.document import Langkah, Lembar, Penerima, render
from eoffice.disposisi.states import INSTRUKSI
from tests.pdf.bodies import places

CONTOH: Final = Path(__file__).parent / "04-lembar-disposisi.json"
EMAS: Final = CONTOH.with_suffix(".emas")


@cache
def amplop() -> dict[str, Any]:
    """The sample as it is kept."""
    of: dict[str, Any] = json.loads(CONTOH.read_text("utf-8"))
    return of


def lembar() -> Lembar:
    """What is printed of it; the sample names no hour, so it is ten in the morning."""
    of = amplop()
    inside = of["isi"]
    first = Langkah(
        dari=inside["pemberi"]["jabatan"],
        nama=of["penandatangan"][0]["nama"],
        pada=datetime.combine(date.fromisoformat(of["tanggal"]), time(3), UTC),
        penerima=tuple(Penerima(jabatan=each["jabatan"], peran=each["peran"]) for each in inside["diteruskan_kepada"]),
        instruksi=tuple(INSTRUKSI[kode].label for kode in inside["instruksi"]),
        catatan=inside["catatan"],
        batas=date.fromisoformat(inside["batas_waktu"]),
    )
    return Lembar(
        kop=("Pemerintah Kota Arunika", "Sekretariat Daerah"),
        surat_dari=inside["surat_dari"],
        nomor_surat=inside["nomor_surat"],
        tanggal_surat=date.fromisoformat(inside["tanggal_surat"]),
        diterima=date.fromisoformat(inside["diterima_tanggal"]),
        nomor_agenda=str(inside["nomor_agenda"]),
        hal=of["hal"],
        sifat=of["sifat"],
        urgensi=of["urgensi"],
        rantai=(first,),
        pilihan=tuple(each.label for each in INSTRUKSI.values()),
    )


@cache
def cetakan() -> bytes:
    """The sheet as PDF."""
    return render(lembar())


def emas() -> str:
    """Its words in the order they are written, each with its place in millimetres."""
    return "".join(f"{x:6.1f} {y:6.1f}  {' '.join(words.split())}\n" for x, y, words in places(cetakan()))


if __name__ == "__main__":
    EMAS.write_text(emas(), "utf-8")
