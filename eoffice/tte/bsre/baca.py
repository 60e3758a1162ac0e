"""Reading answers defensively: four digits, words, files; whatever is odd is an error and never a signature (9.4)."""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from typing import Any, Final

from eoffice.tte.bsre.galat import Ditolak, Hilang
from eoffice.tte.bsre.transport import Jawaban, bersih_id

SALAH_FRASA: Final = "2031"
TIDAK_TERDAFTAR: Final = "2011"
TANPA_SERTIFIKAT: Final = "2021"
SUDAH_DIUNDUH: Final = "4044"
#: The service did not know this application: name, password or address are wrong. Not the signer's fault.
AKUN_APLIKASI: Final = "401"

_KODE: Final = re.compile(r"(?<!\d)([1-9]\d{3})\s*[.)]?\s*\Z")
PDF: Final = b"%PDF-"


def objek(jawaban: Jawaban) -> dict[str, Any] | None:
    """The JSON object of an answer, whatever it calls itself; None when it is none."""
    try:
        found = json.loads(jawaban.isi)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def kode(jawaban: Jawaban) -> str:
    """The four digits: in `status_code`, or at the end of `error`, `message` or the text; else ""."""
    said = objek(jawaban)
    if said is None:
        text = jawaban.isi[-200:].decode("utf-8", "replace") if not jawaban.isi.startswith(PDF) else ""
        return _last(text)
    given = str(said.get("status_code", ""))
    if re.fullmatch(r"[1-9]\d{3}", given):
        return given
    return next((k for k in (_last(said.get(name)) for name in ("error", "message", "description")) if k), "")


def _last(text: object) -> str:
    found = _KODE.search(text[-200:]) if isinstance(text, str) else None
    return found[1] if found else ""


def tolak(jawaban: Jawaban) -> None:
    """Raise what an answer that is no success means.

    Raises:
        Ditolak: the service refused it: 4xx, or four digits that it uses for refusals.
        Hilang: anything else that is no 200, so that nobody knows.
    """
    if jawaban.http in (401, 403):
        raise Ditolak(AKUN_APLIKASI, jawaban.http)
    said = kode(jawaban)
    if 400 <= jawaban.http < 500 and jawaban.http != 408:
        raise Ditolak(said or f"http_{jawaban.http}", jawaban.http)
    if jawaban.http >= 500 and said in (SALAH_FRASA, TIDAK_TERDAFTAR, TANPA_SERTIFIKAT):
        raise Ditolak(said, jawaban.http)  # some builds answer so
    if jawaban.http != 200:
        raise Hilang(said or f"http_{jawaban.http}", jawaban.http, id_dokumen=jawaban.id_dokumen)


def tersirat(said: Mapping[str, Any], http: int) -> None:
    """A refusal inside a 200. Raises Ditolak."""
    given = str(said.get("status_code", ""))
    wrong = said.get("error")
    found = given if given in (SALAH_FRASA, TIDAK_TERDAFTAR, TANPA_SERTIFIKAT, SUDAH_DIUNDUH) else _last(wrong)
    if found or (isinstance(wrong, str) and wrong and wrong != "null"):
        raise Ditolak(found or "ditolak", http)


def berkas(jawaban: Jawaban) -> bytes:
    """The PDF of a version 1 answer.

    Raises:
        Ditolak: a refusal in words. Hilang: no PDF; `id_dokumen` when it can be fetched.
    """
    if jawaban.isi.startswith(PDF):
        return jawaban.isi
    said = objek(jawaban)
    if said is not None:
        tersirat(said, jawaban.http)
        named = said.get("id_dokumen") or said.get("id")
        raise Hilang("hanya_id", jawaban.http, id_dokumen=bersih_id(str(named or "")) or jawaban.id_dokumen)
    raise Hilang("kosong" if not jawaban.isi else "bukan_pdf", jawaban.http, id_dokumen=jawaban.id_dokumen)


def berkas_json(jawaban: Jawaban) -> bytes:
    """The one PDF of a version 2 answer.

    Raises:
        Ditolak: a refusal in words. Hilang: none, more than one, or not whole.
    """
    if jawaban.isi.startswith(PDF):  # a build that answers as version 1 does
        return jawaban.isi
    said = objek(jawaban)
    if said is None:
        raise Hilang("kosong" if not jawaban.isi else "bukan_json", jawaban.http, id_dokumen=jawaban.id_dokumen)
    tersirat(said, jawaban.http)
    files = said.get("file")
    one = files[0] if isinstance(files, list) and len(files) == 1 else files if isinstance(files, str) else None
    if not isinstance(one, str) or one in ("", "null"):
        raise Hilang("kosong", jawaban.http)
    try:
        pdf = base64.b64decode("".join(one.split()), validate=True)
    except (binascii.Error, ValueError):
        raise Hilang("base64_terpotong", jawaban.http) from None
    if not pdf.startswith(PDF):
        raise Hilang("bukan_pdf", jawaban.http)
    return pdf


def teks(said: Mapping[str, Any], name: str) -> str:
    """A text of an answer; missing, null and the word "null" are all nothing."""
    value = said.get(name)
    return "" if value is None or value == "null" else str(value)[:300]
