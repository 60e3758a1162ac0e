"""Bodies of the calls: multipart for version 1, JSON for version 2."""

import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Any


def formulir(fields: Iterable[tuple[str, str]], files: Iterable[tuple[str, str, bytes]]) -> tuple[bytes, str]:
    """A multipart body and its media type.

    Args:
        files: field, file name, PDF bytes.
    """
    limit = secrets.token_hex(16)
    parts: list[bytes] = []
    for name, value in fields:
        parts.append(f'--{limit}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode())
        parts.append(value.encode() + b"\r\n")
    for name, filename, content in files:
        head = f'--{limit}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
        parts.append(head.encode() + b"Content-Type: application/pdf\r\n\r\n")
        parts.append(content + b"\r\n")
    return b"".join([*parts, f"--{limit}--\r\n".encode()]), f"multipart/form-data; boundary={limit}"


def json_isi(values: Mapping[str, Any]) -> tuple[bytes, str]:
    """A JSON body and its media type; what is None is left out, for some builds take the word null for a text."""
    return json.dumps({k: v for k, v in values.items() if v is not None}).encode(), "application/json"
