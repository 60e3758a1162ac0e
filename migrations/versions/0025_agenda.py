"""The agenda of a leader.

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "acara",
        sa.Column("id", big, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("surat_id", big, nullable=True),
        sa.Column("judul", sa.String(length=500), nullable=False),
        sa.Column("mulai_at", moment, nullable=False),
        sa.Column("selesai_at", moment, nullable=False),
        sa.Column("sampai_selesai", sa.Boolean(), nullable=False),
        sa.Column("tempat", sa.String(length=300), nullable=False),
        sa.Column("catatan", sa.Text(), nullable=False),
        sa.Column("sifat", sa.String(length=32), nullable=False),
        sa.Column("batal_at", moment, nullable=True),
        sa.Column("batal_alasan", sa.String(length=300), nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("diubah_at", moment, nullable=False),
        sa.ForeignKeyConstraint(["surat_id"], ["surat_masuk.id"], name=op.f("fk_acara_surat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acara")),
        sa.UniqueConstraint("surat_id", name=op.f("uq_acara_surat_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_acara_uid")),
    )
    op.create_index("ix_acara_mulai_at", "acara", ["mulai_at", "selesai_at"])
    op.create_table(
        "acara_peserta",
        sa.Column("id", big, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("acara_id", big, nullable=False),
        sa.Column("jabatan_id", big, nullable=False),
        sa.Column("opd_id", big, nullable=False),
        sa.Column("sebab", sa.String(length=32), nullable=False),
        sa.Column("kehadiran", sa.String(length=32), nullable=False),
        sa.Column("wakil_jabatan_id", big, nullable=True),
        sa.Column("alasan", sa.String(length=300), nullable=False),
        sa.Column("diputus_at", moment, nullable=True),
        sa.Column("diputus_oleh", big, nullable=True),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("diubah_at", moment, nullable=False),
        sa.ForeignKeyConstraint(["acara_id"], ["acara.id"], name=op.f("fk_acara_peserta_acara_id")),
        sa.ForeignKeyConstraint(["diputus_oleh"], ["pegawai.id"], name=op.f("fk_acara_peserta_diputus_oleh")),
        sa.ForeignKeyConstraint(["jabatan_id"], ["jabatan.id"], name=op.f("fk_acara_peserta_jabatan_id")),
        sa.ForeignKeyConstraint(["opd_id"], ["unit.id"], name=op.f("fk_acara_peserta_opd_id")),
        sa.ForeignKeyConstraint(["wakil_jabatan_id"], ["jabatan.id"], name=op.f("fk_acara_peserta_wakil_jabatan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acara_peserta")),
        sa.UniqueConstraint("acara_id", "jabatan_id", name=op.f("uq_acara_peserta_acara_id_jabatan_id")),
    )
    op.create_index("ix_acara_peserta_jabatan", "acara_peserta", ["jabatan_id", "kehadiran", "acara_id"])
    op.create_index(op.f("ix_acara_peserta_opd_id"), "acara_peserta", ["opd_id"])
    op.create_table(
        "agenda_langganan",
        sa.Column("id", big, nullable=False),
        sa.Column("pegawai_id", big, nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("dibuat_at", moment, nullable=False),
        sa.Column("dicabut_at", moment, nullable=True),
        sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"], name=op.f("fk_agenda_langganan_pegawai_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_langganan")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_agenda_langganan_token_sha256")),
    )
    op.create_index(op.f("ix_agenda_langganan_pegawai_id"), "agenda_langganan", ["pegawai_id"])


def downgrade() -> None:
    for table in ("agenda_langganan", "acara_peserta", "acara"):
        op.drop_table(table)
    op.execute("DELETE FROM job WHERE topic = 'naskah.gugur' OR topic LIKE 'agenda.%'")
