"""Archive stamps of signed files, one row for each stage of a file; the chain of an imported certificate.

Files that were signed before have none yet; they are given a row that is due at once, so the worker stamps them.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stempel_arsip",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("objek", sa.String(length=32), nullable=False),
        sa.Column("objek_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ke", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("distempel_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("perbarui_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("diperbarui", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stempel_arsip")),
        sa.UniqueConstraint("objek", "objek_id", "ke", name="uq_stempel_arsip_objek"),
    )
    with op.batch_alter_table("stempel_arsip", schema=None) as batch_op:
        batch_op.create_index("ix_stempel_arsip_perbarui", ["perbarui_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_stempel_arsip_sha256"), ["sha256"], unique=False)
    with op.batch_alter_table("sertifikat", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rantai_pem", sa.Text(), server_default="", nullable=False))
    op.execute(
        "INSERT INTO stempel_arsip (objek, objek_id, ke, key, size, sha256, distempel_at, perbarui_at, diperbarui) "
        "SELECT 'naskah', id, 0, pdf_key, pdf_size, pdf_sha256, ditandatangani_at, ditandatangani_at, false "
        "FROM naskah WHERE pdf_key IS NOT NULL"
    )


def downgrade() -> None:
    with op.batch_alter_table("sertifikat", schema=None) as batch_op:
        batch_op.drop_column("rantai_pem")
    with op.batch_alter_table("stempel_arsip", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stempel_arsip_sha256"))
        batch_op.drop_index("ix_stempel_arsip_perbarui")
    op.drop_table("stempel_arsip")
