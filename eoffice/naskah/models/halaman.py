"""The words of a naskah page by page, for finding on which page a word stands."""

from typing import Final

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from eoffice.db import Base

#: Before the words of a page that shows a page of an attached file: not read yet, and read.
BELUM: Final = "\x01"
TERBACA: Final = "\x02"


class NaskahHalaman(Base):
    """What stands on the pages of an issued naskah, a form feed between two; none for a naskah of one page.

    Words of our own are known from setting them; those of an attached file are read in the background, page by page.
    """

    __tablename__ = "naskah_halaman"

    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"), primary_key=True)
    teks: Mapped[str] = mapped_column(Text)

    @property
    def lembar(self) -> list[str]:
        """The pages in their order."""
        return self.teks.split("\f")

    @property
    def berkas(self) -> str:
        """The words that were read in attached files."""
        return "\n".join(page[1:] for page in self.lembar if page.startswith(TERBACA))
