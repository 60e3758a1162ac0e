"""Tables of who stands in for whom: appointments by SK, mandates of operators, redirects, and mutations."""

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, ForeignKey, Index, Integer, String, Text, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.db import Base, BigId, Instant, Json, Word
from eoffice.organisasi.models import Jabatan, Pegawai, Penugasan
from eoffice.organisasi.states import CaraAlih, JenisPenugasan, KeadaanWakil, SebabPergi, StatusMutasi


def _keadaan(mulai: date, selesai: date | None, *, dicabut: bool) -> KeadaanWakil:
    today = clock.today()
    if dicabut:
        return KeadaanWakil.DICABUT
    if mulai > today:
        return KeadaanWakil.AKAN
    return KeadaanWakil.BERLAKU if selesai is None or selesai >= today else KeadaanWakil.SELESAI


class Penunjukan(Base):
    """The SK behind a Plt., Plh. or Pj.: who acts for a jabatan from when to when, and on what ground (5.5).

    The penugasan that lends the rights is made with it and ends with it; one that was revoked before its first day has
    none any more, and this row remains as its history.
    """

    __tablename__ = "penunjukan"
    __table_args__ = (Index("ix_penunjukan_jabatan", "jabatan_id", "mulai"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"), index=True)
    penugasan_id: Mapped[int | None] = mapped_column(ForeignKey("penugasan.id"), unique=True)
    bentuk: Mapped[JenisPenugasan] = mapped_column(Word(JenisPenugasan))
    sebab: Mapped[SebabPergi] = mapped_column(Word(SebabPergi))
    mulai: Mapped[date] = mapped_column()
    selesai: Mapped[date | None] = mapped_column()
    nomor_sk: Mapped[str] = mapped_column(String(120))
    tanggal_sk: Mapped[date] = mapped_column()
    naskah_id: Mapped[int | None] = mapped_column(ForeignKey("naskah.id"))
    berkas_key: Mapped[str | None] = mapped_column(String(120))
    berkas_size: Mapped[int | None] = mapped_column(Integer)
    berkas_sha256: Mapped[str | None] = mapped_column(String(64))
    berkas_mime: Mapped[str] = mapped_column(String(100), default="")
    berkas_nama: Mapped[str] = mapped_column(String(200), default="")
    dibuat_oleh_id: Mapped[int] = mapped_column(BigId)
    dibuat_at: Mapped[datetime] = mapped_column(Instant)
    diakhiri_at: Mapped[datetime | None] = mapped_column(Instant)
    alasan_akhir: Mapped[str] = mapped_column(String(300), default="")

    jabatan: Mapped[Jabatan] = relationship()
    pegawai: Mapped[Pegawai] = relationship()
    penugasan: Mapped[Penugasan | None] = relationship()

    __mapper_args__ = {"version_id_col": version}

    def on(self, day: date) -> bool:
        """Whether it is in force on a WIB date."""
        return self.penugasan_id is not None and self.mulai <= day and (self.selesai is None or self.selesai >= day)

    @property
    def keadaan(self) -> KeadaanWakil:
        """Today, in WIB."""
        return _keadaan(self.mulai, self.selesai, dicabut=self.penugasan_id is None)


class MandatOperator(Base):
    """What a leader lets an operator (TU, sekretaris pimpinan, ajudan) do in the operator's own name (5.6)."""

    __tablename__ = "mandat_operator"
    __table_args__ = (
        Index("ix_mandat_operator_pegawai", "pegawai_id", "selesai"),
        Index("ix_mandat_operator_jabatan", "jabatan_id", "selesai"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    hak: Mapped[list[str]] = mapped_column(Json)
    sifat_maks: Mapped[Sifat] = mapped_column(Word(Sifat))
    mulai: Mapped[date] = mapped_column()
    selesai: Mapped[date] = mapped_column()
    diberi_oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    diberi_at: Mapped[datetime] = mapped_column(Instant)
    dicabut_at: Mapped[datetime | None] = mapped_column(Instant)

    jabatan: Mapped[Jabatan] = relationship()
    pegawai: Mapped[Pegawai] = relationship(foreign_keys=[pegawai_id])

    __mapper_args__ = {"version_id_col": version}

    @property
    def keadaan(self) -> KeadaanWakil:
        """Today, in WIB."""
        return _keadaan(self.mulai, self.selesai, dicabut=self.dicabut_at is not None)


class Pengalihan(Base):
    """During a leave without Plh.: what arrives for one jabatan is copied or moved to another one of the same line."""

    __tablename__ = "pengalihan"
    __table_args__ = (Index("ix_pengalihan_jabatan", "jabatan_id", "selesai"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    ke_jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    sebab: Mapped[SebabPergi] = mapped_column(Word(SebabPergi))
    cara: Mapped[CaraAlih] = mapped_column(Word(CaraAlih))
    mulai: Mapped[date] = mapped_column()
    selesai: Mapped[date] = mapped_column()
    catatan: Mapped[str] = mapped_column(String(300), default="")
    dibuat_oleh_id: Mapped[int] = mapped_column(BigId)
    dibuat_at: Mapped[datetime] = mapped_column(Instant)
    dicabut_at: Mapped[datetime | None] = mapped_column(Instant)

    jabatan: Mapped[Jabatan] = relationship(foreign_keys=[jabatan_id])
    ke_jabatan: Mapped[Jabatan] = relationship(foreign_keys=[ke_jabatan_id])

    __mapper_args__ = {"version_id_col": version}

    @property
    def keadaan(self) -> KeadaanWakil:
        """Today, in WIB."""
        return _keadaan(self.mulai, self.selesai, dicabut=self.dicabut_at is not None)


class Mutasi(Base):
    """Somebody leaves a jabatan, takes another, or both, on a date; several of one pelantikan share `kelompok`.

    The dated penugasan are written at once, so that it takes effect by itself at WIB midnight; `rincian` keeps what they
    were before, for the undo, and what goes from hand to hand on that date.
    """

    __tablename__ = "mutasi"
    __table_args__ = (Index("ix_mutasi_status", "status", "berlaku"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    kelompok: Mapped[str] = mapped_column(String(32), index=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"), index=True)
    dari_jabatan_id: Mapped[int | None] = mapped_column(ForeignKey("jabatan.id"))
    ke_jabatan_id: Mapped[int | None] = mapped_column(ForeignKey("jabatan.id"))
    dari_nama: Mapped[str] = mapped_column(String(300), default="")
    ke_nama: Mapped[str] = mapped_column(String(300), default="")
    konsep_ke_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    berlaku: Mapped[date] = mapped_column()
    nomor_sk: Mapped[str] = mapped_column(String(120))
    tanggal_sk: Mapped[date] = mapped_column()
    status: Mapped[StatusMutasi] = mapped_column(Word(StatusMutasi))
    rincian: Mapped[dict[str, Any]] = mapped_column(Json)
    catatan: Mapped[str] = mapped_column(Text, default="")
    dibuat_oleh_id: Mapped[int] = mapped_column(BigId)
    dibuat_at: Mapped[datetime] = mapped_column(Instant)
    diterapkan_at: Mapped[datetime | None] = mapped_column(Instant)
    dibatalkan_at: Mapped[datetime | None] = mapped_column(Instant)

    pegawai: Mapped[Pegawai] = relationship(foreign_keys=[pegawai_id])
    konsep_ke: Mapped[Pegawai | None] = relationship(foreign_keys=[konsep_ke_id])

    __mapper_args__ = {"version_id_col": version}


#: What the database says when a second person would act for a jabatan at the same time.
DUA_PELAKSANA: Final = "jabatan sudah mempunyai Plt., Plh., atau Pj. pada masa itu"
_ADA: Final = """SELECT 1 FROM penugasan AS p WHERE p.jabatan_id = NEW.jabatan_id AND p.bentuk <> 'definitif'
 AND p.id {other} NEW.id AND p.mulai <= COALESCE(NEW.selesai, {far}) AND COALESCE(p.selesai, {far}) >= NEW.mulai"""
_SQLITE_ADA: Final = _ADA.format(other="IS NOT", far="'9999-12-31'")
_PG_ADA: Final = _ADA.format(other="<>", far="'infinity'::date")

#: Triggers by which the database itself keeps at most one acting person per jabatan at any instant (5.5). Shortening is
#: always allowed. On PostgreSQL the row of the jabatan is locked first, so that two at once see each other.
SATU_PELAKSANA: Final = {
    "sqlite": (
        "CREATE TRIGGER penugasan_satu_pelaksana_baru BEFORE INSERT ON penugasan "
        f"WHEN NEW.bentuk <> 'definitif' AND EXISTS ({_SQLITE_ADA}) "
        f"BEGIN SELECT RAISE(ABORT, '{DUA_PELAKSANA}'); END",
        "CREATE TRIGGER penugasan_satu_pelaksana_ubah BEFORE UPDATE OF jabatan_id, bentuk, mulai, selesai ON penugasan "
        "WHEN NEW.bentuk <> 'definitif' AND (OLD.bentuk = 'definitif' OR NEW.jabatan_id <> OLD.jabatan_id "
        "OR NEW.mulai < OLD.mulai OR COALESCE(NEW.selesai, '9999-12-31') > COALESCE(OLD.selesai, '9999-12-31')) "
        f"AND EXISTS ({_SQLITE_ADA}) BEGIN SELECT RAISE(ABORT, '{DUA_PELAKSANA}'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION penugasan_satu_pelaksana() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF NEW.bentuk = 'definitif' THEN RETURN NEW; END IF; "
        "IF TG_OP = 'UPDATE' THEN IF OLD.bentuk <> 'definitif' AND NEW.jabatan_id = OLD.jabatan_id "
        "AND NEW.mulai >= OLD.mulai AND COALESCE(NEW.selesai, 'infinity'::date) "
        "<= COALESCE(OLD.selesai, 'infinity'::date) THEN RETURN NEW; END IF; END IF; "
        "PERFORM 1 FROM jabatan WHERE id = NEW.jabatan_id FOR NO KEY UPDATE; "
        f"IF EXISTS ({_PG_ADA}) THEN RAISE EXCEPTION '{DUA_PELAKSANA}' USING ERRCODE = 'exclusion_violation'; END IF; "
        "RETURN NEW; END $$",
        "CREATE TRIGGER penugasan_satu_pelaksana BEFORE INSERT OR UPDATE ON penugasan "
        "FOR EACH ROW EXECUTE FUNCTION penugasan_satu_pelaksana()",
    ),
}


def _protect(_table: Any, connection: Connection, **_: Any) -> None:
    for statement in SATU_PELAKSANA[connection.dialect.name]:
        connection.exec_driver_sql(statement)


event.listen(Penugasan.__table__, "after_create", _protect)
