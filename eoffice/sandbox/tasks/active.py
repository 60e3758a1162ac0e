"""What in a PDF may run, reach out or change what is seen (UPL-06), and whether it carries a signature (UPL-07)."""

from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from eoffice.sandbox.tasks.structure import MOST_NESTING

_ACTIONS: Final = {
    "/JavaScript": "JavaScript",
    "/Launch": "perintah menjalankan program (Launch)",
    "/SubmitForm": "pengiriman isian ke luar (SubmitForm)",
    "/ImportData": "pengambilan data dari luar (ImportData)",
    "/GoToR": "tautan ke berkas lain (GoToR)",
    "/GoToE": "tautan ke berkas tertanam (GoToE)",
    "/Rendition": "media (Rendition)",
    "/Movie": "media (Movie)",
    "/Sound": "media (Sound)",
    "/SetOCGState": "pengubah lapisan (SetOCGState)",
    "/GoTo3DView": "objek 3D",
    "/RichMediaExecute": "media kaya (RichMedia)",
    "/Hide": "tindakan menyembunyikan bagian (Hide)",
    "/ResetForm": "tindakan mengosongkan isian (ResetForm)",
}
_ANNOTATIONS: Final = {
    "/RichMedia": "media kaya (RichMedia)",
    "/3D": "objek 3D",
    "/Movie": "media (Movie)",
    "/Sound": "media (Sound)",
    "/Screen": "media (Screen)",
    "/FileAttachment": "berkas tertanam",
}
_EMBEDDED: Final = "berkas tertanam"
_EXTERNAL: Final = "isi yang diambil dari luar berkas"
_SCHEMES: Final = ("http://", "https://", "mailto:")


def found_in(pdf: pikepdf.Pdf) -> list[str]:
    """What was found, in office words, sorted; empty when there is nothing."""
    found: set[str] = set(_in_root(pdf.Root))
    for thing in pdf.objects:
        found.update(_in_object(thing, 0))
    return sorted(found)


def is_signed(pdf: pikepdf.Pdf) -> bool:
    """Whether a signature dictionary with a byte range is anywhere inside, or a filled signature field."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary):
            if "/ByteRange" in thing and "/Contents" in thing:
                return True
            if thing.get("/FT") == "/Sig" and "/V" in thing:
                return True
    return False


def _in_root(root: pikepdf.Object) -> Iterator[str]:
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        if "/JavaScript" in names:
            yield "JavaScript"
        if "/EmbeddedFiles" in names:
            yield _EMBEDDED
    if "/Collection" in root or "/AF" in root:
        yield _EMBEDDED
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        yield "formulir XFA"
    if "/OpenAction" in root and not _only_goes_to_page(root["/OpenAction"]):
        yield "tindakan saat dibuka (OpenAction)"
    layers = root.get("/OCProperties")
    if isinstance(layers, pikepdf.Dictionary) and _changeable(layers):
        yield "lapisan yang dapat disembunyikan"


def _in_object(thing: Any, depth: int) -> Iterator[str]:
    if depth > MOST_NESTING:
        return
    if isinstance(thing, pikepdf.Array):
        inside: Any = thing
    elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        yield from _in_dictionary(thing)
        inside = [value for _, value in thing.items()]
    else:
        return
    for value in inside:
        if isinstance(value, (pikepdf.Array, pikepdf.Dictionary)) and not value.is_indirect:
            yield from _in_object(value, depth + 1)


def _in_dictionary(thing: pikepdf.Dictionary | pikepdf.Stream) -> Iterator[str]:
    kind = str(thing.get("/S", ""))
    if kind in _ACTIONS and ("/Type" not in thing or thing.get("/Type") == "/Action"):
        yield _ACTIONS[kind]
    if kind == "/URI" and not str(thing.get("/URI", "")).strip().lower().startswith(_SCHEMES):
        yield "tautan yang bukan alamat web"
    if "/JS" in thing:
        yield "JavaScript"
    extra = thing.get("/AA")
    if isinstance(extra, pikepdf.Dictionary) and not all(_only_goes_to_page(a) for _, a in extra.items()):
        yield "tindakan otomatis (AA)"
    subtype = str(thing.get("/Subtype", ""))
    if subtype in _ANNOTATIONS and ("/Rect" in thing or thing.get("/Type") == "/Annot"):
        yield _ANNOTATIONS[subtype]
    if "/EF" in thing and ("/F" in thing or "/UF" in thing or thing.get("/Type") == "/Filespec"):
        yield _EMBEDDED
    if thing.get("/Type") == "/EmbeddedFile":
        yield _EMBEDDED
    if "/RichMediaContent" in thing or "/3DD" in thing:
        yield "media kaya (RichMedia)"
    if isinstance(thing, pikepdf.Stream):
        if "/F" in thing or "/FFilter" in thing or "/Ref" in thing or "/OPI" in thing:
            yield _EXTERNAL
        if subtype == "/PS" or thing.get("/Subtype2") == "/PS":
            yield "program PostScript"


def _only_goes_to_page(action: Any) -> bool:
    """A destination, by array or by name, or a GoTo without anything chained to it."""
    if isinstance(action, pikepdf.Dictionary):
        return bool(action.get("/S") == "/GoTo" and "/Next" not in action)
    return isinstance(action, (pikepdf.Array, pikepdf.Name, pikepdf.String))


def _changeable(layers: pikepdf.Dictionary) -> bool:
    """Whether a reader could see other layers than another: unless all are locked, and on, in one arrangement."""
    groups = layers.get("/OCGs", pikepdf.Array())
    if len(groups) == 0:
        return False
    first = layers.get("/D")
    if not isinstance(first, pikepdf.Dictionary) or len(layers.get("/Configs", pikepdf.Array())) > 0:
        return True
    if any(key in first and len(first[key]) > 0 for key in ("/OFF", "/AS", "/RBGroups")):
        return True
    locked = {group.objgen for group in first.get("/Locked", [])}
    return any(group.objgen not in locked for group in groups)
