"""What the city decides about its naskah, each decision dated, and the pictures of its kop.

Revision ID: 0032
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

KEPT = ("tata_ketetapan", "tata_gambar")
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


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
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "tata_ketetapan",
        sa.Column("id", BIG, nullable=False),
        sa.Column("bagian", sa.String(length=32), nullable=False),
        sa.Column("kunci", sa.String(length=60), nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("berlaku_sejak", sa.Date(), nullable=False),
        sa.Column("nilai", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("alasan", sa.String(length=500), nullable=False),
        sa.Column("penetap", sa.String(length=300), nullable=False),
        sa.Column("ditetapkan_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tata_ketetapan")),
        sa.UniqueConstraint("bagian", "kunci", "urutan", name=op.f("uq_tata_ketetapan_bagian_kunci_urutan")),
    )
    op.create_index("ix_tata_ketetapan_berlaku", "tata_ketetapan", ["berlaku_sejak", "id"])
    op.create_table(
        "tata_gambar",
        sa.Column("id", BIG, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("lebar", sa.Integer(), nullable=False),
        sa.Column("tinggi", sa.Integer(), nullable=False),
        sa.Column("warna", sa.LargeBinary(), nullable=False),
        sa.Column("abu", sa.LargeBinary(), nullable=False),
        sa.Column("pengunggah", sa.String(length=300), nullable=False),
        sa.Column("diunggah_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tata_gambar")),
        sa.UniqueConstraint("sha256", name=op.f("uq_tata_gambar_sha256")),
    )
    for table in KEPT:
        for statement in _guard(table)[op.get_bind().dialect.name]:
            op.execute(statement)


def downgrade() -> None:
    for table in reversed(KEPT):
        op.drop_table(table)
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"DROP FUNCTION {table}_hanya_tambah()")
