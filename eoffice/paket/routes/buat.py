"""Packages that go out: the list, a new one, how far it is, fetching it, and checking any package."""

from flask import Response, flash, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.arsip import queries as arsip
from eoffice.db import transaction
from eoffice.errors import Conflict, EofficeError, Invalid, NotFound, TooLarge
from eoffice.organisasi.models import Unit
from eoffice.paket import actions, forms, policy, queries
from eoffice.paket.baca import periksa as pemeriksa
from eoffice.paket.models import Paket
from eoffice.paket.routes.blueprint import routes
from eoffice.paket.states import FORMAT_LABEL, IMPOR_LABEL, PAKET_JALAN, PAKET_LABEL, Format, StatusImpor, StatusPaket
from eoffice.pdf.kata import tanggal
from eoffice.sandbox import Refused, arsip_zip
from eoffice.storage import Blob
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import again, see
from eoffice.web.files import attachment
from eoffice.web.session import release, services, session
from eoffice.web.uploads import size, spooled

NADA = {StatusPaket.SIAP: "ok", StatusPaket.GAGAL: "bad", StatusPaket.DISUSUN: "info", StatusPaket.MENUNGGU: "info"}
NADA_IMPOR = {
    StatusImpor.SELESAI: "ok",
    StatusImpor.DITOLAK: "bad",
    StatusImpor.DIPETAKAN: "warn",
    StatusImpor.SIAP: "warn",
}
KETERANGAN = {
    Format.BAGIT: "Untuk lembaga kearsipan atau cadangan. Semua metadata, jejak, dan sidik; paling lengkap.",
    Format.EARK: "Paket penyerahan menurut standar Eropa, dengan METS dan PREMIS.",
    Format.SRIKANDI: "Daftar CSV dan JSON beserta PDF-nya, untuk dipindahkan ke SRIKANDI.",
}


@routes.get("/paket")
@needs(Action.KELOLA_BERKAS)
def daftar() -> str:
    """What I ordered and what I brought in."""
    actor = current_actor()
    require(policy.may_make(actor))
    return render_template(
        "paket/daftar.html",
        paket=queries.daftar(session(), actor),
        impor=queries.daftar_impor(session(), actor),
        label=PAKET_LABEL,
        nada=NADA,
        label_impor=IMPOR_LABEL,
        nada_impor=NADA_IMPOR,
        format_label=FORMAT_LABEL,
        kini=clock.now(),
    )


def _form() -> dict[str, object]:
    actor = current_actor()
    ids = [int(v) for v in request.values.getlist("berkas")[:500] if v.isascii() and v.isdigit() and len(v) < 18]
    chosen = queries.terbaca(session(), actor, forms.rujukan(request.values))
    return {
        "berkas": queries.berkas(session(), actor, ids),
        "pilihan": [f"{objek}:{number}" for objek, number in chosen],
        "unit": [(u.id, u.nama) for u in arsip.units(session(), actor)],
        "format": [(f, FORMAT_LABEL[f], KETERANGAN[f]) for f in Format],
    }


@routes.get("/paket/baru")
@needs(Action.KELOLA_BERKAS)
def baru() -> str:
    """What shall be in it, and in which format."""
    require(policy.may_make(current_actor()))
    return render_template("paket/baru.html", errors={}, nilai=request.args, **_form())


@routes.post("/paket/baru")
@needs(Action.KELOLA_BERKAS)
@limited("paket", 30, per=3600)
def pesan() -> Response:
    """Order it; the worker makes it."""
    try:
        paket = _ordered(forms.pesanan(request.form))
    except (Invalid, Conflict) as error:
        release()
        errors = getattr(error, "fields", {}) or {"format": str(error)}
        return again(render_template("paket/baru.html", errors=errors, nilai=request.form, **_form()), error)
    flash(f"Paket “{paket.judul}” dipesan. Halaman ini menunjukkan kemajuannya.")

    return see(f"/paket/{paket.id}")


def _ordered(asked: forms.Pesanan) -> Paket:
    actor = current_actor()
    if asked.berkas:
        chosen = queries.berkas(session(), actor, asked.berkas)
        return actions.pesan_berkas(session(), actor, asked.format, chosen)
    if asked.pilihan:
        title = f"{len(asked.pilihan)} arsip pilihan, {tanggal(clock.today())}"
        return actions.pesan_pilihan(session(), actor, asked.format, asked.pilihan, judul=title)
    unit = session().get(Unit, asked.unit_id) if asked.unit_id is not None else None
    if unit is None or asked.dari is None or asked.sampai is None:
        raise Invalid("Unit tidak ditemukan.", {"unit_id": "Pilih unit dari daftar."})
    return actions.pesan_unit(session(), actor, asked.format, unit, asked.dari, asked.sampai)


@routes.get("/paket/<int:paket_id>")
@needs(Action.KELOLA_BERKAS)
def lihat(paket_id: int) -> str:
    """How far it is, what is in it, and until when it can be fetched."""
    paket = queries.get(session(), current_actor(), paket_id)
    return render_template(
        "paket/lihat.html",
        paket=paket,
        berjalan=paket.status in PAKET_JALAN,
        dapat_diunduh=paket.status is StatusPaket.SIAP
        and paket.kedaluwarsa_at is not None
        and paket.kedaluwarsa_at > clock.now(),
        label=PAKET_LABEL,
        nada=NADA,
        format_label=FORMAT_LABEL,
    )


@routes.get("/paket/<int:paket_id>/unduh")
@needs(Action.KELOLA_BERKAS, own_transactions=True)
def unduh(paket_id: int) -> Response:
    """The package itself, once every record in it was looked at again and the trail knows (OTR-11, OTR-13)."""
    actor, found = current_actor(), list[Blob]()
    release()
    with transaction(services().engine) as own:
        found.append(actions.ambil(own, actor, queries.get(own, actor, paket_id)))
    return attachment(services().store.open(found[0]), name=f"paket-{paket_id}.zip")


@routes.get("/paket/periksa")
@needs(Action.KELOLA_BERKAS)
def periksa() -> str:
    """Where a package can be checked without taking anything in."""
    require(policy.may_make(current_actor()))
    return render_template("paket/periksa.html", laporan=None, errors={}, batas=size(_most()))


@routes.post("/paket/periksa")
@needs(Action.KELOLA_BERKAS, repeatable=True)
@limited("periksa_paket", 20, per=3600)
def periksa_unggahan() -> Response | str:
    """Every checksum of an uploaded package; nothing of it is kept."""
    require(policy.may_make(current_actor()))
    try:
        posted = spooled("zip", most=_most(), hint="Minta administrator memeriksanya dari folder server.")
        if posted is None:
            raise Invalid("Pilih paketnya dahulu.", {"zip": "Pilih berkas ZIP paket yang akan diperiksa."})
        content = posted[0].read()
        release()
        report = actions.laporan_zip(content)
    except (Invalid, TooLarge, Refused, NotFound) as error:
        said = getattr(error, "fields", None) or {"zip": str(error)}
        shown = error if isinstance(error, EofficeError) else Invalid(str(error))
        return again(render_template("paket/periksa.html", laporan=None, errors=said, batas=size(_most())), shown)
    return render_template(
        "paket/periksa.html",
        laporan=report,
        label=pemeriksa.LABEL,
        format_label=FORMAT_LABEL,
        errors={},
        batas=size(_most()),
    )


def _most() -> int:
    return min(arsip_zip.TERBESAR, services().settings.max_request)
