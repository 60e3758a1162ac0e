"""The page of the working calendar: what holds, every version, and three forms whose effect is shown before it is set."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from flask import Blueprint, Response, flash, make_response, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import Conflict, Invalid
from eoffice.kalender import actions, forms, isi, policy, queries
from eoffice.naskah.jenis import JENIS
from eoffice.organisasi import kalender
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.waktu import BATAS, HARI
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import number, see
from eoffice.web.errors import refused
from eoffice.web.session import session

routes = Blueprint("kalender", __name__)

JUDUL: Final = {"libur": "Hari libur", "jam": "Jam kerja", "batas": "Batas waktu"}
#: Surat shown one by one in the preview.
CONTOH: Final = 12
#: What the confirmation does not carry over from the first form.
_SENDIRI: Final = frozenset({"csrf_token", "kunci", "setuju"})


def _part() -> str:
    asked = request.args.get("bagian", "") or request.form.get("bagian", "")
    return asked if asked in forms.BAGIAN else "libur"


def _page(part: str, tahun: int) -> dict[str, Any]:
    held, content = kalender.isi_berlaku(session())
    now = kalender.berlaku(session())
    today = clock.today()
    units = organisasi.all_opd(session())
    days = [(day, found) for day, found in sorted(now.libur.items()) if day.year == tahun]
    return {
        "bagian": part,
        "judul": JUDUL,
        "tahun": tahun,
        "tahun_ada": [(y, y) for y in sorted({tahun, today.year, today.year + 1, *(day.year for day in now.libur)})],
        "kini": now,
        "dari": held,
        "hari": HARI,
        "libur": days,
        "label_jenis": isi.LABEL_JENIS,
        "teks_libur": isi.tulis_libur(content, tahun),
        "teks_ramadan": isi.tulis_ramadan(content, tahun),
        "dasar_tahun": content.get("tahun", {}).get(str(tahun), {}),
        "jam": _hours(content, today.isoformat()),
        "jam_lain": [*content.get("jam_baru", ()), *content.get("jam_unit", ())],
        "nama_unit": {unit.id: unit.nama for unit in units},
        "unit": [(unit.id, unit.nama) for unit in units],
        "batas": now.batas_pada(today),
        "batas_lain": content.get("batas", ()),
        "batas_awal": BATAS,
        "riwayat": kalender.riwayat(session()),
        "hari_ini": today,
        "besok": today + timedelta(days=1),
        "jenis_naskah": sorted(((kode, j.nama) for kode, j in JENIS.items()), key=lambda pair: pair[1]),
    }


def _hours(content: Mapping[str, Any], today: str) -> dict[str, str]:
    """The hours of the city that hold today, as the form writes them."""
    later = [r for r in content.get("jam_baru", ()) if r["sejak"] <= today]
    sets = later[-1] if later else content["jam"]
    return {f"{p}_{h}": isi.tulis_jam(sets[p].get(h, ())) for p in ("reguler", "ramadan") for h in HARI}


@routes.get("/organisasi/kalender")
@needs(Action.TETAPKAN_KALENDER)
def lihat() -> str:
    """What holds now, its history, and the form of one part."""
    require(policy.may(current_actor()))
    tahun = min(max(number("tahun") or clock.today().year, forms.TAHUN[0]), forms.TAHUN[1])
    return render_template("kalender/kalender.html", nilai={}, salah={}, **_page(_part(), tahun))


@routes.post("/organisasi/kalender")
@needs(Action.TETAPKAN_KALENDER)
def tetapkan() -> Response:
    """Show the effect of a change, or set it when it was confirmed."""
    actor = current_actor()
    require(policy.may(actor))
    part = _part()
    asked = request.form.get("tahun", "")
    tahun = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else clock.today().year
    names = {unit.id: unit.nama for unit in organisasi.all_opd(session())}
    if request.form.get("baca") == "1":
        return _tempelan(tahun)
    try:
        usul = forms.usul(request.form, kalender.isi_berlaku(session())[1], names)
        if request.form.get("setuju") != "1":
            return _preview(usul, names)
        row, moved = actions.tetapkan(session(), actor, usul)
    except (Invalid, Conflict) as error:
        return refused(error, "kalender/kalender.html", **_page(part, tahun))
    flash(f"{row.bagian} ditetapkan sebagai {row.versi}. {moved} surat berubah batasnya.")
    return see(f"/organisasi/kalender?bagian={part}&tahun={tahun}")


def _tempelan(tahun: int) -> Response:
    """The form again with the days off that a pasted list names; nothing is set yet."""
    page = _page("libur", tahun)
    try:
        lines, unread, many = forms.tempelan(request.form, kalender.isi_berlaku(session())[1], tahun)
    except Invalid as error:
        return refused(error, "kalender/kalender.html", **page)
    typed = {**request.form.to_dict(), "libur": lines, "tempel": ""}
    return make_response(
        render_template("kalender/kalender.html", nilai=typed, salah={}, terbaca=many, tidak_terbaca=unread, **page)
    )


def _preview(usul: actions.Usul, names: Mapping[int, str]) -> Response:
    before = kalender.isi_berlaku(session())[1]
    found = queries.dampak(session(), kalender.berlaku(session()), actions.calon(usul))
    come, gone = isi.beda_libur(before, usul.isi)
    page = render_template(
        "kalender/periksa.html",
        usul=usul,
        dampak=found,
        contoh=found.geser[:CONTOH],
        nama_unit=names,
        masuk=come,
        keluar=gone,
        label_jenis=isi.LABEL_JENIS,
        sama=usul.isi == before,
        isian=[(key, value) for key, values in request.form.lists() if key not in _SENDIRI for value in values],
    )
    return make_response(page)
