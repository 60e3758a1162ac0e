"""Drafting: begin, save as one types, choose recipients."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Sifat
from eoffice.akses.verdict import require
from eoffice.errors import Conflict, Invalid
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.naskah import jenis, policy, wewenang
from eoffice.naskah.actions.pemeriksa import propose_route
from eoffice.naskah.actions.step import measure, record
from eoffice.naskah.models import Naskah, PenandaLain, Penerima
from eoffice.naskah.states import BERLEMBAR, OPEN, PeranPenerima, Status, TipePenerima, Urgensi
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import MENGELOLA, Jabatan, Unit
from eoffice.organisasi.states import Bentuk
from eoffice.pdf import isi as isi_naskah

PALING_BANYAK_PENERIMA: Final = 200


@dataclass(frozen=True)
class PenerimaBaru:
    """A recipient as chosen in the form: an office of the city, or a text for somebody outside."""

    jabatan_id: int | None = None
    teks: str = ""
    tempat: str = ""
    untuk_perhatian: str = ""
    pos_el: str = ""


@dataclass(frozen=True)
class Isian:
    """What a konsep form holds; None leaves the field as it is."""

    hal: str | None = None
    isi: dict[str, Any] | None = None
    rincian: dict[str, Any] | None = None
    kode_klasifikasi: str | None = None
    sifat: Sifat | None = None
    urgensi: Urgensi | None = None
    penandatangan_id: int | None = None
    bentuk: Bentuk | None = None
    tujuan: Sequence[PenerimaBaru] | None = None
    tembusan: Sequence[PenerimaBaru] | None = None
    pihak_kedua: int | None = None  # jabatan that signs after the first signer; 0 for nobody
    mengetahui: int | None = None  # and after that one
    extra: dict[str, Any] = field(default_factory=dict)


def buat(session: Session, actor: Actor, kode_jenis: str, *, menjawab_surat_id: int | None = None) -> Naskah:
    """Begin a konsep in the unit of the jabatan the actor works in; the route is proposed from its superiors."""
    require(policy.may_begin(actor))
    kind = jenis.get(kode_jenis)
    if kind.dicatat_saja:
        raise Conflict(f"{kind.nama} ditulis di luar e-Office; di sini hanya dicatat.")
    unit = session.get_one(Unit, actor.unit_id)
    at = clock.now()
    naskah = Naskah(
        jenis=kind.kode,
        status=Status.KONSEP,
        unit=unit,
        opd_id=unit.opd_id or unit.id,
        konseptor_id=actor.pegawai_id,
        konseptor_jabatan_id=actor.jabatan_id,
        bentuk=Bentuk.LANGSUNG,
        sifat=Sifat(kind.sifat_bawaan),
        urgensi=Urgensi.BIASA,
        hal="",
        isi=isi_naskah.from_plain(""),
        rincian={},
        versi=0,
        putaran=0,
        dibuat_at=at,
        diubah_at=at,
        menjawab_surat_id=menjawab_surat_id,
        register="",
        ttd_galat="",
        token=secrets.token_urlsafe(24),
        halaman=0,
        lampiran_halaman=0,
        teks="",
    )
    above = [j for j in organisasi.superiors(session, actor.jabatan_id) if j.dapat_ttd]
    may_sign = [j for j in above if wewenang.boleh(kind, j)] or above
    signer = next((j for j in may_sign if j.eselon.startswith("II.")), None)
    naskah.penandatangan = signer or next(iter(may_sign), session.get(Jabatan, actor.jabatan_id))
    session.add(naskah)
    session.flush()
    propose_route(session, naskah)
    if kind.tembusan_usulan:
        heads = select(Jabatan.id).join(Jabatan.unit).where(Unit.nama.in_(kind.tembusan_usulan), Jabatan.kepala_unit)
        copied = [
            PenerimaBaru(jabatan_id=j) for j in session.scalars(heads.where(Jabatan.aktif).order_by(Jabatan.kode))
        ]
        _set_recipients(session, naskah, PeranPenerima.TEMBUSAN, copied, hanya_internal=kind.hanya_internal)
    record(session, actor, "naskah.buat", naskah)
    measure(session, actor, "naskah.dikonsep", naskah, {"jenis_naskah": kind.kode})
    return naskah


def simpan(session: Session, actor: Actor, naskah: Naskah, isian: Isian) -> None:
    """Keep what was typed, complete or not; only what could never be right is refused.

    Raises:
        NotAllowed: the text is not the actor's to change now.
        Invalid: the body breaks the whitelist, a code or jabatan does not exist.
    """
    require(policy.may(actor, Action.UBAH, naskah))
    if naskah.status not in OPEN:
        raise Conflict(
            "Naskah sedang diperiksa. Gunakan “Ubah saat memeriksa” agar perubahan tercatat sebagai versi baru."
        )
    apply(session, naskah, isian)
    naskah.diubah_at = clock.now()


def apply(session: Session, naskah: Naskah, isian: Isian) -> None:
    """Put the form's values on the naskah after checking each."""
    kind = jenis.get(naskah.jenis)
    if isian.isi is not None:
        isi_naskah.check(isian.isi)
        naskah.isi = isian.isi
    if isian.hal is not None and kind.judul is None:
        naskah.hal = isian.hal
    if isian.rincian is not None:
        known = {k.nama for k in kind.kolom}
        naskah.rincian = {name: value for name, value in isian.rincian.items() if name in known}
        if kind.judul is not None:
            naskah.hal = kind.judul(naskah.rincian)[:500]
    if isian.kode_klasifikasi is not None:
        naskah.kode_klasifikasi = (
            klasifikasi.check(session, isian.kode_klasifikasi, on=clock.today(), keep=naskah.kode_klasifikasi).kode
            if isian.kode_klasifikasi
            else None
        )
    if isian.sifat is not None:
        if isian.sifat is Sifat.SANGAT_RAHASIA:
            raise Invalid(
                "Naskah Sangat Rahasia belum dapat disimpan di sini.",
                {"sifat": "Sangat Rahasia memerlukan penyimpanan kunci yang belum dipasang; gunakan jalur persandian."},
            )
        naskah.sifat = isian.sifat
    if isian.urgensi is not None:
        naskah.urgensi = isian.urgensi
    if isian.penandatangan_id is not None and isian.penandatangan_id != naskah.penandatangan_id:
        _choose_signer(session, naskah, isian.penandatangan_id)
    if isian.bentuk is not None:
        naskah.bentuk = isian.bentuk
    if kind.bersama and (isian.pihak_kedua is not None or isian.mengetahui is not None):
        _set_beside(session, naskah, isian.pihak_kedua or 0, isian.mengetahui or 0)
    for peran, chosen in ((PeranPenerima.TUJUAN, isian.tujuan), (PeranPenerima.TEMBUSAN, isian.tembusan)):
        if chosen is not None and not (peran is PeranPenerima.TUJUAN and naskah.peran_massal in BERLEMBAR):
            _set_recipients(session, naskah, peran, chosen, hanya_internal=kind.hanya_internal)


