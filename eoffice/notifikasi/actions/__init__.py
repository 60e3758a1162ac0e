"""Use cases of notices: news is left for the worker, and what was told is read."""

from eoffice.notifikasi.actions.kabari import kabari

__all__ = ["kabari"]
