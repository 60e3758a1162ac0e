"""The page of the store: is everything there, where is the copy, what holds it, what belongs to nobody."""

from collections.abc import Collection

from flask import Blueprint, Response, flash, render_template

from eoffice import clock, storage
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.db import transaction
from eoffice.errors import EofficeError
from eoffice.simpanan import actions, policy, queries
from eoffice.simpanan.milik import SEBUAH, milik
from eoffice.simpanan.states import LABEL_KEADAAN
from eoffice.storage import Berlapis, BlobStore
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import see
from eoffice.web.session import release, services, session

routes = Blueprint("simpanan", __name__)

#: Keys of objects without a row that the page names.
DISEBUT = 50
#: Megabytes that one press of the button reads at most, so that the page answers.
SETEKAN = 32


@routes.get("/simpanan")
@needs(Action.LAPORAN_SIMPAN)
def lihat() -> str:
    """How the store fares, from the ledger; only what the store can do is asked of the store itself."""
    require(policy.may(current_actor(), Action.LAPORAN_SIMPAN))
    parts = services()
    utama, replika = actions.kedua_tempat(parts.store)
    sick = queries.sakit(session())
    near = parts.store.singgahan if isinstance(parts.store, Berlapis) else None
    return render_template(
        "simpanan/lihat.html",
        keadaan=queries.keadaan(session()),
        sakit=sick,
        milik=milik(session(), current_actor(), [o.kunci for o in sick]),
        sebuah=SEBUAH,
        putaran=queries.putaran(session()),
        label=LABEL_KEADAAN,
        tempat=utama.describe(),
        utama_siap=utama.ready(),
        replika_siap=replika is None or replika.ready(),
        replika=replika.describe() if replika is not None else "",
        dari_replika=parts.store.dari_replika if isinstance(parts.store, Berlapis) else 0,
        gembok=utama.bergembok(),
        belum_digembok=queries.belum_digembok(session()) if utama.bergembok() else 0,
        folder=not parts.settings.storage_url.startswith("s3:"),
        singgahan=near,
        kelola=policy.may(current_actor(), Action.KEADAAN_SISTEM),
        kini=clock.now(),
    )


@routes.post("/simpanan/periksa")
@needs(Action.KEADAAN_SISTEM, repeatable=True, own_transactions=True)
@limited("simpanan", 12, per=60)
def periksa() -> Response:
    """Read now what is sick and then the longest unread, as much as one press may; the worker goes round by itself."""
    require(policy.may(current_actor(), Action.KEADAAN_SISTEM))
    release()
    with transaction(services().engine) as own:
        actions.catat(own)
    found = actions.periksa(services(), asal="perintah", megabita=SETEKAN, terlama=True)
    if found.tak_terjangkau:
        flash("Penyimpanan tidak menjawab, jadi pemeriksaan dihentikan. Periksa sambungannya, lalu tekan lagi.", "bad")
    elif found.bersih:
        many, rest = queries.keadaan(session()).objek, ""
        if found.diperiksa < many:
            rest = f" Tekan lagi untuk sisanya dari {many} objek; pekerja juga memeriksanya menurut jadwal."
        healed = f", {found.dipulihkan} di antaranya rusak dan sudah dipulihkan dari replika" * bool(found.dipulihkan)
        flash(f"{found.diperiksa} objek dibaca ulang{healed}; semuanya sekarang utuh.{rest}")
    else:
        flash("Ada yang perlu diurus; lihat daftar di halaman ini.", "bad")
    return see("/simpanan")


@routes.get("/simpanan/yatim")
@needs(Action.KEADAAN_SISTEM, own_transactions=True)
@limited("yatim", 6, per=60)
def yatim() -> str:
    """Objects that no row refers to; only listed here, removed by the command (OBJ-03)."""
    require(policy.may(current_actor(), Action.KEADAAN_SISTEM))
    known = queries.diacu(session())
    release()
    places = zip(("penyimpanan", "replika"), actions.kedua_tempat(services().store), strict=True)
    found = [(name, *_sapuan(store, known)) for name, store in places if store is not None]
    return render_template("simpanan/yatim.html", tempat=found, disebut=DISEBUT)


def _sapuan(store: BlobStore, known: Collection[str]) -> tuple[storage.Sapuan | None, str]:
    """What a place holds that no row knows; or why that cannot be told."""
    try:
        return storage.sapu(store, known, clock.now(), dry_run=True), ""
    except EofficeError as error:
        return None, str(error)
