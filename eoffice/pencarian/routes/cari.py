"""One box for everything that one may read, with its suggestions."""

from typing import Any

from flask import Response, make_response, render_template, request

from eoffice.akses.rights import Action
from eoffice.arsip.queries import pencarian as mesin
from eoffice.errors import Invalid
from eoffice.organisasi.models import Unit
from eoffice.pencarian import daftar, forms, queries, tampil
from eoffice.pencarian import halaman as lembar
from eoffice.pencarian.pertanyaan import COCOK, Pertanyaan, isian
from eoffice.pencarian.routes.blueprint import routes
from eoffice.search import tanya
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import number, see
from eoffice.web.session import session

#: Saved searches that the box offers before anything is typed.
SARAN_TERSIMPAN = 6


@routes.get("/cari")
@needs(Action.CARI)
@limited("cari", 60, per=60)  # KEAMANAN: WEB-10, the questions of a person; what pages ask by themselves counts apart
def cari() -> Response:
    """Search by words, phrases and operators; what was chosen in the fields becomes part of the one kept address."""
    unit_id = number("unit")
    unit = session().get(Unit, unit_id) if unit_id is not None else None
    asked, plain = forms.pertanyaan(request.args, unit.singkatan if unit else "")
    if not plain:
        return see(asked.alamat())
    return make_response(halaman(asked))


def halaman(asked: Pertanyaan, *, salah_simpan: dict[str, str] | None = None) -> str:
    """The page of a question: with its hits, how many there are, and their facets, if something is asked."""
    actor, opened = current_actor(), session()
    found: mesin.Hasil | None = None
    if not asked.kosong:
        try:
            found = mesin.cari(opened, actor, asked.tanya, urutan=asked.urutan, sesudah=asked.sesudah)
        except Invalid:  # a mark that somebody cut short or kept from another order: the list from its start
            asked = Pertanyaan(asked.tanya, asked.urut)
            found = mesin.cari(opened, actor, asked.tanya, urutan=asked.urutan)
    shown = lembar.bubuhkan(opened, found.temuan) if found else ()
    said, meant = isian(asked.tanya), tampil.sentence(asked)
    lost = found is not None and not (found.temuan or found.maksud or meant)
    context: dict[str, Any] = {
        "pertanyaan": asked,
        "hasil": found,
        "temuan": shown,
        "keping": [tampil.Keping(k.label, asked.dengan(tanya.urai(k.teks))) for k in mesin.keping(opened, asked.tanya)],
        "segi": tampil.segi(asked, found) if found else [],
        "maksud": asked.dengan(tanya.urai(found.maksud.teks)) if found and found.maksud else "",
        "kalimat": meant,
        "salah_satu": tampil.salah_satu(asked) if lost else None,
        "tanpa_saringan": tampil.bebas(asked),
        "urutan": {"terbaru": asked.terurut(""), "cocok": asked.terurut(COCOK)},
        "lanjut": asked.lanjut(found.sesudah) if found else "",
        "awal": asked.kembali(),
        "unduh": {kind: asked.alamat(f"/cari/unduh.{kind}") for kind in ("xlsx", "csv", "pdf")},
        "batas": daftar.batas(asked),
        "isi": said,
        "kode": [(said["s_klasifikasi"], said["s_klasifikasi"])] if said["s_klasifikasi"] else [],
        "pilihan": tampil.pilihan(opened, said),
        "operator": tampil.OPERATOR,
        "contoh": tampil.CONTOH,
        "simpanan": tampil.simpanan(opened, actor, queries.daftar(opened, actor)) if found is None else [],
        "kelola": bool(actor.arsip_opd_ids),
        "salah": {},
        "salah_simpan": salah_simpan or {},
        "ketikan": request.form if salah_simpan else None,
        "q_atas": asked.tanya.teks,
    }
    return render_template("pencarian/cari.html", **context)


@routes.get("/cari/saran")
@needs(Action.CARI)
@limited("saran", 300, per=60)
def saran() -> str:
    """What may be meant by what is typed so far, as a fragment; for an empty box the saved searches."""
    typed = request.args.get("q", "")[: tanya.LONGEST].replace("\x00", " ")
    actor, opened = current_actor(), session()
    if not typed.strip():
        listed = queries.daftar(opened, actor)[:SARAN_TERSIMPAN]
        rows = [tampil.Saran(p.nama, "Pencarian tersimpan", "", f"/cari/tersimpan/{p.id}") for p, _ in listed]
    else:
        rows = [tampil.Saran(s.teks, s.keterangan, s.tanya, s.url) for s in mesin.saran(opened, actor, typed)]
    return render_template("pencarian/_saran.html", saran=rows)
