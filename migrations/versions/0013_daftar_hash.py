"""Daily lists of hashes: one row for each day, and what stands in which.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "daftar_hash",
        sa.Column("id", big, nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("dibuat_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sebelum_sha256", sa.String(length=64), nullable=False),
        sa.Column("berkas", sa.Integer(), nullable=False),
        sa.Column("perubahan", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("segel_key", sa.String(length=120), nullable=False),
        sa.Column("segel_size", sa.Integer(), nullable=False),
        sa.Column("segel_sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_daftar_hash")),
        sa.UniqueConstraint("tanggal", name=op.f("uq_daftar_hash_tanggal")),
    )
    for name, column, referred in (
        ("daftar_berkas", "stempel_id", "stempel_arsip"),
        ("daftar_perubahan", "koreksi_id", "koreksi"),
    ):
        op.create_table(
            name,
            sa.Column(column, big, autoincrement=False, nullable=False),
            sa.Column("daftar_id", big, nullable=False),
            sa.ForeignKeyConstraint([column], [f"{referred}.id"], name=op.f(f"fk_{name}_{column}")),
            sa.ForeignKeyConstraint(["daftar_id"], ["daftar_hash.id"], name=op.f(f"fk_{name}_daftar_id")),
            sa.PrimaryKeyConstraint(column, name=op.f(f"pk_{name}")),
        )
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f"ix_{name}_daftar_id"), ["daftar_id"], unique=False)


def downgrade() -> None:
    for name in ("daftar_perubahan", "daftar_berkas"):
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.drop_index(batch_op.f(f"ix_{name}_daftar_id"))
        op.drop_table(name)
    op.drop_table("daftar_hash")
