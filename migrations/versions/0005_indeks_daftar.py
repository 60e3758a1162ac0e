"""Indexes for what pages count: recipients not yet served, what a jabatan has not read, disposisi still open.

Revision ID: 0005
Revises: 0004
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_penerima_belum", "penerima", ["tipe", "dikirim_at", "naskah_id"], unique=False)
    op.create_index("ix_disposisi_penerima_status", "disposisi_penerima", ["status", "disposisi_id"], unique=False)
    unread = ["tujuan_jabatan_id", "dibaca_at", "id"]
    op.create_index("ix_surat_masuk_belum_dibaca", "surat_masuk", unread, unique=False)


def downgrade() -> None:
    op.drop_index("ix_surat_masuk_belum_dibaca", table_name="surat_masuk")
    op.drop_index("ix_disposisi_penerima_status", table_name="disposisi_penerima")
    op.drop_index("ix_penerima_belum", table_name="penerima")
