"""Counters and lists of one person; the figures of the city are those of the report."""

from eoffice.dasbor.queries.putusan import Keputusan, keputusan
from eoffice.dasbor.queries.saya import Lain, Tenggat, Tunggu, counters, lain, tenggat, tunggu

__all__ = ["Keputusan", "Lain", "Tenggat", "Tunggu", "counters", "keputusan", "lain", "tenggat", "tunggu"]
