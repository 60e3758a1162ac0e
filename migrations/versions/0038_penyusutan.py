"""Cases of pemusnahan and penyerahan with their documents, what was destroyed, and what waits to leave the store.

Revision ID: 0038
Revises: 0037
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINI = sa.DateTime(timezone=True)


def upgrade() -> None:
    for table in ("naskah", "surat_masuk"):
        op.add_column(table, sa.Column("musnah_at", KINI, nullable=True))
        op.add_column(table, sa.Column("musnah_ba", sa.String(length=160), server_default="", nullable=False))
    op.add_column("berkas", sa.Column("akhir", sa.String(length=32), nullable=True))
    op.add_column("berkas", sa.Column("akhir_at", KINI, nullable=True))
    op.add_column("berkas", sa.Column("akhir_nomor", sa.String(length=160), server_default="", nullable=False))
    op.create_table(
        "susut_kasus",
        sa.Column("id", BIG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("urut", sa.Integer(), nullable=False),
        sa.Column("judul", sa.String(length=300), nullable=False),
        sa.Column("opd_id", BIG, nullable=False),
        sa.Column("tujuan_opd_id", BIG, nullable=True),
        sa.Column("jalur", sa.String(length=32), nullable=True),
        sa.Column("penetap_id", BIG, nullable=True),
        sa.Column("dibuat_oleh", BIG, nullable=False),
        sa.Column("dibuat_at", KINI, nullable=False),
        sa.Column("diubah_at", KINI, nullable=False),
        sa.Column("daftar_sha256", sa.String(length=64), nullable=False),
        sa.Column("pelaksana_id", BIG, nullable=True),
        sa.Column("pelaksana_at", KINI, nullable=True),
        sa.Column("pengesah_id", BIG, nullable=True),
        sa.Column("selesai_at", KINI, nullable=True),
        sa.Column("alasan", sa.String(length=500), nullable=False),
        sa.Column("rincian", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["opd_id"], ["unit.id"], name=op.f("fk_susut_kasus_opd_id")),
        sa.ForeignKeyConstraint(["tujuan_opd_id"], ["unit.id"], name=op.f("fk_susut_kasus_tujuan_opd_id")),
        sa.ForeignKeyConstraint(["penetap_id"], ["jabatan.id"], name=op.f("fk_susut_kasus_penetap_id")),
        sa.ForeignKeyConstraint(["dibuat_oleh"], ["pegawai.id"], name=op.f("fk_susut_kasus_dibuat_oleh")),
        sa.ForeignKeyConstraint(["pelaksana_id"], ["pegawai.id"], name=op.f("fk_susut_kasus_pelaksana_id")),
        sa.ForeignKeyConstraint(["pengesah_id"], ["pegawai.id"], name=op.f("fk_susut_kasus_pengesah_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_susut_kasus")),
        sa.UniqueConstraint("jenis", "tahun", "urut", name=op.f("uq_susut_kasus_jenis_tahun_urut")),
    )
    op.create_index("ix_susut_kasus_opd", "susut_kasus", ["opd_id", "status", "id"])
    op.create_table(
        "susut_butir",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kasus_id", BIG, nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("berkas_id", BIG, nullable=False),
        sa.Column("klaim_id", BIG, nullable=True),
        sa.Column("potret", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("penilaian", sa.String(length=32), nullable=False),
        sa.Column("alasan", sa.String(length=500), nullable=False),
        sa.Column("dinilai_oleh", BIG, nullable=True),
        sa.Column("dinilai_at", KINI, nullable=True),
        sa.Column("keluar_at", KINI, nullable=True),
        sa.Column("keluar_oleh", BIG, nullable=True),
        sa.Column("keluar_alasan", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["kasus_id"], ["susut_kasus.id"], name=op.f("fk_susut_butir_kasus_id")),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_susut_butir_berkas_id")),
        sa.ForeignKeyConstraint(["dinilai_oleh"], ["pegawai.id"], name=op.f("fk_susut_butir_dinilai_oleh")),
        sa.ForeignKeyConstraint(["keluar_oleh"], ["pegawai.id"], name=op.f("fk_susut_butir_keluar_oleh")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_susut_butir")),
        sa.UniqueConstraint("klaim_id", name=op.f("uq_susut_butir_klaim_id")),
        sa.UniqueConstraint("kasus_id", "berkas_id", name=op.f("uq_susut_butir_kasus_id_berkas_id")),
        sa.UniqueConstraint("kasus_id", "urutan", name=op.f("uq_susut_butir_kasus_id_urutan")),
    )
    op.create_index(op.f("ix_susut_butir_berkas_id"), "susut_butir", ["berkas_id"])
    op.create_table(
        "susut_anggota",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kasus_id", BIG, nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("jabatan_id", BIG, nullable=False),
        sa.Column("peran", sa.String(length=32), nullable=False),
        sa.Column("unsur", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["kasus_id"], ["susut_kasus.id"], name=op.f("fk_susut_anggota_kasus_id")),
        sa.ForeignKeyConstraint(["jabatan_id"], ["jabatan.id"], name=op.f("fk_susut_anggota_jabatan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_susut_anggota")),
        sa.UniqueConstraint("kasus_id", "jabatan_id", name=op.f("uq_susut_anggota_kasus_id_jabatan_id")),
    )
    op.create_index(op.f("ix_susut_anggota_jabatan_id"), "susut_anggota", ["jabatan_id"])
    op.create_table(
        "susut_dokumen",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kasus_id", BIG, nullable=False),
        sa.Column("jenis", sa.String(length=32), nullable=False),
        sa.Column("naskah_id", BIG, nullable=True),
        sa.Column("surat_id", BIG, nullable=True),
        sa.Column("daftar_sha256", sa.String(length=64), nullable=False),
        sa.Column("lampiran_sha256", sa.String(length=64), nullable=False),
        sa.Column("dibuat_oleh", BIG, nullable=False),
        sa.Column("dibuat_at", KINI, nullable=False),
        sa.Column("berlaku_at", KINI, nullable=True),
        sa.Column("gugur_at", KINI, nullable=True),
        sa.Column("keterangan", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["kasus_id"], ["susut_kasus.id"], name=op.f("fk_susut_dokumen_kasus_id")),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_susut_dokumen_naskah_id")),
        sa.ForeignKeyConstraint(["surat_id"], ["surat_masuk.id"], name=op.f("fk_susut_dokumen_surat_id")),
        sa.ForeignKeyConstraint(["dibuat_oleh"], ["pegawai.id"], name=op.f("fk_susut_dokumen_dibuat_oleh")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_susut_dokumen")),
        sa.UniqueConstraint("naskah_id", name=op.f("uq_susut_dokumen_naskah_id")),
    )
    op.create_index(op.f("ix_susut_dokumen_kasus_id"), "susut_dokumen", ["kasus_id"])
    op.create_table(
        "susut_objek",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kasus_id", BIG, nullable=False),
        sa.Column("objek", sa.String(length=20), nullable=False),
        sa.Column("objek_id", BIG, nullable=False),
        sa.Column("key", sa.String(length=120), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("ditandai_at", KINI, nullable=False),
        sa.Column("hapus_sejak", sa.Date(), nullable=False),
        sa.Column("hasil", sa.String(length=32), nullable=False),
        sa.Column("hasil_at", KINI, nullable=True),
        sa.Column("keterangan", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["kasus_id"], ["susut_kasus.id"], name=op.f("fk_susut_objek_kasus_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_susut_objek")),
        sa.UniqueConstraint("key", name=op.f("uq_susut_objek_key")),
    )
    op.create_index(op.f("ix_susut_objek_kasus_id"), "susut_objek", ["kasus_id"])
    op.create_index("ix_susut_objek_tunggu", "susut_objek", ["hasil", "hapus_sejak"])


def downgrade() -> None:
    for table in ("susut_objek", "susut_dokumen", "susut_anggota", "susut_butir", "susut_kasus"):
        op.drop_table(table)
    for column in ("akhir_nomor", "akhir_at", "akhir"):
        op.drop_column("berkas", column)
    for table in ("surat_masuk", "naskah"):
        op.drop_column(table, "musnah_ba")
        op.drop_column(table, "musnah_at")
