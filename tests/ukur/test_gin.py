"""The row that only PostgreSQL has, and what it makes for it."""

import pytest
from sqlalchemy import Engine, inspect
from sqlalchemy.orm import Session

from eoffice.ukur import kueri
from eoffice.ukur.tempat import Tempat


@pytest.mark.parametrize(("most", "names"), [(200_000, ["hak-gin", "hak-gin-rapat"]), (100, ["hak-gin"])])
def test_what_it_is_held_against_lies_by_date_and_is_gone_afterwards(
    session: Session, tempat: Tempat, monkeypatch: pytest.MonkeyPatch, most: int, names: list[str]
) -> None:
    if tempat.dialect != "postgresql":
        pytest.skip("hanya PostgreSQL")
    monkeypatch.setattr(kueri, "MENURUT_WAKTU", most)
    engine: Engine = tempat.services.engine

    rows = {row.nama: row for row in kueri.hak(tempat)}

    assert [name for name in rows if name.startswith("hak-gin")] == names
    assert [s.kata for s in rows["hak-gin"].sasaran] == ["≤ 1/8"]
    assert all(not rows[name].sasaran for name in names[1:])
    assert [name for name in inspect(engine).get_table_names() if name.startswith("ukur")] == []
