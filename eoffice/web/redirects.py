"""Where a redirect may lead: paths of this application only (WEB-08)."""

import re
from urllib.parse import unquote

from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, RequestRedirect

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


def nearest_page(adapter: MapAdapter, path: str) -> str | None:
    """The closest page above an address that only takes forms, as /naskah/5 above /naskah/5/ajukan; None: only home.

    Somebody who reloads after a refused form, or comes back from a bookmark, asks for such an address with GET. Views
    whose name begins with `unduh` hand out a file, so they are no place to come back to.
    """
    while path := path.rstrip("/").rpartition("/")[0]:
        try:
            endpoint, _ = adapter.match(path, method="GET")
        except (HTTPException, RequestRedirect):
            continue
        if not endpoint.rpartition(".")[2].startswith("unduh"):
            return path
    return None
