"""Logs as JSON lines: safe to print, cut, and with the id of the request they belong to (INJ-08, TGH-07)."""

import json
import logging
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Final, TextIO

from sqlalchemy.exc import DBAPIError

CUT: Final = 500
REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")

logger = logging.getLogger("eoffice")


def _cut(value: Any) -> Any:
    if isinstance(value, (int, float, bool)) or value is None:
        return value
    text = str(value)
    return text if len(text) <= CUT else text[:CUT] + "…"


class JsonLines(logging.Formatter):
    """One JSON object a line. ASCII only, so CR, LF, ESC and bidi controls can only appear escaped."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": _cut(record.getMessage()),
            "request_id": REQUEST_ID.get(),
        }
        line |= {name: _cut(value) for name, value in getattr(record, "fields", {}).items()}
        if record.exc_info and record.exc_info[1] is not None:
            line |= describe(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True)


def describe(error: BaseException) -> dict[str, Any]:
    """An error for the log: class, place and a short message, but no values of variables and no bound parameters.

    A database error is named by class and SQLSTATE only, since its text repeats what somebody typed (KNF-02).
    """
    if isinstance(error, DBAPIError):
        message = f"{type(error.orig).__name__} {getattr(error.orig, 'sqlstate', '') or ''}".strip()
    else:
        message = str(error)
    frames = traceback.extract_tb(error.__traceback__)[-12:]
    where = [f"{'/'.join(f.filename.rsplit('/', 2)[-2:])}:{f.lineno} {f.name}" for f in frames]  # or «<string>:2 …»
    return {"error": type(error).__name__, "message": _cut(message), "where": where}


def configure(stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Send everything of this process as JSON lines to a stream (default: standard error)."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logger.setLevel(level)


def event(name: str, /, **fields: Any) -> None:
    """Note something that operators count or look for. Never content of a naskah, never a secret."""
    logger.info(name, extra={"fields": fields})


def warn(name: str, /, **fields: Any) -> None:
    """Note something that a person should look at."""
    logger.warning(name, extra={"fields": fields})
