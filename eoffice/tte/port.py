"""The port behind which everybody stands who can sign: the own key, a key in a token, a service elsewhere (tte.md 1)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from eoffice.errors import Unavailable
from eoffice.tte.states import Penyedia
from eoffice.tte.timestamp import Stamper

Box = tuple[float, float, float, float]

FIELD: Final = "Tte1"


class Undecided(Unavailable):
    """The signer was asked and nobody knows whether it signed. It is never asked again by itself, only by a person."""


@dataclass(frozen=True)
class Request:
    """One PDF to be signed, frozen: number, date and text are in it.

    Attributes:
        box: x1, y1, x2, y2 in points from the bottom left of the page.
        page: index from 0; -1 is the last.
        at: the time written into /M; the stamp says its own.
        ref: names this attempt in our log and to the signer.
        naskah_id: whose it is, for a signer that keeps a log of attempts.
    """

    pdf: bytes
    box: Box
    page: int
    reason: str
    location: str
    at: datetime
    ref: str
    naskah_id: int = 0
    field: str = FIELD


@dataclass(frozen=True)
class Signed:
    """The signed bytes, not yet checked, and the certificate they were signed with, its issuer first in the chain.

    `ditulis_ulang` says that a signer elsewhere wrote the file anew, and that its pages were compared with ours.
    """

    pdf: bytes
    serial_hex: str
    certificate_pem: str
    chain_pem: tuple[str, ...]
    ditulis_ulang: bool = False


class Holder(Protocol):
    """Whose certificate a signature bears: an opened key or what came back."""

    @property
    def serial_hex(self) -> str: ...
    @property
    def certificate_pem(self) -> str: ...
    @property
    def chain_pem(self) -> tuple[str, ...]: ...


class Signer(Protocol):
    """One person's means of signing, opened for one session; whoever opened it closes it, and it neither prints nor
    pickles itself (AUT-13)."""

    @property
    def pegawai_id(self) -> int:
        """Whose signature it makes."""

    @property
    def penyedia(self) -> Penyedia:
        """Who stands behind the certificate; the pages say so."""

    def sign(self, request: Request, *, tsa: Stamper) -> Signed:
        """PAdES, B-T wherever a stamper answers.

        Args:
            tsa: the stamper for signers that bring none of their own.
        Raises:
            Invalid, TooMany, Conflict, NotAllowed: refused for certain; nothing was signed.
            Undecided: asked, and the outcome is unknown.
            Unavailable: it could not be asked.
        """

    def close(self) -> None:
        """Forget everything secret; may be called twice."""
