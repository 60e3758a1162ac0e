"""Arahan before a leader disposes, disposisi that are amended or declined, prepared ones, and voice notes.

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def _refer(table: str, column: str, to: str) -> None:
    """Add a column that refers to another table, without making the table anew: SQLite could not, as rows refer to it."""
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind} CONSTRAINT fk_{table}_{column} REFERENCES {to} (id)")


def upgrade() -> None:
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "aturan_arahan",
        sa.Column("opd_id", big, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("peneliti_jabatan_id", big, nullable=True),
        sa.Column("sekretaris_ke_bidang", sa.Boolean(), nullable=False),
        sa.Column("diubah_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("diubah_oleh", big, nullable=False),
        sa.ForeignKeyConstraint(["diubah_oleh"], ["pegawai.id"], name=op.f("fk_aturan_arahan_diubah_oleh")),
        sa.ForeignKeyConstraint(["opd_id"], ["unit.id"], name=op.f("fk_aturan_arahan_opd_id")),
        sa.ForeignKeyConstraint(
            ["peneliti_jabatan_id"], ["jabatan.id"], name=op.f("fk_aturan_arahan_peneliti_jabatan_id")
        ),
        sa.PrimaryKeyConstraint("opd_id", name=op.f("pk_aturan_arahan")),
    )
    op.create_table(
        "arahan_tetap",
        sa.Column("id", big, nullable=False),
        sa.Column("opd_id", big, nullable=False),
        sa.Column("kode_klasifikasi", sa.String(length=20), nullable=False),
        sa.Column("jabatan_id", big, nullable=False),
        sa.Column("instruksi", sa.JSON(), nullable=False),
        sa.Column("dasar", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["jabatan_id"], ["jabatan.id"], name=op.f("fk_arahan_tetap_jabatan_id")),
        sa.ForeignKeyConstraint(["opd_id"], ["unit.id"], name=op.f("fk_arahan_tetap_opd_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arahan_tetap")),
        sa.UniqueConstraint("opd_id", "kode_klasifikasi", name=op.f("uq_arahan_tetap_opd_id_kode_klasifikasi")),
    )
    _refer("surat_masuk", "peneliti_jabatan_id", "jabatan")
    op.create_index("ix_surat_masuk_peneliti", "surat_masuk", ["peneliti_jabatan_id", "status", "id"])
    op.add_column("disposisi", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column("disposisi", sa.Column("versi", sa.Integer(), server_default="1", nullable=False))
    op.add_column("disposisi", sa.Column("cara", sa.String(length=32), server_default="sendiri", nullable=False))
    op.add_column("disposisi", sa.Column("boleh_ke", sa.JSON(none_as_null=True), nullable=True))
    _refer("disposisi", "disiapkan_id", "pegawai")
    _refer("disposisi", "disiapkan_jabatan_id", "jabatan")
    op.create_index("ix_disposisi_pemberi_terakhir", "disposisi", ["pemberi_jabatan_id", "id"])
    op.add_column("disposisi_penerima", sa.Column("versi_dibaca", sa.Integer(), server_default="1", nullable=False))
    op.add_column("disposisi_penerima", sa.Column("ditolak_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("disposisi_penerima", sa.Column("alasan_tolak", sa.Text(), server_default="", nullable=False))
    op.add_column("disposisi_penerima", sa.Column("tolak_diputus_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("disposisi_penerima", sa.Column("catatan_alih", sa.Text(), server_default="", nullable=False))
    _refer("disposisi_penerima", "menggantikan_id", "disposisi_penerima")
    op.create_table(
        "disposisi_versi",
        sa.Column("id", big, nullable=False),
        sa.Column("disposisi_id", big, nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("instruksi", sa.JSON(), nullable=False),
        sa.Column("catatan", sa.Text(), nullable=False),
        sa.Column("batas", sa.Date(), nullable=True),
        sa.Column("diganti_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("diganti_oleh", big, nullable=False),
        sa.Column("alasan", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["diganti_oleh"], ["pegawai.id"], name=op.f("fk_disposisi_versi_diganti_oleh")),
        sa.ForeignKeyConstraint(["disposisi_id"], ["disposisi.id"], name=op.f("fk_disposisi_versi_disposisi_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposisi_versi")),
        sa.UniqueConstraint("disposisi_id", "versi", name=op.f("uq_disposisi_versi_disposisi_id_versi")),
    )
    op.create_table(
        "disposisi_siapan",
        sa.Column("id", big, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("surat_id", big, nullable=False),
        sa.Column("induk_id", big, nullable=True),
        sa.Column("pemberi_jabatan_id", big, nullable=False),
        sa.Column("oleh_id", big, nullable=False),
        sa.Column("oleh_jabatan_id", big, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cara", sa.String(length=32), nullable=False),
        sa.Column("penerima", sa.JSON(), nullable=False),
        sa.Column("instruksi", sa.JSON(), nullable=False),
        sa.Column("catatan", sa.Text(), nullable=False),
        sa.Column("batas", sa.Date(), nullable=True),
        sa.Column("boleh_ke", sa.JSON(), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("diputus_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["induk_id"], ["disposisi_penerima.id"], name=op.f("fk_disposisi_siapan_induk_id")),
        sa.ForeignKeyConstraint(["oleh_id"], ["pegawai.id"], name=op.f("fk_disposisi_siapan_oleh_id")),
        sa.ForeignKeyConstraint(["oleh_jabatan_id"], ["jabatan.id"], name=op.f("fk_disposisi_siapan_oleh_jabatan_id")),
        sa.ForeignKeyConstraint(
            ["pemberi_jabatan_id"], ["jabatan.id"], name=op.f("fk_disposisi_siapan_pemberi_jabatan_id")
        ),
        sa.ForeignKeyConstraint(["surat_id"], ["surat_masuk.id"], name=op.f("fk_disposisi_siapan_surat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposisi_siapan")),
    )
    op.create_index("ix_disposisi_siapan_surat", "disposisi_siapan", ["surat_id", "status"])
    op.create_index("ix_disposisi_siapan_pemberi", "disposisi_siapan", ["pemberi_jabatan_id", "status", "id"])
    op.create_table(
        "disposisi_lampiran",
        sa.Column("id", big, nullable=False),
        sa.Column("jenis", sa.String(length=32), nullable=False),
        sa.Column("oleh_id", big, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("detik", sa.Integer(), nullable=False),
        sa.Column("disposisi_id", big, nullable=True),
        sa.Column("siapan_id", big, nullable=True),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("mime", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["disposisi_id"], ["disposisi.id"], name=op.f("fk_disposisi_lampiran_disposisi_id")),
        sa.ForeignKeyConstraint(["oleh_id"], ["pegawai.id"], name=op.f("fk_disposisi_lampiran_oleh_id")),
        sa.ForeignKeyConstraint(["siapan_id"], ["disposisi_siapan.id"], name=op.f("fk_disposisi_lampiran_siapan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposisi_lampiran")),
    )
    op.create_index(op.f("ix_disposisi_lampiran_disposisi_id"), "disposisi_lampiran", ["disposisi_id"])
    op.create_index(op.f("ix_disposisi_lampiran_siapan_id"), "disposisi_lampiran", ["siapan_id"])
    op.create_index("ix_disposisi_lampiran_lepas", "disposisi_lampiran", ["oleh_id", "at"])


def downgrade() -> None:
    """Who was declined counts as withdrawn, and what was only proposed waits for its leader again."""
    op.drop_table("disposisi_lampiran")
    op.drop_table("disposisi_siapan")
    op.drop_table("disposisi_versi")
    op.execute("UPDATE disposisi_penerima SET status = 'ditarik' WHERE status = 'ditolak'")
    op.execute("UPDATE surat_masuk SET status = 'tercatat' WHERE status = 'diarahkan'")
    for name in ("versi_dibaca", "ditolak_at", "alasan_tolak", "tolak_diputus_at", "menggantikan_id", "catatan_alih"):
        op.drop_column("disposisi_penerima", name)
    op.drop_index("ix_disposisi_pemberi_terakhir", table_name="disposisi")
    for name in ("version", "versi", "cara", "disiapkan_id", "disiapkan_jabatan_id", "boleh_ke"):
        op.drop_column("disposisi", name)
    op.drop_index("ix_surat_masuk_peneliti", table_name="surat_masuk")
    op.drop_column("surat_masuk", "peneliti_jabatan_id")
    op.drop_table("arahan_tetap")
    op.drop_table("aturan_arahan")
