"""One transaction of a view's own, run anew when the database chose it as the victim of two at once (DB-04)."""

import random
import time
from collections.abc import Callable
from typing import Final

from flask import Response
from flask import session as messages
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from eoffice.db import transaction
from eoffice.web.errors import retryable
from eoffice.web.session import services

TRIES: Final = 4


def once(run: Callable[[Session], Response]) -> Response:
    """Run it and commit; what it meant to tell is taken back before it runs anew.

    Two devices that send the same form at once so end as one answer and one Conflict, never as "sibuk".
    """
    said = list(messages.get("_flashes", []))
    for attempt in range(1, TRIES):
        try:
            with transaction(services().engine) as own:
                return run(own)
        except DBAPIError as error:
            if not retryable(error):
                raise
            messages["_flashes"] = said
            time.sleep(random.uniform(0.01, 0.05) * attempt)  # noqa: S311
    with transaction(services().engine) as own:
        return run(own)
