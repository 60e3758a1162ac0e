"""Snapshots of closed months, the files made from each, and how the monthly report is made and sent.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def _id(name: str = "id") -> sa.Column:
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False)


def upgrade() -> None:
    op.create_table(
        "potret_laporan",
        _id(),
        sa.Column("bulan", sa.Date(), nullable=False),
        sa.Column("urut", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("model", sa.String(length=20), nullable=False),
        sa.Column("parameter", sa.String(length=300), nullable=False),
        sa.Column("kalender", sa.String(length=60), nullable=False),
        sa.Column("ditutup_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("penutup", sa.String(length=300), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("naskah_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_potret_laporan")),
        sa.UniqueConstraint("bulan", name=op.f("uq_potret_laporan_bulan")),
    )
    op.create_table(
        "berkas_potret",
        sa.Column("potret_id", sa.BigInteger(), nullable=False),
        sa.Column("bentuk", sa.String(length=8), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["potret_id"], ["potret_laporan.id"], name=op.f("fk_berkas_potret_potret_id_potret_laporan")
        ),
        sa.PrimaryKeyConstraint("potret_id", "bentuk", name=op.f("pk_berkas_potret")),
    )
    op.create_table(
        "pengaturan_laporan",
        _id(),
        sa.Column("otomatis", sa.Boolean(), nullable=False),
        sa.Column("hari_kerja", sa.Integer(), nullable=False),
        sa.Column("bertanda_tangan", sa.Boolean(), nullable=False),
        sa.Column("penyusun_id", sa.BigInteger(), nullable=True),
        sa.Column("penandatangan_id", sa.BigInteger(), nullable=True),
        sa.Column("penerima", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("alasan", sa.String(length=500), nullable=False),
        sa.Column("penetap", sa.String(length=300), nullable=False),
        sa.Column("ditetapkan_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pengaturan_laporan")),
    )


def downgrade() -> None:
    op.drop_table("pengaturan_laporan")
    op.drop_table("berkas_potret")
    op.drop_table("potret_laporan")
