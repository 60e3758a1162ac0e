"""Places in a text that differ for each recipient, written as {Nama Kolom}: found, and filled with plain words."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

#: What stands between the braces: the name of a column, without braces or line ends.
_TEMPAT: Final = re.compile(r"\{([^{}\n]{1,60})\}")
_KURUNG: Final = re.compile(r"[{}]")


def nama(words: str) -> str:
    """A column's name as it is compared: without case, with single spaces; underscores count as spaces."""
    return " ".join(words.replace("_", " ").split()).casefold()


def _texts(value: Any) -> Iterator[str]:
    """Every text that a reader would see in a body, in rincian, or in a plain field."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        if value.get("type") == "text":
            yield str(value.get("text", ""))
            return
        for key, each in value.items():
            if key not in ("type", "attrs", "marks", "v"):
                yield from _texts(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _texts(each)


def dipakai(*values: Any) -> dict[str, str]:
    """The columns that a text asks for: compared name → as it is written there first."""
    found: dict[str, str] = {}
    for value in values:
        for text in _texts(value):
            for match in _TEMPAT.finditer(text):
                found.setdefault(nama(match[1]), match[1].strip())
    return found


def janggal(*values: Any) -> str:
    """The first text in which a brace has no partner, in short; "" when there is none."""
    for value in values:
        for text in _texts(value):
            rest = _TEMPAT.sub("", text)
            if _KURUNG.search(rest):
                return text.strip()[:60]
    return ""


def isi(value: Any, nilai: Mapping[str, str]) -> Any:
    """The same value with every place filled; what is filled in is never looked at again, and prints as it is.

    A text node that becomes empty is left out, for a body knows no empty text.

    Args:
        nilai: compared name → words.
    """
    if isinstance(value, str):
        return _TEMPAT.sub(lambda match: nilai.get(nama(match[1]), match[0]), value)
    if isinstance(value, Mapping):
        if value.get("type") == "text":
            return {**value, "text": isi(str(value.get("text", "")), nilai)}
        return {
            key: each if key in ("type", "attrs", "marks", "v") else isi(each, nilai) for key, each in value.items()
        }
    if isinstance(value, (list, tuple)):
        filled = [isi(each, nilai) for each in value]
        return [
            each for each in filled if not (isinstance(each, dict) and each == {**each, "type": "text", "text": ""})
        ]
    return value
