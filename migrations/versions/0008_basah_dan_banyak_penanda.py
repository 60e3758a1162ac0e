"""How a naskah was signed, and why with a pen.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("naskah", sa.Column("metode", sa.String(length=32), server_default="tte", nullable=False))
    op.add_column("naskah", sa.Column("alasan_basah", sa.String(length=300), server_default="", nullable=False))


def downgrade() -> None:
    op.execute("UPDATE naskah SET status = 'gagal_ttd' WHERE status = 'menunggu_pindaian'")
    op.drop_column("naskah", "alasan_basah")
    op.drop_column("naskah", "metode")
