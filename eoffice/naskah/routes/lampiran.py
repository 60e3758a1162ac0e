"""Lampiran that are typed here: a text, a table pasted from a spreadsheet or read from its file; and their order."""

import io

from flask import Response, flash, render_template, request

from eoffice import sandbox
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.db import transaction
from eoffice.errors import Conflict, EofficeError, Invalid, TooLarge
from eoffice.naskah import actions, forms, policy, queries, tabel
from eoffice.naskah.models import Lampiran, Naskah
from eoffice.naskah.routes.blueprint import load, reopened, routes
from eoffice.pdf import isi as isi_naskah
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import again, see, settled
from eoffice.web.fields import reading
from eoffice.web.session import release, services, session
from eoffice.web.uploads import received


def _row(naskah: Naskah, lampiran_id: int) -> Lampiran | None:
    if not lampiran_id:
        return None
    found = next((x for x in naskah.lampiran if x.id == lampiran_id and x.isi is not None), None)
    if found is None:
        raise Conflict("Lampiran itu sudah tidak ada; muat ulang halaman.")
    return found


@routes.get("/<int:naskah_id>/lampiran/ketik")
@needs(Action.UBAH, own_transactions=True)
def ketik_baru(naskah_id: int) -> str:
    """An empty lampiran to type."""
    naskah = reopened(naskah_id)
    require(policy.may(current_actor(), Action.UBAH, naskah))
    return _page(naskah, None)


@routes.get("/<int:naskah_id>/lampiran/<int:lampiran_id>/ketik")
@needs(Action.UBAH, own_transactions=True)
def ketik_lagi(naskah_id: int, lampiran_id: int) -> str:
    """A typed lampiran to change."""
    naskah = reopened(naskah_id)
    require(policy.may(current_actor(), Action.UBAH, naskah))
    return _page(naskah, _row(naskah, lampiran_id))


def _page(naskah: Naskah, row: Lampiran | None, error: EofficeError | None = None) -> str:
    body = row.isi if row is not None and row.isi is not None else isi_naskah.from_plain("")
    text = forms.teks_biasa(body)
    if error is not None:
        try:
            body = forms.isi(request.form.get("isi", ""))
            text = forms.teks_biasa(body)
        except Invalid:
            text = request.form.get("isi", "")
    return render_template(
        "naskah/lampiran.html",
        naskah=naskah,
        lampiran=row,
        judul=request.form.get("judul", "") if error is not None else row.judul if row is not None else "",
        rebah=request.form.get("rebah") == "1" if error is not None else row is not None and row.rebah,
        isi=body,
        isi_teks=text,
        tempelan=request.form.get("tabel", "") if error is not None else "",
        salah=getattr(error, "fields", {}),
        pesan=str(error) if error is not None else "",
    )


@routes.post("/<int:naskah_id>/lampiran/ketik")
@needs(Action.UBAH, own_transactions=True)
@limited("unggah", 30, per=60)
def simpan_ketikan(naskah_id: int) -> Response:
    """Keep what was typed, pasted, or read from a sheet in the sandbox."""
    chosen = request.form.get("lampiran_id", "")
    lampiran_id = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 18 else 0
    try:
        return _keep(naskah_id, lampiran_id)
    except (Invalid, Conflict, TooLarge) as error:
        release()
        naskah = reopened(naskah_id)
        row = next((x for x in naskah.lampiran if x.id == lampiran_id and x.isi is not None), None)
        return again(_page(naskah, row, error), error)


def _keep(naskah_id: int, lampiran_id: int) -> Response:
    actor, naskah = current_actor(), load(naskah_id)
    require(policy.may(actor, Action.UBAH, naskah))
    _row(naskah, lampiran_id)
    with reading(request.form) as f:
        judul = f.text("judul", "Judul lampiran", max=300)
        pasted = f.text("tabel", "Tabel", max=400_000, required=False, lines=True)
        rebah = f.flag("rebah")
    posted = received("berkas", hint="Bagi menjadi beberapa lembar.")
    body = forms.isi(request.form.get("isi", "")) if request.form.get("isi", "").strip() else None
    release()
    if posted is not None:
        body = tabel.tabel(_sheet(*posted))
    elif pasted.strip():
        body = tabel.tabel(tabel.dari_tempelan(pasted))
    if body is None or not isi_naskah.plain_text(body).strip():
        raise Invalid("Lampiran masih kosong.", {"isi": "Ketik isinya, tempel tabelnya, atau pilih lembarnya."})
    isi_naskah.check(body)
    blob = services().store.put(io.BytesIO(actions.tulisan(body, rebah=rebah)))
    with transaction(services().engine) as own:
        fresh = queries.get(own, actor, naskah_id)
        actions.ketik_lampiran(
            own, actor, fresh, judul=judul, isi=body, rebah=rebah, blob=blob, lampiran_id=lampiran_id or None
        )
        flash("Lampiran tersimpan.")
        return settled(own, see(f"/naskah/{naskah_id}/sunting?langkah=2#lampiran"))


def _sheet(content: bytes, name: str) -> list[list[str]]:
    """Raises Invalid with the sandbox's own words."""
    checked = sandbox.periksa_unggahan(content, name, "impor")
    try:
        if not checked.bersih:
            raise sandbox.Refused(" ".join(checked.alasan) or "Berkas ini tidak dapat diperiksa, jadi tidak diterima.")
        return sandbox.baca_lembar(content, panjang=2_000)
    except sandbox.Refused as refused:
        raise Invalid(str(refused), {"berkas": str(refused)}) from None


@routes.post("/<int:naskah_id>/lampiran/<int:lampiran_id>/urut")
@needs(Action.UBAH)
def urutkan_lampiran(naskah_id: int, lampiran_id: int) -> Response:
    """Move a lampiran up or down, or to a place."""
    naskah, wanted = load(naskah_id), request.form.get("ke", "")
    ke = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 4 else 1
    actions.urutkan_lampiran(session(), current_actor(), naskah, lampiran_id, ke)
    return see(f"/naskah/{naskah_id}/sunting?langkah=2#lampiran")
