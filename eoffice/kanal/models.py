"""Tables of the channels and of everything that came through them; no secret stands here in clear."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eoffice.db import Base, BigId, Instant, Json, Word
from eoffice.kanal.states import KUOTA, KUOTA_PENGIRIM, Jenis, StatusKiriman
from eoffice.organisasi.models import Unit
from eoffice.storage import Blob


class Kanal(Base):
    """One channel (kanal) of a perangkat daerah: its mailbox, or its watched folder.

    Attributes:
        server: `host:port` from the list of the installation (INJ-05); empty for a folder.
        rahasia: the password, encrypted for this row with a key that is not in the database.
        uid_terakhir: the last IMAP uid that was taken under `uidvalidity`.
        sewa_at: until when a worker holds the channel; a dead one loses it by itself.
        gagal: failures since the last success; `galat` says in plain words what the last one was.
        kuota, kuota_pengirim: most that are taken on one day (WIB): of everybody, and of one sender (UPL-02).
        kabar: what the last round left for later, in plain words.
    """

    __tablename__ = "kanal"
    __table_args__ = (UniqueConstraint("opd_id", "jenis"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    jenis: Mapped[Jenis] = mapped_column(Word(Jenis))
    opd_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    aktif: Mapped[bool] = mapped_column(Boolean, default=True)
    server: Mapped[str] = mapped_column(String(200), default="")
    pengguna: Mapped[str] = mapped_column(String(200), default="")
    rahasia: Mapped[str] = mapped_column(Text, default="")
    folder: Mapped[str] = mapped_column(String(120), default="INBOX")
    folder_selesai: Mapped[str] = mapped_column(String(120), default="")
    uidvalidity: Mapped[int | None] = mapped_column(BigInteger)
    uid_terakhir: Mapped[int] = mapped_column(BigInteger, default=0)
    periksa_at: Mapped[datetime] = mapped_column(Instant)
    sewa_at: Mapped[datetime | None] = mapped_column(Instant)
    berhasil_at: Mapped[datetime | None] = mapped_column(Instant)
    gagal_sejak: Mapped[datetime | None] = mapped_column(Instant)
    gagal: Mapped[int] = mapped_column(Integer, default=0)
    galat: Mapped[str] = mapped_column(String(400), default="")
    kuota: Mapped[int] = mapped_column(Integer, default=KUOTA)
    kuota_pengirim: Mapped[int] = mapped_column(Integer, default=KUOTA_PENGIRIM)
    kabar: Mapped[str] = mapped_column(String(400), default="")

    opd: Mapped[Unit] = relationship(foreign_keys=[opd_id])

    __mapper_args__ = {"version_id_col": version}


class Kiriman(Base):
    """One message or file (kiriman) that a channel took; the two unique keys make a second one impossible.

    Attributes:
        pesan_id: SHA-256 of the Message-ID; none for a file, or a message that was not fetched and bears none.
        sidik: SHA-256 of the bytes as they came; none for what was not fetched.
        beres_at: when it was marked as read and moved, or moved away, which happens only after its row is kept.
        bagian: its attachments in order: name, size, what became of each.
        asli_*: the message itself as .eml.
        pengirim: the bare address of the sender in lower case, by which a sender's quota is counted.
        coba_at: when something that was set aside is tried again; none while it waits for a person to say so.
        diurus_at: when somebody of the TU had dealt with what was not taken.
    """

    __tablename__ = "kiriman"
    __table_args__ = (
        UniqueConstraint("opd_id", "pesan_id"),
        UniqueConstraint("opd_id", "sidik"),
        Index("ix_kiriman_kanal", "kanal_id", "beres_at", "id"),
        Index("ix_kiriman_opd", "opd_id", "id"),
        Index("ix_kiriman_hari", "kanal_id", "diambil_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kanal_id: Mapped[int] = mapped_column(ForeignKey("kanal.id"))
    opd_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    status: Mapped[StatusKiriman] = mapped_column(Word(StatusKiriman))
    pesan_id: Mapped[str | None] = mapped_column(String(80))
    sidik: Mapped[str | None] = mapped_column(String(80))
    uid: Mapped[int | None] = mapped_column(BigInteger)
    uidvalidity: Mapped[int | None] = mapped_column(BigInteger)
    nama: Mapped[str] = mapped_column(String(200), default="")
    dari: Mapped[str] = mapped_column(String(300), default="")
    perihal: Mapped[str] = mapped_column(String(500), default="")
    dikirim_at: Mapped[datetime | None] = mapped_column(Instant)
    diambil_at: Mapped[datetime] = mapped_column(Instant)
    beres_at: Mapped[datetime | None] = mapped_column(Instant)
    alasan: Mapped[str] = mapped_column(String(400), default="")
    teks: Mapped[str] = mapped_column(Text, default="")
    bagian: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    asli_key: Mapped[str | None] = mapped_column(String(120))
    asli_size: Mapped[int | None] = mapped_column(Integer)
    asli_sha256: Mapped[str | None] = mapped_column(String(64))

    pengirim: Mapped[str] = mapped_column(String(254), default="")
    coba_at: Mapped[datetime | None] = mapped_column(Instant)
    diurus_at: Mapped[datetime | None] = mapped_column(Instant)
    diurus_oleh: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))

    kanal: Mapped[Kanal] = relationship()

    @property
    def asli(self) -> Blob | None:
        """The message itself, where it was fetched."""
        if self.asli_key is None:
            return None
        return Blob(self.asli_key, self.asli_size or 0, self.asli_sha256 or "")
