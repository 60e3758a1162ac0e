"""Disposisi: written instructions of a leader downwards, and the tindak lanjut that answers them."""
