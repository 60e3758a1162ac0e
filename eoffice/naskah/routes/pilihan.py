"""Beside the editor: checks and route as fragments, the classification as a tree, and what its type-aheads find."""

from flask import Response, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.naskah import actions, jenis, policy, temuan
from eoffice.naskah.routes import formulir, tampil_temuan
from eoffice.naskah.routes.blueprint import load, reopened, routes
from eoffice.organisasi import queries as organisasi
from eoffice.tte import queries as tte
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import see
from eoffice.web.session import session


@routes.get("/<int:naskah_id>/periksa")
@needs(Action.UBAH, own_transactions=True)
def periksa(naskah_id: int) -> str:
    """The automatic checks as a fragment, and with them the steps that are done."""
    naskah = reopened(naskah_id)
    lacking = actions.missing(naskah)
    found = temuan.cari(session(), current_actor(), naskah)
    return render_template(
        "naskah/_periksa.html",
        pergi=formulir.away(session(), naskah),
        naskah=naskah,
        jenis=jenis.get(naskah.jenis),
        kurang=lacking,
        selesai=formulir.done(naskah, lacking),
        langkah_lain=True,
        langkah_isian=formulir.STEP,
        alamat=f"/naskah/{naskah.id}",
        di_langkah=4 if request.args.get("langkah") == "4" else 2,
        hasil=found,
        daftar_temuan=tampil_temuan.tampil(naskah, found),
    )


@routes.get("/<int:naskah_id>/rute")
@needs(Action.UBAH, own_transactions=True)
def rute(naskah_id: int) -> str:
    """The route step as a fragment, after another penandatangan was chosen."""
    naskah = reopened(naskah_id)
    return render_template("naskah/_rute.html", naskah=naskah, rute=formulir.rute(session(), naskah), salah={})


@routes.get("/<int:naskah_id>/klasifikasi")
@needs(Action.UBAH, own_transactions=True)
def pohon(naskah_id: int) -> str:
    """The classification as a tree, one level at a time, or searched."""
    naskah = reopened(naskah_id)
    require(policy.may(current_actor(), Action.UBAH, naskah))
    induk, words = request.args.get("induk", "")[:20], _words()
    above = klasifikasi.path(session(), induk) if klasifikasi.KODE.match(induk) else []
    found = (
        klasifikasi.find(session(), words, limit=60, on=clock.today())
        if words
        else klasifikasi.children(session(), above[-1].kode if above else None, on=clock.today())
    )
    return render_template("naskah/klasifikasi.html", naskah=naskah, atas=above, daftar=found, q=words)


@routes.post("/<int:naskah_id>/klasifikasi")
@needs(Action.UBAH)
def pilih_klasifikasi(naskah_id: int) -> Response:
    """Take a code from the tree."""
    naskah = load(naskah_id)
    kode = request.form.get("kode", "")[:20]
    actions.simpan(session(), current_actor(), naskah, actions.Isian(kode_klasifikasi=kode))
    return see(f"/naskah/{naskah_id}/sunting?langkah=1")


def _words() -> str:
    return request.args.get("q", "")[:200].replace("\x00", "").strip()


@routes.get("/klasifikasi")
@needs(Action.BUAT)
def cari_klasifikasi() -> str:
    """Codes for the type-ahead."""
    found = klasifikasi.find(session(), _words(), limit=12, on=clock.today())
    rows = [{"nilai": k.kode, "teks": f"{k.kode} {k.label}", "rinci": ""} for k in found]
    return render_template("_parts/hasil.html", butir=rows)


@routes.get("/jabatan")
@needs(Action.BUAT)
def cari_jabatan() -> str:
    """Jabatan for the type-ahead, with unit and today's holder; `ttd=1` keeps those who may sign."""
    signing = request.args.get("ttd") == "1"
    found = [j for j in organisasi.find_jabatan(session(), _words(), dapat_ttd=signing) if not j.hanya_mengelola]
    held = organisasi.holders(session(), [j.id for j in found])
    certified = tte.keadaan(session(), [p.pegawai_id for p in held.values()], clock.now()) if signing else {}

    def rinci(unit: str, jabatan_id: int) -> str:
        """Unit, holder, and what keeps the holder from signing."""
        holder = held.get(jabatan_id)
        state = certified.get(holder.pegawai_id) if holder is not None else None
        words = [unit, holder.pegawai.nama_lengkap if holder is not None else ""]
        return " · ".join(w for w in (*words, state.singkat if state and state.nada != "ok" else "") if w)

    rows = [
        {
            "nilai": j.id,
            "teks": j.nama,
            "rinci": rinci(j.unit.nama, j.id),
        }
        for j in found
    ]
    return render_template("_parts/hasil.html", butir=rows)


@routes.get("/pegawai")
@needs(Action.BUAT)
def cari_pegawai() -> str:
    """People for the fields of a person: whoever drafts may name any colleague; three letters at least."""
    words = _words()
    found = organisasi.find_pegawai(session(), words) if len(words) >= 3 else []
    return render_template("naskah/_pegawai.html", orang=found)


@routes.get("/baris-luar")
@needs(Action.BUAT)
def baris_luar() -> str:
    """One more empty row for a recipient outside the city."""
    peran = request.args.get("peran")
    return render_template("naskah/_baris_luar.html", peran="tembusan" if peran == "tembusan" else "tujuan")
