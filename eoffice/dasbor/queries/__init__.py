"""Counters and lists of one person; the figures of the city are those of the report."""

from eoffice.dasbor.queries.putusan import Keputusan, keputusan
from eoffice.dasbor.queries.saya import Tenggat, Tunggu, counters, tenggat, tunggu

__all__ = ["Keputusan", "Tenggat", "Tunggu", "counters", "keputusan", "tenggat", "tunggu"]
