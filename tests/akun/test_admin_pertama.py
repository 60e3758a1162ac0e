"""An empty installation asks for its first administrator, and never for a second."""

from sqlalchemy import Engine, select

from eoffice.akses.actor import Peran
from eoffice.akun import actions, queries
from eoffice.akun.models import Akun
from eoffice.db import transaction
from eoffice.organisasi import queries as organisasi


def first(engine: Engine) -> str | None:
    with transaction(engine) as session:
        return actions.admin_pertama(session, nama="Rukmini", nama_pengguna="admin", nama_kota="Kota Uji")


def test_the_first_administrator_gets_a_link_and_no_password(engine: Engine) -> None:  # KEAMANAN: AUT-04
    token = first(engine)

    with transaction(engine) as session:
        akun = session.scalars(select(Akun)).one()
        assert (akun.nama_pengguna, akun.sandi_hash) == ("admin", None)
        assert token is not None and queries.digest(token) != token
        assert organisasi.actor_for(session, akun.pegawai_id).peran == {Peran.ADMIN_SISTEM}


def test_nobody_becomes_administrator_by_asking_again(engine: Engine) -> None:  # KEAMANAN: OTR-12
    first(engine)

    assert first(engine) is None
