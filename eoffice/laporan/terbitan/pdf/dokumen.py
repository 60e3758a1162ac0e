"""The report as a whole: page 1, what was corrected, the city, a page for each office, the method, the control block."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from reportlab.platypus import Flowable, NextPageTemplate, PageBreak

from eoffice.laporan.terbitan import tulis
from eoffice.laporan.terbitan.isi import Isi, id_potret
from eoffice.laporan.terbitan.pdf import halaman_satu, lampiran
from eoffice.laporan.terbitan.pdf.gaya import GARIS, KAKI, LEBAR, PUDAR, TEPI, jarak
from eoffice.pdf import fonts, pdfa
from eoffice.pdf.geometry import A4, MM
from eoffice.pdf.kanvas import Dokumen

_BOX = (TEPI, KAKI + 4, LEBAR, A4.height - KAKI - 4 - 16 * MM)


def laporan(isi: Isi, sha256: str) -> bytes:
    """The monthly report with every annex. The same figures give the same bytes.

    Args:
        sha256: of the canonical figures, which every page names.
    """
    story: list[Flowable] = [NextPageTemplate("lampiran"), jarak(1), PageBreak()]
    story += lampiran.penyesuaian(isi)
    story += lampiran.kota(isi)
    for each in isi["opd"]:
        story += [PageBreak(), *lampiran.opd(isi, each)]
    story += [PageBreak(), *lampiran.metode(isi), *lampiran.kendali(isi, sha256)]
    return _susun(isi, sha256, story, f"Laporan Adopsi Persuratan Elektronik {tulis.bulan(isi['bulan'])}", satu=True)


def lampiran_opd(isi: Isi, sha256: str, opd: Mapping[str, Any]) -> bytes:
    """The annex of one perangkat daerah alone, for its own leaders."""
    story = [*lampiran.opd(isi, opd), PageBreak(), *lampiran.metode(isi), *lampiran.kendali(isi, sha256)]
    name = f"Adopsi Persuratan Elektronik {opd['nama']}, {tulis.bulan(isi['bulan'])}"
    return _susun(isi, sha256, story, name, satu=False)


def _susun(isi: Isi, sha256: str, story: list[Flowable], judul: str, *, satu: bool) -> bytes:
    name = id_potret(isi["bulan"], sha256)
    control = isi["kendali"]

    def around(canvas: Any, number: int, count: int) -> None:
        canvas.setStrokeColor(GARIS)
        canvas.setLineWidth(0.5)
        canvas.line(TEPI, KAKI, TEPI + LEBAR, KAKI)
        canvas.setFillColor(PUDAR)
        canvas.setFont(fonts.REGULAR, 6.6)
        versions = ", ".join(control["parameter"])
        lines = (
            f"Metode {control['model']} · parameter {versions} · {control['kalender']} · data s.d. urut "
            f"{control['urut']} · sidik {control['hash'][:16]}",
            f"{name} · dibuat {tulis.saat(control['dibuat'])} oleh {control['pembuat']}",
        )
        for n, line in enumerate(lines):
            canvas.drawString(TEPI, KAKI - 9 - 8.4 * n, fonts.printable(line))
        canvas.drawRightString(TEPI + LEBAR, KAKI - 17.4, f"{number} / {count}")

    def header(canvas: Any) -> None:
        canvas.setFillColor(PUDAR)
        canvas.setFont(fonts.REGULAR, 7.4)
        state = " · SEMENTARA" if isi["sementara"] else ""
        said = f"Laporan Adopsi Persuratan Elektronik · {isi['kota']} · {tulis.bulan(isi['bulan'])}{state}"
        canvas.drawString(TEPI, A4.height - 11 * MM, fonts.printable(said))

    with fonts.TYPESETTING:
        made = Dokumen(A4, around)
        if satu:
            made.template("satu", _BOX, beneath=lambda canvas: halaman_satu.lukis(canvas, isi), then="lampiran")
        made.template("lampiran", _BOX, beneath=header)
        drawn = made.build(story)
    about = pdfa.Keterangan(
        judul=judul,
        nomor=name,
        hal=f"Keadaan {tulis.hari(isi['sampai'])}",
        pembuat=f"Pemerintah {isi['kota']}",
        dibuat_at=datetime.fromisoformat(control["dibuat"]),
    )
    return pdfa.finish(drawn, about)
