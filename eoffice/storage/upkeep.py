"""Keeping a store honest: find bytes that have gone bad, and sweep up what no row refers to."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from eoffice.errors import Damaged
from eoffice.storage.port import Blob, BlobStore, Gone, Terkunci

#: An upload in progress may still get its row; older orphans will not (OBJ-03).
GRACE: Final = timedelta(hours=24)
MOST: Final = 1000
SHARE: Final = 0.01


@dataclass(frozen=True)
class Sapuan:
    """Result of a sweep.

    Attributes:
        seen: how many keys the store holds.
        orphans: keys older than `GRACE` that no row knows, oldest first.
        removed: those taken away now; empty in a dry run.
        locked: those that the store keeps locked, as after an older backup of the database was put back.
        stopped: an Indonesian sentence saying why nothing was removed, or None.
    """

    seen: int
    orphans: tuple[str, ...]
    removed: tuple[str, ...] = ()
    stopped: str | None = None
    locked: tuple[str, ...] = ()


def sapu(
    store: BlobStore,
    known_keys: Collection[str],
    now: datetime,
    dry_run: bool = True,
    *,
    share: float = SHARE,
    most: int = MOST,
) -> Sapuan:
    """Remove objects without a row (OBJ-03). Read `known_keys` in one go *before* calling.

    A file being uploaded meanwhile cannot be lost: it has a new key, younger than `GRACE`. Too many orphans mean that
    the rows are incomplete rather than the store untidy, so nothing is removed then.

    Args:
        share: largest part of all keys that may go, 0 to 1; a small office may pass more, by hand.
        most: largest number of keys that may go.
    """
    seen, found = 0, []
    for key, written in store.keys():  # noqa: SIM118 - a store is not a dict
        seen += 1
        if key not in known_keys and now - written > GRACE:
            found.append((written, key))
    orphans = tuple(key for _, key in sorted(found))
    if len(orphans) > most or len(orphans) > seen * share:
        said = (
            f"{len(orphans)} dari {seen} objek tidak punya catatan; itu melewati batas {share:.0%} atau {most} objek. "
            "Periksa dahulu apakah basis data lengkap."
        )
        return Sapuan(seen, orphans, stopped=said)
    if dry_run:
        return Sapuan(seen, orphans)
    removed, locked = [], []
    for key in orphans:
        try:
            store.remove(key)
            removed.append(key)
        except Terkunci:
            locked.append(key)
    return Sapuan(seen, orphans, removed=tuple(removed), locked=tuple(locked))


@dataclass
class Periksa:
    """Report of a fixity check: how many blobs were read, and the keys that are missing or changed."""

    checked: int = 0
    missing: list[str] = field(default_factory=list)
    corrupt: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether every blob is there, byte for byte."""
        return not self.missing and not self.corrupt


def periksa(store: BlobStore, blobs: Iterable[Blob]) -> Periksa:
    """Read every blob and compare length and SHA-256; a bad one does not end the check."""
    report = Periksa()
    for blob in blobs:
        report.checked += 1
        try:
            store.open(blob).close()
        except Gone:
            report.missing.append(blob.key)
        except Damaged:
            report.corrupt.append(blob.key)
    return report
