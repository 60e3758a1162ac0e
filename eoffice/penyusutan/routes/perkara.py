"""Cases of pemusnahan and penyerahan as pages, and every step of one as a form."""

from typing import Any
from urllib.parse import urlencode

from flask import Response, flash, render_template, request
from sqlalchemy import func, select

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.arsip import queries as arsip
from eoffice.errors import Conflict, Invalid, NotFound
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan
from eoffice.paket.states import FORMAT_LABEL, PAKET_LABEL, Format
from eoffice.penyusutan import actions, daftar, forms, kaidah, policy, queries
from eoffice.penyusutan.models import Kasus, ObjekMusnah
from eoffice.penyusutan.routes import panitia, tampil
from eoffice.penyusutan.routes.blueprint import routes
from eoffice.penyusutan.states import BERPANITIA, SELESAI, Jenis, Penilaian, Status
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import phrase, see
from eoffice.web.errors import refused
from eoffice.web.pages import tanggal
from eoffice.web.session import release, session

HERE = "/penyusutan"


def load(kasus_id: int) -> Kasus:
    """The case, if the one who asks may know of it. Raises NotFound."""
    return queries.get(session(), current_actor(), kasus_id)


@routes.get(HERE)
@needs(Action.BACA_SUSUT)
def perkara_daftar() -> str:
    """Cases, newest first."""
    actor, asked = current_actor(), forms.saringan(request.args)
    rows = queries.daftar(session(), actor, jenis=asked.jenis, status=asked.status, before=asked.sesudah)
    shown, more = rows[: queries.PAGE], len(rows) > queries.PAGE
    tabs = [("Semua", _ke(None, asked.status), asked.jenis is None)]
    tabs += [(tampil.JENIS[j], _ke(j, asked.status), asked.jenis is j) for j in BERPANITIA]
    return render_template(
        "penyusutan/perkara_daftar.html",
        daftar=[(k, tampil.berikutnya(k)) for k in shown],
        tabs=tabs,
        label=tampil.STATUS,
        nada=tampil.NADA,
        nama=tampil.JENIS,
        boleh=policy.may_begin(actor),
        jenis=asked.jenis or "",
        status=asked.status or "",
        keadaan=list(tampil.STATUS.items()),
        disaring=asked.jenis is not None or asked.status is not None,
        awal=_ke(asked.jenis, asked.status) if asked.sesudah else "",
        lanjut=_ke(asked.jenis, asked.status, shown[-1].id) if more else "",
    )


def _ke(jenis: Jenis | None, status: Status | None, sesudah: int | None = None) -> str:
    """The address of the list with its filters kept."""
    asked = [("jenis", jenis), ("status", status), ("sesudah", sesudah)]
    kept = urlencode([(name, str(value)) for name, value in asked if value is not None])
    return f"{HERE}?{kept}" if kept else HERE


def _jenis(word: str) -> Jenis:
    found = next((j for j in BERPANITIA if j == word), None)
    if found is None:
        raise NotFound("Halaman itu tidak ada.")
    return found


@routes.get(f"{HERE}/baru/<jenis>")
@needs(Action.KELOLA_SUSUT)
def perkara_baru(jenis: str) -> str:
    """Propose a case: the berkas whose time is over, to be ticked."""
    require(policy.may_begin(current_actor()))
    return render_template("penyusutan/perkara_baru.html", errors={}, nilai=request.args, **_choices(_jenis(jenis)))


def _choices(jenis: Jenis) -> dict[str, Any]:
    actor = current_actor()
    over = [*queries.calon(session(), actor, jenis), *queries.terlindung(session(), actor, jenis)]
    facts = queries.kumpulkan(session(), over, clock.today())
    found = [(b, kaidah.periksa(jenis, facts[b.id])) for b in over]
    return {
        "jenis": jenis,
        "nama": tampil.JENIS[jenis],
        "calon": [b for b, held in found if not held],
        "terlindung": [(b, held) for b, held in found if held],
        "dipilih": set(request.values.getlist("berkas")),
        "opd": [(u.id, u.nama) for u in queries.perangkat_daerah(session(), actor)],
        "lembaga": [(u.id, u.nama) for u in queries.lembaga(session())],
        "ditetapkan": bool(queries.lembaga_ditetapkan(session())),
        "anri": kaidah.BUTUH_ANRI,
    }


