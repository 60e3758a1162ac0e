"""The ceremony in which one passphrase signs many naskah: asked once, and the key lives only as long as the run."""

from collections.abc import Callable
from typing import TypeVar

from flask import Response, request
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.akses.verdict import Verdict
from eoffice.akun import login
from eoffice.db import transaction
from eoffice.errors import Conflict
from eoffice.naskah import pernyataan
from eoffice.naskah.pernyataan import TandaTangan
from eoffice.tte import actions as tte
from eoffice.tte.port import Signer
from eoffice.web import csrf
from eoffice.web.access import current_actor
from eoffice.web.answers import see, settled
from eoffice.web.session import release, services

Lari = TypeVar("Lari")


def upacara(
    ikatan: tuple[str, int],
    kembali: str,
    *,
    asked: str,
    ready: Verdict,
    prepare: Callable[[Session, Actor, str], Lari],
    launch: Callable[[Actor, Lari, Signer], object],
    check: Callable[[TandaTangan], None] = lambda form: None,
) -> Response:
    """Read the form, prove who it is, open the key, and start signing in the background.

    The request's transaction is given back first: opening a key takes time.

    Args:
        ikatan: kind and id that the form is bound to.
        kembali: where to go then.
        asked: what `login.minta_sandi` said.
        prepare: in a transaction of its own, with the hash of what was seen.
        launch: closes the key from there on.
        check: may refuse what was seen.
    """
    release()
    form = pernyataan.tanda_tangan(request.form, sandi=bool(asked))
    check(form)
    csrf.check_bound(form.ikatan, *ikatan, form.dilihat)
    if not ready:
        raise Conflict(ready.alasan)
    if asked:
        login.buktikan(form.sandi, untuk="naskah.tandatangani")
    actor = current_actor()
    penanda = tte.buka(services(), actor, form.frasa)
    try:
        with transaction(services().engine) as own:
            lari = prepare(own, actor, form.dilihat)
            answer = settled(own, see(kembali))
        login.catat_ttd()
        launch(actor, lari, penanda)
    except BaseException:
        penanda.close()
        raise
    return answer
