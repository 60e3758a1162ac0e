"""What answers a surat is found by an index.

Revision ID: 0033
Revises: 0032
"""

from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_naskah_menjawab_surat_id", "naskah", ["menjawab_surat_id"])


def downgrade() -> None:
    op.drop_index("ix_naskah_menjawab_surat_id", table_name="naskah")
