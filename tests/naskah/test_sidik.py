"""What is signed is what was shown: every input of the pages, changed between reading and signing, is found out."""

import re
from collections.abc import Callable
from datetime import timedelta

import makers
import pytest
from client import kirim
from flask.testing import FlaskClient
from makers import Kota
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock, db
from eoffice.akses.rights import Sifat
from eoffice.akun.models import Akun, Sesi
from eoffice.naskah import sidik
from eoffice.naskah.models import Lampiran, Naskah
from eoffice.naskah.states import Status, Urgensi
from eoffice.nomor.models import Nomor
from eoffice.organisasi.states import JenisPenugasan
from eoffice.pdf import isi
from eoffice.web.services import Services
from tests.keandalan import deret
from tests.keandalan.siap_ttd import FRASA, bersertifikat, naskah_siap
from tests.naskah.test_beruntun import kolom

Masuk = Callable[..., FlaskClient]
Ubah = Callable[[Session, Naskah, Kota], None]


def _lampiran(naskah: Naskah) -> Lampiran:
    return Lampiran(
        urutan=1, judul="Data", nama="data.pdf", nama_asli="data.pdf", mime="application/pdf", key="k", size=3,
        sha256="0" * 64, halaman=1, gabung=False, diunggah_at=clock.now(), diunggah_oleh=naskah.konseptor_id,
    )  # fmt: skip


def _set(thing: str, **values: object) -> Ubah:
    def change(session: Session, naskah: Naskah, kota: Kota) -> None:
        kadis = kota["kadis.dinsos"]
        found = {
            "naskah": lambda: naskah,
            "tujuan": lambda: naskah.tujuan[0],
            "tembusan": lambda: naskah.tembusan[0],
            "unit": lambda: session.merge(kota.unit["dinsos"]),
            "pegawai": lambda: session.merge(kadis.pegawai),
            "jabatan": lambda: session.merge(kadis.jabatan),
        }[thing]()
        for name, value in values.items():
            setattr(found, name, value)

    return change


#: Every input of the pages that somebody can change, and the words that name it in the refusal.
MASUKAN: dict[str, tuple[Ubah, str]] = {
    "hal": (_set("naskah", hal="Permintaan yang lain"), "isi naskah"),
    "isi": (_set("naskah", isi=isi.from_plain("Isi yang lain.")), "isi naskah"),
    "sifat": (_set("naskah", sifat=Sifat.RAHASIA), "isi naskah"),
    "urgensi": (_set("naskah", urgensi=Urgensi.AMAT_SEGERA), "isi naskah"),
    "klasifikasi": (_set("naskah", kode_klasifikasi="000.8.3.2"), "isi naskah"),
    "tujuan": (_set("tujuan", teks="Kepala Badan yang Lain"), "isi naskah"),
    "pos-el tujuan": (_set("tujuan", pos_el="lain@example.id"), "isi naskah"),
    "tembusan": (_set("tembusan", teks="Arsip"), "isi naskah"),
    "lampiran": (lambda s, n, k: n.lampiran.append(_lampiran(n)), "isi naskah"),
    "alamat pada kop": (_set("unit", alamat="Jalan Kenanga 99"), "kop"),
    "nama unit pada kop": (_set("unit", nama="Dinas Sosial dan Keluarga"), "kop"),
    "pangkat penandatangan": (_set("pegawai", pangkat="Pembina Utama Muda"), "nama, pangkat, atau jabatan penandatangan"),
    "nama penandatangan": (_set("pegawai", nama="Orang Lain"), "nama, pangkat, atau jabatan penandatangan"),
    "nama jabatan": (_set("jabatan", nama="Kepala Dinas Sosial Baru"), "nama, pangkat, atau jabatan penandatangan"),
}  # fmt: skip


def _untouched(services: Services, naskah_id: int) -> bool:
    with db.reading(services.engine) as session:
        naskah = session.get_one(Naskah, naskah_id)
        return (naskah.status, naskah.nomor) == (Status.SIAP_TTD, None) and session.scalar(select(Nomor.id)) is None


def _form(page: str, **more: str) -> dict[str, str]:
    return {name: kolom(page, name) for name in ("dilihat", "rinci", "ikatan")} | {"frasa_sandi": FRASA} | more


