"""Tables of notices: what is told, how many wait, what each person chose, and what leaves the application."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from eoffice.akses.rights import Sifat
from eoffice.db import Base, BigId, Instant, Word
from eoffice.notifikasi.states import JenisKiriman, Kabar, Keadaan, Saluran, Surel

#: The hour (WIB) of the digest until somebody chooses another.
JAM_RINGKASAN: Final = 7


class Pemberitahuan(Base):
    """A notice to one person about one thing. While it is unread, later news about the same thing changes it.

    `pokok` and `pokok_id` name the surat or naskah it is about, `objek` and `objek_id` what its link opens. The content
    is not kept here: it is read, with the rights of the reader, when the notice is shown. `hal` is for news without a
    surat or naskah, and for what only its receiver reads anyway.
    """

    __tablename__ = "pemberitahuan"
    __table_args__ = (
        Index(
            "ux_pemberitahuan_terbuka",
            "pegawai_id",
            "pokok",
            "pokok_id",
            unique=True,
            sqlite_where=text("dibaca_at IS NULL"),
            postgresql_where=text("dibaca_at IS NULL"),
        ),
        Index("ix_pemberitahuan_orang", "pegawai_id", "kabar_at", "id"),
        Index("ix_pemberitahuan_dibaca", "dibaca_at"),
        Index(
            "ix_pemberitahuan_ringkas",
            "pegawai_id",
            sqlite_where=text("ringkas"),
            postgresql_where=text("ringkas"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    jabatan_id: Mapped[int | None] = mapped_column(ForeignKey("jabatan.id"))
    kabar: Mapped[Kabar] = mapped_column(Word(Kabar))
    pokok: Mapped[str] = mapped_column(String(32))
    pokok_id: Mapped[int] = mapped_column(BigId)
    objek: Mapped[str] = mapped_column(String(32))
    objek_id: Mapped[int] = mapped_column(BigId)
    hal: Mapped[str] = mapped_column(String(500), default="")
    sifat: Mapped[Sifat] = mapped_column(Word(Sifat))
    alasan: Mapped[str] = mapped_column(String(300), default="")
    batas: Mapped[date | None] = mapped_column()
    kali: Mapped[int] = mapped_column(Integer, default=1)
    keluar: Mapped[bool] = mapped_column(Boolean, default=False)  # told at once by e-mail or push while unread
    ringkas: Mapped[bool] = mapped_column(Boolean, default=False)  # waits for the digest
    dibuat_at: Mapped[datetime] = mapped_column(Instant)
    kabar_at: Mapped[datetime] = mapped_column(Instant)
    dibaca_at: Mapped[datetime | None] = mapped_column(Instant)


class KabarHitungan(Base):
    """How many notices a person has not read, kept with every change; `seri` grows with each."""

    __tablename__ = "kabar_hitungan"

    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"), primary_key=True)
    belum: Mapped[int] = mapped_column(Integer, default=0)
    seri: Mapped[int] = mapped_column(Integer, default=0)


class KabarPilihan(Base):
    """What a person chose for one kind of news; without a row the defaults hold."""

    __tablename__ = "kabar_pilihan"

    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"), primary_key=True)
    kabar: Mapped[Kabar] = mapped_column(Word(Kabar), primary_key=True)
    aplikasi: Mapped[bool] = mapped_column(Boolean)
    surel: Mapped[Surel] = mapped_column(Word(Surel))
    dorong: Mapped[bool] = mapped_column(Boolean)


class KabarSaluran(Base):
    """A person's channels: an address that its owner confirmed, quiet hours (minutes of the day, WIB), the digest's hour."""

    __tablename__ = "kabar_saluran"

    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"), primary_key=True)
    pos_el: Mapped[str] = mapped_column(String(254), default="")
    terbukti_at: Mapped[datetime | None] = mapped_column(Instant)
    pos_el_baru: Mapped[str] = mapped_column(String(254), default="")
    diminta_at: Mapped[datetime | None] = mapped_column(Instant)
    surel_aktif: Mapped[bool] = mapped_column(Boolean, default=True)
    surel_galat: Mapped[str] = mapped_column(String(300), default="")
    tenang_mulai: Mapped[int | None] = mapped_column(Integer)
    tenang_selesai: Mapped[int | None] = mapped_column(Integer)
    jam_ringkasan: Mapped[int] = mapped_column(Integer, default=JAM_RINGKASAN)


class KabarLangganan(Base):
    """A browser that asked for web push (langganan); `sidik` is the SHA-256 of its endpoint."""

    __tablename__ = "kabar_langganan"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"), index=True)
    endpoint: Mapped[str] = mapped_column(Text)
    sidik: Mapped[str] = mapped_column(String(64), unique=True)
    p256dh: Mapped[str] = mapped_column(String(120))
    auth: Mapped[str] = mapped_column(String(40))
    peramban: Mapped[str] = mapped_column(String(200), default="")
    dibuat_at: Mapped[datetime] = mapped_column(Instant)
    terakhir_at: Mapped[datetime | None] = mapped_column(Instant)


class KabarKiriman(Base):
    """One message that leaves the application (kiriman), and what became of it; `kunci` forbids a second of the same."""

    __tablename__ = "kabar_kiriman"
    __table_args__ = (Index("ix_kabar_kiriman_siap", "keadaan", "coba_at", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kunci: Mapped[str] = mapped_column(String(160), unique=True)
    saluran: Mapped[Saluran] = mapped_column(Word(Saluran))
    jenis: Mapped[JenisKiriman] = mapped_column(Word(JenisKiriman))
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"), index=True)
    pemberitahuan_id: Mapped[int | None] = mapped_column(BigId)
    langganan_id: Mapped[int | None] = mapped_column(BigId)
    keadaan: Mapped[Keadaan] = mapped_column(Word(Keadaan))
    percobaan: Mapped[int] = mapped_column(Integer, default=0)
    coba_at: Mapped[datetime] = mapped_column(Instant)
    galat: Mapped[str] = mapped_column(String(300), default="")
    dibuat_at: Mapped[datetime] = mapped_column(Instant)
    selesai_at: Mapped[datetime | None] = mapped_column(Instant)
