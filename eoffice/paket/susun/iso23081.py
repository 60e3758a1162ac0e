"""The metadata of one record as XML, an element for each name of the JSON (or `nama` where that is no name of XML), so that no group is lost between the two."""

import re
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

RUANG: Final = "urn:eoffice:metadata:2"
#: What an item of a list is called; everything else is called as in the JSON.
BUTIR: Final = "butir"
_NAME: Final = re.compile("[A-Za-z_][A-Za-z0-9_]*")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without the signs that no XML may hold."""
    return _CONTROL.sub("", text)


def render(metadata: dict[str, Any]) -> str:
    """A document of the namespace above; numbers and truth values say their type, what is unknown is an empty `nil`."""
    root = Element("rekaman", {"xmlns": RUANG})
    _fill(root, metadata)
    indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _fill(at: Element, value: Any) -> None:
    if isinstance(value, dict):
        for name in sorted(value):
            plain = _NAME.fullmatch(name) is not None  # columns of an old list are called as somebody liked
            made = SubElement(at, name) if plain else SubElement(at, BUTIR, {"nama": clean(name)})
            _fill(made, value[name])
    elif isinstance(value, list):
        at.set("jenis", "daftar")
        for item in value:
            _fill(SubElement(at, BUTIR), item)
    elif value is None:
        at.set("nil", "true")
    elif isinstance(value, bool):
        at.set("jenis", "boolean")
        at.text = "true" if value else "false"
    elif isinstance(value, int):
        at.set("jenis", "angka")
        at.text = str(value)
    else:
        at.text = clean(str(value))