def _head(unit_id: int | None) -> int | None:
    """The jabatan that leads a unit, if there is one that may sign."""
    heads = select(Jabatan.id).where(Jabatan.unit_id == unit_id, Jabatan.kepala_unit, Jabatan.aktif, Jabatan.dapat_ttd)
    found = session().scalar(heads.limit(1))
    return found


def _kepala_daerah() -> int:
    """The jabatan at the top of the city, which heads the records creator. Raises Invalid."""
    found = queries.kepala_daerah(session())
    if found is None:
        raise Invalid("Jabatan kepala daerah belum ada dalam susunan organisasi.")
    return found.id


@routes.post(f"{HERE}/baru/<jenis>")
@needs(Action.KELOLA_SUSUT)
def perkara_buat(jenis: str) -> Response:
    """Begin it."""
    kind = _jenis(jenis)
    try:
        asked = forms.baru(request.form, kind)
        made = actions.usulkan(
            session(),
            current_actor(),
            kind,
            opd_id=asked.opd_id,
            judul=asked.judul,
            penetap_id=_kepala_daerah(),
            berkas_ids=asked.berkas_ids,
            tujuan_opd_id=asked.tujuan_opd_id,
            kepala_lkd_id=_head(asked.tujuan_opd_id) if asked.tujuan_opd_id else None,
        )
    except (Invalid, Conflict) as error:
        release()
        return refused(error, "penyusutan/perkara_baru.html", **_choices(kind))
    flash(f"{made.nomor} diusulkan dengan {len(made.hidup)} berkas. Sekarang susun panitianya.")
    return see(f"{HERE}/{made.id}")


@routes.get(f"{HERE}/jabatan")
@needs(Action.KELOLA_SUSUT)
def perkara_jabatan() -> str:
    """Jabatan for the panitia, while they are typed."""
    return render_template(
        "penyusutan/_jabatan.html", butir=organisasi.offered(session(), phrase("q"), dahulu=current_actor().opd_id)
    )


@routes.get(f"{HERE}/<int:kasus_id>")
@needs(Action.BACA_SUSUT)
def perkara(kasus_id: int) -> str:
    """One case: its journey, what is next, its items and its documents."""
    return render_template("penyusutan/perkara.html", errors={}, nilai={}, **tentang(load(kasus_id)))


