"""Penyusutan: reducing what is kept, by moving it, destroying it or handing it over for ever (naskah-dinas 6.6)."""
