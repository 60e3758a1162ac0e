"""The dashboard as the worker put it together.

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "papan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column("saat", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tanda", sa.String(200), nullable=False),
        sa.Column("atas", sa.Text(), nullable=False),
        sa.Column("bawah", sa.Text(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("papan")
