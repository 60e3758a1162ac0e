"""Tesseract and Leptonica, called in this process as the libraries they are: so the confined child needs to start no program.

Both come from the operating system. Neither is loaded before a page asks for it, and a machine without them is told so.
"""

import ctypes
import os
from ctypes import POINTER, byref, c_char_p, c_float, c_int, c_size_t, c_void_p
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from PIL import Image

LANGUAGE: Final = "ind"
_TESSERACT: Final = (
    "libtesseract.so.5", "libtesseract.so.4", "libtesseract.5.dylib",
    "/opt/homebrew/lib/libtesseract.5.dylib", "/usr/local/lib/libtesseract.5.dylib",
    r"C:\Program Files\Tesseract-OCR\libtesseract-5.dll",
)  # fmt: skip
_LEPTONICA: Final = (
    "liblept.so.5", "libleptonica.so.6", "libleptonica.6.dylib", "liblept.5.dylib",
    "/opt/homebrew/lib/libleptonica.6.dylib", "/usr/local/lib/libleptonica.6.dylib",
    r"C:\Program Files\Tesseract-OCR\libleptonica-6.dll",
)  # fmt: skip
_DATA: Final = (
    "/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata", "/usr/local/share/tessdata", "/opt/homebrew/share/tessdata",
    r"C:\Program Files\Tesseract-OCR\tessdata",
)  # fmt: skip
#: Page segmentation: the whole page; and which engine: the neural one.
_AUTO, _LSTM = 3, 1


@dataclass(frozen=True)
class Read:
    """What was read on one page: its text, how many words, and their mean confidence in percent."""

    text: str
    words: int
    confidence: int


@cache
def folder() -> str | None:
    """Where the language data lies; None when Indonesian is not installed."""
    return next((found for found in _DATA if (Path(found) / f"{LANGUAGE}.traineddata").is_file()), None)


@cache
def _libraries() -> tuple[Any, Any] | None:
    # More than one OpenMP thread on a small machine makes a page ten times slower (measured); read when it is loaded.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    found = []
    for names in (_LEPTONICA, _TESSERACT):
        for name in names:
            try:
                found.append(ctypes.CDLL(name))
                break
            except OSError:
                continue
        else:
            return None
    return _declared(*found)


#: Result and arguments of every function that is called, by library.
_OF_TESSERACT: Final[dict[str, tuple[Any, list[Any]]]] = {
    "TessVersion": (c_char_p, []),
    "TessBaseAPICreate": (c_void_p, []),
    "TessBaseAPIInit2": (c_int, [c_void_p, c_char_p, c_char_p, c_int]),
    "TessBaseAPISetPageSegMode": (None, [c_void_p, c_int]),
    "TessBaseAPISetVariable": (c_int, [c_void_p, c_char_p, c_char_p]),
    "TessBaseAPISetImage2": (None, [c_void_p, c_void_p]),
    "TessBaseAPISetSourceResolution": (None, [c_void_p, c_int]),
    "TessBaseAPIGetUTF8Text": (c_void_p, [c_void_p]),
    "TessBaseAPIAllWordConfidences": (POINTER(c_int), [c_void_p]),
    "TessBaseAPIMeanTextConf": (c_int, [c_void_p]),
    "TessBaseAPIDelete": (None, [c_void_p]),
    "TessDeleteText": (None, [c_void_p]),
    "TessDeleteIntArray": (None, [c_void_p]),
}
_OF_LEPTONICA: Final[dict[str, tuple[Any, list[Any]]]] = {
    "pixReadMem": (c_void_p, [c_char_p, c_size_t]),
    "pixBackgroundNormSimple": (c_void_p, [c_void_p, c_void_p, c_void_p]),
    "pixThresholdToBinary": (c_void_p, [c_void_p, c_int]),
    "pixFindSkewSweepAndSearch": (
        c_int,
        [c_void_p, POINTER(c_float), POINTER(c_float), c_int, c_int, c_float, c_float, c_float],
    ),
    "pixOrientDetect": (c_int, [c_void_p, POINTER(c_float), POINTER(c_float), c_int, c_int]),
    "pixRotateAMGray": (c_void_p, [c_void_p, c_float, ctypes.c_uint8]),
    "pixRotateOrth": (c_void_p, [c_void_p, c_int]),
    "pixDestroy": (None, [POINTER(c_void_p)]),
    "setMsgSeverity": (c_int, [c_int]),
}


