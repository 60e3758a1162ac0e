"""What the worker does for penyusutan."""

from collections.abc import Mapping
from typing import Final

from eoffice import outbox

HANDLERS: Final[Mapping[str, outbox.Handler]] = {}
