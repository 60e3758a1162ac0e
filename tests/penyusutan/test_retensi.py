"""The rules of retention without a database: what is due, what is shorter, and that nothing protected may be destroyed."""

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.arsip.states import Kustodi, Retensi, longest, mengapa
from eoffice.klasifikasi.states import NasibAkhir
from eoffice.penyusutan import kaidah
from eoffice.penyusutan.kaidah import Fakta
from eoffice.penyusutan.retensi import MOVES, Arah, Keadaan, Putusan, StatusUsul, Tempo, arah, gabung, ke_lkd, tempo

MUSNAH, DINILAI, PERMANEN = NasibAkhir.MUSNAH, NasibAkhir.DINILAI_KEMBALI, NasibAkhir.PERMANEN
HARI = date(2026, 11, 23)


def r(aktif: int, inaktif: int, nasib: NasibAkhir = MUSNAH, pemicu: str = "berkas ditutup") -> Retensi:
    return Retensi(aktif, inaktif, nasib, pemicu, "000.1")


@pytest.mark.parametrize(
    ("lama", "baru", "expected"),
    [
        (r(2, 3), r(2, 3), Arah.TETAP),
        (r(2, 3), r(2, 4), Arah.PANJANG),
        (r(2, 3), r(3, 2), Arah.PANJANG),
        (r(2, 3), r(1, 4), Arah.PENDEK),  # leaves the unit pengolah a year earlier
        (r(2, 3), r(2, 2), Arah.PENDEK),
        (r(2, 3), r(1, 9), Arah.PENDEK),
        (r(2, 3, PERMANEN), r(9, 9, MUSNAH), Arah.PENDEK),
        (r(2, 3, DINILAI), r(2, 3, MUSNAH), Arah.PENDEK),
        (r(2, 3, MUSNAH), r(2, 3, DINILAI), Arah.PANJANG),
        (r(2, 3), r(2, 3, MUSNAH, "setelah pensiun"), Arah.PANJANG),
    ],
)
def test_whatever_lets_go_earlier_anywhere_is_shorter(lama: Retensi, baru: Retensi, expected: Arah) -> None:
    assert arah(lama, baru) is expected


_retensi = st.builds(
    Retensi,
    st.integers(0, 12),
    st.integers(0, 30),
    st.sampled_from(list(NasibAkhir)),
    st.sampled_from(["berkas ditutup", "setelah pensiun"]),
)


@given(_retensi, _retensi)
def test_taking_the_longer_of_both_never_shortens(lama: Retensi, baru: Retensi) -> None:
    taken = gabung(lama, baru)

    assert arah(lama, taken) is not Arah.PENDEK
    assert arah(baru, taken) is not Arah.PENDEK


@given(_retensi, st.lists(_retensi, max_size=4))
def test_an_item_never_shortens_its_berkas_and_a_longer_one_is_explained(own: Retensi, items: list[Retensi]) -> None:
    found = longest(own, items)

    assert arah(own, replace(found, pemicu=own.pemicu)) is not Arah.PENDEK
    changed = (found.total, found.aktif, found.nasib) != (own.total, own.aktif, own.nasib)
    assert bool(mengapa(own, items)) is changed


def test_a_decided_proposal_is_never_opened_again() -> None:
    assert {status for status, _ in MOVES} == {StatusUsul.USUL}
    assert set(MOVES.values()) == set(StatusUsul) - {StatusUsul.USUL}
    assert {putusan for _, putusan in MOVES} == set(Putusan)


@pytest.mark.parametrize(("tahun", "expected"), [(0, False), (9, False), (10, True), (20, True)])
def test_ten_years_inactive_go_on_to_the_lembaga_kearsipan(tahun: int, expected: bool) -> None:
    assert ke_lkd(tahun) is expected


def k(**more: object) -> Keadaan:
    plain = Keadaan(ditutup=True, jatuh_aktif=HARI, jatuh_inaktif=HARI + timedelta(days=1), nasib=MUSNAH)
    return replace(plain, **more)  # type: ignore[arg-type]


OVER = {"jatuh_inaktif": HARI}


