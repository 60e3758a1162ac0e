"""Whether a PDF is built soundly enough to be trusted with time and memory (UPL-05)."""

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, Final

import pikepdf
from pikepdf.settings import set_qpdf_limits

from eoffice.sandbox.refusal import Refused

MIB: Final = 1024 * 1024
MOST_PAGES: Final = 2_000
MOST_OBJECTS: Final = 200_000
MOST_NESTING: Final = 100
MOST_UNPACKED: Final = 500 * MIB
LARGEST_STREAM: Final = 100 * MIB
MOST_RATIO: Final = 100
RATIO_FROM: Final = 64 * MIB
MOST_PIXELS: Final = 50_000_000
#: Points; 5 metres.
LONGEST_SIDE: Final = 5000 / 25.4 * 72

_LIMITS: Final[dict[str, int]] = {
    "parser_max_nesting": MOST_NESTING,
    "flate_max_memory": LARGEST_STREAM,
    "run_length_max_memory": LARGEST_STREAM,
    "png_max_memory": LARGEST_STREAM,
    "tiff_max_memory": LARGEST_STREAM,
    "dct_max_memory": LARGEST_STREAM,
    "max_stream_filters": 8,
    "doc_max_warnings": 500,
}
_FLATE: Final = frozenset({"/FlateDecode", "/Fl"})
_WIDENING: Final = frozenset({"/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"})
#: Filters of pictures; their size follows from width and height, which are checked.
_PICTURE: Final = frozenset({"/DCTDecode", "/DCT", "/JPXDecode", "/CCITTFaxDecode", "/CCF", "/JBIG2Decode"})
_BROKEN: Final = "Susunan PDF ini rusak atau tidak konsisten. Simpan atau cetak ulang menjadi PDF, lalu unggah lagi."
_TOO_BIG: Final = "Isi PDF ini membengkak jauh melebihi ukurannya saat dibuka, jadi tidak diterima."


@contextmanager
def opened(content: bytes) -> Iterator[pikepdf.Pdf]:
    """The PDF, read strictly: nothing is repaired silently.

    Raises:
        Refused: it needs a password or does not hold together.
    """
    set_qpdf_limits(**_LIMITS)
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as pdf:
            yield pdf
    except pikepdf.PasswordError:
        raise Refused("PDF ini terkunci sandi. Buka kuncinya, simpan tanpa sandi, lalu unggah lagi.") from None
    except (pikepdf.PdfError, RecursionError, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise Refused(_BROKEN) from error


def inspect(pdf: pikepdf.Pdf) -> int:
    """Check every limit; the number of pages.

    Raises:
        Refused: naming the limit.
    """
    if len(pdf.objects) > MOST_OBJECTS:
        raise Refused(f"PDF ini berisi lebih dari {MOST_OBJECTS:,} objek.".replace(",", "."))
    pages = _pages(pdf)
    _trees(pdf)
    total = 0
    for thing in pdf.objects:
        _depth(thing)
        if isinstance(thing, pikepdf.Stream):
            total += _unpacked(thing)
            if total > MOST_UNPACKED:
                raise Refused(_TOO_BIG)
            _references(thing)
    return pages


def _pages(pdf: pikepdf.Pdf) -> int:
    """Count the leaves of the page tree by hand and hold them against what the root claims."""
    root = pdf.Root.get("/Pages")
    if not isinstance(root, pikepdf.Dictionary):
        raise Refused(_BROKEN)
    seen: set[tuple[int, int]] = set()
    leaves, waiting = 0, [root]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary) or node.objgen in seen:
            raise Refused("Susunan halaman PDF ini berputar-putar atau rusak.")
        if node.is_indirect:
            seen.add(node.objgen)
        _side(node)
        if "/Kids" in node:
            waiting.extend(node.Kids)
        else:
            leaves += 1
        if leaves + len(waiting) > MOST_PAGES * 2 or leaves > MOST_PAGES:
            raise Refused(f"PDF ini lebih dari {MOST_PAGES:,} halaman. Bagi menjadi beberapa berkas.".replace(",", "."))
    if leaves == 0:
        raise Refused("PDF ini tidak mempunyai halaman.")
    if int(root.get("/Count", -1)) != leaves or len(pdf.pages) != leaves:
        raise Refused("Jumlah halaman yang tertulis di PDF ini tidak sama dengan halaman yang ada.")
    return leaves


def _side(node: pikepdf.Object) -> None:
    unit = float(node.get("/UserUnit", 1))
    for name in ("/MediaBox", "/CropBox"):
        box = node.get(name)
        if box is None:
            continue
        x1, y1, x2, y2 = (float(n) for n in box)
        if not 0 < max(abs(x2 - x1), abs(y2 - y1)) * unit <= LONGEST_SIDE:
            raise Refused("Ukuran halaman PDF ini tidak masuk akal (sisi paling panjang 5 meter).")


