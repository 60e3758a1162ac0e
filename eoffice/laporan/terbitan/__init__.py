"""The monthly Laporan Sekda: the frozen figures of a month, and the PDF, XLSX and ODS that say the same (metrik.md 2.7, 3.4)."""
