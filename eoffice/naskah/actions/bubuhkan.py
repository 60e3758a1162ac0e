"""From the values of a page to the signed and archived file in the store; no transaction is open meanwhile."""

import io
import json
import secrets
from dataclasses import replace
from typing import Final

from eoffice import clock
from eoffice.db import reading
from eoffice.naskah import document
from eoffice.storage import Blob, BlobStore
from eoffice.titik import titik
from eoffice.tte import archiving, authorities, verifying
from eoffice.tte.port import Request, Signed, Signer
from eoffice.tte.states import Penyedia
from eoffice.web.services import Services

#: The mark and the footer by who stands behind the signature; BSrE's own words only where it really is BSrE (3.9).
TANDA: Final = {
    Penyedia.LOKAL: (document.TANDA_CONTOH, document.CATATAN_LOKAL),
    Penyedia.BSRE: ("", document.CATATAN_BSRE),
    Penyedia.BSRE_UJI: (document.TANDA_CONTOH, document.CATATAN_BSRE_UJI),
}


def bertanda(page: document.Halaman, penyedia: Penyedia) -> document.Halaman:
    """The page with the mark and the footer that are true of its signature."""
    mark, footer = TANDA[penyedia]
    return replace(page, tanda_tte=mark, catatan_tte=footer)


def produce(
    services: Services,
    signer: Signer,
    page: document.Halaman,
    attached: list[tuple[str, Blob]],
    *,
    naskah_id: int = 0,
) -> tuple[Blob, document.Rendered]:
    """Render, sign (B-T), bring to B-LTA, verify what came out, and store it; no transaction is open meanwhile.

    Args:
        naskah_id: for the log of a signer elsewhere.
    """
    rendered = document.render(with_lampiran(page, services.store, attached))
    titik("sesudah_render")
    number, *corners = rendered.qr_box
    stamper = archiving.stamper(services)
    request = Request(
        pdf=rendered.pdf,
        box=(corners[0], corners[1], corners[2], corners[3]),
        page=number - 1,
        reason="Menyetujui dan menandatangani naskah dinas",
        location=services.settings.tempat,
        at=clock.now(),
        ref=secrets.token_hex(16),
        naskah_id=naskah_id,
    )
    signed = signer.sign(request, tsa=stamper)
    titik("sesudah_tte")
    return arsipkan(services, rendered.pdf, signed), rendered


def arsipkan(services: Services, sent: bytes, signed: Signed) -> Blob:
    """Bring a signed file to B-LTA, make sure that it is what was sent, and store it.

    Raises:
        Damaged: it is not; nothing is kept.
    """
    stamper = archiving.stamper(services)
    with reading(services.engine) as session:  # only now: evidence must not be older than the signature (tte.md 4.4)
        bukti = archiving.bukti(session, services.cache, pepper=services.pepper, key=signed)
        roots, ours = archiving.roots(session, services), authorities.terbitan_sendiri(session, signed.chain_pem)
    archived = archiving.extend(signed.pdf, bukti, tsa=stamper)
    titik("sesudah_arsip")
    verifying.verify_own(
        sent,
        archived,
        expected_cert_pem=signed.certificate_pem,
        roots_pem=roots,
        penanda_waktu=archiving.anchors(services),
        lengkap=ours,
        awalan=signed.pdf if signed.ditulis_ulang else None,
    )
    blob = services.store.put(io.BytesIO(archived))
    titik("sesudah_objek")
    return blob


def with_lampiran(page: document.Halaman, store: BlobStore, attached: list[tuple[str, Blob]]) -> document.Halaman:
    """The page with the clean PDFs and the typed texts of its lampiran read from the store."""
    found = []
    for judul, blob in attached:
        with store.open(blob) as source:
            content = source.read()
        if content.startswith(b"%PDF-"):
            found.append(document.Lampiran(judul=judul, pdf=content))
            continue
        typed = json.loads(content)
        found.append(document.Lampiran(judul=judul, isi=typed["isi"], rebah=typed["rebah"]))
    return replace(page, lampiran=tuple(found))
