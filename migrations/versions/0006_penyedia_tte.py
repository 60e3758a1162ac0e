"""Who signs with BSrE instead of a key of this office, and the log of attempts to have something signed elsewhere.

Authorities that are renewed: each generation a row of its own.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _generations()
    op.create_table(
        "penanda_bsre",
        sa.Column("pegawai_id", BIG, nullable=False),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.Column("cara", sa.String(length=32), nullable=False),
        sa.Column("nik_segel", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("nik_sidik", sa.String(length=64), nullable=False),
        sa.Column("nik_akhir", sa.String(length=4), nullable=False),
        sa.Column("diubah_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=True),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pem", sa.Text(), nullable=False),
        sa.Column("serial_hex", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("berlaku_sampai", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"], name=op.f("fk_penanda_bsre_pegawai_id")),
        sa.PrimaryKeyConstraint("pegawai_id", name=op.f("pk_penanda_bsre")),
        sa.UniqueConstraint("nik_sidik", name=op.f("uq_penanda_bsre_nik_sidik")),
    )
    op.create_table(
        "upaya_ttd",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("penyedia", sa.String(length=16), nullable=False),
        sa.Column("objek", sa.String(length=32), nullable=False),
        sa.Column("objek_id", BIG, nullable=False),
        sa.Column("pegawai_id", BIG, nullable=False),
        sa.Column("hasil", sa.String(length=32), nullable=False),
        sa.Column("kode", sa.String(length=40), nullable=False),
        sa.Column("http", sa.Integer(), nullable=False),
        sa.Column("id_dokumen", sa.String(length=100), nullable=False),
        sa.Column("mulai_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lama_ms", sa.Integer(), nullable=True),
        sa.Column("kirim_key", sa.String(length=120), nullable=False),
        sa.Column("kirim_size", sa.Integer(), nullable=False),
        sa.Column("kirim_sha256", sa.String(length=64), nullable=False),
        sa.Column("jawab_key", sa.String(length=120), nullable=True),
        sa.Column("jawab_size", sa.Integer(), nullable=True),
        sa.Column("jawab_sha256", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"], name=op.f("fk_upaya_ttd_pegawai_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upaya_ttd")),
        sa.UniqueConstraint("ref", name=op.f("uq_upaya_ttd_ref")),
    )
    with op.batch_alter_table("upaya_ttd", schema=None) as batch_op:
        batch_op.create_index("ix_upaya_ttd_objek", ["objek", "objek_id", "id"], unique=False)
        batch_op.create_index("ix_upaya_ttd_mulai", ["mulai_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("upaya_ttd", schema=None) as batch_op:
        batch_op.drop_index("ix_upaya_ttd_mulai")
        batch_op.drop_index("ix_upaya_ttd_objek")
    op.drop_table("upaya_ttd")
    op.drop_table("penanda_bsre")
    _one_generation()


def _generations() -> None:
    with op.batch_alter_table("otoritas", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ke", sa.Integer(), server_default="0", nullable=False))
        batch_op.drop_constraint("uq_otoritas_kind", type_="unique")
        batch_op.create_unique_constraint("uq_otoritas_kind_ke", ["kind", "ke"])


def _one_generation() -> None:
    """The program of before knows one row of each kind and no responder: the newest stays."""
    op.execute("DELETE FROM otoritas WHERE kind = 'ocsp'")
    op.execute(
        "DELETE FROM otoritas WHERE EXISTS "
        "(SELECT 1 FROM otoritas AS later WHERE later.kind = otoritas.kind AND later.ke > otoritas.ke)"
    )
    with op.batch_alter_table("otoritas", schema=None) as batch_op:
        batch_op.drop_constraint("uq_otoritas_kind_ke", type_="unique")
        batch_op.create_unique_constraint("uq_otoritas_kind", ["kind"])
        batch_op.drop_column("ke")
