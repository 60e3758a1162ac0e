"""A reader of JSON Schema 2020-12, as much of it as our schema uses; any other keyword is refused rather than ignored."""

import re
from datetime import date, datetime
from typing import Any

JENIS: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}
KETERANGAN = {"$schema", "$id", "title", "description"}
BENTUK = {"date": date.fromisoformat, "date-time": datetime.fromisoformat}


def tidak_cocok(isi: Any, skema: dict[str, Any], tempat: str = "$") -> list[str]:
    """Where a document breaks its schema; empty when it does not."""
    wrong: list[str] = []
    for key, value in skema.items():
        if key in KETERANGAN:
            continue
        if not _cocok(key, value, isi, skema):
            wrong.append(f"{tempat}: {key}")
    if isinstance(isi, dict):
        for name, inner in skema.get("properties", {}).items():
            if name in isi:
                wrong += tidak_cocok(isi[name], inner, f"{tempat}.{name}")
    if isinstance(isi, list) and "items" in skema:
        wrong += [error for n, each in enumerate(isi) for error in tidak_cocok(each, skema["items"], f"{tempat}[{n}]")]
    return wrong


def _cocok(key: str, value: Any, isi: Any, skema: dict[str, Any]) -> bool:
    if key == "type":
        names = value if isinstance(value, list) else [value]
        return any(isinstance(isi, JENIS[n]) and (n == "boolean" or not isinstance(isi, bool)) for n in names)
    if key in ("properties", "items"):
        return True  # looked into by the caller
    if key == "required":
        return not isinstance(isi, dict) or set(value) <= set(isi)
    if key == "additionalProperties":
        assert value is False
        return not isinstance(isi, dict) or set(isi) <= set(skema["properties"])
    if key == "const":
        return bool(isi == value)
    if key == "enum":
        return isi in value
    if key == "anyOf":
        return any(not tidak_cocok(isi, each) for each in value)
    if key in ("minimum", "maximum"):
        return isi is None or (isi >= value if key == "minimum" else isi <= value)
    if key == "pattern":
        return re.search(value, isi) is not None
    if key == "format":
        BENTUK[value](isi)
        return True
    raise AssertionError(f"kata skema yang tidak dikenal: {key}")
