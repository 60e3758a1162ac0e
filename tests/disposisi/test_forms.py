"""What the form of giving makes of posted fields."""

import pytest
from werkzeug.datastructures import MultiDict

from eoffice.disposisi import forms
from eoffice.disposisi.states import Peran
from eoffice.errors import Invalid
from eoffice.organisasi import waktu


def posted(**fields: object) -> MultiDict[str, str]:
    found: MultiDict[str, str] = MultiDict({"versi": "1", "instruksi": "pelajari"})
    for name, value in fields.items():
        found.setlist(name, value if isinstance(value, list) else [str(value)])
    return found


def baca(**fields: object) -> forms.Disposisi:
    return forms.disposisi(posted(**fields), waktu.muat_kalender())


def test_the_chosen_one_answers_and_the_others_support_or_know() -> None:
    form = baca(penerima=["7", "8", "9"], penanggung_jawab="8", mengetahui=["9"])

    assert list(form.isian.penerima) == [(7, Peran.PENDUKUNG), (8, Peran.PENANGGUNG_JAWAB), (9, Peran.MENGETAHUI)]


def test_who_was_unticked_again_gets_nothing() -> None:
    with pytest.raises(Invalid) as caught:
        baca(penerima=["7", "9"], penanggung_jawab="8")
    alone = baca(penerima=["7"], penanggung_jawab="8")

    assert list(caught.value.fields) == ["penanggung_jawab"]
    assert [jabatan_id for jabatan_id, _ in alone.isian.penerima] == [7]


def test_what_was_only_typed_is_added_once() -> None:
    form = baca(penerima=["7"], penerima_teks="Pengolah Data")

    assert form.ketikan == "Pengolah Data"
    assert [j for j, _ in forms.with_penerima(form, 12).penerima] == [7, 12]
    assert forms.with_penerima(form, 7) is form.isian


def test_nobody_at_all_is_refused() -> None:
    with pytest.raises(Invalid) as caught:
        baca()

    assert list(caught.value.fields) == ["penerima"]
