"""The one error of the sandbox."""

from typing import Final

from eoffice.errors import Invalid

#: Said when a child dies, hangs or babbles; it tells an attacker nothing and a user what to do.
UNREADABLE: Final = (
    "Berkas tidak dapat diperiksa sehingga tidak diterima. Buka berkas itu, simpan atau cetak ulang, lalu unggah lagi."
)


class Refused(Invalid):
    """A file is not accepted; the sentence says why.

    `terhenti` where nothing is known of it, for the child that looked at it died, hung or had too much to say.
    """

    def __init__(self, message: str = UNREADABLE) -> None:
        super().__init__(message)
        self.terhenti = message == UNREADABLE
