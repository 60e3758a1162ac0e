"""Where files live: a folder or an S3 bucket behind one small port, and the checks that keep it honest."""

from urllib.parse import parse_qsl, unquote, urlsplit

from eoffice.errors import Invalid
from eoffice.storage.port import Blob, BlobStore, Gone
from eoffice.storage.upkeep import Periksa, Sapuan, periksa, sapu

__all__ = ["Blob", "BlobStore", "Gone", "Periksa", "Sapuan", "connect", "periksa", "sapu"]


def connect(url: str) -> BlobStore:
    """The store at `file:///folder` or `s3://key:secret@host:port/bucket?secure=1&region=us-east-1`.

    Nothing is contacted and nothing is made; `siapkan` does that. Key and secret are percent-decoded.

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


def _bucket(url: str) -> BlobStore:
    from eoffice.storage.s3 import Bucket

    wrong = Invalid(
        "EOFFICE_STORAGE_URL untuk S3 harus berbentuk s3://kunci:rahasia@alamat:port/nama-bucket?secure=1, "
        "dengan pilihan secure (0 atau 1) dan region."
    )
    parts = urlsplit(url)
    try:
        options = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
        port = parts.port
    except ValueError:
        raise wrong from None
    bucket = parts.path.strip("/")
    known = options.keys() <= {"secure", "region"} and options.get("secure", "1") in ("0", "1")
    if not (known and parts.hostname and parts.username and parts.password and bucket) or "/" in bucket:
        raise wrong
    return Bucket(
        endpoint=f"{parts.hostname}:{port}" if port else parts.hostname,
        bucket=bucket,
        key=unquote(parts.username),
        secret=unquote(parts.password),
        secure=options.get("secure", "1") == "1",
        region=options.get("region", "us-east-1"),
    )
