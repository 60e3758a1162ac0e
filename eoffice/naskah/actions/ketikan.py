"""Words typed into a type-ahead without choosing, matched here; the only way without scripts."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from sqlalchemy.orm import Session

from eoffice.errors import Invalid
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.naskah.actions.konsep import Isian, PenerimaBaru
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan

#: A row that has these names a person.
_BAGIAN: Final = frozenset({"nama", "nip", "pangkat", "golongan", "jabatan"})


def choose(session: Session, isian: Isian, ketikan: Mapping[str, str]) -> Isian:
    """The form's values with what was typed put in its place.

    Raises:
        Invalid: nothing or more than one fits; the sentence names the first few.
    """
    wrong: dict[str, str] = {}
    found: dict[str, object] = {}
    for name, words in ketikan.items():
        try:
            if name == "kode_klasifikasi":
                found[name] = klasifikasi.choose(session, words).kode
            elif name in ("penandatangan_id", "pihak_kedua", "mengetahui"):
                found[name] = office(session, words, name, dapat_ttd=True).id
            else:
                before = (isian.tujuan if name == "tujuan" else isian.tembusan) or ()
                found[name] = [*before, PenerimaBaru(jabatan_id=office(session, words, name).id)]
        except Invalid as error:
            wrong |= error.fields
    if wrong:
        raise Invalid("Ada ketikan yang belum dapat dicocokkan.", wrong)
    if isian.rincian is not None:
        found["rincian"] = {name: _orang(session, value) for name, value in isian.rincian.items()}
    return replace(isian, **found)  # type: ignore[arg-type]


def _orang(session: Session, value: Any) -> Any:
    """Rows of people, those completed of whom only the NIP or the whole name was typed."""
    if not isinstance(value, list):
        return value
    return [_lengkap(session, row) if isinstance(row, dict) and row.keys() >= _BAGIAN else row for row in value]


def _lengkap(session: Session, row: dict[str, Any]) -> dict[str, Any]:
    typed = {part: str(row[part] or "").strip() for part in _BAGIAN}
    words = typed["nip"] or typed["nama"]
    if not words or sum(1 for value in typed.values() if value) > 1:
        return row
    for person, jabatan in organisasi.find_pegawai(session, words, limit=3):
        if words in (person.nip, person.nama, person.nama_lengkap):
            known = (person.nama_lengkap, person.nip or "", person.pangkat, person.golongan, jabatan)
            return row | dict(zip(("nama", "nip", "pangkat", "golongan", "jabatan"), known, strict=True))
    return row


def office(session: Session, words: str, field: str, *, dapat_ttd: bool = False) -> Jabatan:
    """The one jabatan that fits. Raises Invalid."""
    fitting = organisasi.find_jabatan(session, words, limit=4, dapat_ttd=dapat_ttd)
    exact = [j for j in fitting if j.nama.casefold() == words.casefold()]
    if len(exact) == 1 or len(fitting) == 1:
        return (exact or fitting)[0]
    raise Invalid("Jabatan belum dipilih.", {field: klasifikasi.which(words, [j.nama for j in fitting])})
