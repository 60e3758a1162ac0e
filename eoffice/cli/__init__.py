"""Commands for operators; command names are their words, and long ones say how far they are."""

from eoffice.cli.perintah import main

__all__ = ["main"]
