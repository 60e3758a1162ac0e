"""Answers that are kept so that a form sent twice has one effect hold nothing of what it said (TRX-03, OTR-11)."""

from collections.abc import Callable

import makers
from client import kirim
from flask.testing import FlaskClient
from sqlalchemy import select

from eoffice import db
from eoffice.db import dump_json
from eoffice.naskah.models import Naskah
from eoffice.web.models import Idempotensi
from eoffice.web.services import Services

CANARY = "burungkenarirahasia"


def test_no_word_of_a_rahasia_record_stands_among_the_kept_answers(
    services: Services, kota_kecil: makers.Kota, klasifikasi_utuh: None, masuk: Callable[..., FlaskClient]
) -> None:
    # KEAMANAN: OTR-11
    staf, tu = masuk("staf.dinsos"), masuk("tu.dinsos")
    address = kirim(staf, "/naskah/baru", {"jenis": "surat_dinas"}).headers["Location"].removesuffix("/sunting")

    def version() -> str:
        with db.reading(services.engine) as session:
            return str(session.scalars(select(Naskah.version)).one())

    written = {
        "hal": CANARY,
        "isi": f"{CANARY} perlu ditindaklanjuti.",
        "sifat": "rahasia",
        "urgensi": "biasa",
        "bentuk": "langsung",
        "penandatangan_id": kota_kecil["kadis.dinsos"].jabatan.id,
        "tujuan": kota_kecil["sekda"].jabatan.id,
        "kode_klasifikasi": "000.8.3.3",
    }
    registered = {
        "asal_teks": CANARY,
        "kode": CANARY,
        "kondisi": "utuh",
        "catatan": CANARY,
        "tujuan_jabatan_id": kota_kecil["kadis.dinsos"].jabatan.id,
        "cara_terima": "langsung",
        "sifat": "rahasia",
        "urgensi": "biasa",
    }
    for client, path, data in (
        (staf, f"{address}/sunting", written),
        (staf, f"{address}/ajukan", {}),
        (masuk("kabid.dinsos"), f"{address}/paraf", {}),
        (tu, "/surat-masuk/sampul", registered),
    ):
        sent = {"versi": version(), **data}
        for _ in range(2):  # the second time the kept answer is given
            done = kirim(client, path, sent, kunci=f"kunci-untuk-kenari-{path.rpartition('/')[2]}")
            assert done.status_code == 303, path
            assert CANARY not in done.headers["Location"]

    with db.reading(services.engine) as session:
        kept = session.scalars(select(Idempotensi)).all()
        assert len(kept) >= 5
        for row in kept:
            assert row.body == ""
            assert CANARY not in f"{row.location} {row.media} {dump_json(row.messages)}"
        assert CANARY in session.scalars(select(Naskah.hal)).one()
