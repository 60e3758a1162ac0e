"""Several files to a report, how far it is, and the answer that closes a part.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_KEPT = ("key", "size", "sha256", "mime", "nama")
_FILE = ("berkas_key", "berkas_size", "berkas_sha256", "berkas_mime", "berkas_nama")


def upgrade() -> None:
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    # SQLite makes `tindak_lanjut` anew, which nothing may point at meanwhile: the files wait in a table without keys.
    op.execute(
        "CREATE TABLE berkas_pindah AS SELECT id AS laporan_id, berkas_key, COALESCE(berkas_size, 0) AS berkas_size, "
        "COALESCE(berkas_sha256, '') AS berkas_sha256, berkas_mime, berkas_nama FROM tindak_lanjut "
        "WHERE berkas_key IS NOT NULL"
    )
    op.create_table(
        "jawaban",
        sa.Column("naskah_id", big, nullable=False),
        sa.Column("surat_id", big, nullable=False),
        sa.Column("penerima_id", big, nullable=True),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_jawaban_naskah_id")),
        sa.ForeignKeyConstraint(["penerima_id"], ["disposisi_penerima.id"], name=op.f("fk_jawaban_penerima_id")),
        sa.ForeignKeyConstraint(["surat_id"], ["surat_masuk.id"], name=op.f("fk_jawaban_surat_id")),
        sa.PrimaryKeyConstraint("naskah_id", name=op.f("pk_jawaban")),
    )
    op.create_index(op.f("ix_jawaban_surat_id"), "jawaban", ["surat_id"])
    op.create_index(op.f("ix_jawaban_penerima_id"), "jawaban", ["penerima_id"])
    # Answers begun before this revision close the part of the one who writes them, as if begun today.
    op.execute(
        "INSERT INTO jawaban (naskah_id, surat_id, penerima_id) "
        "SELECT n.id, s.id, (SELECT MAX(p.id) FROM disposisi_penerima p JOIN disposisi d ON d.id = p.disposisi_id "
        "WHERE d.surat_id = s.id AND p.jabatan_id = n.konseptor_jabatan_id AND p.status <> 'ditarik') "
        "FROM naskah n JOIN surat_masuk s ON s.id = n.menjawab_surat_id"
    )
    with op.batch_alter_table("disposisi_penerima", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kemajuan", sa.Integer(), server_default="0", nullable=False))
    with op.batch_alter_table("tindak_lanjut", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kemajuan", sa.Integer(), server_default="100", nullable=False))
        batch_op.add_column(sa.Column("naskah_id", big, nullable=True))
        batch_op.create_foreign_key(op.f("fk_tindak_lanjut_naskah_id"), "naskah", ["naskah_id"], ["id"])
        batch_op.create_unique_constraint(op.f("uq_tindak_lanjut_penerima_id_naskah_id"), ["penerima_id", "naskah_id"])
        batch_op.create_index(op.f("ix_tindak_lanjut_naskah_id"), ["naskah_id"])
        for name in _FILE:
            batch_op.drop_column(name)
    op.create_table(
        "tindak_lanjut_berkas",
        sa.Column("id", big, nullable=False),
        sa.Column("laporan_id", big, nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("mime", sa.String(length=100), nullable=False),
        sa.Column("nama", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["laporan_id"], ["tindak_lanjut.id"], name=op.f("fk_tindak_lanjut_berkas_laporan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tindak_lanjut_berkas")),
        sa.UniqueConstraint("laporan_id", "urutan", name=op.f("uq_tindak_lanjut_berkas_laporan_id_urutan")),
    )
    op.execute(
        "INSERT INTO tindak_lanjut_berkas (laporan_id, urutan, key, size, sha256, mime, nama) "
        "SELECT laporan_id, 1, berkas_key, berkas_size, berkas_sha256, berkas_mime, berkas_nama FROM berkas_pindah "
        "ORDER BY laporan_id"
    )
    op.drop_table("berkas_pindah")


def downgrade() -> None:
    """The first file of each report is kept; what is neither reported nor accepted counts as it did before."""
    op.execute("UPDATE disposisi_penerima SET status = 'selesai' WHERE status = 'ditutup'")
    op.execute("UPDATE tindak_lanjut SET status = 'diterima' WHERE status = 'sebagian'")
    op.execute(
        "CREATE TABLE berkas_pindah AS SELECT laporan_id, key, size, sha256, mime, nama FROM tindak_lanjut_berkas "
        "WHERE urutan = 1"
    )
    op.drop_table("tindak_lanjut_berkas")
    with op.batch_alter_table("tindak_lanjut", schema=None) as batch_op:
        batch_op.add_column(sa.Column("berkas_key", sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column("berkas_size", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("berkas_sha256", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("berkas_mime", sa.String(length=100), server_default="", nullable=False))
        batch_op.add_column(sa.Column("berkas_nama", sa.String(length=200), server_default="", nullable=False))
        batch_op.drop_index(op.f("ix_tindak_lanjut_naskah_id"))
        batch_op.drop_constraint(op.f("uq_tindak_lanjut_penerima_id_naskah_id"), type_="unique")
        batch_op.drop_constraint(op.f("fk_tindak_lanjut_naskah_id"), type_="foreignkey")
        batch_op.drop_column("naskah_id")
        batch_op.drop_column("kemajuan")
    first = sa.table("berkas_pindah", *map(sa.column, ("laporan_id", *_KEPT)))
    report = sa.table("tindak_lanjut", sa.column("id"), *map(sa.column, _FILE))
    for name, kept in zip(_FILE, _KEPT, strict=True):
        value = sa.select(first.c[kept]).where(first.c.laporan_id == report.c.id)
        found = sa.exists(value)
        op.execute(sa.update(report).where(found).values({name: value.scalar_subquery()}))
    with op.batch_alter_table("tindak_lanjut", schema=None) as batch_op:
        batch_op.alter_column("berkas_mime", existing_type=sa.String(length=100), server_default=None)
        batch_op.alter_column("berkas_nama", existing_type=sa.String(length=200), server_default=None)
    op.drop_column("disposisi_penerima", "kemajuan")
    op.drop_table("jawaban")
    op.drop_table("berkas_pindah")
    op.execute("DELETE FROM job WHERE topic = 'naskah.menjawab' OR topic LIKE 'disposisi.%'")
