"""The list of what waits for registration, and bringing files into it."""

from contextlib import suppress
from typing import Final

from flask import Response, flash, render_template, request

from eoffice import sandbox
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.db import transaction
from eoffice.errors import EofficeError, Invalid, TooLarge, Unavailable
from eoffice.pindaian import actions, policy, queries
from eoffice.pindaian.actions.tata import already, same_version
from eoffice.pindaian.models import Pindaian
from eoffice.pindaian.routes.blueprint import load, routes
from eoffice.pindaian.states import LABEL, LABEL_SUMBER, Status, Sumber
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import number, see, settled
from eoffice.web.errors import refused
from eoffice.web.fields import reading, whole
from eoffice.web.session import release, services, session
from eoffice.web.uploads import several

#: Files of one upload (UPL-02), and how many of them are looked into before the answer.
MOST: Final = 20
AT_ONCE: Final = 3
_HINT: Final = "Pindai dengan 200–300 dpi, atau bagi menjadi beberapa berkas."


def _tab() -> str:
    asked = request.args.get("tab", "")
    return asked if asked in queries.TABS else queries.TABS[0]


def ocr() -> str:
    """The version of the installed OCR, empty without; asked of the sandbox once in the life of the process."""
    cache = services().cache
    if "pindaian.ocr" not in cache:
        with suppress(EofficeError):
            cache["pindaian.ocr"] = sandbox.ocr_siap()
    return str(cache.get("pindaian.ocr", ""))


def _rows(tab: str) -> dict[str, object]:
    actor = current_actor()
    found = queries.listed(session(), actor, tab, before=number("sebelum"), limit=queries.PAGE + 1)
    shown = found[: queries.PAGE]
    return {
        "tab": tab,
        "daftar": shown,
        "bacaan": queries.reading(session(), [row.id for row in shown]),
        "label": LABEL,
        "sumber": LABEL_SUMBER,
        "lagi": shown[-1].id if len(found) > queries.PAGE else None,
        "jumlah": queries.waiting(session(), actor),
        "ocr": ocr(),
        "kantor": queries.offices(session(), actor),
        "tercatat": queries.of_visible_surat(session(), actor, number("tercatat")),
        "agenda": number("agenda"),
        "berikutnya": next((row.id for row in reversed(shown) if row.status is Status.MENUNGGU), None),
    }


@routes.get("/pindaian")
@needs(Action.REGISTRASI)
def daftar() -> str:
    """The list."""
    require(policy.may_receive(current_actor()))
    return render_template("pindaian/daftar.html", errors={}, pesan="", **_rows(_tab()))


@routes.get("/pindaian/baris")
@needs(Action.REGISTRASI)
def baris() -> str:
    """The rows alone, for the page that looks again while something is being read."""
    require(policy.may_receive(current_actor()))
    return render_template("pindaian/_baris.html", **_rows(_tab()))


@routes.post("/pindaian")
@needs(Action.REGISTRASI, own_transactions=True)
@limited("unggah", 30, per=60)
def unggah() -> Response:
    """Take files in: kept at once, the first few looked into before the answer, the others in the background."""
    actor = current_actor()
    require(policy.may_receive(actor))
    try:
        opd_id = _office()
        posted = [(Sumber.UNGGAH, one) for one in several("berkas", hint=_HINT, most=MOST)]
        posted += [(Sumber.KAMERA, one) for one in several("kamera", hint=_HINT, most=MOST)]
        if not posted:
            raise Invalid("Belum ada berkas.", {"berkas": "Pilih, seret, tempel, atau potret suratnya dahulu."})
        release()
        brought: list[int] = []
        with transaction(services().engine) as own:
            for source, (content, name) in posted:
                got = actions.tiba(own, services(), opd_id=opd_id, sumber=source, isi=content, nama=name, oleh=actor)
                if got.baru:
                    brought.append(got.pindaian.id)
                else:
                    flash(f"“{name}”: {already(own, got.pindaian)}", "warn")
            if brought:
                flash(f"{len(brought)} berkas masuk ke daftar. Teksnya dibaca di latar; Anda dapat langsung mencatat.")
            one = request.form.get("satu") == "1" and len(brought) > 1
            to = "/pindaian/gabung?" + "&".join(f"id={i}" for i in brought) if one else "/pindaian"
            answer = settled(own, see(to))
        for each in brought if one else brought[:AT_ONCE]:
            with suppress(Unavailable):  # then the background does it
                actions.periksa(services(), each)
        return answer
    except (Invalid, TooLarge) as error:
        kept = {k: v for k, v in _rows("menunggu").items() if k != "nilai"}
        return refused(error, "pindaian/daftar.html", **kept)


def _office() -> int:
    """The office that the files are for; a TU of one has nothing to choose."""
    own = current_actor().tu_opd_ids
    asked = request.form.get("opd_id", "")
    if (opd_id := whole(asked)) is not None and opd_id in own:
        return opd_id
    if len(own) == 1 and not asked:
        return next(iter(own))
    raise Invalid("Perangkat daerah belum dipilih.", {"opd_id": "Pilih perangkat daerah yang menerima surat ini."})


@routes.post("/pindaian/<int:pindaian_id>/sisihkan")
@needs(Action.REGISTRASI)
def sisihkan(pindaian_id: int) -> Response:
    """It is no letter for us."""
    row = _asked(pindaian_id)
    actions.sisihkan(session(), current_actor(), row, request.form.get("alasan", ""))
    flash("Disisihkan, tidak dihapus. Anda dapat mengembalikannya dari tab Disisihkan.")
    return see("/pindaian")


@routes.post("/pindaian/<int:pindaian_id>/kembalikan")
@needs(Action.REGISTRASI)
def kembalikan(pindaian_id: int) -> Response:
    """It is one after all."""
    row = _asked(pindaian_id)
    if row.status is Status.DISISIHKAN:
        actions.kembalikan(session(), current_actor(), row)
        flash("Kembali ke daftar; berkasnya sedang diperiksa.")
    return see("/pindaian")


def _asked(pindaian_id: int) -> Pindaian:
    row = load(pindaian_id)
    with reading(request.form) as f:
        asked = f.version()
    same_version(row, asked)
    return row
