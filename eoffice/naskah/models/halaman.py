"""The words of a naskah page by page, for finding on which page a word stands."""

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from eoffice.db import Base


class NaskahHalaman(Base):
    """What was set on the pages of an issued naskah, a form feed between two; none for a naskah of one page."""

    __tablename__ = "naskah_halaman"

    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"), primary_key=True)
    teks: Mapped[str] = mapped_column(Text)
