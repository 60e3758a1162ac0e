"""What is in force on a day, what was decided when, and the pictures."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.errors import NotFound
from eoffice.nomor.models import Register
from eoffice.pdf.rupa import Gambar
from eoffice.tata import nilai
from eoffice.tata.models import TataGambar, TataKetetapan
from eoffice.tata.nilai import Isi, Tata
from eoffice.tata.states import Bagian


def berlaku(session: Session, on: date | None = None) -> Tata:
    """Everything in force on a WIB date (default today). One short statement: every page of a naskah asks."""
    row = TataKetetapan
    until = select(row.bagian, row.kunci, row.nilai).where(row.berlaku_sejak <= (on or clock.today()))
    found: dict[tuple[Bagian, str], Isi] = {}
    for bagian, kunci, content in session.execute(until.order_by(row.berlaku_sejak, row.id)):
        found[bagian, kunci] = content
    return nilai.susun(found) if found else nilai.BAWAAN


def riwayat(session: Session, bagian: Bagian, *, most: int = 100) -> Sequence[TataKetetapan]:
    """Every decision about a part, newest first."""
    rows = select(TataKetetapan).where(TataKetetapan.bagian == bagian)
    return session.scalars(rows.order_by(TataKetetapan.id.desc()).limit(most)).all()


def ubahan(session: Session) -> dict[Bagian, TataKetetapan]:
    """The newest decision about each part."""
    newest = select(func.max(TataKetetapan.id)).group_by(TataKetetapan.bagian)
    return {row.bagian: row for row in session.scalars(select(TataKetetapan).where(TataKetetapan.id.in_(newest)))}


def urutan(session: Session, bagian: Bagian, kunci: str) -> int:
    """How many decisions there are about a part and key: what a form was made from."""
    counted = select(func.max(TataKetetapan.urutan)).filter_by(bagian=bagian, kunci=kunci)
    return session.scalar(counted) or 0


def menyusul(session: Session, bagian: Bagian, sejak: date) -> Sequence[tuple[str, date]]:
    """Keys of a part of which something comes into force after a day, and when."""
    row = TataKetetapan
    later = select(row.kunci, row.berlaku_sejak).where(row.bagian == bagian, row.berlaku_sejak > sejak)
    return session.execute(later).tuples().all()


def gambar(session: Session, sha256: str, *, hitam: bool) -> Gambar | None:
    """A picture for a page; None for "", the drawing of the program."""
    if not sha256:
        return None
    column = TataGambar.abu if hitam else TataGambar.warna
    found = session.execute(
        select(TataGambar.lebar, TataGambar.tinggi, column).where(TataGambar.sha256 == sha256)
    ).one_or_none()
    if found is None:
        raise NotFound("Gambar lambang itu tidak ada. Unggah lagi di Pengaturan naskah.")
    return Gambar(sha256, found[0], found[1], found[2], hitam=hitam)


def gambar_ada(session: Session, sha256: str) -> bool:
    """Whether such a picture was uploaded."""
    return session.scalar(select(TataGambar.id).where(TataGambar.sha256 == sha256)) is not None


def terakhir(session: Session, register: str, tahun: int) -> int:
    """The last number that a register gave in a year; 0 when none."""
    return session.scalar(select(Register.last).filter_by(kode=register, tahun=tahun)) or 0


def terpakai(session: Session, register: str, tahun: int) -> bool:
    """Whether any register that the pattern names has given a number in this year."""
    plain = select(Register.kode).where(Register.tahun == tahun, Register.last > 0)
    head = register.partition("{")[0]
    return any(kode.startswith(head) for kode in session.scalars(plain.where(Register.kode.startswith(head))))
