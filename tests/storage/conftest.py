"""The two stores, each fresh enough for a test."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from eoffice import storage

sys.path.insert(0, str(Path(__file__).parents[1]))
import servers  # noqa: E402


@pytest.fixture(scope="session")
def s3_url() -> Iterator[str]:
    """A bucket for this worker alone: a sweep looks at all that is there."""
    with servers.s3() as url:
        own = f"/uji-{os.environ.get('PYTEST_XDIST_WORKER', 'sendiri')}"
        url = urlsplit(url)._replace(path=own).geturl()
        storage.connect(servers.admin(url)).siapkan()
        yield url


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.s3)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> storage.BlobStore:
    if request.param == "folder":
        made = storage.connect((tmp_path / "berkas").as_uri())
    else:
        made = storage.connect(request.getfixturevalue("s3_url"))
    made.siapkan()
    return made
