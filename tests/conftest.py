"""Where tests run: a fresh database and a store for each, on the engine and the store that the command line names."""

import gc
import itertools
import os
import pickle
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

sys.path.insert(0, str(Path(__file__).parent))

import client as browser
import hemat
import makers
import servers
from basis import Pola, PostgresDatabases, SqliteDatabases

from eoffice import cli, clock, db
from eoffice.app import create_app
from eoffice.cli import sambungan
from eoffice.config import Settings
from eoffice.storage import BlobStore
from eoffice.web.services import Services

_counter = itertools.count(1)
hemat.pasang()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--basis", choices=("sqlite", "pg"), default="sqlite", help="basis data untuk seluruh uji")
    parser.addoption("--simpanan", choices=("folder", "s3"), default="folder", help="simpanan berkas untuk seluruh uji")


def pytest_configure(config: pytest.Config) -> None:
    """Folders of tests are in memory where there is room; files are given out in the order of `_longest_first`."""
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(servers.memory()))
    config.option.loadscopereorder = False


#: Where one test may take a minute: whole stories, killed processes, the sample city.
LONG: Final = ("contoh", "perjalanan", "migrasi", "keamanan", "keandalan")


def _longest_first(items: list[pytest.Item]) -> None:
    """Files of LONG, then those with most tests, so that at the end no worker waits for another's long file."""
    many = Counter(item.path for item in items)

    def turn(item: pytest.Item) -> tuple[int, int, Path]:
        folder = item.path.relative_to(Path(__file__).parent).parts[0]
        return LONG.index(folder) if folder in LONG else len(LONG), -many[item.path], item.path

    items.sort(key=turn)


#: Whoever asks for one of these, itself or through others, touches the database or the store.
TOUCHES: Final = frozenset({"databases", "database_url", "fresh_store", "storage_url", "pg_server", "s3_server"})


def _touches(item: pytest.Item) -> bool:
    """Whether a test would see another database or store. Fixtures are asked for by name, so that this can tell."""
    return bool(TOUCHES & set(getattr(item, "fixturenames", ())))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long sweeps run only when asked for by name (`pytest -m lambat`).

    With PostgreSQL and S3 together, what touches neither is left to the run with SQLite and folder: it would be the same.
    So is what only the browser adds to a story that runs through HTTP, and what is marked `sekali`.
    """
    left = [] if "lambat" in config.getoption("-m") else [i for i in items if i.get_closest_marker("lambat")]
    if config.getoption("--basis") == "pg" and config.getoption("--simpanan") == "s3":
        left += [
            i for i in items if not _touches(i) or i.get_closest_marker("sekali") or i.get_closest_marker("browser")
        ]
    gone = set(left)
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in gone]
    if hasattr(config, "workerinput"):
        _longest_first(items)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was imported stays to the end, so that no search for garbage walks through it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _running_clock() -> Iterator[None]:
    yield
    clock.set_clock(None)


# -- databases ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def pg_server() -> Iterator[str]:
    """A real PostgreSQL, started when first asked for."""
    with servers.postgres() as url:
        yield url


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """A real S3 server, started when first asked for."""
    with servers.s3() as url:
        yield url


@pytest.fixture(scope="session")
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> SqliteDatabases | PostgresDatabases:
    """Where fresh databases come from, as `--basis` says."""
    if request.config.getoption("--basis") == "pg":
        return PostgresDatabases(request.getfixturevalue("pg_server"))
    return SqliteDatabases(tmp_path_factory.mktemp("pola"))


@pytest.fixture
def database_url(
    request: pytest.FixtureRequest, databases: SqliteDatabases | PostgresDatabases, tmp_path: Path
) -> Iterator[str]:
    """A database of one's own: empty, but for the little city and its classification where a test asks for them."""
    names = request.fixturenames
    pola = Pola.KLASIFIKASI if "klasifikasi_utuh" in names else Pola.KOTA if "kota_kecil" in names else Pola.KOSONG
    url = databases.fresh(tmp_path, pola)
    yield url
    databases.drop(url)


@pytest.fixture(scope="session")
def fresh_store(request: pytest.FixtureRequest) -> Callable[[Path], str]:
    """Where stores of one's own come from, as `--simpanan` says: folders on disk, or folders of the one bucket."""
    s3 = request.config.getoption("--simpanan") == "s3"
    server = str(request.getfixturevalue("s3_server")) if s3 else ""

    def fresh(folder: Path) -> str:
        if s3:
            at = urlsplit(server)
            return at._replace(path=f"{at.path}/uji-{os.getpid()}-{next(_counter)}").geturl()
        (folder / "berkas").mkdir(mode=0o700)
        return f"file://{folder / 'berkas'}"

    return fresh


@pytest.fixture
def storage_url(fresh_store: Callable[[Path], str], tmp_path: Path) -> str:
    """An empty store of one's own."""
    return fresh_store(tmp_path)


# -- the parts ----------------------------------------------------------------------------------------------------


@pytest.fixture
def settings(database_url: str, storage_url: str, tmp_path: Path) -> Settings:
    """Settings of a trial installation in a folder of one's own."""
    return Settings(
        mode="coba",
        data_dir=tmp_path,
        database_url=database_url,
        storage_url=storage_url,
        secret_key="kunci-uji-yang-cukup-panjang-untuk-semua-keperluan",
        base_url="http://localhost",
        trusted_hosts=("localhost", "127.0.0.1"),
        antivirus_waived=True,
    )


@pytest.fixture
def services(settings: Settings) -> Iterator[Services]:
    """The connected parts, with cheap password hashes."""
    parts = Services.start(settings, hasher=makers.CHEAP)
    parts.store.siapkan()
    yield parts
    parts.close()


@pytest.fixture
def engine(services: Services) -> Engine:
    """The database."""
    return services.engine


@pytest.fixture
def store(services: Services) -> BlobStore:
    """The store."""
    return services.store


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A writing session. Commit when another connection must see what was made."""
    with db.open_session(engine, writes=True) as opened:
        yield opened


@pytest.fixture
def app(settings: Settings, services: Services) -> Flask:
    """The whole application."""
    made = create_app(settings, services=services)
    made.testing = True
    made.jinja_env.bytecode_cache = hemat.TEMPLATES
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without a session."""
    return app.test_client()


@pytest.fixture
def kota_kecil(databases: SqliteDatabases | PostgresDatabases, engine: Engine) -> makers.Kota:
    """The little city of `makers.kota_kecil`, committed."""
    kota: makers.Kota = pickle.loads(databases.isi)
    return kota


@pytest.fixture
def klasifikasi_utuh(kota_kecil: makers.Kota) -> None:
    """Every code with its JRA, in the database from the start: loading them takes longer than most tests."""


@pytest.fixture
def masuk(app: Flask) -> Callable[..., FlaskClient]:
    """`masuk("kabid.dinsos")` is a browser in which that person has signed in."""
    return lambda nama_pengguna, **more: browser.masuk(app.test_client(), nama_pengguna, **more)


@pytest.fixture
def run(
    services: Services, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """One command on this installation: its exit code and everything it said."""
    monkeypatch.setattr(sambungan, "settings", lambda: settings)

    def one(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        code = cli.main(arguments)
        said = capsys.readouterr()
        return code, said.out + said.err

    return one
