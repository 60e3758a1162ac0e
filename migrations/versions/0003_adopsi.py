"""Adoption: daily counts, the set of active users, the clocks of surat, the target, and the alerts.

The rollups are emptied, and the worker folds the log of events again; nothing in them is a source.

Revision ID: 0003
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0001"
branch_labels = None
depends_on = None

LAMA = ("keluar", "lahir_digital", "ber_tte", "masuk", "disposisi", "disposisi_sistem")
BARU = (*LAMA, "masih_kertas", "kertas_luar", "bebas_cetak", "tindakan")


def _id(name: str = "id") -> sa.Column:
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False)


def _hitungan(names: tuple[str, ...]) -> None:
    op.create_table(
        "hitungan_naskah",
        sa.Column("naskah", sa.String(length=40), nullable=False),
        sa.Column("opd_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in names),
        sa.PrimaryKeyConstraint("naskah", "opd_id", "tanggal", name=op.f("pk_hitungan_naskah")),
    )
    with op.batch_alter_table("hitungan_naskah", schema=None) as batch_op:
        batch_op.create_index("ix_hitungan_naskah_tanggal", ["tanggal", "opd_id"], unique=False)


def _kosongkan() -> None:
    """Another shape of the rollups: start from the first event again."""
    for table in ("kontribusi_naskah", "r_harian"):
        op.execute(f"DELETE FROM {table}")
    op.execute("UPDATE lipatan_kepala SET urut = 0")
    op.drop_table("hitungan_naskah")


def upgrade() -> None:
    _kosongkan()
    _hitungan(BARU)
    with op.batch_alter_table("lipatan_kepala", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kalender", sa.String(length=60), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("diperiksa", sa.Date(), nullable=True))
    with op.batch_alter_table("lipatan_kepala", schema=None) as batch_op:
        batch_op.alter_column("kalender", server_default=None)
    op.create_table(
        "r_adopsi",
        sa.Column("opd_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in BARU),
        sa.PrimaryKeyConstraint("opd_id", "tanggal", name=op.f("pk_r_adopsi")),
    )
    op.create_table(
        "pelaku_naskah",
        sa.Column("naskah", sa.String(length=40), nullable=False),
        sa.Column("opd_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("bulan", sa.Date(), nullable=False),
        sa.Column("akun", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("naskah", "opd_id", "bulan", "akun", name=op.f("pk_pelaku_naskah")),
    )
    op.create_table(
        "pengguna_bulan",
        sa.Column("bulan", sa.Date(), nullable=False),
        sa.Column("opd_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("akun", sa.String(length=32), nullable=False),
        sa.Column("banyak", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("bulan", "opd_id", "akun", name=op.f("pk_pengguna_bulan")),
    )
    op.create_table(
        "waktu_surat",
        sa.Column("naskah", sa.String(length=40), nullable=False),
        sa.Column("opd_id", sa.BigInteger(), nullable=False),
        sa.Column("registrasi_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("derajat", sa.String(length=20), nullable=False),
        sa.Column("perlu_disposisi", sa.Boolean(), nullable=False),
        sa.Column("disposisi_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("selesai_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("batas_disposisi_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("batas_selesai_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("detik_disposisi", sa.BigInteger(), nullable=True),
        sa.Column("detik_selesai", sa.BigInteger(), nullable=True),
        sa.Column("rujukan", sa.String(length=40), nullable=False),
        sa.Column("dicetak", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("naskah", name=op.f("pk_waktu_surat")),
    )
    with op.batch_alter_table("waktu_surat", schema=None) as batch_op:
        batch_op.create_index("ix_waktu_surat_registrasi", ["registrasi_at", "opd_id"], unique=False)
        batch_op.create_index("ix_waktu_surat_selesai", ["selesai_at", "opd_id"], unique=False)
        batch_op.create_index("ix_waktu_surat_rujukan", ["rujukan"], unique=False)
    op.create_table(
        "batas_disposisi",
        sa.Column("naskah", sa.String(length=40), nullable=False),
        sa.Column("disposisi", sa.String(length=40), nullable=False),
        sa.Column("opd_id", sa.BigInteger(), nullable=False),
        sa.Column("batas_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("selesai_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("naskah", "disposisi", name=op.f("pk_batas_disposisi")),
    )
    with op.batch_alter_table("batas_disposisi", schema=None) as batch_op:
        batch_op.create_index("ix_batas_disposisi_selesai", ["selesai_at", "batas_at"], unique=False)
    op.create_table(
        "sasaran_adopsi",
        _id(),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("kelompok", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("ambang_persen", sa.Integer(), nullable=False),
        sa.Column("ukur", sa.String(length=32), nullable=False),
        sa.Column("berlaku_sejak", sa.Date(), nullable=False),
        sa.Column("alasan", sa.String(length=500), nullable=False),
        sa.Column("penetap", sa.String(length=300), nullable=False),
        sa.Column("ditetapkan_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sasaran_adopsi")),
    )
    op.create_table(
        "peringatan_adopsi",
        _id(),
        sa.Column("opd_id", sa.BigInteger(), nullable=False),
        sa.Column("kode", sa.String(length=32), nullable=False),
        sa.Column("pemilik", sa.String(length=120), nullable=False),
        sa.Column("alasan", sa.String(length=300), nullable=False),
        sa.Column("daftar", sa.String(length=120), nullable=False),
        sa.Column("dibuka", sa.Date(), nullable=False),
        sa.Column("bersih_sejak", sa.Date(), nullable=True),
        sa.Column("ditutup", sa.Date(), nullable=True),
        sa.Column("ditunda_sampai", sa.Date(), nullable=True),
        sa.Column("catatan_tunda", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peringatan_adopsi")),
    )
    with op.batch_alter_table("peringatan_adopsi", schema=None) as batch_op:
        batch_op.create_index("ix_peringatan_adopsi_ditutup", ["ditutup", "opd_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("peringatan_adopsi", schema=None) as batch_op:
        batch_op.drop_index("ix_peringatan_adopsi_ditutup")
    op.drop_table("peringatan_adopsi")
    op.drop_table("sasaran_adopsi")
    with op.batch_alter_table("batas_disposisi", schema=None) as batch_op:
        batch_op.drop_index("ix_batas_disposisi_selesai")
    op.drop_table("batas_disposisi")
    with op.batch_alter_table("waktu_surat", schema=None) as batch_op:
        batch_op.drop_index("ix_waktu_surat_rujukan")
        batch_op.drop_index("ix_waktu_surat_selesai")
        batch_op.drop_index("ix_waktu_surat_registrasi")
    op.drop_table("waktu_surat")
    op.drop_table("pengguna_bulan")
    op.drop_table("pelaku_naskah")
    op.drop_table("r_adopsi")
    with op.batch_alter_table("lipatan_kepala", schema=None) as batch_op:
        batch_op.drop_column("diperiksa")
        batch_op.drop_column("kalender")
    _kosongkan()
    _hitungan(LAMA)
