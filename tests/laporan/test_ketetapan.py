"""Factors as dated settings: ordered, with a reason, from tomorrow on, and named in every derivation (metrik.md 1.2)."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor, Peran
from eoffice.db import reading, transaction
from eoffice.errors import Conflict, Invalid, NotAllowed
from eoffice.laporan import actions, queries
from eoffice.laporan.actions.ketetapan import IsianKetetapan, besok
from eoffice.laporan.actions.pernyataan import IsianPernyataan
from eoffice.laporan.kertas import BARIS, Skenario, Tiga
from eoffice.laporan.models import KontribusiNaskah
from eoffice.laporan.queries import adopsi, gudang
from eoffice.laporan.queries.pratinjau import pratinjau
from eoffice.laporan.states import Rentang
from eoffice.peristiwa.models import Peristiwa
from eoffice.peristiwa.states import Jenis
from tests.client import kirim
from tests.laporan.test_queries import lipat_semua, terbit

Masuk = Callable[..., FlaskClient]
KINI = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
BESOK = date(2026, 11, 21)
SEKDA = Actor(1, "Sekda", 1, "Sekretaris Daerah", opd_id=1, peran=frozenset({Peran.PEMANTAU}), samaran="s")
KADIS = Actor(2, "Kadis", 2, "Kepala Dinas", opd_id=10, pimpinan_opd_ids=frozenset({10}), samaran="k")
ALASAN = "Hasil survei berkas tahun lalu."


@pytest.fixture(autouse=True)
def november() -> None:
    clock.set_clock(KINI)


def isian(nilai: dict[str, Tiga[int]], sejak: date = BESOK, bukti: str = "ND 12/2026") -> IsianKetetapan:
    return IsianKetetapan(nilai, sejak, ALASAN, bukti)


NOL = Tiga(0, 0, 0)


def test_a_change_is_one_event_for_each_row_with_its_author_and_reason(session: Session) -> None:
    row = actions.tetapkan_kota(session, SEKDA, isian({"k_agenda": NOL, "g_salin": Tiga(0, 0, 1)}))
    session.commit()

    events = session.scalars(select(Peristiwa).order_by(Peristiwa.urut)).all()
    assert [(e.jenis, e.rincian["kode"], e.rincian["tinggi"]) for e in events] == [
        ("parameter.ditetapkan", "g_salin", "m-1"),
        ("parameter.ditetapkan", "k_agenda", 0),
    ]
    assert (row.penetap, row.alasan, row.berlaku_sejak) == ("Sekretaris Daerah", ALASAN, BESOK)


@pytest.mark.parametrize(
    ("nilai", "sejak", "kolom"),
    [
        ({"kappa": Tiga(500, 0, 1000)}, BESOK, "kappa"),
        ({"pi_unduh": Tiga(0, 200, 500)}, BESOK, "pi_unduh"),
        ({"k_agenda": NOL}, KINI.date(), "berlaku_sejak"),
        ({"bocor": Tiga(1001, 0, 0)}, BESOK, "bocor"),
        ({"gsm": Tiga(80_000, 80_000, 80_000)}, BESOK, "gsm"),
        ({}, BESOK, "nilai"),
    ],
)
def test_what_is_unordered_backdated_or_not_the_citys_is_refused_with_a_sentence(
    session: Session, nilai: dict[str, Any], sejak: date, kolom: str
) -> None:
    with pytest.raises(Invalid) as caught:
        actions.tetapkan_kota(session, SEKDA, isian(nilai, sejak))

    assert list(caught.value.fields) == [kolom] and len(caught.value.fields[kolom]) > 20


def test_an_office_proposes_its_own_paper_with_proof_and_a_pemantau_decides(session: Session) -> None:
    with pytest.raises(NotAllowed):
        actions.tetapkan_kota(session, KADIS, isian({"kappa": NOL}))
    with pytest.raises(NotAllowed):
        actions.usulkan_opd(session, KADIS, 11, isian({"npk": NOL}))
    with pytest.raises(Invalid, match="bukti"):
        actions.usulkan_opd(session, KADIS, 10, isian({"gsm": Tiga(80_000, 80_000, 80_000)}, bukti=""))
    with pytest.raises(Invalid) as caught:
        actions.usulkan_opd(session, KADIS, 10, isian({"kappa": NOL, "bocor": NOL}))
    assert sorted(caught.value.fields) == ["bocor", "kappa"]

    row = actions.usulkan_opd(
        session, KADIS, 10, isian({"gsm": Tiga(80_000, 80_000, 80_000), "dupleks": Tiga(1, 1, 1)})
    )
    assert queries.ketentuan(session).pada(10, BESOK).profil.gsm == 70
    with pytest.raises(Conflict):
        actions.usulkan_opd(session, KADIS, 10, isian({"npk": NOL}))
    with pytest.raises(NotAllowed):
        actions.putuskan(session, KADIS, row.id, terima=True)
    clock.set_clock(KINI + timedelta(days=5))
    actions.putuskan(session, SEKDA, row.id, terima=True)

    assert row.berlaku_sejak == besok()  # what was decided late does not hold backwards
    rules = queries.ketentuan(session)
    assert rules.pada(10, besok()).profil.gsm == 80 and rules.pada(10, besok()).profil.dupleks
    assert rules.pada(10, besok() - timedelta(days=1)).profil.gsm == 70
    assert rules.pada(11, besok()).profil.gsm == 70
    with pytest.raises(Conflict):
        actions.putuskan(session, SEKDA, row.id, terima=False, catatan="Terlambat, maaf ya.")


def test_a_refused_proposal_never_holds_and_needs_a_reason(session: Session) -> None:
    row = actions.usulkan_opd(session, KADIS, 10, isian({"npk": Tiga(1000, 1000, 1000)}))
    with pytest.raises(Invalid):
        actions.putuskan(session, SEKDA, row.id, terima=False)

    actions.putuskan(session, SEKDA, row.id, terima=False, catatan="Buktinya belum dilampirkan.")
    session.commit()

    assert queries.ketentuan(session).pada(10, date(2027, 1, 1)).parameter.nilai["npk"] == BARIS["npk"].nilai
    assert session.scalars(select(Peristiwa)).all() == []


def test_figures_use_the_factors_of_their_day_and_name_the_version(engine: Engine) -> None:
    with transaction(engine) as session:
        terbit(session, "naskah:1", 10, KINI)
        row = actions.tetapkan_kota(
            session, SEKDA, isian({"k_agenda": NOL, "c_kertas": Tiga(100_000, 100_000, 100_000)})
        )
        terbit(session, "naskah:2", 10, KINI + timedelta(days=1))
        kode = f"k{row.id}"
    lipat_semua(engine)

    with reading(engine) as session:
        rows = session.scalars(select(KontribusiNaskah).where(KontribusiNaskah.skenario == Skenario.TENGAH))
        assert {(r.naskah, r.versi, r.lembar_dasar) for r in rows} == {
            ("naskah:1", "bawaan-2026+bawaan", 3 * 7 * 1000),
            ("naskah:2", f"{kode}+bawaan", 3 * 6 * 1000),
        }
        after = queries.hasil_opd(session, 10, Rentang(BESOK, BESOK + timedelta(days=1))).tengah
        before = queries.hasil_opd(session, 10, Rentang(KINI.date(), BESOK)).tengah
        assert after.rp_kertas == Fraction(9, 10) * 18 * 100
        assert before.rp_kertas == Fraction(9, 10) * 21 * Fraction(124_246, 1000)
        assert queries.beda(session, queries.ketentuan(session)) == []


def test_the_preview_computes_a_month_twice_and_writes_nothing(engine: Engine) -> None:
    with transaction(engine) as session:
        terbit(session, "naskah:1", 10, datetime(2026, 10, 5, 3, tzinfo=UTC))
        terbit(session, "naskah:2", 11, datetime(2026, 10, 6, 3, tzinfo=UTC))
    lipat_semua(engine)

    with reading(engine) as session:
        city = pratinjau(session, None, {"k_agenda": NOL}, date(2026, 10, 1))
        own = pratinjau(session, 10, {"dupleks": Tiga(1, 1, 1)}, date(2026, 10, 1))
        none = pratinjau(session, 10, {"k_agenda": NOL}, date(2026, 1, 1))

    assert [p.tengah.lembar_garis_dasar for p in (city.sebelum, city.sesudah)] == [42, 36]
    assert [p.tengah.lembar_garis_dasar for p in (own.sebelum, own.sesudah)] == [21, 14]
    assert (city.naskah, city.seluruh, city.contoh, none.seluruh) == (2, 2, False, 0)


def test_the_page_previews_keeps_what_was_typed_and_sets(masuk: Masuk, kota_kecil: makers.Kota, engine: Engine) -> None:
    client = masuk("sekda")
    form = {f"k_agenda_{s}": "0" for s in Skenario} | {"berlaku_sejak": "2026-11-21", "alasan": ALASAN}

    seen = kirim(client, "/laporan/parameter/pratinjau", form)
    assert seen.status_code == 200 and "Akibat perubahan" in seen.get_data(as_text=True)
    wrong = kirim(
        client, "/laporan/parameter", {**form, "kappa_rendah": "1", "kappa_tengah": "0,5", "kappa_tinggi": "x"}
    )
    assert wrong.status_code == 422 and ALASAN in wrong.get_data(as_text=True)
    done = kirim(client, "/laporan/parameter", form)

    assert done.status_code == 303
    page = client.get("/laporan/parameter").get_data(as_text=True)
    assert "akan berlaku" in page and ALASAN in page
    assert kirim(masuk("kadis.dinsos"), "/laporan/parameter", form).status_code == 422  # a proposal without proof
    own = masuk("kadis.dinsos").get("/laporan/parameter").get_data(as_text=True)
    assert "Kirim usulan" in own and "Gramatur kertas" in own and 'name="kappa_rendah"' not in own


def nyatakan(session: Session, jumlah: int, bulan: date = date(2026, 10, 1), catatan: str = "") -> Any:
    return actions.nyatakan(session, KADIS, IsianPernyataan(10, bulan, jumlah, catatan))


def test_a_declaration_counts_in_its_month_as_still_on_paper_and_nowhere_else(engine: Engine) -> None:
    with transaction(engine) as session:
        terbit(session, "naskah:1", 10, datetime(2026, 10, 5, 3, tzinfo=UTC))
        nyatakan(session, 4)
    lipat_semua(engine)
    with transaction(engine) as session:
        nyatakan(session, 3, catatan="Satu ternyata tercatat.")
    lipat_semua(engine)

    with reading(engine) as session:
        (opd,) = adopsi.per_opd(session, Rentang(date(2026, 10, 1), date(2026, 11, 1))).values()
        assert opd.a9 == (3, 4)
        assert (opd.keluar, opd.lahir_digital, opd.tindakan) == (1, 1, 1)
        assert adopsi.per_opd(session, Rentang(date(2026, 11, 1), date(2026, 12, 1))) == {}
        assert queries.beda(session, queries.ketentuan(session)) == []
        row = gudang.pernyataan(session, [date(2026, 10, 1)])[10, date(2026, 10, 1)]
        assert (row.jumlah, row.jabatan) == (3, "Kepala Dinas")
        kinds = session.scalars(select(Peristiwa.jenis).where(Peristiwa.jenis != Jenis.NASKAH_DITERBITKAN))
        assert sorted(kinds, reverse=True) == ["laporan_kertas.bulanan", "koreksi.ganti"]


def test_only_months_that_are_over_and_only_by_the_sekretaris_or_leader(session: Session) -> None:
    for month in (date(2026, 11, 1), date(2026, 4, 1), date(2026, 10, 2)):
        with pytest.raises(Invalid):
            nyatakan(session, 1, month)
    with pytest.raises(NotAllowed):
        actions.nyatakan(session, SEKDA, IsianPernyataan(10, date(2026, 10, 1), 1))
    nyatakan(session, 1)
    with pytest.raises(Invalid) as caught:
        nyatakan(session, 2)

    assert list(caught.value.fields) == ["catatan"]
    assert nyatakan(session, 1).jumlah == 1


def test_the_declaration_page_shows_what_is_missing_and_never_guesses(masuk: Masuk, kota_kecil: makers.Kota) -> None:
    client = masuk("kadis.dinsos")
    opd = kota_kecil.unit["dinsos"].id

    before = client.get("/laporan/pernyataan").get_data(as_text=True)
    assert before.count("belum ada") == 6
    refused = kirim(client, "/laporan/pernyataan", {"opd": opd, "bulan": "2026-10", "jumlah": "2"})
    assert refused.status_code == 422 and "Centang pernyataannya" in refused.get_data(as_text=True)
    done = kirim(client, "/laporan/pernyataan", {"opd": opd, "bulan": "2026-10", "jumlah": "2", "setuju": "1"})
    after = client.get("/laporan/pernyataan").get_data(as_text=True)

    assert done.status_code == 303 and "2 naskah" in after and "terlambat" in after
    assert "belum ada" in masuk("sekda").get("/laporan/pernyataan").get_data(as_text=True)
    assert kirim(masuk("tu.dinsos"), "/laporan/pernyataan", {"opd": opd, "bulan": "2026-10"}).status_code in (403, 422)
