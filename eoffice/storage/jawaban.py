"""What an S3 server says, in our words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import urllib3
from minio.error import MinioException, S3Error

from eoffice.errors import Unavailable
from eoffice.storage.port import Menolak, gone

_MISSING: Final = frozenset({"NoSuchKey", "NoSuchObject", "ResourceNotFound"})
#: What it says of an object that was never locked, each server in its own words.
UNLOCKED: Final = frozenset(
    {"NoSuchObjectLockConfiguration", "NoSuchObjectLegalHold", "ObjectLockConfigurationNotFoundError", "InvalidRequest"}
)
_FULL: Final = frozenset(
    {"QuotaExceeded", "XMinioStorageFull", "InsufficientCapacity", "EntityTooLarge", "XMinioAdminBucketQuotaExceeded"}
)
#: What a server says that knows no locks, and of a bucket that was made without.
NO_LOCK: Final = frozenset(
    {"NotImplemented", "InvalidRequest", "MethodNotAllowed", "InvalidArgument", "ObjectLockConfigurationNotFoundError"}
)
_REFUSED: Final = frozenset({"AccessDenied", "SignatureDoesNotMatch", "InvalidAccessKeyId"})


@contextmanager
def told() -> Iterator[None]:
    """Errors of the server and of the way to it become ours."""
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
            raise Menolak("Penyimpanan S3 menolak kunci yang dipakai. Hubungi administrator.") from error
        else:
            said = "Penyimpanan berkas sedang bermasalah. Coba lagi beberapa saat."
        raise Unavailable(said) from error
    except (MinioException, urllib3.exceptions.HTTPError, OSError) as error:
        raise Unavailable("Penyimpanan berkas tidak menjawab. Coba lagi beberapa saat.") from error