def tentang(kasus: Kasus) -> dict[str, Any]:
    """All that the page of a case shows."""
    actor = current_actor()
    held = _halangan(kasus)
    shown = request.args.get("tampil", "")
    items = [b for b in kasus.butir if _shown(b.penilaian, b.keluar_at is not None, b.berkas_id in held, shown)]
    people = actions.names(session(), kasus)
    unable = {} if kasus.status in SELESAI else actions.belum_dapat_ttd(session(), kasus)
    here = f"{HERE}/{kasus.id}"
    return {
        "kasus": kasus,
        "nama": tampil.JENIS[kasus.jenis],
        "status": tampil.STATUS[kasus.status],
        "nada": tampil.NADA.get(kasus.status, "info"),
        "jalur": tampil.JALUR[kasus.jalur] if kasus.jalur else "",
        "perjalanan": tampil.perjalanan(kasus),
        "berikutnya": tampil.berikutnya(kasus),
        "dokumen": tampil.baris(session(), actor, kasus),
        "bersama": queries.bersama(session(), actor, kasus),
        "butir": items,
        "terbaca": {b.id for b in arsip.beberapa(session(), actor, [b.berkas_id for b in items])},
        "tabs": [
            ("Semua", here, shown == ""),
            ("Belum dinilai", f"{here}?tampil=belum", shown == "belum"),
            ("Terhalang", f"{here}?tampil=halang", shown == "halang"),
            ("Dikeluarkan", f"{here}?tampil=keluar", shown == "keluar"),
        ],
        "halangan": held,
        "penilaian": [(p, daftar.PENILAIAN[p]) for p in Penilaian if p is not Penilaian.BELUM],
        "label_penilaian": daftar.PENILAIAN,
        "orang": [
            (a, people.get(a.jabatan_id, "–"), daftar.PERAN[a.peran], daftar.UNSUR[a.unsur]) for a in kasus.anggota
        ],
        "ragu": unable,
        "terbitkan": tampil.TERBITKAN,
        "unsur": list(daftar.UNSUR.items()),
        "baris_panitia": panitia.baris(kasus, actor, ditolak()),
        "surat_calon": _surat(kasus),
        "dicentang": set(request.form.getlist("butir")),
        "dialog_buka": ditolak(),
        "kelola": policy.may(actor, Action.KELOLA_SUSUT, kasus),
        "boleh_nilai": policy.may(actor, Action.NILAI_SUSUT, kasus),
        "boleh_tolak": policy.may(actor, Action.SETUJUI_SUSUT, kasus),
        "boleh_laksana": policy.may(actor, Action.LAKSANAKAN_SUSUT, kasus),
        "boleh_terima": policy.may(actor, Action.TERIMA_SUSUT, kasus),
        "boleh_paket": policy.may_package(actor, kasus),
        "paket": [(p, p.oleh_id == actor.pegawai_id) for p in queries.paket(session(), kasus)],
        "label_paket": PAKET_LABEL,
        "bentuk": [(str(f), FORMAT_LABEL[f]) for f in (Format.EARK, Format.BAGIT)],
        "saya": policy.member(actor, kasus),
        "pegawai_id": actor.pegawai_id,
        "dapat_keluar": kasus.may_pull(),
        "objek": _objek(kasus) if kasus.status is Status.DIMUSNAHKAN else [],
    }


def _halangan(kasus: Kasus) -> dict[int, tuple[kaidah.Halangan, ...]]:
    return {} if kasus.status in SELESAI or kasus.status is Status.DISERAHKAN else actions.halangan(session(), kasus)


def _shown(penilaian: Penilaian, out: bool, held: bool, asked: str) -> bool:
    return {
        "belum": penilaian is Penilaian.BELUM and not out,
        "halang": held and not out,
        "keluar": out,
    }.get(asked, True)


def ditolak() -> str:
    """The step whose form was just refused, the last word of its address; "" when a page is only looked at."""
    return request.path.rpartition("/")[2] if request.method == "POST" else ""


def _surat(kasus: Kasus) -> list[tuple[int, str]]:
    """The letters that may be the approval that a case waits for, as a choice."""
    return [
        (s.id, f"{s.nomor_surat or 'tanpa nomor'}, {tanggal(s.tanggal_surat)}: {s.hal} ({s.asal_teks})")
        for s in actions.calon_surat(session(), current_actor(), kasus)
    ]


def _objek(kasus: Kasus) -> list[tuple[str, int]]:
    """What became of the bytes, counted."""
    counted = select(ObjekMusnah.hasil, func.count(), func.max(ObjekMusnah.hapus_sejak))
    rows = session().execute(counted.where(ObjekMusnah.kasus_id == kasus.id).group_by(ObjekMusnah.hasil)).tuples()
    words = {
        "menunggu": "menunggu dihapus dari penyimpanan, yang terakhir pada {}", "dihapus": "sudah dihapus dari penyimpanan",
        "dipakai": "dipakai arsip lain yang masih berlaku",
        "ditolak": "masih dikunci penyimpanan; dicoba lagi sampai {}",
    }  # fmt: skip
    return [(words[str(hasil)].format(tanggal(last)), many) for hasil, many, last in rows]
