"""Who reads a hand-over: policy and SQL say the same for everybody."""

import makers
import pytest
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.ekspedisi import policy, queries
from eoffice.ekspedisi.models import SerahTerima


@pytest.mark.parametrize("ke", [None, "diskominfo"])
def test_what_may_be_read_is_what_is_listed(session: Session, kota_kecil: makers.Kota, ke: str | None) -> None:
    # KEAMANAN: OTR-01
    row = SerahTerima(
        opd_id=kota_kecil.unit["dinsos"].id,
        tujuan_opd_id=kota_kecil.unit[ke].id if ke else None,
        kepada="Rina Melati",
        diserahkan_at=clock.now(),
        dicatat_at=clock.now(),
        oleh_id=kota_kecil["tu.dinsos"].pegawai.id,
    )
    session.add(row)
    session.flush()

    read, confirm = set(), set()
    for name, who in kota_kecil.orang.items():
        actor = who.actor(session)
        listed = session.scalar(queries.visible(actor).where(SerahTerima.id == row.id)) is row
        assert bool(policy.may_read(actor, row)) == listed, name
        read |= {name} if listed else set()
        confirm |= {name} if policy.may_confirm(actor, row) else set()

    assert read == {"tu.dinsos", "arsiparis.dinsos", *([f"tu.{ke}"] if ke else [])}
    assert confirm == ({f"tu.{ke}"} if ke else set())
