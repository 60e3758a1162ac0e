"""What the reader of a notice may see of its surat, naskah, disposisi or agenda: asked at delivery and again whenever shown."""

from collections.abc import Callable, Collection
from typing import Final

from sqlalchemy.orm import Session, joinedload, load_only

from eoffice.agenda import queries as agenda
from eoffice.agenda.models import Peserta
from eoffice.akses.actor import Actor
from eoffice.db import within
from eoffice.disposisi import queries as disposisi
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.naskah import queries as naskah
from eoffice.naskah.models import Naskah
from eoffice.notifikasi.port import Tampak
from eoffice.surat_masuk import queries as surat_masuk
from eoffice.surat_masuk.models import SuratMasuk

_SURAT: Final = load_only(SuratMasuk.hal, SuratMasuk.asal_teks, SuratMasuk.nomor_surat, SuratMasuk.sifat)


def _tampak(surat: SuratMasuk, url: str) -> Tampak:
    return Tampak("surat", surat.id, surat.hal, surat.asal_teks, surat.nomor_surat, surat.sifat, url)


def _surat(session: Session, actor: Actor, ids: Collection[int]) -> dict[int, Tampak]:
    rows = session.scalars(surat_masuk.visible(actor).where(within(SuratMasuk.id, ids)).options(_SURAT))
    return {s.id: _tampak(s, f"/surat-masuk/{s.id}") for s in rows}


def _naskah(session: Session, actor: Actor, ids: Collection[int]) -> dict[int, Tampak]:
    shown = load_only(Naskah.hal, Naskah.nomor, Naskah.sifat)
    rows = session.scalars(naskah.visible(actor).where(within(Naskah.id, ids)).options(shown))
    return {n.id: Tampak("naskah", n.id, n.hal, "", n.nomor or "", n.sifat, f"/naskah/{n.id}") for n in rows}


def _disposisi(session: Session, actor: Actor, ids: Collection[int]) -> dict[int, Tampak]:
    found: dict[int, Tampak] = {}
    whole = joinedload(DisposisiPenerima.disposisi).joinedload(Disposisi.surat)
    for start in (disposisi.visible(actor), disposisi.given(actor)):
        left = [one for one in ids if one not in found]
        if left:
            rows = session.scalars(start.where(within(DisposisiPenerima.id, left)).options(whole)).unique()
            found |= {p.id: _tampak(p.disposisi.surat, f"/disposisi/{p.id}") for p in rows}
    return found


def _agenda(session: Session, actor: Actor, ids: Collection[int]) -> dict[int, Tampak]:
    rows = session.scalars(agenda.visible(actor).where(within(Peserta.id, ids)))
    return {
        p.id: Tampak("agenda", p.id, p.acara.judul, p.acara.tempat, "", p.acara.sifat, f"/acara/{p.id}") for p in rows
    }


#: Every kind of thing whose reader is asked for; notices about anything else stand for themselves.
LIHAT: Final[dict[str, Callable[[Session, Actor, Collection[int]], dict[int, Tampak]]]] = {
    "surat": _surat,
    "naskah": _naskah,
    "disposisi": _disposisi,
    "agenda": _agenda,
}


def lihat(session: Session, actor: Actor, objek: str, ids: Collection[int]) -> dict[int, Tampak]:
    """Those of the things that the actor may read now, by their number; see `notifikasi.port.Lihat`."""
    ask = LIHAT.get(objek)
    return ask(session, actor, ids) if ask is not None and ids else {}
