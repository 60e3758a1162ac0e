"""What is typed in the place of a code (naskah-dinas 6.1)."""

import makers
import pytest
from sqlalchemy.orm import Session

from eoffice.errors import Invalid
from eoffice.klasifikasi import queries


def test_a_title_that_was_typed_whole_is_its_code_though_others_have_the_word(session: Session) -> None:
    makers.kode(session, "400.9", label="Sosial")
    makers.kode(session, "400.9.2", label="Kesejahteraan Sosial Anak")

    assert queries.choose(session, " sosial").kode == "400.9"
    with pytest.raises(Invalid, match="Kode klasifikasi belum dipilih"):
        queries.choose(session, "sosia")
