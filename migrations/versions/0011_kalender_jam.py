"""Versions of the working calendar, the rollup of storage, and indexes that months are counted from.

Without a row the calendar that comes with the program holds, so nothing changes until the city sets one.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

GUARD = {
    "sqlite": (
        "CREATE TRIGGER kalender_kerja_tanpa_update BEFORE UPDATE ON kalender_kerja "
        "BEGIN SELECT RAISE(ABORT, 'kalender_kerja hanya dapat ditambah'); END",
        "CREATE TRIGGER kalender_kerja_tanpa_delete BEFORE DELETE ON kalender_kerja "
        "BEGIN SELECT RAISE(ABORT, 'kalender_kerja hanya dapat ditambah'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION kalender_kerja_hanya_tambah() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'kalender_kerja hanya dapat ditambah'; END $$",
        "CREATE TRIGGER kalender_kerja_tanpa_ubah BEFORE UPDATE OR DELETE ON kalender_kerja "
        "FOR EACH ROW EXECUTE FUNCTION kalender_kerja_hanya_tambah()",
        "CREATE TRIGGER kalender_kerja_tanpa_kosong BEFORE TRUNCATE ON kalender_kerja "
        "FOR EACH STATEMENT EXECUTE FUNCTION kalender_kerja_hanya_tambah()",
    ),
}


def upgrade() -> None:
    op.create_table(
        "kalender_kerja",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("versi", sa.String(length=60), nullable=False),
        sa.Column("isi", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("bagian", sa.String(length=60), nullable=False),
        sa.Column("berlaku_sejak", sa.Date(), nullable=False),
        sa.Column("dasar", sa.String(length=200), nullable=False),
        sa.Column("alasan", sa.String(length=500), nullable=False),
        sa.Column("penetap", sa.String(length=300), nullable=False),
        sa.Column("ditetapkan_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kalender_kerja")),
        sa.UniqueConstraint("versi", name=op.f("uq_kalender_kerja_versi")),
    )
    for statement in GUARD[op.get_bind().dialect.name]:
        op.execute(statement)
    op.create_table(
        "r_simpan",
        sa.Column("opd_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("bulan", sa.Date(), nullable=False),
        sa.Column("macam", sa.String(length=32), nullable=False),
        sa.Column("berkas", sa.Integer(), nullable=False),
        sa.Column("bita", sa.BigInteger(), nullable=False),
        sa.Column("dihitung_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("opd_id", "unit_id", "bulan", "macam", name=op.f("pk_r_simpan")),
    )
    issued = ["tanggal", "opd_id", "unit_id", "jenis", "sifat", "status"]
    op.create_index("ix_naskah_terbit", "naskah", issued, unique=False)
    op.create_index("ix_naskah_dibuat", "naskah", ["dibuat_at", "opd_id"], unique=False)
    op.drop_index("ix_naskah_tanggal", table_name="naskah")
    arrived = ["diterima_at", "opd_id", "tujuan_jabatan_id", "peran", "urgensi", "sifat"]
    op.create_index("ix_surat_masuk_diterima", "surat_masuk", arrived, unique=False)
    op.create_index("ix_disposisi_at", "disposisi", ["at", "pemberi_jabatan_id", "kanal"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_disposisi_at", table_name="disposisi")
    op.drop_index("ix_surat_masuk_diterima", table_name="surat_masuk")
    op.create_index("ix_naskah_tanggal", "naskah", ["tanggal"], unique=False)
    op.drop_index("ix_naskah_dibuat", table_name="naskah")
    op.drop_index("ix_naskah_terbit", table_name="naskah")
    op.drop_table("r_simpan")
    op.drop_table("kalender_kerja")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION kalender_kerja_hanya_tambah()")
