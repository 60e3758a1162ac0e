"""Many berkas closed in one step: from when each is kept, what is refused by name, and who may."""

from collections.abc import Callable
from datetime import date

import client as peramban
import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock, db
from eoffice.arsip import actions
from eoffice.arsip.models import Berkas
from eoffice.arsip.states import SejakTutup
from eoffice.audit.models import AuditEntry
from eoffice.klasifikasi.models import Jra, JraVersi, Klasifikasi
from eoffice.web.services import Services
from tests.penyusutan import bahan

pytestmark = pytest.mark.sekali

Masuk = Callable[..., FlaskClient]
AKHIR = date(2018, 6, 30)
AUDIT, PERISTIWA = "700.1.2.1", "laporan hasil audit terbit"


def _peristiwa(session: Session) -> None:
    """Another kode, whose retention starts at an event of its own."""
    bahan.kode(session)
    session.add(Klasifikasi(kode=AUDIT, label="Uji audit", uraian="Uji", induk=None, cari=AUDIT))
    versi = JraVersi(nomor=1, judul="JRA uji", dasar="Uji", berlaku_mulai=date(2015, 1, 1), dibuat_at=clock.now())
    session.add(versi)
    session.flush()
    said = {"aktif_tahun": 2, "inaktif_tahun": 3, "nasib_akhir": bahan.NasibAkhir.MUSNAH, "pemicu": PERISTIWA}
    session.add(Jra(versi_id=versi.id, kode=AUDIT, **said))
    session.flush()


def _terbuka(session: Session, kota: makers.Kota, **more: object) -> Berkas:
    still = {"ditutup": None, "tanggal_pemicu": None, "jatuh_aktif": None, "jatuh_inaktif": None}
    return bahan.berkas(session, kota, **(still | {"kurun_sampai": AKHIR} | more))


def test_each_is_closed_from_its_own_day_and_what_cannot_be_is_named(session: Session, kota_kecil: makers.Kota) -> None:
    actor = kota_kecil["arsiparis.dinsos"].actor(session)
    old = _terbuka(session, kota_kecil)
    _peristiwa(session)
    waits = _terbuka(session, kota_kecil, kode_klasifikasi=AUDIT)
    undated = _terbuka(session, kota_kecil, kurun_sampai=None)
    closed = bahan.berkas(session, kota_kecil)
    other = _terbuka(session, kota_kecil, opd="diskominfo")

    every = [b.id for b in (old, waits, undated, closed, other)]
    done = actions.tutup_banyak(session, actor, every, SejakTutup.ARSIP_TERAKHIR)

    assert (done.berjalan, done.menunggu) == ([old], [waits])
    assert [key for key, _, _ in done.ditolak] == [undated.id, closed.id, other.id]
    assert (
        done.ditolak[2][1:] == ("Berkas yang dipilih", "Berkas tidak ditemukan.")
        and "sudah ditutup" in done.ditolak[1][2]
    )
    assert (old.ditutup, old.tanggal_pemicu, old.bukti_pemicu) == (
        clock.today(),
        AKHIR,
        "Tanggal arsip terakhir di dalamnya",
    )
    assert (waits.ditutup, waits.tanggal_pemicu) == (clock.today(), None)
    assert (undated.ditutup, other.ditutup) == (None, None)
    session.commit()
    told = select(AuditEntry.objek_id).where(AuditEntry.event == "berkas.tutup").order_by(AuditEntry.n)
    assert list(session.scalars(told)) == [old.id, waits.id]

    again = actions.tutup_banyak(session, actor, [undated.id], SejakTutup.TANGGAL, date(2018, 12, 31))
    assert again.berjalan == [undated] and undated.tanggal_pemicu == date(2018, 12, 31)
    early = _terbuka(session, kota_kecil)
    assert (
        "sesudah tanggal"
        in actions.tutup_banyak(session, actor, [early.id], SejakTutup.TANGGAL, date(2017, 1, 1)).ditolak[0][2]
    )


def test_the_list_leads_to_what_will_happen_and_only_the_arsiparis_may(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    with db.transaction(services.engine) as session:
        _peristiwa(session)
        one, two = (
            _terbuka(session, kota_kecil),
            _terbuka(session, kota_kecil, kode_klasifikasi=AUDIT, pemicu=PERISTIWA),
        )
        foreign = _terbuka(session, kota_kecil, opd="diskominfo", judul="Rahasia dapur")
        ids = [one.id, two.id, foreign.id]
    who = masuk("arsiparis.dinsos")
    assert 'formaction="/arsip/tutup"' in who.get("/arsip?tahap=terbuka").get_data(as_text=True)
    shown = who.get("/arsip/tutup", query_string={"pilih": ids}).get_data(as_text=True)
    assert "30 Jun 2018" in shown and PERISTIWA in shown and "Rahasia dapur" not in shown

    unsaid = peramban.kirim(who, "/arsip/tutup", {"pilih": ids[:2]})
    assert unsaid.status_code == 422 and unsaid.get_data(as_text=True).count('name="pilih"') == 2
    for name in ("staf.dinsos", "arsiparis.diskominfo"):
        peramban.kirim(masuk(name), "/arsip/tutup", {"pilih": ids[:2], "sejak": "hari_ini"})
    with db.reading(services.engine) as session:
        assert session.get_one(Berkas, ids[0]).ditutup is None
    done = peramban.kirim(who, "/arsip/tutup", {"pilih": ids[:2], "sejak": "arsip_terakhir"})
    assert done.status_code == 303
    assert "2 berkas ditutup. 1 di antaranya menunggu tanggal pemicunya." in who.get("/arsip").get_data(as_text=True)
