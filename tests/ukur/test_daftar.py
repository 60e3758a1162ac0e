"""Lists that take a shortcut to the newest: whoever pages through them meets everything that may be read, once."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.db import open_session
from eoffice.naskah import queries as naskah
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import ISSUED
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, Penugasan, Unit
from eoffice.surat_masuk import queries as surat_masuk
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.ukur.rencana import OPD
from eoffice.web.services import Services


def actors(session: Session) -> list[Actor]:
    """Everybody of one perangkat daerah, and those above the offices."""
    office = select(Unit.id).where(Unit.kode == OPD).scalar_subquery()
    held = (
        organisasi.in_force().join(Jabatan, Jabatan.id == Penugasan.jabatan_id).join(Unit, Unit.id == Jabatan.unit_id)
    )
    people = session.scalars(held.where((Unit.opd_id == office) | Jabatan.kode.in_(["01", "10", "10.3"])))
    return [organisasi.actor_for(session, p.pegawai_id) for p in people.all()]


def paged(page: Callable[[int | None], list[int]]) -> list[int]:
    """All ids, page after page."""
    found: list[int] = []
    while rows := page(found[-1] if found else None):
        found += rows
    return found


@pytest.mark.parametrize("size", [1, 7])
def test_issued_naskah_are_all_met_in_their_order(terisi: Services, size: int) -> None:  # KEAMANAN: OTR-01, OTR-03
    met = 0
    with open_session(terisi.engine, writes=False) as session:
        for actor in actors(session)[:: 1 if size > 1 else 6]:
            plain = naskah.visible(actor).where(Naskah.status.in_(ISSUED)).with_only_columns(Naskah.id)
            wanted = list(session.scalars(plain.order_by(Naskah.id.desc())))
            found = paged(lambda at, a=actor: [n.id for n in naskah.issued(session, a, before=at, limit=size)])  # type: ignore[misc]
            assert found == wanted, actor.jabatan_nama
            met += len(found)
    assert met > 10


@pytest.mark.parametrize("size", [1, 7])
def test_the_inbox_shows_all_that_may_be_read_in_its_order(terisi: Services, size: int) -> None:
    # KEAMANAN: OTR-01, OTR-03
    met = 0
    with open_session(terisi.engine, writes=False) as session:
        for actor in actors(session)[:: 1 if size > 1 else 6]:
            plain = surat_masuk.visible(actor).with_only_columns(SuratMasuk.id)
            wanted = list(session.scalars(plain.order_by(SuratMasuk.id.desc())))
            found = paged(
                lambda at, a=actor: [s.id for s in surat_masuk.inbox(session, a, "semua", before=at, limit=size)]
            )  # type: ignore[misc]
            assert found == wanted, actor.jabatan_nama
            met += len(found)
    assert met > 10
