"""What the worker does for the store when a reader found something damaged."""

from collections.abc import Mapping
from typing import Final

from eoffice import outbox
from eoffice.simpanan import actions

HANDLERS: Final[Mapping[str, outbox.Handler]] = {"simpanan.rusak": outbox.Lama(actions.urus)}
