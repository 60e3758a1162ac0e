"""One small filled installation for all tests here: loading it is the dear part."""

from collections.abc import Callable, Iterator
from pathlib import Path

import makers
import pytest
from sqlalchemy import text

from eoffice import db
from eoffice.config import Settings
from eoffice.ukur import muat
from eoffice.ukur.takar import Jam
from eoffice.ukur.tempat import Tempat
from eoffice.web.services import Services

BANYAK, BENIH = 240, 7
#: Where the load of the filled installation is cut short, once each: between two portions of rows, and before the index.
PUTUS = ("100 dari 240", "membangun indeks")


class Mati(Exception):
    """The machine went off."""


def mati(line: str) -> Callable[[str], None]:
    """Goes off as soon as a load says this."""

    def say(said: str) -> None:
        if line in said:
            raise Mati(said)

    return say


def place(folder: Path, database_url: str, storage_url: str, *, mode: str = "coba") -> Settings:
    """Settings of an installation of the bench."""
    return Settings(
        mode="produksi" if mode == "produksi" else "coba",
        data_dir=folder,
        database_url=database_url,
        storage_url=storage_url,
        secret_key="kunci-uji-yang-cukup-panjang-untuk-semua-keperluan",
        base_url="http://localhost",
        trusted_hosts=("localhost", "127.0.0.1"),
        antivirus_waived=True,
    )


@pytest.fixture(scope="session")
def empty_url(databases: object) -> Callable[[Path], str]:
    """The address of a database without any table."""

    def made(folder: Path) -> str:
        url: str = databases.fresh(folder)  # type: ignore[attr-defined]
        if url.startswith("sqlite"):
            (folder / "uji.db").unlink()
            return url
        engine = db.connect(url)
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()
        return url

    return made


@pytest.fixture(scope="session")
def terisi(
    tmp_path_factory: pytest.TempPathFactory,
    empty_url: Callable[[Path], str],
    fresh_store: Callable[[Path], str],
    databases: object,
) -> Iterator[Services]:
    """The filled installation; tests read it, and rows of the bench leave only numbers and a certificate behind.

    Its load was cut short and begun anew wherever `PUTUS` says.
    """
    folder = tmp_path_factory.mktemp("ukur")
    url = empty_url(folder)
    parts = Services.start(place(folder, url, fresh_store(folder)), hasher=makers.CHEAP)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(muat, "SEKALI", 10)
        for line in PUTUS:
            with pytest.raises(Mati, match=line):
                muat.siapkan(parts, banyak=BANYAK, benih=BENIH, say=mati(line))
        muat.siapkan(parts, banyak=BANYAK, benih=BENIH, say=lambda _line: None)
    yield parts
    parts.close()
    databases.drop(url)  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def tempat(terisi: Services) -> Tempat:
    """Where rows are measured, with one sample each."""
    filled = muat.siapkan(terisi, banyak=BANYAK, benih=BENIH, say=lambda _line: None)
    return Tempat(terisi, filled, 1, Jam(terisi.engine))
