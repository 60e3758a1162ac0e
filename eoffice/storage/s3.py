"""An S3 bucket as a store, spoken to through the minio client; no server in particular is assumed."""

import hashlib
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any, BinaryIO, Final, cast

import urllib3
from minio import Minio
from minio.error import MinioException, S3Error

from eoffice.errors import Damaged, Unavailable
from eoffice.storage.port import CHUNK, LARGEST_IN_MEMORY, OWN, Blob, checked_key, gone, new_key, verified
from eoffice.titik import titik

#: Seconds (OBJ-06 allows 3 and 30). The client's own default is 300 and five retries.
CONNECT: Final = 2.0
READ: Final = 20.0
#: Bytes below which an object goes in one request.
PART: Final = 64 * 1024 * 1024
_MISSING: Final = frozenset({"NoSuchKey", "NoSuchObject", "ResourceNotFound"})
_FULL: Final = frozenset(
    {"QuotaExceeded", "XMinioStorageFull", "InsufficientCapacity", "EntityTooLarge", "XMinioAdminBucketQuotaExceeded"}
)
_REFUSED: Final = frozenset({"AccessDenied", "SignatureDoesNotMatch", "InvalidAccessKeyId"})


class Bucket:
    """Objects in one bucket or a folder of it, each written once under its own random key."""

    def __init__(
        self, *, endpoint: str, bucket: str, folder: str = "", key: str, secret: str, secure: bool, region: str
    ) -> None:
        """`folder`: a part of a bucket that others share, such as `eoffice/`; empty when the whole bucket is ours."""
        self.endpoint, self.bucket, self.folder, self.secure, self.region = endpoint, bucket, folder, secure, region
        pool = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=CONNECT, read=READ),
            # PUT, GET, HEAD and DELETE of our keys may all run twice; a POST is never repeated (OBJ-06).
            retries=urllib3.Retry(total=1, backoff_factor=0.1, status_forcelist=[502, 503, 504]),
            maxsize=32,
        )
        self._client: Any = Minio(
            endpoint=endpoint, access_key=key, secret_key=secret, secure=secure, region=region, http_client=pool
        )

    def put(self, content: BinaryIO) -> Blob:
        key = new_key()
        with _told(), tempfile.SpooledTemporaryFile(max_size=LARGEST_IN_MEMORY) as copy:
            sha256, size = hashlib.sha256(), 0
            while chunk := content.read(CHUNK):
                sha256.update(chunk)
                size += len(chunk)
                copy.write(chunk)
            copy.seek(0)
            blob = Blob(key, size, sha256.hexdigest())
            self._client.put_object(
                bucket_name=self.bucket,
                object_name=self.folder + key,
                data=copy,
                length=size,
                part_size=PART if size <= PART else 0,
            )
        titik("objek_ditulis")
        self._read_back(blob)
        titik("objek_dibaca_ulang")
        return blob

    def open(self, blob: Blob) -> BinaryIO:
        with self._reading(blob.key) as source:
            return verified(source, blob)

    def salin(self, blob: Blob, content: BinaryIO) -> None:
        with verified(content, blob) as copy, _told():
            self._client.put_object(
                bucket_name=self.bucket,
                object_name=self.folder + checked_key(blob.key),
                data=copy,
                length=blob.size,
                part_size=PART if blob.size <= PART else 0,
            )
        self._read_back(blob)

    def lupakan(self, digests: Iterable[str]) -> None:
        """A bucket keeps nothing near."""

    def exists(self, blob: Blob) -> bool:
        try:
            with _told():
                found = self._client.stat_object(
                    bucket_name=self.bucket, object_name=self.folder + checked_key(blob.key)
                )
        except Damaged:
            return False
        return bool(found.size == blob.size)

    def keys(self) -> Iterator[tuple[str, datetime]]:
        with _told():
            for found in self._client.list_objects(bucket_name=self.bucket, prefix=self.folder, recursive=True):
                key = (found.object_name or "").removeprefix(self.folder)
                if OWN.fullmatch(key) and found.last_modified:
                    yield key, found.last_modified.astimezone(UTC)

    def remove(self, key: str) -> None:
        with suppress(Damaged), _told():
            self._client.remove_object(bucket_name=self.bucket, object_name=self.folder + checked_key(key))

    def ready(self) -> bool:
        try:
            with _told():
                return bool(self._client.bucket_exists(bucket_name=self.bucket))
        except (Unavailable, Damaged):
            return False

    def describe(self) -> str:
        folder = f", folder {self.folder}" if self.folder else ""
        return f"Penyimpanan S3 di {self.endpoint}, bucket {self.bucket}{folder}" + (
            "." if self.secure else ", tanpa TLS."
        )

    def siapkan(self) -> None:
        with _told():
            if not self._client.bucket_exists(bucket_name=self.bucket):
                self._client.make_bucket(bucket_name=self.bucket, location=self.region)

    @contextmanager
    def _reading(self, key: str) -> Iterator[BinaryIO]:
        with _told():
            answer = self._client.get_object(bucket_name=self.bucket, object_name=self.folder + checked_key(key))
            try:
                yield cast(BinaryIO, answer)
            finally:
                answer.close()
                answer.release_conn()

    def _read_back(self, blob: Blob) -> None:
        """Fetch what was just written: an ETag is no hash (OBJ-01); a 404 here may be a slow replica (OBJ-06)."""
        for pause in (0.2, 1.0, None):
            try:
                self.open(blob).close()
                return
            except Damaged:
                if pause is None:
                    raise
                time.sleep(pause)


@contextmanager
def _told() -> Iterator[None]:
    """What the server says, in our words."""
    try:
        yield
    except S3Error as error:
        if error.code in _MISSING:
            raise gone() from error
        if error.code in _FULL or getattr(error.response, "status", 0) == 507:
            said = "Ruang penyimpanan penuh sehingga berkas baru belum dapat diterima. Hubungi administrator."
        elif error.code == "RequestTimeTooSkewed":
            said = "Jam server ini berbeda dari jam penyimpanan S3. Hubungi administrator agar jam disamakan."
        elif error.code == "NoSuchBucket":
            said = "Bucket penyimpanan belum dibuat. Hubungi administrator."
        elif error.code in _REFUSED:
            said = "Penyimpanan S3 menolak kunci yang dipakai. Hubungi administrator."
        else:
            said = "Penyimpanan berkas sedang bermasalah. Coba lagi beberapa saat."
        raise Unavailable(said) from error
    except (MinioException, urllib3.exceptions.HTTPError, OSError) as error:
        raise Unavailable("Penyimpanan berkas tidak menjawab. Coba lagi beberapa saat.") from error