def _set_beside(session: Session, naskah: Naskah, pihak_kedua: int, mengetahui: int) -> None:
    """Who signs after the first signer, in this order; others whom the form does not know, as witnesses, stay as they are."""
    called = jenis.get(naskah.jenis).sebutan[1:]
    if any(p.sebutan not in called for p in naskah.penyerta):
        return
    wanted = [(s, j) for s, j in zip(called, (pihak_kedua, mengetahui), strict=False) if j]
    if mengetahui and not pihak_kedua:
        raise Invalid("Pihak kedua belum dipilih.", {"pihak_kedua": "Pilih pihak kedua dahulu."})
    if [(p.sebutan, p.jabatan_id) for p in naskah.penyerta] == wanted:
        return
    for name, (_, jabatan_id) in zip(("pihak_kedua", "mengetahui"), wanted, strict=False):
        office = session.get(Jabatan, jabatan_id)
        if office is None or not office.dapat_ttd or not office.aktif:
            raise Invalid("Penandatangan tidak berwenang.", {name: "Pilih pejabat yang berwenang menandatangani."})
    naskah.penanda_lain.clear()
    session.flush()
    for urutan, (sebutan, jabatan_id) in enumerate(wanted, 1):
        naskah.penanda_lain.append(
            PenandaLain(urutan=urutan, jabatan=session.get_one(Jabatan, jabatan_id), sebutan=sebutan)
        )
    session.flush()


def _choose_signer(session: Session, naskah: Naskah, jabatan_id: int) -> None:
    signer = session.get(Jabatan, jabatan_id)
    if signer is None or not signer.dapat_ttd or not signer.aktif:
        raise Invalid(
            "Penandatangan tidak berwenang.", {"penandatangan_id": "Pilih pejabat yang berwenang menandatangani."}
        )
    naskah.penandatangan = signer
    session.flush()
    propose_route(session, naskah)


def _set_recipients(
    session: Session, naskah: Naskah, peran: PeranPenerima, chosen: Sequence[PenerimaBaru], *, hanya_internal: bool
) -> None:
    if len(chosen) > PALING_BANYAK_PENERIMA:
        raise Invalid("Penerima terlalu banyak.", {str(peran): f"Paling banyak {PALING_BANYAK_PENERIMA} penerima."})
    wanted: list[tuple[TipePenerima, int | None, str, PenerimaBaru]] = []
    for item in chosen:
        if item.jabatan_id is None:
            if hanya_internal:
                raise Invalid(
                    "Nota dinas hanya untuk jabatan di dalam kota.", {str(peran): "Pilih jabatan dari daftar."}
                )
            if item.teks.strip():
                wanted.append((TipePenerima.EKSTERNAL, None, item.teks.strip(), item))
            continue
        office = session.get(Jabatan, item.jabatan_id)
        if office is None or not office.aktif:
            raise Invalid("Jabatan penerima tidak ditemukan.", {str(peran): "Pilih kembali jabatan dari daftar."})
        if office.hanya_mengelola:
            raise Invalid(MENGELOLA, {str(peran): MENGELOLA})
        wanted.append((TipePenerima.INTERNAL, office.id, office.nama, item))
    same = [
        (p.tipe, p.jabatan_id, p.teks, p.tempat, p.untuk_perhatian, p.pos_el)
        for p in naskah.penerima
        if p.peran is peran
    ]
    if same == [(t, j, x, i.tempat, i.untuk_perhatian, i.pos_el) for t, j, x, i in wanted]:
        return
    for old in [p for p in naskah.penerima if p.peran is peran]:
        naskah.penerima.remove(old)
    session.flush()
    for urutan, (tipe, jabatan_id, teks, item) in enumerate(wanted, start=1):
        naskah.penerima.append(
            Penerima(
                peran=peran,
                urutan=urutan,
                tipe=tipe,
                jabatan_id=jabatan_id,
                teks=teks,
                tempat=item.tempat,
                untuk_perhatian=item.untuk_perhatian,
                pos_el=item.pos_el,
                keterangan="",
            )
        )
    session.flush()
    session.refresh(naskah, ["penerima"])
