"""Signatures on a stranger's PDF; the rules are `tte`'s, found by name so that nothing here imports upwards."""

import importlib
from datetime import datetime
from typing import Any

_verifying: Any = importlib.import_module("eoffice.tte.verifying")


def verifikasi_pdf(
    payload: bytes, roots: list[str], penanda_waktu: list[str], dicabut: dict[str, str], at: str | None
) -> tuple[dict[str, Any], bytes]:
    """The report as JSON values."""
    moment = datetime.fromisoformat(at) if at else None
    return _verifying.report(payload, roots, penanda_waktu=penanda_waktu, dicabut=dicabut, at=moment), b""
