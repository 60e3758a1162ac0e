"""Who reads what came through a channel: policy and SQL say the same for everybody."""

import makers
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.kanal import policy, queries
from eoffice.kanal.models import Kanal, Kiriman
from eoffice.kanal.states import Jenis, StatusKiriman


def test_what_may_be_read_is_what_is_listed(session: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-01
    opd_id = kota_kecil.unit["dinsos"].id
    kanal = Kanal(jenis=Jenis.FOLDER, opd_id=opd_id, periksa_at=clock.now())
    session.add(kanal)
    session.flush()
    row = Kiriman(kanal_id=kanal.id, opd_id=opd_id, status=StatusKiriman.DITERIMA, diambil_at=clock.now())
    session.add(row)
    session.flush()

    read, manage = set(), set()
    for name, who in kota_kecil.orang.items():
        actor = who.actor(session)
        listed = session.scalar(queries.visible(actor).where(Kiriman.id == row.id)) is row
        assert bool(policy.may_read(actor, row.opd_id)) == listed, name
        read |= {name} if listed else set()
        manage |= {name} if policy.may_manage(actor) else set()

    assert read == {"tu.dinsos"}
    assert manage == {"admin"}
