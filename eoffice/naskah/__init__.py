"""Naskah dinas that the city writes: konsep, paraf, penandatanganan, pengiriman."""
