"""Saved views and kept counters of the work lists.

The lists themselves are filled from the rows they speak of when the program has brought the schema up
(`kerja.pencatat.susun_bila_kosong`), since what belongs in them is a rule of the program.

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "kerja_butir",
        sa.Column("pemilik", sa.String(length=20), nullable=False),
        sa.Column("macam", sa.String(length=16), nullable=False),
        sa.Column("objek", sa.String(length=8), nullable=False),
        sa.Column("objek_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("akar", sa.String(length=20), nullable=False),
        sa.Column("urut", sa.BigInteger(), nullable=False),
        sa.Column("batas", sa.BigInteger(), nullable=False),
        sa.Column("baru", sa.Boolean(), nullable=False),
        sa.Column("sifat", sa.String(length=32), nullable=False),
        sa.Column("urgensi", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("pemilik", "macam", "objek", "objek_id", name=op.f("pk_kerja_butir")),
    )
    op.create_index("ix_kerja_butir_urut", "kerja_butir", ["pemilik", "macam", "urut", "objek", "objek_id"])
    op.create_index("ix_kerja_butir_batas", "kerja_butir", ["pemilik", "macam", "batas", "objek", "objek_id"])
    op.create_index("ix_kerja_butir_akar", "kerja_butir", ["akar"])
    op.create_table(
        "kerja_hitungan",
        sa.Column("pemilik", sa.String(length=20), nullable=False),
        sa.Column("macam", sa.String(length=16), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("baru", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("pemilik", "macam", name=op.f("pk_kerja_hitungan")),
    )
    op.create_table(
        "kerja_tampilan",
        sa.Column("id", BIG, nullable=False),
        sa.Column("pegawai_id", BIG, nullable=False),
        sa.Column("unit_id", BIG, nullable=True),
        sa.Column("nama", sa.String(length=60), nullable=False),
        sa.Column("daftar", sa.String(length=20), nullable=False),
        sa.Column("saring", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("urutan", sa.String(length=10), nullable=False),
        sa.Column("sematkan", sa.Boolean(), nullable=False),
        sa.Column("dibuat_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"], name=op.f("fk_kerja_tampilan_pegawai_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_kerja_tampilan_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kerja_tampilan")),
    )
    op.create_index("ix_kerja_tampilan_pegawai", "kerja_tampilan", ["pegawai_id"])
    op.create_index("ix_kerja_tampilan_unit", "kerja_tampilan", ["unit_id"])
    op.create_table(
        "kerja_massal",
        sa.Column("id", BIG, nullable=False),
        sa.Column("pegawai_id", BIG, nullable=False),
        sa.Column("tindakan", sa.String(length=32), nullable=False),
        sa.Column("alasan", sa.String(length=400), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dari", sa.String(length=200), nullable=False),
        sa.Column("hasil", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("diurungkan_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"], name=op.f("fk_kerja_massal_pegawai_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kerja_massal")),
    )


def downgrade() -> None:
    op.drop_table("kerja_massal")
    op.drop_table("kerja_tampilan")
    op.drop_table("kerja_hitungan")
    op.drop_table("kerja_butir")
