"""What the parts of a running installation share: database, store, settings, keys. Workers use it as well as the web."""

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import Engine

from eoffice import db, storage
from eoffice.acuan import Ingatan
from eoffice.config import Settings
from eoffice.storage import BlobStore
from eoffice.web.limits import Jatah


def derive(secret_key: str, purpose: str) -> bytes:
    """A 256-bit key for one purpose, from the installation's secret."""
    return hmac.digest(secret_key.encode(), b"eoffice/" + purpose.encode(), hashlib.sha256)


@dataclass(frozen=True, repr=False)
class Services:
    """Wired once at start. `pepper` is mixed into what passphrases protect; `cache` is for things dear to make anew.

    `ingatan` keeps what every page asks for while it stands, `jatah` what this process took of the limits of pages.
    """

    engine: Engine
    store: BlobStore
    settings: Settings
    pepper: bytes
    hasher: PasswordHasher
    cache: dict[str, Any] = field(default_factory=dict)
    ingatan: Ingatan = field(default_factory=Ingatan)
    jatah: Jatah = field(default_factory=Jatah)

    @staticmethod
    def start(settings: Settings, *, hasher: PasswordHasher | None = None) -> "Services":
        """Connect to the database and the store that the settings name.

        Args:
            hasher: argon2id with other costs; the default is that of AUT-01 (64 MiB, three passes, one lane).
        """
        return Services(
            engine=db.connect(settings.database_url),
            store=storage.susun(
                settings.storage_url,
                replika=settings.replika_url,
                singgahan=settings.data_dir / "singgahan",
                megabita=settings.singgahan_mb,
            ),
            settings=settings,
            pepper=derive(settings.secret_key, "pepper"),
            hasher=hasher or PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1),
        )

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()
