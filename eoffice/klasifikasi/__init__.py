"""Kode klasifikasi arsip and the JRA that hangs on it; low in the stack because every konsep needs a code."""
