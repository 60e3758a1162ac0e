"""What the form of giving shows: who may be chosen, the leader's own habit, the shortcuts, and what was prepared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Response, make_response, render_template, request
from werkzeug.datastructures import MultiDict

from eoffice.disposisi import actions, forms, hierarki, kebiasaan, queries
from eoffice.disposisi.models import DisposisiPenerima
from eoffice.disposisi.riwayat import Siapan
from eoffice.disposisi.routes import tampil
from eoffice.disposisi.states import Cara, Peran
from eoffice.errors import Invalid
from eoffice.naskah import actions as naskah
from eoffice.naskah import queries as naskah_queries
from eoffice.organisasi import kalender, keberadaan
from eoffice.organisasi.models import Jabatan
from eoffice.organisasi.waktu import Kalender
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.access import current_actor
from eoffice.web.fields import whole
from eoffice.web.headers import with_microphone
from eoffice.web.session import session

#: Instructions shown before the others are unfolded.
DI_ATAS: Final = 8


def calendar_of(surat: SuratMasuk) -> Kalender:
    """Working days as the office counts them in which the surat lies."""
    return kalender.berlaku(session()).untuk(surat.opd_id)


@dataclass(frozen=True)
class Halaman:
    """Where a form posts to, where it leads back, and what it is for.

    Attributes:
        arahkan: it prepares for somebody else instead of sending.
        banyak: the surat it is for when there are several, each with why it stays behind ("" when it goes).
    """

    alamat: str
    balik: str
    balik_teks: str
    versi: int
    arahkan: bool = False
    banyak: Sequence[tuple[SuratMasuk, str]] = ()


def page(
    surat: SuratMasuk,
    induk: DisposisiPenerima | None,
    where: Halaman,
    *,
    siapan: Siapan | None = None,
    errors: Mapping[str, str] | None = None,
    pesan: str = "",
    kept: Sequence[int] = (),
) -> str:
    """The form, empty, filled from what was prepared, or with what was typed."""
    giver = induk.jabatan_id if induk is not None else surat.tujuan_jabatan_id
    until = induk.disposisi.batas if induk is not None else None
    form = request.form if request.method == "POST" or siapan is None else _filled(siapan)
    about = None if where.banyak else surat
    offered = hierarki.targets(session(), giver, about)
    shown = {str(s.jabatan.id) for group in offered.values() for s in group if s.boleh}
    acts = kebiasaan.terakhir(session(), giver)
    order = kebiasaan.urutan(acts)
    ticked = set(form.getlist("instruksi"))
    aside = _numbers(form.getlist("penerima"), shown)
    named = _numbers(form.getlist("boleh_ke"), set())
    names = naskah_queries.names(session(), [*aside, *named])
    if siapan is not None and request.method != "POST":
        kept = actions.isian_of(session(), siapan).lampiran
    seen: dict[str, object] = dict(  # noqa: C408 - one line for each name of the page
        surat=surat,
        induk=induk,
        tempat=where,
        versi=where.versi,
        alamat=where.alamat,
        balik=where.balik,
        sasaran=offered,
        pergi=keberadaan.away(session(), [*(s.jabatan.id for g in offered.values() for s in g if s.boleh), *aside]),
        lain=[(str(j), names[j]) for j in aside if j in names],
        disebut=[(str(j), names[j]) for j in named if j in names],
        rahasia=surat.sifat in hierarki.TERTUTUP and induk is None,
        instruksi=order[:DI_ATAS],
        instruksi_lain=order[DI_ATAS:],
        lain_terbuka=bool(ticked & {i.kode for i in order[DI_ATAS:]}),
        pintas=kebiasaan.pintasan(calendar_of(surat), until),
        paling_lambat=until,
        atasan=induk.disposisi.pemberi_jabatan.nama if induk is not None else "",
        halaman=tampil.halaman(surat)[:1],
        errors=errors or {},
        pesan=pesan,
        nilai=form,
        dipilih=set(form.getlist("penerima")),
        mengetahui=set(form.getlist("mengetahui")),
        arahan=ticked,
        lampiran=queries.attachments(session(), current_actor(), kept),
        siapan=siapan,
        pemberi=session().get_one(Jabatan, giver),
        urgensi=tampil.URGENSI,
        sifat=tampil.SIFAT,
    )
    if where.banyak:
        return render_template("disposisi/banyak.html", **seen)
    return render_template("disposisi/beri.html", **seen)


def recording(html: str) -> Response:
    """The form as an answer that may use the microphone."""
    return with_microphone(make_response(html))


def _filled(siapan: Siapan) -> MultiDict[str, str]:
    """What was prepared, as if the leader had typed it."""
    values: list[tuple[str, str]] = [("catatan", siapan.catatan), ("siapan", str(siapan.id))]
    for jabatan_id, peran in siapan.kepada:
        values.append(("penerima", str(jabatan_id)))
        if peran is Peran.MENGETAHUI:
            values.append(("mengetahui", str(jabatan_id)))
        if peran is Peran.PENANGGUNG_JAWAB:
            values.append(("penanggung_jawab", str(jabatan_id)))
    values += [("instruksi", kode) for kode in siapan.instruksi]
    values += [("boleh_ke", str(j)) for j in siapan.boleh_ke or ()]
    if siapan.batas is not None:
        values += [("batas_pilih", forms.TANGGAL), ("batas", siapan.batas.isoformat())]
    if siapan.cara is Cara.DIKTE:
        values.append(("dikte", "1"))
    return MultiDict(values)


def _numbers(values: Sequence[str], shown: set[str]) -> list[int]:
    return [i for v in values if v not in shown and (i := whole(v)) is not None]


def rules(giver: int, surat: SuratMasuk | None, induk: DisposisiPenerima | None = None) -> forms.Rules:
    """Adds the jabatan that was typed and not chosen, and says all that is wrong, so that nothing comes up later."""

    def complete(form: forms.Disposisi) -> tuple[actions.Isian, dict[str, str]]:
        isian, typed = form.isian, {}
        if form.ketikan:
            try:
                isian = forms.with_penerima(form, naskah.office(session(), form.ketikan, "penerima").id)
            except Invalid as error:
                typed = dict(error.fields)
        return isian, actions.faults(session(), isian, giver, induk, surat) | typed

    return complete


def choices(giver: int, surat: SuratMasuk | None) -> str:
    """Jabatan for the type-ahead; one that may not be chosen says why."""
    words = request.args.get("q", "")[:200].replace("\x00", "").strip()
    found = hierarki.choices(session(), giver, words, surat)
    away = keberadaan.away(session(), [s.jabatan.id for s in found if s.boleh])
    return render_template("disposisi/_jabatan.html", sasaran=found, pergi=away)


def told(count: int) -> str:
    """What is said after it went out."""
    return "Disposisi terkirim." if count == 1 else f"Disposisi terkirim kepada {count} penerima."
