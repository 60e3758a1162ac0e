"""Tanda tangan beruntun through HTTP: read page by page, agree, sign with one passphrase, see what became of each."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import makers
import pytest
from client import kirim
from flask.testing import FlaskClient
from makers import Kota
from sqlalchemy import select

from eoffice import clock, db, tables, titik
from eoffice.naskah.beruntun import Butir, HalamanTampil
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import Status
from eoffice.organisasi.models import Penugasan
from eoffice.organisasi.states import JenisPenugasan
from eoffice.pdf import isi
from eoffice.web.services import Services
from tests.keandalan import deret
from tests.keandalan.siap_ttd import FRASA, aktor, bersertifikat, naskah_siap

Masuk = Callable[..., FlaskClient]
AWAL = "/naskah/tanda-tangan/beruntun"


def kolom(page: str, nama: str) -> str:
    """A hidden field of a page."""
    found = re.search(rf'name="{nama}" value="([^"]*)"', page)
    assert found is not None, nama
    return found[1]


class Pimpinan:
    """A leader with a phone: what is pressed, one thing after the other."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def mulai(self) -> str:
        answer = kirim(self.client, AWAL)
        assert answer.status_code == 303
        found = re.match(rf"({AWAL}/\d+)", answer.location)
        assert found is not None, answer.location
        return found[1]

    def baca(self, daftar: str, naskah_id: int, *, lewatkan: tuple[int, ...] = ()) -> str:
        """Turn every page of a naskah but those left out; the page that stands at the end."""
        here = f"{daftar}/naskah/{naskah_id}"
        page = self.client.get(f"{here}?hal=1").text
        count = int(re.search(r"Halaman 1 dari (\d+)", page)[1])  # type: ignore[index]
        for n in range(1, count + 1):
            if n in lewatkan:
                continue
            page = self.client.get(f"{here}?hal={n}").text
            image = re.search(r'src="([^"]+/\d+\.png\?s=[0-9a-f]+)"', page)
            assert image is not None
            assert self.client.get(image[1]).status_code == 200
            if n < count:
                assert self.tekan(here, page, "lanjut").status_code == 303
        return page

    def tekan(self, here: str, page: str, aksi: str) -> Any:
        form = {"halaman": kolom(page, "halaman"), "dilihat": kolom(page, "dilihat"), "aksi": aksi}
        return kirim(self.client, here, form)

    def setuju(self, daftar: str, naskah_id: int) -> Any:
        return self.tekan(f"{daftar}/naskah/{naskah_id}", self.baca(daftar, naskah_id), "setuju")

    def tandatangani(self, daftar: str, frasa: str = FRASA, **more: str) -> Any:
        page = self.client.get(daftar).text
        form = {"dilihat": kolom(page, "dilihat"), "ikatan": kolom(page, "ikatan"), "frasa_sandi": frasa}
        return kirim(self.client, daftar, form | more)

    def tunggu(self, daftar: str, seconds: float = 60) -> dict[str, Any]:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            said: dict[str, Any] = self.client.get(f"{daftar}/kemajuan", headers={"X-Latar": "1"}).get_json()
            if not said["jalan"]:
                return said
            time.sleep(0.05)
        raise AssertionError("tidak selesai")


@pytest.fixture
def meja(services: Services, kota_kecil: Kota) -> Kota:
    """Certificates and codes; the naskah come with each test."""
    deret.kode(services)
    bersertifikat(services, kota_kecil, "kadis.dinsos")
    return kota_kecil


@pytest.fixture
def rusak() -> Iterator[Callable[[str, Callable[[], bool]], None]]:
    """`rusak("sesudah_tte", when)` makes signing fail at that point whenever `when` says so."""

    def at(point: str, when: Callable[[], bool]) -> None:
        def hook(reached: str) -> None:
            if reached == point and when():
                raise OSError("simpanan tidak menjawab")

        titik.install(hook)

    yield at
    titik.install(None)


def keadaan(services: Services, ids: list[int]) -> list[tuple[Status, int | None]]:
    """Status and number of naskah, in this order."""
    with db.reading(services.engine) as session:
        found = {n.id: (n.status, n.nomor_urut) for n in session.scalars(select(Naskah).where(Naskah.id.in_(ids)))}
    return [found[i] for i in ids]


