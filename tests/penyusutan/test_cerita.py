"""The whole story of a destruction: five documents signed in this system, two people, and nothing left but the tombstone."""

from datetime import timedelta

import makers
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock, db, outbox, pemeriksaan, search, storage, tables
from eoffice.app import handlers
from eoffice.arsip.models import Berkas
from eoffice.errors import NotAllowed
from eoffice.naskah.models import Naskah
from eoffice.penyusutan import actions, queries
from eoffice.penyusutan.models import DokumenKasus, Kasus, ObjekMusnah
from eoffice.penyusutan.states import Dokumen, HasilObjek, Status
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import Status as SuratStatus
from eoffice.web.services import Services
from tests.penyusutan import bahan

FIVE = (Dokumen.SK_PANITIA, Dokumen.PERTIMBANGAN, Dokumen.PERSETUJUAN, Dokumen.PENETAPAN, Dokumen.BERITA_ACARA)


def everything(session: Session) -> str:
    """Every value of every row of every table, as text."""
    found = []
    for table in tables.metadata.sorted_tables:
        found += [str(tuple(row)) for row in session.execute(select(table))]
    return "\n".join(found)


def stored(services: Services) -> set[str]:
    return {key for key, _ in services.store.keys()}  # noqa: SIM118 - a store is not a dict


def status(services: Services, kasus_id: int) -> Status:
    with db.reading(services.engine) as session:
        return session.get_one(Kasus, kasus_id).status


def diminta(services: Services, of: makers.Orang) -> dict[SuratStatus, str]:
    """How the surat of the panitia stand on somebody's desk, and why they were closed."""
    with db.reading(services.engine) as session:
        asked = select(SuratMasuk).where(
            SuratMasuk.tujuan_jabatan_id == of.jabatan.id, SuratMasuk.hal.contains("Pertimbangan")
        )
        return {s.status: s.alasan_selesai or "" for s in session.scalars(asked)}


def test_five_documents_two_people_and_nothing_left_but_the_tombstone(
    services: Services, kota_kecil: makers.Kota, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lewat(dokumen: Dokumen) -> int:
        """Written, given every paraf, and signed by everybody it names."""
        return bahan.lewat_jalan(services, kota_kecil, kasus_id, dokumen)

    bahan.sertifikat(
        services, kota_kecil, "walikota", "kadis.dinsos", "sekretaris.dinsos", "kabid.dinsos", "sekda", "kabag.setda"
    )
    with db.transaction(services.engine) as session:
        every = [bahan.berkas(session, kota_kecil, services.store, surat=n == 0) for n in range(2)]
        made = bahan.kasus(session, kota_kecil, every)
        kasus_id, first = made.id, bahan.milik(session, every[0])[0].id
        assert bahan.KENARI in everything(session)

    lewat(Dokumen.SK_PANITIA)
    assert status(services, kasus_id) is Status.DINILAI
    with db.transaction(services.engine) as session:
        bahan.nilai(session, kota_kecil, session.get_one(Kasus, kasus_id))
    lewat(Dokumen.PERTIMBANGAN)
    assert diminta(services, kota_kecil["walikota"]) == {SuratStatus.TERCATAT: ""}
    with db.transaction(services.engine) as session:
        actor = kota_kecil["arsiparis.dinsos"].actor(session)
        actions.minta_persetujuan(session, actor, queries.get(session, actor, kasus_id))
    lewat(Dokumen.PERSETUJUAN)
    assert status(services, kasus_id) is Status.DISETUJUI
    (settled,) = diminta(services, kota_kecil["walikota"]).items()  # what the panitia asked for was answered
    assert settled[0] is SuratStatus.SELESAI and settled[1].startswith("Dijawab dengan surat dinas nomor")
    lewat(Dokumen.PENETAPAN)
    assert status(services, kasus_id) is Status.DITETAPKAN
    ba_id = lewat(Dokumen.BERITA_ACARA)

    with db.transaction(services.engine) as session:
        arsiparis = kota_kecil["arsiparis.dinsos"].actor(session)
        made = queries.get(session, arsiparis, kasus_id)
        actions.siapkan(session, arsiparis, made)
        with pytest.raises(NotAllowed, match="dua orang yang berbeda"):
            actions.musnahkan(session, arsiparis, made)
    with db.transaction(services.engine) as session:
        ketua = kota_kecil["sekretaris.dinsos"].actor(session)
        gone = actions.musnahkan(session, ketua, queries.get(session, ketua, kasus_id))
        assert len(gone) >= 2

    with db.reading(services.engine) as session:
        ba = session.get_one(Naskah, ba_id)
        nomor, grounds = ba.nomor, ba.rincian["dasar"]
        assert [g[-1] for g in grounds] == [";"] * (len(grounds) - 1) + [","]  # then goes on what was done
        letter = session.get_one(Naskah, first)
        assert (letter.pdf_key, letter.teks, letter.musnah_ba) == (None, "", nomor)
        assert letter.pdf_sha256 and letter.hal == "Undangan rapat koordinasi" and letter.nomor
        assert bahan.KENARI not in everything(session)
        assert not {("naskah", first)} & {(kind, record_id) for kind, record_id, *_ in search.stored(session)}
        rows = session.scalars(select(DokumenKasus).where(DokumenKasus.berlaku_at.is_not(None)))
        assert [d.jenis for d in rows] == list(FIVE)
        assert {str(b.akhir) for b in session.scalars(select(Berkas))} == {"dimusnahkan"}
        marked = session.scalars(select(ObjekMusnah)).all()
        assert {m.hasil for m in marked} == {HasilObjek.MENUNGGU}
        keys = [m.key for m in marked if m.key]
    assert set(keys) <= stored(services)

    later = clock.now() + timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    outbox.work_all(outbox.Worker(services.engine, handlers(), services))
    assert not set(keys) & stored(services)
    with db.reading(services.engine) as session:
        assert {m.hasil for m in session.scalars(select(ObjekMusnah))} == {HasilObjek.DIHAPUS}
        assert storage.periksa(services.store, pemeriksaan.blobs(session)).sound
