"""BagIt 1.0 (RFC 8493): payload below data/, a SHA-256 manifest of it, and one of the tag files."""

from typing import TYPE_CHECKING, Final

from eoffice.paket.susun.isi import berkas_json, tulis_rekaman

if TYPE_CHECKING:
    from eoffice.paket.susun.penulis import Bacaan, Entri, Penulis, Tentang

DEKLARASI: Final = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def tulis(out: "Penulis", about: "Tentang", records: "Bacaan") -> None:
    """The payload first, for its manifest is known only then; nothing says that tag files must come first."""
    out.teks("data/berkas.json", berkas_json(about), "application/json")
    count = 0
    for urutan, rekaman in records():
        tulis_rekaman(out, f"data/rekaman/{urutan:06d}", rekaman)
        count += 1
    payload = list(out.entri)
    size = sum(e.size for e in payload)
    tags = [
        out.teks("bagit.txt", DEKLARASI),
        out.teks(
            "bag-info.txt",
            f"Source-Organization: {_line(about.instansi)}\n"
            f"External-Description: {_line(about.judul)}\n"
            f"External-Identifier: {about.nama}\n"
            f"Bagging-Date: {about.dibuat.isoformat()}\n"
            f"Bag-Software-Agent: eoffice\n"
            f"Payload-Oxum: {size}.{len(payload)}\n"
            f"Jumlah-Rekaman: {count}\n",
        ),
        out.teks("manifest-sha256.txt", manifest(payload)),
    ]
    out.teks("tagmanifest-sha256.txt", manifest(tags))


def _line(text: str) -> str:
    return " ".join(text.split())


def manifest(entri: "list[Entri]") -> str:
    """One line for each file; in a path the three signs that would end a line early are written as RFC 8493 2.1.3 says."""
    lines = []
    for e in entri:
        path = e.nama.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
        lines.append(f"{e.sha256}  {path}\n")
    return "".join(lines)
