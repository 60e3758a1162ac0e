"""One page for every work list."""

from flask import Response, render_template, request

from eoffice.akses.actor import Actor, Peran
from eoffice.akses.rights import Action
from eoffice.kerja import barisan, konteks, queries, tampil
from eoffice.kerja.konteks import Konteks
from eoffice.kerja.routes.blueprint import chosen, routes
from eoffice.kerja.states import DAFTAR, LABEL_TINDAKAN, Macam
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import see
from eoffice.web.session import session


@routes.get("/kerja")
@needs(Action.DAFTAR_KERJA)
def index() -> Response:
    """What waits for me."""
    return see("/kerja/perlu")


@routes.get("/kerja/<kode>")
@needs(Action.DAFTAR_KERJA)
def daftar(kode: str) -> str:
    """A list: its rows, chips, order, and what can be done to many."""
    return page(current_actor(), chosen(kode))


def page(actor: Actor, asked: Konteks, *, pesan: str = "", salah: dict[str, str] | None = None) -> str:
    """The page of a list; also what a refused form of it comes back to."""
    at = konteks.posisi(request.args.get("sesudah", ""))
    counted = queries.hitungan(session(), actor)
    some = queries.butiran(session(), counted, asked.di(at), banyak=queries.PAGE + 1)
    shown = some[: queries.PAGE]
    views = queries.tampilan(session(), actor)
    return render_template(
        "kerja/daftar.html",
        konteks=asked,
        daftar=barisan.barisan(session(), actor, asked, shown),
        jumlah=counted.dari(asked.daftar, asked.saring),
        keping=tampil.keping(asked, counted),
        urutan=tampil.urutan(asked),
        tindakan=[(t, LABEL_TINDAKAN[t]) for t in tampil.tindakan(asked.daftar)],
        disposisi_massal=Macam.SURAT in asked.daftar.macam and counted.macam(Macam.SURAT) > 0,
        paling_banyak=queries.PALING_BANYAK,
        awal=asked.url if at is not None else "",
        lanjut=asked.halaman(queries.tempat(asked, shown[-1])) if len(some) > queries.PAGE else "",
        campur=len(asked.daftar.macam) > 1,
        tampilan=[v for v in views if v.daftar == asked.daftar.kode],
        saya=actor.pegawai_id,
        beruntun=counted.macam(Macam.TTD) if asked.daftar.kode == "tanda-tangan" else 0,
        arsiparis=Peran.ARSIPARIS in actor.peran,
        lain=[d for d in DAFTAR.values() if d is not asked.daftar],
        urgensi=tampil.URGENSI,
        sifat=tampil.SIFAT,
        pesan=pesan,
        salah=salah or {},
    )
