"""What only a server can get wrong."""

import io
import socket
import time
from urllib.parse import urlsplit, urlunsplit

import pytest
import servers

from eoffice import storage
from eoffice.errors import Unavailable
from eoffice.storage import s3

pytestmark = pytest.mark.s3


def _with(url: str, **parts: str) -> str:
    return urlunsplit(urlsplit(url)._replace(**parts))


def test_a_wrong_secret_is_told_as_such(s3_url: str) -> None:  # KEAMANAN: OBJ-06
    at = urlsplit(s3_url)
    stranger = storage.connect(_with(s3_url, netloc=f"{at.username}:salah@{at.hostname}:{at.port}"))

    with pytest.raises(Unavailable, match="menolak kunci"):
        stranger.put(io.BytesIO(b"isi"))
    assert not stranger.ready()


def test_only_siapkan_makes_the_bucket(s3_url: str) -> None:
    other = storage.connect(_with(servers.admin(s3_url), path=f"{urlsplit(s3_url).path}-lain"))

    assert not other.ready()
    with pytest.raises(Unavailable):
        other.put(io.BytesIO(b"isi"))

    other.siapkan()

    assert other.ready()
    assert other.put(io.BytesIO(b"isi")).size == 3


def test_a_server_that_is_away_costs_little_time(monkeypatch: pytest.MonkeyPatch) -> None:  # KEAMANAN: OBJ-06
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    away = storage.connect(f"s3://kunci:kata-sandi-uji@127.0.0.1:{port}/bucket?secure=0")
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)  # between two tries

    with pytest.raises(Unavailable, match="tidak menjawab"):
        away.put(io.BytesIO(b"isi"))

    assert not away.ready()
    assert sum(pauses) < 1
    assert (s3.CONNECT, s3.READ) <= (3, 30)


def test_no_secret_is_ever_described(s3_url: str) -> None:
    store = storage.connect(s3_url)
    at = urlsplit(s3_url)

    said = store.describe() + repr(store)

    assert at.password and at.password not in said
    assert at.username and at.username not in said


def test_installations_share_a_bucket_by_folders_without_seeing_each_other(s3_url: str) -> None:
    one, two = (storage.connect(_with(s3_url, path=f"{urlsplit(s3_url).path}/kota/{name}")) for name in ("satu", "dua"))
    mine, other = one.put(io.BytesIO(b"isi")), two.put(io.BytesIO(b"isi lain"))

    assert dict(one.keys()).keys() == {mine.key}
    with one.open(mine) as found:
        assert found.read() == b"isi"
    assert not one.exists(other)
    one.remove(other.key)
    assert two.exists(other)
    assert "folder kota/satu/" in one.describe()


def test_at_the_root_of_a_bucket_only_own_objects_are_counted(s3_url: str) -> None:
    root = storage.connect(s3_url)
    for folder in ("eoffice", "ab", "dinas/satu"):
        other = storage.connect(_with(s3_url, path=f"{urlsplit(s3_url).path}/{folder}"))
        theirs = other.put(io.BytesIO(b"isi orang lain"))
        assert dict(other.keys()).keys() == {theirs.key}
    before = set(dict(root.keys()))

    mine = root.put(io.BytesIO(b"isi"))

    assert set(dict(root.keys())) - before == {mine.key}
    assert all(key.count("/") == 1 for key in before)
