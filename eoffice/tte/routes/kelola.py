"""Everybody's certificates, for the administrator: who can sign, whose ends soon, who must be revoked."""

from flask import Response, flash, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.db import transaction
from eoffice.errors import EofficeError
from eoffice.tte import actions, authorities, policy, queries
from eoffice.tte.routes.blueprint import ALASAN, routes, versi_bsre
from eoffice.tte.states import AlasanCabut, HasilUpaya
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import number, see, settled
from eoffice.web.session import release, services, session

#: What the tabs show, by the tone of the state: an end within sixty days, and those who cannot sign.
TAB = {"perlu": "Perlu perhatian", "belum": "Belum dapat menandatangani", "semua": "Semua"}

#: How an attempt at BSrE ended, in words and tone.
HASIL_UPAYA = {
    HasilUpaya.DIKIRIM: ("Menunggu jawaban", "info"),
    HasilUpaya.DITERIMA: ("Jawaban diterima", "info"),
    HasilUpaya.DIPAKAI: ("Ditandatangani", "ok"),
    HasilUpaya.DITOLAK: ("Ditolak BSrE", "warn"),
    HasilUpaya.TIDAK_TERKIRIM: ("Tidak terkirim", "bad"),
    HasilUpaya.TIDAK_DIKETAHUI: ("Hasil belum diketahui", "bad"),
    HasilUpaya.TIDAK_SAH: ("Jawaban tidak sah", "bad"),
    HasilUpaya.TANPA_HASIL: ("Tanpa hasil", "warn"),
}


@routes.get("/sertifikat/kelola")
@needs(Action.KELOLA_PENGGUNA)
def kelola() -> str:
    """Signers and the state of their certificates. Issuing is theirs alone: only they may know the passphrase."""
    require(policy.may_kelola(current_actor()))
    now = clock.now()
    everybody = queries.pemegang(session(), now)
    shown = {
        "perlu": [p for p in everybody if p.perlu_perhatian],
        "belum": [p for p in everybody if p.menjabat and not p.dapat(now)],
        "semua": everybody,
    }
    tab = request.args.get("tab", "perlu")
    tab = tab if tab in shown else "perlu"
    return render_template(
        "tte/kelola.html",
        tab=tab,
        tabs=[(TAB[name], f"/sertifikat/kelola?tab={name}", name == tab, len(rows)) for name, rows in shown.items()],
        pemegang=shown[tab],
        dicabut=number("cabut"),
        kini=now,
        otoritas=authorities.umur(session(), now),
        versi_bsre=versi_bsre(),
        upaya=queries.upaya_terakhir(session()),
        hasil_upaya=HASIL_UPAYA,
        alasan=[(a.value, ALASAN[a]) for a in AlasanCabut if a is not AlasanCabut.DIGANTI],
    )


@routes.post("/sertifikat/kelola/esign")
@needs(Action.KELOLA_PENGGUNA, own_transactions=True)
@limited("bsre", 10, per=60)
def esign() -> Response:
    """Whether BSrE's service answers, now."""
    require(policy.may_kelola(current_actor()))
    release()
    try:
        found = actions.keadaan_esign(services())
        words, tone = found.kalimat, "ok" if found.baik else "bad"
    except EofficeError as error:
        words, tone = str(error), "bad"
    with transaction(services().engine) as own:
        flash(words, tone)
        return settled(own, see("/sertifikat/kelola#bsre"))
