"""The tables of moves: everything can be reached, and nothing ends where somebody still waits."""

from datetime import date

import pytest

from eoffice.errors import Conflict
from eoffice.layanan_arsip.models import Peminjaman, PermintaanAkses
from eoffice.layanan_arsip.states import (
    BERJALAN,
    LABEL_AKSES,
    LABEL_PINJAM,
    MOVES_AKSES,
    MOVES_PINJAM,
    PerbuatanAkses,
    PerbuatanPinjam,
    StatusAkses,
    StatusPinjam,
)


def test_every_status_is_reached_and_has_its_words() -> None:
    assert set(MOVES_AKSES.values()) | {StatusAkses.DIMINTA} == set(StatusAkses) == set(LABEL_AKSES)
    assert set(MOVES_PINJAM.values()) | {StatusPinjam.DIMINTA} == set(StatusPinjam) == set(LABEL_PINJAM)
    assert {p for _, p in MOVES_AKSES} == set(PerbuatanAkses)
    assert {p for _, p in MOVES_PINJAM} == set(PerbuatanPinjam)


def test_only_what_runs_can_still_move() -> None:
    assert {s for s, _ in MOVES_PINJAM} == BERJALAN


@pytest.mark.parametrize("status", list(StatusPinjam))
@pytest.mark.parametrize("perbuatan", list(PerbuatanPinjam))
def test_a_lending_moves_as_the_table_says_and_refuses_the_rest(
    status: StatusPinjam, perbuatan: PerbuatanPinjam
) -> None:
    row = Peminjaman(status=status)
    if (status, perbuatan) in MOVES_PINJAM:
        row.move(perbuatan)
        assert row.status is MOVES_PINJAM[status, perbuatan]
    else:
        with pytest.raises(Conflict):
            row.move(perbuatan)
        assert row.status is status


def test_a_refused_request_is_not_approved_afterwards() -> None:
    row = PermintaanAkses(status=StatusAkses.DITOLAK)

    with pytest.raises(Conflict):
        row.move(PerbuatanAkses.SETUJUI)


def test_only_paper_that_is_out_is_late() -> None:
    day = date(2026, 11, 23)
    row = Peminjaman(status=StatusPinjam.DIPINJAM, jatuh_tempo=date(2026, 11, 20))

    assert row.lewat(day) == 3
    row.status = StatusPinjam.KEMBALI
    assert row.lewat(day) == 0
