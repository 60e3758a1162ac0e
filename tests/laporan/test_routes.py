"""The pages of the report: every figure computed again here, who may see what, and the CSV."""

import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.db import reading, transaction
from eoffice.disposisi import actions as disposisi
from eoffice.disposisi.states import Peran
from eoffice.laporan.kertas import BARIS, Skenario, angka, rentang
from eoffice.laporan.states import Periode
from eoffice.laporan.states import rentang as masa
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import Status
from eoffice.peristiwa import actions as peristiwa
from eoffice.peristiwa.states import Jenis
from eoffice.web.ekspor import tawar, to_csv
from tests.surat_masuk import buatan

KINI = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def november() -> None:
    clock.set_clock(KINI)


def naskah(session: Session, kota: makers.Kota, opd: str, hal: str, *, sifat: Sifat = Sifat.BIASA) -> Naskah:
    """An issued naskah of an office, as far as the report looks at it."""
    made = Naskah(
        jenis="surat_dinas",
        status=Status.TERKIRIM,
        unit_id=kota.unit[f"{opd}.bidang"].id,
        opd_id=kota.unit[opd].id,
        konseptor_id=kota[f"staf.{opd}"].pegawai.id,
        konseptor_jabatan_id=kota[f"staf.{opd}"].jabatan.id,
        penandatangan_id=kota[f"kadis.{opd}"].jabatan.id,
        sifat=sifat,
        hal=hal,
        isi={"v": 1, "doc": {"type": "doc", "content": []}},
        rincian={},
        dibuat_at=KINI,
        diubah_at=KINI,
        nomor=f"000/{hal}/2026",
        tanggal=KINI.date(),
        ditandatangani_at=KINI,
        token=f"token-{opd}-{hal}",
    )
    session.add(made)
    session.flush()
    return made


def terbit(session: Session, made: Naskah, **more: Any) -> None:
    peristiwa.catat(
        session,
        jenis=Jenis.NASKAH_DITERBITKAN,
        opd_id=made.opd_id,
        unit_id=None,
        akun=None,
        jabatan_id=None,
        naskah=f"naskah:{made.id}",
        rincian={
            "asal": "digital",
            "ttd": "tte",
            "halaman": 2,
            "lampiran": 0,
            "t_opd_lain": 3,
            "tb_opd_lain": 1,
            **more,
        },
        at=KINI,
    )


#: Two pages, three other offices, one tembusan, no round: B = S × (d0 + t + b + pertinggal + agenda) + nota.
B = {Skenario.RENDAH: 1 * (0 + 3 + 1 + 1 + 0), Skenario.TENGAH: 2 * (1 + 3 + 1 + 1 + 1), Skenario.TINGGI: 2 * 7 + 1}
BOCOR = {Skenario.RENDAH: Fraction(1, 5), Skenario.TENGAH: Fraction(1, 10), Skenario.TINGGI: Fraction()}
H = {s: (1 - BOCOR[s]) * B[s] for s in Skenario}


@pytest.fixture
def terisi(engine: Engine, kota_kecil: makers.Kota) -> makers.Kota:
    """Two naskah of Dinas Sosial, one of them Rahasia, and one of Diskominfo."""
    with transaction(engine) as session:
        terbit(session, naskah(session, kota_kecil, "dinsos", "Undangan rapat"))
        terbit(session, naskah(session, kota_kecil, "dinsos", "Mutasi rahasia", sifat=Sifat.RAHASIA))
        terbit(session, naskah(session, kota_kecil, "diskominfo", "Pemeliharaan jaringan"))
    return kota_kecil