def test_five_naskah_of_which_one_changed_one_was_not_read_and_one_failed(
    services: Services, meja: Kota, masuk: Masuk, rusak: Callable[..., None]
) -> None:
    ids = naskah_siap(services, meja, banyak=5)
    pimpinan = Pimpinan(masuk("kadis.dinsos"))
    daftar = pimpinan.mulai()

    # the third is never opened to its end: agreeing to it is refused, and nothing is lost
    page = pimpinan.client.get(f"{daftar}/naskah/{ids[2]}").text
    unread = pimpinan.tekan(f"{daftar}/naskah/{ids[2]}", page, "setuju")
    assert unread.status_code == 409
    assert "belum sampai di layar Anda" in unread.text
    for naskah_id in (ids[0], ids[1], ids[3], ids[4]):
        assert pimpinan.setuju(daftar, naskah_id).status_code == 303
    with db.transaction(services.engine) as session:  # and the second changes after it was agreed to
        session.get_one(Naskah, ids[1]).hal = "Permintaan data yang lain sama sekali"
    failing = iter([False, True])
    rusak("sesudah_tte", lambda: next(failing, False))

    refused = pimpinan.tandatangani(daftar, "bukan frasa yang benar")
    assert refused.status_code == 422
    assert "sisa 4" in refused.text
    assert "bukan frasa" not in refused.text
    assert pimpinan.tandatangani(daftar).status_code == 303
    said = pimpinan.tunggu(daftar)

    assert (said["jumlah"], said["jadi"], said["belum"]) == (4, 2, 2), said
    assert keadaan(services, ids) == [
        (Status.DITANDATANGANI, 1),
        (Status.SIAP_TTD, None),
        (Status.SIAP_TTD, None),
        (Status.GAGAL_TTD, 2),
        (Status.DITANDATANGANI, 3),
    ]
    result = pimpinan.client.get(daftar).text
    assert "2 dari 4 ditandatangani" in result
    assert "Naskah berubah sejak Anda membukanya" in result
    assert "Lanjutkan: tanda tangani 1 surat" in result

    assert pimpinan.tandatangani(daftar).status_code == 303  # goes on with the unsigned rest, under the same number
    pimpinan.tunggu(daftar)
    assert keadaan(services, ids)[3] == (Status.DITANDATANGANI, 2)
    assert pimpinan.setuju(daftar, ids[1]).status_code == 303  # read once more as it is now
    assert pimpinan.tandatangani(daftar).status_code == 303
    pimpinan.tunggu(daftar)
    assert keadaan(services, ids)[1] == (Status.DITANDATANGANI, 4)


def dump(services: Services) -> str:
    """Every value of every table."""
    with db.reading(services.engine) as session:
        return repr([session.execute(table.select()).all() for table in tables.metadata.sorted_tables])


