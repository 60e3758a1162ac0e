"""That a naskah revokes, corrects or replaces an older one, and what of it holds today.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "koreksi",
        sa.Column("id", big, nullable=False),
        sa.Column("naskah_id", big, nullable=False),
        sa.Column("sasaran_id", big, nullable=False),
        sa.Column("jenis", sa.String(length=32), nullable=False),
        sa.Column("alasan", sa.String(length=1000), nullable=False),
        sa.Column("oleh_id", big, nullable=False),
        sa.Column("dibuat_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("klaim_id", big, nullable=True),
        sa.Column("berlaku_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("sasaran_id < naskah_id", name=op.f("ck_koreksi_mundur")),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_koreksi_naskah_id")),
        sa.ForeignKeyConstraint(["oleh_id"], ["pegawai.id"], name=op.f("fk_koreksi_oleh_id")),
        sa.ForeignKeyConstraint(["sasaran_id"], ["naskah.id"], name=op.f("fk_koreksi_sasaran_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_koreksi")),
        sa.UniqueConstraint("klaim_id", name=op.f("uq_koreksi_klaim_id")),
        sa.UniqueConstraint("naskah_id", name=op.f("uq_koreksi_naskah_id")),
    )
    with op.batch_alter_table("koreksi", schema=None) as batch_op:
        batch_op.create_index("ix_koreksi_sasaran", ["sasaran_id", "berlaku_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_koreksi_berlaku_at"), ["berlaku_at"], unique=False)
    op.add_column("naskah", sa.Column("keadaan", sa.String(length=32), server_default="berlaku", nullable=False))


def downgrade() -> None:
    op.drop_column("naskah", "keadaan")
    with op.batch_alter_table("koreksi", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_koreksi_berlaku_at"))
        batch_op.drop_index("ix_koreksi_sasaran")
    op.drop_table("koreksi")
