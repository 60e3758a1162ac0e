"""Tutup buku: frozen once, the same bytes for ever, corrections told later, and the nota dinas that carries the report."""

import hashlib
from datetime import UTC, date, datetime
from typing import Any

import makers
import pytest
from keandalan.siap_ttd import rsa_key
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.app import handlers
from eoffice.audit.models import AuditEntry
from eoffice.db import reading, transaction
from eoffice.errors import Invalid, NotAllowed
from eoffice.laporan import actions
from eoffice.laporan.actions import nota, terbitan
from eoffice.laporan.actions.nota import Pengaturan
from eoffice.laporan.models import PotretLaporan
from eoffice.laporan.queries import potret_bulanan
from eoffice.laporan.terbitan import isi as susunan
from eoffice.laporan.terbitan.penyesuaian import kata, nama
from eoffice.naskah import actions as naskah
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import Metode, Status
from eoffice.organisasi import queries as organisasi
from eoffice.outbox import Job
from eoffice.pemeriksaan import blobs
from eoffice.peristiwa import actions as peristiwa
from eoffice.peristiwa.models import Peristiwa
from eoffice.peristiwa.states import Jenis
from eoffice.storage import Blob
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.tte import actions as tte
from eoffice.tte.keybox import LIGHT
from eoffice.web.services import Services
from tests.laporan.terbitan import emas_kota
from tests.naskah import kantor

SEPTEMBER = datetime(2026, 9, 15, 3, 0, tzinfo=UTC)
OKTOBER = datetime(2026, 10, 1, 3, 0, tzinfo=UTC)


def kerjakan(services: Services) -> None:
    """Everything that is due, as the worker does it; the minutely fold is left to itself."""
    with transaction(services.engine) as session:
        for job in session.scalars(select(Job).where(Job.topic == "laporan.lipat")):
            session.delete(job)
    outbox.work_all(outbox.Worker(services.engine, handlers(), services))
    with reading(services.engine) as session:
        assert [j.last_error for j in session.scalars(select(Job).where(Job.state != "selesai"))] == []


def tutup(services: Services, bulan: str = "2026-08") -> PotretLaporan:
    with transaction(services.engine) as session:
        actions.tutup(session, services, bulan=bulan)
    return potret(services, bulan)


def potret(services: Services, bulan: str = "2026-08") -> PotretLaporan:
    with transaction(services.engine) as session:
        row = potret_bulanan.potret_bulan(session, date.fromisoformat(f"{bulan}-01"))
        assert row is not None
        session.expunge_all()
        return row


def bita(services: Services, row: PotretLaporan, bentuk: str) -> bytes:
    kept = potret_bulanan.berkas(row, bentuk)
    with services.store.open(row.blob if kept is None else kept.blob) as source:
        return source.read()


def test_a_month_is_frozen_once_with_every_version_and_comes_out_again_byte_for_byte(
    services: Services, engine: Engine
) -> None:
    emas_kota.dirikan(engine, services.pepper)

    row = tutup(services)

    with reading(engine) as session:
        head = session.scalars(select(Peristiwa).order_by(Peristiwa.urut.desc())).first()
        assert head is not None
        assert (row.urut, row.hash) == (head.urut, head.hash)
        assert {b.key for b in blobs(session)} >= {row.key, *(f.key for f in row.berkas)}
    assert (row.model, row.parameter, row.penutup) == ("metrik/1", "bawaan-2026", "Sistem")
    figures = bita(services, row, "json")
    content = susunan.baca(figures)
    assert hashlib.sha256(figures).hexdigest() == row.sha256
    assert content["kendali"]["urut"] == row.urut and not content["sementara"]

    clock.set_clock(OKTOBER)
    again = tutup(services)

    assert (again.id, again.sha256, again.ditutup_at) == (row.id, row.sha256, row.ditutup_at)
    with reading(engine) as session:
        closings = select(AuditEntry).where(AuditEntry.event == "laporan.tutup_buku")
        assert len(session.scalars(closings).all()) == 1
    for bentuk, make in terbitan.BENTUK.items():
        assert make(content, row.sha256) == bita(services, row, bentuk), bentuk


