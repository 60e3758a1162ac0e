"""Sums of months beside the sums of days, made from these, and indexes for what the dashboard reads.

Revision ID: 0015
Revises: 0014
"""

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

WIB = timezone(timedelta(hours=7))
UKURAN = (
    "lembar_dasar", "lembar_nyata", "halaman_dasar", "halaman_nyata", "amplop_dasar", "amplop_nyata", "arsip",
)  # fmt: skip
HITUNG = (
    "keluar", "lahir_digital", "ber_tte", "masuk", "disposisi", "disposisi_sistem", "masih_kertas", "kertas_luar",
    "bebas_cetak", "dinyatakan", "tindakan",
)  # fmt: skip
SELESAI = ("ix_waktu_surat_selesai", ["selesai_at", "opd_id"])
BUKA = ("ix_waktu_surat_buka", ["selesai_at", "opd_id", "perlu_disposisi", "registrasi_at", "batas_selesai_at"])


def _kunci() -> list[sa.Column]:
    return [
        sa.Column("bulan", sa.Date(), nullable=False),
        sa.Column("opd_id", sa.BigInteger(), autoincrement=False, nullable=False),
    ]


def upgrade() -> None:
    op.create_table(
        "r_bulan",
        *_kunci(),
        sa.Column("versi", sa.String(length=80), nullable=False),
        sa.Column("skenario", sa.String(length=32), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in UKURAN),
        sa.PrimaryKeyConstraint("bulan", "opd_id", "versi", "skenario", name=op.f("pk_r_bulan")),
    )
    op.create_table(
        "r_adopsi_bulan",
        *_kunci(),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in HITUNG),
        sa.Column("terbit", sa.Date(), nullable=True),
        sa.Column("tindak", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("bulan", "opd_id", name=op.f("pk_r_adopsi_bulan")),
    )
    waktu = op.create_table(
        "r_waktu_bulan",
        *_kunci(),
        sa.Column("menunggu", sa.Integer(), nullable=False),
        sa.Column("selesai", sa.Integer(), nullable=False),
        sa.Column("tepat", sa.Integer(), nullable=False),
        sa.Column("detik", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("terakhir_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("bulan", "opd_id", name=op.f("pk_r_waktu_bulan")),
    )
    op.create_index("ix_r_harian_tanggal", "r_harian", ["tanggal"])
    op.create_index("ix_r_adopsi_tanggal", "r_adopsi", ["tanggal"])
    op.drop_index(SELESAI[0], "waktu_surat")
    op.create_index(BUKA[0], "waktu_surat", BUKA[1])
    first = "date(tanggal, 'start of month')"
    if op.get_bind().dialect.name == "postgresql":
        first = "CAST(date_trunc('month', tanggal) AS date)"
    sums, counts = (", ".join(f"sum({name})" for name in names) for names in (UKURAN, HITUNG))
    op.execute(
        f"INSERT INTO r_bulan (bulan, opd_id, versi, skenario, {', '.join(UKURAN)}) "  # noqa: S608 - names of this file
        f"SELECT {first}, opd_id, versi, skenario, {sums} FROM r_harian GROUP BY 1, 2, 3, 4"
    )
    op.execute(
        f"INSERT INTO r_adopsi_bulan (bulan, opd_id, {', '.join(HITUNG)}, terbit, tindak) "  # noqa: S608 - the same
        f"SELECT {first}, opd_id, {counts}, max(CASE WHEN lahir_digital > 0 THEN tanggal END), "
        "max(CASE WHEN tindakan > 0 THEN tanggal END) FROM r_adopsi GROUP BY 1, 2"
    )
    _waktu(waktu)


def _waktu(target: sa.Table) -> None:
    """The clocks, read in the order of registration and written month by month."""
    surat = sa.table(
        "waktu_surat",
        sa.column("opd_id", sa.BigInteger()),
        *(
            sa.column(n, sa.DateTime(timezone=True))
            for n in ("registrasi_at", "disposisi_at", "selesai_at", "batas_selesai_at")
        ),
        sa.column("detik_disposisi", sa.BigInteger()),
        sa.column("perlu_disposisi", sa.Boolean()),
    )
    bind = op.get_bind()
    chosen = sa.select(
        surat.c.registrasi_at,
        surat.c.opd_id,
        surat.c.disposisi_at,
        surat.c.selesai_at,
        surat.c.batas_selesai_at,
        surat.c.detik_disposisi,
    ).where(surat.c.perlu_disposisi)
    rows = bind.execute(chosen.order_by(surat.c.registrasi_at).execution_options(yield_per=5000))
    for bulan, some in groupby(map(tuple, rows), key=lambda row: _bulan(row[0])):
        made = [
            _kohort(bulan, opd, list(held)) for opd, held in groupby(sorted(some, key=itemgetter(1)), itemgetter(1))
        ]
        bind.execute(target.insert(), made)


def _bulan(at: datetime) -> date:
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(WIB).date().replace(day=1)


def _kohort(bulan: date, opd: int, rows: list[tuple[Any, ...]]) -> dict[str, Any]:
    ends = [at for row in rows for at in row[2:4] if at is not None]
    return {
        "bulan": bulan,
        "opd_id": opd,
        "menunggu": sum(given is None and done is None for _, _, given, done, _, _ in rows),
        "selesai": sum(done is not None for _, _, _, done, _, _ in rows),
        "tepat": sum(done is not None and done <= limit for _, _, _, done, limit, _ in rows),
        "detik": sorted(seconds for _, _, given, _, _, seconds in rows if given is not None),
        "terakhir_at": max(ends, default=None),
    }


def downgrade() -> None:
    op.drop_index(BUKA[0], "waktu_surat")
    op.create_index(SELESAI[0], "waktu_surat", SELESAI[1])
    op.drop_index("ix_r_adopsi_tanggal", "r_adopsi")
    op.drop_index("ix_r_harian_tanggal", "r_harian")
    op.drop_table("r_waktu_bulan")
    op.drop_table("r_adopsi_bulan")
    op.drop_table("r_bulan")
