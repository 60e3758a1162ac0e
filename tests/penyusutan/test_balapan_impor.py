"""An import against the destruction of what it brought: nothing of it comes back, and nothing of the tombstone changes."""

from datetime import timedelta

import makers
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock, search, titik
from eoffice.arsip.actions.impor import berkaskan_baru
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.arsip.states import Akhir, Objek, Tingkat
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.db import reading, transaction
from eoffice.klasifikasi.states import NasibAkhir
from eoffice.paket import actions as paket
from eoffice.paket.actions.pulih import pulihkan
from eoffice.paket.actions.tempat import berkas_untuk
from eoffice.paket.models import Impor, ImporBaris
from eoffice.paket.states import Format, StatusBaris, StatusImpor
from eoffice.penyusutan import actions, queries
from eoffice.penyusutan.models import ObjekMusnah
from eoffice.penyusutan.states import Status
from eoffice.web.services import Services
from tests.paket import kantor
from tests.penyusutan import bahan
from tests.penyusutan.test_balapan import LOSES, Lomba

NOMOR = "000.8.3.3/77"
KEPALA = ("No. Surat", "Tgl Surat", "Perihal", "Kode", "Nama File")
BARIS = ("045/12/Sosial", "4 Agustus 2019", f"Bantuan {bahan.KENARI}", "000.8.3.3", "beras.pdf")


class Siap:
    """A case on a berkas that an import made and has not ended with, ready to be carried out."""

    def __init__(self, services: Services, kota: makers.Kota) -> None:
        self.services, self.kota = services, kota
        with transaction(services.engine) as session:
            who = kota["arsiparis.dinsos"]
            berkas = bahan.berkas(session, kota, services.store)
            record = bahan.impor(session, kota, berkas, services.store)
            told = {"nomor": NOMOR, "kode_klasifikasi": "000.8.3.3", "keterangan": "dari paket", "vital": True}
            impor = Impor(
                opd_id=berkas.opd_id, unit_id=berkas.unit_id, oleh_id=who.pegawai.id, oleh_jabatan_id=who.jabatan.id,
                asal="SIKD lama", status=StatusImpor.MASUK, format=Format.BAGIT, pemetaan={}, dibuat_at=clock.now(),
                rincian={"berkas": [told], "tempat": {NOMOR: berkas.id}},
            )  # fmt: skip
            session.add(impor)
            session.flush()
            record.impor_id = impor.id
            session.flush()
            made = bahan.kasus(session, kota, [berkas])
            bahan.sampai(session, services.store, kota, made, Status.DITETAPKAN)
            actions.siapkan(session, who.actor(session), made)
            self.impor_id, self.kasus_id, self.berkas_id, self.arsip_id = impor.id, made.id, berkas.id, record.id

    def musnahkan(self, session: Session) -> None:
        actor = self.kota["sekretaris.dinsos"].actor(session)
        actions.musnahkan(session, actor, queries.get(session, actor, self.kasus_id))

    def selesaikan(self, session: Session) -> None:
        """The last step of an import gives its berkas back what the package tells of them."""
        pulihkan(session, session.get_one(Impor, self.impor_id))

    def masukkan(self, session: Session) -> None:
        """A later portion brings one more record for the same berkas."""
        impor, actor = session.get_one(Impor, self.impor_id), self.kota["arsiparis.dinsos"].actor(session)
        mine = session.get_one(Berkas, self.berkas_id)
        record = bahan.impor_lepas(session, self.kota, mine, self.services.store)
        place = berkas_untuk(session, actor, impor, record, {"nomor_berkas": NOMOR})
        assert place is mine
        berkaskan_baru(session, actor, [(place, record, Tingkat.ASLI)])

    def berkas(self, session: Session) -> tuple[object, ...]:
        row = session.get_one(Berkas, self.berkas_id)
        return row.akhir, row.keterangan, row.vital, row.jumlah


@pytest.fixture
def siap(services: Services, kota_kecil: makers.Kota) -> Siap:
    return Siap(services, kota_kecil)


def test_an_import_that_ends_while_its_berkas_is_destroyed_leaves_the_tombstone_as_it_is(siap: Siap) -> None:
    # KEAMANAN: OBJ-02, TRX-03
    found = Lomba(siap.services.engine).jalan(siap.musnahkan, [siap.selesaikan], henti="susut_diperiksa")

    assert found["musnahkan"] is None
    assert found["selesaikan"] is None or isinstance(found["selesaikan"], LOSES)
    while paket.kerjakan(siap.services):  # and the worker, which comes again
        pass
    with reading(siap.services.engine) as session:
        assert siap.berkas(session) == (Akhir.DIMUSNAHKAN, "", False, 2)
        assert session.get_one(Impor, siap.impor_id).status is StatusImpor.SELESAI
        row = session.get_one(ArsipImpor, siap.arsip_id)
        assert (row.key, row.teks, row.musnah_at is not None) == (None, "", True)


