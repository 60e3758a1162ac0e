"""What is told to whom, by which channel.

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def person() -> sa.Column:
    return sa.Column("pegawai_id", ID, nullable=False, autoincrement=False)


def upgrade() -> None:
    op.create_table(
        "pemberitahuan",
        sa.Column("id", ID, nullable=False),
        person(),
        sa.Column("jabatan_id", ID, nullable=True),
        sa.Column("kabar", sa.String(length=32), nullable=False),
        sa.Column("pokok", sa.String(length=32), nullable=False),
        sa.Column("pokok_id", ID, nullable=False),
        sa.Column("objek", sa.String(length=32), nullable=False),
        sa.Column("objek_id", ID, nullable=False),
        sa.Column("hal", sa.String(length=500), nullable=False),
        sa.Column("sifat", sa.String(length=32), nullable=False),
        sa.Column("alasan", sa.String(length=300), nullable=False),
        sa.Column("batas", sa.Date(), nullable=True),
        sa.Column("kali", sa.Integer(), nullable=False),
        sa.Column("keluar", sa.Boolean(), nullable=False),
        sa.Column("ringkas", sa.Boolean(), nullable=False),
        sa.Column("dibuat_at", INSTANT, nullable=False),
        sa.Column("kabar_at", INSTANT, nullable=False),
        sa.Column("dibaca_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"], name=op.f("fk_pemberitahuan_pegawai_id")),
        sa.ForeignKeyConstraint(["jabatan_id"], ["jabatan.id"], name=op.f("fk_pemberitahuan_jabatan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pemberitahuan")),
    )
    op.create_index(
        "ux_pemberitahuan_terbuka",
        "pemberitahuan",
        ["pegawai_id", "pokok", "pokok_id"],
        unique=True,
        sqlite_where=sa.text("dibaca_at IS NULL"),
        postgresql_where=sa.text("dibaca_at IS NULL"),
    )
    op.create_index("ix_pemberitahuan_orang", "pemberitahuan", ["pegawai_id", "kabar_at", "id"])
    op.create_index("ix_pemberitahuan_dibaca", "pemberitahuan", ["dibaca_at"])
    op.create_index(
        "ix_pemberitahuan_ringkas",
        "pemberitahuan",
        ["pegawai_id"],
        sqlite_where=sa.text("ringkas"),
        postgresql_where=sa.text("ringkas"),
    )
    op.create_table(
        "kabar_hitungan",
        person(),
        sa.Column("belum", sa.Integer(), nullable=False),
        sa.Column("seri", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"], name=op.f("fk_kabar_hitungan_pegawai_id")),
        sa.PrimaryKeyConstraint("pegawai_id", name=op.f("pk_kabar_hitungan")),
    )
    op.create_table(
        "kabar_pilihan",
        person(),
        sa.Column("kabar", sa.String(length=32), nullable=False),
        sa.Column("aplikasi", sa.Boolean(), nullable=False),
        sa.Column("surel", sa.String(length=32), nullable=False),
        sa.Column("dorong", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"], name=op.f("fk_kabar_pilihan_pegawai_id")),
        sa.PrimaryKeyConstraint("pegawai_id", "kabar", name=op.f("pk_kabar_pilihan")),
    )
    op.create_table(
        "kabar_saluran",
        person(),
        sa.Column("pos_el", sa.String(length=254), nullable=False),
        sa.Column("terbukti_at", INSTANT, nullable=True),
        sa.Column("pos_el_baru", sa.String(length=254), nullable=False),
        sa.Column("diminta_at", INSTANT, nullable=True),
        sa.Column("surel_aktif", sa.Boolean(), nullable=False),
        sa.Column("surel_galat", sa.String(length=300), nullable=False),
        sa.Column("tenang_mulai", sa.Integer(), nullable=True),
        sa.Column("tenang_selesai", sa.Integer(), nullable=True),
        sa.Column("jam_ringkasan", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"], name=op.f("fk_kabar_saluran_pegawai_id")),
        sa.PrimaryKeyConstraint("pegawai_id", name=op.f("pk_kabar_saluran")),
    )
    op.create_table(
        "kabar_langganan",
        sa.Column("id", ID, nullable=False),
        person(),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("sidik", sa.String(length=64), nullable=False),
        sa.Column("p256dh", sa.String(length=120), nullable=False),
        sa.Column("auth", sa.String(length=40), nullable=False),
        sa.Column("peramban", sa.String(length=200), nullable=False),
        sa.Column("dibuat_at", INSTANT, nullable=False),
        sa.Column("terakhir_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"], name=op.f("fk_kabar_langganan_pegawai_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kabar_langganan")),
        sa.UniqueConstraint("sidik", name=op.f("uq_kabar_langganan_sidik")),
    )
    op.create_index(op.f("ix_kabar_langganan_pegawai_id"), "kabar_langganan", ["pegawai_id"])
    op.create_table(
        "kabar_kiriman",
        sa.Column("id", ID, nullable=False),
        sa.Column("kunci", sa.String(length=160), nullable=False),
        sa.Column("saluran", sa.String(length=32), nullable=False),
        sa.Column("jenis", sa.String(length=32), nullable=False),
        person(),
        sa.Column("pemberitahuan_id", ID, nullable=True),
        sa.Column("langganan_id", ID, nullable=True),
        sa.Column("keadaan", sa.String(length=32), nullable=False),
        sa.Column("percobaan", sa.Integer(), nullable=False),
        sa.Column("coba_at", INSTANT, nullable=False),
        sa.Column("galat", sa.String(length=300), nullable=False),
        sa.Column("dibuat_at", INSTANT, nullable=False),
        sa.Column("selesai_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"], name=op.f("fk_kabar_kiriman_pegawai_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kabar_kiriman")),
        sa.UniqueConstraint("kunci", name=op.f("uq_kabar_kiriman_kunci")),
    )
    op.create_index("ix_kabar_kiriman_siap", "kabar_kiriman", ["keadaan", "coba_at", "id"])
    op.create_index(op.f("ix_kabar_kiriman_pegawai_id"), "kabar_kiriman", ["pegawai_id"])


def downgrade() -> None:
    for table in (
        "kabar_kiriman", "kabar_langganan", "kabar_saluran", "kabar_pilihan", "kabar_hitungan", "pemberitahuan"
    ):
        op.drop_table(table)
    op.execute("DELETE FROM job WHERE topic LIKE 'notifikasi.%'")
