"""A sample naskah under proposed settings, and the next numbers they would give."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice.naskah import document, jenis, typeset
from eoffice.organisasi.models import Unit
from eoffice.pdf import geometry, isi
from eoffice.tata import pola, queries
from eoffice.tata.nilai import Tata
from eoffice.tata.states import JENIS_KOP, KOP_JABATAN

_ISI: Final = (
    "Dalam rangka penataan arsip dan penyeragaman naskah dinas, bersama ini disampaikan contoh surat dengan pengaturan "
    "yang sedang Anda susun.\n\n1. Kop, lambang, dan kertas mengikuti jenis unit penandatangan.\n2. Nomor mengikuti pola "
    "jenis naskahnya.\n\nAtas perhatian dan kerja sama Saudara, diucapkan terima kasih."
)
_KLASIFIKASI: Final = "000.8.3.1"
_DISUSUN_LAIN: Final = KOP_JABATAN | {"setda"}
"""Whose letters name in their number the bagian that drafted them (naskah-dinas.md 4.2)."""


def unit(session: Session, kind: str) -> Unit:
    """The first unit of a kind; when the city has none yet, one that is only drawn and never kept."""
    found = session.scalar(select(Unit).where(Unit.jenis == kind).order_by(Unit.kode).limit(1))
    if found is not None:
        return found
    return Unit(
        nama=f"{JENIS_KOP.get(kind, kind.title())} Contoh",
        singkatan="CONTOH",
        jenis=kind,
        alamat="Jalan Contoh Nomor 1",
    )


def halaman(
    session: Session, own: Tata, *, kota: str, tempat: str, dari: str, kode: str, tanggal: date
) -> document.Halaman:
    """A finished sample naskah of a jenis, from a unit of the kind `dari`; it says on every page that it is one."""
    kind, sender = jenis.get(kode), unit(session, dari)
    elected = dari in KOP_JABATAN
    office = sender.nama if elected or dari == "dprd" else f"Kepala {sender.nama}"
    signer = document.Penanda(
        jabatan={"setda": f"Sekretaris Daerah {kota}"}.get(dari, office),
        nama="Nama Pejabat, S.Sos., M.Si.",
        pangkat="" if elected else "Pembina Utama Muda",
        nip="" if elected else "197001011995031001",
        is_kepala_daerah=elected,
    )
    return document.Halaman(
        jenis=kode,
        kop=typeset.kop(session, sender, kota=kota, own=own),
        isi=isi.from_plain(_ISI),
        penanda=signer,
        tempat=tempat,
        nomor=nomor(session, own, kode, dari, tanggal)[1] if kind.bernomor else "-",
        tanggal=tanggal,
        hal="Contoh Naskah Dinas",
        tujuan=(document.Tujuan(jabatan="Kepala Perangkat Daerah", tempat=tempat),) if kind.bertujuan else (),
        tembusan=("Wali Kota (sebagai laporan)", "Inspektur") if kind.bertembusan and not elected else (),
        konsep=False,
        verify_url="https://contoh.invalid/v/pengaturan-naskah",
        kertas=geometry.kertas(own.kertas.get(kode, kind.kertas), rebah=kind.rebah),
        rupa=own.rupa,
    )


def nomor(session: Session, own: Tata, kode: str, dari: str, tanggal: date) -> tuple[str, str]:
    """The register of a sample letter, and its next number in the year of the date."""
    kind, sender = jenis.get(kode), unit(session, dari)
    short = {"kepala_daerah": "WK", "wakil_kepala_daerah": "WWK"}.get(dari, sender.singkatan)
    pattern = typeset.pola_jenis(kode, own, pemilik=dari)
    signs: Mapping[str, str] = {"opd": short, "unit": short, "jenis": typeset.kode_jenis(kode)}
    register = pola.isi(pattern.register, signs)
    made = pola.tanda(
        klasifikasi=kind.kode_usulan[0] if kind.kode_usulan else _KLASIFIKASI,
        urut=queries.terakhir(session, register, tanggal.year) + 1,
        unit=unit(session, "bagian").singkatan if dari in _DISUSUN_LAIN else sender.singkatan,
        opd=short,
        jenis=signs["jenis"],
        tanggal=tanggal,
    )
    return register, pola.isi(pattern.nomor, made)


def berikutnya(session: Session, own: Tata, kode: str, tanggal: date) -> Sequence[tuple[str, str, str]]:
    """For a few issuers: who, which register, and the next number."""
    rows = []
    for kind in ("kepala_daerah", "setda", "dinas", "kecamatan"):
        register, text = nomor(session, own, kode, kind, tanggal)
        rows.append((unit(session, kind).nama, register, text))
    return rows


def pola_lain(kode: str) -> str:
    """How the program numbers a jenis that neither the head of the city nor the Sekda signs; "" when there is no difference."""
    kind = jenis.JENIS.get(kode)
    return kind.nomor_lain if kind is not None else ""


def pola_bawaan() -> dict[str, pola.Pola]:
    """How the program numbers each jenis."""
    return {kind.kode: pola.Pola(kind.nomor, kind.register) for kind in jenis.JENIS.values() if kind.bernomor}