def test_stop_resume_and_the_passphrase_is_nowhere(
    services: Services, meja: Kota, masuk: Masuk, rusak: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    # KEAMANAN: AUT-13
    ids = naskah_siap(services, meja, banyak=2)
    pimpinan = Pimpinan(masuk("kadis.dinsos"))
    daftar = f"{AWAL}/{deret.disetujui(services, aktor(services, meja, 'kadis.dinsos'))}"

    def press_stop() -> bool:
        kirim(masuk("kadis.dinsos"), f"{daftar}/henti")  # on another device
        return False

    seen: list[str] = []
    rusak("sesudah_ttd", press_stop)
    with caplog.at_level("DEBUG"):
        pimpinan.tandatangani(daftar)
        seen += [p.read_bytes().decode(errors="replace") for p in Path("/proc").glob("[0-9]*/cmdline") if p.exists()]
        said = pimpinan.tunggu(daftar)

    assert said["jadi"] == 1
    assert [status for status, _ in keadaan(services, ids)] == [Status.DITANDATANGANI, Status.SIAP_TTD]
    stopped = pimpinan.client.get(daftar).text
    assert "Dihentikan atas permintaan Anda." in stopped
    assert "Lanjutkan: tanda tangani 1 surat" in stopped
    titik.install(None)
    assert pimpinan.tandatangani(daftar).status_code == 303
    pimpinan.tunggu(daftar)
    assert [n for _, n in keadaan(services, ids)] == [1, 2]
    for place in (dump(services), caplog.text, *seen):
        assert FRASA not in place
    assert pimpinan.client.get(AWAL).status_code == 200  # finished: one may begin anew


def test_who_no_longer_runs_the_jabatan_signs_no_more_of_the_list(
    services: Services, kota_kecil: Kota, masuk: Masuk, rusak: Callable[..., None]
) -> None:
    # KEAMANAN: OTR-11
    deret.kode(services)
    bersertifikat(services, kota_kecil, "sekda")
    ids = naskah_siap(services, kota_kecil, banyak=2)
    sekda, kadis = kota_kecil["sekda"], kota_kecil["kadis.dinsos"]
    with db.transaction(services.engine) as session:
        day = clock.today()
        held = makers.penugasan(
            session, sekda.pegawai, kadis.jabatan, bentuk=JenisPenugasan.PLH, mulai=day, selesai=day
        ).id
    pimpinan = Pimpinan(masuk("sekda"))
    daftar = f"{AWAL}/{deret.disetujui(services, aktor(services, kota_kecil, 'sekda'))}"
    assert f"Plh. {kadis.jabatan.nama}" in pimpinan.client.get(daftar).text

    def back_in_office() -> bool:
        with db.transaction(services.engine) as session:
            session.get_one(Penugasan, held).selesai = clock.today() - timedelta(days=1)
            session.get_one(Penugasan, held).mulai = clock.today() - timedelta(days=1)
        titik.install(None)
        return False

    rusak("sesudah_ttd", back_in_office)
    assert pimpinan.tandatangani(daftar).status_code == 303
    said = pimpinan.tunggu(daftar)

    assert (said["jadi"], said["belum"]) == (1, 1)
    assert keadaan(services, ids) == [(Status.DITANDATANGANI, 1), (Status.SIAP_TTD, None)]
    assert "Naskah yang tidak lagi dapat Anda baca" in pimpinan.client.get(daftar).text


def test_a_page_counts_only_when_it_was_sent_and_turned_as_it_is_now(
    services: Services, meja: Kota, masuk: Masuk
) -> None:
    # KEAMANAN: CNT-06
    (naskah_id,) = naskah_siap(services, meja)
    with db.transaction(services.engine) as session:
        session.get_one(Naskah, naskah_id).isi = isi.from_plain("\n\n".join(f"Alinea ke-{n} " * 40 for n in range(14)))
    pimpinan = Pimpinan(masuk("kadis.dinsos"))
    daftar = pimpinan.mulai()
    here = f"{daftar}/naskah/{naskah_id}"

    first = pimpinan.client.get(here).text
    assert "Berikutnya (2/" in first
    assert pimpinan.tekan(here, first, "lanjut").status_code == 409  # the picture never left
    end = pimpinan.baca(daftar, naskah_id, lewatkan=(2,))
    refused = pimpinan.tekan(here, end, "setuju")
    assert refused.status_code == 409
    assert "Halaman 2 belum Anda baca" in refused.text
    assert "Baca halaman 2 dahulu" in refused.text
    end = pimpinan.baca(daftar, naskah_id)
    with db.transaction(services.engine) as session:
        session.get_one(Naskah, naskah_id).hal = "Hal yang lain"
    changed = pimpinan.tekan(here, end, "setuju")
    assert changed.status_code == 409
    assert "Baca sekali lagi dari halaman 1" in changed.text
    assert pimpinan.setuju(daftar, naskah_id).status_code == 303

    with db.reading(services.engine) as session:
        hashes = set(session.scalars(select(HalamanTampil.sidik)))
        agreed = session.scalars(select(Butir.sidik)).one()
    assert len(hashes) == 2
    assert agreed in hashes


def test_lewati_kembalikan_and_whose_list_it_is(services: Services, meja: Kota, masuk: Masuk) -> None:
    # KEAMANAN: OTR-04
    ids = naskah_siap(services, meja, banyak=2)
    pimpinan = Pimpinan(masuk("kadis.dinsos"))
    assert "Tanda tangani beruntun (2)" in pimpinan.client.get("/naskah/tanda-tangan").text
    assert "Tanda tangani beruntun (2)" in pimpinan.client.get("/naskah/setujui").text
    daftar = pimpinan.mulai()
    page = pimpinan.client.get(f"{daftar}/naskah/{ids[0]}").text

    later = pimpinan.tekan(f"{daftar}/naskah/{ids[0]}", page, "lewati")
    assert later.location == f"{daftar}/naskah/{ids[1]}"
    back = f"{daftar}/naskah/{ids[1]}/kembalikan"
    version = kolom(pimpinan.client.get(f"{daftar}/naskah/{ids[1]}").text, "versi")
    empty = kirim(pimpinan.client, back, {"versi": version, "catatan": "tst"})
    assert empty.status_code == 422
    assert "tst</textarea>" in empty.text
    done = kirim(pimpinan.client, back, {"versi": version, "catatan": "Perbaiki tujuan."})
    assert done.location == daftar

    assert keadaan(services, ids) == [(Status.SIAP_TTD, None), (Status.DIKEMBALIKAN, None)]
    other = masuk("sekda")
    for address in (daftar, f"{daftar}/kemajuan", f"{daftar}/naskah/{ids[0]}", f"{daftar}/naskah/{ids[0]}/1.png"):
        assert other.get(address).status_code == 404


@pytest.mark.lambat
def test_a_hundred_naskah_in_one_list(services: Services, meja: Kota, masuk: Masuk) -> None:
    ids = naskah_siap(services, meja, banyak=101)
    pimpinan = Pimpinan(masuk("kadis.dinsos"))
    daftar = pimpinan.mulai()
    for naskah_id in ids[:100]:
        assert pimpinan.setuju(daftar, naskah_id).status_code == 303
    begun = time.monotonic()

    assert pimpinan.tandatangani(daftar).status_code == 303
    said = pimpinan.tunggu(daftar, 300)

    print(f"100 naskah: {time.monotonic() - begun:.1f} s")
    assert (said["jumlah"], said["jadi"], said["persen"]) == (100, 100, 100)
    assert [n for _, n in keadaan(services, ids)] == [*range(1, 101), None]
