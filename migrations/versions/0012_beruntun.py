"""Signing sessions (daftar beruntun) with the pages that were shown; when a session last proved the password and signed.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("sesi", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sandi_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("ttd_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "beruntun",
        sa.Column("id", BIG, nullable=False),
        sa.Column("pegawai_id", BIG, nullable=False),
        sa.Column("keadaan", sa.String(length=32), nullable=False),
        sa.Column("dibuat_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lari", sa.String(length=32), nullable=False),
        sa.Column("mulai_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("denyut_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("selesai_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("minta_henti", sa.Boolean(), nullable=False),
        sa.Column("sebab", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"], name=op.f("fk_beruntun_pegawai_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_beruntun")),
    )
    with op.batch_alter_table("beruntun", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_beruntun_pegawai_id"), ["pegawai_id"], unique=False)
    op.create_table(
        "beruntun_butir",
        sa.Column("id", BIG, nullable=False),
        sa.Column("beruntun_id", BIG, nullable=False),
        sa.Column("naskah_id", BIG, nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("pilihan", sa.String(length=32), nullable=False),
        sa.Column("sidik", sa.String(length=64), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("diputus_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hasil", sa.String(length=32), nullable=False),
        sa.Column("keterangan", sa.String(length=300), nullable=False),
        sa.Column("selesai_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["beruntun_id"], ["beruntun.id"], name=op.f("fk_beruntun_butir_beruntun_id")),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_beruntun_butir_naskah_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_beruntun_butir")),
        sa.UniqueConstraint("beruntun_id", "naskah_id", name=op.f("uq_beruntun_butir_beruntun_id_naskah_id")),
    )
    with op.batch_alter_table("beruntun_butir", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_beruntun_butir_naskah_id"), ["naskah_id"], unique=False)
    op.create_table(
        "halaman_tampil",
        sa.Column("beruntun_id", BIG, nullable=False),
        sa.Column("naskah_id", BIG, nullable=False),
        sa.Column("sidik", sa.String(length=64), nullable=False),
        sa.Column("halaman", sa.Integer(), nullable=False),
        sa.Column("disajikan_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dilihat_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["beruntun_id"], ["beruntun.id"], name=op.f("fk_halaman_tampil_beruntun_id")),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_halaman_tampil_naskah_id")),
        sa.PrimaryKeyConstraint("beruntun_id", "naskah_id", "sidik", "halaman", name=op.f("pk_halaman_tampil")),
    )


def downgrade() -> None:
    op.drop_table("halaman_tampil")
    with op.batch_alter_table("beruntun_butir", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_beruntun_butir_naskah_id"))
    op.drop_table("beruntun_butir")
    with op.batch_alter_table("beruntun", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_beruntun_pegawai_id"))
    op.drop_table("beruntun")
    with op.batch_alter_table("sesi", schema=None) as batch_op:
        batch_op.drop_column("ttd_at")
        batch_op.drop_column("sandi_at")
