"""The city's own dated changes of the classification, old codes, and what a berkas on a shelf needs.

Revision ID: 0036
Revises: 0035
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEPT = "perubahan_klasifikasi"


def _guard(table: str) -> dict[str, tuple[str, ...]]:
    said = f"{table} hanya dapat ditambah"
    return {
        "sqlite": tuple(
            f"CREATE TRIGGER {table}_tanpa_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
            for verb in ("UPDATE", "DELETE")
        ),
        "postgresql": (
            f"CREATE FUNCTION {table}_hanya_tambah() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{said}'; END $$",
            f"CREATE TRIGGER {table}_tanpa_ubah BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_hanya_tambah()",
            f"CREATE TRIGGER {table}_tanpa_kosong BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_hanya_tambah()",
        ),
    }


def upgrade() -> None:
    _klasifikasi()
    _berkas()
    _fill()


def _klasifikasi() -> None:
    op.add_column("klasifikasi", sa.Column("asal", sa.String(length=32), server_default="baku", nullable=False))
    op.add_column("klasifikasi", sa.Column("berlaku_dari", sa.Date(), nullable=True))
    op.add_column("klasifikasi", sa.Column("berlaku_sampai", sa.Date(), nullable=True))
    op.add_column("klasifikasi", sa.Column("pengganti", sa.String(length=20), server_default="", nullable=False))
    op.create_table(
        KEPT,
        sa.Column("id", BIG, nullable=False),
        sa.Column("kode", sa.String(length=20), nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.String(length=32), nullable=False),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("uraian", sa.Text(), nullable=False),
        sa.Column("berlaku_sejak", sa.Date(), nullable=False),
        sa.Column("pengganti", sa.String(length=20), nullable=False),
        sa.Column("dasar_hukum", sa.String(length=300), nullable=False),
        sa.Column("alasan", sa.String(length=500), nullable=False),
        sa.Column("oleh", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["kode"], ["klasifikasi.kode"], name=op.f("fk_perubahan_klasifikasi_kode")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_perubahan_klasifikasi")),
        sa.UniqueConstraint("kode", "urutan", name=op.f("uq_perubahan_klasifikasi_kode_urutan")),
    )
    for statement in _guard(KEPT)[op.get_bind().dialect.name]:
        op.execute(statement)
    op.create_table(
        "kode_lama",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kode_lama", sa.String(length=20), nullable=False),
        sa.Column("judul", sa.String(length=300), nullable=False),
        sa.Column("kode", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["kode"], ["klasifikasi.kode"], name=op.f("fk_kode_lama_kode")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kode_lama")),
        sa.UniqueConstraint("kode_lama", "kode", name=op.f("uq_kode_lama_kode_lama_kode")),
    )
    op.create_index(op.f("ix_kode_lama_kode_lama"), "kode_lama", ["kode_lama"])


def _berkas() -> None:
    words = (("golongan", 32, ""), ("media", 32, "elektronik"), ("kondisi", 32, "baik"), ("ruang", 60, ""))
    words += (("rak", 60, ""), ("boks", 40, ""), ("folder", 40, ""), ("keterangan", 300, ""))
    for name, length, default in words:
        op.add_column("berkas", sa.Column(name, sa.String(length=length), server_default=default, nullable=False))
    op.add_column("berkas", sa.Column("kurun_dari", sa.Date(), nullable=True))
    op.add_column("berkas", sa.Column("kurun_sampai", sa.Date(), nullable=True))
    op.add_column("berkas", sa.Column("urut_terakhir", sa.Integer(), server_default="0", nullable=False))
    op.create_index("ix_berkas_opd", "berkas", ["opd_id", "id"])
    op.add_column("isi_berkas", sa.Column("tanggal", sa.Date(), nullable=True))
    op.add_column("isi_berkas", sa.Column("status_semula", sa.String(length=32), server_default="", nullable=False))
    op.create_table(
        "tunjuk_silang",
        sa.Column("id", BIG, nullable=False),
        sa.Column("berkas_id", BIG, nullable=False),
        sa.Column("ke_id", BIG, nullable=False),
        sa.Column("keterangan", sa.String(length=300), nullable=False),
        sa.Column("oleh_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_tunjuk_silang_berkas_id")),
        sa.ForeignKeyConstraint(["ke_id"], ["berkas.id"], name=op.f("fk_tunjuk_silang_ke_id")),
        sa.ForeignKeyConstraint(["oleh_id"], ["pegawai.id"], name=op.f("fk_tunjuk_silang_oleh_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tunjuk_silang")),
        sa.UniqueConstraint("berkas_id", "ke_id", name=op.f("uq_tunjuk_silang_berkas_id_ke_id")),
    )
    op.create_index(op.f("ix_tunjuk_silang_ke_id"), "tunjuk_silang", ["ke_id"])


def _fill() -> None:
    """The dates of what was filed before, and the span of each berkas from them."""
    here = "date(s.diterima_at, '+7 hours')"
    if op.get_bind().dialect.name == "postgresql":
        here = "(s.diterima_at AT TIME ZONE 'Asia/Jakarta')::date"
    op.execute(
        "UPDATE isi_berkas SET tanggal = (SELECT n.tanggal FROM naskah n WHERE n.id = isi_berkas.objek_id), "
        "status_semula = 'terkirim' WHERE objek = 'naskah'"
    )
    op.execute(
        f"UPDATE isi_berkas SET tanggal = (SELECT coalesce(s.tanggal_surat, {here}) FROM surat_masuk s "
        "WHERE s.id = isi_berkas.objek_id), status_semula = (SELECT CASE WHEN s.selesai_at IS NULL "
        "THEN 'untuk_diketahui' ELSE 'selesai' END FROM surat_masuk s WHERE s.id = isi_berkas.objek_id) "
        "WHERE objek = 'surat_masuk'"
    )
    op.execute("UPDATE isi_berkas SET status_semula = '' WHERE status_semula IS NULL")
    op.execute(
        "UPDATE berkas SET urut_terakhir = (SELECT coalesce(max(i.urutan), 0) FROM isi_berkas i "
        "WHERE i.berkas_id = berkas.id), "
        "kurun_dari = (SELECT min(i.tanggal) FROM isi_berkas i WHERE i.berkas_id = berkas.id), "
        "kurun_sampai = (SELECT max(i.tanggal) FROM isi_berkas i WHERE i.berkas_id = berkas.id)"
    )


def downgrade() -> None:
    op.execute("DELETE FROM jabatan_peran WHERE peran = 'unit_kearsipan'")  # an older program does not know this role
    op.execute("DELETE FROM job WHERE topic = 'klasifikasi.berlaku'")
    op.drop_table("tunjuk_silang")
    op.drop_column("isi_berkas", "status_semula")
    op.drop_column("isi_berkas", "tanggal")
    op.drop_index("ix_berkas_opd", table_name="berkas")
    for name in ("golongan", "media", "kondisi", "ruang", "rak", "boks", "folder", "keterangan"):
        op.drop_column("berkas", name)
    for name in ("kurun_dari", "kurun_sampai", "urut_terakhir"):
        op.drop_column("berkas", name)
    op.drop_table("kode_lama")
    op.drop_table(KEPT)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP FUNCTION {KEPT}_hanya_tambah()")
    for name in ("asal", "berlaku_dari", "berlaku_sampai", "pengganti"):
        op.drop_column("klasifikasi", name)
