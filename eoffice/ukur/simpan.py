"""Putting one record into the store, beside the plainest way to make the same bytes last."""

import io
import os
import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

import urllib3
from minio import Minio

from eoffice.ukur import cetakan
from eoffice.ukur.hasil import Baris, paling
from eoffice.ukur.tempat import Tempat


def simpan(tempat: Tempat) -> list[Baris]:
    """One signed page goes into the store, and stays: the installation is the bench's own, and only a sweep removes."""
    content, store = cetakan.surat_dinas().pdf, tempat.services.store
    bare, tidy = _bucket(tempat, content) if tempat.s3 else _folder(tempat, content)

    def put() -> None:
        store.put(io.BytesIO(content))

    try:
        ours, beside = tempat.jam.berdampingan([put, bare], tempat.ulang)
    finally:
        tidy()
    what = "klien minio saja" if tempat.s3 else "tulis, fsync, ganti nama"
    target = paling(ours.wall_p50 / beside.wall_p50, 1.2, "≤ 1,2x waktu jam")
    note = f"{len(content)} bita; ukuran produk termasuk membaca ulang dan mencocokkan SHA-256 (OBJ-01)."
    return [Baris("simpan", "Simpan satu berkas", ours, what, beside, (target,), note)]


def _folder(tempat: Tempat, content: bytes) -> tuple[Callable[[], None], Callable[[], None]]:
    folder = tempat.services.settings.data_dir / "ukur-polos"
    folder.mkdir(exist_ok=True, mode=0o700)

    def write() -> None:
        name = secrets.token_hex(8)
        fresh = folder / f".{name}"
        with fresh.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        fresh.rename(folder / name)

    def tidy() -> None:
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()

    return write, tidy


def _bucket(tempat: Tempat, content: bytes) -> tuple[Callable[[], None], Callable[[], None]]:
    at = urlsplit(tempat.services.settings.storage_url)
    bucket, _, folder = at.path.strip("/").partition("/")
    secure = "secure=0" not in at.query
    client: Any = Minio(
        endpoint=at.netloc.rpartition("@")[2],
        access_key=unquote(at.username or ""),
        secret_key=unquote(at.password or ""),
        secure=secure,
        region="us-east-1",
        http_client=urllib3.PoolManager(maxsize=4),
    )

    def write() -> None:
        name = "/".join(part for part in (folder, "ukur-polos", secrets.token_hex(8)) if part)
        client.put_object(
            bucket_name=bucket, object_name=name, data=io.BytesIO(content), length=len(content), part_size=0
        )

    return write, lambda: None
