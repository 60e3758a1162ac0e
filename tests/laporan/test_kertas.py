"""The paper model against its worked examples, its golden results, and what must hold for any data."""

import random
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
import emas

from eoffice.errors import Invalid
from eoffice.laporan import kertas
from eoffice.laporan.kertas import Berkas, Fakta, Ketentuan, Profil, Skenario, Tembusan, Tiga, Tujuan
from eoffice.peristiwa.states import Jenis

R, T, TT = Skenario
AT = datetime(2026, 8, 12, 2, 0, tzinfo=UTC)
HARI = date(2026, 8, 12)
BIASA = Ketentuan().pada("A", HARI)
DUPLEKS = Ketentuan(profil={"A": ((date.min, "d", Profil(dupleks=True)),)}).pada("A", HARI)


def keluar(berkas: Berkas, skenario: Skenario, berlaku: kertas.Berlaku = BIASA, **given: object) -> Fraction:
    """B of an issued naskah in sheets."""
    kinds: dict[str, object] = {"tujuan": Tujuan(), "tembusan": Tembusan(), "putaran": 0, **given}
    return Fraction(kertas.baseline_keluar(berlaku, skenario, berkas, **kinds).mili_lembar, 1000)  # type: ignore[arg-type]


def one(*fakta: Fakta, ketentuan: Ketentuan | None = None) -> Tiga[kertas.Hasil]:
    """The city result of a few events."""
    rules = ketentuan or Ketentuan()
    counters = kertas.rekap(kertas.hitung(fakta, rules).values(), date.min, date.max)
    return kertas.hasil_kota(kertas.hasil(counters, rules).values())


def event(jenis: Jenis, id_: str = "", opd: str = "A", naskah: str | None = "N", **rincian: object) -> Fakta:
    return Fakta(id_ or f"{jenis}{sorted(rincian.items())}", jenis, opd, AT, naskah, rincian)


def terbit(halaman: int, ttd: str = "tte", lampiran: int = 0, **kinds: int) -> Fakta:
    return event(Jenis.NASKAH_DITERBITKAN, asal="digital", ttd=ttd, halaman=halaman, lampiran=lampiran, **kinds)


def test_w1_mass_rim_and_shelf_of_five_thousand_sheets() -> None:
    assert kertas.massa_kg(5_000_000_000, 215, 330, 70) == Fraction(248325, 10000)
    assert Fraction(5000, 500) == 10
    assert round(kertas.rak_meter(Fraction(5000), 175_000), 6) == Fraction(725714, 1000000)


def test_w2_single_sided_letter_to_three_opd_with_one_round() -> None:
    case = {"tujuan": Tujuan(opd_lain=3), "tembusan": Tembusan(opd_lain=1)}

    assert [keluar(Berkas(2), s, putaran=1, **case) for s in (T, TT)] == [15, 17]
    assert keluar(Berkas(2), R, putaran=1, **case) == 5
    assert keluar(Berkas(2), T, putaran=5, **case) == 16


def test_w3_duplex_letter_with_lampiran_to_ten_opd() -> None:
    case = {"tujuan": Tujuan(opd_lain=10), "tembusan": Tembusan(opd_lain=2), "putaran": 2}

    assert [keluar(Berkas(3, 4), s, DUPLEKS, **case) for s in Skenario] == [52, 64, 120]


def test_w4_paper_letter_disposed_to_three_and_forwarded_to_two() -> None:
    surat = event(Jenis.SURAT_DIREGISTRASI, naskah="M", asal="kertas_luar", halaman=3)
    root = event(Jenis.DISPOSISI_DIBUAT, "D1", naskah="M", disposisi="D1", kanal="sistem", target=3)
    child = event(Jenis.DISPOSISI_DIBUAT, "D2", naskah="M", disposisi="D2", induk="D1", kanal="sistem", target=2)

    found = one(surat, root, child)

    assert [found[s].lembar_garis_dasar for s in Skenario] == [1, 10, 17]
    assert one(surat).tengah == kertas.Hasil()


def test_w5_a_wet_signed_letter_has_its_master_although_no_print_was_logged() -> None:
    found = one(terbit(1, ttd="basah", t_opd_lain=2)).tengah

    assert (found.lembar_garis_dasar, found.lembar_nyata_terukur) == (5, 1)
    assert found.lembar_hemat_bersih == Fraction(7, 2)


