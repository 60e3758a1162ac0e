"""Pages of a lampiran that show nothing, and of a naskah: they are no paper that was saved.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("lampiran", sa.Column("kosong", sa.Integer(), server_default="0", nullable=False))
    op.add_column("naskah", sa.Column("lampiran_kosong", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("naskah", "lampiran_kosong")
    op.drop_column("lampiran", "kosong")
