"""Saved searches, with whom they are shared, what each person saw last; and the words of naskah page by page.

Of a naskah issued before, the pages are not known: its hits name no page unless it has only one.

Revision ID: 0035
Revises: 0034
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "pencarian",
        sa.Column("id", BIG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("pegawai_id", BIG, nullable=False),
        sa.Column("nama", sa.String(length=80), nullable=False),
        sa.Column("kueri", sa.Text(), nullable=False),
        sa.Column("dibuat_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"], name=op.f("fk_pencarian_pegawai_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pencarian")),
    )
    op.create_index("ix_pencarian_pegawai", "pencarian", ["pegawai_id"])
    op.create_table(
        "pencarian_bagi",
        sa.Column("id", BIG, nullable=False),
        sa.Column("pencarian_id", BIG, nullable=False),
        sa.Column("unit_id", BIG, nullable=True),
        sa.Column("pegawai_id", BIG, nullable=True),
        sa.Column("dibagikan_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["pencarian_id"], ["pencarian.id"], name=op.f("fk_pencarian_bagi_pencarian_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_pencarian_bagi_unit_id")),
        sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"], name=op.f("fk_pencarian_bagi_pegawai_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pencarian_bagi")),
        sa.UniqueConstraint("pencarian_id", "unit_id", "pegawai_id", name=op.f("uq_pencarian_bagi_pencarian_id_unit_id_pegawai_id")),
    )
    op.create_index("ix_pencarian_bagi_unit", "pencarian_bagi", ["unit_id"])
    op.create_index("ix_pencarian_bagi_pegawai", "pencarian_bagi", ["pegawai_id"])
    op.create_table(
        "pencarian_pakai",
        sa.Column("pencarian_id", BIG, nullable=False),
        sa.Column("pegawai_id", BIG, nullable=False),
        sa.Column("sematkan", sa.Boolean(), nullable=False),
        sa.Column("dilihat_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["pencarian_id"], ["pencarian.id"], name=op.f("fk_pencarian_pakai_pencarian_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"], name=op.f("fk_pencarian_pakai_pegawai_id")),
        sa.PrimaryKeyConstraint("pencarian_id", "pegawai_id", name=op.f("pk_pencarian_pakai")),
    )
    op.create_index("ix_pencarian_pakai_pegawai", "pencarian_pakai", ["pegawai_id"])
    op.create_table(
        "naskah_halaman",
        sa.Column("naskah_id", BIG, nullable=False),
        sa.Column("teks", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_naskah_halaman_naskah_id")),
        sa.PrimaryKeyConstraint("naskah_id", name=op.f("pk_naskah_halaman")),
    )
    op.create_index("ix_lampiran_sha256", "lampiran", ["sha256"])


def downgrade() -> None:
    op.execute("DELETE FROM job WHERE topic IN ('naskah.baca_lampiran', 'naskah.lampiran_terbaca')")
    op.drop_index("ix_lampiran_sha256", table_name="lampiran")
    op.drop_table("naskah_halaman")
    op.drop_table("pencarian_pakai")
    op.drop_table("pencarian_bagi")
    op.drop_table("pencarian")