def test_w6_an_outside_copy_on_paper_is_counted_once_with_its_envelope() -> None:
    rules = Ketentuan(profil={"A": ((date.min, "d", Profil(dupleks=True)),)})
    found = one(
        terbit(2, t_luar_kertas=1),
        event(Jenis.NASKAH_DICETAK, halaman=2, salinan=1, dupleks=1),
        event(Jenis.NASKAH_DIKIRIM_FISIK, salinan=1, amplop=1),
        ketentuan=rules,
    ).tengah

    assert (found.lembar_garis_dasar, found.lembar_nyata_terukur) == (4, 1)
    assert (found.lembar_hemat_bersih, found.amplop_hemat) == (Fraction(26, 10), 0)


def test_w7_printing_more_than_the_paper_way_gives_a_negative_saving() -> None:
    found = one(terbit(1, t_se_opd=1), event(Jenis.NASKAH_DICETAK, halaman=1, salinan=20, dupleks=0)).tengah

    assert (found.lembar_garis_dasar, found.lembar_nyata_terukur) == (4, 20)
    assert found.lembar_hemat_bersih == Fraction(-164, 10)


def test_w8_three_courier_copies_with_two_prints_add_one_copy() -> None:
    kirim = event(Jenis.NASKAH_DIKIRIM_FISIK, salinan=3)
    found = one(terbit(2), event(Jenis.NASKAH_DICETAK, halaman=2, salinan=2, dupleks=0), kirim).tengah

    assert found.lembar_nyata_terukur == 2 * 2 + 2
    assert kertas.nyata_fisik(BIASA, T, Berkas(2), wajib=3, tercatat=2).mili_lembar == 2000
    assert kertas.nyata_fisik(BIASA, T, Berkas(2), wajib=1, tercatat=2).mili_lembar == 0


def test_w9_the_store_room_confirms_part_of_the_potential() -> None:
    found = kertas.uji_gudang(Fraction(9000), Fraction(57), Fraction(47))

    assert (found.potensi, found.terkonfirmasi) == (9000, 5000)
    assert found.rho is not None and round(found.rho, 4) == Fraction(5556, 10000)
    assert not found.tidak_wajar
    assert kertas.uji_gudang(Fraction(9000), Fraction(30), Fraction(20)).tidak_wajar
    assert kertas.uji_gudang(Fraction(9000), None, Fraction(20)).terkonfirmasi is None


def test_w10_rupiah_of_paper_toner_and_envelopes() -> None:
    rules = emas.ketentuan()
    counters = kertas.rekap(kertas.hitung(emas.fakta(), rules).values(), *emas.AGUSTUS)
    found = kertas.hasil(counters, rules)["DISKOMINFO"].tengah

    assert (found.rp_kertas, found.rp_toner, found.rp_amplop, found.rp_total) == (5750, 4002, 2500, 12_252)


def golden(found: dict[kertas.Opd, Tiga[kertas.Hasil]]) -> dict[tuple[str, str, str], Fraction]:
    """Results in the shape of the golden file."""
    scopes = {**found, "KOTA": kertas.hasil_kota(found.values())}
    return {
        (name, str(scope), str(s)): emas.bulat(getattr(tiga[s], name))
        for scope, tiga in scopes.items()
        for s in Skenario
        for name in kertas.UKURAN
    }


EXPECTED = {
    (row["metrik"], row["cakupan"], row["skenario"]): Fraction(row["nilai"])
    for row in emas.rows("hasil-diharapkan.csv")
    if row["skenario"]
}


def test_every_paper_value_of_the_golden_month_is_reproduced() -> None:
    rules = emas.ketentuan()

    counters = kertas.rekap(kertas.hitung(emas.fakta(), rules).values(), *emas.AGUSTUS)

    assert len(EXPECTED) == 18 * 4 * 3
    assert golden(kertas.hasil(counters, rules)) == EXPECTED


def test_every_naskah_of_the_golden_month_is_reproduced() -> None:
    found = []
    for naskah, kontribusi in sorted(kertas.hitung(emas.fakta(), emas.ketentuan()).items()):
        for (opd, _, _), tiga in kertas.rekap([kontribusi], *emas.AGUSTUS).items():
            for s in Skenario:
                u = tiga[s]
                found.append((str(s), naskah, opd, u.lembar_dasar, u.lembar_nyata, u.halaman_dasar, u.halaman_nyata))

    # A naskah whose print came on another day has two rows in the counters; the golden file has their sum.
    summed: dict[tuple[str, str, object], list[int]] = {}
    for s_, naskah, opd, *counts in found:
        held = summed.setdefault((s_, naskah, opd), [0, 0, 0, 0])
        summed[s_, naskah, opd] = [a + b for a, b in zip(held, counts, strict=True)]
    columns = ("lembar_garis_dasar", "lembar_nyata", "halaman_garis_dasar", "halaman_nyata")
    assert summed == {
        (row["skenario"], row["naskah"], row["opd"]): [int(Fraction(row[c]) * 1000) for c in columns]
        for row in emas.rows("hasil-per-naskah.csv")
    }


