"""What only a folder can get wrong."""

import io
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from eoffice import storage
from eoffice.errors import Damaged, Invalid, Unavailable
from eoffice.storage.filesystem import UNFINISHED, Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path / "berkas")
    made.siapkan()
    return made


# KEAMANAN: INJ-04
def test_files_are_0600_in_folders_of_0700(folder: Folder) -> None:
    blob = folder.put(io.BytesIO(b"rahasia"))

    path = folder.root / blob.key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {stat.S_IMODE(p.stat().st_mode) for p in (path.parent, folder.root, folder.root / UNFINISHED)} == {0o700}


# KEAMANAN: INJ-04
def test_a_link_in_place_of_an_object_is_not_followed(folder: Folder, tmp_path: Path) -> None:
    blob = folder.put(io.BytesIO(b"isi"))
    outside = tmp_path / "luar"
    outside.write_bytes(b"isi")
    (folder.root / blob.key).unlink()
    (folder.root / blob.key).symlink_to(outside)

    with pytest.raises(Damaged, match="tautan"):
        folder.open(blob)
    assert not folder.exists(blob)
    assert list(folder.keys()) == []


# KEAMANAN: INJ-04
def test_a_link_in_place_of_a_folder_is_not_followed(folder: Folder, tmp_path: Path) -> None:
    blob = folder.put(io.BytesIO(b"isi"))
    inside = (folder.root / blob.key).parent
    inside.rename(tmp_path / "dipindah")
    inside.symlink_to(tmp_path / "dipindah")

    with pytest.raises(Damaged, match="tautan"):
        folder.open(blob)
    with pytest.raises(Damaged, match="tautan"):
        folder.remove(blob.key)
    assert not folder.exists(blob)


# KEAMANAN: OBJ-04
def test_one_flipped_bit_on_the_disk_is_noticed(folder: Folder) -> None:
    blob = folder.put(io.BytesIO(bytes(100_000)))
    with (folder.root / blob.key).open("r+b") as out:
        out.seek(77_777)
        out.write(b"\x01")

    with pytest.raises(Damaged):
        folder.open(blob)
    assert storage.periksa(folder, [blob]).corrupt == [blob.key]


# KEAMANAN: DB-02
def test_below_the_reserve_writing_stops_and_reading_goes_on(folder: Folder) -> None:
    blob = folder.put(io.BytesIO(b"lama"))
    folder.reserve = 2**62

    with pytest.raises(Unavailable, match="hampir penuh"):
        folder.put(io.BytesIO(b"baru"))

    assert not folder.ready()
    assert list(dict(folder.keys())) == [blob.key]
    with folder.open(blob) as found:
        assert found.read() == b"lama"
    folder.reserve = 0
    assert folder.put(io.BytesIO(b"baru")).size == 4  # by itself, once there is room again


def test_the_folder_of_another_installation_inside_ours_is_not_ours(folder: Folder) -> None:
    inner = storage.connect((folder.root / "lain").as_uri())
    inner.siapkan()
    theirs, mine = inner.put(io.BytesIO(b"isi orang lain")), folder.put(io.BytesIO(b"isi"))

    assert list(dict(folder.keys())) == [mine.key]
    assert list(dict(inner.keys())) == [theirs.key]


# KEAMANAN: DB-02
def test_content_that_fails_half_way_leaves_nothing(folder: Folder) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            found = super().read(size)
            if not found:
                raise ConnectionResetError
            return found

    with pytest.raises(Unavailable):
        folder.put(Broken(b"setengah"))

    assert list(folder.keys()) == []
    assert list((folder.root / UNFINISHED).iterdir()) == []


@pytest.mark.parametrize("nama", ["objek_ditulis", "objek_dinamai", "objek_dibaca_ulang"])
def test_a_power_cut_leaves_at_most_an_orphan(folder: Folder, nama: str) -> None:  # KEAMANAN: OBJ-01
    program = (
        "import io, sys; from eoffice import storage, titik; titik.kill_at(sys.argv[2]);"
        "storage.connect(sys.argv[1]).put(io.BytesIO(b'isi'))"
    )

    died = subprocess.run([sys.executable, "-c", program, folder.root.as_uri(), nama], cwd=Path(__file__).parents[2])

    assert died.returncode == -9
    assert len(list(folder.keys())) == (0 if nama == "objek_ditulis" else 1)
    assert folder.put(io.BytesIO(b"isi lagi")).size == 8


def test_a_folder_that_is_away_is_not_ready(tmp_path: Path) -> None:
    away = Folder(tmp_path / "tidak-ada")

    assert not away.ready()
    assert "tidak dapat dibaca" in away.describe()
    with pytest.raises(Unavailable):
        away.put(io.BytesIO(b""))
    assert not (tmp_path / "tidak-ada").exists()  # only siapkan makes it


def test_a_pipe_in_place_of_an_object_does_not_hang(folder: Folder) -> None:
    blob = folder.put(io.BytesIO(b"isi"))
    (folder.root / blob.key).unlink()
    os.mkfifo(folder.root / blob.key)

    assert not folder.exists(blob)
    with pytest.raises(Damaged):
        folder.open(blob)


@pytest.mark.parametrize(
    "url",
    [
        "file://host/folder",
        "file:///",
        "file:relatif",
        "http://kunci:rahasia@contoh/bucket",
        "s3://contoh:9000/bucket",
        "s3://kunci:rahasia@contoh:9000/",
        "s3://kunci:rahasia@contoh:9000/a/../b",
        "s3://kunci:rahasia@contoh:9000/a/b c",
        "s3://kunci:rahasia@contoh:9000/bucket?secure=ya",
        "s3://kunci:rahasia@contoh:9000/bucket?lain=1",
        "s3://kunci:rahasia@contoh:pintu/bucket",
    ],
)
def test_a_wrong_address_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(Invalid) as refused:
        storage.connect(url)

    assert "kunci:rahasia@contoh:9000" not in str(refused.value)
