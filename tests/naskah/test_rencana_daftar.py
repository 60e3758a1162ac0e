"""A page of a list costs PostgreSQL what thirty rows cost, however much somebody ever had to do with."""

import makers
import pytest
from sqlalchemy import Select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from eoffice.naskah import queries as naskah
from eoffice.naskah.models import Naskah
from eoffice.surat_masuk import queries as surat_masuk
from eoffice.surat_masuk.models import SuratMasuk


def plan(session: Session, listed: Select[tuple[Naskah]] | Select[tuple[SuratMasuk]]) -> str:
    sql = listed.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True})  # type: ignore[no-untyped-call]
    return "\n".join(session.scalars(text(f"EXPLAIN (COSTS OFF) {sql}".replace(":", "\\:"))))


def test_what_somebody_had_to_do_with_is_not_read_for_every_page(session: Session, kota_kecil: makers.Kota) -> None:
    if session.get_bind().dialect.name != "postgresql":
        pytest.skip("hanya PostgreSQL: SQLite tidak membaca lebih dahulu")
    actor = kota_kecil["kadis.dinsos"].actor(session)
    # As in an office with a million letters, where reading them all beforehand looks cheap to the planner.
    session.execute(
        text("UPDATE pg_class SET reltuples = 1e6, relpages = 100000 WHERE relname IN ('naskah', 'surat_masuk')")
    )
    for listed in (
        naskah.visible(actor).order_by(Naskah.id.desc()).limit(30),
        surat_masuk.visible(actor).order_by(SuratMasuk.id.desc()).limit(30),
    ):
        found = plan(session, listed)
        assert "SubPlan" in found and "hashed" not in found, found
