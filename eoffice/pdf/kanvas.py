"""A canvas that knows the number of pages when it draws what stands around the text, and the document on it."""

import io
from collections.abc import Callable
from typing import Any, Final

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from eoffice.pdf import fonts
from eoffice.pdf.geometry import Kertas
from eoffice.pdf.keterangan import Keterangan, describe

Draw = Callable[[Any], None]
Around = Callable[[Any, int, int], None]


_AS_BONUM: Final = {sans: bonum for (sans, _), (bonum, _) in zip(fonts.SANS.styles, fonts.BONUM.styles, strict=True)}


class _Noting(PDFTextObject):  # type: ignore[misc]
    """Text on its way to a page; what the words are is noted before they become glyphs."""

    def _formatText(self, text: Any) -> Any:
        self._canvas.noted.append(text if isinstance(text, str) else "")
        return super()._formatText(text)

    def _textOut(self, text: Any, TStar: Any = 0) -> None:
        super()._textOut(text, TStar)
        if TStar:
            self._canvas.noted.append("\n")


class _Counting(Canvas):  # type: ignore[misc]
    """Keeps every page until the last is known, then draws around each with its number and their count."""

    around: Around
    huruf: fonts.Huruf = fonts.SANS
    about: Keterangan | None = None
    claim: bool = True
    lembar: list[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.noted: list[str] = []
        super().__init__(*args, **kwargs)
        self._kept: list[dict[str, Any]] = []

    def beginText(self, x: float = 0, y: float = 0, direction: Any = None) -> Any:
        """Every text, even one line drawn by itself, begins here."""
        self.noted.append("\n")
        return _Noting(self, x, y, direction)

    def setFont(self, psfontname: str, size: float, leading: float | None = None) -> None:
        """What is drawn outside the text follows its typeface."""
        names = _AS_BONUM if self.huruf is fonts.BONUM else {}
        super().setFont(names.get(psfontname, psfontname), size, leading)

    def showPage(self) -> None:
        self.lembar.append("".join(self.noted).strip())
        self.noted = []
        self._kept.append({key: value for key, value in self.__dict__.items() if key != "_kept"})
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._kept, 1):
            self.__dict__.update(page)
            self.around(self, number, len(self._kept))
            self._doc.updateSignature("".join(map(str, self._code)))
            super().showPage()
        if self.about is not None:
            describe(self._doc, self.about, claim=self.claim)
        super().save()


class Dokumen:
    """One PDF being set: page templates by name, what lies beneath each page, and what stands around it.

    `lembar`, once built: the words that were set on every page, without what lies beneath or stands around.
    """

    def __init__(self, kertas: Kertas, around: Around, *, huruf: fonts.Huruf = fonts.SANS) -> None:
        fonts.register(huruf)
        self.lembar: tuple[str, ...] = ()
        self._huruf = huruf
        self._buffer = io.BytesIO()
        self._around = around
        self._doc = BaseDocTemplate(
            self._buffer,
            pagesize=(kertas.width, kertas.height),
            invariant=1,  # the same values give the same bytes
            pageCompression=1,
            lang="id-ID",
        )

    def template(
        self,
        name: str,
        box: tuple[float, float, float, float],
        *,
        beneath: Draw,
        size: tuple[float, float] | None = None,
        then: str | None = None,
    ) -> None:
        """Add a page template with one text frame (x, y, width, height); the first added is that of page 1."""

        def on_page(canvas: Any, _doc: Any) -> None:
            canvas.saveState()
            noted = len(canvas.noted)
            beneath(canvas)
            del canvas.noted[noted:]
            canvas.restoreState()

        frame = Frame(*box, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
        page = PageTemplate(name, [frame], onPage=on_page, pagesize=size, autoNextPageTemplate=then)
        self._doc.addPageTemplates([page])

    def build(self, story: list[Flowable], about: Keterangan | None = None, *, claim: bool = True) -> bytes:
        """Set the story. Hold `fonts.TYPESETTING` meanwhile.

        Args:
            about: makes the file a PDF/A-2b by itself; without it `pdfa.finish` has to.
            claim: as in `keterangan.describe`.
        """
        pages: list[str] = []
        given = {"huruf": self._huruf, "about": about, "claim": claim, "lembar": pages}
        made = type("_Canvas", (_Counting,), {"around": staticmethod(self._around), **given})
        self._doc.build(story, canvasmaker=made)
        self.lembar = tuple(pages)
        return self._buffer.getvalue()
