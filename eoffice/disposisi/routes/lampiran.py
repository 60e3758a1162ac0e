"""Voice notes and photos beside a disposisi: taken from a form, kept, and played by whoever sees its branch."""

import io
import math
from typing import Final

from flask import Response, request
from sqlalchemy.orm import Session

from eoffice import sandbox
from eoffice.akses.rights import Action
from eoffice.db import transaction
from eoffice.disposisi import actions, queries, suara
from eoffice.disposisi.riwayat import LampiranDisposisi
from eoffice.disposisi.routes.blueprint import open_surat, routes
from eoffice.disposisi.states import JenisLampiran
from eoffice.errors import Invalid
from eoffice.storage import Blob
from eoffice.web.access import current_actor, needs
from eoffice.web.fields import whole
from eoffice.web.files import page_image, sound
from eoffice.web.session import release, services, session
from eoffice.web.uploads import received

_ENDING: Final = {media: ending for ending, media in suara.MEDIA.items()}


def carried() -> list[int]:
    """The files that an earlier try of this form had kept already, as far as they are the actor's."""
    asked = [i for v in request.form.getlist("lampiran") if (i := whole(v)) is not None]
    return [row.id for row in queries.attachments(session(), current_actor(), asked)]


def taken() -> list[int]:
    """Keep what was posted, with nothing locked, and name it beside what was kept before; a new one replaces its kind.

    Raises:
        Invalid: not a voice note or a photo. TooLarge: over the limit of one file or of one day.
    """
    before = queries.attachments(session(), current_actor(), carried())
    made = [each for each in (_voice(), _photo()) if each is not None]
    if made:
        with transaction(services().engine) as own:
            rows = [actions.simpan_lampiran(own, current_actor(), *each) for each in made]
            fresh = [row.id for row in rows]
    else:
        fresh = []
    kinds = {each[0] for each in made}
    return [row.id for row in before if row.jenis not in kinds] + fresh


def _voice() -> tuple[JenisLampiran, Blob, str, int] | None:
    posted = received("suara_berkas", hint="Rekam lagi yang lebih pendek.")
    if posted is None:
        return None
    content, _ = posted
    if (wrong := suara.salah(content)) is not None:
        raise Invalid("Catatan suara tidak diterima.", {"suara": wrong})
    release()
    kind = suara.jenis(content) or "webm"
    try:
        seconds = sandbox.lama_suara(content, kind)
    except sandbox.Refused as refused:
        raise Invalid("Catatan suara tidak diterima.", {"suara": str(refused)}) from refused
    if seconds > suara.PALING_LAMA + suara.LEBIH:
        raise Invalid("Catatan suara tidak diterima.", {"suara": suara.TERLALU_LAMA})
    length = min(suara.PALING_LAMA, math.ceil(seconds))
    return JenisLampiran.SUARA, services().store.put(io.BytesIO(content)), suara.MEDIA[kind], length


def _photo() -> tuple[JenisLampiran, Blob, str, int] | None:
    posted = received("foto_berkas", hint="Perkecil fotonya, lalu coba lagi.")
    if posted is None:
        return None
    content, name = posted
    release()
    checked = sandbox.periksa_unggahan(content, name, "lampiran")
    if not checked.bersih or checked.type not in ("jpeg", "png"):
        said = " ".join(checked.alasan) or "Unggah foto tulisan sebagai JPG atau PNG."
        raise Invalid("Foto tidak diterima.", {"foto": said})
    blob = services().store.put(io.BytesIO(checked.rendition or content))
    return JenisLampiran.FOTO, blob, checked.mime, 0


@routes.get("/disposisi/lampiran/<int:lampiran_id>")
@needs(Action.BACA_SURAT, own_transactions=True)
def lampiran(lampiran_id: int) -> Response:
    """Play or show it; what was not sent yet only to the one who made it."""
    row = queries.attachment(session(), current_actor(), lampiran_id)
    blob, media, kind, surat_id = row.blob, row.mime, row.jenis, _surat_id(session(), row)
    if surat_id is not None:
        open_surat(surat_id)  # above Biasa the trail names whoever hears it (AUD-01)
    release()
    with services().store.open(blob) as stream:
        content = stream.read()
    if kind is JenisLampiran.FOTO:
        return page_image(content, name="tulisan.png" if media == "image/png" else "tulisan.jpg")
    return sound(content, media=media, ending=_ENDING[media])


def _surat_id(own: Session, row: LampiranDisposisi) -> int | None:
    return queries.surat_of_attachment(own, row)
