"""One letter of a surat massal: the text of its induk, filled for one recipient."""

import hashlib
import secrets
from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.db import dump_json
from eoffice.naskah import jenis, sulih
from eoffice.naskah.massal import Baris, Massal
from eoffice.naskah.models import Lampiran, Naskah, Paraf, Penerima
from eoffice.naskah.states import PeranMassal, PeranPenerima, Status, TipePenerima

#: Characters of the hal of one letter, filled in.
PALING_PANJANG_HAL: Final = 500


def teks(naskah: Naskah) -> tuple[Any, ...]:
    """All of a naskah in which a place to be filled can stand."""
    return (naskah.hal, naskah.isi, naskah.rincian)


def nilai(massal: Massal, baris: Baris) -> dict[str, str]:
    """What is filled in for a row: its cells; «Penerima» is the name of the jabatan that was chosen."""
    return {**{sulih.nama(k): str(v) for k, v in baris.nilai.items()}, "penerima": baris.nama}


def salin(session: Session, massal: Massal, induk: Naskah, baris: Baris) -> Naskah:
    """The letter of one row, ready to be signed; not in the session, so that it can be looked at before there is one."""
    at, values = clock.now(), nilai(massal, baris)
    made = Naskah(
        jenis=induk.jenis,
        status=Status.SIAP_TTD,
        unit=induk.unit,
        unit_id=induk.unit_id,
        opd=induk.opd,
        opd_id=induk.opd_id,
        konseptor_id=induk.konseptor_id,
        konseptor_jabatan_id=induk.konseptor_jabatan_id,
        penandatangan=induk.penandatangan,
        penandatangan_id=induk.penandatangan_id,
        bentuk=induk.bentuk,
        kode_klasifikasi=induk.kode_klasifikasi,
        sifat=induk.sifat,
        urgensi=induk.urgensi,
        hal=sulih.isi(induk.hal, values)[:PALING_PANJANG_HAL],
        isi=sulih.isi(induk.isi, values),
        rincian=sulih.isi(induk.rincian, values),
        versi=induk.versi,
        putaran=0,
        dibuat_at=at,
        diubah_at=at,
        menjawab_surat_id=None,
        massal_id=massal.id,
        peran_massal=PeranMassal.SALINAN,
        register="",
        ttd_galat="",
        token=secrets.token_urlsafe(24),
        halaman=0,
        lampiran_halaman=0,
        teks="",
    )
    made.penerima = [*_tujuan(induk, baris), *(_recipient(p) for p in induk.tembusan)]
    made.lampiran = [_lampiran(x) for x in induk.lampiran]
    made.paraf = [_paraf(p) for p in induk.paraf]
    return made


def _tujuan(induk: Naskah, baris: Baris) -> list[Penerima]:
    if not jenis.get(induk.jenis).bertujuan:
        return []
    return [penerima(baris, 1)]


def penerima(baris: Baris, urutan: int) -> Penerima:
    """The addressee that a row names."""
    return Penerima(
        peran=PeranPenerima.TUJUAN,
        urutan=urutan,
        tipe=baris.tipe or TipePenerima.EKSTERNAL,
        jabatan_id=baris.jabatan_id,
        teks=baris.nama,
        tempat=baris.tempat,
        untuk_perhatian=baris.untuk_perhatian,
        pos_el=baris.pos_el,
        keterangan="",
    )


def _recipient(p: Penerima) -> Penerima:
    names = ("peran", "urutan", "tipe", "jabatan_id", "teks", "tempat", "untuk_perhatian", "pos_el")
    return Penerima(**{name: getattr(p, name) for name in names}, keterangan="")


def _paraf(p: Paraf) -> Paraf:
    names = ("urutan", "jabatan_id", "jenis", "given_by", "given_at", "versi", "versi_sha256", "catatan")
    return Paraf(**{name: getattr(p, name) for name in names})


def _lampiran(x: Lampiran) -> Lampiran:
    return Lampiran(
        **{c.key: getattr(x, c.key) for c in Lampiran.__table__.columns if c.key not in ("id", "naskah_id")}
    )


def sidik_teks(induk: Naskah, rows: Iterable[Baris], halaman: str) -> str:
    """One hash over the text, what else its pages show, and every row, so that the letters tried out are these.

    Args:
        halaman: `sidik.tampak` of the text.
    """
    seen = hashlib.sha256(f"{induk.content_sha256()} {halaman}".encode())
    for each in rows:
        seen.update(dump_json([each.id, *each.content()]).encode() + b"\n")
    return seen.hexdigest()


def sidik_daftar(rows: Iterable[Baris]) -> str:
    """One hash over what is to be signed: every row with the hash of what its letter shows."""
    return hashlib.sha256("\n".join(f"{b.id} {b.sidik}" for b in rows).encode()).hexdigest()


def ambil_baris(session: Session, massal_id: int) -> list[Baris]:
    """Every row, in order, without what hangs on it."""
    return list(session.scalars(select(Baris).where(Baris.massal_id == massal_id).order_by(Baris.urutan)))
