"""Packages and imports move as their tables say, and by nothing else; no database needed."""

import pytest

from eoffice.errors import Conflict
from eoffice.paket.models import Impor, Paket
from eoffice.paket.states import (
    IMPOR_JALAN,
    IMPOR_LABEL,
    MOVES_IMPOR,
    MOVES_PAKET,
    PAKET_JALAN,
    PAKET_LABEL,
    LangkahImpor,
    LangkahPaket,
    StatusImpor,
    StatusPaket,
)


def test_every_status_is_reached_has_its_words_and_every_step_is_used() -> None:
    assert set(MOVES_PAKET.values()) | {StatusPaket.MENUNGGU} == set(StatusPaket) == set(PAKET_LABEL)
    assert set(MOVES_IMPOR.values()) | {StatusImpor.DITERIMA} == set(StatusImpor) == set(IMPOR_LABEL)
    assert {step for _, step in MOVES_PAKET} == set(LangkahPaket)
    assert {step for _, step in MOVES_IMPOR} == set(LangkahImpor)


def test_what_the_worker_holds_can_end_and_what_is_over_stays_so() -> None:
    assert {s for s, step in MOVES_IMPOR if step is LangkahImpor.TOLAK} == set(IMPOR_JALAN)
    over = {StatusImpor.SELESAI, StatusImpor.DITOLAK, StatusImpor.DIBATALKAN}
    assert not {s for s, _ in MOVES_IMPOR} & over
    assert {s for s, step in MOVES_PAKET if step is LangkahPaket.SUSUN} == set(PAKET_JALAN)
    assert not [s for s, _ in MOVES_PAKET if s is StatusPaket.HABIS]


@pytest.mark.parametrize("status", list(StatusImpor))
def test_an_import_moves_as_the_table_says_and_refuses_the_rest(status: StatusImpor) -> None:
    for step in LangkahImpor:
        row = Impor(status=status)
        if (status, step) in MOVES_IMPOR:
            assert (row.move(step), row.status) == (status, MOVES_IMPOR[status, step])
            continue
        with pytest.raises(Conflict, match=f"“{IMPOR_LABEL[status]}”"):
            row.move(step)
        assert row.status is status


@pytest.mark.parametrize("status", list(StatusPaket))
def test_a_package_moves_as_the_table_says_and_refuses_the_rest(status: StatusPaket) -> None:
    for step in LangkahPaket:
        row = Paket(status=status)
        if (status, step) in MOVES_PAKET:
            assert (row.move(step), row.status) == (status, MOVES_PAKET[status, step])
            continue
        with pytest.raises(Conflict, match=f"“{PAKET_LABEL[status]}”"):
            row.move(step)
        assert row.status is status
