"""What a naskah looks like now: the signed file, or the konsep rendered outside any transaction."""

import hashlib
from dataclasses import dataclass

from sqlalchemy.orm import Session

from eoffice.akses.rights import Sifat
from eoffice.naskah import actions, document, typeset
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import Status
from eoffice.pdf import halaman
from eoffice.storage import Blob
from eoffice.tte import queries as tte
from eoffice.web import pictures
from eoffice.web.services import Services


@dataclass(frozen=True)
class Sumber:
    """What a naskah looks like now, as plain values: the signed file, or the page to render."""

    kunci: str  # changes with anything that could be seen
    rahasia: bool
    berkas: Blob | None = None
    halaman: document.Halaman | None = None
    lampiran: tuple[tuple[str, Blob], ...] = ()


def sumber(session: Session, services: Services, naskah: Naskah) -> Sumber:
    """Read everything that is needed; call `web.session.release` afterwards, before `pdf` or `png`."""
    secret = naskah.sifat not in (Sifat.BIASA, Sifat.TERBATAS)
    if naskah.pdf_key is not None:
        blob = tte.berkas_kini(session, Blob(naskah.pdf_key, naskah.pdf_size or 0, naskah.pdf_sha256 or ""))
        return Sumber(blob.sha256[:32], secret, berkas=blob)
    if naskah.tahap is not None and naskah.status is not Status.DITOLAK:
        stage = naskah.tahap
        return Sumber(
            (stage.sha256 or "")[:32], secret, berkas=Blob(stage.key or "", stage.size or 0, stage.sha256 or "")
        )
    own = services.settings
    pen = naskah.status is Status.MENUNGGU_PINDAIAN
    page = typeset.halaman(
        session,
        naskah,
        kota=own.nama_kota,
        tempat=own.tempat,
        konsep=not pen,
        basah=pen,
        verify_url=f"{own.base_url}/v/{naskah.token}" if pen else "",
    )
    joined = tuple(
        (x.judul, Blob(x.bersih_key, x.bersih_size or 0, x.bersih_sha256 or ""))
        for x in naskah.lampiran
        if x.gabung and x.bersih_key
    )
    digest = hashlib.sha256(repr((page, [(j, b.sha256) for j, b in joined])).encode()).hexdigest()
    return Sumber(digest[:32], secret, halaman=page, lampiran=joined)


def pdf(services: Services, source: Sumber) -> bytes:
    """The pages as PDF: the signed file itself, or the konsep rendered now.

    Raises:
        Damaged, Unavailable: the store cannot give the file.
        EofficeError: the konsep cannot be set, with a sentence that says why.
    """
    shelf = pictures.shelf(services)
    kept = shelf.get(f"{source.kunci}.pdf")
    if kept is not None:
        return kept
    if source.berkas is not None:
        with services.store.open(source.berkas, dekat=not source.rahasia) as stream:
            made = stream.read()
    else:
        assert source.halaman is not None
        page = actions.with_lampiran(source.halaman, services.store, list(source.lampiran))
        rendered = document.render(page)
        made = rendered.pdf
        shelf.put(f"{source.kunci}.n", str(rendered.pages).encode())
    if not source.rahasia:
        shelf.put(f"{source.kunci}.pdf", made)
    return made


def tersusun(services: Services, source: Sumber) -> document.Rendered:
    """The pages of what is not signed yet, with its words; outside any transaction."""
    assert source.halaman is not None
    return document.render(actions.with_lampiran(source.halaman, services.store, list(source.lampiran)))


def png(services: Services, source: Sumber, page: int, tanda: str = "") -> bytes:
    """One page, counted from 1, as PNG; from Rahasia up with `tanda` across it. Raises NotFound: no such page."""
    secret = source.rahasia
    return pictures.draw(
        services, source.kunci, page, lambda: pdf(services, source), keep=not secret, tanda=tanda if secret else ""
    )


def banyak(services: Services, source: Sumber) -> int:
    """How many pages there are."""
    shelf, name = pictures.shelf(services), f"{source.kunci}.n"
    kept = shelf.get(name)
    if kept is None:
        count = halaman.banyak(pdf(services, source))
        shelf.put(name, str(count).encode())
        return count
    return int(kept)
