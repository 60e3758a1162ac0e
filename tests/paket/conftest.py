"""A second installation beside the first."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import makers
import pytest
from basis import Pola

from eoffice.config import Settings
from eoffice.web.services import Services


@pytest.fixture
def kota_kedua(
    databases: Any, fresh_store: Callable[[Path], str], settings: Settings, kota_kecil: makers.Kota, tmp_path: Path
) -> Iterator[Services]:
    """An installation with the same people and nothing else."""
    folder = tmp_path / "kedua"
    folder.mkdir()
    url = databases.fresh(folder, Pola.KOTA)
    parts = Services.start(
        Settings(
            mode="coba",
            data_dir=folder,
            database_url=url,
            storage_url=fresh_store(folder),
            secret_key=settings.secret_key,
            base_url="http://localhost",
            trusted_hosts=("localhost",),
            antivirus_waived=True,
        ),
        hasher=makers.CHEAP,
    )
    parts.store.siapkan()
    yield parts
    parts.close()
    databases.drop(url)
