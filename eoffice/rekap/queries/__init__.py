"""Counting everyday work: volumes, steps, what waits, books, storage, and what somebody could see."""
