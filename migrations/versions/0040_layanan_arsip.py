"""Leave to read, requests for it, lending of paper, and the ledger of stored objects.

Revision ID: 0040
Revises: 0039
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SAAT = sa.DateTime(timezone=True)
KABAR = (
    "akses_diminta", "akses_diputus", "pinjam_diminta", "pinjam_diputus", "pinjam_tempo", "simpanan_rusak",
)  # fmt: skip
TOPIK = ("layanan_arsip.ingatkan",)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    op.create_table(
        "pemberian_akses",
        sa.Column("id", BIG, nullable=False),
        sa.Column("pegawai_id", BIG, nullable=False),
        sa.Column("objek", sa.String(length=40), nullable=False),
        sa.Column("objek_id", BIG, nullable=False),
        sa.Column("sifat", sa.String(length=32), nullable=False),
        sa.Column("oleh_id", BIG, nullable=False),
        sa.Column("mulai_at", SAAT, nullable=False),
        sa.Column("sampai_at", SAAT, nullable=False),
        sa.Column("dicabut_at", SAAT, nullable=True),
        _to("pemberian_akses", "pegawai_id", "pegawai"),
        _to("pemberian_akses", "oleh_id", "pegawai"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pemberian_akses")),
    )
    op.create_index("ix_pemberian_akses_pegawai", "pemberian_akses", ["pegawai_id", "sampai_at"])
    op.create_index("ix_pemberian_akses_objek", "pemberian_akses", ["objek", "objek_id"])
    op.create_table(
        "permintaan_akses",
        sa.Column("id", BIG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("pemohon_id", BIG, nullable=False),
        sa.Column("pemohon_jabatan_id", BIG, nullable=False),
        sa.Column("opd_id", BIG, nullable=False),
        sa.Column("sebutan", sa.String(length=300), nullable=False),
        sa.Column("keperluan", sa.String(length=1000), nullable=False),
        sa.Column("hari", sa.Integer(), nullable=False),
        sa.Column("objek", sa.String(length=40), nullable=False),
        sa.Column("objek_id", BIG, nullable=True),
        sa.Column("sifat", sa.String(length=32), nullable=True),
        sa.Column("diminta_at", SAAT, nullable=False),
        sa.Column("diputus_at", SAAT, nullable=True),
        sa.Column("diputus_oleh_id", BIG, nullable=True),
        sa.Column("alasan", sa.String(length=1000), nullable=False),
        sa.Column("pemberian_id", BIG, nullable=True),
        _to("permintaan_akses", "pemohon_id", "pegawai"),
        _to("permintaan_akses", "pemohon_jabatan_id", "jabatan"),
        _to("permintaan_akses", "opd_id", "unit"),
        _to("permintaan_akses", "diputus_oleh_id", "pegawai"),
        _to("permintaan_akses", "pemberian_id", "pemberian_akses"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_permintaan_akses")),
    )
    op.create_index("ix_permintaan_akses_opd", "permintaan_akses", ["opd_id", "status", "id"])
    op.create_index("ix_permintaan_akses_pemohon", "permintaan_akses", ["pemohon_id", "id"])
    op.create_table(
        "peminjaman_arsip",
        sa.Column("id", BIG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("berkas_id", BIG, nullable=False),
        sa.Column("opd_id", BIG, nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=True),
        sa.Column("nomor", sa.Integer(), nullable=True),
        sa.Column("pemohon_id", BIG, nullable=False),
        sa.Column("pemohon_jabatan_id", BIG, nullable=False),
        sa.Column("yang_dipinjam", sa.String(length=500), nullable=False),
        sa.Column("keperluan", sa.String(length=1000), nullable=False),
        sa.Column("hari", sa.Integer(), nullable=False),
        sa.Column("diminta_at", SAAT, nullable=False),
        sa.Column("diputus_at", SAAT, nullable=True),
        sa.Column("diputus_oleh_id", BIG, nullable=True),
        sa.Column("alasan", sa.String(length=1000), nullable=False),
        sa.Column("diserahkan_at", SAAT, nullable=True),
        sa.Column("diserahkan_oleh_id", BIG, nullable=True),
        sa.Column("jatuh_tempo", sa.Date(), nullable=True),
        sa.Column("perpanjangan", sa.Integer(), nullable=False),
        sa.Column("kembali_at", SAAT, nullable=True),
        sa.Column("diterima_oleh_id", BIG, nullable=True),
        sa.Column("kondisi", sa.String(length=500), nullable=False),
        sa.Column("hilang_at", SAAT, nullable=True),
        sa.Column("laporan_hilang", sa.String(length=1000), nullable=False),
        _to("peminjaman_arsip", "berkas_id", "berkas"),
        _to("peminjaman_arsip", "opd_id", "unit"),
        _to("peminjaman_arsip", "pemohon_id", "pegawai"),
        _to("peminjaman_arsip", "pemohon_jabatan_id", "jabatan"),
        _to("peminjaman_arsip", "diputus_oleh_id", "pegawai"),
        _to("peminjaman_arsip", "diserahkan_oleh_id", "pegawai"),
        _to("peminjaman_arsip", "diterima_oleh_id", "pegawai"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peminjaman_arsip")),
        sa.UniqueConstraint("opd_id", "tahun", "nomor", name=op.f("uq_peminjaman_arsip_opd_id_tahun_nomor")),
    )
    op.create_index("ix_peminjaman_arsip_opd", "peminjaman_arsip", ["opd_id", "status", "jatuh_tempo"])
    op.create_index("ix_peminjaman_arsip_berkas", "peminjaman_arsip", ["berkas_id", "status"])
    op.create_index("ix_peminjaman_arsip_pemohon", "peminjaman_arsip", ["pemohon_id", "id"])
    op.create_table(
        "objek_simpan",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kunci", sa.String(length=120), nullable=False),
        sa.Column("ukuran", sa.BigInteger(), nullable=False),
        sa.Column("sidik", sa.String(length=64), nullable=False),
        sa.Column("kelas", sa.String(length=32), nullable=False),
        sa.Column("dicatat_at", SAAT, nullable=False),
        sa.Column("diperiksa_at", SAAT, nullable=True),
        sa.Column("keadaan", sa.String(length=32), nullable=False),
        sa.Column("keterangan", sa.String(length=300), nullable=False),
        sa.Column("dipulihkan_at", SAAT, nullable=True),
        sa.Column("replika_at", SAAT, nullable=True),
        sa.Column("replika_coba", sa.Integer(), nullable=False),
        sa.Column("replika_lagi_at", SAAT, nullable=True),
        sa.Column("gembok", sa.String(length=32), nullable=False),
        sa.Column("gembok_sampai", sa.Date(), nullable=True),
        sa.Column("gembok_at", SAAT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objek_simpan")),
        sa.UniqueConstraint("kunci", name=op.f("uq_objek_simpan_kunci")),
    )
    op.create_index("ix_objek_simpan_periksa", "objek_simpan", ["kelas", "diperiksa_at"])
    op.create_index("ix_objek_simpan_replika", "objek_simpan", ["replika_at", "replika_coba", "id"])
    op.create_index("ix_objek_simpan_keadaan", "objek_simpan", ["keadaan"])
    op.create_table(
        "periksa_simpan",
        sa.Column("id", BIG, nullable=False),
        sa.Column("asal", sa.String(length=16), nullable=False),
        sa.Column("mulai_at", SAAT, nullable=False),
        sa.Column("selesai_at", SAAT, nullable=False),
        sa.Column("diperiksa", sa.Integer(), nullable=False),
        sa.Column("bita", sa.BigInteger(), nullable=False),
        sa.Column("hilang", sa.Integer(), nullable=False),
        sa.Column("rusak", sa.Integer(), nullable=False),
        sa.Column("dipulihkan", sa.Integer(), nullable=False),
        sa.Column("belum_pulih", sa.Integer(), nullable=False),
        sa.Column("rincian", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_periksa_simpan")),
    )
    op.create_index("ix_periksa_simpan_mulai", "periksa_simpan", ["mulai_at"])
    op.add_column("naskah", sa.Column("sifat_awal", sa.String(length=32), nullable=True))


def downgrade() -> None:
    op.get_bind().execute(
        sa.text("DELETE FROM job WHERE topic IN :topik").bindparams(sa.bindparam("topik", TOPIK, expanding=True))
    )
    for table in ("pemberitahuan", "kabar_pilihan"):  # an older program does not know these kinds of news
        kept = sa.table(table, sa.column("kabar"))
        op.get_bind().execute(sa.delete(kept).where(kept.c.kabar.in_(KABAR)))
    op.execute(
        "UPDATE kabar_hitungan SET belum = (SELECT count(*) FROM pemberitahuan p"
        " WHERE p.pegawai_id = kabar_hitungan.pegawai_id AND p.dibaca_at IS NULL)"
    )
    op.drop_column("naskah", "sifat_awal")
    for table in ("periksa_simpan", "objek_simpan", "peminjaman_arsip", "permintaan_akses", "pemberian_akses"):
        op.drop_table(table)
