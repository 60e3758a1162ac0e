"""Object lock on a real server: the store refuses, whoever asks; and what was hidden is found again."""

import io
import threading
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
import servers
from minio.error import S3Error
from minio.versioningconfig import ENABLED, VersioningConfig

from eoffice import storage
from eoffice.storage import Blob, Terkunci
from eoffice.storage.s3 import Bucket

pytestmark = pytest.mark.s3


@pytest.fixture
def terkunci(s3_url: str) -> Bucket:
    """A bucket that `siapkan` made, spoken to as the administrator of the store."""
    path = f"{urlsplit(s3_url).path}-kunci"
    made = storage.connect(urlunsplit(urlsplit(servers.admin(s3_url))._replace(path=path)))
    assert isinstance(made, Bucket)
    made.siapkan()
    return made


def _delete(store: Bucket, blob: Blob) -> None:
    """What the administrator of the store would do by hand."""
    for version, _ in store._versions(blob.key):
        store._client.remove_object(bucket_name=store.bucket, object_name=store.folder + blob.key, version_id=version)


def test_a_bucket_that_we_make_can_lock_and_says_so(terkunci: Bucket, s3_url: str, tmp_path: Path) -> None:
    assert terkunci.bergembok()
    plain = storage.connect(urlunsplit(urlsplit(s3_url)._replace(path=f"/{servers.BUCKET}")))  # made without locks
    assert not plain.bergembok()
    assert not plain.gembok(Blob("aa/x", 1, "0" * 64), tahan=True)
    assert not storage.connect(tmp_path.as_uri()).bergembok()
    assert "dapat dikunci" in terkunci.describe()


@pytest.mark.parametrize("how", [{"tahan": True}, {"tahan": False, "sampai": date.today() + timedelta(30)}])
def test_the_administrators_own_delete_is_refused_by_the_store(terkunci: Bucket, how: dict[str, object]) -> None:
    # KEAMANAN: OBJ-02
    blob = terkunci.put(io.BytesIO(b"arsip permanen"))
    assert terkunci.gembok(blob, **how)  # type: ignore[arg-type]

    with pytest.raises(S3Error, match="AccessDenied"):
        _delete(terkunci, blob)
    with pytest.raises(Terkunci):
        terkunci.remove(blob.key)

    with terkunci.open(blob) as stream:
        assert stream.read() == b"arsip permanen"


def test_hiding_or_writing_over_a_locked_object_loses_nothing(terkunci: Bucket) -> None:
    blob = terkunci.put(io.BytesIO(b"arsip permanen"))
    terkunci.gembok(blob, tahan=True)
    name = {"bucket_name": terkunci.bucket, "object_name": terkunci.folder + blob.key}

    terkunci._client.put_object(**name, data=io.BytesIO(b"palsu"), length=5)
    with terkunci.open(blob) as stream:
        assert stream.read() == b"arsip permanen"
    terkunci._client.remove_object(**name)
    with terkunci.open(blob) as stream:
        assert stream.read() == b"arsip permanen"


def test_what_is_let_go_is_destroyed_in_every_version(terkunci: Bucket) -> None:
    blob = terkunci.put(io.BytesIO(b"habis retensinya"))
    terkunci.gembok(blob, tahan=True)
    terkunci._client.remove_object(bucket_name=terkunci.bucket, object_name=terkunci.folder + blob.key)

    terkunci.gembok(blob, tahan=False)
    terkunci.remove(blob.key)

    assert terkunci._versions(blob.key) == []


def test_in_a_bucket_that_keeps_versions_without_locks_nothing_of_what_is_destroyed_stays(s3_url: str) -> None:
    # KEAMANAN: OBJ-02
    path = f"{urlsplit(s3_url).path}-versi"
    made = storage.connect(urlunsplit(urlsplit(servers.admin(s3_url))._replace(path=path)))
    assert isinstance(made, Bucket)
    made._client.make_bucket(bucket_name=made.bucket)
    made._client.set_bucket_versioning(bucket_name=made.bucket, config=VersioningConfig(ENABLED))
    blob = made.put(io.BytesIO(b"dimusnahkan"))

    made.remove(blob.key)

    assert not made.bergembok() and made._versions(blob.key) == []
    assert "tidak dapat mengunci objek" in made.describe()


def test_an_error_of_the_moment_is_not_taken_for_a_bucket_without_locks(terkunci: Bucket) -> None:
    asked = []

    class Sibuk(BaseHTTPRequestHandler):
        """A gateway that is too busy once, and then passes on."""

        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(503 if len(asked) < 3 else 200)
            self.end_headers()
            if len(asked) >= 3:
                says = (
                    "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>"
                )
                self.wfile.write(says.encode())

        def log_message(self, *_: object) -> None:
            """Quiet."""

    with HTTPServer(("127.0.0.1", 0), Sibuk) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        busy = storage.connect(f"s3://k:r@127.0.0.1:{server.server_port}/berkas?secure=0")
        assert isinstance(busy, Bucket)
        first, then = busy.bergembok(), busy.bergembok()
        server.shutdown()

    assert (first, then) == (False, True)
