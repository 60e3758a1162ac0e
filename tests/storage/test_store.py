"""One set of promises, kept by a folder and by S3 alike."""

import hashlib
import io
import random
import threading
from datetime import UTC, datetime, timedelta

import pytest

from eoffice.errors import Damaged, Invalid
from eoffice.storage import Blob, BlobStore, Gone, periksa, sapu
from eoffice.storage.port import KEY, LARGEST_IN_MEMORY

NOTHING = hashlib.sha256(b"").hexdigest()


def _put(store: BlobStore, content: bytes) -> Blob:
    return store.put(io.BytesIO(content))


@pytest.mark.parametrize("size", [0, 1, 256 * 1024, 5 * 1024 * 1024 + 1, LARGEST_IN_MEMORY + 1])
def test_what_is_put_comes_back_byte_for_byte(store: BlobStore, size: int) -> None:
    content = random.Random(size).randbytes(size)

    blob = _put(store, content)

    assert (blob.size, blob.sha256) == (size, hashlib.sha256(content).hexdigest())
    assert store.exists(blob)
    with store.open(blob) as found:
        assert found.read() == content
        found.seek(size // 2)
        assert found.read() == content[size // 2 :]


def test_only_the_rest_of_the_content_is_stored(store: BlobStore) -> None:
    content = io.BytesIO(b"kepala surat")
    content.seek(7)

    with store.open(store.put(content)) as found:
        assert found.read() == b"surat"


# KEAMANAN: OBJ-01
def test_same_content_twice_has_two_random_keys(store: BlobStore) -> None:
    one, two = _put(store, b"sama"), _put(store, b"sama")

    assert one.sha256 == two.sha256
    assert one.key != two.key
    assert all(KEY.fullmatch(blob.key) and blob.sha256 not in blob.key for blob in (one, two))


# KEAMANAN: OBJ-04
@pytest.mark.parametrize(
    "wrong",
    [
        {"sha256": "0" * 64},
        {"size": 3},
        {"size": 5},
        {"sha256": NOTHING, "size": 0},
    ],
)
def test_bytes_that_differ_from_the_row_are_never_handed_out(store: BlobStore, wrong: dict[str, object]) -> None:
    blob = _put(store, b"asli")
    claimed = Blob(**({"key": blob.key, "size": blob.size, "sha256": blob.sha256} | wrong))  # type: ignore[arg-type]

    with pytest.raises(Damaged, match="berubah di penyimpanan"):
        store.open(claimed)


def test_an_object_that_is_gone_says_so(store: BlobStore) -> None:
    blob = _put(store, b"sebentar")

    store.remove(blob.key)
    store.remove(blob.key)  # twice is no error

    assert not store.exists(blob)
    with pytest.raises(Gone, match="tidak ada lagi"):
        store.open(blob)


# KEAMANAN: INJ-04
@pytest.mark.parametrize(
    "key",
    [
        "../luar",
        "ab/../../luar",
        "/etc/passwd",
        "ab//cd",
        "AB/cd",
        "ab/cd\n",
        "ab/.cd",
        "",
        "a" * 121,
        "ab\\cd",
        "ab/cd\0",
    ],
)
def test_a_key_that_was_not_made_here_is_refused_everywhere(store: BlobStore, key: str) -> None:
    blob = Blob(key, 0, NOTHING)

    for use in (lambda: store.open(blob), lambda: store.exists(blob), lambda: store.remove(key)):
        with pytest.raises(Invalid):
            use()


def test_keys_lists_what_is_there_with_its_instant(store: BlobStore) -> None:
    blobs = {_put(store, b"satu").key, _put(store, b"dua").key}

    found = {key: at for key, at in list(store.keys()) if key in blobs}

    assert found.keys() == blobs
    assert all(abs(datetime.now(UTC) - written) < timedelta(minutes=1) for written in found.values())


def test_many_threads_may_share_one_store(store: BlobStore) -> None:
    found: list[bool] = []

    def work(seed: int) -> None:
        content = random.Random(seed).randbytes(50_000)
        with store.open(_put(store, content)) as source:
            found.append(source.read() == content)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [True] * 8


def test_a_prepared_store_is_ready_and_describes_itself(store: BlobStore) -> None:
    store.siapkan()  # again is no error

    assert store.ready()
    assert store.describe().endswith(".")


def test_a_fixity_check_tells_missing_from_corrupt(store: BlobStore) -> None:
    good, bad, lost = (_put(store, content) for content in (b"baik", b"buruk", b"hilang"))
    store.remove(lost.key)

    report = periksa(store, [good, Blob(bad.key, bad.size, "0" * 64), lost])

    assert (report.checked, report.missing, report.corrupt) == (3, [lost.key], [bad.key])
    assert not report.sound


# KEAMANAN: OBJ-03
def test_a_sweep_takes_only_old_objects_without_a_row(store: BlobStore) -> None:
    before = set(dict(store.keys()))
    kept, orphan = _put(store, b"punya catatan"), _put(store, b"yatim")
    known, later = before | {kept.key}, datetime.now(UTC) + timedelta(hours=25)

    assert sapu(store, known, datetime.now(UTC), dry_run=False, share=1).orphans == ()
    assert sapu(store, known, later, share=1).orphans == (orphan.key,)
    assert store.exists(orphan)

    report = sapu(store, known, later, dry_run=False, share=1)

    assert (report.removed, report.stopped) == ((orphan.key,), None)
    assert store.exists(kept) and not store.exists(orphan)


# KEAMANAN: OBJ-03
@pytest.mark.parametrize("limit", [{}, {"share": 1, "most": 1}])
def test_a_sweep_that_would_take_too_much_takes_nothing(store: BlobStore, limit: dict[str, float]) -> None:
    before = set(dict(store.keys()))
    orphans = [_put(store, content) for content in (b"satu", b"dua")]

    report = sapu(store, before, datetime.now(UTC) + timedelta(days=2), dry_run=False, **limit)  # type: ignore[arg-type]

    assert report.stopped is not None and report.removed == ()
    assert all(store.exists(orphan) for orphan in orphans)
