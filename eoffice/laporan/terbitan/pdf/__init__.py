"""The report as PDF/A: one page that a tired Sekda reads in ten seconds, then the annexes; everything from the frozen figures."""

from eoffice.laporan.terbitan.pdf.dokumen import lampiran_opd, laporan

__all__ = ["lampiran_opd", "laporan"]
