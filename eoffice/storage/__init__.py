"""Where files live: a folder or an S3 bucket behind one small port, and the checks that keep it honest."""

import re
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from eoffice.errors import Invalid
from eoffice.storage.berlapis import USIA, Berlapis, Singgahan, Temuan
from eoffice.storage.port import Blob, BlobStore, Gone, Menolak, Terkunci
from eoffice.storage.upkeep import Periksa, Sapuan, periksa, sapu

__all__ = [
    "USIA",
    "Berlapis",
    "Blob",
    "BlobStore",
    "Gone",
    "Menolak",
    "Periksa",
    "Sapuan",
    "Singgahan",
    "Temuan",
    "Terkunci",
    "connect",
    "periksa",
    "sapu",
    "susun",
]

#: What may follow the name of a bucket.
FOLDER: Final = re.compile(r"|[A-Za-z0-9_-]{1,60}(/[A-Za-z0-9_-]{1,60}){0,5}")


def connect(url: str) -> BlobStore:
    """The store at `file:///folder` or `s3://key:secret@host:port/bucket/folder?secure=1&region=us-east-1`.

    Nothing is contacted and nothing is made; `siapkan` does that. Key and secret are percent-decoded. The folder of a bucket
    may be left out; with it, several installations can share one bucket.

    Raises:
        Invalid: the address is not one of these. The sentence never repeats the address, for it holds a secret.
    """
    parts = urlsplit(url)
    if parts.scheme == "file":
        from eoffice.storage.filesystem import Folder

        path = unquote(parts.path)
        if parts.netloc or parts.query or parts.fragment or not path.startswith("/") or path == "/":
            raise Invalid("EOFFICE_STORAGE_URL untuk folder harus berbentuk file:///alamat/folder.")
        return Folder(path[1:] if path[2:3] == ":" else path)  # file:///C:/berkas on Windows
    if parts.scheme == "s3":
        return _bucket(url)
    raise Invalid("EOFFICE_STORAGE_URL harus diawali file:/// atau s3://.")


def susun(url: str, *, replika: str = "", singgahan: Path | None = None, megabita: int = 0) -> Berlapis:
    """The store of an installation from the addresses of its two places; nothing is contacted.

    Args:
        singgahan: the folder for copies of small objects; a store that is a folder itself needs none.
        megabita: how much they may take; 0 for none.
    Raises:
        Invalid: an address is wrong, or both name the same place.
    """
    if replika and replika.partition("?")[0].rstrip("/") == url.partition("?")[0].rstrip("/"):
        raise Invalid("EOFFICE_SIMPANAN_REPLIKA menunjuk tempat yang sama dengan EOFFICE_STORAGE_URL.")
    near = None
    if singgahan is not None and megabita and url.startswith("s3:"):
        near = Singgahan(singgahan, megabita * 1024 * 1024)
    return Berlapis(connect(url), connect(replika) if replika else None, near)


def _bucket(url: str) -> BlobStore:
    from eoffice.storage.s3 import Bucket

    wrong = Invalid(
        "EOFFICE_STORAGE_URL untuk S3 harus berbentuk s3://kunci:rahasia@alamat:port/nama-bucket?secure=1, "
        "dengan pilihan secure (0 atau 1) dan region; nama bucket boleh diikuti /folder."
    )
    parts = urlsplit(url)
    try:
        options = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
        port = parts.port
    except ValueError:
        raise wrong from None
    bucket, _, folder = parts.path.strip("/").partition("/")
    known = options.keys() <= {"secure", "region"} and options.get("secure", "1") in ("0", "1")
    if not (known and parts.hostname and parts.username and parts.password and bucket and FOLDER.fullmatch(folder)):
        raise wrong
    return Bucket(
        endpoint=f"{parts.hostname}:{port}" if port else parts.hostname,
        bucket=bucket,
        folder=folder and f"{folder}/",
        key=unquote(parts.username),
        secret=unquote(parts.password),
        secure=options.get("secure", "1") == "1",
        region=options.get("region", "us-east-1"),
    )
