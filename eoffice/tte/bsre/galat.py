"""What may come of a call: asked or not, refused for certain, or lost. None of them carries what was sent."""


class Galat(Exception):
    """Base of these; `kode` is the service's own four digits, or a word of ours, for the log of attempts."""

    def __init__(self, kode: str, http: int = 0) -> None:
        super().__init__(kode)
        self.kode, self.http = kode, http


class TidakTerkirim(Galat):
    """The service was not reached: nothing can have happened there."""


class Ditolak(Galat):
    """The service said no: nothing was done."""


class Hilang(Galat):
    """It was asked, and the answer did not come, or was none. What happened there is unknown.

    Attributes:
        id_dokumen: the service's name for the result, if that much came back.
    """

    def __init__(self, kode: str, http: int = 0, *, id_dokumen: str = "") -> None:
        super().__init__(kode, http)
        self.id_dokumen = id_dokumen
