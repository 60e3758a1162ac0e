"""What the worker does for verification: make the daily lists of hashes."""

from collections.abc import Mapping
from typing import Final

from eoffice import outbox
from eoffice.verifikasi import actions

HANDLERS: Final[Mapping[str, outbox.Handler]] = {"verifikasi.daftar": actions.susun_daftar}
