"""Surat massal: one text for many recipients from a sheet; typed and chosen lampiran.

Revision ID: 0031
Revises: 0030
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "massal",
        sa.Column("id", BIG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cara", sa.String(length=32), nullable=False),
        sa.Column("dibuat_oleh", BIG, nullable=False),
        sa.Column("dibuat_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nama_berkas", sa.String(length=200), nullable=False),
        sa.Column("kolom", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("jumlah", sa.Integer(), nullable=False),
        sa.Column("salah", sa.Integer(), nullable=False),
        sa.Column("susun", sa.String(length=64), nullable=False),
        sa.Column("tersusun", sa.Integer(), nullable=False),
        sa.Column("gagal_susun", sa.Integer(), nullable=False),
        sa.Column("halaman", sa.Integer(), nullable=False),
        sa.Column("disusun_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("selesai_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sebab", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["dibuat_oleh"], ["pegawai.id"], name=op.f("fk_massal_dibuat_oleh")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_massal")),
    )
    op.create_index(op.f("ix_massal_dibuat_oleh"), "massal", ["dibuat_oleh"])
    op.create_table(
        "massal_baris",
        sa.Column("id", BIG, nullable=False),
        sa.Column("massal_id", BIG, nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("nomor_baris", sa.Integer(), nullable=False),
        sa.Column("penerima", sa.String(length=300), nullable=False),
        sa.Column("unit", sa.String(length=200), nullable=False),
        sa.Column("tempat", sa.String(length=120), nullable=False),
        sa.Column("untuk_perhatian", sa.String(length=200), nullable=False),
        sa.Column("pos_el", sa.String(length=200), nullable=False),
        sa.Column("tipe", sa.String(length=32), nullable=True),
        sa.Column("jabatan_id", BIG, nullable=True),
        sa.Column("nilai", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("salah", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("sidik", sa.String(length=64), nullable=False),
        sa.Column("halaman", sa.Integer(), nullable=False),
        sa.Column("galat", sa.String(length=300), nullable=False),
        sa.Column("naskah_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["massal_id"], ["massal.id"], name=op.f("fk_massal_baris_massal_id")),
        sa.ForeignKeyConstraint(["jabatan_id"], ["jabatan.id"], name=op.f("fk_massal_baris_jabatan_id")),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_massal_baris_naskah_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_massal_baris")),
        sa.UniqueConstraint("massal_id", "urutan", name=op.f("uq_massal_baris_massal_id_urutan")),
        sa.UniqueConstraint("naskah_id", name=op.f("uq_massal_baris_naskah_id")),
    )
    op.create_index(op.f("ix_massal_baris_jabatan_id"), "massal_baris", ["jabatan_id"])
    # No foreign keys from naskah and beruntun: SQLite would copy the whole table for them.
    op.add_column("naskah", sa.Column("massal_id", BIG, nullable=True))
    op.add_column("naskah", sa.Column("peran_massal", sa.String(length=32), nullable=True))
    op.create_index(op.f("ix_naskah_massal_id"), "naskah", ["massal_id"])
    op.add_column("beruntun", sa.Column("massal_id", BIG, nullable=True))
    op.create_index(op.f("ix_beruntun_massal_id"), "beruntun", ["massal_id"])
    op.add_column("lampiran", sa.Column("isi", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("lampiran", sa.Column("rebah", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM lampiran WHERE isi IS NOT NULL"))
    op.drop_column("lampiran", "rebah")
    op.drop_column("lampiran", "isi")
    op.drop_index(op.f("ix_beruntun_massal_id"), table_name="beruntun")
    op.drop_column("beruntun", "massal_id")
    op.drop_index(op.f("ix_naskah_massal_id"), table_name="naskah")
    op.drop_column("naskah", "peran_massal")
    op.drop_column("naskah", "massal_id")
    op.drop_table("massal_baris")
    op.drop_table("massal")