def test_two_hundred_orders_of_arrival_give_the_same_counters() -> None:
    rules, delivered, chance = emas.ketentuan(), emas.fakta(), random.Random(20260831)
    whole = kertas.rekap(kertas.hitung(delivered, rules).values(), date.min, date.max)

    for _ in range(200):
        chance.shuffle(delivered)
        fold = kertas.Lipatan(rules)
        for each in delivered:
            fold.terima(each)
        assert fold.rekap == whole


def test_a_correction_of_a_correction_restores_the_event_in_every_order() -> None:
    cetak = event(Jenis.NASKAH_DICETAK, "C", halaman=1, salinan=4, dupleks=0)
    batal = event(Jenis.KOREKSI_BATAL, "K1", naskah=None, rujukan="C")
    pulih = event(Jenis.KOREKSI_BATAL, "K2", naskah=None, rujukan="K1")
    ganti = event(Jenis.KOREKSI_GANTI, "K3", naskah=None, rujukan="C", menjadi={"salinan": 3})

    assert one(cetak).tengah.lembar_nyata_terukur == 4
    assert one(cetak, batal).tengah.lembar_nyata_terukur == 0
    assert one(cetak, batal, pulih).tengah.lembar_nyata_terukur == 4
    events = [cetak, batal, pulih, ganti]
    for seed in range(24):
        random.Random(seed).shuffle(events)
        fold = kertas.Lipatan(Ketentuan())
        for each in events:
            fold.terima(each)
        ((key, tiga),) = fold.rekap.items()
        assert (key[0], tiga.tengah.lembar_nyata) == ("A", 3000)


def test_two_different_events_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="C"):
        one(event(Jenis.NASKAH_DICETAK, "C", salinan=1), event(Jenis.NASKAH_DICETAK, "C", salinan=2))


def test_a_letter_from_inside_the_city_is_counted_only_at_its_sender() -> None:
    inside = event(Jenis.SURAT_DIREGISTRASI, "R1", naskah="M", asal="internal", rujukan="N", halaman=9)
    known = event(Jenis.SURAT_DIREGISTRASI, "R2", naskah="M", asal="srikandi", rujukan="N", halaman=9)
    outside = event(Jenis.SURAT_DIREGISTRASI, "R3", naskah="M", asal="srikandi", halaman=9)

    assert [one(each).tengah.lembar_garis_dasar for each in (inside, known, outside)] == [0, 0, 9]


def test_paper_letters_paper_dispositions_and_training_count_nothing() -> None:
    paper = replace(terbit(2), rincian={"asal": "kertas", "ttd": "basah", "halaman": 2, "t_opd_lain": 1})
    typed_in = event(Jenis.DISPOSISI_DIBUAT, naskah="M", kanal="kertas", target=3, halaman=2)
    training = replace(terbit(2, t_opd_lain=5), rincian={**terbit(2, t_opd_lain=5).rincian, "uji_coba": True})

    assert [one(each) for each in (paper, typed_in, training)] == [Tiga(*[kertas.Hasil()] * 3)] * 3


def test_a_draft_that_was_never_issued_saves_nothing_but_its_prints_count() -> None:
    found = one(event(Jenis.NASKAH_DICETAK, halaman=2, salinan=1, dupleks=0), event(Jenis.NASKAH_DIKEMBALIKAN)).tengah

    assert (found.lembar_garis_dasar, found.lembar_nyata_terukur) == (0, 2)


def test_prints_belong_to_the_opd_and_the_day_of_the_printing() -> None:
    late = replace(
        event(Jenis.NASKAH_DICETAK, opd="B", halaman=2, salinan=1, dupleks=0), pada=AT.replace(day=31, hour=17)
    )

    counters = kertas.rekap(kertas.hitung([terbit(2, t_opd_lain=1), late], Ketentuan()).values(), date.min, date.max)

    assert {(opd, day): t.tengah.lembar_nyata for (opd, day, _), t in counters.items()} == {
        ("A", HARI): 0,
        ("B", date(2026, 9, 1)): 2000,
    }