def terlambat(engine: Engine, kota: emas_kota.KotaEmas, naskah: str) -> None:
    """One more naskah of August, delivered late."""
    with transaction(engine) as session:
        peristiwa.catat(
            session,
            jenis=Jenis.NASKAH_DITERBITKAN,
            opd_id=kota.opd["BKD"],
            unit_id=None,
            akun=kota.akun["B1"],
            jabatan_id=None,
            naskah=naskah,
            rincian={"asal": "digital", "ttd": "tte", "halaman": 2, "lampiran": 0, "t_opd_lain": 1},
            at=datetime(2026, 8, 20, 3, 0, tzinfo=UTC),
        )


def test_a_late_correction_is_told_in_the_next_report_once_and_the_old_one_stays(
    services: Services, engine: Engine
) -> None:
    kota = emas_kota.dirikan(engine, services.pepper)
    august = tutup(services)
    before = bita(services, august, "pdf")

    clock.set_clock(SEPTEMBER)
    terlambat(engine, kota, "naskah:terlambat")
    clock.set_clock(OKTOBER)
    september = susunan.baca(bita(services, tutup(services, "2026-09"), "json"))
    clock.set_clock(datetime(2026, 11, 2, 3, 0, tzinfo=UTC))
    october = susunan.baca(bita(services, tutup(services, "2026-10"), "json"))

    told = {(r["kode"], r["ukuran"], r["bagian"]): (r["semula"], r["kini"]) for r in september["penyesuaian"]}
    assert told["BKD", "A2", "pembilang"] == ("2", "3")
    assert told["KOTA", "A2", "penyebut"] == ("8", "9")
    assert {r["bulan"] for r in september["penyesuaian"]} == {"2026-08"}
    assert not {kode for kode, _, _ in told} & {"DISKOMINFO", "KEC-A"}
    assert october["penyesuaian"] == []
    assert bita(services, potret(services), "pdf") == before
    pages = emas_kota.teks_pdf(bita(services, potret(services, "2026-09"), "pdf"))
    assert "Penyesuaian atas laporan sebelumnya" in pages[1]
    assert "Agu 2026 Badan Keuangan Daerah Lahir digital, pembilang 2 3" in pages[1]


def test_what_is_told_of_a_correction_is_plain() -> None:
    rows = [
        {"ukuran": "A5", "bagian": "p90", "semula": "belum", "kini": "32400"},
        {"ukuran": "A8", "bagian": "surat", "semula": "1", "kini": "0"},
        {"ukuran": "A1", "bagian": "pembilang", "semula": "", "kini": "4"},
        {"ukuran": "lembar_hemat_bersih", "bagian": "tengah", "semula": "115.5", "kini": "-1200.25"},
    ]

    assert [(nama(r), kata(r, "semula"), kata(r, "kini")) for r in rows] == [
        ("Waktu sampai disposisi pertama, sembilan dari sepuluh", "belum", "9 jam kerja"),
        ("Lewat batas, surat lewat batas", "1", "0"),
        ("Pengguna aktif, pembilang", "tidak ditampilkan", "4"),
        ("Kertas bersih terhindar, tengah", "115,5", "−1.200,25"),
    ]


def test_a_month_falls_due_on_the_first_working_day_of_the_next(engine: Engine) -> None:
    with transaction(engine) as session:
        unit = makers.unit(session)
        peristiwa.catat(
            session,
            jenis=Jenis.NASKAH_DITERBITKAN,
            opd_id=unit.id,
            unit_id=None,
            akun=None,
            jabatan_id=None,
            naskah="naskah:1",
            rincian={"asal": "digital", "ttd": "tte", "halaman": 1},
            at=datetime(2026, 7, 31, 17, 30, tzinfo=UTC),  # half past midnight in August, WIB
        )
    august, september, october = (date(2026, n, 1) for n in (8, 9, 10))

    with reading(engine) as session:
        due = {
            today: terbitan.jatuh_tempo(session, today)
            for today in (
                date(2026, 8, 31),
                date(2026, 9, 1),
                date(2026, 9, 30),
                date(2026, 10, 1),
                date(2026, 11, 1),  # a Sunday
                date(2026, 11, 2),
                date(2027, 1, 4),
            )
        }

    assert due == {
        date(2026, 8, 31): [],
        date(2026, 9, 1): [august],
        date(2026, 9, 30): [august],
        date(2026, 10, 1): [august, september],
        date(2026, 11, 1): [august, september],
        date(2026, 11, 2): [august, september, october],
        date(2027, 1, 4): [october, date(2026, 11, 1), date(2026, 12, 1)],
    }


