"""The file of an old report becomes the first of several, and the other way round."""

import makers
from sqlalchemy import select, text

from eoffice import siap
from eoffice.db import reading, transaction
from eoffice.disposisi import actions
from eoffice.disposisi.models import BerkasLaporan, Jawaban
from eoffice.disposisi.states import Peran
from eoffice.storage import Blob
from eoffice.web.services import Services
from tests.surat_masuk import buatan


def test_the_first_file_of_a_report_goes_down_and_up(services: Services, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: DB-06
    with transaction(services.engine) as session:
        surat = buatan.surat(session, kota_kecil)
        to = [(kota_kecil["kabid.dinsos"].jabatan.id, Peran.PENANGGUNG_JAWAB)]
        given = actions.Isian(penerima=to, instruksi=["laporkan_hasil"])
        (part,) = actions.disposisikan(session, kota_kecil["kadis.dinsos"].actor(session), surat, given).penerima
        kabid = kota_kecil["kabid.dinsos"].actor(session)
        answer = actions.balas(session, kabid, surat).id
        files = [actions.Berkas(Blob(f"aa/{n}", n, f"{n}" * 64), "application/pdf", f"{n}.pdf") for n in (1, 2)]
        actions.laporkan(session, kabid, part, "Terlampir.", files)
        link = (surat.id, part.id)

    siap.downgrade(services.engine, "0019")
    with reading(services.engine) as session:
        old = session.execute(text("SELECT berkas_key, berkas_size, berkas_nama FROM tindak_lanjut")).one()
        assert tuple(old) == ("aa/1", 1, "1.pdf")
    siap.upgrade(services.engine)

    with reading(services.engine) as session:
        (kept,) = session.scalars(select(BerkasLaporan))
        assert (kept.urutan, kept.key, kept.sha256, kept.nama) == (1, "aa/1", "1" * 64, "1.pdf")
        found = session.get_one(Jawaban, answer)
        assert (found.surat_id, found.penerima_id) == link
