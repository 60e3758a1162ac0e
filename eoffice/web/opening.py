"""What is opened is written down before anything of it leaves (AUD-01, AUD-02)."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from eoffice.db import transaction
from eoffice.web.session import release, services


def noted(write: Callable[[Session], object]) -> None:
    """End what this request is reading, and commit what `write` records, in a transaction of its own.

    When it cannot be written, this raises and nothing is shown. The view needs `own_transactions`, unless it has just
    rolled back; what was loaded before must be loaded anew.
    """
    release()
    with transaction(services().engine) as own:
        write(own)
