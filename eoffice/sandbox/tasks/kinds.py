"""Which type a file is, told by its content alone, and what each use accepts (UPL-01, UPL-08)."""

import re
import struct
from typing import Final

from eoffice.sandbox.refusal import Refused

ACCEPTED: Final[dict[str, tuple[str, ...]]] = {
    "naskah": ("pdf",),
    "lampiran": ("pdf", "jpeg", "png", "docx", "xlsx"),
    "masuk": ("pdf", "jpeg", "png"),
    "impor": ("xlsx", "csv"),
    "logo": ("png",),
}
EXTENSIONS: Final = {
    "pdf": ("pdf",),
    "jpeg": ("jpg", "jpeg", "jpe", "jfif"),
    "png": ("png",),
    "docx": ("docx",),
    "xlsx": ("xlsx",),
    "csv": ("csv",),
}
_SIGNATURES: Final = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"PK\x03\x04", "zip"),
)
#: Types that people do try, with what to do instead.
_ADVICE: Final = (
    (b"\xd0\xcf\x11\xe0", "Berkas Office lama (DOC, XLS) tidak diterima. Simpan sebagai DOCX, XLSX, atau PDF."),
    (b"MZ", "Berkas program tidak diterima."),
    (b"\x7fELF", "Berkas program tidak diterima."),
    (b"GIF8", "Gambar GIF tidak diterima. Simpan sebagai PNG."),
    (b"II*\0", "Gambar TIFF tidak diterima. Simpan sebagai PDF atau JPEG."),
    (b"MM\0*", "Gambar TIFF tidak diterima. Simpan sebagai PDF atau JPEG."),
    (b"RIFF", "Gambar WEBP tidak diterima. Simpan sebagai JPEG atau PNG."),
    (b"Rar!", "Arsip RAR tidak diterima. Unggah isinya satu per satu."),
    (b"7z\xbc\xaf", "Arsip 7z tidak diterima. Unggah isinya satu per satu."),
)
_HEIF: Final = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_MARKUP: Final = (b"<script", b"<html", b"<!doctype", b"<svg", b"<?php", b"<body", b"<iframe", b"<!entity")
_CSV_LARGEST: Final = 10 * 1024 * 1024


def detect(content: bytes, kind: str) -> str:
    """The type by content: pdf, jpeg, png, zip or, for an import only, csv.

    Raises:
        Refused: anything else.
    """
    if not content:
        raise Refused("Berkas ini kosong.")
    for signature, found in _SIGNATURES:
        if content.startswith(signature):
            return found
    for signature, said in _ADVICE:
        if content.startswith(signature):
            raise Refused(said)
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF:
        raise Refused(
            "Foto HEIC belum dapat dibaca di sini. Simpan sebagai JPEG dahulu: di iPhone pilih Pengaturan, Kamera, Format, "
            "Paling Kompatibel, atau kirim fotonya lewat pos-el."
        )
    if b"%PDF-" in content[:1024]:
        raise Refused("PDF ini didahului data lain sehingga tidak diterima. Simpan atau cetak ulang menjadi PDF.")
    if _has_markup(content):
        raise Refused("Berkas berisi halaman web atau skrip, bukan dokumen.")
    if kind == "impor" and _is_csv(content):
        return "csv"
    raise Refused("Jenis berkas ini tidak dikenali dari isinya.")


def agree(found: str, nama: str, kind: str) -> None:
    """The type must be one that this use accepts, and the extension must not claim another."""
    accepted = ACCEPTED[kind]
    listed = ", ".join(t.upper() for t in accepted)
    if found not in accepted:
        raise Refused(f"Jenis berkas {found.upper()} tidak diterima di sini. Yang diterima: {listed}.")
    extension = nama.rpartition(".")[2].strip().lower() if "." in nama else ""
    if extension not in EXTENSIONS[found]:
        raise Refused(
            f"Nama berkas berakhiran .{extension[:10]} tetapi isinya {found.upper()}. Perbaiki nama berkasnya."
        )


def refuse_polyglot(content: bytes, found: str) -> None:
    """A file that is also something else to another reader is refused (UPL-08)."""
    if found in ("pdf", "jpeg", "png") and has_zip_end(content):
        raise Refused(f"Berkas {found.upper()} ini sekaligus berupa arsip ZIP, jadi tidak diterima.")
    if found in ("pdf", "jpeg", "png") and _has_markup(content):
        raise Refused(f"Berkas {found.upper()} ini diawali penanda halaman web atau skrip, jadi tidak diterima.")
    if found == "pdf":
        end = content.rfind(b"%%EOF")
        if end < 0:
            raise Refused("PDF ini terpotong: penanda akhirnya tidak ada. Unduh atau pindai ulang, lalu unggah lagi.")
        if len(content) - end - 5 > 1024:
            raise Refused("Ada data asing sesudah akhir PDF ini. Simpan atau cetak ulang menjadi PDF.")


def has_zip_end(content: bytes) -> bool:
    """Whether a ZIP reader would find an archive: an end record near the end, or a plausible one anywhere."""
    for match in re.finditer(rb"PK\x05\x06", content):
        at = match.start()
        if len(content) - at <= 65_557:
            return True
        if at + 22 <= len(content):
            disk, _, here, total, size, _ = struct.unpack("<HHHHII", content[at + 4 : at + 20])
            if disk == 0 and here == total and 0 < size <= at and content[at - size : at - size + 4] == b"PK\x01\x02":
                return True
    return False


def _has_markup(content: bytes) -> bool:
    start = content[:1024].lower()
    return any(marker in start for marker in _MARKUP)


def _is_csv(content: bytes) -> bool:
    if len(content) > _CSV_LARGEST:
        raise Refused("Berkas CSV lebih besar dari 10 MiB.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("Berkas CSV harus memakai UTF-8. Pilih 'CSV UTF-8' saat menyimpan.") from None
    return not any(c < " " and c not in "\t\r\n" for c in text)
