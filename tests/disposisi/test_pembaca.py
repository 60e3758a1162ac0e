"""Who read what, person by person: in the tree, on the lembar, and for whoever sent it."""

from datetime import timedelta

import makers
import pytest
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.disposisi import actions, pohon, queries
from eoffice.organisasi.states import JenisPenugasan, SebabPergi
from eoffice.perwakilan import actions as perwakilan
from tests.disposisi.test_actions import MONDAY, given
from tests.surat_masuk import buatan

JAM = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _monday() -> None:
    clock.set_clock(MONDAY)


def away(session: Session, kota: makers.Kota, dari: str, oleh: str) -> None:
    """A Plh. for three days."""
    today = clock.today()
    sk = perwakilan.Sk(
        jabatan_id=kota[dari].jabatan.id,
        pegawai_id=kota[oleh].pegawai.id,
        bentuk=JenisPenugasan.PLH,
        sebab=SebabPergi.SAKIT,
        mulai=today,
        selesai=today + timedelta(days=3),
        nomor_sk="800.1.11/7/DINSOS/2026",
        tanggal_sk=today,
    )
    perwakilan.tunjuk(session, kota[dari].actor(session), sk)


def test_the_plh_and_the_one_he_stands_in_for_read_each_for_himself(session: Session, kota_kecil: makers.Kota) -> None:
    (part,) = given(session, kota_kecil, "kabid.dinsos")
    surat = part.disposisi.surat
    away(session, kota_kecil, "kabid.dinsos", "staf.dinsos")
    absent, acting, giver = (kota_kecil[n].actor(session) for n in ("kabid.dinsos", "staf.dinsos", "kadis.dinsos"))

    assert queries.to_be_noted(session, absent, surat)
    actions.buka(session, absent, surat)
    assert part.dibaca_at is None  # reading along is not the office having read it
    assert not queries.to_be_noted(session, absent, surat)
    clock.set_clock(MONDAY + JAM)
    actions.buka(session, acting, surat)
    actions.buka(session, acting, surat)
    session.commit()

    (branch,) = pohon.tree(session, giver, surat)
    first, second = branch.pembaca
    assert first.nama == kota_kecil["kabid.dinsos"].pegawai.nama_lengkap and first.at == MONDAY
    assert second.nama == f"{kota_kecil['staf.dinsos'].pegawai.nama_lengkap} (Plh.)" and second.at == MONDAY + JAM
    assert (part.dibaca_at, part.dibaca_oleh) == (MONDAY + JAM, acting.pegawai_id)


def test_what_is_sent_anew_has_been_read_by_nobody(session: Session, kota_kecil: makers.Kota) -> None:
    (part,) = given(session, kota_kecil, "kabid.dinsos")
    kabid, kadis = (kota_kecil[n].actor(session) for n in ("kabid.dinsos", "kadis.dinsos"))
    actions.baca(session, kabid, part)
    actions.tolak(session, kabid, part, "Bukan urusan bidang kami")
    made = actions.alihkan(session, kadis, part, part.jabatan_id, "Tetap bidang Anda")
    session.commit()

    assert made is part and part.pembaca == [] and part.dibaca_at is None


def test_the_addressed_surat_names_every_reader_too(session: Session, kota_kecil: makers.Kota) -> None:
    surat = buatan.surat(session, kota_kecil)
    away(session, kota_kecil, "kadis.dinsos", "sekretaris.dinsos")
    absent, acting, tu = (kota_kecil[n].actor(session) for n in ("kadis.dinsos", "sekretaris.dinsos", "tu.dinsos"))

    for who in (absent, tu, acting, acting):
        actions.buka(session, who, surat)

    assert [p.pegawai_id for p in surat.pembaca] == [absent.pegawai_id, acting.pegawai_id]
    surat.unread()
    assert surat.pembaca == [] and surat.dibaca_at is None
