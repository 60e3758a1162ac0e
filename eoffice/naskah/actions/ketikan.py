"""Words typed into a type-ahead without choosing, matched here; the only way without scripts."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from eoffice.errors import Invalid
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.naskah.actions.konsep import Isian, PenerimaBaru
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan


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
    return replace(isian, **found)  # type: ignore[arg-type]


def office(session: Session, words: str, field: str, *, dapat_ttd: bool = False) -> Jabatan:
    """The one jabatan that fits. Raises Invalid."""
    fitting = organisasi.find_jabatan(session, words, limit=4, dapat_ttd=dapat_ttd)
    exact = [j for j in fitting if j.nama.casefold() == words.casefold()]
    if len(exact) == 1 or len(fitting) == 1:
        return (exact or fitting)[0]
    raise Invalid("Jabatan belum dipilih.", {field: klasifikasi.which(words, [j.nama for j in fitting])})
