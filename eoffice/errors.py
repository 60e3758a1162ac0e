"""The error classes; each names whose fault it is, and str() is one Indonesian sentence for the user."""


class EofficeError(Exception):
    """Base of every error that is shown to a user as it is."""


class Invalid(EofficeError):
    """The form is at fault. `fields` maps a field name to its sentence; all of them at once."""

    def __init__(self, message: str, fields: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = fields or {}


class NotFound(EofficeError):
    """It does not exist, or the actor may not know that it does (OTR-04)."""


class Destroyed(EofficeError):
    """It was destroyed by law; only its tombstone is left, and `fields` says what stands on it."""

    def __init__(self, message: str, fields: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = fields or {}


class NotAllowed(EofficeError):
    """The right is missing, and the thing itself is visible."""


class Conflict(EofficeError):
    """The moment is wrong: somebody moved it meanwhile, or it is in another state."""


class Unavailable(EofficeError):
    """Something outside did not answer; trying again later is sensible."""


class Damaged(EofficeError):
    """Stored bytes are not the bytes that were stored (OBJ-04)."""


class TooLarge(EofficeError):
    """A body or file over its limit (UPL-02)."""


class TooMany(EofficeError):
    """A rate limit was reached. `retry_after` is in seconds (WEB-10)."""

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after
