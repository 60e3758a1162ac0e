"""Who read what, person by person; who screens a part before its holder gives it further; the version of a hand-over.

What was read before is carried over with the one reader that was known.

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(  # SQLite cannot make the table anew, as rows refer to it
        f"ALTER TABLE disposisi_penerima ADD COLUMN peneliti_jabatan_id {kind} "
        "CONSTRAINT fk_disposisi_penerima_peneliti_jabatan_id REFERENCES jabatan (id)"
    )
    op.create_index("ix_disposisi_penerima_peneliti", "disposisi_penerima", ["peneliti_jabatan_id", "status"])
    op.add_column("serah_terima", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.create_table(
        "bagian_pembaca",
        sa.Column("bagian_id", BigId, nullable=False),
        sa.Column("pegawai_id", BigId, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["bagian_id"], ["disposisi_penerima.id"], name=op.f("fk_bagian_pembaca_bagian_id_disposisi_penerima")
        ),
        sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"], name=op.f("fk_bagian_pembaca_pegawai_id_pegawai")),
        sa.PrimaryKeyConstraint("bagian_id", "pegawai_id", name=op.f("pk_bagian_pembaca")),
    )
    op.create_table(
        "surat_pembaca",
        sa.Column("surat_id", BigId, nullable=False),
        sa.Column("pegawai_id", BigId, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["surat_id"], ["surat_masuk.id"], name=op.f("fk_surat_pembaca_surat_id_surat_masuk")),
        sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"], name=op.f("fk_surat_pembaca_pegawai_id_pegawai")),
        sa.PrimaryKeyConstraint("surat_id", "pegawai_id", name=op.f("pk_surat_pembaca")),
    )
    op.execute(
        "INSERT INTO bagian_pembaca (bagian_id, pegawai_id, at) "
        "SELECT id, dibaca_oleh, dibaca_at FROM disposisi_penerima "
        "WHERE dibaca_oleh IS NOT NULL AND dibaca_at IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_column("serah_terima", "version")
    op.drop_table("surat_pembaca")
    op.drop_table("bagian_pembaca")
    op.drop_index("ix_disposisi_penerima_peneliti", table_name="disposisi_penerima")
    op.drop_column("disposisi_penerima", "peneliti_jabatan_id")
