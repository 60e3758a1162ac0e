"""Mailbox and watched folder; sealed records; where a paper original lies; hand-overs with their proof.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "kanal",
        sa.Column("id", _ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.String(length=32), nullable=False),
        sa.Column("opd_id", _ID, nullable=False),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.Column("server", sa.String(length=200), nullable=False),
        sa.Column("pengguna", sa.String(length=200), nullable=False),
        sa.Column("rahasia", sa.Text(), nullable=False),
        sa.Column("folder", sa.String(length=120), nullable=False),
        sa.Column("folder_selesai", sa.String(length=120), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=True),
        sa.Column("uid_terakhir", sa.BigInteger(), nullable=False),
        sa.Column("periksa_at", _AT, nullable=False),
        sa.Column("sewa_at", _AT, nullable=True),
        sa.Column("berhasil_at", _AT, nullable=True),
        sa.Column("gagal_sejak", _AT, nullable=True),
        sa.Column("gagal", sa.Integer(), nullable=False),
        sa.Column("galat", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["opd_id"], ["unit.id"], name=op.f("fk_kanal_opd_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kanal")),
        sa.UniqueConstraint("opd_id", "jenis", name=op.f("uq_kanal_opd_id_jenis")),
    )
    op.create_table(
        "kiriman",
        sa.Column("id", _ID, nullable=False),
        sa.Column("kanal_id", _ID, nullable=False),
        sa.Column("opd_id", _ID, nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("pesan_id", sa.String(length=80), nullable=True),
        sa.Column("sidik", sa.String(length=80), nullable=True),
        sa.Column("uid", sa.BigInteger(), nullable=True),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=True),
        sa.Column("nama", sa.String(length=200), nullable=False),
        sa.Column("dari", sa.String(length=300), nullable=False),
        sa.Column("perihal", sa.String(length=500), nullable=False),
        sa.Column("dikirim_at", _AT, nullable=True),
        sa.Column("diambil_at", _AT, nullable=False),
        sa.Column("beres_at", _AT, nullable=True),
        sa.Column("alasan", sa.String(length=400), nullable=False),
        sa.Column("teks", sa.Text(), nullable=False),
        sa.Column("bagian", sa.JSON(), nullable=False),
        sa.Column("asli_key", sa.String(length=120), nullable=True),
        sa.Column("asli_size", sa.Integer(), nullable=True),
        sa.Column("asli_sha256", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["kanal_id"], ["kanal.id"], name=op.f("fk_kiriman_kanal_id")),
        sa.ForeignKeyConstraint(["opd_id"], ["unit.id"], name=op.f("fk_kiriman_opd_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kiriman")),
        sa.UniqueConstraint("opd_id", "pesan_id", name=op.f("uq_kiriman_opd_id_pesan_id")),
        sa.UniqueConstraint("opd_id", "sidik", name=op.f("uq_kiriman_opd_id_sidik")),
    )
    with op.batch_alter_table("kiriman", schema=None) as batch_op:
        batch_op.create_index("ix_kiriman_kanal", ["kanal_id", "beres_at", "id"], unique=False)
        batch_op.create_index("ix_kiriman_opd", ["opd_id", "id"], unique=False)
    op.create_table(
        "surat_kaitan",
        sa.Column("surat_id", _ID, nullable=False),
        sa.Column("dari_surat_id", _ID, nullable=False),
        sa.Column("hubungan", sa.String(length=32), nullable=False),
        sa.Column("alasan", sa.String(length=400), nullable=False),
        sa.Column("oleh_id", _ID, nullable=True),
        sa.Column("at", _AT, nullable=False),
        sa.ForeignKeyConstraint(["surat_id"], ["surat_masuk.id"], name=op.f("fk_surat_kaitan_surat_id")),
        sa.ForeignKeyConstraint(["dari_surat_id"], ["surat_masuk.id"], name=op.f("fk_surat_kaitan_dari_surat_id")),
        sa.ForeignKeyConstraint(["oleh_id"], ["pegawai.id"], name=op.f("fk_surat_kaitan_oleh_id")),
        sa.PrimaryKeyConstraint("surat_id", name=op.f("pk_surat_kaitan")),
    )
    with op.batch_alter_table("surat_kaitan", schema=None) as batch_op:
        batch_op.create_index("ix_surat_kaitan_dari", ["dari_surat_id", "surat_id"], unique=False)
    op.create_table(
        "surat_sampul",
        sa.Column("surat_id", _ID, nullable=False),
        sa.Column("kode", sa.String(length=80), nullable=False),
        sa.Column("kondisi", sa.String(length=32), nullable=False),
        sa.Column("catatan", sa.String(length=300), nullable=False),
        sa.Column("dibuka_at", _AT, nullable=True),
        sa.Column("dibuka_oleh", _ID, nullable=True),
        sa.ForeignKeyConstraint(["surat_id"], ["surat_masuk.id"], name=op.f("fk_surat_sampul_surat_id")),
        sa.ForeignKeyConstraint(["dibuka_oleh"], ["pegawai.id"], name=op.f("fk_surat_sampul_dibuka_oleh")),
        sa.PrimaryKeyConstraint("surat_id", name=op.f("pk_surat_sampul")),
    )
    op.create_table(
        "surat_lokasi",
        sa.Column("surat_id", _ID, nullable=False),
        sa.Column("map", sa.String(length=60), nullable=False),
        sa.Column("lemari", sa.String(length=60), nullable=False),
        sa.Column("rak", sa.String(length=60), nullable=False),
        sa.Column("boks", sa.String(length=60), nullable=False),
        sa.Column("teks", sa.String(length=300), nullable=False),
        sa.Column("diubah_at", _AT, nullable=False),
        sa.Column("diubah_oleh", _ID, nullable=False),
        sa.ForeignKeyConstraint(["surat_id"], ["surat_masuk.id"], name=op.f("fk_surat_lokasi_surat_id")),
        sa.ForeignKeyConstraint(["diubah_oleh"], ["pegawai.id"], name=op.f("fk_surat_lokasi_diubah_oleh")),
        sa.PrimaryKeyConstraint("surat_id", name=op.f("pk_surat_lokasi")),
    )
    op.create_table(
        "surat_ditolak",
        sa.Column("id", _ID, nullable=False),
        sa.Column("opd_id", _ID, nullable=False),
        sa.Column("ditolak_at", _AT, nullable=False),
        sa.Column("sebab", sa.String(length=32), nullable=False),
        sa.Column("alasan", sa.String(length=400), nullable=False),
        sa.Column("asal_teks", sa.String(length=300), nullable=False),
        sa.Column("nomor_surat", sa.String(length=160), nullable=False),
        sa.Column("tanggal_surat", sa.Date(), nullable=True),
        sa.Column("hal", sa.String(length=500), nullable=False),
        sa.Column("cara_terima", sa.String(length=32), nullable=False),
        sa.Column("tiba_id", _ID, nullable=True),
        sa.Column("oleh_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(["opd_id"], ["unit.id"], name=op.f("fk_surat_ditolak_opd_id")),
        sa.ForeignKeyConstraint(["oleh_id"], ["pegawai.id"], name=op.f("fk_surat_ditolak_oleh_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surat_ditolak")),
    )
    with op.batch_alter_table("surat_ditolak", schema=None) as batch_op:
        batch_op.create_index("ix_surat_ditolak_opd", ["opd_id", "id"], unique=False)
    op.create_table(
        "serah_terima",
        sa.Column("id", _ID, nullable=False),
        sa.Column("opd_id", _ID, nullable=False),
        sa.Column("surat_id", _ID, nullable=True),
        sa.Column("penerima_id", _ID, nullable=True),
        sa.Column("kepada", sa.String(length=160), nullable=False),
        sa.Column("sebagai", sa.String(length=200), nullable=False),
        sa.Column("diserahkan_at", _AT, nullable=False),
        sa.Column("dicatat_at", _AT, nullable=False),
        sa.Column("oleh_id", _ID, nullable=False),
        sa.Column("keterangan", sa.String(length=300), nullable=False),
        sa.Column("tujuan_opd_id", _ID, nullable=True),
        sa.Column("dikonfirmasi_at", _AT, nullable=True),
        sa.Column("dikonfirmasi_oleh", _ID, nullable=True),
        sa.Column("bukti_key", sa.String(length=120), nullable=True),
        sa.Column("bukti_size", sa.Integer(), nullable=True),
        sa.Column("bukti_sha256", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["opd_id"], ["unit.id"], name=op.f("fk_serah_terima_opd_id")),
        sa.ForeignKeyConstraint(["surat_id"], ["surat_masuk.id"], name=op.f("fk_serah_terima_surat_id")),
        sa.ForeignKeyConstraint(["penerima_id"], ["penerima.id"], name=op.f("fk_serah_terima_penerima_id")),
        sa.ForeignKeyConstraint(["tujuan_opd_id"], ["unit.id"], name=op.f("fk_serah_terima_tujuan_opd_id")),
        sa.ForeignKeyConstraint(["oleh_id"], ["pegawai.id"], name=op.f("fk_serah_terima_oleh_id")),
        sa.ForeignKeyConstraint(
            ["dikonfirmasi_oleh"], ["pegawai.id"], name=op.f("fk_serah_terima_dikonfirmasi_oleh")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_serah_terima")),
        sa.UniqueConstraint("penerima_id", name=op.f("uq_serah_terima_penerima_id")),
    )
    with op.batch_alter_table("serah_terima", schema=None) as batch_op:
        batch_op.create_index("ix_serah_terima_opd", ["opd_id", "diserahkan_at", "id"], unique=False)
        batch_op.create_index("ix_serah_terima_surat", ["surat_id", "id"], unique=False)
        batch_op.create_index("ix_serah_terima_tujuan", ["tujuan_opd_id", "dikonfirmasi_at"], unique=False)
    with op.batch_alter_table("surat_masuk", schema=None) as batch_op:
        batch_op.drop_index("ix_surat_masuk_kembar")
        batch_op.create_index("ix_surat_masuk_kembar", ["opd_id", "tanggal_surat", "nomor_surat"], unique=False)
        batch_op.create_index("ix_surat_masuk_sidik", ["berkas_sha256"], unique=False)


def downgrade() -> None:
    """A surat that went on to another office counts as done where it had come by mistake."""
    op.execute("UPDATE surat_masuk SET status = 'selesai' WHERE status = 'salah_alamat'")
    with op.batch_alter_table("surat_masuk", schema=None) as batch_op:
        batch_op.drop_index("ix_surat_masuk_sidik")
        batch_op.drop_index("ix_surat_masuk_kembar")
        batch_op.create_index("ix_surat_masuk_kembar", ["opd_id", "nomor_surat", "tanggal_surat"], unique=False)
    for table in (
        "serah_terima",
        "surat_ditolak",
        "surat_lokasi",
        "surat_sampul",
        "surat_kaitan",
        "kiriman",
        "kanal",
    ):
        op.drop_table(table)
