"""Kept saves, who writes now, comments, templates and phrases.

Revision ID: 0030
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0028"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "naskah_simpanan",
        sa.Column("id", BIG, nullable=False),
        sa.Column("naskah_id", BIG, nullable=False),
        sa.Column("isi", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("oleh_id", BIG, nullable=False),
        sa.Column("sebab", sa.String(length=200), nullable=False),
        sa.Column("titipan", sa.Boolean(), nullable=False),
        sa.Column("selesai_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_naskah_simpanan_naskah_id")),
        sa.ForeignKeyConstraint(["oleh_id"], ["pegawai.id"], name=op.f("fk_naskah_simpanan_oleh_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_naskah_simpanan")),
    )
    op.create_index("ix_naskah_simpanan_naskah", "naskah_simpanan", ["naskah_id", "id"])
    op.create_table(
        "naskah_sewa",
        sa.Column("naskah_id", BIG, autoincrement=False, nullable=False),
        sa.Column("pegawai_id", BIG, nullable=False),
        sa.Column("sejak_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sampai_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_naskah_sewa_naskah_id")),
        sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"], name=op.f("fk_naskah_sewa_pegawai_id")),
        sa.PrimaryKeyConstraint("naskah_id", name=op.f("pk_naskah_sewa")),
    )
    op.create_table(
        "naskah_komentar",
        sa.Column("id", BIG, nullable=False),
        sa.Column("naskah_id", BIG, nullable=False),
        sa.Column("induk_id", BIG, nullable=True),
        sa.Column("tempat", sa.String(length=32), nullable=False),
        sa.Column("kutipan", sa.String(length=300), nullable=False),
        sa.Column("sebelum", sa.String(length=80), nullable=False),
        sa.Column("sesudah", sa.String(length=80), nullable=False),
        sa.Column("teks", sa.String(length=2000), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("oleh_id", BIG, nullable=False),
        sa.Column("oleh_jabatan_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("selesai_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("selesai_oleh_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_naskah_komentar_naskah_id")),
        sa.ForeignKeyConstraint(["induk_id"], ["naskah_komentar.id"], name=op.f("fk_naskah_komentar_induk_id")),
        sa.ForeignKeyConstraint(["oleh_id"], ["pegawai.id"], name=op.f("fk_naskah_komentar_oleh_id")),
        sa.ForeignKeyConstraint(["oleh_jabatan_id"], ["jabatan.id"], name=op.f("fk_naskah_komentar_oleh_jabatan_id")),
        sa.ForeignKeyConstraint(["selesai_oleh_id"], ["pegawai.id"], name=op.f("fk_naskah_komentar_selesai_oleh_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_naskah_komentar")),
    )
    op.create_index("ix_naskah_komentar_naskah", "naskah_komentar", ["naskah_id", "id"])
    op.create_table(
        "templat",
        sa.Column("id", BIG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.String(length=40), nullable=False),
        sa.Column("opd_id", BIG, nullable=True),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.Column("keterangan", sa.String(length=300), nullable=False),
        sa.Column("hal", sa.String(length=500), nullable=False),
        sa.Column("isi", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("rincian", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.Column("dipakai", sa.Integer(), nullable=False),
        sa.Column("dibuat_oleh", BIG, nullable=False),
        sa.Column("diubah_oleh", BIG, nullable=False),
        sa.Column("diubah_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["opd_id"], ["unit.id"], name=op.f("fk_templat_opd_id")),
        sa.ForeignKeyConstraint(["dibuat_oleh"], ["pegawai.id"], name=op.f("fk_templat_dibuat_oleh")),
        sa.ForeignKeyConstraint(["diubah_oleh"], ["pegawai.id"], name=op.f("fk_templat_diubah_oleh")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_templat")),
    )
    op.create_index("ix_templat_jenis", "templat", ["jenis", "opd_id"])
    op.create_table(
        "frasa",
        sa.Column("id", BIG, nullable=False),
        sa.Column("pegawai_id", BIG, nullable=True),
        sa.Column("opd_id", BIG, nullable=True),
        sa.Column("letak", sa.String(length=32), nullable=False),
        sa.Column("teks", sa.String(length=1000), nullable=False),
        sa.Column("dibuat_oleh", BIG, nullable=False),
        sa.Column("dibuat_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"], name=op.f("fk_frasa_pegawai_id")),
        sa.ForeignKeyConstraint(["opd_id"], ["unit.id"], name=op.f("fk_frasa_opd_id")),
        sa.ForeignKeyConstraint(["dibuat_oleh"], ["pegawai.id"], name=op.f("fk_frasa_dibuat_oleh")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frasa")),
    )
    op.create_index("ix_frasa_pegawai", "frasa", ["pegawai_id"])
    op.create_index("ix_frasa_opd", "frasa", ["opd_id"])


def downgrade() -> None:
    op.drop_table("frasa")
    op.drop_table("templat")
    op.drop_table("naskah_komentar")
    op.drop_table("naskah_sewa")
    op.drop_table("naskah_simpanan")
