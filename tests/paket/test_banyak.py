"""An old archive of real size: 10,000 rows of a list. Run with `pytest tests/paket/test_banyak.py -m lambat -s`."""

import time

import makers
import pytest
from sqlalchemy import func, select

from eoffice import db
from eoffice.arsip.models import Berkas
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.paket import queries
from eoffice.paket.states import StatusBaris, StatusImpor
from eoffice.web.services import Services
from tests.sandbox import hostile

from . import kantor

BARIS = 10_000
#: Rows that have a scan; the others are paper on a shelf.
DOKUMEN = 200


@pytest.mark.lambat
def test_ten_thousand_rows_come_in(services: Services, kota_kecil: makers.Kota) -> None:
    rows = [
        (
            f"045/{n}/Sosial",
            f"{1 + n % 28:02}/{1 + n % 12:02}/{2010 + n % 10}",
            f"Bantuan sosial nomor {n} untuk kelurahan {n % 53}",
            "000.8.3.3",
            "Terbatas" if n % 7 == 0 else "Biasa",
            f"surat/{n}.pdf" if n <= DOKUMEN else "",
            f"Ruang 2, rak {n % 40}, boks {n % 400}",
            "Bu Rini",
        )
        for n in range(1, BARIS + 1)
    ]
    rows[BARIS // 2] = ("", "31/02/2019", "", "999.9", "", "", "", "")
    head = ("No. Surat", "Tgl Surat", "Perihal", "Kode", "Sifat", "Nama File", "Boks", "Petugas")
    files = [("daftar.csv", kantor.daftar(head, *rows))]
    files += [(f"surat/{n}.pdf", hostile.pdf(text=f"Bantuan sosial {n}")) for n in range(1, DOKUMEN + 1)]
    marks = [(time.monotonic(), time.process_time())]

    impor = kantor.bawa(services, kota_kecil, kantor.zip_dari(files))
    marks.append((time.monotonic(), time.process_time()))
    impor = kantor.langkah(services, kota_kecil, impor.id, pemetaan=dict(impor.pemetaan))
    marks.append((time.monotonic(), time.process_time()))
    impor = kantor.langkah(services, kota_kecil, impor.id)
    marks.append((time.monotonic(), time.process_time()))

    opened, checked, taken = (
        f"{b[0] - a[0]:.0f} s ({b[1] - a[1]:.0f} s prosesor)" for a, b in zip(marks, marks[1:], strict=False)
    )
    print(f"\n{BARIS} baris, {DOKUMEN} dokumen: dibongkar {opened}, diperiksa {checked}, dimasukkan {taken}")
    assert impor.status is StatusImpor.SELESAI
    with db.reading(services.engine) as session:
        counts = queries.hitung(session, impor)
        assert (counts[StatusBaris.MASUK], counts[StatusBaris.SALAH]) == (BARIS - 1, 1)
        assert session.scalar(select(func.count()).select_from(ArsipImpor)) == BARIS - 1
        assert session.scalar(select(func.sum(Berkas.jumlah))) == BARIS - 1
