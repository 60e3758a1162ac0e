"""Paper account: dated factors, the ledger of the store-room, monthly declarations, print servers.

The rollups are emptied, and the worker folds the log of events again; nothing in them is a source.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

LIPATAN = (
    "kontribusi_naskah",
    "r_harian",
    "hitungan_naskah",
    "r_adopsi",
    "pelaku_naskah",
    "pengguna_bulan",
    "waktu_surat",
    "batas_disposisi",
)
CACAH = ("hitungan_naskah", "r_adopsi")
BAYANGAN = ("bayangan_at", "bayangan_beda", "bayangan_sel")


def _id(name: str = "id") -> sa.Column:
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False)


def _kosongkan() -> None:
    """Another shape of the rollups: start from the first event again."""
    for table in LIPATAN:
        op.execute(f"DELETE FROM {table}")
    op.execute("UPDATE lipatan_kepala SET urut = 0")


def upgrade() -> None:
    _kosongkan()
    for table in CACAH:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("dinyatakan", sa.Integer(), nullable=False, server_default="0"))
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column("dinyatakan", server_default=None)
    with op.batch_alter_table("lipatan_kepala", schema=None) as batch_op:
        batch_op.add_column(sa.Column("bayangan_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("bayangan_beda", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("bayangan_sel", sa.String(length=300), nullable=False, server_default=""))
    with op.batch_alter_table("lipatan_kepala", schema=None) as batch_op:
        batch_op.alter_column("bayangan_beda", server_default=None)
        batch_op.alter_column("bayangan_sel", server_default=None)
    op.create_table(
        "koreksi_rujukan",
        sa.Column("id_peristiwa", sa.String(length=32), nullable=False),
        sa.Column("rujukan", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id_peristiwa", name=op.f("pk_koreksi_rujukan")),
    )
    with op.batch_alter_table("koreksi_rujukan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_koreksi_rujukan_rujukan"), ["rujukan"], unique=False)
    op.create_table(
        "ketetapan_kertas",
        _id(),
        sa.Column("opd_id", sa.BigInteger(), nullable=True),
        sa.Column("berlaku_sejak", sa.Date(), nullable=False),
        sa.Column("nilai", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("alasan", sa.String(length=500), nullable=False),
        sa.Column("bukti", sa.String(length=200), nullable=False),
        sa.Column("pengusul", sa.String(length=300), nullable=False),
        sa.Column("diusulkan_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("penetap", sa.String(length=300), nullable=False),
        sa.Column("ditetapkan_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ditolak_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("catatan", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ketetapan_kertas")),
    )
    with op.batch_alter_table("ketetapan_kertas", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ketetapan_kertas_opd_id"), ["opd_id"], unique=False)
    op.create_table(
        "persediaan_kertas",
        _id(),
        sa.Column("opd_id", sa.BigInteger(), nullable=False),
        sa.Column("bulan", sa.Date(), nullable=False),
        sa.Column("rim", sa.Integer(), nullable=True),
        sa.Column("rupiah", sa.BigInteger(), nullable=True),
        sa.Column("asn", sa.Integer(), nullable=False),
        sa.Column("sumber", sa.String(length=16), nullable=False),
        sa.Column("catatan", sa.String(length=300), nullable=False),
        sa.Column("pencatat", sa.String(length=300), nullable=False),
        sa.Column("dicatat_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id_peristiwa", sa.String(length=32), nullable=False),
        sa.Column("asal", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persediaan_kertas")),
    )
    with op.batch_alter_table("persediaan_kertas", schema=None) as batch_op:
        batch_op.create_index("ix_persediaan_kertas_bulan", ["bulan", "opd_id"], unique=False)
    op.create_table(
        "pernyataan_kertas",
        _id(),
        sa.Column("opd_id", sa.BigInteger(), nullable=False),
        sa.Column("bulan", sa.Date(), nullable=False),
        sa.Column("jumlah", sa.Integer(), nullable=False),
        sa.Column("catatan", sa.String(length=300), nullable=False),
        sa.Column("jabatan", sa.String(length=300), nullable=False),
        sa.Column("dinyatakan_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id_peristiwa", sa.String(length=32), nullable=False),
        sa.Column("asal", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pernyataan_kertas")),
    )
    with op.batch_alter_table("pernyataan_kertas", schema=None) as batch_op:
        batch_op.create_index("ix_pernyataan_kertas_bulan", ["bulan", "opd_id"], unique=False)
    op.create_table(
        "cetak_server",
        _id(),
        sa.Column("opd_id", sa.BigInteger(), nullable=False),
        sa.Column("bulan", sa.Date(), nullable=False),
        sa.Column("lembar", sa.BigInteger(), nullable=False),
        sa.Column("halaman", sa.BigInteger(), nullable=False),
        sa.Column("pekerjaan", sa.Integer(), nullable=False),
        sa.Column("berkas_sha256", sa.String(length=64), nullable=False),
        sa.Column("pencatat", sa.String(length=300), nullable=False),
        sa.Column("dicatat_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cetak_server")),
    )
    with op.batch_alter_table("cetak_server", schema=None) as batch_op:
        batch_op.create_index("ix_cetak_server_bulan", ["bulan", "opd_id"], unique=False)


def downgrade() -> None:
    for table, index in (
        ("cetak_server", "ix_cetak_server_bulan"),
        ("pernyataan_kertas", "ix_pernyataan_kertas_bulan"),
        ("persediaan_kertas", "ix_persediaan_kertas_bulan"),
        ("ketetapan_kertas", "ix_ketetapan_kertas_opd_id"),
        ("koreksi_rujukan", "ix_koreksi_rujukan_rujukan"),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_index(index)
        op.drop_table(table)
    with op.batch_alter_table("lipatan_kepala", schema=None) as batch_op:
        for column in BAYANGAN:
            batch_op.drop_column(column)
    _kosongkan()
    for table in CACAH:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("dinyatakan")
