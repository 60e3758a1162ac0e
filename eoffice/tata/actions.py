"""Deciding: each decision a dated row with its author and its reason, never changed afterwards."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid
from eoffice.tata import nilai, pola, policy, queries
from eoffice.tata.models import TataGambar, TataKetetapan
from eoffice.tata.nilai import Isi
from eoffice.tata.pola import Pola
from eoffice.tata.states import JENIS_KOP, NAMA, Bagian

DIDAHULUI: Final = "Bagian ini sudah diubah orang lain sejak halaman dibuka. Muat ulang, lalu isi kembali."
#: A number of three digits, so that {urut} and {urut3} print the same, as they do from 100 on.
_CONTOH: Final = {"klasifikasi": "000.8.3.1", "urut": 107, "unit": "UNIT", "opd": "OPD"}


@dataclass(frozen=True, kw_only=True)
class Usul:
    """A change as somebody filled it in.

    Attributes:
        kunci: kind of unit or jenis; empty for parts that have none.
        isi: what the part becomes, empty to return it to what the program has.
        dari: how many decisions there were about it when the form was made.
    """

    bagian: Bagian
    kunci: str = ""
    isi: Isi
    dari: int
    berlaku_sejak: date
    alasan: str


def tetapkan(session: Session, actor: Actor, usul: Usul, *, bawaan: Mapping[str, Pola]) -> TataKetetapan:
    """Take a decision. Naskah that have their number or signature keep how they look.

    Args:
        bawaan: how the program numbers each jenis, to compare numbers with.
    Raises:
        NotAllowed: the actor does not administer the system.
        Invalid: a day that has passed, nothing changes, or the numbers of two naskah could be the same.
        Conflict: somebody decided about the same part meanwhile.
    """
    require(policy.may(actor))
    if usul.berlaku_sejak < clock.today():
        raise Invalid("Pengaturan tidak berlaku surut.", {"berlaku_sejak": "Pilih hari ini atau sesudahnya."})
    held = queries.urutan(session, usul.bagian, usul.kunci)
    if held != usul.dari:
        raise Conflict(DIDAHULUI)
    _periksa(session, usul, bawaan)
    row = TataKetetapan(
        bagian=usul.bagian,
        kunci=usul.kunci,
        urutan=held + 1,
        berlaku_sejak=usul.berlaku_sejak,
        nilai=dict(usul.isi),
        alasan=usul.alasan,
        penetap=actor.jabatan_nama or actor.nama,
        ditetapkan_at=clock.now(),
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        raise Conflict(DIDAHULUI) from error
    what = NAMA[usul.bagian] + (f" {usul.kunci}" if usul.kunci else "")
    said = f"{what}, berlaku {usul.berlaku_sejak}{'' if usul.isi else ', kembali ke bawaan'}; {usul.alasan}"
    audit.record(session, actor, "tata.tetapkan", "tata", row.id, catatan=said[:300])
    return row


def _periksa(session: Session, usul: Usul, bawaan: Mapping[str, Pola]) -> None:
    now = queries.berlaku(session, usul.berlaku_sejak)
    before = nilai.isi(now, usul.bagian, usul.kunci)
    plain = nilai.isi(nilai.BAWAAN, usul.bagian, usul.kunci)
    if dict(usul.isi or plain) == dict(before):
        raise Invalid("Tidak ada yang berubah dari yang berlaku pada tanggal itu.")
    if usul.bagian is Bagian.KOP and usul.kunci not in JENIS_KOP:
        raise Invalid("Jenis unit itu tidak mempunyai kop sendiri.")
    if usul.bagian is Bagian.LAMBANG:
        for name in ("daerah", "jabatan"):
            if usul.isi.get(name) and not queries.gambar_ada(session, str(usul.isi[name])):
                raise Invalid("Gambar lambang tidak ditemukan.", {name: "Unggah gambarnya sekali lagi."})
    if usul.bagian is Bagian.NOMOR:
        _periksa_nomor(session, usul, {**bawaan, **now.nomor}, bawaan)
        for day in _sesudah(session, usul):
            _periksa_sama(_baru(usul, bawaan), usul.kunci, {**bawaan, **queries.berlaku(session, day).nomor})


def _sesudah(session: Session, usul: Usul) -> list[date]:
    """The later days on which another pattern comes into force while the proposed one still holds."""
    later = queries.menyusul(session, usul.bagian, usul.berlaku_sejak)
    until = min((day for kunci, day in later if kunci == usul.kunci), default=date.max)
    return sorted({day for _, day in later if day < until})


def _periksa_nomor(session: Session, usul: Usul, held: Mapping[str, Pola], bawaan: Mapping[str, Pola]) -> None:
    """No two naskah may come to bear the same number: not two jenis, and not the same one before and after."""
    if usul.kunci not in bawaan:
        raise Invalid("Jenis naskah itu tidak bernomor.")
    new = _baru(usul, bawaan)
    for field, wrong in (
        ("nomor", pola.periksa_nomor(new.nomor)),
        ("register", pola.periksa_register(new.register, bawaan[usul.kunci].register)),
    ):
        if wrong:
            raise Invalid(wrong, {field: wrong})
    _periksa_sama(new, usul.kunci, held)
    old, year = held[usul.kunci], usul.berlaku_sejak.year
    moved = _tercetak(old.register, usul.kunci) != _tercetak(new.register, usul.kunci)
    first = (usul.berlaku_sejak.month, usul.berlaku_sejak.day) == (1, 1)
    again = moved and not first and _sama(new.nomor, usul.kunci, old.nomor, usul.kunci)
    if again and queries.terpakai(session, _tercetak(old.register, usul.kunci), year):
        said = (
            f"Register baru mulai dari 1, sehingga nomor yang sudah terbit tahun {year} akan terulang. Ubah juga pola "
            f"nomornya, atau berlakukan mulai 1 Januari {year + 1}."
        )
        raise Invalid(said, {"register": said})


def _baru(usul: Usul, bawaan: Mapping[str, Pola]) -> Pola:
    return Pola(str(usul.isi["nomor"]), str(usul.isi["register"])) if usul.isi else bawaan[usul.kunci]


def _periksa_sama(new: Pola, kunci: str, held: Mapping[str, Pola]) -> None:
    for kode, other in held.items():
        if kode != kunci and _sama(new.nomor, kunci, other.nomor, kode):
            if _tercetak(new.register, kunci) == _tercetak(other.register, kode):
                continue  # one series counts both, so no number comes twice
            said = (
                f"Nomornya dapat sama dengan nomor {kode.replace('_', ' ')}, yang memakai register {other.register}. "
                "Pakai register yang sama, atau tambahkan kode jenis pada nomornya."
            )
            raise Invalid(said, {"nomor": said})


def _tercetak(register: str, jenis: str) -> str:
    return register.replace("{jenis}", jenis)


def _sama(one: str, one_jenis: str, other: str, other_jenis: str) -> bool:
    """Whether two patterns could print the same number on the same day.

    A unit may be a perangkat daerah itself, which prints the same for {unit} as for {opd}; and {urut} prints from 100 on
    what {urut3} does.
    """
    day = clock.today()

    def printed(nomor: str, jenis: str, unit: str) -> str:
        signs = pola.tanda(**{**_CONTOH, "unit": unit}, jenis=jenis, tanggal=day)  # type: ignore[arg-type]
        return pola.isi(nomor, signs)

    units = (str(_CONTOH["unit"]), str(_CONTOH["opd"]))
    return any(printed(one, one_jenis, unit) == printed(other, other_jenis, unit) for unit in units)


def simpan_gambar(session: Session, actor: Actor, *, lebar: int, tinggi: int, warna: bytes, abu: bytes) -> str:
    """Keep a picture that the sandbox made; its hash. The same picture is kept once.

    Raises:
        NotAllowed: the actor does not administer the system.
    """
    require(policy.may(actor))
    digest = hashlib.sha256(f"{lebar}x{tinggi}:".encode() + warna).hexdigest()
    if queries.gambar_ada(session, digest):
        return digest
    row = TataGambar(
        sha256=digest,
        lebar=lebar,
        tinggi=tinggi,
        warna=warna,
        abu=abu,
        pengunggah=actor.jabatan_nama or actor.nama,
        diunggah_at=clock.now(),
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return digest  # the same picture, from somebody quicker
    audit.record(session, actor, "tata.gambar", "tata", row.id, catatan=f"{lebar} × {tinggi} piksel; {digest[:16]}")
    return digest
