"""Typesetting: geometry, fonts, kop and the body document as pages. Reads no file that a stranger sent."""
