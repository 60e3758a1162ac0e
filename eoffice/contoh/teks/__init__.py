"""What the offices of the sample city write about: topics, letters, notes and reports, all invented."""

from eoffice.contoh.teks.surat import Surat, tulis
from eoffice.contoh.teks.topik import TOPIK, Topik

__all__ = ["TOPIK", "Surat", "Topik", "tulis"]
