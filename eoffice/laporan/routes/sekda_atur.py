"""The settings of the monthly report: on which day, signed or not, by whom, and to whom."""

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import Invalid
from eoffice.laporan import actions, policy
from eoffice.laporan.actions import nota
from eoffice.laporan.actions.nota import Pengaturan
from eoffice.laporan.queries import potret_bulanan
from eoffice.laporan.routes.blueprint import routes
from eoffice.naskah import queries as naskah
from eoffice.organisasi import queries as organisasi
from eoffice.web.access import current_actor, needs
from eoffice.web.errors import refused
from eoffice.web.fields import reading
from eoffice.web.session import session


def _nama(ids: list[int]) -> list[tuple[str, str]]:
    names = naskah.names(session(), ids)
    return [(str(each), names[each]) for each in ids if each in names]


def _halaman() -> dict[str, object]:
    rule = potret_bulanan.pengaturan(session())
    kept = potret_bulanan.riwayat_pengaturan(session())
    chosen = [j for row in kept for j in (*row.penerima, row.penyusun_id, row.penandatangan_id) if j is not None]
    return {
        "berlaku": rule,
        "riwayat": kept,
        "jabatan": dict(_nama(sorted(set(chosen)))),
        "penerima": _nama(nota.penerima(session())),
        "penyusun": _nama([rule.penyusun_id] if rule is not None and rule.penyusun_id is not None else []),
        "penandatangan": _nama(
            [rule.penandatangan_id] if rule is not None and rule.penandatangan_id is not None else []
        ),
    }


def _jabatan(name: str, *, ttd: bool = False) -> list[int]:
    """The chosen jabatan; what was only typed counts when it means exactly one.

    Raises:
        Invalid: it means none, or several.
    """
    found = [int(each) for each in request.form.getlist(name) if each.isascii() and each.isdigit() and len(each) < 18]
    words = request.form.get(f"{name}_teks", "").strip()
    if found or not words:
        return found
    meant = organisasi.find_jabatan(session(), words, limit=2, dapat_ttd=ttd)
    if len(meant) != 1:
        said = (
            "Tidak ada jabatan dengan nama itu." if not meant else "Lebih dari satu jabatan cocok; pilih dari daftar."
        )
        raise Invalid("Pengaturan belum dapat disimpan; perbaiki yang ditandai.", {name: said})
    return [meant[0].id]


@routes.get("/sekda/atur")
@needs(Action.ATUR_LAPORAN)
def atur_sekda() -> str:
    """What holds, and a form for a new version."""
    require(policy.may(current_actor(), Action.ATUR_LAPORAN))
    return render_template("laporan/sekda_atur.html", nilai={}, salah={}, **_halaman())


@routes.post("/sekda/atur")
@needs(Action.ATUR_LAPORAN)
def simpan_atur_sekda() -> Response:
    """Keep a new version."""
    require(policy.may(current_actor(), Action.ATUR_LAPORAN))
    try:
        with reading(request.form) as f:
            day = f.integer("hari_kerja", "Hari kerja", low=1, high=10)
            reason = f.text("alasan", "Alasan", min=10, max=500)
        author, signer = _jabatan("penyusun"), _jabatan("penandatangan", ttd=True)
        actions.atur(
            session(),
            current_actor(),
            Pengaturan(
                otomatis="otomatis" in request.form,
                hari_kerja=day,
                bertanda_tangan="bertanda_tangan" in request.form,
                penyusun_id=author[0] if author else None,
                penandatangan_id=signer[0] if signer else None,
                penerima=_jabatan("penerima"),
                alasan=reason,
            ),
        )
    except Invalid as error:
        return refused(error, "laporan/sekda_atur.html", **_halaman())
    flash("Pengaturan laporan bulanan disimpan.")
    return redirect("/laporan/sekda", 303)
