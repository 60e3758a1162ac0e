"""Dated versions of the JRA, proposals under a new one, legal holds, vital and terjaga, and who has custody.

Revision ID: 0037
Revises: 0036
"""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINI = sa.DateTime(timezone=True)


def _berkas() -> list[sa.Column]:
    """Added to berkas without touching a row. No foreign keys: SQLite would copy the table for them."""
    return [
        sa.Column("jra_versi_id", BIG, nullable=True),
        sa.Column("sebab_retensi", sa.String(length=300), server_default="", nullable=False),
        sa.Column("bukti_pemicu", sa.String(length=300), server_default="", nullable=False),
        sa.Column("bukti_naskah_id", BIG, nullable=True),
        sa.Column("vital", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("terjaga", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("alasan_kategori", sa.String(length=300), server_default="", nullable=False),
        sa.Column("metode_pelindungan", sa.String(length=200), server_default="", nullable=False),
        sa.Column("kustodi", sa.String(length=32), server_default="unit_pengolah", nullable=False),
        sa.Column("kustodi_unit_id", BIG, nullable=True),
        sa.Column("dipindahkan_at", KINI, nullable=True),
    ]


def upgrade() -> None:
    _jra()
    for column in _berkas():
        op.add_column("berkas", column)
    op.create_index(op.f("ix_berkas_jatuh_aktif"), "berkas", ["jatuh_aktif"])
    op.execute("UPDATE berkas SET jra_versi_id = (SELECT min(id) FROM jra_versi) WHERE kode_retensi <> ''")
    op.add_column("naskah", sa.Column("kustodi_unit_id", BIG, nullable=True))
    op.add_column("surat_masuk", sa.Column("kustodi_unit_id", BIG, nullable=True))
    _usul()
    _penahanan()


def _jra() -> None:
    op.create_table(
        "jra_versi",
        sa.Column("id", BIG, nullable=False),
        sa.Column("nomor", sa.Integer(), nullable=False),
        sa.Column("judul", sa.String(length=200), nullable=False),
        sa.Column("dasar", sa.String(length=200), nullable=False),
        sa.Column("tanggal_dasar", sa.Date(), nullable=True),
        sa.Column("berlaku_mulai", sa.Date(), nullable=False),
        sa.Column("contoh", sa.Boolean(), nullable=False),
        sa.Column("catatan", sa.String(length=500), nullable=False),
        sa.Column("nama_sumber", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("jumlah", sa.Integer(), nullable=False),
        sa.Column("dibuat_oleh_id", BIG, nullable=True),
        sa.Column("dibuat_at", KINI, nullable=False),
        sa.Column("batal_at", KINI, nullable=True),
        sa.Column("alasan_batal", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["dibuat_oleh_id"], ["pegawai.id"], name=op.f("fk_jra_versi_dibuat_oleh_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jra_versi")),
        sa.UniqueConstraint("nomor", name=op.f("uq_jra_versi_nomor")),
    )
    op.execute(
        sa.text(
            "INSERT INTO jra_versi (nomor, judul, dasar, berlaku_mulai, contoh, catatan, nama_sumber, sha256, jumlah,"
            " dibuat_at, alasan_batal) SELECT 1, 'JRA contoh', 'Contoh, ganti dengan Perwal JRA kota', :mulai, true,"
            " 'Jadwal retensi pemerintah daerah lain, hanya untuk mencoba.', 'jra.csv', '', (SELECT count(*) FROM jra),"
            " CURRENT_TIMESTAMP, '' WHERE EXISTS (SELECT 1 FROM jra)"
        ).bindparams(sa.bindparam("mulai", date(2000, 1, 1), type_=sa.Date()))
    )
    with op.batch_alter_table("jra") as batch:
        batch.add_column(sa.Column("versi_id", BIG, nullable=True))
        batch.add_column(sa.Column("uraian", sa.String(length=300), server_default="", nullable=False))
    op.execute("UPDATE jra SET versi_id = (SELECT min(id) FROM jra_versi)")
    with op.batch_alter_table("jra") as batch:
        batch.alter_column("versi_id", existing_type=BIG, nullable=False)
        batch.drop_constraint("pk_jra", type_="primary")
        batch.create_primary_key("pk_jra", ["versi_id", "kode"])
        batch.create_foreign_key(op.f("fk_jra_versi_id"), "jra_versi", ["versi_id"], ["id"])


def _usul() -> None:
    op.create_table(
        "usul_retensi",
        sa.Column("id", BIG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("berkas_id", BIG, nullable=False),
        sa.Column("jra_versi_id", BIG, nullable=False),
        sa.Column("kode_retensi", sa.String(length=20), nullable=False),
        sa.Column("aktif_tahun", sa.Integer(), nullable=False),
        sa.Column("inaktif_tahun", sa.Integer(), nullable=False),
        sa.Column("nasib_akhir", sa.String(length=32), nullable=False),
        sa.Column("pemicu", sa.String(length=300), nullable=False),
        sa.Column("sebab", sa.String(length=300), nullable=False),
        sa.Column("semula", sa.String(length=200), nullable=False),
        sa.Column("arah", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("alasan", sa.String(length=300), nullable=False),
        sa.Column("oleh_id", BIG, nullable=True),
        sa.Column("at", KINI, nullable=True),
        sa.Column("dibuat_at", KINI, nullable=False),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_usul_retensi_berkas_id")),
        sa.ForeignKeyConstraint(["jra_versi_id"], ["jra_versi.id"], name=op.f("fk_usul_retensi_jra_versi_id")),
        sa.ForeignKeyConstraint(["oleh_id"], ["pegawai.id"], name=op.f("fk_usul_retensi_oleh_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_usul_retensi")),
        sa.UniqueConstraint("berkas_id", "jra_versi_id", name=op.f("uq_usul_retensi_berkas_id_jra_versi_id")),
    )
    op.create_index("ix_usul_retensi_status", "usul_retensi", ["status", "id"])
    op.create_table(
        "kabar_retensi",
        sa.Column("id", BIG, nullable=False),
        sa.Column("berkas_id", BIG, nullable=False),
        sa.Column("kabar", sa.String(length=60), nullable=False),
        sa.Column("at", KINI, nullable=False),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_kabar_retensi_berkas_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kabar_retensi")),
        sa.UniqueConstraint("berkas_id", "kabar", name=op.f("uq_kabar_retensi_berkas_id_kabar")),
    )


def _penahanan() -> None:
    op.create_table(
        "penahanan",
        sa.Column("id", BIG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opd_id", BIG, nullable=True),
        sa.Column("perkara", sa.String(length=300), nullable=False),
        sa.Column("dasar", sa.String(length=300), nullable=False),
        sa.Column("cakupan", sa.String(length=32), nullable=False),
        sa.Column("saringan", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("dipasang_oleh_id", BIG, nullable=True),
        sa.Column("dipasang_jabatan", sa.String(length=300), nullable=False),
        sa.Column("dipasang_at", KINI, nullable=False),
        sa.Column("dilepas_oleh_id", BIG, nullable=True),
        sa.Column("dilepas_jabatan", sa.String(length=300), nullable=False),
        sa.Column("dilepas_at", KINI, nullable=True),
        sa.Column("alasan_lepas", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["opd_id"], ["unit.id"], name=op.f("fk_penahanan_opd_id")),
        sa.ForeignKeyConstraint(["dipasang_oleh_id"], ["pegawai.id"], name=op.f("fk_penahanan_dipasang_oleh_id")),
        sa.ForeignKeyConstraint(["dilepas_oleh_id"], ["pegawai.id"], name=op.f("fk_penahanan_dilepas_oleh_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penahanan")),
    )
    op.create_index("ix_penahanan_opd", "penahanan", ["opd_id", "id"])
    op.create_table(
        "penahanan_butir",
        sa.Column("id", BIG, nullable=False),
        sa.Column("penahanan_id", BIG, nullable=False),
        sa.Column("objek", sa.String(length=32), nullable=False),
        sa.Column("objek_id", BIG, nullable=False),
        sa.Column("at", KINI, nullable=False),
        sa.ForeignKeyConstraint(["penahanan_id"], ["penahanan.id"], name=op.f("fk_penahanan_butir_penahanan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penahanan_butir")),
        sa.UniqueConstraint(
            "penahanan_id", "objek", "objek_id", name=op.f("uq_penahanan_butir_penahanan_id_objek_objek_id")
        ),
    )
    op.create_index("ix_penahanan_butir_objek", "penahanan_butir", ["objek", "objek_id"])
    # What was held before there was a list of holds: one for each perangkat daerah, its reasons are in the trail.
    op.execute(
        "INSERT INTO penahanan (version, opd_id, perkara, dasar, cakupan, dipasang_jabatan, dipasang_at, dilepas_jabatan, alasan_lepas)"
        " SELECT DISTINCT 1, opd_id, 'Ditahan sebelum ada daftar tahan hukum', 'Alasannya ada pada riwayat tiap berkas', 'berkas',"
        " '', CURRENT_TIMESTAMP, '', '' FROM berkas WHERE tahan_hukum"
    )
    op.execute(
        "INSERT INTO penahanan_butir (penahanan_id, objek, objek_id, at)"
        " SELECT p.id, 'berkas', b.id, CURRENT_TIMESTAMP FROM berkas b JOIN penahanan p ON p.opd_id = b.opd_id WHERE b.tahan_hukum"
    )


def _tanpa_kabar() -> None:
    """An older program knows neither these messages nor this news."""
    op.execute("DELETE FROM job WHERE topic IN ('penyusutan.malam', 'penyusutan.usul', 'penyusutan.hapus_objek')")
    for table in ("pemberitahuan", "kabar_pilihan"):
        op.execute(f"DELETE FROM {table} WHERE kabar = 'retensi'")  # noqa: S608 - names above
    op.execute(
        "UPDATE kabar_hitungan SET belum = (SELECT count(*) FROM pemberitahuan p"
        " WHERE p.pegawai_id = kabar_hitungan.pegawai_id AND p.dibaca_at IS NULL)"
    )


def downgrade() -> None:
    _tanpa_kabar()
    for table in ("penahanan_butir", "penahanan", "kabar_retensi", "usul_retensi"):
        op.drop_table(table)
    op.drop_column("surat_masuk", "kustodi_unit_id")
    op.drop_column("naskah", "kustodi_unit_id")
    op.drop_index(op.f("ix_berkas_jatuh_aktif"), "berkas")
    for column in reversed(_berkas()):
        op.drop_column("berkas", column.name)
    # One version remains: the one in force, or the latest when none is.
    op.execute(
        "DELETE FROM jra WHERE versi_id <> (SELECT id FROM jra_versi ORDER BY CASE WHEN batal_at IS NULL"
        " AND berlaku_mulai <= CURRENT_DATE THEN 0 ELSE 1 END, berlaku_mulai DESC, nomor DESC LIMIT 1)"
    )
    with op.batch_alter_table("jra") as batch:
        batch.drop_constraint(op.f("fk_jra_versi_id"), type_="foreignkey")
        batch.drop_constraint("pk_jra", type_="primary")
        batch.create_primary_key("pk_jra", ["kode"])
        batch.drop_column("versi_id")
        batch.drop_column("uraian")
    op.drop_table("jra_versi")
