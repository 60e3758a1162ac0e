"""Daily quotas of the channels, messages set aside, several photos joined into one letter, and a TU's work lists.

The work lists are emptied here and made anew when the program has brought the schema up
(`kerja.pencatat.susun_bila_kosong`): what waits at a TU belongs in them from now on.

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)


def _refer(table: str, column: str, to: str) -> None:
    """Add a column that refers to another table, without making the table anew: SQLite could not, as rows refer to it."""
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind} CONSTRAINT fk_{table}_{column} REFERENCES {to} (id)")


def upgrade() -> None:
    op.add_column("kanal", sa.Column("kuota", sa.Integer(), server_default="500", nullable=False))
    op.add_column("kanal", sa.Column("kuota_pengirim", sa.Integer(), server_default="100", nullable=False))
    op.add_column("kanal", sa.Column("kabar", sa.String(length=400), server_default="", nullable=False))
    op.add_column("kiriman", sa.Column("pengirim", sa.String(length=254), server_default="", nullable=False))
    op.add_column("kiriman", sa.Column("coba_at", _AT, nullable=True))
    op.add_column("kiriman", sa.Column("diurus_at", _AT, nullable=True))
    _refer("kiriman", "diurus_oleh", "pegawai")
    op.create_index("ix_kiriman_hari", "kiriman", ["kanal_id", "diambil_at"])
    # What was not taken before there was a list of it has been read long ago.
    op.execute("UPDATE kiriman SET diurus_at = diambil_at WHERE status = 'ditolak'")
    _refer("pindaian", "gabungan_id", "pindaian")
    op.create_index(op.f("ix_pindaian_gabungan_id"), "pindaian", ["gabungan_id"])
    _empty_lists()


def downgrade() -> None:
    # What the older program has no word for: set aside or put off is "not taken" there, joined is "set aside".
    op.execute("UPDATE kiriman SET status = 'ditolak' WHERE status IN ('tertahan', 'ditunda')")
    op.execute("UPDATE pindaian SET status = 'disisihkan' WHERE status = 'digabung'")
    op.execute("UPDATE pindaian SET sumber = 'unggah' WHERE sumber = 'gabungan'")
    op.execute("UPDATE surat_masuk SET peran = 'tembusan' WHERE peran = 'disposisi'")
    op.execute("UPDATE surat_kaitan SET hubungan = 'diteruskan' WHERE hubungan = 'didisposisikan'")
    op.execute("DELETE FROM job WHERE topic = 'surat_masuk.hilir'")
    op.drop_index(op.f("ix_pindaian_gabungan_id"), table_name="pindaian")
    op.drop_column("pindaian", "gabungan_id")
    op.drop_index("ix_kiriman_hari", table_name="kiriman")
    for name in ("pengirim", "coba_at", "diurus_at", "diurus_oleh"):
        op.drop_column("kiriman", name)
    for name in ("kuota", "kuota_pengirim", "kabar"):
        op.drop_column("kanal", name)
    _empty_lists()


def _empty_lists() -> None:
    op.execute("DELETE FROM kerja_hitungan")
    op.execute("DELETE FROM kerja_butir")
