"""Beginning a pencabutan, a ralat or a replacement of a signed naskah: why, and then the prefilled konsep."""

from typing import Final

from flask import Response, flash, render_template, request

from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import Conflict, Invalid, NotFound
from eoffice.naskah import actions, forms, kaitan, policy
from eoffice.naskah.models import Naskah
from eoffice.naskah.routes.blueprint import load, opened, reopened, routes
from eoffice.naskah.states import JenisKoreksi
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import again, see
from eoffice.web.session import session

#: The word in the address: what it begins.
JALAN: Final = {
    "cabut": JenisKoreksi.MENCABUT,
    "ralat": JenisKoreksi.MERALAT,
    "ganti": JenisKoreksi.MENGGANTIKAN,
}


@routes.get("/<int:naskah_id>/koreksi/<jalan>")
@needs(Action.KOREKSI, own_transactions=True)
def koreksi(naskah_id: int, jalan: str) -> str:
    """What will happen, and the reason to be typed."""
    if jalan not in JALAN:
        raise NotFound("Halaman itu tidak ada.")
    require(policy.may(current_actor(), Action.KOREKSI, load(naskah_id)))
    return _page(opened(naskah_id), jalan)


def _page(naskah: Naskah, jalan: str, *, salah: dict[str, str] | None = None, pesan: str = "") -> str:
    return render_template(
        "naskah/koreksi.html",
        naskah=naskah,
        jalan=jalan,
        sebutan=actions.sebutan(naskah),
        berjalan=kaitan.berjalan(session(), current_actor(), naskah.id),
        sudah=kaitan.pembaca(session(), current_actor(), naskah.id),
        salah=salah or {},
        pesan=pesan,
        ketikan=request.form,
    )


@routes.post("/<int:naskah_id>/koreksi/<jalan>")
@needs(Action.KOREKSI)
def mulai_koreksi(naskah_id: int, jalan: str) -> Response:
    """Begin the konsep; the older naskah stays as it is until that one is signed."""
    if jalan not in JALAN:
        raise NotFound("Halaman itu tidak ada.")
    naskah = load(naskah_id)
    try:
        asked = forms.koreksi(request.form, JALAN[jalan])
        made = actions.buat_koreksi(session(), current_actor(), naskah, asked)
    except (Invalid, Conflict) as error:
        session().rollback()
        page = _page(reopened(naskah_id), jalan, salah=getattr(error, "fields", {}), pesan=str(error))
        return again(page, error)
    flash(f"Konsep sudah terisi. {_TERISI[JALAN[jalan]]}")
    return see(f"/naskah/{made.id}/sunting")


_TERISI: Final = {
    JenisKoreksi.MENCABUT: "Periksa isinya, lalu ajukan. Naskah lama baru dicabut ketika konsep ini ditandatangani.",
    JenisKoreksi.MERALAT: "Periksa isinya, lalu ajukan. Naskah lama baru diralat ketika konsep ini ditandatangani.",
    JenisKoreksi.MENGGANTIKAN: (
        "Isi naskah lama sudah disalin; lampirannya belum, jadi unggah lagi yang masih diperlukan. "
        "Naskah lama baru digantikan ketika konsep ini ditandatangani."
    ),
}
