"""A new version of the JRA: kept whole, valid from its day, and only proposing what it changes."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import client as peramban
import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock, db
from eoffice.akses.actor import Peran
from eoffice.arsip import actions as arsip
from eoffice.arsip import queries as arsip_queries
from eoffice.arsip.models import Berkas
from eoffice.audit.models import AuditEntry
from eoffice.errors import Conflict, Invalid, NotAllowed
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.klasifikasi.lembar import BarisJra
from eoffice.klasifikasi.models import Jra, JraVersi
from eoffice.klasifikasi.states import NasibAkhir
from eoffice.naskah.models import Naskah
from eoffice.organisasi.models import JabatanPeran
from eoffice.penyusutan.actions import jra as actions
from eoffice.penyusutan.actions import malam
from eoffice.penyusutan.actions.retensi import Cara, putuskan
from eoffice.penyusutan.models import UsulRetensi
from eoffice.penyusutan.queries import usul as usulan
from eoffice.penyusutan.retensi import Arah, IsianVersi, Putusan, StatusUsul
from eoffice.storage import BlobStore
from eoffice.web.services import Services
from tests.arsip import arsip_uji

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
MULAI = date(2027, 1, 2)
MUSNAH, PERMANEN = NasibAkhir.MUSNAH, NasibAkhir.PERMANEN
KODE = ("000.1", "000.2", "000.3")


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    clock.set_clock(NOW)
    yield


@pytest.fixture
def siap(session: Session, kota_kecil: makers.Kota) -> Session:
    isi_awal(session, kota_kecil)
    return session


def isi_awal(session: Session, kota: makers.Kota) -> None:
    """Three codes with the schedule 2 + 3 musnah, 2 + 3 permanen, 1 + 1 musnah; arsiparis.setda keeps it for the city."""
    first = JraVersi(
        nomor=1,
        judul="JRA contoh",
        dasar="Contoh",
        berlaku_mulai=date(2000, 1, 1),
        contoh=True,
        dibuat_at=NOW,
        jumlah=3,
    )
    session.add(first)
    session.flush()
    for kode, aktif, inaktif, nasib in zip(KODE, (2, 2, 1), (3, 3, 1), (MUSNAH, PERMANEN, MUSNAH), strict=True):
        makers.kode(session, kode)
        session.add(
            Jra(
                versi_id=first.id, kode=kode, aktif_tahun=aktif, inaktif_tahun=inaktif, nasib_akhir=nasib,
                pemicu="berkas ditutup", keamanan="Biasa", sumber="", uraian=f"Arsip {kode}",
            )
        )  # fmt: skip
    jabatan_id = kota["arsiparis.setda"].jabatan.id
    if session.get(JabatanPeran, (jabatan_id, Peran.UNIT_KEARSIPAN)) is None:
        session.add(JabatanPeran(jabatan_id=jabatan_id, peran=Peran.UNIT_KEARSIPAN))
    session.flush()


def baris(kode: str, aktif: int, inaktif: int, nasib: NasibAkhir = MUSNAH, pemicu: str = "berkas ditutup") -> BarisJra:
    return BarisJra(kode, f"Arsip {kode}", aktif, inaktif, nasib, pemicu)


def isian(mulai: date = MULAI) -> IsianVersi:
    return IsianVersi("JRA Kota", "Perwal Nomor 31 Tahun 2026", date(2026, 12, 1), mulai, "")


def impor(session: Session, kota: makers.Kota, rows: list[BarisJra]) -> JraVersi:
    return actions.impor(session, kota["arsiparis.setda"].actor(session), isian(), rows, "jra.xlsx")


def berkas(session: Session, kota: makers.Kota, store: BlobStore, kode: str, *, tutup: bool = True) -> Berkas:
    actor = kota["arsiparis.dinsos"].actor(session)
    made = arsip.buka_berkas(
        session, actor, unit_id=kota.unit["dinsos.bidang"].id, kode_klasifikasi=kode, judul=f"Berkas {kode}"
    )
    arsip.berkaskan_naskah(session, actor, store, made, arsip_uji.naskah(session, kota, kode=kode))
    if tutup:
        arsip.tutup_berkas(session, actor, made)
    return made


def berlaku(session: Session) -> None:
    """The day of the new version has come, and the night after it."""
    clock.set_clock(NOW.replace(year=2027, month=1, day=3))
    malam.malam(session)
    session.flush()


def test_a_version_becomes_valid_on_its_day_and_the_old_one_stays_readable(
    siap: Session, kota_kecil: makers.Kota
) -> None:
    made = impor(siap, kota_kecil, [baris("000.1", 5, 5), baris("000.2", 2, 3, PERMANEN)])

    assert (made.nomor, made.jumlah, made.contoh) == (2, 2, False)
    assert [klasifikasi.versi_berlaku(siap, on).nomor for on in (MULAI.replace(day=1), MULAI)] == [1, 2]  # type: ignore[union-attr]
    assert arsip_queries.retensi(siap, "000.1").total == 5
    clock.set_clock(NOW.replace(year=2027, month=2))
    assert arsip_queries.retensi(siap, "000.1").total == 10
    assert arsip_queries.retensi(siap, "000.1", siap.get(JraVersi, 1)).total == 5
    assert [j.kode for j, _ in klasifikasi.cari_jadwal(siap, made.id, "000.2")] == ["000.2"]


def test_only_the_unit_kearsipan_imports_and_dates_must_make_sense(siap: Session, kota_kecil: makers.Kota) -> None:
    rows = [baris("000.1", 5, 5)]
    with pytest.raises(NotAllowed):
        actions.impor(siap, kota_kecil["arsiparis.dinsos"].actor(siap), isian(), rows, "jra.xlsx")
    with pytest.raises(Invalid, match="Tanggal berlakunya"):
        keeper = kota_kecil["arsiparis.setda"].actor(siap)
        actions.impor(siap, keeper, isian(date(2026, 11, 30)), rows, "jra.xlsx")
    made = impor(siap, kota_kecil, rows)
    with pytest.raises(Conflict, match="sama dengan versi 2"):
        impor(siap, kota_kecil, rows)
    with pytest.raises(Invalid):
        actions.batalkan_versi(siap, kota_kecil["arsiparis.setda"].actor(siap), made, "")
    actions.batalkan_versi(siap, kota_kecil["arsiparis.setda"].actor(siap), made, "Salah lampiran")
    assert klasifikasi.versi_berlaku(siap, MULAI).nomor == 1  # type: ignore[union-attr]
    with pytest.raises(Conflict):
        actions.batalkan_versi(siap, kota_kecil["arsiparis.setda"].actor(siap), siap.get_one(JraVersi, 1), "x")


def test_a_berkas_keeps_its_version_until_somebody_decides_and_is_proposed_once(
    siap: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    longer, same, open_one = (
        berkas(siap, kota_kecil, store, "000.1"),
        berkas(siap, kota_kecil, store, "000.2"),
        berkas(siap, kota_kecil, store, "000.1", tutup=False),
    )
    made = impor(siap, kota_kecil, [baris("000.1", 3, 7), baris("000.2", 2, 3, PERMANEN)])
    berlaku(siap)
    malam.malam(siap)
    arsip.tutup_berkas(siap, kota_kecil["arsiparis.dinsos"].actor(siap), open_one)

    assert [(b.aktif_tahun, b.inaktif_tahun, b.jra_versi_id) for b in (longer, open_one)] == [(2, 3, 1), (2, 3, 1)]
    assert same.jra_versi_id == made.id  # it says the same, so there is nothing to decide
    found = siap.scalars(select(UsulRetensi).order_by(UsulRetensi.berkas_id)).all()
    assert [(u.berkas_id, u.arah, u.status) for u in found] == [
        (longer.id, Arah.PANJANG, StatusUsul.USUL),
        (open_one.id, Arah.PANJANG, StatusUsul.USUL),
    ]
    actor = kota_kecil["arsiparis.dinsos"].actor(siap)
    assert usulan.banyak_usul(siap, actor) == {Arah.PANJANG: 2}
    assert usulan.banyak_usul(siap, kota_kecil["arsiparis.diskominfo"].actor(siap)) == {}

    done = putuskan(siap, actor, [u.id for u in found], Putusan.TERAPKAN)

    assert (done.diterapkan, done.gagal) == (2, [])
    assert (longer.aktif_tahun, longer.inaktif_tahun, longer.jra_versi_id) == (3, 7, made.id)
    assert (longer.jatuh_aktif, longer.jatuh_inaktif) == (date(2029, 11, 23), date(2036, 11, 23))
    again = putuskan(siap, actor, [found[0].id], Putusan.TERAPKAN)
    assert again.gagal[0][1] == "Usul ini sudah diputuskan." or again.diterapkan == 0
    siap.commit()
    notes = siap.scalars(select(AuditEntry.catatan).where(AuditEntry.event == "berkas.retensi")).all()
    assert len(notes) == 2
    assert "2 + 3 tahun, musnah" in notes[0] and "3 + 7 tahun, musnah" in notes[0]


def test_nothing_is_shortened_without_consent_and_reason(
    siap: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    short, permanent = berkas(siap, kota_kecil, store, "000.1"), berkas(siap, kota_kecil, store, "000.2")
    impor(siap, kota_kecil, [baris("000.1", 1, 5), baris("000.2", 2, 3, MUSNAH)])
    berlaku(siap)
    actor = kota_kecil["arsiparis.dinsos"].actor(siap)
    ids = list(siap.scalars(select(UsulRetensi.id).order_by(UsulRetensi.berkas_id)))
    assert usulan.banyak_usul(siap, actor) == {Arah.PENDEK: 2}

    silent = putuskan(siap, actor, ids, Putusan.TERAPKAN, cara=Cara.BARU)
    unexplained = putuskan(siap, actor, ids, Putusan.TERAPKAN, cara=Cara.BARU, setuju_pendek=True)

    assert [len(x.gagal) for x in (silent, unexplained)] == [2, 2]
    assert "tidak lagi permanen" in silent.gagal[1][1]
    assert permanent.nasib_akhir is PERMANEN
    hold = arsip.tahan(siap, actor, short, "Perkara 7")
    held = putuskan(siap, actor, ids[:1], Putusan.TERAPKAN, cara=Cara.BARU, setuju_pendek=True, alasan="Perwal")
    assert "ditahan" in held.gagal[0][1]
    arsip.lepas_tahan(siap, kota_kecil["kadis.dinsos"].actor(siap), hold, "Selesai")

    done = putuskan(siap, actor, ids[:1], Putusan.TERAPKAN, cara=Cara.BARU, setuju_pendek=True, alasan="Perwal 31")
    kept = putuskan(siap, actor, ids[1:], Putusan.TERAPKAN)  # the longer of both needs no consent

    assert (done.diterapkan, kept.diterapkan) == (1, 1)
    assert (short.aktif_tahun, short.inaktif_tahun) == (1, 5)
    assert (permanent.nasib_akhir, permanent.aktif_tahun) == (PERMANEN, 2)


def test_a_refused_proposal_keeps_the_old_retention_and_its_reason(
    siap: Session, kota_kecil: makers.Kota, store: BlobStore
) -> None:
    made = berkas(siap, kota_kecil, store, "000.3")
    impor(siap, kota_kecil, [baris("000.3", 5, 5)])
    berlaku(siap)
    actor, (usul_id,) = kota_kecil["arsiparis.dinsos"].actor(siap), siap.scalars(select(UsulRetensi.id)).all()

    assert putuskan(siap, actor, [usul_id], Putusan.TOLAK).gagal != []
    done = putuskan(siap, actor, [usul_id], Putusan.TOLAK, alasan="Menunggu petunjuk LKD")
    malam.malam(siap)

    assert (done.ditolak, made.aktif_tahun, made.jra_versi_id) == (1, 1, 1)
    assert siap.scalars(select(UsulRetensi.status)).all() == [StatusUsul.DITOLAK]


def test_another_trigger_makes_the_clock_wait_anew(siap: Session, kota_kecil: makers.Kota, store: BlobStore) -> None:
    made = berkas(siap, kota_kecil, store, "000.1")
    impor(siap, kota_kecil, [baris("000.1", 2, 3, MUSNAH, "setelah kegiatan selesai")])
    berlaku(siap)
    actor, ids = kota_kecil["arsiparis.dinsos"].actor(siap), list(siap.scalars(select(UsulRetensi.id)))

    putuskan(siap, actor, ids, Putusan.TERAPKAN)

    assert (made.pemicu, made.tanggal_pemicu, made.jatuh_aktif) == ("setelah kegiatan selesai", None, None)


@pytest.fixture
def kota(services: Services, kota_kecil: makers.Kota) -> makers.Kota:
    with db.transaction(services.engine) as session:
        isi_awal(session, kota_kecil)
        assert session.scalar(select(Naskah.id)) is None
    return kota_kecil


def test_a_sheet_is_looked_at_first_and_then_kept_as_looked_at(
    services: Services, kota: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    keeper = masuk("arsiparis.setda")
    head = {
        "judul": "JRA Kota",
        "dasar": "Perwal 31/2026",
        "tanggal_dasar": "2026-12-01",
        "berlaku_mulai": "2027-01-02",
    }

    def sheet(*rows: str) -> dict[str, object]:
        import io

        text = "Kode,Jenis Arsip,Aktif (tahun),Inaktif (tahun),Nasib Akhir,Dihitung Sejak\n" + "\n".join(rows)
        return head | {"lembar": (io.BytesIO(text.encode()), "jra.csv")}

    wrong = peramban.kirim(keeper, "/arsip/jra/impor/periksa", sheet("999,Tidak dikenal,2,3,Musnah,"))
    seen = peramban.kirim(
        keeper, "/arsip/jra/impor/periksa", sheet("000.1,Rapat,1,1,Musnah,", "000.2,Kerja,2,3,Permanen,")
    )
    page = seen.get_data(as_text=True)
    carried = {
        name: re.search(rf'name="{name}" value="([^"]*)"', page)[1].replace("&#34;", '"')  # type: ignore[index]
        for name in ("isi", "sidik", "nama_berkas")
    }
    bent = peramban.kirim(keeper, "/arsip/jra/impor/muat", head | carried | {"sidik": "0" * 64})
    kept = peramban.kirim(keeper, "/arsip/jra/impor/muat", head | carried)

    assert "Kode 999 tidak ada dalam klasifikasi" in wrong.get_data(as_text=True)
    assert "Lebih pendek" in page and "Tidak ada lagi" in page
    assert (bent.status_code, kept.status_code) == (422, 303)
    shown = masuk("staf.dinsos").get(kept.headers["Location"]).get_data(as_text=True)
    assert "Perwal 31/2026" in shown and "000.2" in shown and "Akan berlaku" in shown
    assert "Contoh" in masuk("staf.dinsos").get("/arsip/jra").get_data(as_text=True)
    for name in ("staf.dinsos", "arsiparis.dinsos"):
        assert peramban.kirim(masuk(name), "/arsip/jra/impor/muat", head | carried).status_code == 403
