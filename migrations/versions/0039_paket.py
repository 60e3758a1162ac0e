"""Packages of records, imports with their files and rows, and the records that were imported.

Revision ID: 0039
Revises: 0038
"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SAAT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "arsip_impor",
        sa.Column("id", BIG, nullable=False),
        sa.Column("opd_id", BIG, nullable=False),
        sa.Column("unit_id", BIG, nullable=False),
        sa.Column("pejabat_id", BIG, nullable=True),
        sa.Column("impor_id", BIG, nullable=False),
        sa.Column("asal", sa.String(length=200), nullable=False),
        sa.Column("asal_id", sa.String(length=160), nullable=False),
        sa.Column("sidik", sa.String(length=64), nullable=False),
        sa.Column("jenis", sa.String(length=120), nullable=False),
        sa.Column("nomor", sa.String(length=160), nullable=False),
        sa.Column("nomor_agenda", sa.String(length=60), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=True),
        sa.Column("hal", sa.String(length=500), nullable=False),
        sa.Column("uraian", sa.Text(), nullable=False),
        sa.Column("pencipta", sa.String(length=300), nullable=False),
        sa.Column("penerima", sa.Text(), nullable=False),
        sa.Column("penandatangan", sa.String(length=300), nullable=False),
        sa.Column("kode_klasifikasi", sa.String(length=20), nullable=True),
        sa.Column("sifat", sa.String(length=32), nullable=False),
        sa.Column("tingkat", sa.String(length=32), nullable=False),
        sa.Column("lokasi", sa.String(length=300), nullable=False),
        sa.Column("halaman", sa.Integer(), nullable=False),
        sa.Column("nama", sa.String(length=200), nullable=False),
        sa.Column("mime", sa.String(length=100), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("metadata_key", sa.String(length=120), nullable=False),
        sa.Column("metadata_size", sa.Integer(), nullable=False),
        sa.Column("metadata_sha256", sa.String(length=64), nullable=False),
        sa.Column("premis_key", sa.String(length=120), nullable=True),
        sa.Column("premis_size", sa.Integer(), nullable=True),
        sa.Column("premis_sha256", sa.String(length=64), nullable=True),
        sa.Column("sumber_key", sa.String(length=120), nullable=True),
        sa.Column("sumber_size", sa.Integer(), nullable=True),
        sa.Column("sumber_sha256", sa.String(length=64), nullable=True),
        sa.Column("teks", sa.Text(), nullable=False),
        sa.Column("diimpor_at", SAAT, nullable=False),
        sa.Column("diimpor_oleh", BIG, nullable=False),
        sa.ForeignKeyConstraint(["diimpor_oleh"], ["pegawai.id"], name=op.f("fk_arsip_impor_diimpor_oleh")),
        sa.ForeignKeyConstraint(["kode_klasifikasi"], ["klasifikasi.kode"], name=op.f("fk_arsip_impor_kode_klasifikasi")),
        sa.ForeignKeyConstraint(["opd_id"], ["unit.id"], name=op.f("fk_arsip_impor_opd_id")),
        sa.ForeignKeyConstraint(["pejabat_id"], ["jabatan.id"], name=op.f("fk_arsip_impor_pejabat_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_arsip_impor_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arsip_impor")),
        sa.UniqueConstraint("opd_id", "sidik", name=op.f("uq_arsip_impor_opd_id_sidik")),
    )
    op.create_index("ix_arsip_impor_impor", "arsip_impor", ["impor_id"])
    op.create_index("ix_arsip_impor_unit", "arsip_impor", ["unit_id", "id"])
    op.create_table(
        "arsip_impor_lampiran",
        sa.Column("id", BIG, nullable=False),
        sa.Column("arsip_id", BIG, nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("judul", sa.String(length=300), nullable=False),
        sa.Column("nama", sa.String(length=200), nullable=False),
        sa.Column("mime", sa.String(length=100), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["arsip_id"], ["arsip_impor.id"], name=op.f("fk_arsip_impor_lampiran_arsip_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arsip_impor_lampiran")),
        sa.UniqueConstraint("arsip_id", "urutan", name=op.f("uq_arsip_impor_lampiran_arsip_id_urutan")),
    )
    op.create_table(
        "paket",
        sa.Column("id", BIG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opd_id", BIG, nullable=False),
        sa.Column("oleh_id", BIG, nullable=False),
        sa.Column("oleh_jabatan_id", BIG, nullable=False),
        sa.Column("format", sa.String(length=32), nullable=False),
        sa.Column("judul", sa.String(length=300), nullable=False),
        sa.Column("cakupan", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("dibuat_at", SAAT, nullable=False),
        sa.Column("selesai_at", SAAT, nullable=True),
        sa.Column("kedaluwarsa_at", SAAT, nullable=True),
        sa.Column("sewa_at", SAAT, nullable=True),
        sa.Column("percobaan", sa.Integer(), nullable=False),
        sa.Column("jumlah", sa.Integer(), nullable=False),
        sa.Column("selesai", sa.Integer(), nullable=False),
        sa.Column("terlewat", sa.Integer(), nullable=False),
        sa.Column("unduhan", sa.Integer(), nullable=False),
        sa.Column("galat", sa.String(length=500), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["oleh_id"], ["pegawai.id"], name=op.f("fk_paket_oleh_id")),
        sa.ForeignKeyConstraint(["oleh_jabatan_id"], ["jabatan.id"], name=op.f("fk_paket_oleh_jabatan_id")),
        sa.ForeignKeyConstraint(["opd_id"], ["unit.id"], name=op.f("fk_paket_opd_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paket")),
    )
    op.create_index("ix_paket_oleh", "paket", ["oleh_id", "id"])
    op.create_index("ix_paket_status", "paket", ["status", "id"])
    op.create_table(
        "paket_butir",
        sa.Column("paket_id", BIG, nullable=False),
        sa.Column("urutan", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("objek", sa.String(length=32), nullable=False),
        sa.Column("objek_id", BIG, nullable=False),
        sa.Column("keadaan", sa.String(length=32), nullable=False),
        sa.Column("alasan", sa.String(length=300), nullable=False),
        sa.Column("isi", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["paket_id"], ["paket.id"], name=op.f("fk_paket_butir_paket_id")),
        sa.PrimaryKeyConstraint("paket_id", "urutan", name=op.f("pk_paket_butir")),
    )
    op.create_table(
        "impor",
        sa.Column("id", BIG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opd_id", BIG, nullable=False),
        sa.Column("unit_id", BIG, nullable=False),
        sa.Column("pejabat_id", BIG, nullable=True),
        sa.Column("oleh_id", BIG, nullable=False),
        sa.Column("oleh_jabatan_id", BIG, nullable=False),
        sa.Column("format", sa.String(length=32), nullable=True),
        sa.Column("asal", sa.String(length=200), nullable=False),
        sa.Column("folder", sa.String(length=500), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("pemetaan", sa.JSON(), nullable=False),
        sa.Column("rincian", sa.JSON(), nullable=False),
        sa.Column("dibuat_at", SAAT, nullable=False),
        sa.Column("selesai_at", SAAT, nullable=True),
        sa.Column("sewa_at", SAAT, nullable=True),
        sa.Column("percobaan", sa.Integer(), nullable=False),
        sa.Column("jumlah", sa.Integer(), nullable=False),
        sa.Column("selesai", sa.Integer(), nullable=False),
        sa.Column("galat", sa.String(length=500), nullable=False),
        sa.Column("nama", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["oleh_id"], ["pegawai.id"], name=op.f("fk_impor_oleh_id")),
        sa.ForeignKeyConstraint(["oleh_jabatan_id"], ["jabatan.id"], name=op.f("fk_impor_oleh_jabatan_id")),
        sa.ForeignKeyConstraint(["opd_id"], ["unit.id"], name=op.f("fk_impor_opd_id")),
        sa.ForeignKeyConstraint(["pejabat_id"], ["jabatan.id"], name=op.f("fk_impor_pejabat_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_impor_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impor")),
    )
    op.create_index("ix_impor_oleh", "impor", ["oleh_id", "id"])
    op.create_index("ix_impor_status", "impor", ["status", "id"])
    op.create_table(
        "impor_berkas",
        sa.Column("id", BIG, nullable=False),
        sa.Column("impor_id", BIG, nullable=False),
        sa.Column("nama", sa.String(length=400), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("mime", sa.String(length=100), nullable=False),
        sa.Column("halaman", sa.Integer(), nullable=False),
        sa.Column("alasan", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["impor_id"], ["impor.id"], name=op.f("fk_impor_berkas_impor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impor_berkas")),
        sa.UniqueConstraint("impor_id", "nama", name=op.f("uq_impor_berkas_impor_id_nama")),
    )
    op.create_table(
        "impor_baris",
        sa.Column("impor_id", BIG, nullable=False),
        sa.Column("urutan", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kolom", sa.JSON(), nullable=False),
        sa.Column("keadaan", sa.String(length=32), nullable=False),
        sa.Column("masalah", sa.JSON(), nullable=False),
        sa.Column("sidik", sa.String(length=64), nullable=False),
        sa.Column("arsip_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["arsip_id"], ["arsip_impor.id"], name=op.f("fk_impor_baris_arsip_id")),
        sa.ForeignKeyConstraint(["impor_id"], ["impor.id"], name=op.f("fk_impor_baris_impor_id")),
        sa.PrimaryKeyConstraint("impor_id", "urutan", name=op.f("pk_impor_baris")),
    )
    op.create_index("ix_impor_baris_keadaan", "impor_baris", ["impor_id", "keadaan", "urutan"])
    op.create_index("ix_impor_baris_sidik", "impor_baris", ["impor_id", "sidik"])


def downgrade() -> None:
    # What was imported has no place in the program before: it leaves its berkas, which go on without it.
    op.execute(
        "UPDATE berkas SET jumlah = jumlah - (SELECT count(*) FROM isi_berkas i"
        " WHERE i.berkas_id = berkas.id AND i.objek = 'arsip_impor')"
        " WHERE id IN (SELECT berkas_id FROM isi_berkas WHERE objek = 'arsip_impor')"
    )
    op.execute("DELETE FROM isi_berkas WHERE objek = 'arsip_impor'")
    op.drop_table("impor_baris")
    op.drop_table("impor_berkas")
    op.drop_table("impor")
    op.drop_table("paket_butir")
    op.drop_table("paket")
    op.drop_table("arsip_impor_lampiran")
    op.drop_table("arsip_impor")
