"""One word on a sealed envelope and in a scan of Rahasia: it never reaches a page, a list, a mail or a picture of who has no right."""

from collections.abc import Callable

import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from eoffice import db, outbox
from eoffice.app import handlers
from eoffice.notifikasi.models import Pemberitahuan
from eoffice.pindaian import actions
from eoffice.pindaian.models import Pindaian
from eoffice.pindaian.states import Sumber
from eoffice.web.services import Services
from tests.kerja import meja_tu
from tests.pindaian import kertas

Masuk = Callable[..., FlaskClient]
KATA = "kenarimurbei"
HALAMAN = (
    "/", "/kerja/perlu", "/kerja/masuk", "/kerja/lewat", "/pindaian", "/pindaian?tab=terdaftar", "/kiriman",
    "/kiriman?tab=perlu", "/ekspedisi?tab=sampul", "/ekspedisi?tab=semua", "/surat-masuk?tab=semua", "/surat-masuk/teliti",
    "/agenda", f"/cari?q={KATA}", "/notifikasi", "/pindaian/gabung",
)  # fmt: skip


@pytest.mark.sekali
def test_a_word_of_an_envelope_and_of_a_scan_stays_with_those_who_may_know_it(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:  # KEAMANAN: OTR-08
    with db.transaction(services.engine) as session:
        envelope = meja_tu.sampul(session, kota_kecil, asal=f"Pengirim {KATA}")
        scan = actions.tiba(
            session,
            services,
            opd_id=kota_kecil.unit["dinsos"].id,
            sumber=Sumber.UNGGAH,
            isi=kertas.pdf(["RAHASIA", f"Hal : Perkara {KATA} yang tidak boleh dibaca siapa pun"]),
            nama=f"{KATA}.pdf",
            oleh=kota_kecil["tu.dinsos"].actor(session),
        ).pindaian
        numbers = envelope.id, scan.id
    worker = outbox.Worker(services.engine, handlers(), services)
    while actions.kerjakan(services) or outbox.work_once(worker):
        pass

    surat_id, scan_id = numbers
    hidden = [f"/pindaian/{scan_id}{tail}" for tail in ("", "/asli", "/kecil/1.png", "/halaman/1.png", "/pecah")]
    hidden += [f"/surat-masuk/{surat_id}", f"/surat-masuk/registrasi?pindaian={scan_id}"]
    for who in ("tu.diskominfo", "staf.dinsos", "admin"):
        browser = masuk(who)
        for path in HALAMAN:
            page = browser.get(path).get_data(as_text=True).replace(f'value="{KATA}"', "")
            assert f"{KATA}." not in page and f"Pengirim {KATA}" not in page and "Perkara" not in page, (who, path)
        assert {browser.get(path).status_code for path in hidden} <= {403, 404}, who
    tu = masuk("tu.dinsos")  # carries the envelope, and is told its number and its addressee alone
    assert tu.get(f"/surat-masuk/{surat_id}").status_code == 404
    for path in ("/", "/kerja/perlu", "/ekspedisi?tab=sampul", "/agenda"):
        page = tu.get(path).get_data(as_text=True)
        assert f"Pengirim {KATA}" not in page, path
    assert "Sampul tertutup" in tu.get("/kerja/perlu").get_data(as_text=True)
    form = tu.get(f"/surat-masuk/registrasi?pindaian={scan_id}").get_data(as_text=True)
    assert "Surat ini tampaknya Rahasia." in form and "catat sampulnya saja" in form
    with db.reading(services.engine) as session:
        assert session.get_one(Pindaian, scan_id).surat_id is None
        for notice in session.scalars(select(Pemberitahuan)):
            assert KATA not in repr(vars(notice))