def test_new_parameters_hold_from_their_date_and_never_backwards() -> None:
    base = kertas.PARAMETER_AWAL
    rules = Ketentuan(
        parameter=(
            (date(2026, 1, 1), "satu", base),
            (date(2026, 8, 13), "dua", base.ganti({"bocor": Tiga(1000, 1000, 1000)})),
        )
    )
    before, after = (
        terbit(2, t_opd_lain=1),
        replace(terbit(2, t_opd_lain=1), id="x", naskah="O", pada=AT.replace(day=13)),
    )

    assert one(before, ketentuan=rules) == one(before)
    assert one(before, after, ketentuan=rules).tengah.lembar_hemat_bersih == one(before).tengah.lembar_hemat_bersih
    assert {rules.pada("A", d).versi for d in (date(2020, 1, 1), HARI)} == {"satu+bawaan"}
    assert rules.versi("A", "dua+bawaan") is rules.pada("A", date(2026, 8, 13))


@pytest.mark.parametrize(
    ("kode", "tiga"),
    [("kappa", Tiga(500, 0, 1000)), ("pi_unduh", Tiga(0, 200, 500)), ("rak", Tiga(150_000, 175_000, 200_000))],
)
def test_an_unordered_parameter_is_refused_by_name(kode: str, tiga: Tiga[int]) -> None:
    with pytest.raises(Invalid) as caught:
        kertas.PARAMETER_AWAL.ganti({kode: tiga})

    assert list(caught.value.fields) == [kode]
    assert "berurutan" in caught.value.fields[kode]


def test_missing_unknown_and_absurd_parameters_are_all_named_at_once() -> None:
    values = {**kertas.PARAMETER_AWAL.nilai, "bocor": Tiga(1001, 0, 0), "asing": Tiga(0, 0, 0)}
    del values["d0"]

    with pytest.raises(Invalid) as caught:
        kertas.Parameter(values)

    assert sorted(caught.value.fields) == ["asing", "bocor", "d0"]


def test_an_opd_cannot_raise_its_own_score() -> None:
    with pytest.raises(Invalid) as caught:
        Profil(ganti={"kappa": Tiga(1000, 1000, 1000)}, gsm=0)

    assert sorted(caught.value.fields) == ["kappa", "kertas"]
    allowed = Profil(ganti={"k_agenda": Tiga(0, 0, 0)})
    rules = Ketentuan(profil={"A": ((date.min, "a", allowed),)})
    assert one(terbit(1), ketentuan=rules).tengah.lembar_garis_dasar == one(terbit(1)).tengah.lembar_garis_dasar - 1


@pytest.mark.parametrize("text", ["setengah", "0,0005", "NaN", "Infinity"])
def test_a_parameter_is_read_as_people_write_it_or_refused(text: str) -> None:
    assert [kertas.BARIS["kappa"].baca(t) for t in ("0,5", "0.5", " 2 ")] == [500, 500, 2000]
    assert kertas.BARIS["g_salin"].baca("m-1") == 1
    with pytest.raises(Invalid):
        kertas.BARIS["kappa"].baca(text)
    with pytest.raises(Invalid):
        kertas.BARIS["g_salin"].baca(text)


small = st.integers(0, 4)


@st.composite
def letters(draw: st.DrawFn) -> list[Fakta]:
    found = []
    for n in range(draw(st.integers(1, 4))):
        naskah, opd = f"N{n}", draw(st.sampled_from("AB"))
        kinds = {
            k: draw(small)
            for k in ("t_opd_lain", "t_se_opd", "t_luar_digital", "t_luar_kertas", "tb_opd_lain", "tb_se_opd")
        }
        pages = {"halaman": draw(st.integers(0, 7)), "lampiran": draw(small)}
        ttd = draw(st.sampled_from(["tte", "basah"]))
        events: list[tuple[Jenis, dict[str, object]]] = [
            (Jenis.NASKAH_DITERBITKAN, {"asal": "digital", "ttd": ttd, **pages, **kinds}),
            (Jenis.SURAT_DIREGISTRASI, {"asal": draw(st.sampled_from(["digital_luar", "kertas_luar"])), **pages}),
            *[(Jenis.NASKAH_DIKEMBALIKAN, {"putaran": r}) for r in range(draw(small))],
            *[
                (Jenis.DISPOSISI_DIBUAT, {"kanal": "sistem", "target": m, "induk": "D" if m > 2 else None})
                for m in range(draw(small))
            ],
            (Jenis.NASKAH_DICETAK, {**pages, "salinan": draw(small), "dupleks": draw(st.sampled_from([None, 0, 1]))}),
            (Jenis.NASKAH_DIUNDUH_CETAK, {**pages, "salinan": draw(small)}),
            (Jenis.NASKAH_DIUNDUH, pages),
            (Jenis.NASKAH_DIKIRIM_FISIK, {"salinan": draw(small), "amplop": draw(small)}),
        ]
        kept = draw(st.lists(st.sampled_from(range(len(events))), unique=True))
        found += [Fakta(f"{naskah}-{i}", events[i][0], opd, AT, naskah, events[i][1]) for i in sorted({0, *kept})]
    return found


