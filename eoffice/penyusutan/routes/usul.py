"""What a new JRA proposes for berkas that exist, decided by the arsiparis."""

from typing import Any

from flask import Response, flash, make_response, render_template, request

from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.arsip.states import NASIB_LABEL
from eoffice.errors import Invalid
from eoffice.penyusutan import isian, policy
from eoffice.penyusutan.actions.retensi import Cara, putuskan
from eoffice.penyusutan.queries import usul as queries
from eoffice.penyusutan.retensi import ARAH_LABEL, Arah, Putusan
from eoffice.penyusutan.routes.blueprint import routes
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import number, see
from eoffice.web.errors import refused
from eoffice.web.fields import reading
from eoffice.web.session import release, session

HERE = "/arsip/jra/usul"
NADA = {Arah.PENDEK: "bad", Arah.PANJANG: "ok", Arah.TETAP: "info"}


@routes.get(HERE)
@needs(Action.KELOLA_BERKAS)
def daftar_usul() -> str:
    """What waits, by what it would do."""
    require(policy.may_begin(current_actor()))
    return render_template("penyusutan/usul_retensi.html", errors={}, **_list())


def _list() -> dict[str, Any]:
    asked = request.values.get("arah", "")
    way = Arah(asked) if asked in set(Arah) else None
    rows = queries.daftar_usul(session(), current_actor(), arah=way, setelah=number("setelah") or 0)
    shown, many = rows[: queries.PAGE], queries.banyak_usul(session(), current_actor())
    tabs = [("Semua", HERE, way is None, sum(many.values()))]
    tabs += [(ARAH_LABEL[a], f"{HERE}?arah={a}", way is a, many.get(a, 0)) for a in (Arah.PANJANG, Arah.PENDEK)]
    more = f"{HERE}?setelah={shown[-1].id}" + (f"&arah={way}" if way else "") if len(rows) > queries.PAGE else ""
    return {
        "daftar": shown,
        "tabs": tabs,
        "arah": way,
        "label": ARAH_LABEL,
        "nada": NADA,
        "nasib": NASIB_LABEL,
        "dicentang": set(request.form.getlist("pilih")),
        "lanjut": more,
    }


@routes.post(HERE)
@needs(Action.KELOLA_BERKAS)
def putuskan_usul() -> Response:
    """Take or refuse the ticked ones; each is answered for."""
    require(policy.may_begin(current_actor()))
    try:
        picked = isian.dipilih(request.form)
        with reading(request.form) as f:
            what = f.choice("putusan", "Putusan", Putusan)
            cara = f.maybe_choice("cara", "Cara", Cara) or Cara.TERLAMA
            agreed = f.flag("setuju_pendek")
            if what is Putusan.GUGURKAN:
                f.wrong("putusan", "Pilih terapkan atau tolak.")
        done = putuskan(
            session(), current_actor(), picked, what,
            alasan=isian.alasan(request.form), cara=cara, setuju_pendek=agreed,
        )  # fmt: skip
    except Invalid as error:
        release()
        return refused(error, "penyusutan/usul_retensi.html", **_list())
    said = f"{done.diterapkan} usul diterapkan, {done.ditolak} ditolak."
    if not done.gagal:
        flash(said)
        return see(HERE)
    return make_response(
        render_template("penyusutan/usul_retensi.html", errors={}, hasil=done, ringkas=said, **_list())
    )
