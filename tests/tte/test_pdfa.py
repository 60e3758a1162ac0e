"""PDF/A-2b as veraPDF sees it: before signing, after each signature, with archive stamps and joined lampiran."""

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from eoffice import clock, sandbox
from eoffice.naskah.document import Lampiran, render
from eoffice.pdf import isi, pdfa
from eoffice.tte import archiving, banyak, signing, verifying
from eoffice.tte.keybox import UnlockedKey
from eoffice.ukur import cetakan
from tests.naskah import emas
from tests.tte import pemeriksa
from tests.tte.kantor import KATA_SITI, Kantor

# They take neither database nor store, so one pass is enough.
pytestmark = pytest.mark.kota


def picture(kind: str, mode: str) -> bytes:
    """A scan, grey or in colours, or with a transparent ground."""
    out = io.BytesIO()
    drawn = Image.new(mode, (420, 594), 0 if mode == "RGBA" else "white")
    ImageDraw.Draw(drawn).text((60, 110), "Daftar hadir", fill="black")
    drawn.save(out, kind)
    return out.getvalue()


def typed() -> bytes:
    """A stranger's PDF whose font is not embedded."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(100, 700, "Daftar hadir")
    canvas.save()
    return out.getvalue()


def scan() -> bytes:
    """A stranger's PDF that is a picture."""
    out = io.BytesIO()
    Image.open(io.BytesIO(picture("PNG", "L"))).save(out, "PDF")
    return out.getvalue()


def test_everything_we_make_is_pdf_a_2b_and_stays_it(
    kantor_tetap: Kantor, kunci_budi: UnlockedKey, tmp_path: Path
) -> None:
    joined = tuple(
        Lampiran(judul=f"Daftar {number}", pdf=pdf)
        for number, pdf in enumerate(
            (
                sandbox.gambar_ke_pdf(picture("PNG", "RGBA")),
                sandbox.gambar_ke_pdf(picture("JPEG", "RGB")),
                sandbox.normalkan_pdf(scan()),
            )
        )
    )
    written = Lampiran(judul="Jadwal", isi=isi.from_plain("Senin pagi rapat, Selasa siang tinjauan lapangan."))
    made = render(replace(cetakan.HALAMAN, lampiran=(*joined, written)))
    page, *corners = made.qr_box
    place = {"box": tuple(map(float, corners)), "page": page - 1, "reason": "Setuju", "location": "Arunika"}
    bt = signing.sign(made.pdf, kunci_budi, tsa=kantor_tetap.tsa, at=clock.now(), **place)
    lta = kantor_tetap.archive(bt, kunci_budi)
    siti = kantor_tetap.unlock(kantor_tetap.siti, KATA_SITI)
    two = banyak.prepare_fields(made.pdf, [banyak.Place(0, (60, 60, 200, 120)), banyak.Place(0, (260, 60, 400, 120))])
    for key in (kunci_budi, siti):
        two = banyak.sign_next(two, key, tsa=kantor_tetap.tsa, reason="Setuju", location="Arunika", at=clock.now())
    two = banyak.finish(two, kantor_tetap.bukti(siti), tsa=kantor_tetap.tsa)
    clock.set_clock(clock.now() + timedelta(days=5 * 365))
    renewed = archiving.extend(lta, kantor_tetap.bukti(), tsa=kantor_tetap.tsa)
    assert verifying.report(renewed, [kantor_tetap.root])["verdict"] == verifying.VALID
    files = {
        "belum": made.pdf,
        "keputusan": render(emas.halaman("07-keputusan-wali-kota")).pdf,
        "b-t": bt,
        "b-lta": lta,
        "dua-penanda": two,
        "diperbarui": renewed,
        "bukan-pdfa": typed(),
        "dengan-huruf-asing": render(
            replace(cetakan.HALAMAN, lampiran=(Lampiran(judul="x", pdf=sandbox.normalkan_pdf(typed())),))
        ).pdf,
    }
    for name, pdf in files.items():
        (tmp_path / f"{name}.pdf").write_bytes(pdf)

    said = pemeriksa.by_verapdf(tmp_path, [f"{name}.pdf" for name in files])

    assert "compliant=false" in said.pop("bukan-pdfa.pdf")
    assert "compliant=false" in said.pop("dengan-huruf-asing.pdf")
    assert said == dict.fromkeys(said, pemeriksa.SAH) and len(said) == 6


def test_a_file_with_letters_of_a_stranger_is_not_claimed_to_be_pdf_a() -> None:
    claims = b"<pdfaid:part>2</pdfaid:part>"
    plain = render(cetakan.HALAMAN).pdf
    mixed = render(replace(cetakan.HALAMAN, lampiran=(Lampiran(judul="x", pdf=sandbox.normalkan_pdf(typed())),))).pdf

    assert claims in plain and claims not in mixed
    assert [pdfa.keeps(one) for one in (typed(), b"%PDF-1.7", sandbox.normalkan_pdf(scan()))] == [False, False, True]
