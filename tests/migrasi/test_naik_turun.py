"""Every revision goes up, down and up again with data in the tables, and ends where the models are."""

import makers
from alembic import command
from alembic.script import ScriptDirectory
from keandalan.siap_ttd import FRASA, aktor, bersertifikat, naskah_siap, sidik
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.orm import Session

from eoffice import clock, outbox, siap
from eoffice.app import handlers
from eoffice.db import transaction
from eoffice.disposisi import actions as disposisi
from eoffice.disposisi.states import Peran
from eoffice.ekspedisi import actions as ekspedisi
from eoffice.kanal.states import StatusKiriman
from eoffice.klasifikasi import actions as klasifikasi
from eoffice.naskah import actions as naskah
from eoffice.pemeriksaan import blobs
from eoffice.pindaian import actions as pindaian
from eoffice.pindaian.actions.periksa import blank_page
from eoffice.pindaian.states import Status as StatusPindaian
from eoffice.pindaian.states import Sumber
from eoffice.surat_masuk import queries as surat_masuk
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.services import Services
from tests.kerja import meja_tu
from tests.migrasi import selebihnya


def fill(services: Services, kota: makers.Kota) -> None:
    """A naskah signed, delivered and disposed, so that every kind of row points at others."""
    with transaction(services.engine) as session:
        klasifikasi.muat(session)
    bersertifikat(services, kota, "kadis.dinsos")
    (naskah_id,) = naskah_siap(services, kota)
    signer = aktor(services, kota, "kadis.dinsos")
    naskah.tandatangani(services, signer, naskah_id, frasa=FRASA, dilihat_sha256=sidik(services, signer, naskah_id))
    outbox.work_all(outbox.Worker(services.engine, handlers(), services))
    with transaction(services.engine) as session:
        head = kota["kadis.diskominfo"].actor(session)
        surat_id = session.scalars(
            select(SuratMasuk.id).where(SuratMasuk.tujuan_jabatan_id == kota["kadis.diskominfo"].jabatan.id)
        ).one()
        surat = surat_masuk.get(session, head, surat_id)
        given = disposisi.disposisikan(
            session,
            head,
            surat,
            disposisi.Isian(
                penerima=[(kota["kabid.diskominfo"].jabatan.id, Peran.PENANGGUNG_JAWAB)], instruksi=["tindak_lanjuti"]
            ),
        )
        session.flush()
        kabid = kota["kabid.diskominfo"].actor(session)
        disposisi.lanjutkan(
            session,
            kabid,
            given.penerima[0],
            disposisi.Isian(
                penerima=[(kota["staf.diskominfo"].jabatan.id, Peran.PENANGGUNG_JAWAB)], instruksi=["siapkan_bahan"]
            ),
        )
    with transaction(services.engine) as session:
        _desk(session, services, kota)


def _desk(session: Session, services: Services, kota: makers.Kota) -> None:
    """What a TU has before it: scans, one joined into another, a channel with what it held back, an envelope handed over."""
    meja_tu.isi(session, services, kota)
    opd_id, tu = kota.unit["dinsos"].id, kota["tu.dinsos"].actor(session)
    held = meja_tu.kiriman(session, opd_id, StatusKiriman.DITUNDA)
    held.diurus_at, held.diurus_oleh = clock.now(), tu.pegawai_id
    whole, part = (
        pindaian.tiba(
            session, services, opd_id=opd_id, sumber=Sumber.UNGGAH, isi=b"%PDF-1.7 " + name, nama="b.pdf", oleh=tu
        ).pindaian
        for name in (b"utuh", b"bagian")
    )
    part.status, part.gabungan_id = StatusPindaian.DIGABUNG, whole.id
    whole.isi = [blank_page(1)]
    sealed = meja_tu.sampul(session, kota)
    ekspedisi.serahkan_surat(session, tu, sealed.id, ekspedisi.IsianSerah("Rina", "Sekretaris", clock.now()), None)


def names(engine: Engine) -> set[str]:
    return {t for t in inspect(engine).get_table_names() if t != "alembic_version"}


def test_down_and_up_again_with_data(services: Services, kota_kecil: makers.Kota) -> None:  # KEAMANAN: DB-06
    fill(services, kota_kecil)
    with transaction(services.engine) as session:
        assert list(blobs(session))
        assert selebihnya.rows(session) == ["koreksi", "daftar_perubahan"]
    full = names(services.engine)
    revisions = [s.revision for s in ScriptDirectory.from_config(siap.alembic_config()).walk_revisions()]

    for revision in [*revisions[1:], "base"]:
        siap.downgrade(services.engine, revision)
        siap.upgrade(services.engine)
        assert names(services.engine) == full
        assert not siap.pending(services.engine)


def test_the_schema_is_that_of_the_models(engine: Engine) -> None:  # KEAMANAN: DB-06
    with engine.begin() as connection:
        command.check(siap.alembic_config(connection))


def test_base_leaves_nothing_behind(engine: Engine) -> None:
    siap.downgrade(engine, "base")

    assert names(engine) == set()
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            left = connection.execute(text("SELECT count(*) FROM pg_proc WHERE proname LIKE '%hanya_tambah'")).scalar()
        assert left == 0