def test_an_installation_without_events_closes_nothing(session: Session) -> None:
    assert terbitan.jatuh_tempo(session, date(2026, 11, 2)) == []


def test_the_worker_closes_what_is_due_and_asks_for_nothing_twice(services: Services, engine: Engine) -> None:
    emas_kota.dirikan(engine, services.pepper)
    for _ in range(2):
        with transaction(engine) as session:
            actions.jadwalkan(session)
        kerjakan(services)

    with reading(engine) as session:
        assert [row.bulan for row in potret_bulanan.potret_semua(session)] == [date(2026, 8, 1)]
        assert len(session.scalars(select(Job).where(Job.topic == "laporan.tutup")).all()) == 1


# -- the nota dinas -----------------------------------------------------------------------------------------------


def terbit(services: Services, kota: makers.Kota) -> None:
    """One naskah of August in the little city, looked at on the first of September."""
    clock.set_clock(datetime(2026, 9, 1, 3, 0, tzinfo=UTC))
    with transaction(services.engine) as session:
        peristiwa.catat(
            session,
            jenis=Jenis.NASKAH_DITERBITKAN,
            opd_id=kota.unit["dinsos"].id,
            unit_id=None,
            akun=None,
            jabatan_id=None,
            naskah="naskah:1",
            rincian={"asal": "digital", "ttd": "tte", "halaman": 1},
            at=datetime(2026, 8, 20, 3, 0, tzinfo=UTC),
        )


def sebulan(services: Services, kota: makers.Kota) -> PotretLaporan:
    """A closed month of the little city."""
    terbit(services, kota)
    return tutup(services)


def atur(services: Services, kota: makers.Kota, **ganti: Any) -> None:
    given: dict[str, Any] = {
        "otomatis": True,
        "hari_kerja": 1,
        "bertanda_tangan": True,
        "penyusun_id": kota["staf.setda"].jabatan.id,
        "penandatangan_id": kota["kabag.setda"].jabatan.id,
        "penerima": [kota["sekda"].jabatan.id],
        "alasan": "Rapat pimpinan bulanan",
        **ganti,
    }
    with transaction(services.engine) as session:
        actions.atur(session, kota["walikota"].actor(session), Pengaturan(**given))


def test_with_the_setting_on_a_konsep_with_the_report_waits_with_whoever_answers_for_it(
    services: Services, kota_kecil: makers.Kota
) -> None:
    atur(services, kota_kecil)

    row = sebulan(services, kota_kecil)

    with reading(services.engine) as session:
        made = session.get_one(Naskah, row.naskah_id)
        assert (made.jenis, made.status) == ("nota_dinas", Status.KONSEP)
        assert made.konseptor_id == kota_kecil["staf.setda"].pegawai.id
        assert made.penandatangan_id == kota_kecil["kabag.setda"].jabatan.id
        assert [p.jabatan_id for p in made.penerima] == [kota_kecil["sekda"].jabatan.id]
        assert made.hal == "Laporan Adopsi Persuratan Elektronik Bulan Agustus 2026"
        (file,) = made.lampiran
        kept = potret_bulanan.berkas(row, "pdf")
        assert kept is not None
        assert (file.key, file.sha256, file.gabung) == (kept.key, kept.sha256, True)
        assert file.halaman == len(emas_kota.teks_pdf(bita(services, row, "pdf")))
        assert susunan.id_potret("2026-08", row.sha256) in str(made.isi)


