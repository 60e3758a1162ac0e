"""Filing many records in one step; each by itself, and whatever is refused is named with its reason (OTR-06)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.arsip import queries
from eoffice.arsip.actions.berkas import buka_berkas
from eoffice.arsip.actions.isi import berkaskan_naskah, berkaskan_surat
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.arsip.states import Objek
from eoffice.errors import Conflict, EofficeError
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.naskah import queries as naskah_queries
from eoffice.storage import BlobStore
from eoffice.surat_masuk import queries as surat_queries


@dataclass(frozen=True)
class Tugas:
    """One record and the berkas it shall go into; None opens a new one under `kode`, or under its own."""

    objek: Objek
    objek_id: int
    berkas_id: int | None
    kode: str = ""


@dataclass
class Terlaksana:
    """What a bulk filing did: nothing is skipped silently (OTR-06). `isi_id` are the new places, for taking it back."""

    masuk: list[tuple[queries.Butir, Berkas]] = field(default_factory=list)
    ditolak: list[tuple[str, str]] = field(default_factory=list)
    isi_id: list[int] = field(default_factory=list)


def berkaskan_banyak(session: Session, actor: Actor, store: BlobStore, tugas: Sequence[Tugas]) -> Terlaksana:
    """File each record by itself; whatever is refused is listed with its reason (OTR-06)."""
    done = Terlaksana()
    fresh: dict[tuple[int, str], int] = {}
    for each in tugas:
        name = f"{'Naskah' if each.objek is Objek.NASKAH else 'Surat'} yang dipilih"
        try:
            with session.begin_nested():
                butir = queries.butir(session, actor, each.objek, each.objek_id)
                name = butir.nomor or butir.hal
                place = butir.unit_id, each.kode or butir.kode
                berkas_id = each.berkas_id if each.berkas_id is not None else fresh.get(place)
                if berkas_id is None:
                    berkas = _new_for(session, actor, butir, each.kode or butir.kode)
                else:
                    berkas = queries.get(session, actor, berkas_id)
                item = _one(session, actor, store, berkas, each)
            if each.berkas_id is None:
                fresh[place] = berkas.id
            done.masuk.append((butir, berkas))
            done.isi_id.append(item.id)
        except EofficeError as error:
            done.ditolak.append((name, str(error)))
    return done


def _new_for(session: Session, actor: Actor, butir: queries.Butir, kode: str) -> Berkas:
    if not kode:
        raise Conflict("Kode klasifikasinya belum ada. Pilih berkas atau kodenya.")
    label = klasifikasi.check(session, kode).label
    return buka_berkas(
        session, actor, unit_id=butir.unit_id, kode_klasifikasi=kode, judul=f"{label} {clock.today().year}"
    )


def _one(session: Session, actor: Actor, store: BlobStore, berkas: Berkas, each: Tugas) -> IsiBerkas:
    if each.objek is Objek.SURAT_MASUK:
        return berkaskan_surat(session, actor, store, berkas, surat_queries.get(session, actor, each.objek_id))
    return berkaskan_naskah(session, actor, store, berkas, naskah_queries.get(session, actor, each.objek_id))


def terima_usulan(
    session: Session, actor: Actor, store: BlobStore, objek: Objek, asked: queries.Menunggu
) -> Terlaksana:
    """File those of the newest waiting records whose proposal is sure, at most `queries.DILIHAT` in one step.

    The proposals are made anew here, so that what is accepted is what holds now and not what a page once said.
    """
    sure = queries.pasti(session, actor, objek, asked)
    return berkaskan_banyak(session, actor, store, [Tugas(b.objek, b.id, u.berkas_id) for b, u in sure])
