"""An S3 bucket as a store, spoken to through the minio client; no server in particular is assumed."""

import hashlib
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any, BinaryIO, Final, cast

import urllib3
from minio import Minio
from minio.commonconfig import COMPLIANCE
from minio.error import S3Error
from minio.retention import Retention

from eoffice import clock
from eoffice.errors import Damaged, Unavailable
from eoffice.storage.jawaban import NO_LOCK, UNLOCKED, told
from eoffice.storage.port import (
    CHUNK,
    LARGEST_IN_MEMORY,
    OWN,
    Blob,
    Menolak,
    Terkunci,
    checked_key,
    gone,
    new_key,
    verified,
)
from eoffice.titik import titik

#: Seconds (OBJ-06 allows 3 and 30). The client's own default is 300 and five retries.
CONNECT: Final = 2.0
READ: Final = 20.0
#: Bytes below which an object goes in one request.
PART: Final = 64 * 1024 * 1024


class Bucket:
    """Objects in one bucket or a folder of it, each written once under its own random key."""

    def __init__(
        self, *, endpoint: str, bucket: str, folder: str = "", key: str, secret: str, secure: bool, region: str
    ) -> None:
        """`folder`: a part of a bucket that others share, such as `eoffice/`; empty when the whole bucket is ours."""
        self.endpoint, self.bucket, self.folder, self.secure, self.region = endpoint, bucket, folder, secure, region
        self._locks: bool | None = None  # whether the bucket can lock objects; asked until it is known
        self.tertutup: deque[str] = deque(maxlen=200)  # keys read from an earlier version: hidden or written over
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
        with told(), tempfile.SpooledTemporaryFile(max_size=LARGEST_IN_MEMORY) as copy:
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

    def open(self, blob: Blob, *, dekat: bool = False) -> BinaryIO:
        try:
            with self._reading(blob.key) as source:
                return verified(source, blob)
        except Damaged:
            found = self._earlier(blob)
            if found is None:
                raise
            return found

    def _earlier(self, blob: Blob) -> BinaryIO | None:
        """The bytes from a version that somebody deleted or wrote over; only a bucket with locks keeps versions."""
        if not self.bergembok():
            return None
        for version, hidden in self._versions(blob.key):
            if not hidden:
                with suppress(Damaged), self._reading(blob.key, version) as source:
                    found = verified(source, blob)
                    if blob.key not in self.tertutup:
                        self.tertutup.append(blob.key)
                    return found
        return None

    def _versions(self, key: str) -> list[tuple[str, bool]]:
        """Ids of every version of a key, latest first, and whether it only says that the object was deleted."""
        name = self.folder + checked_key(key)
        with told():
            listed = self._client.list_objects(
                bucket_name=self.bucket, prefix=name, include_version=True, recursive=True
            )
            try:
                found = [v for v in listed if v.object_name == name and v.version_id]
            except S3Error as error:
                if error.code not in NO_LOCK:
                    raise
                return []  # a server that keeps no versions
        # Servers list markers after versions: only the mark and the instant tell which is on top.
        found.sort(key=lambda v: (str(v.is_latest).lower() == "true", v.last_modified), reverse=True)
        return [(v.version_id, bool(v.is_delete_marker)) for v in found]

    def salin(self, blob: Blob, content: BinaryIO) -> None:
        with verified(content, blob) as copy, told():
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
            with told():
                found = self._client.stat_object(
                    bucket_name=self.bucket, object_name=self.folder + checked_key(blob.key)
                )
        except Damaged:
            return False
        return bool(found.size == blob.size)

    def keys(self) -> Iterator[tuple[str, datetime]]:
        with told():
            for found in self._client.list_objects(bucket_name=self.bucket, prefix=self.folder, recursive=True):
                key = (found.object_name or "").removeprefix(self.folder)
                if OWN.fullmatch(key) and found.last_modified:
                    yield key, found.last_modified.astimezone(UTC)

    def remove(self, key: str) -> None:
        # Where versions are kept a plain delete only hides the object: what is destroyed must be gone in every version.
        known = self._versions(key)
        for version, _ in known:
            self._remove(key, version)
        if not known:
            self._remove(key, None)

    def _remove(self, key: str, version: str | None) -> None:
        try:
            with suppress(Damaged), told():
                self._client.remove_object(
                    bucket_name=self.bucket, object_name=self.folder + checked_key(key), version_id=version
                )
        except Menolak as error:
            if isinstance(error.__cause__, S3Error) and error.__cause__.code == "AccessDenied":
                raise Terkunci("Objek ini dikunci di penyimpanan, jadi tidak dapat dihapus sekarang.") from error
            raise

    def bergembok(self) -> bool:
        if self._locks is None:
            try:
                with told():
                    self._client.get_object_lock_config(bucket_name=self.bucket)
                self._locks = True
            except (Unavailable, Damaged) as error:
                # Silence, or an error of the moment, is no answer: it is asked again the next time.
                if isinstance(error.__cause__, S3Error) and error.__cause__.code in NO_LOCK:
                    self._locks = False
        return bool(self._locks)

    def gembok(self, blob: Blob, *, tahan: bool, sampai: date | None = None) -> bool:
        if not self.bergembok():
            return False
        until = None
        if sampai is not None:
            until = datetime(sampai.year, sampai.month, sampai.day, tzinfo=UTC) + timedelta(days=1)
        versions = [version for version, hidden in self._versions(blob.key) if not hidden]
        if not versions:
            raise gone()
        for version in versions:  # one, unless somebody wrote over it
            where = self._at(blob.key, version)
            with told():
                if until is not None and max(self._locked_until(where), clock.now()) < until:
                    self._client.set_object_retention(**where, config=Retention(COMPLIANCE, until))
                if tahan:
                    self._client.enable_object_legal_hold(**where)
                else:
                    self._client.disable_object_legal_hold(**where)
        return True

    def _locked_until(self, where: dict[str, str]) -> datetime:
        """Until when an object is locked; long ago when it is not."""
        ago = datetime(1970, 1, 1, tzinfo=UTC)
        try:
            kept = self._client.get_object_retention(**where)
        except S3Error as error:
            if error.code not in UNLOCKED:
                raise
            return ago  # some servers say so of an object without a date
        return kept.retain_until_date.astimezone(UTC) if kept is not None else ago

    def tertahan(self, blob: Blob) -> bool | None:
        if not self.bergembok():
            return None
        versions = [version for version, hidden in self._versions(blob.key) if not hidden]
        try:
            with told():
                return any(self._held(self._at(blob.key, version)) for version in versions)
        except Menolak:
            return None

    def _held(self, where: dict[str, str]) -> bool:
        try:
            return bool(self._client.is_object_legal_hold_enabled(**where))
        except S3Error as error:
            if error.code not in UNLOCKED:
                raise
            return False  # some servers say so of an object that was never held

    def singkap(self, blob: Blob) -> bool:
        if blob.key not in self.tertutup:
            return False
        self.tertutup.remove(blob.key)
        for version, hidden in self._versions(blob.key):
            if not hidden:
                with suppress(Damaged), self._reading(blob.key, version) as source:
                    verified(source, blob).close()
                    break
            self._remove(blob.key, version)
        return True

    def _at(self, key: str, version: str) -> dict[str, str]:
        return {"bucket_name": self.bucket, "object_name": self.folder + checked_key(key), "version_id": version}

    def ready(self) -> bool:
        try:
            with told():
                return bool(self._client.bucket_exists(bucket_name=self.bucket))
        except (Unavailable, Damaged):
            return False

    def describe(self) -> str:
        folder = f", folder {self.folder}" if self.folder else ""
        self.bergembok()
        locks = {
            True: "Objek dapat dikunci.",
            False: "Bucket ini tidak dapat mengunci objek, jadi tidak menolak penghapusan.",
            None: "Belum diketahui apakah objek dapat dikunci.",
        }
        where = f"Penyimpanan S3 di {self.endpoint}, bucket {self.bucket}{folder}"
        return f"{where}{'' if self.secure else ', tanpa TLS'}. {locks[self._locks]}"

    def siapkan(self) -> None:
        with told():
            if not self._client.bucket_exists(bucket_name=self.bucket):
                try:
                    self._client.make_bucket(bucket_name=self.bucket, location=self.region, object_lock=True)
                except S3Error as error:
                    if error.code not in UNLOCKED:
                        raise
                    self._client.make_bucket(bucket_name=self.bucket, location=self.region)
                self._locks = None

    @contextmanager
    def _reading(self, key: str, version: str | None = None) -> Iterator[BinaryIO]:
        with told():
            answer = self._client.get_object(
                bucket_name=self.bucket, object_name=self.folder + checked_key(key), version_id=version
            )
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