def _declared(lept: Any, tess: Any) -> tuple[Any, Any]:
    for library, functions in ((lept, _OF_LEPTONICA), (tess, _OF_TESSERACT)):
        for name, (result, arguments) in functions.items():
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
    lept.setMsgSeverity(6)  # what it would say is about the stranger's picture, and nobody reads it
    return lept, tess


def version() -> str | None:
    """Which Tesseract this is, such as "5.3.0"; None when it or the Indonesian data is missing."""
    found = _libraries() if folder() else None
    return None if found is None else found[1].TessVersion().decode("ascii", "replace")


class Page:
    """A grey picture in Leptonica's hands; every step replaces it, and `close` gives it back."""

    def __init__(self, image: Image.Image) -> None:
        found = _libraries()
        if found is None:
            raise OSError("tesseract")
        self.lept, self.tess = found
        grey = image.convert("L")
        pnm = b"P5 %d %d 255\n" % grey.size + grey.tobytes()
        self.pix = c_void_p(self.lept.pixReadMem(pnm, len(pnm)))
        if not self.pix:
            raise OSError("pixReadMem")

    def _now(self, made: int | None) -> None:
        if made:
            self.lept.pixDestroy(byref(self.pix))
            self.pix = c_void_p(made)

    def even_light(self) -> None:
        """Take out shadows: what is paper becomes white everywhere."""
        self._now(self.lept.pixBackgroundNormSimple(self.pix, None, None))

    def _binary(self) -> c_void_p:
        return c_void_p(self.lept.pixThresholdToBinary(self.pix, 170))

    def straighten(self) -> float:
        """Turn by the skew of the lines, up to 15 degrees; the degrees turned, 0 when none could be told."""
        angle, sure = c_float(0), c_float(0)
        binary = self._binary()
        failed = self.lept.pixFindSkewSweepAndSearch(
            binary, byref(angle), byref(sure), 4, 2, c_float(15), c_float(1), c_float(0.02)
        )
        self.lept.pixDestroy(byref(binary))
        if failed or sure.value < 2.5 or abs(angle.value) < 0.1:
            return 0.0
        self._now(self.lept.pixRotateAMGray(self.pix, c_float(angle.value * 0.017453292), 255))
        return float(angle.value)

    def orientation(self) -> int:
        """Degrees clockwise that make the text upright, told from ascenders and descenders; 0 when it is not clear."""
        up, left = c_float(0), c_float(0)
        binary = self._binary()
        failed = self.lept.pixOrientDetect(binary, byref(up), byref(left), 0, 0)
        self.lept.pixDestroy(byref(binary))
        if failed or max(abs(up.value), abs(left.value)) < 4:
            return 0
        if abs(up.value) >= 2.5 * abs(left.value):
            return 0 if up.value > 0 else 180
        if abs(left.value) >= 2.5 * abs(up.value):
            return 90 if left.value > 0 else 270
        return 0

    def turn(self, degrees: int) -> None:
        """Turn clockwise by a quarter, a half or three quarters."""
        self._now(self.lept.pixRotateOrth(self.pix, degrees // 90))

    def read(self, dpi: int) -> Read:
        """The text.

        Raises:
            OSError: the language data cannot be loaded.
        """
        handle = self.tess.TessBaseAPICreate()
        try:
            if self.tess.TessBaseAPIInit2(handle, (folder() or "").encode(), LANGUAGE.encode(), _LSTM) != 0:
                raise OSError("tessdata")
            self.tess.TessBaseAPISetVariable(handle, b"debug_file", b"/dev/null")
            self.tess.TessBaseAPISetPageSegMode(handle, _AUTO)
            self.tess.TessBaseAPISetImage2(handle, self.pix)
            self.tess.TessBaseAPISetSourceResolution(handle, dpi)
            said = self.tess.TessBaseAPIGetUTF8Text(handle)
            if not said:
                return Read("", 0, 0)
            text = ctypes.string_at(said).decode("utf-8", "replace")
            self.tess.TessDeleteText(said)
            return Read(text, self._counted(handle), max(0, int(self.tess.TessBaseAPIMeanTextConf(handle))))
        finally:
            self.tess.TessBaseAPIDelete(handle)

    def _counted(self, handle: int) -> int:
        each = self.tess.TessBaseAPIAllWordConfidences(handle)
        count = 0
        while each and each[count] >= 0:
            count += 1
        self.tess.TessDeleteIntArray(ctypes.cast(each, c_void_p))
        return count

    def close(self) -> None:
        """Give the picture back."""
        self.lept.pixDestroy(byref(self.pix))
