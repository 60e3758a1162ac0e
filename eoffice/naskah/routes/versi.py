"""Versions: every text that was put before others or kept while writing, what changed between two, and bringing one back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response, flash, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import Invalid, NotFound
from eoffice.naskah import actions, jenis, policy, queries, redline, suntingan
from eoffice.naskah.forms import ALASAN
from eoffice.naskah.forms.suntingan import kode_versi
from eoffice.naskah.models import Naskah
from eoffice.naskah.routes import tampil
from eoffice.naskah.routes.blueprint import load, opened, routes
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import see
from eoffice.web.session import session


@dataclass(frozen=True)
class Teks:
    """A text that can be compared or brought back; `kode` is 3 for a version, s12 for a kept save, 0 for now."""

    kode: str
    nama: str
    sebab: str
    oleh: str
    at: datetime
    sha256: str
    isi: Mapping[str, Any]
    versi: int = 0
    simpanan_id: int = 0
    titipan: bool = False


def _all(naskah: Naskah) -> list[Teks]:
    """Everything the actor may compare, newest first."""
    found = [
        Teks(str(v.versi), f"Versi {v.versi}", v.sebab, v.oleh.nama_lengkap, v.at, v.sha256, v.isi, versi=v.versi)
        for v in queries.versions(session(), naskah)
    ]
    for s in suntingan.simpanan(session(), current_actor(), naskah):
        name = f"{'Titipan' if s.titipan else 'Simpanan'} {clock.wib(s.at).strftime('%d/%m %H.%M')}"
        who = s.oleh.nama_lengkap
        found.append(Teks(f"s{s.id}", name, s.sebab, who, s.at, s.sha256, s.isi, simpanan_id=s.id, titipan=s.titipan))
    return sorted(found, key=lambda t: (t.at, t.versi, t.simpanan_id), reverse=True)


@routes.get("/<int:naskah_id>/versi")
@needs(Action.BACA, own_transactions=True)
def versi(naskah_id: int) -> str:
    """Every version that was put before others, and what was kept while writing."""
    require(policy.may_follow(current_actor(), load(naskah_id)))
    naskah = opened(naskah_id)
    return render_template(
        "naskah/versi.html",
        naskah=naskah,
        teks=_all(naskah),
        paraf=naskah.paraf,
        sekarang=naskah.content_sha256(),
        boleh=policy.may(current_actor(), Action.UBAH, naskah),
    )


@routes.get("/<int:naskah_id>/banding")
@needs(Action.BACA, own_transactions=True)
def banding(naskah_id: int) -> str:
    """What changed between two texts; `b=0` is the text as it stands now."""
    require(policy.may_follow(current_actor(), load(naskah_id)))
    naskah = opened(naskah_id)
    kept = {t.kode: t for t in _all(naskah)}
    newest = max((t.versi for t in kept.values()), default=0)
    b = _kode(request.args.get("b"), str(newest) if newest else "0")
    versions = b.isdigit() and newest
    a = _kode(request.args.get("a"), str(max(1, (int(b) or newest + 1) - 1)) if versions else next(iter(kept), ""))
    if a not in kept or (b != "0" and b not in kept):
        raise NotFound("Versi itu tidak ada.")
    current = naskah.content_sha256()
    old, new = kept[a].isi, kept[b].isi if b != "0" else naskah.content()
    known = queries.names(session(), [i for c in (old, new) if (i := c.get("penandatangan_id")) is not None])
    kind = jenis.get(naskah.jenis)
    shown = b == "0" or kept[b].sha256 == current
    return render_template(
        "naskah/banding.html",
        naskah=naskah,
        a=a,
        b=b,
        lama=kept[a],
        baru=kept.get(b),
        semua=sorted(kept.values(), key=lambda t: (t.simpanan_id > 0, t.versi, t.at)),
        beda=redline.compare(old, new, nama_jabatan=lambda i: known.get(i or 0, ""), kolom=kind.kolom),
        ubah=b == "0" or not kept or current != kept.get(str(newest), kept[a]).sha256,
        tombol=tampil.tombol(current_actor(), naskah) if shown else {},
        boleh=policy.may(current_actor(), Action.UBAH, naskah),
        sekarang=current,
        dilihat=current,
        alasan=ALASAN,
    )


def _kode(raw: str | None, otherwise: str) -> str:
    try:
        kind, number = kode_versi(raw or "")
    except Invalid:
        return otherwise
    return f"s{number}" if kind == "s" else str(number)


@routes.post("/<int:naskah_id>/pulihkan/<kode>")
@needs(Action.UBAH)
def pulihkan(naskah_id: int, kode: str) -> Response:
    """Make an older text the text again; what stood there before is kept."""
    naskah, actor = load(naskah_id), current_actor()
    require(policy.may_follow(actor, naskah))
    found = next((t for t in _all(naskah) if t.kode == _kode(kode, "")), None)
    if found is None:
        raise NotFound("Versi itu tidak ada.")
    actions.tidak_direbut(session(), actor, naskah)
    actions.pulihkan_versi(session(), actor, naskah, found.isi, found.nama.lower(), katanya=found.titipan)
    if found.titipan:
        actions.buang_titipan(session(), actor, naskah, found.simpanan_id)
    flash(f"{found.nama} dipulihkan sebagai teks yang berlaku. Yang sebelumnya tetap tersimpan di halaman Versi.")
    return see(f"/naskah/{naskah_id}/sunting?langkah=2")


@routes.post("/<int:naskah_id>/titipan/<int:simpanan_id>/buang")
@needs(Action.BACA)
def buang_titipan(naskah_id: int, simpanan_id: int) -> Response:
    """The writer does not need what was kept for them."""
    actions.buang_titipan(session(), current_actor(), load(naskah_id), simpanan_id)
    flash("Tulisan titipan dibuang.")
    return see(f"/naskah/{naskah_id}/versi")
