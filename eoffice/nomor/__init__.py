"""Registers of numbers: gapless, unique, dated, and every integer explained (NOM)."""
