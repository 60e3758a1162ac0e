"""What only a newer program understands does not stay behind for an older one."""

import makers
from sqlalchemy import text

from eoffice import outbox, siap
from eoffice.db import reading, transaction
from eoffice.surat_masuk import actions
from eoffice.web.services import Services
from tests.surat_masuk import buatan

BARU = (
    "pindaian.terbaca", "naskah.menjawab", "disposisi.cari_terlambat", "disposisi.terima_otomatis", "perwakilan.kabar",
    "perwakilan.mutasi", "tenggat.sapu", "tenggat.keliling", "notifikasi.sebar", "agenda.selaraskan", "naskah.gugur",
)  # fmt: skip


def test_an_older_program_finds_no_status_and_no_message_that_it_does_not_know(
    services: Services, kota_kecil: makers.Kota
) -> None:
    # KEAMANAN: DB-06
    with transaction(services.engine) as session:
        tu = kota_kecil["tu.dinsos"].actor(session)
        wrong = actions.registrasi(session, tu, buatan.isian(kota_kecil), None)
        actions.alihkan(session, tu, wrong, kota_kecil.unit["diskominfo"].id, "bukan kewenangan kami")
        surat_id = wrong.id
        for topic in (*BARU, "naskah.terkirim"):
            outbox.enqueue(session, topic)

    siap.downgrade(services.engine, "0016")

    with reading(services.engine) as session:
        row = text("SELECT status, selesai_at IS NOT NULL FROM surat_masuk WHERE id = :id")
        assert tuple(session.execute(row, {"id": surat_id}).one()) == ("selesai", 1)
        left = set(session.scalars(text("SELECT topic FROM job")))
    assert "naskah.terkirim" in left and not left & set(BARU)
