"""Every invariant finds the fault that was planted for it, and nothing when there is none (TGH-02)."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import makers
import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from eoffice import clock, db, outbox, pemeriksaan, search
from eoffice.akses.rights import Sifat
from eoffice.audit import actions as audit
from eoffice.audit.models import AuditEntry, AuditHead
from eoffice.disposisi import actions as disposisi
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.states import Peran
from eoffice.naskah import indexing
from eoffice.naskah.models import Naskah, Penerima
from eoffice.nomor import actions as nomor
from eoffice.nomor.models import Nomor
from eoffice.notifikasi.models import KabarHitungan
from eoffice.organisasi.models import Pegawai
from eoffice.search import keys
from eoffice.storage import Blob, BlobStore
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.tte.models import StempelArsip
from eoffice.web.services import Services
from tests.surat_masuk import buatan


@pytest.fixture
def kota(services: Services, kota_kecil: makers.Kota) -> makers.Kota:
    """A sound city: one naskah that was sent, registered at its office, disposed twice over, and indexed."""
    with db.transaction(services.engine) as session:
        surat = buatan.surat(session, kota_kecil, sifat=Sifat.TERBATAS, store=services.store)
        naskah = session.scalars(select(Naskah)).one()
        taken = nomor.take(
            session,
            register="UJI",
            tanggal=clock.today(),
            objek="naskah",
            objek_id=naskah.id,
            teks=lambda _urut: naskah.nomor or "",
        )
        assert taken.urut == 1
        audit.record(
            session, kota_kecil["kadis.diskominfo"].actor(session), "naskah.kirim", "naskah", naskah.id, ke="terkirim"
        )
        disposisi.disposisikan(
            session,
            kota_kecil["kadis.dinsos"].actor(session),
            surat,
            disposisi.Isian(
                penerima=[
                    (kota_kecil["kabid.dinsos"].jabatan.id, Peran.PENANGGUNG_JAWAB),
                    (kota_kecil["sekretaris.dinsos"].jabatan.id, Peran.PENDUKUNG),
                ],
                instruksi=["tindak_lanjuti"],
            ),
        )
        indexing.put(session, naskah)
        session.add(
            StempelArsip(
                objek="naskah",
                objek_id=naskah.id,
                ke=0,
                key=naskah.pdf_key,
                size=naskah.pdf_size,
                sha256=naskah.pdf_sha256,
                distempel_at=clock.now(),
                perbarui_at=clock.now() + timedelta(days=5 * 365),
                diperbarui=False,
            )
        )
        session.execute(update(outbox.Job).values(state="selesai"))
    return kota_kecil


def found(services: Services) -> dict[str, list[str]]:
    """Names of the checks that found something, with what they say."""
    answer = pemeriksaan.run(services)
    said = {c["nama"]: c["temuan"] for c in answer["pemeriksaan"] if not c["bersih"]}
    assert answer["bersih"] is (said == {})
    return said


def test_a_sound_city_is_found_sound(services: Services, kota: makers.Kota) -> None:  # KEAMANAN: TGH-02
    assert found(services) == {}


def _hole(session: Session, _: BlobStore) -> None:
    session.execute(delete(Nomor).where(Nomor.objek == "naskah"))


def _numberless(session: Session, _: BlobStore) -> None:
    session.execute(update(Naskah).values(nomor="000.1/99/UJI/2026"))


def _issued_without_file(session: Session, _: BlobStore) -> None:
    session.execute(update(Naskah).values(pdf_key=None, pdf_size=None, pdf_sha256=None))


def _silent_move(session: Session, _: BlobStore) -> None:
    session.execute(update(Naskah).values(status="diberkaskan"))


def _doubled(session: Session, _: BlobStore) -> None:
    session.execute(update(SuratMasuk).values(penerima_id=None))


def _lost(session: Session, _: BlobStore) -> None:
    first = session.scalars(select(Penerima)).first()
    assert first is not None
    session.add(
        Penerima(
            naskah_id=first.naskah_id,
            peran=first.peran,
            urutan=2,
            tipe=first.tipe,
            jabatan_id=first.jabatan_id,
            teks=first.teks,
            cara=first.cara,
            dikirim_at=clock.now(),
        )
    )


def _two_responsible(session: Session, _: BlobStore) -> None:
    session.execute(update(DisposisiPenerima).values(peran=Peran.PENANGGUNG_JAWAB))


def _stuck(session: Session, _: BlobStore) -> None:
    outbox.enqueue(session, "naskah.terkirim", penerima_id=0)
    session.flush()
    session.execute(
        update(outbox.Job).where(outbox.Job.state == "siap").values(run_at=clock.now() - timedelta(hours=2))
    )


def _dead(session: Session, _: BlobStore) -> None:
    outbox.enqueue(session, "naskah.terkirim", penerima_id=0)
    session.flush()
    session.execute(update(outbox.Job).values(state="mati", last_error="RuntimeError: uji"))


def _waiting_for_signature(session: Session, _: BlobStore) -> None:
    session.execute(update(Naskah).values(status="menunggu_tte", ttd_mulai_at=clock.now() - timedelta(hours=2)))


def _unlocked(session: Session, table: str) -> None:
    """What only somebody with the keys of the database can do: take the guards of an append-only table away."""
    if session.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            session.execute(text(f"DROP TRIGGER {table}_tanpa_{verb}"))
    else:
        session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))


def _rewritten_trail(session: Session, _: BlobStore) -> None:
    _unlocked(session, "audit_entry")
    session.execute(update(AuditEntry).where(AuditEntry.n == 1).values(nama="Orang Lain"))


def _cut_trail(session: Session, _: BlobStore) -> None:
    _unlocked(session, "audit_entry")
    session.execute(delete(AuditEntry).where(AuditEntry.n == session.get_one(AuditHead, 1).n))


def _rewritten_log(session: Session, _: BlobStore) -> None:
    _unlocked(session, "peristiwa")
    session.execute(text("UPDATE peristiwa SET opd_id = opd_id + 1 WHERE urut = 1"))


def _index_too_open(session: Session, _: BlobStore) -> None:
    naskah = session.scalars(select(Naskah)).one()
    made = indexing.record(session, naskah)
    assert made is not None
    wider = made.tokens | {keys.pegawai(987)}
    search.put(session, search.Record(made.kind, made.id, made.tanggal, made.hal, tokens=wider))


def _index_left_behind(session: Session, _: BlobStore) -> None:
    """What goes past the session, as by a hand in the database, is not followed."""
    surat_id = session.scalars(select(SuratMasuk.id)).one()
    jabatan_id = session.scalars(select(Naskah.konseptor_jabatan_id)).one()
    session.execute(text(f"INSERT INTO surat_akses (surat_id, jabatan_id) VALUES ({surat_id}, {jabatan_id})"))  # noqa: S608


def _index_forgot(session: Session, _: BlobStore) -> None:
    search.remove(session, "naskah", session.scalars(select(Naskah.id)).one())


def _index_of_old_words(session: Session, _: BlobStore) -> None:
    session.execute(text("UPDATE naskah SET hal = 'Hal yang diganti diam-diam'"))


def _index_unbuilt(session: Session, _: BlobStore) -> None:
    search.bangun.need(session)


def _index_of_rahasia(session: Session, _: BlobStore) -> None:
    """Raised to Rahasia, the tokens follow, the body stays behind."""
    naskah = session.scalars(select(Naskah)).one()
    naskah.sifat = Sifat.RAHASIA
    session.flush()
    made = indexing.record(session, naskah)
    assert made is not None and made.isi == ""
    search.put(session, search.Record(made.kind, made.id, made.tanggal, made.hal, isi="kata", tokens=made.tokens))


def _index_of_sangat_rahasia(session: Session, _: BlobStore) -> None:
    session.execute(text("UPDATE naskah SET sifat = 'sangat_rahasia'"))


def _miscounted(session: Session, _: BlobStore) -> None:
    session.add(KabarHitungan(pegawai_id=session.scalars(select(Pegawai.id)).first() or 0, belum=3, seri=1))


def _missing_object(session: Session, store: BlobStore) -> None:
    store.remove(session.scalars(select(SuratMasuk.berkas_key)).one() or "")


def _other_object(session: Session, store: BlobStore) -> None:
    other = store.put(io.BytesIO(b"%PDF-1.7 bukan yang itu"))
    session.execute(update(Naskah).values(pdf_key=other.key))
    session.execute(update(SuratMasuk).values(berkas_key=other.key))


def _without_stamp(session: Session, _: BlobStore) -> None:
    session.execute(delete(StempelArsip))


def _other_stamp(session: Session, _: BlobStore) -> None:
    session.execute(update(StempelArsip).values(sha256="0" * 64))


def _late_stamp(session: Session, _: BlobStore) -> None:
    session.execute(update(StempelArsip).values(perbarui_at=clock.now() - timedelta(days=8)))


@pytest.mark.parametrize(
    ("plant", "check", "says"),
    [
        (_without_stamp, "stempel", "tidak mempunyai catatan stempel arsip"),
        (_other_stamp, "stempel", "tidak mempunyai catatan stempel arsip"),
        (_late_stamp, "stempel", "lewat waktunya diperbarui"),
        (_hole, "nomor", "0 baris untuk 1 nomor"),
        (_numberless, "nomor", "nomor 000.1/99/UJI/2026 tidak ada dalam register"),
        (_issued_without_file, "status", "terbit tanpa nomor, tanggal, atau berkas"),
        (_silent_move, "status", "jejak terakhirnya terkirim"),
        (_doubled, "pengiriman", "tercatat 0 kali"),
        (_lost, "pengiriman", "tercatat 0 kali"),
        (_two_responsible, "disposisi", "2 penanggung jawab"),
        (_stuck, "tertahan", "tidak dikerjakan lebih dari satu jam"),
        (_dead, "tertahan", "mati: RuntimeError: uji"),
        (_waiting_for_signature, "tertahan", "menunggu TTE lebih dari satu jam"),
        (_rewritten_trail, "audit", "terputus pada entri 1"),
        (_cut_trail, "audit", "ekor rantai terpotong"),
        (_rewritten_log, "peristiwa", "terputus pada urutan 1"),
        (_index_too_open, "indeks", "tidak sesuai dengan haknya"),
        (_index_left_behind, "indeks", "tidak sesuai dengan haknya"),
        (_index_forgot, "indeks", "indeks tidak memuat naskah"),
        (_index_of_old_words, "indeks", "memuat kata yang sudah usang"),
        (_index_unbuilt, "indeks", "belum selesai dibangun"),
        (_index_of_rahasia, "indeks", "memuat isi yang tidak boleh dicari"),
        (_index_of_sangat_rahasia, "indeks", "yang tidak boleh ditemukan"),
        (_miscounted, "pemberitahuan", "tidak sama dengan yang belum dibaca"),
        (_missing_object, "objek", "hilang: "),
        (_other_object, "objek", "rusak: "),
    ],
    ids=lambda x: x.__name__.strip("_") if callable(x) else "",
)
def test_a_planted_fault_is_found(
    services: Services, kota: makers.Kota, plant: Callable[..., Any], check: str, says: str
) -> None:  # KEAMANAN: TGH-02
    with db.transaction(services.engine) as session:
        plant(session, services.store)

    faults = found(services)

    assert any(says in line for line in faults.get(check, [])), faults


def test_a_second_delivery_is_refused_by_the_database_itself(services: Services, kota: makers.Kota) -> None:
    # KEAMANAN: TGH-02, OUT-01
    with db.transaction(services.engine) as session:
        penerima_id = session.scalars(select(Penerima.id)).one()
        again = buatan.actions.terima(session, penerima_id)
        assert again.id == session.scalars(select(SuratMasuk.id)).one()

    assert found(services) == {}


def test_an_object_without_a_row_is_found_once_it_is_a_day_old(
    services: Services, kota: makers.Kota, monkeypatch: pytest.MonkeyPatch
) -> None:  # KEAMANAN: TGH-02, OBJ-03
    orphan = services.store.put(io.BytesIO(b"tanpa baris"))
    assert found(services) == {}

    later = clock.now() + timedelta(hours=25)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert found(services)["objek_yatim"] == [orphan.key]


def test_every_object_that_a_row_names_is_looked_at(services: Services, kota: makers.Kota) -> None:
    # KEAMANAN: TGH-02
    with db.reading(services.engine) as session:
        known = set(pemeriksaan.blobs(session))
        naskah, surat = session.scalars(select(Naskah)).one(), session.scalars(select(SuratMasuk)).one()
        assert session.scalars(select(Disposisi)).first() is not None

        assert Blob(naskah.pdf_key or "", naskah.pdf_size or 0, naskah.pdf_sha256 or "") in known
        assert Blob(surat.berkas_key or "", surat.berkas_size or 0, surat.berkas_sha256 or "") in known