def test_an_import_that_ended_sooner_is_seen_by_the_rules(siap: Siap) -> None:
    found = Lomba(siap.services.engine).jalan(siap.selesaikan, [siap.musnahkan])

    assert found["selesaikan"] is None and "SST-03" in str(found["musnahkan"])
    with reading(siap.services.engine) as session:
        assert siap.berkas(session) == (None, "dari paket", True, 2)


@pytest.mark.parametrize("sooner", ["musnahkan", "masukkan"])
def test_nothing_more_comes_into_a_berkas_that_is_being_destroyed(siap: Siap, sooner: str) -> None:
    deeds = [siap.musnahkan, siap.masukkan]
    first, other = deeds if sooner == "musnahkan" else deeds[::-1]

    found = Lomba(siap.services.engine).jalan(first, [other])

    assert found["musnahkan"] is None and isinstance(found["masukkan"], LOSES)
    with reading(siap.services.engine) as session:
        inside = select(IsiBerkas.id).where(IsiBerkas.berkas_id == siap.berkas_id)
        assert siap.berkas(session)[0] is Akhir.DIMUSNAHKAN and len(session.scalars(inside).all()) == 2
        assert session.scalars(select(ArsipImpor.id).where(ArsipImpor.musnah_at.is_(None))).all() == []


def test_the_same_record_brought_again_at_that_moment_is_a_double_and_brings_no_word_back(
    services: Services, kota_kecil: makers.Kota
) -> None:
    # KEAMANAN: OBJ-02
    packed = kantor.zip_dari([("Arsip/daftar.csv", kantor.daftar(KEPALA, BARIS)), ("Arsip/beras.pdf", kantor.PDF)])
    first, second = (kantor.bawa(services, kota_kecil, packed) for _ in range(2))
    for each in (first, second):  # both are looked at before either is taken in
        with transaction(services.engine) as session:
            actor = kota_kecil["arsiparis.dinsos"].actor(session)
            paket.petakan(session, actor, session.get_one(Impor, each.id), dict(each.pemetaan))
        kantor.selesaikan(services)
        assert kantor.baru(services, each.id).status is StatusImpor.SIAP
    kantor.langkah(services, kota_kecil, first.id)
    with transaction(services.engine) as session:
        bahan.kode(session)
        record = session.scalars(select(ArsipImpor)).one()
        place = select(IsiBerkas.berkas_id).where(IsiBerkas.objek == Objek.ARSIP_IMPOR)
        berkas, today = session.get_one(Berkas, session.scalars(place).one()), clock.today()
        berkas.ditutup, berkas.nasib_akhir, berkas.jatuh_inaktif = today, NasibAkhir.MUSNAH, today - timedelta(days=1)
        session.flush()
        made = bahan.kasus(session, kota_kecil, [berkas])
        bahan.sampai(session, services.store, kota_kecil, made, Status.DITETAPKAN)
        actions.siapkan(session, kota_kecil["arsiparis.dinsos"].actor(session), made)
        record_id, key, kasus_id = record.id, record.key, made.id
        assert ("arsip_impor", record_id) in {(kind, number) for kind, number, *_ in search.stored(session)}

    def between(reached: str) -> None:
        if reached == "impor_tersimpan":  # its text was read, and nothing of it is written yet
            titik.install(None)
            with transaction(services.engine) as session:
                actor = kota_kecil["sekretaris.dinsos"].actor(session)
                actions.musnahkan(session, actor, queries.get(session, actor, kasus_id))

    titik.install(between)
    try:
        kantor.langkah(services, kota_kecil, second.id)
    finally:
        titik.install(None)

    with reading(services.engine) as session:
        assert session.scalars(select(ArsipImpor.id)).all() == [record_id]
        row = session.scalars(select(ImporBaris).where(ImporBaris.impor_id == second.id)).one()
        assert (row.keadaan, row.arsip_id) == (StatusBaris.KEMBAR, None)
        assert kantor.baru(services, second.id).status is StatusImpor.SELESAI
        assert "arsip_impor" not in {kind for kind, *_ in search.stored(session)}
        assert key in set(session.scalars(select(ObjekMusnah.key)))
