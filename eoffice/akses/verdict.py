"""Yes, or no with a sentence that a button can show."""

from dataclasses import dataclass

from eoffice.errors import NotAllowed


@dataclass(frozen=True)
class Verdict:
    """Truthy when allowed; `alasan` says why not."""

    allowed: bool
    alasan: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Verdict(True)


def no(alasan: str) -> Verdict:
    """A refusal with its reason, one Indonesian sentence."""
    return Verdict(False, alasan)


def require(verdict: Verdict) -> None:
    """Raises NotAllowed with the verdict's reason unless it is a yes."""
    if not verdict:
        raise NotAllowed(verdict.alasan)