@st.composite
def ordered(draw: st.DrawFn) -> kertas.Parameter:
    values = {}
    for kode, baris in kertas.BARIS.items():
        top = min(baris.paling_besar, 400_000)
        three = sorted(draw(st.integers(baris.paling_kecil, top)) for _ in range(3))
        values[kode] = Tiga(*(three if baris.naik else reversed(three)))
    return kertas.Parameter(values)


@settings(max_examples=80, deadline=None)
@given(letters(), ordered(), st.booleans())
def test_the_minimum_never_exceeds_the_estimate_nor_the_estimate_the_maximum(
    fakta: list[Fakta], parameter: kertas.Parameter, dupleks: bool
) -> None:
    rules = Ketentuan(((date.min, "p", parameter),), {"A": ((date.min, "d", Profil(dupleks=dupleks)),)})

    for tiga in kertas.hasil(kertas.rekap(kertas.hitung(fakta, rules).values(), date.min, date.max), rules).values():
        for name in ("lembar_hemat_bersih", "halaman_hemat_bersih", "amplop_hemat"):
            values = [getattr(tiga[s], name) for s in Skenario]
            assert values == sorted(values)


@settings(max_examples=60, deadline=None)
@given(letters(), st.randoms(use_true_random=False))
def test_folding_one_by_one_equals_computing_at_once(fakta: list[Fakta], chance: random.Random) -> None:
    fold = kertas.Lipatan(Ketentuan())
    shuffled = [*fakta, *fakta[:3]]
    chance.shuffle(shuffled)
    for each in shuffled:
        fold.terima(each)

    assert fold.kontribusi == kertas.hitung(fakta, Ketentuan())
    assert fold.rekap == kertas.rekap(fold.kontribusi.values(), date.min, date.max)


def test_numbers_are_written_as_indonesians_read_them() -> None:
    assert [kertas.angka(Fraction(n)) for n in ("1234.5", "-16.4", "0", "0.0000001")] == ["1.234,5", "−16,4", "0", "0"]
    estimates = ["115.5", "50.8", "228", "1250", "-16.4", "0.347", "99.7", "0"]
    assert [kertas.kira_kira(Fraction(n)) for n in estimates] == [
        "120",
        "51",
        "230",
        "1.300",
        "−16",
        "0,35",
        "100",
        "0",
    ]
    assert kertas.rentang(Fraction(508, 10), Fraction(231, 2), Fraction(228)) == "sekitar 120 lembar, rentang 51–230"
    assert kertas.rentang(Fraction(-16), Fraction(-2), Fraction(3)) == "sekitar −2 lembar, rentang −16 sampai 3"


def test_the_derivation_shows_the_formula_with_its_figures() -> None:
    kontribusi = kertas.hitung(emas.fakta(), emas.ketentuan())

    told = kertas.derivasi(kontribusi["N01"], emas.ketentuan())

    assert [(step.judul, step.isi, step.hasil) for step in told.of(T)] == [
        ("Garis dasar naskah keluar", "2 × (1 + 0,5 × min(1, 2) + 3 + 1 + 1 + 1) + 0", "15 lembar"),
        ("Kertas bersih terhindar", "(1 − 0,1) × 15 − 0", "13,5 lembar"),
    ]
    assert told.langkah[1].catatan == (
        "S = 2 lembar: 2 halaman isi dan 0 halaman lampiran, dicetak satu muka; 15 halaman cetak. "
        "Amplop: 1 × 4 + 0 = 4."
    )
    assert told.lembar == Tiga(Fraction(4), Fraction(27, 2), Fraction(17))
    assert told.kalimat == "Kertas yang terhindar untuk naskah ini sekitar 14 lembar, rentang 4–17."
    assert (
        "kappa",
        "cetak ulang per putaran koreksi digital",
        "cetak/putaran",
        Tiga("0", "0,5", "1"),
    ) in told.parameter


def test_the_derivation_of_every_golden_naskah_ends_at_its_net_saving() -> None:
    rules = emas.ketentuan()
    for kontribusi in kertas.hitung(emas.fakta(), rules).values():
        counters = kertas.rekap([kontribusi], date.min, date.max)
        total = kertas.hasil_kota(kertas.hasil(counters, rules).values())

        told = kertas.derivasi(kontribusi, rules)

        assert [told.lembar[s] for s in Skenario] == [total[s].lembar_hemat_bersih for s in Skenario]
        assert len(told.langkah) == 3 * len(kontribusi.pos)
