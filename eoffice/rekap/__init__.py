"""Reports of everyday work (rekapitulasi): volumes, time per step, what waits, books, storage, and evidence for assessors."""
