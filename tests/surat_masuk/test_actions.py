"""A surat masuk arrives once, gets the next agenda number, is read, and is closed with a reason."""

import threading
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from keandalan.siap_ttd import FRASA, aktor, bersertifikat, klasifikasi, naskah_siap, sidik
from makers import Kota
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.akses.rights import Sifat
from eoffice.app import handlers
from eoffice.audit.models import AuditEntry
from eoffice.db import reading, transaction
from eoffice.errors import Conflict, Invalid, NotAllowed
from eoffice.naskah import actions as naskah_actions
from eoffice.naskah.states import Urgensi
from eoffice.nomor import queries as nomor
from eoffice.peristiwa.models import Peristiwa
from eoffice.storage import Blob
from eoffice.surat_masuk import actions, jobs, queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import CaraTerima, PeranSurat, Status
from eoffice.web.services import Services
from tests.surat_masuk.surat import tembusan, tercatat


def _terkirim(services: Services, kota: Kota, opd: str = "dinsos") -> int:
    """One naskah, signed and delivered by the worker; its id."""
    klasifikasi(services)
    bersertifikat(services, kota, f"kadis.{opd}")
    (naskah_id,) = naskah_siap(services, kota, opd=opd)
    signer = aktor(services, kota, f"kadis.{opd}")
    seen = sidik(services, signer, naskah_id)
    naskah_actions.tandatangani(services, signer, naskah_id, frasa=FRASA, dilihat_sha256=seen)
    outbox.work_all(outbox.Worker(services.engine, handlers(), services))
    return naskah_id


def test_a_delivered_naskah_is_registered_once_at_every_office(services: Services, kota_kecil: Kota) -> None:
    # KEAMANAN: OUT-01
    naskah_id = _terkirim(services, kota_kecil)

    with transaction(services.engine) as session:
        arrived = session.scalars(select(SuratMasuk).order_by(SuratMasuk.id)).all()
        for surat in arrived:
            jobs.terkirim(session, services, naskah_id=naskah_id, penerima_id=surat.penerima_id or 0)
        again = session.scalar(select(func.count()).select_from(SuratMasuk))

    assert again == 2
    assert {(s.tujuan_jabatan_id, s.peran, s.status, s.nomor_agenda) for s in arrived} == {
        (kota_kecil["kadis.diskominfo"].jabatan.id, PeranSurat.ASLI, Status.TERCATAT, 1),
        (kota_kecil["sekda"].jabatan.id, PeranSurat.TEMBUSAN, Status.UNTUK_DIKETAHUI, 1),
    }
    asli = next(s for s in arrived if s.peran is PeranSurat.ASLI)
    copied = next(s for s in arrived if s.peran is PeranSurat.TEMBUSAN)
    assert asli.batas_at is not None and copied.batas_at is None
    assert asli.berkas_sha256 == copied.berkas_sha256 and asli.berkas_sha256
    with reading(services.engine) as session:
        registered = session.scalars(select(Peristiwa).where(Peristiwa.jenis == "surat.diregistrasi")).all()
        assert len(registered) == 2
        assert nomor.flaws(session) == []


def test_the_agenda_has_no_gap_whoever_registers_at_once(engine: Engine, kota_kecil: Kota) -> None:
    # KEAMANAN: NOM-01, NOM-02
    failures: list[BaseException] = []

    def register(n: int) -> None:
        try:
            with transaction(engine) as session:
                tercatat(session, kota_kecil, nomor=f"{n}")
                if n % 3 == 0:
                    raise RuntimeError
        except RuntimeError:
            pass
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=register, args=(n,)) for n in range(12)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()

    assert failures == []
    with reading(engine) as session:
        rows = session.scalars(select(SuratMasuk.nomor_agenda).order_by(SuratMasuk.nomor_agenda)).all()
        assert rows == list(range(1, 9))
        assert nomor.flaws(session) == []