def _trees(pdf: pikepdf.Pdf) -> None:
    """No cycle in outline, name, number, form or function trees."""
    root = pdf.Root
    _walk(root.get("/Outlines"), ("/First", "/Next"))
    for name in ("/Names", "/Dests"):
        part = root.get(name)
        if isinstance(part, pikepdf.Dictionary):
            for tree in part.values() if name == "/Names" else (part,):
                _walk(tree, ("/Kids",))
    for name in ("/PageLabels", "/StructTreeRoot"):
        tree = root.get(name)
        _walk(tree.get("/ParentTree") if name == "/StructTreeRoot" and tree is not None else tree, ("/Kids",))
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary):
        for field in form.get("/Fields", []):
            _walk(field, ("/Kids",))
    for thing in pdf.objects:
        if (
            isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream))
            and "/FunctionType" in thing
            and "/Functions" in thing
        ):
            _walk(thing, ("/Functions",))


def _walk(start: Any, links: tuple[str, ...]) -> None:
    seen: set[tuple[int, int]] = set()
    waiting = [start]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, (pikepdf.Dictionary, pikepdf.Stream)):
            continue
        if node.is_indirect:
            if node.objgen in seen:
                raise Refused("Daftar di dalam PDF ini (garis besar, nama, isian, atau fungsi) berputar-putar.")
            seen.add(node.objgen)
        for link in links:
            to = node.get(link)
            waiting.extend(to if isinstance(to, pikepdf.Array) else [to])


def _depth(thing: Any, depth: int = 0) -> None:
    """Direct nesting only; another object is checked when its turn comes."""
    if depth > MOST_NESTING:
        raise Refused("Susunan PDF ini bersarang terlalu dalam.")
    if isinstance(thing, pikepdf.Array):
        inside: Any = thing
    elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        inside = [value for _, value in thing.items()]
    else:
        return
    for value in inside:
        if isinstance(value, (pikepdf.Array, pikepdf.Dictionary)) and not value.is_indirect:
            _depth(value, depth + 1)


def _references(stream: pikepdf.Stream) -> None:
    """A form XObject that draws itself, at once or by way of others, would never end."""
    if stream.get("/Subtype") != "/Form":
        return
    seen: set[tuple[int, int]] = set()
    waiting = [stream]
    while waiting:
        for to in _drawn_by(waiting.pop()):
            if to.objgen == stream.objgen:
                raise Refused("Gambar di dalam PDF ini memuat dirinya sendiri tanpa akhir.")
            if to.objgen not in seen:
                seen.add(to.objgen)
                waiting.append(to)


def _drawn_by(stream: pikepdf.Stream) -> list[pikepdf.Stream]:
    resources = stream.get("/Resources")
    things = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(things, pikepdf.Dictionary):
        return []
    return [t for t in things.values() if isinstance(t, pikepdf.Stream) and t.get("/Subtype") == "/Form"]


def _unpacked(stream: pikepdf.Stream) -> int:
    """Bytes of a stream once decoded, counted while decoding and never kept."""
    if stream.get("/Subtype") == "/Image":
        pixels = _whole(stream.get("/Width", 0)) * _whole(stream.get("/Height", 0))
        if pixels > MOST_PIXELS:
            raise Refused("Ada gambar lebih dari 50 megapiksel di dalam PDF ini. Perkecil gambarnya.")
    filters = stream.get("/Filter")
    names = [str(f) for f in filters] if isinstance(filters, pikepdf.Array) else [str(filters)] if filters else []
    raw = len(stream.read_raw_bytes())
    if not names or names[0] in _PICTURE:
        return raw
    if set(names) <= _FLATE:
        size = _inflated(stream.read_raw_bytes(), len(names))
    elif set(names) & _PICTURE:
        size = raw * (MOST_RATIO if set(names) & (_FLATE | _WIDENING) else 2)
        size = min(size, RATIO_FROM)
    elif set(names) & _WIDENING and raw > MIB:
        raise Refused(_TOO_BIG)  # old and rare filters; at 1 MiB they can hold a gigabyte
    else:
        size = len(stream.read_bytes())
    if size > LARGEST_STREAM or (size > RATIO_FROM and size > raw * MOST_RATIO):
        raise Refused(_TOO_BIG)
    return size


def _inflated(raw: bytes, layers: int) -> int:
    """Size after as many rounds of Flate; stops counting just above the limit. Damage ends a stream, as in viewers."""
    engines = [zlib.decompressobj() for _ in range(layers)]

    def through(data: bytes, layer: int) -> Iterator[int]:
        if layer == layers:
            yield len(data)
            return
        engine = engines[layer]
        while data and not engine.eof:
            piece = engine.decompress(data, MIB)
            data = engine.unconsumed_tail
            if piece:
                yield from through(piece, layer + 1)
            elif not data:
                return

    total = 0
    try:
        for size in through(raw, 0):
            total += size
            if total > LARGEST_STREAM:
                return total
    except zlib.error:
        pass
    return total


def _whole(value: Any) -> int:
    if isinstance(value, (int, Decimal, float)) and 0 <= value <= 10**9:
        return int(value)
    raise Refused(_BROKEN)
