"""The form of every jenis, filled with its sample as a person would: each own field is there, and is kept as it was typed."""

from collections.abc import Callable
from typing import Any

import pytest
from client import kirim
from flask.testing import FlaskClient
from makers import Kota
from sqlalchemy import Engine

from eoffice import db
from eoffice.naskah import jenis
from eoffice.naskah.models import Naskah
from tests.naskah import emas

pytestmark = pytest.mark.sekali
Masuk = Callable[..., FlaskClient]

#: The first sample of each jenis.
CONTOH = {emas.envelope(name)["jenis"]: name for name in reversed(emas.NAMES)}


def _typed(k: jenis.Kolom, value: Any) -> str:
    return "\n".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


def _form(kind: jenis.Jenis, rincian: dict[str, Any]) -> dict[str, Any]:
    form: dict[str, Any] = {}
    for k in kind.kolom:
        value = rincian.get(k.nama)
        if not k.berbaris:
            form[k.nama] = _typed(k, value)
            continue
        rows = [value] if isinstance(value, dict) else value or []
        for part in k.kolom:
            form[f"{k.nama}.{part.nama}"] = [_typed(part, row.get(part.nama)) for row in rows]
    return form


@pytest.mark.parametrize("kode", [each.kode for each in jenis.DITULIS])
def test_every_form_keeps_what_its_sample_says(kode: str, engine: Engine, kota_kecil: Kota, masuk: Masuk) -> None:
    client, kind, page = masuk("staf.dinsos"), jenis.get(kode), emas.halaman(CONTOH[kode])
    path = kirim(client, "/naskah/baru", {"jenis": kode}).location
    shown = client.get(f"{path}?langkah=2").text
    form = _form(kind, dict(page.rincian))
    assert [name for name in form if f'name="{name}"' not in shown] == []
    if kind.judul is None:
        form["hal"] = page.hal
    naskah_id = int(path.split("/")[2])
    with db.transaction(engine) as session:
        form["versi"] = str(session.get_one(Naskah, naskah_id).version)

    answer = kirim(client, path, {**form, "sifat": "biasa", "urgensi": "biasa"})

    assert answer.status_code == 303, answer.text[:2000]
    with db.transaction(engine) as session:
        kept = session.get_one(Naskah, naskah_id)
        assert jenis.rincian.kurang(kind, kept.rincian) == {}
        again = _form(kind, dict(kept.rincian))
        assert {k: v for k, v in again.items() if v} == {k: v for k, v in form.items() if v and k in again}
