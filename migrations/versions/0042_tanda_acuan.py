"""A mark that the database changes whenever somebody's rights, a name, or what is pinned changes.

Revision ID: 0042
Revises: 0041
"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

TABLES = (
    "jabatan", "jabatan_peran", "kerja_tampilan", "klasifikasi", "mandat_operator", "pegawai", "pemberian_akses",
    "penugasan", "susut_anggota", "susut_kasus", "unit",
)  # fmt: skip
VERBS = ("INSERT", "UPDATE", "DELETE")
FUNCTION = (
    "CREATE FUNCTION acuan_berubah() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF coalesce(current_setting('eoffice.acuan', true), '') <> '1' THEN "
    "UPDATE tanda_acuan SET tanda = (random() * 9007199254740992)::bigint WHERE id = 1; "
    "PERFORM set_config('eoffice.acuan', '1', true); END IF; RETURN NULL; END $$"
)


def upgrade() -> None:
    made = op.create_table(
        "tanda_acuan",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tanda", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tanda_acuan")),
    )
    op.bulk_insert(made, [{"id": 1, "tanda": 1}])
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        op.execute(FUNCTION)
    for table in TABLES:
        if postgresql:
            op.execute(
                f"CREATE CONSTRAINT TRIGGER {table}_acuan AFTER INSERT OR UPDATE OR DELETE ON {table} "
                "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION acuan_berubah()"
            )
            op.execute(
                f"CREATE TRIGGER {table}_acuan_kosong AFTER TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION acuan_berubah()"
            )
            continue
        for verb in VERBS:
            op.execute(
                f"CREATE TRIGGER {table}_acuan_{verb.lower()} AFTER {verb} ON {table} "
                "BEGIN UPDATE tanda_acuan SET tanda = random() WHERE id = 1; END"
            )


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in TABLES:
        ends = ("", "_kosong") if postgresql else [f"_{verb.lower()}" for verb in VERBS]
        for name in (f"{table}_acuan{end}" for end in ends):
            op.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if postgresql else ""))
    if postgresql:
        op.execute("DROP FUNCTION acuan_berubah()")
    op.drop_table("tanda_acuan")
