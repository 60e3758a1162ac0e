"""The rows of a list as a page shows them: what the narrow table proposes, decided once more by each capability's rights."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from eoffice import acuan
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Sifat
from eoffice.db import beside
from eoffice.disposisi import queries as disposisi
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.kerja import isi, tiba
from eoffice.kerja.butir import TANPA_BATAS, Butir
from eoffice.kerja.isi import Isi
from eoffice.kerja.konteks import Konteks
from eoffice.kerja.models import ButirKerja
from eoffice.kerja.queries import tempat
from eoffice.kerja.states import Macam, Objek
from eoffice.naskah import jenis
from eoffice.naskah import queries as naskah
from eoffice.naskah.models import Naskah, Penerima
from eoffice.naskah.states import LABEL as LABEL_NASKAH
from eoffice.naskah.states import PeranPenerima, Urgensi
from eoffice.organisasi.models import Jabatan, Pegawai, Unit
from eoffice.surat_masuk import queries as surat_masuk
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import LABEL as LABEL_SURAT

M = Macam
#: Kinds whose owner has the thing on the desk now.
DI_MEJA: Final = (M.SURAT, M.BAGIAN, M.LAPORAN, M.TOLAKAN, M.KEMBALI, M.PARAF, M.TTD, M.PINDAIAN)
#: Kinds that lie with others, so that a row says with whom.
DI_LUAR: Final = frozenset({M.SURAT_JALAN, M.BAGIAN_JALAN, M.AJUAN})
#: What a row asks for, in the lists that mix kinds.
SEBUTAN: Final[dict[Macam, tuple[str, str]]] = {
    M.SURAT: ("Surat masuk", "inbox"),
    M.SURAT_JALAN: ("Surat masuk", "inbox"),
    M.BAGIAN: ("Disposisi untuk Anda", "arrow-forward-up"),
    M.BAGIAN_JALAN: ("Disposisi", "arrow-forward-up"),
    M.LAPORAN: ("Laporan untuk diterima", "clipboard-check"),
    M.TOLAKAN: ("Dikembalikan: salah arah", "arrow-back-up"),
    M.TEMBUSAN: ("Tembusan", "mail"),
    M.TEMBUSAN_LAMA: ("Tembusan", "mail-opened"),
    M.KONSEP: ("Konsep", "pencil"),
    M.KEMBALI: ("Dikembalikan kepada Anda", "arrow-back-up"),
    M.AJUAN: ("Konsep Anda", "hourglass"),
    M.PARAF: ("Menunggu paraf Anda", "checks"),
    M.TTD: ("Menunggu tanda tangan Anda", "signature"),
    M.PINDAIAN: ("Menunggu pindaian", "upload"),
    M.BELUM_KIRIM: ("Belum dikirim ke luar", "send"),
    M.TERBIT: ("Terbit", "send"),
    M.TIBA: ("Belum dicatat", "file-search"),
    M.KIRIMAN: ("Kiriman perlu dilihat", "mail"),
    M.TELITI: ("Perlu diteliti", "clipboard-list"),
    M.SAMPUL: ("Sampul belum diserahkan", "lock"),
}


@dataclass(frozen=True)
class Baris:
    """A row: `kunci` names it in a form, `di` says with whom it lies when that is not the reader."""

    kunci: str
    objek: Objek
    objek_id: int
    macam: Macam
    url: str
    dari: str
    hal: str
    nomor: str
    kapan: datetime
    batas: datetime | None
    baru: bool
    sifat: Sifat
    urgensi: Urgensi
    keadaan: str
    di: str
    versi: int
    surat_id: int | None = None
    status: str = ""

    @property
    def sebutan(self) -> tuple[str, str]:
        """What kind of work it is, and its picture."""
        return SEBUTAN[self.macam]


def url(konteks: Konteks, b: Butir) -> str:
    """Where a row leads: to the page where its work is done, from this list."""
    if b.objek in tiba.HALAMAN:
        return tiba.HALAMAN[b.objek].format(b.objek_id)
    place = {Objek.SURAT: "/surat-masuk", Objek.BAGIAN: "/disposisi", Objek.NASKAH: "/naskah"}[b.objek]
    tail = {M.TTD: "/tanda-tangan", M.KONSEP: "/sunting", M.TELITI: "/arahan"}.get(b.macam, "")
    return f"{place}/{b.objek_id}{tail}?dari={konteks.di(tempat(konteks, b)).teks}"


def barisan(session: Session, actor: Actor, konteks: Konteks, some: Sequence[Butir]) -> list[Baris]:
    """These rows with what they are about; what the actor may not read is left out (OTR-01, OTR-03)."""
    ids: dict[Objek, list[int]] = defaultdict(list)
    for b in some:
        ids[b.objek].append(b.objek_id)
    known: dict[tuple[Objek, int], Isi] = {}
    for objek, load in _LOAD.items():
        if ids[objek]:
            known |= {(objek, key): one for key, one in load(session, actor, ids[objek]).items()}
    away = _holders(session, [b for b in some if b.macam in DI_LUAR])
    found = []
    for b in some:
        said = known.get((b.objek, b.objek_id))
        if said is None:
            continue
        open_ = b.sifat in (Sifat.BIASA, Sifat.TERBATAS)  # a closed chain names nobody (5.4)
        dari = said.dari
        if b.macam is M.LAPORAN:
            dari = f"Laporan {said.status}"
        elif b.macam is M.TOLAKAN:
            dari = said.status
        found.append(
            Baris(
                kunci=f"{b.objek}-{b.objek_id}",
                objek=b.objek,
                objek_id=b.objek_id,
                macam=b.macam,
                url=url(konteks, b),
                dari=dari,
                hal=said.hal or "Tanpa hal",
                nomor=said.nomor,
                kapan=_at(b.urut),
                batas=_at(b.batas - 1) if b.batas != TANPA_BATAS else None,
                baru=b.baru,
                sifat=b.sifat,
                urgensi=b.urgensi,
                keadaan=said.keadaan,
                di=", ".join(away.get(b.akar, ())[:2]) if open_ else "",
                versi=said.versi,
                surat_id=said.surat_id,
                status=said.status,
            )
        )
    return found


def _at(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _surat(session: Session, actor: Actor, ids: list[int]) -> dict[int, Isi]:
    wanted = surat_masuk.visible(actor).where(SuratMasuk.id.in_(ids)).with_only_columns(
        SuratMasuk.id, SuratMasuk.asal_teks, SuratMasuk.hal, SuratMasuk.nomor_surat, SuratMasuk.nomor_agenda,
        SuratMasuk.status, SuratMasuk.version,
    )  # fmt: skip
    return {
        r.id: Isi(
            r.asal_teks,
            r.hal,
            r.nomor_surat or f"Agenda {r.nomor_agenda}",
            LABEL_SURAT[r.status],
            r.version,
            r.id,
            str(r.status),
        )
        for r in session.execute(wanted)
    }


def _bagian(session: Session, actor: Actor, ids: list[int]) -> dict[int, Isi]:
    giver, taker = Jabatan.__table__.alias("pemberi"), Jabatan.__table__.alias("penerima_jabatan")
    found = {}
    for start in (disposisi.visible(actor), disposisi.given(actor)):
        wanted = (
            start.join(SuratMasuk, SuratMasuk.id == Disposisi.surat_id)
            .join(giver, giver.c.id == Disposisi.pemberi_jabatan_id)
            .join(taker, taker.c.id == DisposisiPenerima.jabatan_id)
            .where(DisposisiPenerima.id.in_(ids))
            .with_only_columns(
                DisposisiPenerima.id, giver.c.nama.label("pemberi"), taker.c.nama.label("penerima"), SuratMasuk.hal,
                SuratMasuk.nomor_surat, SuratMasuk.nomor_agenda, SuratMasuk.id.label("surat_id"),
                DisposisiPenerima.version,
            )
        )  # fmt: skip
        for r in session.execute(wanted):
            nomor = r.nomor_surat or f"Agenda {r.nomor_agenda}"
            found[r.id] = Isi(r.pemberi, r.hal, nomor, "", r.version, r.surat_id, r.penerima)
    return found


def _naskah(session: Session, actor: Actor, ids: list[int]) -> dict[int, Isi]:
    first = and_(Penerima.naskah_id == Naskah.id, Penerima.peran == PeranPenerima.TUJUAN, Penerima.urutan == 1)
    wanted = (
        naskah.visible(actor)
        .outerjoin(Penerima, first)
        .where(Naskah.id.in_(ids))
        .with_only_columns(
            Naskah.id, Naskah.hal, Naskah.nomor, Naskah.jenis, Naskah.status, Naskah.version, Naskah.konseptor_id,
            beside(Pegawai.nama, Pegawai.id == Naskah.konseptor_id, Naskah).label("nama"),
            beside(Unit.nama, Unit.id == Naskah.unit_id, Naskah).label("unit"), Penerima.teks,
        )
    )  # fmt: skip
    found = {}
    for r in session.execute(wanted):
        kind = jenis.JENIS[r.jenis].nama if r.jenis in jenis.JENIS else r.jenis
        dari = f"{r.nama} · {r.unit}" if r.konseptor_id != actor.pegawai_id else (r.teks or kind)
        found[r.id] = Isi(dari, r.hal, r.nomor or kind, LABEL_NASKAH[r.status], r.version)
    return found


_LOAD: Final[dict[Objek, Any]] = {
    Objek.SURAT: _surat,
    Objek.BAGIAN: _bagian,
    Objek.NASKAH: _naskah,
    Objek.PINDAIAN: isi.tiba,
    Objek.KIRIMAN: isi.kiriman,
    Objek.SAMPUL: isi.sampul,
}


def hal(session: Session, actor: Actor, some: Iterable[tuple[Objek, int]]) -> dict[tuple[Objek, int], str]:
    """What these things are about, as far as the actor may read them now (OTR-11)."""
    ids: dict[Objek, list[int]] = defaultdict(list)
    for objek, objek_id in some:
        ids[objek].append(objek_id)
    return {
        (objek, key): one.hal or "Tanpa hal"
        for objek, wanted in ids.items()
        for key, one in _LOAD[objek](session, actor, wanted).items()
    }


_B: Final = ButirKerja.__table__.c
_MEJA: Final = (
    select(_B.akar, _B.pemilik)
    .where(_B.akar.in_(bindparam("akar", expanding=True)), _B.macam.in_(DI_MEJA))
    .order_by(_B.akar, _B.urut)
)


def _holders(session: Session, some: Sequence[Butir]) -> dict[str, list[str]]:
    """With whom these things lie now, by root: names of jabatan."""
    akar = {b.akar for b in some}
    if not akar:
        return {}
    rows = session.execute(_MEJA, {"akar": sorted(akar)}).tuples().all()
    ids = frozenset(int(owner[1:]) for _, owner in rows if owner.startswith("j"))
    names = acuan.ingat(session, ("jabatan", ids), lambda: naskah.names(session, ids))
    found: dict[str, list[str]] = defaultdict(list)
    for root, owner in rows:
        if owner.startswith("j") and names.get(int(owner[1:]), "") not in found[root]:
            found[root].append(names.get(int(owner[1:]), ""))
    return found
