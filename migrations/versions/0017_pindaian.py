"""Scans and files that arrived and wait for registration, with their text.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "pindaian",
        sa.Column("id", big, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opd_id", big, nullable=False),
        sa.Column("sumber", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("alasan", sa.String(length=500), nullable=False),
        sa.Column("pengirim", sa.String(length=300), nullable=False),
        sa.Column("perihal", sa.String(length=300), nullable=False),
        sa.Column("message_id", sa.String(length=255), nullable=True),
        sa.Column("sidik", sa.String(length=120), nullable=False),
        sa.Column("nama", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("mime", sa.String(length=100), nullable=False),
        sa.Column("lihat_key", sa.String(length=120), nullable=True),
        sa.Column("lihat_size", sa.Integer(), nullable=True),
        sa.Column("lihat_sha256", sa.String(length=64), nullable=True),
        sa.Column("halaman", sa.Integer(), nullable=False),
        sa.Column("tanda", sa.Text(), nullable=False),
        sa.Column("tiba_at", instant, nullable=False),
        sa.Column("percobaan", sa.Integer(), nullable=False),
        sa.Column("sewa_at", instant, nullable=True),
        sa.Column("pengunggah_id", big, nullable=True),
        sa.Column("surat_id", big, nullable=True),
        sa.Column("induk_id", big, nullable=True),
        sa.Column("dari_halaman", sa.Integer(), nullable=True),
        sa.Column("sampai_halaman", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["opd_id"], ["unit.id"], name=op.f("fk_pindaian_opd_id")),
        sa.ForeignKeyConstraint(["pengunggah_id"], ["pegawai.id"], name=op.f("fk_pindaian_pengunggah_id")),
        sa.ForeignKeyConstraint(["surat_id"], ["surat_masuk.id"], name=op.f("fk_pindaian_surat_id")),
        sa.ForeignKeyConstraint(["induk_id"], ["pindaian.id"], name=op.f("fk_pindaian_induk_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pindaian")),
        sa.UniqueConstraint("opd_id", "sidik", name=op.f("uq_pindaian_opd_id_sidik")),
        sa.UniqueConstraint("surat_id", name=op.f("uq_pindaian_surat_id")),
    )
    with op.batch_alter_table("pindaian", schema=None) as batch_op:
        batch_op.create_index("ix_pindaian_opd", ["opd_id", "status", "id"], unique=False)
        batch_op.create_index("ix_pindaian_message_id", ["opd_id", "message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pindaian_induk_id"), ["induk_id"], unique=False)
    op.create_table(
        "pindaian_halaman",
        sa.Column("pindaian_id", big, nullable=False),
        sa.Column("nomor", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("baca", sa.String(length=32), nullable=False),
        sa.Column("cara", sa.String(length=32), nullable=True),
        sa.Column("teks", sa.Text(), nullable=False),
        sa.Column("keyakinan", sa.Integer(), nullable=True),
        sa.Column("kata", sa.Integer(), nullable=False),
        sa.Column("kosong", sa.Boolean(), nullable=False),
        sa.Column("pemisah", sa.Boolean(), nullable=False),
        sa.Column("putar", sa.Integer(), nullable=False),
        sa.Column("lama", sa.Integer(), nullable=False),
        sa.Column("percobaan", sa.Integer(), nullable=False),
        sa.Column("sewa_at", instant, nullable=True),
        sa.Column("selesai_at", instant, nullable=True),
        sa.ForeignKeyConstraint(["pindaian_id"], ["pindaian.id"], name=op.f("fk_pindaian_halaman_pindaian_id")),
        sa.PrimaryKeyConstraint("pindaian_id", "nomor", name=op.f("pk_pindaian_halaman")),
    )
    with op.batch_alter_table("pindaian_halaman", schema=None) as batch_op:
        batch_op.create_index(
            "ix_pindaian_halaman_baca", ["baca", "sewa_at", "pindaian_id", "nomor"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("pindaian_halaman", schema=None) as batch_op:
        batch_op.drop_index("ix_pindaian_halaman_baca")
    op.drop_table("pindaian_halaman")
    with op.batch_alter_table("pindaian", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pindaian_induk_id"))
        batch_op.drop_index("ix_pindaian_message_id")
        batch_op.drop_index("ix_pindaian_opd")
    op.drop_table("pindaian")
    op.execute("DELETE FROM job WHERE topic LIKE 'pindaian.%'")
