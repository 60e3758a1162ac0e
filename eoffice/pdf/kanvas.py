"""A canvas that knows the number of pages when it draws what stands around the text, and the document on it."""

import io
from collections.abc import Callable
from typing import Any, Final

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from eoffice.pdf import fonts
from eoffice.pdf.geometry import Kertas
from eoffice.pdf.keterangan import Keterangan, describe

Draw = Callable[[Any], None]
Around = Callable[[Any, int, int], None]


_AS_BONUM: Final = {sans: bonum for (sans, _), (bonum, _) in zip(fonts.SANS.styles, fonts.BONUM.styles, strict=True)}


class _Counting(Canvas):  # type: ignore[misc]
    """Keeps every page until the last is known, then draws around each with its number and their count."""

    around: Around
    huruf: fonts.Huruf = fonts.SANS
    about: Keterangan | None = None
    claim: bool = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kept: list[dict[str, Any]] = []

    def setFont(self, psfontname: str, size: float, leading: float | None = None) -> None:
        """What is drawn outside the text follows its typeface."""
        names = _AS_BONUM if self.huruf is fonts.BONUM else {}
        super().setFont(names.get(psfontname, psfontname), size, leading)

    def showPage(self) -> None:
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
    """One PDF being set: page templates by name, what lies beneath each page, and what stands around it."""

    def __init__(self, kertas: Kertas, around: Around, *, huruf: fonts.Huruf = fonts.SANS) -> None:
        fonts.register(huruf)
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
            beneath(canvas)
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
        made = type(
            "_Canvas",
            (_Counting,),
            {"around": staticmethod(self._around), "huruf": self._huruf, "about": about, "claim": claim},
        )
        self._doc.build(story, canvasmaker=made)
        return self._buffer.getvalue()