def test_what_the_system_began_goes_by_paraf_and_tte_to_the_sekda_with_the_report_inside(
    services: Services, kota_kecil: makers.Kota
) -> None:
    kota = kota_kecil
    with transaction(services.engine) as session:
        makers.kode(session, nota.KODE)
    atur(services, kota, penandatangan_id=kota["asisten"].jabatan.id)
    row = sebulan(services, kota)

    with transaction(services.engine) as session:
        signer = kota["asisten"].pegawai
        tte.siapkan_otoritas(session, pepper=services.pepper, nama_kota="Arunika", base_url="http://localhost")
        tte.terbitkan(
            session,
            pepper=services.pepper,
            pegawai_id=signer.id,
            nama=signer.nama_lengkap,
            unit="Setda",
            passphrase=kantor.FRASA,
            key=rsa_key(),
            cost=LIGHT,
        )
        made = session.get_one(Naskah, row.naskah_id)
        naskah.ajukan(session, kota["staf.setda"].actor(session), made)
        assert made.status is Status.PEMERIKSAAN
        while made.turns:
            held = organisasi.holder(session, made.turns[0].jabatan_id)
            assert held is not None
            reader = organisasi.actor_for(session, held.pegawai_id, made.turns[0].jabatan_id, kunci=services.pepper)
            naskah.paraf(session, reader, made)
        seen = made.content_sha256()
    with reading(services.engine) as session:
        asisten = kota["asisten"].actor(session)
    naskah.tandatangani(services, asisten, row.naskah_id or 0, frasa=kantor.FRASA, dilihat_sha256=seen)
    outbox.work_all(outbox.Worker(services.engine, handlers(), services))

    with reading(services.engine) as session:
        sent = session.get_one(Naskah, row.naskah_id)
        assert sent.status is Status.TERKIRIM and sent.nomor and sent.metode is Metode.TTE
        (surat,) = session.scalars(select(SuratMasuk).where(SuratMasuk.naskah_id == sent.id))
        assert surat.tujuan_jabatan_id == kota["sekda"].jabatan.id
        signed = Blob(sent.pdf_key or "", sent.pdf_size or 0, sent.pdf_sha256 or "")
    with services.store.open(signed) as source:
        pages = emas_kota.teks_pdf(source.read())
    report = emas_kota.teks_pdf(bita(services, row, "pdf"))
    assert "LAPORAN ADOPSI PERSURATAN ELEKTRONIK" in report[0]
    assert len(pages) > len(report) and any("LAPORAN ADOPSI PERSURATAN ELEKTRONIK" in page for page in pages[1:])


def test_without_the_setting_one_press_begins_it_once_and_only_by_who_watches_over_the_city(
    services: Services, kota_kecil: makers.Kota
) -> None:
    row = sebulan(services, kota_kecil)
    assert row.naskah_id is None

    with transaction(services.engine) as session:
        kept = session.get_one(PotretLaporan, row.id)
        for name in ("sekda", "kadis.dinsos", "admin", "staf.setda"):
            with pytest.raises(NotAllowed):
                actions.siapkan(session, services.store, kota_kecil[name].actor(session), kept)
        mayor = kota_kecil["walikota"].actor(session)
        made = actions.siapkan(session, services.store, mayor, kept)
        assert made.konseptor_id == kota_kecil["walikota"].pegawai.id
        assert not nota.boleh_siapkan(mayor, kept, made, nota.penerima(session))
        with pytest.raises(NotAllowed):
            actions.siapkan(session, services.store, mayor, kept)


SALAH: tuple[tuple[dict[str, Any], set[str]], ...] = (
    ({"hari_kerja": 0}, {"hari_kerja"}),
    ({"hari_kerja": 11}, {"hari_kerja"}),
    ({"penyusun_id": None}, {"penyusun"}),
    ({"penyusun_id": 999_999}, {"penyusun"}),
    ({"penerima": []}, {"penerima"}),
    ({"penerima": [999_999]}, {"penerima"}),
    ({"alasan": "ya"}, {"alasan"}),
)


def test_settings_that_could_not_work_are_refused_by_name(services: Services, kota_kecil: makers.Kota) -> None:
    for ganti, salah in SALAH:
        with pytest.raises(Invalid) as refused:
            atur(services, kota_kecil, **ganti)
        assert set(refused.value.fields) == salah

    with reading(services.engine) as session:
        assert potret_bulanan.pengaturan(session) is None


def test_a_later_day_of_the_month_and_no_closing_by_itself(services: Services, kota_kecil: makers.Kota) -> None:
    terbit(services, kota_kecil)
    atur(services, kota_kecil, hari_kerja=3)
    with reading(services.engine) as session:
        assert terbitan.jatuh_tempo(session, date(2026, 9, 2)) == []
        assert terbitan.jatuh_tempo(session, date(2026, 9, 3)) == [date(2026, 8, 1)]

    atur(services, kota_kecil, otomatis=False)
    with reading(services.engine) as session:
        assert terbitan.jatuh_tempo(session, date(2026, 10, 5)) == []
