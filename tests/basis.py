"""Databases for tests: made once for each run and then copied, on a real PostgreSQL or as SQLite files."""

import itertools
import os
import pickle
import shutil
from enum import StrEnum
from pathlib import Path

import makers
import psycopg
from psycopg import sql
from sqlalchemy import make_url

from eoffice import db, search, siap, tables
from eoffice.klasifikasi import actions as klasifikasi

_counter = itertools.count(1)


def build_schema(url: str) -> None:
    """The tables as an installation has them."""
    engine = db.connect(url)
    if any((siap.ROOT / "migrations" / "versions").glob("*.py")):
        siap.upgrade(engine)
    else:
        tables.metadata.create_all(engine)
        with engine.begin() as connection:
            search.create(connection)
    engine.dispose()


def build_kota(url: str) -> bytes:
    """The little city in a database that has its tables; the records as another session may have them again."""
    engine = db.connect(url)
    with db.transaction(engine) as session:
        kota = makers.kota_kecil(session)
        session.flush()
        session.expunge_all()
    engine.dispose()
    return pickle.dumps(kota)


def build_klasifikasi(url: str) -> None:
    """Every code with its JRA in a database that has its tables."""
    engine = db.connect(url)
    with db.transaction(engine) as session:
        klasifikasi.muat(session)
    engine.dispose()


class Pola(StrEnum):
    """What a database has from the start; each also what the one before has."""

    KOSONG = "pola"
    KOTA = "kota"
    KLASIFIKASI = "klasifikasi"


class SqliteDatabases:
    """Copies of one empty SQLite file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        build_schema(self._url(Pola.KOSONG))
        self._copy(Pola.KOSONG, Pola.KOTA)
        self.isi = build_kota(self._url(Pola.KOTA))

    def _at(self, pola: Pola) -> Path:
        return self.folder / f"{pola}.db"

    def _url(self, pola: Pola) -> str:
        return f"sqlite:///{self._at(pola)}"

    def _copy(self, source: Pola, to: Pola) -> None:
        shutil.copyfile(self._at(source), self._at(to))

    def fresh(self, folder: Path, pola: Pola = Pola.KOSONG) -> str:
        """The address of a new database in a folder."""
        if not self._at(pola).exists():
            self._copy(Pola.KOTA, pola)
            build_klasifikasi(self._url(pola))
        path = folder / "uji.db"
        shutil.copyfile(self._at(pola), path)
        return f"sqlite:///{path}"

    def drop(self, url: str) -> None:
        """Files go with their folder."""


class PostgresDatabases:
    """Databases made from one template on a real server."""

    def __init__(self, admin: str) -> None:
        self.admin = admin
        self.prefix = f"uji_{os.getpid()}"
        self.templates = {pola: f"{self.prefix}_{pola}" for pola in (Pola.KOSONG, Pola.KOTA)}
        self._make(self.templates[Pola.KOSONG], None)
        build_schema(self._url(self.templates[Pola.KOSONG]))
        self._make(self.templates[Pola.KOTA], self.templates[Pola.KOSONG])
        self.isi = build_kota(self._url(self.templates[Pola.KOTA]))

    def _url(self, name: str) -> str:
        return make_url(self.admin).set(database=name).render_as_string(hide_password=False)

    def _do(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.admin, autocommit=True) as connection:
            connection.execute(statement)

    def _make(self, name: str, template: str | None) -> None:
        made = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        if template:
            made += sql.SQL(" TEMPLATE {} STRATEGY FILE_COPY").format(sql.Identifier(template))
        self._do(made)

    def fresh(self, folder: Path, pola: Pola = Pola.KOSONG) -> str:
        """The address of a new database."""
        if pola not in self.templates:
            self.templates[pola] = f"{self.prefix}_{pola}"
            self._make(self.templates[pola], self.templates[Pola.KOTA])
            build_klasifikasi(self._url(self.templates[pola]))
        name = f"{self.prefix}_{next(_counter)}"
        self._make(name, self.templates[pola])
        return self._url(name)

    def drop(self, url: str) -> None:
        """Remove a database that `fresh` made."""
        name = make_url(url).database or ""
        self._do(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
