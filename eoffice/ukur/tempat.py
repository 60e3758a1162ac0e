"""Where rows are measured: the filled installation, its application, and browsers that are signed in."""

import io
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import delete
from werkzeug.test import create_environ, run_wsgi_app

from eoffice.akses.actor import Actor
from eoffice.akun import queries as akun_queries
from eoffice.akun.actions.sesi import begin
from eoffice.akun.actions.siapa import Asal
from eoffice.app import create_app
from eoffice.db import reading, transaction
from eoffice.errors import Conflict, Unavailable
from eoffice.organisasi import queries as organisasi
from eoffice.ukur.muat import Muatan
from eoffice.ukur.takar import Jam
from eoffice.web.cookies import Cookies
from eoffice.web.models import BatasLaju
from eoffice.web.services import Services


class Peramban:
    """Calls an application as a server would, without a network in between."""

    def __init__(self, app: Flask, base_url: str, cookie: str = "") -> None:
        self.app, self.base_url, self.cookie = app, base_url, cookie
        self._environ: dict[str, dict[str, Any]] = {}

    def get(self, path: str) -> bytes:
        """The body of a page.

        Raises:
            Unavailable: the answer is not 200; then nothing was measured that is worth knowing.
        """
        if path not in self._environ:
            headers = {"Cookie": self.cookie} if self.cookie else {}
            self._environ[path] = dict(create_environ(path, self.base_url, headers=headers))
        environ = self._environ[path] | {"wsgi.input": io.BytesIO()}
        parts, status, _ = run_wsgi_app(self.app, environ)
        body = b"".join(parts)
        if not status.startswith("200"):
            raise Unavailable(f"Halaman {path} menjawab {status}, jadi tidak dapat diukur.")
        return body


@dataclass
class Tempat:
    """What every row gets; `ulang` is how many samples it takes."""

    services: Services
    muatan: Muatan
    ulang: int
    jam: Jam

    @cached_property
    def app(self) -> Flask:
        """The whole application on this installation."""
        return create_app(self.services.settings, services=self.services)

    @cached_property
    def tu(self) -> Actor:
        """The TU of the measured office, who may read nearly all of it."""
        return self.pelaku(self.muatan.tu_id)

    @cached_property
    def kepala(self) -> Actor:
        """The head of the measured office."""
        return self.pelaku(self.muatan.kepala_id)

    def pelaku(self, pegawai_id: int) -> Actor:
        """Anybody, as the application knows them now."""
        with reading(self.services.engine) as session:
            return organisasi.actor_for(session, pegawai_id)

    def peramban(self, actor: Actor) -> Peramban:
        """A browser in which this person has signed in."""
        with transaction(self.services.engine) as session:
            found = akun_queries.of_pegawai(session, actor.pegawai_id)
            if found is None:
                raise Conflict("Akun pengukur tidak ada lagi. Mulailah lagi dengan folder yang kosong.")
            token = begin(session, found, asal=Asal("127.0.0.1", "eoffice ukur", ""))
        interface = self.app.session_interface
        assert isinstance(interface, Cookies)
        return Peramban(self.app, self.services.settings.base_url, f"{interface.sesi}={token}")

    def lupakan_batas(self) -> None:
        """Rate limits are for people; between rows of the bench they start anew."""
        with transaction(self.services.engine) as session:
            session.execute(delete(BatasLaju))
        self.services.jatah.lupakan()

    @property
    def dialect(self) -> str:
        """sqlite or postgresql."""
        return self.services.engine.dialect.name

    @property
    def s3(self) -> bool:
        """Whether objects go to a bucket."""
        return urlsplit(self.services.settings.storage_url).scheme == "s3"
