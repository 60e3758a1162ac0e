"""What the worker does for channels all day: look into each when it is due, never with a transaction open meanwhile."""

import json
import sys
import threading
from typing import Final

from eoffice.kanal import actions
from eoffice.web.services import Services

#: Seconds between two looks for a channel that is due.
JEDA: Final = 5.0


def layani(services: Services, stop: threading.Event) -> None:
    """Look into channels until told to stop; a database that is away only makes it wait."""
    while not stop.is_set():
        try:
            while not stop.is_set() and actions.jalan(services):
                pass
        except Exception as error:
            print(json.dumps({"kanal": type(error).__name__}), file=sys.stderr, flush=True)
        stop.wait(JEDA)
