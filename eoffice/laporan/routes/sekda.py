"""The monthly Laporan Sekda: the months with their files, one month with what changed since, and the nota dinas that carries it."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import flash, redirect, render_template
from werkzeug.wrappers import Response

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import NotFound
from eoffice.laporan import actions, policy, queries
from eoffice.laporan.actions import nota, terbitan
from eoffice.laporan.models import PotretLaporan
from eoffice.laporan.queries import potret_bulanan
from eoffice.laporan.routes.blueprint import forward, routes
from eoffice.laporan.states import month_start
from eoffice.laporan.terbitan import isi as susunan
from eoffice.laporan.terbitan import kalimat, pdf, tulis
from eoffice.laporan.terbitan.penyesuaian import kata, nama
from eoffice.naskah import policy as naskah_policy
from eoffice.organisasi.models import Unit
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.files import attachment, own_pdf
from eoffice.web.session import services, session

TERBANYAK: Final = 24
"""Months in the list at most."""


@dataclass(frozen=True)
class Baris:
    """One month in the list: closed, over but not closed yet (tertinggal), still running, or older than the first closing."""

    bulan: date
    potret: PotretLaporan | None
    berjalan: bool
    tertinggal: bool

    @property
    def alamat(self) -> str:
        """Its page."""
        return f"/laporan/sekda/{self.bulan:%Y-%m}"

    @property
    def nama(self) -> str:
        """`Oktober 2026`."""
        return tulis.bulan(f"{self.bulan:%Y-%m}")


def _daftar(today: date) -> list[Baris]:
    """Every month from the first event on, newest first."""
    kept = {row.bulan: row for row in potret_bulanan.potret_semua(session())}
    first = min([*kept, potret_bulanan.bulan_pertama(session()) or month_start(today)])
    found = []
    for n in range(TERBANYAK):
        month = month_start(today, n)
        if month >= first:
            found.append(Baris(month, kept.get(month), n == 0, month >= min(kept, default=first)))
    return found


def _bulan(teks: str) -> date:
    """The month of an address.

    Raises:
        NotFound: it is no month, lies ahead, or before the first event.
    """
    known = {f"{each.bulan:%Y-%m}": each.bulan for each in _daftar(clock.today())}
    if teks not in known:
        raise NotFound("Laporan bulan itu tidak ada.")
    return known[teks]


def _isi(bulan: date, row: PotretLaporan | None, actor: Actor) -> tuple[dict[str, Any], str]:
    """The figures of a month and their hash: frozen, or as they are now."""
    if row is not None:
        return terbitan.baca(services().store, row.blob), row.sha256
    forward()
    content = terbitan.hitung(services(), bulan, actor.jabatan_nama or actor.nama)
    return content, hashlib.sha256(susunan.bita(content)).hexdigest()


def _berubah(bulan: date, content: dict[str, Any]) -> list[dict[str, str]]:
    """Which figures of a closed month are different now; computed again only when the log has gone on."""
    urut, kept = queries.keadaan(session()).urut, services().cache
    known = kept.get(f"laporan.berubah:{bulan}")
    if known is None or known[0] != urut:
        now = terbitan.hitung(services(), bulan, "")
        known = kept[f"laporan.berubah:{bulan}"] = (urut, susunan.beda(susunan.terlapor(content, []), now))
    found: list[dict[str, str]] = known[1]
    return found


@routes.get("/sekda")
@needs(Action.LAPORAN_OPD)
def sekda() -> str:
    """The months; for the own perangkat daerah only its annex."""
    actor = current_actor()
    city = policy.may(actor, Action.LAPORAN_KOTA)
    reach = policy.reach(actor)
    mine = None
    if reach is not None:
        mine = actor.opd_id if actor.opd_id in reach else min(reach, default=0)
        require(policy.may(actor, Action.LAPORAN_OPD, mine))
    rows = _daftar(clock.today())
    return render_template(
        "laporan/sekda.html",
        baris=[each for each in rows if city or each.potret is not None],
        boleh_kota=city,
        boleh_atur=policy.may(actor, Action.ATUR_LAPORAN),
        opd=session().get(Unit, mine) if mine is not None else None,
        naskah=potret_bulanan.nota_dinas(session(), [row.potret for row in rows if row.potret is not None]),
        pengaturan=potret_bulanan.pengaturan(session()),
    )


@routes.get("/sekda/<bulan>")
@needs(Action.LAPORAN_KOTA, own_transactions=True)
def sekda_bulan(bulan: str) -> str:
    """One month: its sentences, what is to be decided, its files, and what corrections changed since."""
    actor = current_actor()
    require(policy.may(actor, Action.LAPORAN_KOTA))
    month = _bulan(bulan)
    row = potret_bulanan.potret_bulan(session(), month)
    content, sha256 = _isi(month, row, actor)
    changed = _berubah(month, content) if row is not None else []
    nota_dinas = potret_bulanan.nota_dinas(session(), [row]).get(row.id) if row is not None else None
    return render_template(
        "laporan/sekda_bulan.html",
        bulan=bulan,
        nama=tulis.bulan(bulan),
        isi=content,
        id_potret=susunan.id_potret(bulan, sha256),
        sha256=sha256,
        potret=row,
        berakhir=month < month_start(clock.today()),
        ringkasan=[*kalimat.ringkasan(content), kalimat.waktu(content), kalimat.kertas(content)],
        jauh=kalimat.jauh(content),
        kata=[(tulis.bulan(r["bulan"]), r["nama"], nama(r), kata(r, "semula"), kata(r, "kini")) for r in changed],
        dilaporkan=[
            (tulis.bulan(r["bulan"]), r["nama"], nama(r), kata(r, "semula"), kata(r, "kini"))
            for r in content["penyesuaian"]
        ],
        boleh_tutup=policy.may(actor, Action.TUTUP_BUKU),
        naskah=nota_dinas,
        baca_naskah=nota_dinas is not None and bool(naskah_policy.may(actor, Action.BACA, nota_dinas)),
        boleh_nota=nota.boleh_siapkan(actor, row, nota_dinas, nota.penerima(session())) if row is not None else None,
        hari=tulis.hari,
        saat=tulis.saat,
    )


@routes.get("/sekda/<bulan>/laporan.<bentuk>")
@needs(Action.LAPORAN_KOTA, own_transactions=True)
@limited("ekspor", 60, per=3600)
def unduh_sekda(bulan: str, bentuk: str) -> Response:
    """One file of a month: the bytes that were kept when it was closed, or made now while it was not."""
    actor = current_actor()
    require(policy.may(actor, Action.LAPORAN_KOTA))
    if bentuk not in (*terbitan.BENTUK, "json"):
        raise NotFound("Bentuk laporan itu tidak ada.")
    month = _bulan(bulan)
    row = potret_bulanan.potret_bulan(session(), month)
    name = f"laporan-sekda-{bulan}{'' if row is not None else '-sementara'}.{bentuk}"
    if row is not None:
        kept = potret_bulanan.berkas(row, bentuk)
        stream = services().store.open(row.blob if kept is None else kept.blob)
        return own_pdf(stream, name=name) if bentuk == "pdf" else attachment(stream, name=name)
    content, sha256 = _isi(month, None, actor)
    made = susunan.bita(content) if bentuk == "json" else terbitan.BENTUK[bentuk](content, sha256)
    return own_pdf(made, name=name) if bentuk == "pdf" else attachment(made, name=name)


@routes.get("/sekda/<bulan>/opd/<int:opd_id>.pdf")
@needs(Action.LAPORAN_OPD, own_transactions=True)
@limited("ekspor", 60, per=3600)
def unduh_lampiran(bulan: str, opd_id: int) -> Response:
    """The page of one perangkat daerah from a closed month, for its own leaders and for those who watch over the city."""
    require(policy.may(current_actor(), Action.LAPORAN_OPD, opd_id))
    row = potret_bulanan.potret_bulan(session(), _bulan(bulan))
    if row is None:
        raise NotFound("Bulan itu belum ditutup.")
    content = terbitan.baca(services().store, row.blob)
    office = next((each for each in content["opd"] if each["id"] == opd_id), None)
    if office is None:
        raise NotFound("Perangkat daerah itu tidak ada dalam laporan ini.")
    made = pdf.lampiran_opd(content, row.sha256, office)
    return own_pdf(made, name=f"laporan-sekda-{bulan}-{office['kode'].lower()}.pdf")


@routes.post("/sekda/<bulan>/tutup")
@needs(Action.TUTUP_BUKU)
def tutup_bulan(bulan: str) -> Response:
    """Close a month now instead of waiting for its day."""
    actions.minta_tutup(session(), current_actor(), _bulan(bulan))
    flash("Bulan ini sedang ditutup. Muat ulang sebentar lagi; berkasnya siap dalam satu menit.")
    return redirect(f"/laporan/sekda/{bulan}", 303)


@routes.post("/sekda/<bulan>/nota")
@needs(Action.TUTUP_BUKU)
def siapkan_nota(bulan: str) -> Response:
    """Begin the nota dinas that carries the report of a closed month."""
    row = potret_bulanan.potret_bulan(session(), _bulan(bulan))
    if row is None:
        raise NotFound("Bulan itu belum ditutup.")
    made = actions.siapkan(session(), services().store, current_actor(), row)
    flash("Nota dinas disiapkan dengan laporan sebagai lampirannya. Periksa, lalu ajukan.")
    return redirect(f"/naskah/{made.id}/sunting", 303)