def test_each_input_that_changes_between_reading_and_signing_is_named_and_nothing_is_signed(
    services: Services, kota_kecil: Kota, masuk: Masuk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # KEAMANAN: CNT-06
    deret.kode(services)
    bersertifikat(services, kota_kecil, "kadis.dinsos")
    (naskah_id,) = naskah_siap(services, kota_kecil)
    kadis, here = masuk("kadis.dinsos"), f"/naskah/{naskah_id}/tanda-tangan"
    page = kadis.get(here).text
    assert re.search(r"([0-9a-f]{4} ){15}[0-9a-f]{4}", page)  # the hash that is agreed to, in groups of four
    assert "Diambil saat ditandatangani" in page

    for what, (change, named) in MASUKAN.items():
        with db.transaction(services.engine) as session:
            change(session, session.get_one(Naskah, naskah_id), kota_kecil)
        refused = kirim(kadis, here, _form(page, sandi_masuk=makers.SANDI))
        assert refused.status_code == 409, what
        assert f"Yang berubah: {named}" in refused.text, what
        assert _untouched(services, naskah_id), what
        assert kolom(refused.text, "dilihat") != kolom(page, "dilihat"), what
        page = refused.text
    with monkeypatch.context() as changed:
        changed.setattr(sidik, "susunan", lambda: "f" * 64)
        refused = kirim(kadis, here, _form(page, sandi_masuk=makers.SANDI))
    assert "Yang berubah: cara e-Office menyusun halaman" in refused.text
    other = kirim(kadis, here, _form(page, ikatan="0" * 64, sandi_masuk=makers.SANDI))
    assert other.status_code == 400
    assert _untouched(services, naskah_id)

    done = kirim(kadis, here, _form(page, sandi_masuk=makers.SANDI))
    assert done.location == f"/naskah/{naskah_id}"
    assert not _untouched(services, naskah_id)


def test_the_city_and_who_runs_the_jabatan_are_part_of_what_is_shown(services: Services, kota_kecil: Kota) -> None:
    deret.kode(services)
    (naskah_id,) = naskah_siap(services, kota_kecil)

    def shown(kota: str = "Kota Arunika", tempat: str = "Arunika") -> str:
        with db.reading(services.engine) as session:
            return sidik.tampak(session, session.get_one(Naskah, naskah_id), kota=kota, tempat=tempat).sha256

    found = [shown(), shown(), shown(kota="Kota Depok"), shown(tempat="Depok")]
    with db.transaction(services.engine) as session:
        day = clock.today()
        sekda, kadis = kota_kecil["sekda"], kota_kecil["kadis.dinsos"]
        makers.penugasan(session, sekda.pegawai, kadis.jabatan, bentuk=JenisPenugasan.PLH, mulai=day, selesai=day)
    found.append(shown())

    assert found[0] == found[1]
    assert len(set(found)) == 4


def test_the_password_is_asked_again_before_signing_where_it_is_not_fresh(
    services: Services, kota_kecil: Kota, masuk: Masuk
) -> None:
    # KEAMANAN: AUT-12, SES-02
    clock.set_clock(clock.now())
    deret.kode(services)
    bersertifikat(services, kota_kecil, "kadis.dinsos")
    ids = naskah_siap(services, kota_kecil, banyak=3)
    kadis = masuk("kadis.dinsos")
    here = f"/naskah/{ids[0]}/tanda-tangan"
    assert "sandi_masuk" not in kadis.get(here).text  # signed in this very moment

    clock.set_clock(clock.now() + timedelta(minutes=8))
    page = kadis.get(here).text
    assert "Ini tanda tangan pertama di perangkat ini sejak Anda masuk." in page
    assert kirim(kadis, here, _form(page)).status_code == 422
    wrong = kirim(kadis, here, _form(page, sandi_masuk="sandi yang keliru sekali"))
    assert wrong.status_code == 422
    assert "sandi yang keliru" not in wrong.text
    with db.reading(services.engine) as session:
        akun = session.scalars(select(Akun).where(Akun.nama_pengguna == "kadis.dinsos")).one()
        assert akun.gagal_beruntun == 1
        own = akun.id
        before = set(session.scalars(select(Sesi.id).where(Sesi.akun_id == own)))
    half = kirim(kadis, here, _form(page, sandi_masuk=makers.SANDI, frasa_sandi="bukan frasa yang benar"))
    assert half.status_code == 422
    assert "sandi_masuk" not in half.text  # proven; only the passphrase is asked again
    with db.reading(services.engine) as session:
        after = set(session.scalars(select(Sesi.id).where(Sesi.akun_id == own)))
    assert len(after) == 1
    assert not after & before
    token = kolom(half.text, "csrf_token")
    done = kadis.post(here, data=_form(half.text) | {"csrf_token": token, "kunci": "k" * 20})
    assert done.location == f"/naskah/{ids[0]}"

    clock.set_clock(clock.now() + timedelta(minutes=20))
    assert "sandi_masuk" not in kadis.get(f"/naskah/{ids[1]}/tanda-tangan").text
    with db.transaction(services.engine) as session:
        session.get_one(Naskah, ids[1]).sifat = Sifat.RAHASIA
    assert "Sifatnya di atas Biasa." in kadis.get(f"/naskah/{ids[1]}/tanda-tangan").text
    for _ in range(2):
        clock.set_clock(clock.now() + timedelta(minutes=25))
        kadis.get("/")
    assert "lebih dari 60 menit yang lalu" in kadis.get(f"/naskah/{ids[2]}/tanda-tangan").text
