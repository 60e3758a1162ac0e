"""Letters as JSON (naskah-dinas.md 2.2), set as pages; and their golden text with coordinates.

A file `surat/<name>.json` is an envelope of 2.2. Its `isi` gives the body (`pembuka`, `paragraf`, `butir`, `penutup`, or
`badan`, a body document) and the own fields of the jenis by their names; `rincian` adds or replaces fields.
Beside it stands `surat/<name>.emas`. After a wanted change of layout look at the pages, then write them anew:

    python -m tests.naskah.emas [name ...]          # rewrites the goldens
    python -m tests.naskah.emas --pdf FOLDER [name ...]  # writes the PDFs to look at
"""

import json
import sys
from collections.abc import Collection
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from eoffice.naskah import jenis
from eoffice.naskah.document import Halaman, Kop, Lampiran, Penanda, Pihak, Rendered, Tujuan, render
from eoffice.naskah.document.lampiran import grid, listing
from eoffice.pdf import geometry, isi
from tests.pdf.bodies import ADDRESS, places

FOLDER: Final = Path(__file__).parent / "surat"
NAMES: Final = sorted(path.stem for path in FOLDER.glob("*.json"))
_OPD: Final = {
    "01": "Wali Kota Arunika",
    "02": "Wakil Wali Kota Arunika",
    "10": "Sekretariat Daerah",
    "29": "Dinas Kependudukan dan Pencatatan Sipil",
    "31": "Dinas Komunikasi dan Informatika",
    "33": "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
    "35": "Dinas Kearsipan dan Perpustakaan",
    "43": "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
}
_ALAMAT: Final = ("Jalan Balai Kota Nomor 1, Arunika 99101", "Telepon (0999) 123456, Laman arunika.example")


def envelope(name: str) -> dict[str, Any]:
    """The letter as it is written in the file."""
    value: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return value


def halaman(name: str, **more: Any) -> Halaman:
    """The final pages of a letter; say what is particular."""
    return dari(envelope(name), **more)


def dari(of: dict[str, Any], **more: Any) -> Halaman:
    """The final pages of an envelope."""
    kind, inside = jenis.get(of["jenis"]), of["isi"]
    own = {k.nama: inside[k.nama] for k in kind.kolom if inside.get(k.nama) is not None}
    first, *others = _signers(of)
    hal = of["hal"] or inside.get("tentang") or ""
    rincian = {**own, **of.get("rincian", {})}
    values: dict[str, Any] = {
        "jenis": kind.kode,
        "kop": _kop(of["kop"]),
        "isi": inside.get("badan") or isi.from_plain(_plain(inside, own)),
        "rincian": rincian,
        "penanda": first.penanda,
        "penanda_lain": tuple(others),
        "tempat": of["tempat"],
        "nomor": of["nomor"]["teks"],
        "tanggal": date.fromisoformat(of["tanggal"]),
        "sifat": of["sifat"],
        "urgensi": of["urgensi"],
        "lampiran_jumlah": of["lampiran"]["jumlah"],
        "lampiran_satuan": of["lampiran"]["satuan"] or "berkas",
        "hal": kind.judul(rincian) if kind.judul else hal,
        "tujuan": tuple(_tujuan(each) for each in of["tujuan"]),
        "dari": inside.get("dari", ""),
        "melalui": next((each["melalui"] for each in of["tujuan"] if each.get("melalui")), ""),
        "tembusan": tuple(of["tembusan"]),
        "lampiran": tuple(_lampiran(each) for each in of["lampiran"]["dokumen"]),
        "kertas": geometry.kertas(kind.kertas, rebah=kind.rebah),
        "konsep": False,
        "verify_url": ADDRESS,
    }
    return Halaman(**{**values, **more})


def _kop(of: dict[str, Any]) -> Kop:
    unit = _OPD.get(of["unit"], "")
    if of["tipe"] in ("kepala_daerah", "wakil_kepala_daerah"):
        return Kop(baris=(unit,), jabatan=True)
    return Kop(baris=tuple(of.get("baris") or ("Pemerintah Kota Arunika", unit)), alamat=_ALAMAT)


def _plain(inside: dict[str, Any], fields: Collection[str]) -> str:
    """Opening, paragraphs, items and closing as the textarea of the editor would hold them.

    Args:
        fields: own fields of the jenis, which are not of the body even if they are called the same.
    """
    parts = [inside.get("pembuka"), *inside.get("paragraf", []), inside.get("pernyataan")]
    points = inside.get("butir") or inside.get("untuk") or inside.get("analisis") or []
    items = "\n".join(f"{number}. {words}" for number, words in enumerate(points, 1))
    closing = None if "penutup" in fields else inside.get("penutup")
    return "\n\n".join(part for part in (*parts, items, closing) if part)


def _signers(of: dict[str, Any]) -> list[Pihak]:
    """PIHAK PERTAMA or the only signer first, as they sign."""
    made = []
    for who in sorted(of["penandatangan"], key=lambda each: each["peran"] not in ("penandatangan", "PIHAK PERTAMA")):
        values = {k: who.get(k) or "" for k in ("jabatan_atas", "jabatan_ub", "jabatan_definitif", "pangkat", "nip")}
        elected = who["jabatan"].startswith(("Wali Kota", "Wakil Wali Kota"))
        block = Penanda(
            jabatan=who["jabatan"], nama=who["nama"], bentuk=who["bentuk"], is_kepala_daerah=elected, **values
        )
        made.append(Pihak(sebutan=who["peran"], penanda=block))
    return made


def _tujuan(of: dict[str, Any]) -> Tujuan:
    return Tujuan(
        jabatan=of["jabatan"].removeprefix("Sdr. "),
        tempat=of["tempat"] or "",
        untuk_perhatian=of.get("untuk_perhatian") or "",
        perorangan=of["jabatan"].startswith("Sdr. "),
    )


def _lampiran(of: dict[str, Any]) -> Lampiran:
    body = (
        listing(of["butir"]) if of["bentuk"] == "daftar" else grid([tuple(row) for row in (of["kolom"], *of["baris"])])
    )
    return Lampiran(judul=of["judul"], isi=body)


@cache
def dicetak(name: str) -> Rendered:
    """The finished PDF of a letter, made once for every test that looks at it."""
    return render(halaman(name))


def emas(name: str) -> str:
    """The text of every page of a letter, in the order it is written, with its place in millimetres."""
    made = dicetak(name)
    lines = []
    for page in range(made.pages):
        lines.append(f"== halaman {page + 1} dari {made.pages}")
        lines += [f"{x:6.1f} {y:6.1f}  {' '.join(words.split())}" for x, y, words in places(made.pdf, page)]
    x1, y1, x2, y2 = (round(value / geometry.MM, 1) for value in made.qr_box[1:])
    return "\n".join([*lines, f"== tanda tangan di halaman {made.qr_box[0]}: {x1} {y1} {x2} {y2}", ""])


def tertulis(name: str) -> str:
    """The golden as it is kept; "" when there is none yet."""
    path = FOLDER / f"{name}.emas"
    return path.read_text("utf-8") if path.exists() else ""


def main(arguments: list[str]) -> None:
    """Write goldens anew, or the PDFs to look at."""
    folder = Path(arguments[1]) if arguments[:1] == ["--pdf"] else None
    for name in (arguments[2:] if folder else arguments) or NAMES:
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{name}.pdf").write_bytes(render(halaman(name)).pdf)
        else:
            (FOLDER / f"{name}.emas").write_text(emas(name), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
