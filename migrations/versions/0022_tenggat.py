"""Deadlines with stopped clocks, reminders and escalation; the limit that governs stands beside what is owed.

Open surat and parts get their row from the worker, which sets up what has none.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

KEPT = ("tenggat_catatan", "tenggat_aturan")
HIDUP = "status IN ('berjalan', 'diminta')"


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


BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def _column(name: str, kind: object, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, kind, nullable=nullable)  # type: ignore[arg-type]


def _to(table: str, name: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}"))


def _berjam(table: str) -> None:
    op.add_column(table, sa.Column("batas_dasar", sa.String(length=24), server_default="", nullable=False))
    op.add_column(table, _column("jam_henti_at", INSTANT, nullable=True))
    op.add_column(table, sa.Column("jam_henti_alasan", sa.String(length=300), server_default="", nullable=False))
    op.add_column(table, sa.Column("tegur_tingkat", sa.Integer(), server_default="0", nullable=False))
    op.add_column(table, sa.Column("tegur_kepada", sa.String(length=300), server_default="", nullable=False))


def upgrade() -> None:
    _berjam("surat_masuk")
    _berjam("disposisi_penerima")
    op.add_column("disposisi_penerima", _column("batas_at", INSTANT, nullable=True))
    op.create_table(
        "tenggat",
        _column("id", BIG),
        _column("jenis", sa.String(length=32)),
        _column("surat_id", BIG),
        _column("penerima_id", BIG, nullable=True),
        _column("opd_id", BIG),
        _column("jabatan_id", BIG),
        _column("atas_id", BIG, nullable=True),
        _column("mulai_at", INSTANT),
        _column("batas_at", INSTANT, nullable=True),
        _column("dasar", sa.String(length=32)),
        _column("jam", sa.String(length=32)),
        _column("henti_at", INSTANT, nullable=True),
        _column("henti_detik", sa.Integer()),
        _column("berikut_at", INSTANT, nullable=True),
        _column("diingatkan", sa.Date(), nullable=True),
        _column("tingkat", sa.Integer()),
        _column("tegur_jabatan_id", BIG, nullable=True),
        _column("tutup_at", INSTANT, nullable=True),
        _to("tenggat", "atas_id", "jabatan"),
        _to("tenggat", "jabatan_id", "jabatan"),
        _to("tenggat", "opd_id", "unit"),
        _to("tenggat", "penerima_id", "disposisi_penerima"),
        _to("tenggat", "surat_id", "surat_masuk"),
        _to("tenggat", "tegur_jabatan_id", "jabatan"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenggat")),
        sa.UniqueConstraint("penerima_id", name=op.f("uq_tenggat_penerima_id")),
    )
    due = sa.text("berikut_at IS NOT NULL")
    op.create_index("ix_tenggat_berikut", "tenggat", ["berikut_at", "id"], sqlite_where=due, postgresql_where=due)
    op.create_index("ix_tenggat_pemegang", "tenggat", ["jabatan_id", "tutup_at", "batas_at"])
    op.create_index("ix_tenggat_atas", "tenggat", ["atas_id", "tutup_at", "batas_at"])
    op.create_index("ix_tenggat_tegur", "tenggat", ["tegur_jabatan_id", "tutup_at", "batas_at"])
    op.create_index(op.f("ix_tenggat_surat_id"), "tenggat", ["surat_id"])
    op.create_table(
        "tenggat_henti",
        _column("id", BIG),
        _column("version", sa.Integer()),
        _column("tenggat_id", BIG),
        _column("status", sa.String(length=32)),
        _column("alasan", sa.String(length=32)),
        _column("uraian", sa.String(length=300)),
        _column("mulai_at", INSTANT),
        _column("sampai", sa.Date(), nullable=True),
        _column("selesai_at", INSTANT, nullable=True),
        _column("oleh_id", BIG),
        _column("oleh_jabatan_id", BIG),
        _column("diputus_at", INSTANT, nullable=True),
        _column("pemutus_id", BIG, nullable=True),
        _column("catatan", sa.String(length=300)),
        _to("tenggat_henti", "oleh_id", "pegawai"),
        _to("tenggat_henti", "oleh_jabatan_id", "jabatan"),
        _to("tenggat_henti", "pemutus_id", "pegawai"),
        _to("tenggat_henti", "tenggat_id", "tenggat"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenggat_henti")),
    )
    alive = sa.text(HIDUP)
    op.create_index(
        "ux_tenggat_henti_hidup",
        "tenggat_henti",
        ["tenggat_id"],
        unique=True,
        sqlite_where=alive,
        postgresql_where=alive,
    )
    op.create_index("ix_tenggat_henti_tenggat", "tenggat_henti", ["tenggat_id", "id"])
    op.create_table(
        "tenggat_catatan",
        _column("id", BIG),
        _column("tenggat_id", BIG),
        _column("at", INSTANT),
        _column("kejadian", sa.String(length=32)),
        _column("tingkat", sa.Integer()),
        _column("kepada", sa.String(length=300)),
        _column("keterangan", sa.String(length=400)),
        _to("tenggat_catatan", "tenggat_id", "tenggat"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenggat_catatan")),
    )
    op.create_index("ix_tenggat_catatan_tenggat", "tenggat_catatan", ["tenggat_id", "id"])
    op.create_table(
        "tenggat_pesan",
        sa.Column("surat_id", BIG, autoincrement=False, nullable=False),
        sa.Column("pegawai_id", BIG, autoincrement=False, nullable=False),
        _column("hari", sa.Date()),
        sa.PrimaryKeyConstraint("surat_id", "pegawai_id", "hari", name=op.f("pk_tenggat_pesan")),
    )
    op.create_table(
        "tenggat_aturan",
        _column("id", BIG),
        _column("berlaku_sejak", sa.Date()),
        _column("aktif", sa.Boolean()),
        _column("sebelum_hari", sa.Integer()),
        _column("jam", sa.Time()),
        _column("ulang_hari", sa.Integer()),
        _column("eskalasi_hari", sa.Integer()),
        _column("naik_hari", sa.Integer()),
        _column("lewat_pimpinan", sa.Boolean()),
        _column("alasan", sa.String(length=500)),
        _column("penetap", sa.String(length=300)),
        _column("ditetapkan_at", INSTANT),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenggat_aturan")),
    )
    op.create_index(op.f("ix_tenggat_aturan_berlaku_sejak"), "tenggat_aturan", ["berlaku_sejak"])
    for table in KEPT:
        for statement in _guard(table)[op.get_bind().dialect.name]:
            op.execute(statement)


def downgrade() -> None:
    for table in ("tenggat_aturan", "tenggat_pesan", "tenggat_catatan", "tenggat_henti", "tenggat"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for table in KEPT:
            op.execute(f"DROP FUNCTION {table}_hanya_tambah()")
    op.drop_column("disposisi_penerima", "batas_at")
    for table in ("disposisi_penerima", "surat_masuk"):
        for name in ("tegur_kepada", "tegur_tingkat", "jam_henti_alasan", "jam_henti_at", "batas_dasar"):
            op.drop_column(table, name)
    op.execute("DELETE FROM job WHERE topic LIKE 'tenggat.%'")
