"""Those who sign a naskah after its first signer, in order, and the file after each signature.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "penanda_lain",
        sa.Column("id", big, nullable=False),
        sa.Column("naskah_id", big, nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("jabatan_id", big, nullable=False),
        sa.Column("sebutan", sa.String(length=40), nullable=False),
        sa.Column("pejabat_id", big, nullable=True),
        sa.Column("penanda", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("ditandatangani_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("key", sa.String(length=120), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["jabatan_id"], ["jabatan.id"], name=op.f("fk_penanda_lain_jabatan_id")),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_penanda_lain_naskah_id")),
        sa.ForeignKeyConstraint(["pejabat_id"], ["pegawai.id"], name=op.f("fk_penanda_lain_pejabat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penanda_lain")),
        sa.UniqueConstraint("naskah_id", "urutan", name=op.f("uq_penanda_lain_naskah_id_urutan")),
    )
    with op.batch_alter_table("penanda_lain", schema=None) as batch_op:
        batch_op.create_index("ix_penanda_lain_jabatan", ["jabatan_id", "ditandatangani_at"], unique=False)


def downgrade() -> None:
    op.execute("UPDATE naskah SET status = 'gagal_ttd' WHERE status = 'menunggu_penanda'")
    with op.batch_alter_table("penanda_lain", schema=None) as batch_op:
        batch_op.drop_index("ix_penanda_lain_jabatan")
    op.drop_table("penanda_lain")
