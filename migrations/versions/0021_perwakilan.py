"""Absence, operators and mutation: appointments, mandates, redirects, mutations, and the earlier names of things.

Existing assignments stay as they are; from now on the database refuses a second acting person for one jabatan.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

SAID = "jabatan sudah mempunyai Plt., Plh., atau Pj. pada masa itu"
ADA = """SELECT 1 FROM penugasan AS p WHERE p.jabatan_id = NEW.jabatan_id AND p.bentuk <> 'definitif'
 AND p.id {other} NEW.id AND p.mulai <= COALESCE(NEW.selesai, {far}) AND COALESCE(p.selesai, {far}) >= NEW.mulai"""
SQLITE = ADA.format(other="IS NOT", far="'9999-12-31'")
PG = ADA.format(other="<>", far="'infinity'::date")
GUARD = {
    "sqlite": (
        "CREATE TRIGGER penugasan_satu_pelaksana_baru BEFORE INSERT ON penugasan "
        f"WHEN NEW.bentuk <> 'definitif' AND EXISTS ({SQLITE}) BEGIN SELECT RAISE(ABORT, '{SAID}'); END",
        "CREATE TRIGGER penugasan_satu_pelaksana_ubah BEFORE UPDATE OF jabatan_id, bentuk, mulai, selesai ON penugasan "
        "WHEN NEW.bentuk <> 'definitif' AND (OLD.bentuk = 'definitif' OR NEW.jabatan_id <> OLD.jabatan_id "
        "OR NEW.mulai < OLD.mulai OR COALESCE(NEW.selesai, '9999-12-31') > COALESCE(OLD.selesai, '9999-12-31')) "
        f"AND EXISTS ({SQLITE}) BEGIN SELECT RAISE(ABORT, '{SAID}'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION penugasan_satu_pelaksana() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF NEW.bentuk = 'definitif' THEN RETURN NEW; END IF; "
        "IF TG_OP = 'UPDATE' THEN IF OLD.bentuk <> 'definitif' AND NEW.jabatan_id = OLD.jabatan_id "
        "AND NEW.mulai >= OLD.mulai AND COALESCE(NEW.selesai, 'infinity'::date) "
        "<= COALESCE(OLD.selesai, 'infinity'::date) THEN RETURN NEW; END IF; END IF; "
        "PERFORM 1 FROM jabatan WHERE id = NEW.jabatan_id FOR NO KEY UPDATE; "
        f"IF EXISTS ({PG}) THEN RAISE EXCEPTION '{SAID}' USING ERRCODE = 'exclusion_violation'; END IF; "
        "RETURN NEW; END $$",
        "CREATE TRIGGER penugasan_satu_pelaksana BEFORE INSERT OR UPDATE ON penugasan "
        "FOR EACH ROW EXECUTE FUNCTION penugasan_satu_pelaksana()",
    ),
}
UNGUARD = {
    "sqlite": ("DROP TRIGGER penugasan_satu_pelaksana_ubah", "DROP TRIGGER penugasan_satu_pelaksana_baru"),
    "postgresql": (
        "DROP TRIGGER penugasan_satu_pelaksana ON penugasan",
        "DROP FUNCTION penugasan_satu_pelaksana()",
    ),
}


def _id(name: str = "id") -> sa.Column:
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False)


def _ref(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=nullable)


def _fk(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))


def _at(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    for table in ("unit", "jabatan"):
        op.add_column(table, sa.Column("nama_lama", sa.JSON(none_as_null=True), server_default="[]", nullable=False))
    op.add_column("penugasan", sa.Column("mengunci", sa.Boolean(), server_default=sa.true(), nullable=False))
    _penunjukan()
    _mandat()
    _pengalihan()
    _mutasi()
    for statement in GUARD[op.get_bind().dialect.name]:
        op.execute(sa.text(statement.replace("::date", "\\:\\:date")))


def _penunjukan() -> None:
    op.create_table(
        "penunjukan",
        _id(),
        sa.Column("version", sa.Integer(), nullable=False),
        _ref("jabatan_id"),
        _ref("pegawai_id"),
        _ref("penugasan_id", nullable=True),
        sa.Column("bentuk", sa.String(length=32), nullable=False),
        sa.Column("sebab", sa.String(length=32), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("selesai", sa.Date(), nullable=True),
        sa.Column("nomor_sk", sa.String(length=120), nullable=False),
        sa.Column("tanggal_sk", sa.Date(), nullable=False),
        _ref("naskah_id", nullable=True),
        sa.Column("berkas_key", sa.String(length=120), nullable=True),
        sa.Column("berkas_size", sa.Integer(), nullable=True),
        sa.Column("berkas_sha256", sa.String(length=64), nullable=True),
        sa.Column("berkas_mime", sa.String(length=100), nullable=False),
        sa.Column("berkas_nama", sa.String(length=200), nullable=False),
        _ref("dibuat_oleh_id"),
        _at("dibuat_at"),
        _at("diakhiri_at", nullable=True),
        sa.Column("alasan_akhir", sa.String(length=300), nullable=False),
        _fk("penunjukan", "jabatan_id", "jabatan"),
        _fk("penunjukan", "pegawai_id", "pegawai"),
        _fk("penunjukan", "penugasan_id", "penugasan"),
        _fk("penunjukan", "naskah_id", "naskah"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penunjukan")),
        sa.UniqueConstraint("penugasan_id", name=op.f("uq_penunjukan_penugasan_id")),
    )
    op.create_index("ix_penunjukan_jabatan", "penunjukan", ["jabatan_id", "mulai"])
    op.create_index(op.f("ix_penunjukan_pegawai_id"), "penunjukan", ["pegawai_id"])


def _mandat() -> None:
    op.create_table(
        "mandat_operator",
        _id(),
        sa.Column("version", sa.Integer(), nullable=False),
        _ref("jabatan_id"),
        _ref("pegawai_id"),
        sa.Column("hak", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("sifat_maks", sa.String(length=32), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("selesai", sa.Date(), nullable=False),
        _ref("diberi_oleh_id"),
        _at("diberi_at"),
        _at("dicabut_at", nullable=True),
        _fk("mandat_operator", "jabatan_id", "jabatan"),
        _fk("mandat_operator", "pegawai_id", "pegawai"),
        _fk("mandat_operator", "diberi_oleh_id", "pegawai"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandat_operator")),
    )
    op.create_index("ix_mandat_operator_pegawai", "mandat_operator", ["pegawai_id", "selesai"])
    op.create_index("ix_mandat_operator_jabatan", "mandat_operator", ["jabatan_id", "selesai"])


def _pengalihan() -> None:
    op.create_table(
        "pengalihan",
        _id(),
        sa.Column("version", sa.Integer(), nullable=False),
        _ref("jabatan_id"),
        _ref("ke_jabatan_id"),
        sa.Column("sebab", sa.String(length=32), nullable=False),
        sa.Column("cara", sa.String(length=32), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("selesai", sa.Date(), nullable=False),
        sa.Column("catatan", sa.String(length=300), nullable=False),
        _ref("dibuat_oleh_id"),
        _at("dibuat_at"),
        _at("dicabut_at", nullable=True),
        _fk("pengalihan", "jabatan_id", "jabatan"),
        _fk("pengalihan", "ke_jabatan_id", "jabatan"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pengalihan")),
    )
    op.create_index("ix_pengalihan_jabatan", "pengalihan", ["jabatan_id", "selesai"])
    op.create_table(
        "surat_alih",
        _id(),
        _ref("surat_id"),
        _ref("pengalihan_id"),
        _ref("dari_jabatan_id"),
        _ref("ke_jabatan_id"),
        sa.Column("cara", sa.String(length=32), nullable=False),
        sa.Column("bagian", sa.String(length=16), nullable=False),
        _at("at"),
        _fk("surat_alih", "surat_id", "surat_masuk"),
        _fk("surat_alih", "pengalihan_id", "pengalihan"),
        _fk("surat_alih", "dari_jabatan_id", "jabatan"),
        _fk("surat_alih", "ke_jabatan_id", "jabatan"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surat_alih")),
        sa.UniqueConstraint(
            "surat_id",
            "dari_jabatan_id",
            "ke_jabatan_id",
            name=op.f("uq_surat_alih_surat_id_dari_jabatan_id_ke_jabatan_id"),
        ),
    )
    op.create_index(op.f("ix_surat_alih_pengalihan_id"), "surat_alih", ["pengalihan_id"])
    op.create_index(op.f("ix_surat_alih_dari_jabatan_id"), "surat_alih", ["dari_jabatan_id"])


def _mutasi() -> None:
    op.create_table(
        "mutasi",
        _id(),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kelompok", sa.String(length=32), nullable=False),
        _ref("pegawai_id"),
        _ref("dari_jabatan_id", nullable=True),
        _ref("ke_jabatan_id", nullable=True),
        sa.Column("dari_nama", sa.String(length=300), nullable=False),
        sa.Column("ke_nama", sa.String(length=300), nullable=False),
        _ref("konsep_ke_id", nullable=True),
        sa.Column("berlaku", sa.Date(), nullable=False),
        sa.Column("nomor_sk", sa.String(length=120), nullable=False),
        sa.Column("tanggal_sk", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("rincian", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("catatan", sa.Text(), nullable=False),
        _ref("dibuat_oleh_id"),
        _at("dibuat_at"),
        _at("diterapkan_at", nullable=True),
        _at("dibatalkan_at", nullable=True),
        _fk("mutasi", "pegawai_id", "pegawai"),
        _fk("mutasi", "dari_jabatan_id", "jabatan"),
        _fk("mutasi", "ke_jabatan_id", "jabatan"),
        _fk("mutasi", "konsep_ke_id", "pegawai"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mutasi")),
    )
    op.create_index("ix_mutasi_status", "mutasi", ["status", "berlaku"])
    op.create_index(op.f("ix_mutasi_kelompok"), "mutasi", ["kelompok"])
    op.create_index(op.f("ix_mutasi_pegawai_id"), "mutasi", ["pegawai_id"])


def downgrade() -> None:
    for statement in UNGUARD[op.get_bind().dialect.name]:
        op.execute(statement)
    for table in ("mutasi", "surat_alih", "pengalihan", "mandat_operator", "penunjukan"):
        op.drop_table(table)
    op.drop_column("penugasan", "mengunci")
    for table in ("jabatan", "unit"):
        op.drop_column(table, "nama_lama")
    op.execute("DELETE FROM job WHERE topic LIKE 'perwakilan.%'")
