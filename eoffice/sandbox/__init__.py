"""The only place that opens strangers' files: every parse runs in a fresh, confined child process (UPL-03)."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from eoffice.sandbox.refusal import Refused
from eoffice.sandbox.runner import Result, configure, run, run_public

__all__ = [
    "Checked",
    "Citra",
    "Refused",
    "Result",
    "baca_docx",
    "baca_lembar",
    "baca_pos_el",
    "citra_lambang",
    "configure",
    "gambar_ke_pdf",
    "halaman_kosong",
    "halaman_png",
    "lama_suara",
    "normalkan_pdf",
    "ocr_siap",
    "pecah_pdf",
    "periksa_unggahan",
    "raster",
    "run",
    "run_public",
    "teks_pdf",
    "verifikasi_pdf",
]


@dataclass(frozen=True)
class Checked:
    """What is known of an uploaded file.

    Attributes:
        type: pdf, jpeg, png, docx, xlsx or csv; empty when it could not be told.
        mime: media type from our own table (WEB-04).
        pages: pages of a PDF, 1 for an image, else None.
        size, sha256: of the bytes received.
        bersih: whether it may be used; when not, `alasan` says why, in Indonesian, one sentence each.
        tanda: what is noteworthy though accepted, such as active content in a surat masuk (UPL-06).
        bertanda_tangan: it carries an electronic signature, so its bytes must never be rewritten (UPL-07).
        rendition: the bytes to show and serve instead: an image re-encoded, a PDF without active content; None
            means that the received bytes themselves may be served.
    """

    type: str
    mime: str
    pages: int | None
    size: int
    sha256: str
    bersih: bool
    alasan: tuple[str, ...] = ()
    tanda: tuple[str, ...] = ()
    bertanda_tangan: bool = False
    rendition: bytes | None = None


def periksa_unggahan(payload: bytes | Path, nama: str, kind: str) -> Checked:
    """Check an uploaded file; whatever is wrong with it, the answer is a `Checked` and never an error.

    Args:
        nama: the name given by the browser; only its extension is looked at.
        kind: what it is for: naskah, lampiran, masuk (surat masuk), impor or logo (UPL-01).
    Raises:
        Unavailable: all sandboxes stayed busy; the upload may be tried again.
    """
    try:
        result = run("periksa_unggahan", payload, nama=nama, kind=kind)
        info = result.info
        return Checked(
            type=str(info["type"]),
            mime=str(info["mime"]),
            pages=info["pages"],
            size=int(info["size"]),
            sha256=str(info["sha256"]),
            bersih=info["bersih"] is True,
            alasan=tuple(map(str, info["alasan"])),
            tanda=tuple(map(str, info["tanda"])),
            bertanda_tangan=info["bertanda_tangan"] is True,
            rendition=result.content or None,
        )
    except Refused as refused:
        content = payload if isinstance(payload, bytes) else payload.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        return Checked("", "application/octet-stream", None, len(content), digest, False, (str(refused),))


def baca_lembar(lembar: bytes | Path, *, panjang: int = 300, terbanyak: int = 5_000) -> list[list[str]]:
    """The first sheet of an XLSX, or a CSV, as rows of text, formulas as the values they were saved with.

    Args:
        panjang: characters that are kept of a cell.
        terbanyak: rows that it may have.
    Raises:
        Refused: neither XLSX nor CSV, a hostile one, or larger than so many rows or 30 columns.
    """
    return [
        [str(cell) for cell in row]
        for row in run("baca_lembar", lembar, panjang=panjang, terbanyak=terbanyak).info["baris"]
    ]


def baca_docx(docx: bytes | Path) -> tuple[dict[str, Any], list[tuple[str, int]]]:
    """A DOCX as a body of a naskah, which the caller must still check, and what did not come along with how often.

    Raises:
        Refused: not a DOCX, a hostile one, or longer than any letter.
    """
    info = run("baca_docx", docx).info
    return dict(info["isi"]), [(str(what), int(n)) for what, n in info["dibuang"]]


def baca_pos_el(eml: bytes) -> Result:
    """An e-mail taken apart; HTML becomes plain text.

    `info` has message_id, dari, kepada, perihal, dikirim (ISO instant or None), teks, and lampiran: each nama, dari and
    sampai, the place of its bytes in the content.

    Raises:
        Refused: it cannot be read, or has more parts than any honest message.
    """
    return run("baca_pos_el", eml)


def lama_suara(suara: bytes, jenis: str) -> float:
    """How long a recording is, in seconds, by the times of its pieces.

    Args:
        jenis: webm, ogg, m4a or wav, as told by its first bytes.
    Raises:
        Refused: its structure says no length.
    """
    return float(run("lama_suara", suara, jenis=jenis).info["detik"])


def raster(pdf: bytes, page: int, dpi: int, tanda: str = "") -> bytes:
    """One page as PNG; `page` counts from 1, `dpi` is 20 to 300; `tanda` is written across it when it is not empty.

    Raises:
        Refused: no such page, or the PDF cannot be drawn.
    """
    return run("halaman_png", pdf, page=page, dpi=dpi, tanda=tanda[:160]).content


def halaman_png(pdf: bytes | Path, page: int, dpi: int) -> Result:
    """As `raster`, with `width` and `height` in pixels and `pages` in `info`."""
    return run("halaman_png", pdf, page=page, dpi=dpi)


def teks_pdf(pdf: bytes | Path) -> list[str]:
    """The text layer, page by page; at most 2,000,000 characters altogether."""
    return [str(text) for text in run("teks_pdf", pdf).info["pages"]]


def halaman_kosong(pdf: bytes | Path) -> int:
    """How many pages show nothing but paper, a scan of an empty sheet included."""
    return int(run("halaman_kosong", pdf).info["kosong"])


def normalkan_pdf(pdf: bytes | Path) -> bytes:
    """The pages alone, as a new PDF: what annotations and form fields show is drawn into them, all else is gone.

    Raises:
        Refused: it carries an electronic signature, which this would destroy (UPL-07), or cannot be rebuilt.
    """
    return run("normalkan_pdf", pdf).content


def gambar_ke_pdf(gambar: bytes | Path, *, putar: int = 0) -> bytes:
    """A JPEG or PNG as one A4 page, turned clockwise by so many degrees before."""
    return run("gambar_ke_pdf", gambar, putar=putar).content


def foto_ke_pdf(gambar: bytes | Path) -> bytes:
    """A JPEG or PNG as one A4 page; of a photo only the sheet it shows, with its perspective taken out."""
    return run("foto_ke_pdf", gambar).content


@dataclass(frozen=True)
class Citra:
    """A picture as deflated samples: `warna` three bytes a pixel, `abu` one; sides in pixels."""

    lebar: int
    tinggi: int
    warna: bytes
    abu: bytes


def citra_lambang(png: bytes) -> Citra:
    """Arms as samples that can be laid into a PDF as they are, at most 640 pixels on a side.

    Raises:
        Refused: it cannot be read, or is too small or too long to be arms.
    """
    result = run("citra_lambang", png)
    info, cut = result.info, int(result.info["warna"])
    return Citra(int(info["lebar"]), int(info["tinggi"]), result.content[:cut], result.content[cut:])


def pecah_pdf(pdf: bytes | Path, bagian: Sequence[Sequence[int]]) -> list[bytes]:
    """A PDF for each part, from the numbers of its pages, counted from 1.

    Raises:
        Refused: it carries an electronic signature, or has no such page.
    """
    result = run("pecah_pdf", pdf, bagian=[list(pages) for pages in bagian])
    made, at = [], 0
    for length in map(int, result.info["panjang"]):
        made.append(result.content[at : at + length])
        at += length
    return made


def gabung_pdf(pdf: Sequence[bytes]) -> tuple[bytes, list[int]]:
    """Several PDFs as one, in this order, and how many pages each brought.

    Raises:
        Refused: one of them carries an electronic signature.
    """
    result = run("gabung_pdf", b"".join(pdf), panjang=[len(one) for one in pdf])
    return result.content, [int(count) for count in result.info["halaman"]]


def putar_pdf(pdf: bytes, page: int, derajat: int) -> bytes:
    """A PDF with one page, counted from 1, turned clockwise by 90, 180 or 270 degrees.

    Raises:
        Refused: it carries an electronic signature, or has no such page.
    """
    return run("putar_pdf", pdf, page=page, derajat=derajat).content


#: Seconds that one page may take (UPL-12).
WALL_HALAMAN = 60.0


def baca_halaman(pdf: bytes | Path, page: int, *, pemisah: str) -> dict[str, Any]:
    """One page, counted from 1, as text.

    Returns:
        `cara` (lapisan, ocr, or empty where no OCR is installed), `teks`, `keyakinan` (percent, None for a text
        layer), `kata`, `putar` (degrees clockwise before it was read), `kosong`, `pemisah`, `ocr`, `lama` (ms of CPU).
    Raises:
        Refused: no such page, or it took too much time or memory. Unavailable: the sandboxes are busy.
    """
    return run("baca_halaman", pdf, wall=WALL_HALAMAN, page=page, pemisah=pemisah).info


def ocr_siap() -> str:
    """The version of the OCR program that the sandbox can use; empty when there is none."""
    return str(run("ocr_siap", b"").info["versi"])


def baca_p12(p12: bytes, sandi: str, *, roots: Sequence[str], at: datetime) -> Result:
    """A P12 file taken apart: `info` has `sertifikat` and `rantai` as PEM, the content is the key as PKCS#8.

    `tepercaya` in `info` says whether the chain leads to one of the roots and all of it is in force at the instant.

    Args:
        roots: trusted certificates, PEM, one each.
    Raises:
        Refused: wrong password, not a key with its certificate, or a chain longer than any honest one.
    """
    return run("baca_p12", p12, sandi=sandi, roots=list(roots), at=at.isoformat())


def verifikasi_pdf(
    pdf: bytes | Path,
    roots: Sequence[str],
    *,
    penanda_waktu: Sequence[str] = (),
    dicabut: Mapping[str, str] | None = None,
    at: datetime | None = None,
    umum: bool = False,
) -> dict[str, Any]:
    """The signature report of `eoffice.tte.verifying.report`, made in the sandbox.

    Args:
        roots: trusted certificates, PEM, one each.
        penanda_waktu: further ones, trusted for time-stamps only.
        dicabut: revoked certificates, as there.
        at: the present; default now.
        umum: asked by somebody who has not signed in; such files are checked one at a time.
    Raises:
        Unavailable: busy; trying again later is sensible.
    """
    moment = at.isoformat() if at else None
    return (run_public if umum else run)(
        "verifikasi_pdf",
        pdf,
        roots=list(roots),
        penanda_waktu=list(penanda_waktu),
        dicabut=dict(dicabut or {}),
        at=moment,
    ).info