def test_every_office_and_every_year_has_its_own_agenda(
    session: Session, kota_kecil: Kota, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = tercatat(session, kota_kecil)
    other = tercatat(session, kota_kecil, tujuan="kadis.dinsos")
    next_year = clock.now().replace(year=first.tahun + 1)
    monkeypatch.setattr(clock, "now", lambda: next_year)
    later = tercatat(session, kota_kecil)

    assert [(s.tahun, s.nomor_agenda) for s in (first, other, later)] == [
        (first.tahun, 1),
        (first.tahun, 1),
        (first.tahun + 1, 1),
    ]


def _isian(kota: Kota, **more: object) -> actions.Isian:
    given = actions.Isian(
        tujuan_jabatan_id=kota["kadis.diskominfo"].jabatan.id,
        asal_teks="PT Maju",
        nomor_surat="12/PT/2026",
        tanggal_surat=date(2026, 11, 16),
        hal="Penawaran",
        ringkasan="",
        sifat=Sifat.BIASA,
        urgensi=Urgensi.BIASA,
        cara_terima=CaraTerima.LANGSUNG,
    )
    return replace(given, **more)  # type: ignore[arg-type]


def test_a_tu_registers_only_for_the_own_office(session: Session, kota_kecil: Kota) -> None:
    # KEAMANAN: OTR-05
    tu = kota_kecil["tu.diskominfo"].actor(session)

    with pytest.raises(Invalid) as caught:
        actions.registrasi(
            session, tu, _isian(kota_kecil, tujuan_jabatan_id=kota_kecil["kadis.dinsos"].jabatan.id), None
        )
    with pytest.raises(NotAllowed):
        actions.registrasi(session, kota_kecil["staf.diskominfo"].actor(session), _isian(kota_kecil), None)

    assert list(caught.value.fields) == ["tujuan_jabatan_id"]


SCAN = actions.Pindaian(Blob("aa/bb", 10, "0" * 64), "application/pdf", "pindaian.pdf", 2)


@pytest.mark.parametrize(
    ("sifat", "scan", "field"),
    [(Sifat.SANGAT_RAHASIA, None, "sifat"), (Sifat.RAHASIA, SCAN, "berkas")],
)
def test_a_secret_is_registered_unopened_or_not_at_all(
    session: Session, kota_kecil: Kota, sifat: Sifat, scan: actions.Pindaian | None, field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        actions.registrasi(session, kota_kecil["tu.diskominfo"].actor(session), _isian(kota_kecil, sifat=sifat), scan)

    assert list(caught.value.fields) == [field]


def test_the_same_origin_number_and_date_is_noticed(session: Session, kota_kecil: Kota) -> None:
    tu = kota_kecil["tu.diskominfo"].actor(session)
    known = actions.registrasi(session, tu, _isian(kota_kecil), None)

    def alike(asal: str, number: str, day: date) -> list[SuratMasuk]:
        return queries.alike(session, tu, asal_teks=asal, nomor_surat=number, tanggal_surat=day)

    assert alike("pt maju", "12/PT/2026", date(2026, 11, 16)) == [known]
    assert alike("pt maju", "12/PT/2026", date(2026, 11, 17)) == []
    assert alike("PT Lain", "12/PT/2026", date(2026, 11, 16)) == []
    stranger = kota_kecil["tu.dinsos"].actor(session)
    assert (
        queries.alike(
            session, stranger, asal_teks="PT Maju", nomor_surat="12/PT/2026", tanggal_surat=date(2026, 11, 16)
        )
        == []
    )


def test_reading_is_noted_once_and_only_for_the_addressed(session: Session, kota_kecil: Kota) -> None:
    surat = tercatat(session, kota_kecil)

    noted = [
        actions.tandai_dibaca(session, kota_kecil[name].actor(session), surat)
        for name in ("tu.diskominfo", "kadis.diskominfo", "kadis.diskominfo")
    ]

    assert noted == [False, True, False]
    assert surat.dibaca_at is not None


@pytest.mark.parametrize("sifat", list(Sifat))
def test_an_open_above_biasa_leaves_a_trace(engine: Engine, kota_kecil: Kota, sifat: Sifat) -> None:
    # KEAMANAN: AUD-01
    with transaction(engine) as session:
        surat = tercatat(session, kota_kecil, sifat=sifat)
        actions.catat_buka(session, kota_kecil["kadis.diskominfo"].actor(session), surat)

    with reading(engine) as session:
        traces = session.scalars(select(AuditEntry.sifat).where(AuditEntry.event == "surat_masuk.buka")).all()
    assert list(traces) == ([] if sifat is Sifat.BIASA else [str(sifat)])


def test_closing_without_disposisi_needs_a_reason(session: Session, kota_kecil: Kota) -> None:
    surat = tercatat(session, kota_kecil)
    leader = kota_kecil["kadis.diskominfo"].actor(session)

    with pytest.raises(Invalid):
        actions.baca_saja(session, leader, surat, "  ok ")
    actions.baca_saja(session, leader, surat, "Hanya pemberitahuan libur.")

    assert (surat.status, surat.alasan_selesai) == (Status.SELESAI, "Hanya pemberitahuan libur.")
    with pytest.raises(NotAllowed):
        actions.baca_saja(session, leader, surat, "Sekali lagi.")
    with pytest.raises(Conflict):
        surat.close(action=actions.Action.BACA_SAJA, at=clock.now(), alasan="")


def test_prints_and_downloads_are_counted_for_the_office_of_who_did_it(engine: Engine, kota_kecil: Kota) -> None:
    with transaction(engine) as session:
        surat = tembusan(session, kota_kecil)
        tu = kota_kecil["tu.diskominfo"].actor(session)
        actions.catat_salinan(session, tu, surat, "naskah.dicetak", salinan=3)
        actions.catat_salinan(session, tu, surat, "naskah.diunduh_cetak", salinan=2)
        actions.catat_salinan(session, tu, surat, "naskah.diunduh")
        with pytest.raises(Invalid):
            actions.catat_salinan(session, tu, surat, "naskah.dicetak", salinan=501)
        with pytest.raises(NotAllowed):
            stranger = kota_kecil["kadis.dinsos"].actor(session)
            actions.catat_salinan(session, stranger, surat, "naskah.diunduh")
        opd_id = tu.opd_id

    with reading(engine) as session:
        kinds = select(Peristiwa).where(Peristiwa.jenis != "surat.diregistrasi").order_by(Peristiwa.urut)
        found = [(p.jenis, p.opd_id, p.rincian.get("salinan")) for p in session.scalars(kinds)]
        trail = Counter(session.scalars(select(AuditEntry.event).where(AuditEntry.objek == "surat_masuk")))
    assert found == [
        ("naskah.dicetak", opd_id, 3),
        ("naskah.diunduh_cetak", opd_id, 2),
        ("naskah.diunduh", opd_id, None),
    ]
    assert trail == {
        "surat_masuk.registrasi": 1,
        "surat_masuk.dicetak": 1,
        "surat_masuk.diunduh_cetak": 1,
        "surat_masuk.diunduh": 1,
    }
