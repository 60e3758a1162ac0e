"""kill -9 in the middle of registering, disposing and reporting: it did not happen, and happens once when done again."""

import json
import signal

import makers
import pytest
from keandalan import rantai
from keandalan.test_mati_mendadak import child
from sqlalchemy import select

from eoffice import pemeriksaan
from eoffice.audit.models import AuditEntry
from eoffice.db import reading, transaction
from eoffice.disposisi.models import DisposisiPenerima, TindakLanjut
from eoffice.peristiwa.models import Peristiwa
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import Status
from eoffice.web.services import Services

#: Where it dies, in which step; the steps before it are done.
POINTS = (("surat_tercatat", "registrasi"), ("disposisi_dibuat", "disposisikan"), ("laporan_dibuat", "laporkan"))


def _state(services: Services) -> tuple[object, ...]:
    """All that the steps change."""
    with reading(services.engine) as session:
        return (
            session.execute(select(SuratMasuk.nomor_agenda, SuratMasuk.status, SuratMasuk.version)).all(),
            session.execute(select(DisposisiPenerima.status, DisposisiPenerima.version)).all(),
            session.scalars(select(TindakLanjut.uraian)).all(),
            session.scalars(select(AuditEntry.n)).all(),
            session.scalars(select(Peristiwa.urut)).all(),
        )


@pytest.mark.parametrize(("point", "step"), POINTS)
def test_killed_in_the_chain(services: Services, kota_kecil: makers.Kota, point: str, step: str) -> None:
    # KEAMANAN: TGH-01, TRX-01
    people = {"registrasi": "tu.dinsos", "disposisikan": "kadis.dinsos", "laporkan": "kabid.dinsos"}
    to = {"registrasi": "kadis.dinsos", "disposisikan": "kabid.dinsos", "laporkan": "kabid.dinsos"}
    reached = False

    def on_what(step: str) -> int:
        """The surat that is disposed of, the branch that is reported on; a registration is on nothing yet."""
        rows = {"disposisikan": SuratMasuk.id, "laporkan": DisposisiPenerima.id}
        with reading(services.engine) as session:
            return session.scalars(select(rows[step])).one() if step in rows else 0

    for name, act in rantai.LANGKAH.items():
        who, ke = kota_kecil[people[name]].pegawai.id, kota_kecil[to[name]].jabatan.id
        if name == step:
            before = _state(services)
            assert child(services, point, perbuatan=name, pegawai_id=who, id=on_what(name), ke=ke) == -signal.SIGKILL
            assert _state(services) == before
            reached = True
        with transaction(services.engine) as session:
            act(session, who, on_what(name), ke)

    assert reached
    with reading(services.engine) as session:
        (surat,) = session.scalars(select(SuratMasuk)).all()
        assert (surat.nomor_agenda, surat.status) == (1, Status.MENUNGGU_KONFIRMASI)
        assert len(session.scalars(select(DisposisiPenerima)).all()) == 1
        assert len(session.scalars(select(TindakLanjut)).all()) == 1
    found = pemeriksaan.run(services)
    assert found["bersih"], json.dumps(found, indent=1)
