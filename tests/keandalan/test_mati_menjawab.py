"""kill -9 between the commit of an effect and its answer: sent again, the form gives that answer and does nothing more."""

import json
import signal
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import makers
import pytest
from flask.testing import FlaskClient
from keandalan import kirim, rantai
from keandalan.siap_ttd import FRASA, klasifikasi
from keandalan.test_mati_mendadak import child
from sqlalchemy import func, select

from eoffice import clock, pemeriksaan
from eoffice.db import reading, transaction
from eoffice.disposisi.models import DisposisiPenerima, TindakLanjut
from eoffice.naskah import actions as naskah
from eoffice.naskah.models import Lampiran
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.tte import actions as tte
from eoffice.tte.models import Sertifikat
from eoffice.web import idempotency
from eoffice.web.services import Services
from tests.surat_masuk import buatan

Masuk = Callable[..., FlaskClient]
Siap = Callable[[Services, makers.Kota], dict[str, Any]]


def surat(_services: Services, kota: makers.Kota) -> dict[str, Any]:
    """A paper at the desk of the TU."""
    isi = {
        "asal_teks": "Universitas Nusa Kirana",
        "nomor_surat": "045/UNK/IV/2026",
        "tanggal_surat": "2026-04-17",
        "hal": "Permohonan Kerja Praktik",
        "ringkasan": "",
        "tujuan_jabatan_id": kota["kadis.dinsos"].jabatan.id,
        "cara_terima": "langsung",
        "sifat": "biasa",
        "urgensi": "segera",
    }
    berkas = ("surat.pdf", buatan.pdf(1).decode("latin-1"))
    return {"siapa": "tu.dinsos", "alamat": "/surat-masuk/registrasi", "isi": isi, "berkas": berkas}


def laporan(services: Services, kota: makers.Kota) -> dict[str, Any]:
    """A disposisi that waits for its report."""
    kadis, kabid = kota["kadis.dinsos"], kota["kabid.dinsos"]
    with transaction(services.engine) as session:
        rantai.registrasi(session, kota["tu.dinsos"].pegawai.id, 0, kadis.jabatan.id)
        session.flush()
        surat_id = session.scalars(select(SuratMasuk.id)).one()
        rantai.disposisikan(session, kadis.pegawai.id, surat_id, kabid.jabatan.id)
        session.flush()
        part = session.scalars(select(DisposisiPenerima)).one()
        given = {"uraian": "Data sudah dikumpulkan dan dikirim.", "persen": "100", "versi": str(part.version)}
        return {"siapa": "kabid.dinsos", "alamat": f"/disposisi/{part.id}/laporan", "isi": given}


def lampiran(services: Services, kota: makers.Kota) -> dict[str, Any]:
    """A konsep that gets a lampiran."""
    klasifikasi(services)
    with transaction(services.engine) as session:
        made = naskah.buat(session, kota["staf.dinsos"].actor(session), "surat_dinas")
        session.flush()
        isi = {"judul": "Daftar penerima", "versi": str(made.version)}
        berkas = ("daftar.pdf", buatan.pdf(1).decode("latin-1"))
        return {"siapa": "staf.dinsos", "alamat": f"/naskah/{made.id}/lampiran", "isi": isi, "berkas": berkas}


def sertifikat(services: Services, _kota: makers.Kota) -> dict[str, Any]:
    """A signer without a certificate."""
    with transaction(services.engine) as session:
        tte.siapkan_otoritas(session, pepper=services.pepper, nama_kota="Kota Arunika", base_url="http://localhost")
    isi = {"sandi_masuk": makers.SANDI, "frasa": FRASA, "frasa_ulang": FRASA}
    return {"siapa": "kadis.dinsos", "alamat": "/sertifikat/terbitkan", "isi": isi}


@pytest.mark.parametrize(
    ("siap", "hasil"), [(surat, SuratMasuk), (laporan, TindakLanjut), (lampiran, Lampiran), (sertifikat, Sertifikat)]
)
def test_killed_before_the_answer(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, siap: Siap, hasil: Any
) -> None:  # KEAMANAN: TGH-01, TRX-03, DB-05
    given = siap(services, kota_kecil) | {"kunci": "satu-kunci-untuk-keduanya"}
    client = masuk(given["siapa"])
    cookie = client.get_cookie("sesi")
    assert cookie is not None

    code = child(services, "sebelum_jawaban", perbuatan="kirim", sesi=cookie.value, **given)

    assert code == -signal.SIGKILL, "the point was never reached"
    clock.set_clock(clock.now() + idempotency.LEASE + timedelta(seconds=1))
    answer = kirim.send(client, given)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    with reading(services.engine) as session:
        assert session.scalar(select(func.count()).select_from(hasil)) == 1
    assert client.get(answer.headers["Location"]).status_code == 200
    found = pemeriksaan.run(services)
    assert found["bersih"], json.dumps(found, indent=1)
