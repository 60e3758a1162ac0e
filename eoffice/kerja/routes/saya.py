"""Di mana surat saya: the list of what one sent or submitted, and the way of each through the desks."""

from flask import render_template, request

from eoffice.akses.rights import Action
from eoffice.kerja import barisan, jejak, konteks, queries
from eoffice.kerja.jejak import SURAT_SAYA
from eoffice.kerja.konteks import Konteks
from eoffice.kerja.routes.blueprint import routes
from eoffice.kerja.states import Macam
from eoffice.web.access import current_actor, needs
from eoffice.web.session import session


@routes.get("/kerja/surat-saya")
@needs(Action.BACA)
def surat_saya() -> str:
    """Every own naskah that was submitted, newest first, and with whom it lies now."""
    actor, asked = current_actor(), Konteks(SURAT_SAYA)
    counted = queries.hitungan(session(), actor)
    at = konteks.posisi(request.args.get("sesudah", ""))
    some = queries.butiran(session(), counted, asked.di(at), banyak=queries.PAGE + 1)
    shown = some[: queries.PAGE]
    rows = barisan.barisan(session(), actor, asked, shown)
    return render_template(
        "kerja/surat_saya.html",
        daftar=rows,
        sampai=jejak.sampai(session(), [r.objek_id for r in rows if r.macam is Macam.TERBIT]),
        awal=asked.url if at is not None else "",
        lanjut=asked.halaman(queries.tempat(asked, shown[-1])) if len(some) > queries.PAGE else "",
    )


@routes.get("/kerja/surat-saya/<int:naskah_id>")
@needs(Action.BACA)
def di_mana(naskah_id: int) -> str:
    """The way of one: days at each desk, who has it now, and what became of it at each recipient."""
    naskah, meja, tiba = jejak.jejak(session(), current_actor(), naskah_id)
    total = sum(m.detik for m in meja)
    return render_template(
        "kerja/di_mana.html",
        naskah=naskah,
        meja=meja,
        tiba=tiba,
        status=jejak.label(naskah),
        total=jejak.lama_kerja(total),
    )
