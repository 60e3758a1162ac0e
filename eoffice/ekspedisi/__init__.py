"""Ekspedisi: who handed what to whom and when, with the proof of it."""
