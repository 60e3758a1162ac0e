"""Pindaian: paper, e-mail and files that reached an office and wait until its TU registers them, with their text beside them."""