def teks(html: str) -> str:
    """The page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def kalimat(times: int) -> str:
    return rentang(*(H[s] * times for s in Skenario))  # type: ignore[arg-type]


Masuk = Callable[..., FlaskClient]


def test_the_report_of_an_office_says_what_the_formula_says(masuk: Masuk, terisi: makers.Kota) -> None:
    page = teks(masuk("kadis.dinsos").get("/laporan").get_data(as_text=True))

    assert f"Dinas Sosial menghindari {kalimat(2)}" in page
    assert "potensi (belum dikonfirmasi)" in page
    low, mid, high = (angka(H[s] * 2, 1) for s in Skenario)
    assert f"Bersih (H) {low} {mid} {high}" in page
    assert "masih berupa penilaian" in page and "bukan penghematan anggaran" in page


def test_a_naskah_that_may_not_be_read_is_only_in_the_rest(masuk: Masuk, terisi: makers.Kota) -> None:
    # KEAMANAN: OTR-03
    html = masuk("tu.dinsos").get("/laporan").get_data(as_text=True)
    page = teks(html)

    assert "Undangan rapat" in page
    assert "Mutasi" not in html
    assert f"Naskah lain Yang lebih lama, atau yang bukan untuk Anda buka – {kalimat(1)}" in page


def test_the_signer_of_the_secret_naskah_sees_that_it_counts(masuk: Masuk, terisi: makers.Kota) -> None:
    page = teks(masuk("kadis.dinsos").get("/laporan").get_data(as_text=True))

    assert "Bersifat Rahasia" in page and "Mutasi rahasia" not in page and "Naskah lain" not in page


@pytest.mark.parametrize(
    ("nama", "status"),
    [("kadis.dinsos", 200), ("tu.dinsos", 200), ("arsiparis.dinsos", 200), ("sekda", 200), ("staf.dinsos", 403), ("kabid.dinsos", 403)],
)  # fmt: skip
def test_who_reads_a_report(masuk: Masuk, terisi: makers.Kota, nama: str, status: int) -> None:
    assert masuk(nama).get("/laporan").status_code == status


def test_another_office_is_for_the_pemantau_only(masuk: Masuk, terisi: makers.Kota) -> None:
    other = f"/laporan?opd={terisi.unit['diskominfo'].id}"

    assert masuk("kadis.dinsos").get(other).status_code == 403
    assert f"Dinas Komunikasi dan Informatika menghindari {kalimat(1)}" in teks(
        masuk("sekda").get(other).get_data(as_text=True)
    )
    assert masuk("sekda").get("/laporan?opd=999999").status_code == 404
    assert masuk("sekda").get("/laporan?opd=x%27").status_code == 404


def test_a_table_is_taken_along_five_times_an_hour(kota_kecil: makers.Kota, masuk: Masuk) -> None:
    # KEAMANAN: WEB-10
    sekda = masuk("sekda")

    codes = [sekda.get("/laporan/kota.csv").status_code for _ in range(6)]

    assert codes == [200] * 5 + [429]


@pytest.mark.parametrize("path", ["/laporan/kota", "/laporan/kota.csv"])
def test_the_city_is_for_the_pemantau_only(masuk: Masuk, terisi: makers.Kota, path: str) -> None:
    # KEAMANAN: OTR-02
    assert masuk("kadis.dinsos").get(path).status_code == 403
    assert masuk("walikota").get(path).status_code == 200


def test_the_city_is_the_plain_sum_of_its_offices(masuk: Masuk, terisi: makers.Kota) -> None:
    page = teks(masuk("sekda").get("/laporan/kota").get_data(as_text=True))

    assert f"Seluruh kota menghindari {kalimat(3)}" in page
    assert f"Dinas Sosial {kalimat(2)} 2 100% (2/2) data sedikit 0 0 tidak ada data" in page
    assert f"Dinas Komunikasi dan Informatika {kalimat(1)} 1 100% (1/1) data sedikit 0 0" in page
    assert "Sekretariat Daerah tidak ada data 0 tidak ada data 0 0 tidak ada data" in page
    assert "Undangan" not in page and "Mutasi" not in page


def test_the_csv_has_exact_values_and_is_quoted_throughout(masuk: Masuk, terisi: makers.Kota) -> None:
    # KEAMANAN: CNT-04
    answer = masuk("sekda").get("/laporan/kota.csv?periode=bulan")
    body = answer.get_data()

    assert answer.headers["Content-Disposition"].startswith(
        'attachment; filename="kertas-terhindar-2026-11-01-2026-11-20.csv"'
    )
    assert body.startswith(b"\xef\xbb\xbf") and b"\r\n" in body
    rows = {row["Perangkat daerah"]: row for row in csv.DictReader(io.StringIO(body.decode("utf-8-sig")))}
    found = rows["Dinas Sosial"]
    for s in Skenario:
        exact = Fraction(found[f"Kertas bersih terhindar (lembar), {s}"].replace(",", "."))
        assert exact == 2 * H[s]
        kg = Fraction(found[f"Massa kertas (kg), {s}"].replace(",", "."))
        assert kg == Fraction(round(2 * H[s] * Fraction(215 * 330 * 70, 10**9) * 10**6), 10**6)
    assert (found["Naskah keluar"], found["Lahir digital"], found["Surat masuk"]) == ("2", "2", "0")
    assert all(re.fullmatch(r'"[^"]*"(,"[^"]*")*', line) for line in body.decode("utf-8-sig").splitlines())


@pytest.mark.parametrize("field", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x", "  =1"])
def test_a_field_that_could_be_a_formula_is_made_text(field: str) -> None:  # KEAMANAN: CNT-04
    assert tawar(field) == f"'{field}"
    assert next(csv.reader(io.StringIO(to_csv([field], []).decode("utf-8-sig"), newline=""))) == [f"'{field}"]


@pytest.mark.parametrize("field", ["Dinas Sosial", "12,5", "", "a=b"])
def test_an_innocent_field_stays_as_it_is(field: str) -> None:  # KEAMANAN: CNT-04
    assert tawar(field) == field


def test_the_derivation_shows_the_formula_with_the_figures_of_the_naskah(
    masuk: Masuk, terisi: makers.Kota, engine: Engine
) -> None:
    with reading(engine) as session:
        ids = {n.hal: n.id for n in session.query(Naskah)}
    client = masuk("tu.dinsos")

    page = teks(client.get(f"/laporan/naskah/{ids['Undangan rapat']}").get_data(as_text=True))

    assert (
        "Lembar cara kertas = lembar sekali cetak × (konsep + koreksi + tujuan + tembusan + pertinggal + agenda)"
        in page
    )
    assert "2 × (1 + 0,5 × 0 putaran (paling banyak 2) + 3 + 1 + 1 + 1) + 0" in page
    assert "(1 − 0,1) × 14 − 0" in page and "12,6 lembar" in page
    assert f"Kertas yang terhindar untuk naskah ini {kalimat(1)}" in page
    assert "Cetak ulang per putaran koreksi digital cetak per putaran 0 0,5 1 Penilaian penyusun model" in page
    assert "Bagian garis dasar yang tetap dicetak di luar aplikasi persen 20% 10% 0%" in page
    assert (
        "Cetak bolak-balik pada cara lama cara mencetak selalu bolak-balik kebijakan perangkat daerah selalu satu muka"
        in page
    )
    assert "Berlaku sejak 1 Januari 2026 untuk semua perangkat daerah." in page
    for raw in (*BARIS, "kebijakan_opd", "S =", "B =", "A =", "min("):
        assert not re.search(rf"(?<![\w-]){re.escape(raw)}(?![\w-])", re.sub(r"Arti, rumus, sumber.*", "", page)), raw
    # KEAMANAN: OTR-04
    assert client.get(f"/laporan/naskah/{ids['Mutasi rahasia']}").status_code == 404
    assert client.get("/laporan/naskah/999999").status_code == 404
    assert masuk("sekda").get(f"/laporan/naskah/{ids['Undangan rapat']}").status_code == 404


def test_the_derivation_of_what_is_not_biasa_names_only_its_sifat(
    masuk: Masuk, terisi: makers.Kota, engine: Engine
) -> None:  # KEAMANAN: AUD-01
    with transaction(engine) as session:
        made = session.query(Naskah).filter_by(hal="Undangan rapat").one()
        made.sifat = Sifat.TERBATAS
        path = f"/laporan/naskah/{made.id}"

    page = masuk("tu.dinsos").get(path).get_data(as_text=True)

    assert "Naskah bersifat Terbatas" in page
    assert "Undangan rapat" not in page and (made.nomor or "?") not in page


def test_the_way_back_from_a_derivation_can_be_opened_by_whoever_reads_it(
    masuk: Masuk, terisi: makers.Kota, engine: Engine
) -> None:
    with reading(engine) as session:
        (naskah_id,) = [n.id for n in session.query(Naskah) if n.hal == "Undangan rapat"]

    for nama, back in (("tu.dinsos", "/laporan"), ("staf.dinsos", f"/naskah/{naskah_id}")):
        client = masuk(nama)
        page = client.get(f"/laporan/naskah/{naskah_id}").get_data(as_text=True)
        assert re.findall(r'<a class="back" href="([^"]+)"', page) == [back], nama
        assert client.get(back).status_code == 200


def test_the_derivation_puts_the_paper_way_before_what_was_printed(
    masuk: Masuk, terisi: makers.Kota, engine: Engine
) -> None:
    with transaction(engine) as session:
        made = session.query(Naskah).filter_by(hal="Undangan rapat").one()
        peristiwa.catat(
            session,
            jenis=Jenis.NASKAH_DICETAK,
            opd_id=made.opd_id,
            unit_id=None,
            akun=None,
            jabatan_id=None,
            naskah=f"naskah:{made.id}",
            rincian={"salinan": 2, "halaman": 2, "lampiran": 0, "dupleks": 0},
            at=KINI.replace(hour=1),
        )
        path = f"/laporan/naskah/{made.id}"

    page = teks(masuk("tu.dinsos").get(path).get_data(as_text=True))

    assert (
        page.index("Garis dasar naskah keluar")
        < page.index("Dicetak dari aplikasi")
        < page.index("Kertas bersih terhindar = (1 − bagian yang tetap dicetak")
    )
    assert "2 × 2" in page and "(1 − 0,1) × 14 − 4" in page and "8,6 lembar" in page


def test_the_derivation_of_a_surat_counts_its_disposisi_only(
    masuk: Masuk, kota_kecil: makers.Kota, engine: Engine
) -> None:
    with transaction(engine) as session:
        surat = buatan.surat(session, kota_kecil)
        who = [(kota_kecil[n].jabatan.id, Peran.PENDUKUNG) for n in ("sekretaris.dinsos", "kabid.dinsos")]
        who[0] = (who[0][0], Peran.PENANGGUNG_JAWAB)
        disposisi.disposisikan(
            session,
            kota_kecil["kadis.dinsos"].actor(session),
            surat,
            disposisi.Isian(penerima=who, instruksi=["tindak_lanjuti"]),
        )
        path = f"/laporan/surat/{surat.id}"

    page = teks(masuk("tu.dinsos").get(path).get_data(as_text=True))

    assert "lembarnya dihitung sekali saja pada pengirimnya" in page
    assert "2 × (2 − 1) + 1" in page and "(1 − 0,1) × 3 − 0" in page and "2,7 lembar" in page
    assert masuk("tu.diskominfo").get(path).status_code == 404  # KEAMANAN: OTR-04
    html = masuk("kadis.dinsos").get("/laporan").get_data(as_text=True)
    assert f'href="{path}"' in html


@pytest.mark.parametrize("periode", [*Periode, "x", ""])
def test_every_period_can_be_chosen_and_nonsense_falls_back(masuk: Masuk, terisi: makers.Kota, periode: str) -> None:
    page = teks(masuk("kadis.dinsos").get(f"/laporan?periode={periode}").get_data(as_text=True))

    assert f"menghindari {kalimat(2)}" in page
    assert masa(Periode.BULAN, date(2026, 11, 20)).dari == date(2026, 11, 1)


def test_a_period_without_anything_says_what_to_do(masuk: Masuk, kota_kecil: makers.Kota) -> None:
    page = teks(masuk("kadis.dinsos").get("/laporan").get_data(as_text=True))

    assert "Belum ada angka untuk masa ini" in page


def test_a_page_needs_no_worker_to_be_up_to_date(masuk: Masuk, terisi: makers.Kota, engine: Engine) -> None:
    client = masuk("kadis.dinsos")
    client.get("/laporan")
    with transaction(engine) as session:
        terbit(session, naskah(session, terisi, "dinsos", "Baru saja"))

    assert f"menghindari {kalimat(3)}" in teks(client.get("/laporan").get_data(as_text=True))
