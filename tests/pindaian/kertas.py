"""Letters as paper: rendered, then scanned or photographed as badly as offices do."""

import io
import random
import re
from collections import Counter
from collections.abc import Sequence

import pypdfium2
from PIL import Image, ImageChops, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

SURAT = (
    "UNIVERSITAS NUSA KIRANA",
    "FAKULTAS TEKNIK",
    "Jalan Pendidikan Nomor 12, Arunika 99102, Telepon (0999) 765432",
    "",
    "Nomor : 045/UNK.FT/IV/2026                                   Arunika, 17 April 2026",
    "Lampiran : 1 (satu) berkas",
    "Hal : Permohonan Kerja Praktik Mahasiswa",
    "",
    "Yth. Kepala Dinas Sosial Kota Arunika",
    "di Arunika",
    "",
    "Dengan hormat,",
    "Dalam rangka memenuhi kurikulum Program Studi Teknik Sipil, bersama ini kami",
    "mengajukan permohonan kerja praktik bagi lima orang mahasiswa pada bulan Juli 2026.",
    "Daftar nama mahasiswa kami lampirkan. Atas perhatian Bapak, kami ucapkan terima kasih.",
    "",
    "Dekan Fakultas Teknik,",
    "Prof. Dr. Larasati Wibawa, M.T.",
)


def pdf(*pages: Sequence[str], size: float = 11.5) -> bytes:
    """A PDF with a text layer; a page without lines is blank."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for lines in pages:
        canvas.setFont("Helvetica", size)
        for n, line in enumerate(lines):
            canvas.drawString(72, 770 - n * size * 1.6, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def drawn(content: bytes, dpi: int, page: int = 0) -> Image.Image:
    """A page as the scanner sees it."""
    with pypdfium2.PdfDocument(content) as document:
        picture: Image.Image = document[page].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    return picture


def scan(*pictures: Image.Image) -> bytes:
    """Pictures as a scanner delivers them: a PDF without any text."""
    out = io.BytesIO()
    first, *rest = pictures
    first.save(out, "PDF", resolution=first.width / 595.276 * 72, save_all=True, append_images=rest)
    return out.getvalue()


def noisy(picture: Image.Image, sigma: float) -> Image.Image:
    """Grain."""
    random.seed(1)
    return ImageChops.add(picture, Image.effect_noise(picture.size, sigma), 1, -128)


def skewed(picture: Image.Image, degrees: float) -> Image.Image:
    """Laid crookedly on the glass."""
    return picture.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def photo(picture: Image.Image, side: int = 4000) -> bytes:
    """Photographed on a dark table from an angle, with uneven light; a JPEG of so many pixels high, 4000 as phones do."""
    size = (side * 3 // 4, side)
    corners = [(x * side // 4000, y * side // 4000) for x, y in ((380, 460), (2660, 380), (2800, 3600), (220, 3680))]
    width, height = picture.size
    rows = []
    for (u, v), (x, y) in zip(((0, 0), (width, 0), (width, height), (0, height)), corners, strict=True):
        rows.append([float(x), float(y), 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, u])
        rows.append([0.0, 0.0, 0.0, float(x), float(y), 1.0, -v * x, -v * y, v])
    known = _solved(rows)
    table = Image.effect_noise(size, 30).point([max(0, min(255, int(v * 0.5 + 5))) for v in range(256)])
    warped = picture.transform(size, Image.Transform.PERSPECTIVE, known, Image.Resampling.BICUBIC, fillcolor=0)
    mask = Image.new("L", picture.size, 255).transform(size, Image.Transform.PERSPECTIVE, known, fillcolor=0)
    table.paste(warped, mask=mask)
    light = Image.linear_gradient("L").resize(size).point([150 + v * 100 // 255 for v in range(256)])
    taken = noisy(ImageChops.multiply(table, light).filter(ImageFilter.GaussianBlur(side / 4000)), 6)
    out = io.BytesIO()
    taken.convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()


def _solved(rows: list[list[float]]) -> list[float]:
    for c in range(8):
        pivot = max(range(c, 8), key=lambda r: abs(rows[r][c]))
        rows[c], rows[pivot] = rows[pivot], rows[c]
        rows[c] = [value / rows[c][c] for value in rows[c]]
        for r in range(8):
            if r != c:
                rows[r] = [a - rows[r][c] * b for a, b in zip(rows[r], rows[c], strict=True)]
    return [row[8] for row in rows]


def words(text: str) -> Counter[str]:
    """Words and numbers, without the punctuation around them."""
    return Counter(re.findall(r"\w[\w./-]*\w|\w", text))


def share(truth: str, read: str) -> float:
    """How much of the words of the truth was read."""
    asked, found = words(truth), words(read)
    return (asked & found).total() / max(1, asked.total())
