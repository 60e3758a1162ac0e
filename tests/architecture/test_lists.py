"""Every list asks the database as often for three rows as for one (HOUSE 8: no query is triggered by rendering)."""

from collections.abc import Callable

import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from eoffice import clock, db
from eoffice.arsip import actions as arsip
from eoffice.disposisi import actions as disposisi
from eoffice.naskah.states import PeranPenerima
from eoffice.notifikasi.models import Pemberitahuan
from eoffice.notifikasi.states import Kabar
from eoffice.web.services import Services
from tests.arsip import arsip_uji
from tests.kerja import meja_tu
from tests.naskah import kantor
from tests.surat_masuk import buatan, surat

LISTS = (
    ("staf.dinsos", "/"),
    ("kabid.dinsos", "/"),
    ("kadis.dinsos", "/"),
    ("arsiparis.dinsos", "/"),
    ("sekda", "/dasbor"),
    ("staf.dinsos", "/naskah/konsep"),
    ("kabid.dinsos", "/naskah/paraf"),
    ("kadis.dinsos", "/naskah/tanda-tangan"),
    ("kabid.dinsos", "/naskah/keluar"),
    ("tu.dinsos", "/naskah/keluar"),
    ("kadis.dinsos", "/surat-masuk?tab=tindakan"),
    ("kadis.dinsos", "/surat-masuk?tab=semua"),
    ("tu.dinsos", "/surat-masuk?tab=semua"),
    ("tu.dinsos", "/agenda"),
    ("kadis.dinsos", "/kerja/masuk"),
    ("kadis.dinsos", "/kerja/perlu"),
    ("kadis.dinsos", "/kerja/menunggu"),
    ("staf.dinsos", "/kerja/konsep"),
    ("kabid.dinsos", "/kerja/paraf"),
    ("kadis.dinsos", "/kerja/tanda-tangan"),
    ("kadis.dinsos", "/kerja/tembusan"),
    ("kadis.dinsos", "/kerja/terkirim"),
    ("staf.dinsos", "/kerja/surat-saya"),
    ("kabid.dinsos", "/disposisi?tab=perlu"),
    ("kadis.dinsos", "/disposisi?tab=diberikan"),
    ("arsiparis.dinsos", "/arsip"),
    ("arsiparis.dinsos", "/arsip/belum-diberkaskan"),
    ("arsiparis.dinsos", "/cari?q=rapat"),
    ("sekda", "/laporan/volume"),
    ("sekda", "/laporan/waktu?bulan=" + f"{clock.today():%Y-%m}"),
    ("kadis.dinsos", "/laporan/antrean"),
    ("kadis.dinsos", "/laporan/antrean/paraf"),
    ("tu.dinsos", "/laporan/buku/isi?buku=agenda"),
    ("tu.dinsos", "/kerja/perlu"),
    ("tu.dinsos", "/pindaian"),
    ("tu.dinsos", "/pindaian/gabung"),
    ("tu.dinsos", "/kiriman"),
    ("tu.dinsos", "/kiriman?tab=perlu"),
    ("tu.dinsos", "/ekspedisi?tab=sampul"),
    ("kadis.dinsos", "/notifikasi"),
    ("kadis.dinsos", "/tenggat"),
    ("kadis.dinsos", "/acara"),
    ("kadis.dinsos", "/perwakilan"),
    ("admin", "/pengguna"),
    ("admin", "/organisasi"),
)
#: Pages of figures: three rows make other numbers there, not a longer page.
TOTALS = {"/", "/dasbor", *(path for _, path in LISTS if path.startswith(("/laporan/volume", "/laporan/waktu")))}
TOTALS |= {"/laporan/antrean"}


def add(services: Services, kota: makers.Kota) -> None:
    """One more row for every list."""
    engine = services.engine
    for make in (kantor.konsep, kantor.diajukan, kantor.siap):
        kantor.made(engine, kota, make)
    with db.transaction(engine) as session:
        buatan.surat(session, kota)
        buatan.surat(session, kota, peran=PeranPenerima.TEMBUSAN)
        given = buatan.surat(session, kota)
        kadis, arsiparis = kota["kadis.dinsos"].actor(session), kota["arsiparis.dinsos"].actor(session)
        disposisi.disposisikan(session, kadis, given, surat.isian(kota, "kabid.dinsos"))
        arsip_uji.naskah(session, kota)
        unit_id = kota.unit["dinsos.bidang"].id
        arsip.buka_berkas(session, arsiparis, unit_id=unit_id, kode_klasifikasi="000.8.3.3", judul="Standar pelayanan")
        meja_tu.isi(session, services, kota)
        kabar(session, kota)
        below = makers.unit(session, "Seksi Baru", induk=kota.unit["dinsos.bidang"], opd=False, jenis="seksi")
        makers.penugasan(session, makers.pegawai(session, "Baru Datang"), makers.jabatan(session, below))


def kabar(session: Session, kota: makers.Kota) -> None:
    """One more notice to the head of Dinas Sosial."""
    at, n = clock.now(), session.scalar(select(func.count()).select_from(Pemberitahuan)) or 0
    session.add(
        Pemberitahuan(
            pegawai_id=kota["kadis.dinsos"].pegawai.id, jabatan_id=kota["kadis.dinsos"].jabatan.id, kabar=Kabar.SURAT_BARU,
            pokok="uji", pokok_id=n + 1, objek="uji", objek_id=n + 1, sifat="biasa", alasan="uji", dibuat_at=at, kabar_at=at,
        )
    )  # fmt: skip


@pytest.fixture
def kota(kota_kecil: makers.Kota, klasifikasi_utuh: None) -> makers.Kota:
    return kota_kecil


def test_every_list_asks_as_often_for_three_rows_as_for_one(
    services: Services, kota: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    engine = services.engine
    clock.set_clock(clock.now())  # on a slow machine a minute passes, and a session would note that it was used
    browsers = {name: masuk(name) for name in sorted({name for name, _ in LISTS})}  # once each: sign-in is limited
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *a: asked.append(a[2]))

    def statements() -> dict[tuple[str, str], tuple[int, int]]:
        found = {}
        for name, path in LISTS:
            browsers[name].get(path)  # what is looked up once and remembered
            asked.clear()
            answer = browsers[name].get(path)
            assert answer.status_code == 200, (name, path)
            found[name, path] = len(asked), len(answer.data)
        return found

    add(services, kota)
    one = statements()
    add(services, kota)
    add(services, kota)
    three = statements()

    # never more; fewer where the most urgent of three are of fewer kinds
    assert {at: (one[at][0], count) for at, (count, _) in three.items() if count > one[at][0]} == {}
    same = [at for at in LISTS if three[at][1] <= one[at][1] and at[1] not in TOTALS]
    assert not same  # a page that did not grow would prove nothing