@pytest.mark.parametrize(
    ("keadaan", "expected"),
    [
        (k(), Tempo.PINDAH),
        (k(jatuh_aktif=HARI + timedelta(days=1)), None),
        (k(kustodi=Kustodi.UNIT_KEARSIPAN), None),
        (k(ditahan=True), None),
        (k(berakhir=True), None),
        (k(ditutup=False), None),
        (k(jatuh_aktif=None, jatuh_inaktif=None), Tempo.PEMICU),
        (k(**OVER), Tempo.MUSNAH),
        (k(**OVER, kustodi=Kustodi.UNIT_KEARSIPAN), Tempo.MUSNAH),
        (k(**OVER, nasib=PERMANEN), Tempo.SERAH),
        (k(**OVER, nasib=DINILAI), Tempo.NILAI),
        (k(**OVER, vital=True), Tempo.NILAI),
        (k(**OVER, terjaga=True), Tempo.NILAI),
        (k(**OVER, vital=True, nasib=PERMANEN), Tempo.SERAH),
        (k(**OVER, ditahan=True), None),
    ],
)
def test_what_is_due_follows_from_the_dates_the_fate_and_the_flags(keadaan: Keadaan, expected: Tempo | None) -> None:
    assert tempo(keadaan, HARI) is expected


def _fakta(state: Keadaan, on: date, *, usul: bool = False) -> Fakta:
    return Fakta(
        nomor="1", nasib=state.nasib, jatuh_inaktif=state.jatuh_inaktif, hari=on, tertutup=state.ditutup,
        tahan_hukum=state.ditahan, vital=state.vital, terjaga=state.terjaga, usul_jra=usul,
        akhir="berakhir" if state.berakhir else "",
    )  # fmt: skip


_EVENTS = (
    "tutup",
    "pemicu",
    "vital",
    "terjaga",
    "tahan",
    "pindah",
    "jra_permanen",
    "jra_musnah_terlama",
    "tahun_berlalu",
)


@given(st.sampled_from(list(NasibAkhir)), st.lists(st.sampled_from(_EVENTS), max_size=14))
def test_no_order_of_events_lets_what_is_protected_be_destroyed(nasib: NasibAkhir, events: list[str]) -> None:
    """Nothing in the list takes a protection off, so what was ever protected must stay out of reach, whatever came when."""
    state, day = Keadaan(ditutup=False, jatuh_aktif=None, jatuh_inaktif=None, nasib=nasib), date(2020, 2, 29)
    kept = r(2, 3, nasib)
    protected = nasib is not MUSNAH
    for event in events:
        if event == "tutup":
            state = replace(state, ditutup=True)
        elif event == "pemicu" and state.ditutup:
            state = replace(state, jatuh_aktif=day + timedelta(days=365 * kept.aktif))
            state = replace(state, jatuh_inaktif=day + timedelta(days=365 * kept.total))
        elif event == "vital":
            state, protected = replace(state, vital=True), True
        elif event == "terjaga":
            state, protected = replace(state, terjaga=True), True
        elif event == "tahan":
            state, protected = replace(state, ditahan=True), True
        elif event == "pindah":
            state = replace(state, kustodi=Kustodi.UNIT_KEARSIPAN)
        elif event.startswith("jra"):
            kept = gabung(kept, r(1, 1, PERMANEN if event == "jra_permanen" else MUSNAH))
            state = replace(state, nasib=kept.nasib)
            protected |= kept.nasib is not MUSNAH
        else:
            day += timedelta(days=366 * 3)
        may = not kaidah.boleh_musnah(_fakta(state, day))
        assert not (protected and may)
        assert not (protected and tempo(state, day) is Tempo.MUSNAH)
        assert not may or tempo(state, day) is Tempo.MUSNAH


def test_every_way_of_being_protected_is_named_by_a_rule() -> None:
    over = k(**OVER)
    for vital, terjaga, held in itertools.product((False, True), repeat=3):
        state = replace(over, vital=vital, terjaga=terjaga, ditahan=held)
        rules = {h.kaidah for h in kaidah.boleh_musnah(_fakta(state, HARI))}
        expected = {"SST-03"} if vital else set()
        expected |= {"SST-04"} if terjaga else set()
        expected |= {"SST-05"} if held else set()
        assert rules == expected
    assert {h.kaidah for h in kaidah.boleh_musnah(_fakta(over, HARI, usul=True))} == {"SST-12"}
