"""How strict the rules of Periksa naskah are in this city, and which more rules are no longer in force; every change dated."""

import re
from typing import Any, Final

from flask import Blueprint, Response, flash, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import Conflict, Invalid
from eoffice.naskah.periksa import ATURAN, PERATURAN_DICABUT, Tingkat
from eoffice.pengaturan import contoh, forms
from eoffice.pengaturan.routes import tab
from eoffice.tata import actions, policy, queries
from eoffice.tata.nilai import Isi
from eoffice.tata.states import Bagian
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import see
from eoffice.web.errors import refused
from eoffice.web.fields import Form
from eoffice.web.session import session

routes = Blueprint("aturan", __name__)

ALAMAT: Final = f"/pengaturan/naskah/{Bagian.PERIKSA}"
TINGKAT: Final = (
    (str(Tingkat.MENAHAN), "Harus diperbaiki"),
    (str(Tingkat.MENGINGATKAN), "Mengingatkan"),
    (str(Tingkat.MATI), "Tidak diperiksa"),
)
PALING_BANYAK: Final = 100
_PERATURAN: Final = re.compile(
    r"([A-Z][\w ()-]{3,120}?) (?:Nomor|No\.?) (\d{1,4}) Tahun (\d{4}) {0,3}(?:\||;|→|diganti) {0,3}(\S.{0,199})"
)


def _isi(form: Form) -> dict[str, Any]:
    """What the form says, in as far as it differs from what the program has. Raises Invalid."""
    levels = {}
    for kode, rule in ATURAN.items():
        wanted = next(iter(form.getlist(f"tingkat-{kode}")), str(rule.tingkat))
        if wanted not in {value for value, _ in TINGKAT}:
            raise Invalid("Pilih tingkat dari daftar.", {f"tingkat-{kode}": "Pilih tingkat dari daftar."})
        if wanted != rule.tingkat:
            levels[kode] = wanted
    revoked = []
    lines = [line.strip() for line in next(iter(form.getlist("dicabut")), "")[:20_000].splitlines() if line.strip()]
    if len(lines) > PALING_BANYAK:
        said = f"Paling banyak {PALING_BANYAK} peraturan."
        raise Invalid(said, {"dicabut": said})
    for line in lines:
        m = _PERATURAN.fullmatch(line[:500])
        if m is None:
            said = f"“{line[:80]}” belum dapat dibaca. Tulis: Peraturan Wali Kota Nomor 12 Tahun 2019 | penggantinya"
            raise Invalid("Daftar peraturan belum dapat dibaca.", {"dicabut": said})
        revoked.append([m[1].strip(), int(m[2]), int(m[3]), m[4].strip()])
    return ({"tingkat": levels} if levels else {}) | ({"dicabut": revoked} if revoked else {})


def _kata(content: Isi) -> list[str]:
    """A decision as people read it."""
    names = dict(TINGKAT)
    said = [
        f"{ATURAN[k].nama}: {names.get(v, v)}" for k, v in dict(content.get("tingkat") or {}).items() if k in ATURAN
    ]
    return said + [f"{j} Nomor {n} Tahun {t}: diganti {p}" for j, n, t, p in content.get("dicabut") or ()]


def _context() -> dict[str, Any]:
    now = queries.berlaku(session()).periksa
    levels = dict(now.get("tingkat") or {})
    today = clock.today()
    return {
        "tabs": tab(Bagian.PERIKSA),
        "alamat": ALAMAT,
        "aturan": [
            (rule, levels.get(rule.kode, str(rule.tingkat)), dict(TINGKAT)[rule.tingkat]) for rule in ATURAN.values()
        ],
        "tingkat": TINGKAT,
        "dicabut": "\n".join(f"{j} Nomor {n} Tahun {t} | {p}" for j, n, t, p in now.get("dicabut") or ()),
        "bawaan": PERATURAN_DICABUT,
        "urutan": queries.urutan(session(), Bagian.PERIKSA, ""),
        "hari_ini": today,
        "riwayat": [
            (row, _kata(row.nilai), row.berlaku_sejak > today) for row in queries.riwayat(session(), Bagian.PERIKSA)
        ],
    }


@routes.get(ALAMAT)
@needs(Action.ATUR_NASKAH)
def lihat() -> str:
    """Every rule with how strict it is, and every decision about them."""
    require(policy.may(current_actor()))
    return render_template("pengaturan/periksa.html", nilai={}, salah={}, pesan="", **_context())


@routes.post(ALAMAT)
@needs(Action.ATUR_NASKAH)
def tetapkan() -> Response:
    """Decide, or return to what the program has."""
    require(policy.may(current_actor()))
    try:
        content = {} if request.form.get("aksi") == "bawaan" else _isi(request.form)
        said = forms.keputusan(request.form)
        usul = actions.Usul(
            bagian=Bagian.PERIKSA, isi=content, dari=said.dari, berlaku_sejak=said.berlaku_sejak, alasan=said.alasan
        )
        actions.tetapkan(session(), current_actor(), usul, bawaan=contoh.pola_bawaan())
    except (Invalid, Conflict) as error:
        session().rollback()
        return refused(error, "pengaturan/periksa.html", **_context())
    flash("Aturan Periksa naskah ditetapkan. Naskah yang sudah diajukan tidak diperiksa ulang.")
    return see(ALAMAT)
