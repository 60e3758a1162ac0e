"""Where a redirect may lead: paths of this application only (WEB-08)."""

import re
from urllib.parse import unquote

#: One slash, then neither a slash nor a backslash; nothing that a browser would rather not see in a path.
_PATH = re.compile(r"/(?:[A-Za-z0-9._~!$&'()*+,;=:@%?\[\]-][A-Za-z0-9._~!$&'()*+,;=:@%/?\[\]-]{0,999})?")


def safe_path(value: str | None, *, otherwise: str = "/") -> str:
    """The value if it is a path of ours, else `otherwise`.

    Refused: other hosts (`//evil`, `/\\evil`, `https:…`), the same once or twice percent-encoded, steps upwards,
    control characters, fragments, and anything over 1,000 characters.
    """
    if not value or not _PATH.fullmatch(value):
        return otherwise
    seen = value
    for _ in range(3):
        seen = unquote(seen)
        path = seen.split("?", 1)[0]
        if "//" in path or "\\" in path or any(ord(c) < 32 or ord(c) == 127 for c in seen):
            return otherwise
        if {".", ".."} & set(path.split("/")):
            return otherwise
    return value
