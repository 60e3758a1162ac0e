"""The pack of evidence for SPBE and ASKI assessors, drawn with a seed that the auditor types."""

from typing import Final

from flask import Response, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.db import transaction
from eoffice.rekap import actions, paket, policy, tampil
from eoffice.rekap.routes.blueprint import routes
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.fields import reading
from eoffice.web.files import attachment
from eoffice.web.session import release, services

BANYAK: Final = (5, 100)
BAWAAN: Final = 30


def _scope() -> frozenset[int] | None:
    """The perangkat daerah of an arsiparis; None, the whole city, for whoever watches over it."""
    actor = current_actor()
    if policy.may(actor, Action.BUKTI_PENILAIAN):
        return None
    require(policy.may(actor, Action.BUKTI_PENILAIAN, min(actor.arsip_opd_ids, default=None)))
    return actor.arsip_opd_ids


@routes.get("/laporan/bukti")
@needs(Action.BUKTI_PENILAIAN)
def bukti() -> str:
    """What is in the pack, and the form for the seed."""
    scope = _scope()
    return render_template(
        "rekap/bukti.html",
        seluruh=scope is None,
        tahun=clock.today().year,
        banyak=BAWAAN,
        terbanyak=BANYAK,
        indikator=tampil.baris_data("indikator.csv"),
    )


@routes.get("/laporan/bukti/unduh.zip")
@needs(Action.BUKTI_PENILAIAN, own_transactions=True)
@limited("bukti", 10, per=3600)
def unduh() -> Response:
    """The pack itself; noted in the trail before the first byte (AUD-02)."""
    scope = _scope()
    with reading(request.args) as f:
        benih = f.text("benih", "Benih", max=64)
        banyak = f.integer("banyak", "Banyak contoh", low=BANYAK[0], high=BANYAK[1])
        tahun = f.integer("tahun", "Tahun", low=2000, high=2100)
    actor = current_actor()
    release()
    with transaction(services().engine) as own:
        values = actions.bukti(own, services(), actor, benih=benih, banyak=banyak, tahun=tahun, opd=scope)
        words = f"benih {benih}, {len(values.contoh)} contoh dari {values.dari}, tahun {tahun}"
        actions.catat_unduhan(own, actor, "bukti.unduh", "laporan", tahun, words)
    return attachment(paket.zip_dari(tampil.isi(values)), name=f"bukti-e-office-{tahun}.zip")
