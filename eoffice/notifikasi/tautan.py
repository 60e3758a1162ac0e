"""Links in messages that prove something by themselves: an address is one's own, or mail is to stop."""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Final

from eoffice.web.services import derive

#: How long the link that confirms an address holds.
BERLAKU: Final = timedelta(hours=24)


def token_alamat(secret_key: str, pegawai_id: int, pos_el: str, diminta_at: datetime) -> str:
    """Proves that whoever opens it reads the mail of this address; for one request only."""
    return _sign(secret_key, "pos-el", f"{pegawai_id}\n{pos_el}\n{int(diminta_at.timestamp())}")


def token_berhenti(secret_key: str, pegawai_id: int, pos_el: str) -> str:
    """Lets whoever got mail at this address stop it, without signing in."""
    return f"{pegawai_id}-{_sign(secret_key, 'berhenti', f'{pegawai_id} {pos_el}')}"


def sama(one: str, other: str) -> bool:
    """Whether two tokens are the same, in a time that tells nothing."""
    return hmac.compare_digest(one.encode(), other.encode())


def _sign(secret_key: str, purpose: str, text: str) -> str:
    return hmac.digest(derive(secret_key, f"notifikasi/{purpose}"), text.encode(), hashlib.sha256).hex()[:40]
