"""Counters and lists of one person; the figures of the city are those of the report."""

from eoffice.dasbor.queries.saya import Keputusan, Tenggat, Tunggu, counters, keputusan, tenggat, tunggu

__all__ = ["Keputusan", "Tenggat", "Tunggu", "counters", "keputusan", "tenggat", "tunggu"]
