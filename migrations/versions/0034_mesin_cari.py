"""The search index in its second shape: names by their part, roots, spellings, and what facets count.

It is left empty: `siapkan` and the worker build it from the records by themselves.

Revision ID: 0034
Revises: 0033
"""

import sqlalchemy as sa
from alembic import op

from eoffice import search

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

#: The first shape, for a program that goes back.
LAMA = {
    "sqlite": (
        "CREATE TABLE cari_dokumen (urut INTEGER PRIMARY KEY, objek TEXT NOT NULL, objek_id INTEGER NOT NULL,"
        " hal TEXT NOT NULL, nomor TEXT NOT NULL, pihak TEXT NOT NULL, isi TEXT NOT NULL, UNIQUE (objek, objek_id))",
        "CREATE VIRTUAL TABLE cari_teks USING fts5(hal, nomor, pihak, isi, hak, content='', contentless_delete=1,"
        " tokenize='ascii', prefix='2 3 4')",
        "INSERT INTO cari_teks(cari_teks, rank) VALUES ('secure-delete', 1)",
    ),
    "postgresql": (
        "CREATE TABLE cari_dokumen (urut BIGINT PRIMARY KEY, objek TEXT NOT NULL, objek_id BIGINT NOT NULL,"
        " hal TEXT NOT NULL, nomor TEXT NOT NULL, pihak TEXT NOT NULL, isi TEXT NOT NULL, teks TSVECTOR NOT NULL,"
        " hak TEXT[] NOT NULL, UNIQUE (objek, objek_id))",
        "CREATE INDEX cari_dokumen_gin ON cari_dokumen USING gin (teks, hak) WITH (fastupdate = off)",
    ),
}


def upgrade() -> None:
    search.drop(op.get_bind())
    search.create(op.get_bind())
    there = " UNION ALL ".join(f"SELECT 1 FROM (SELECT id FROM {name} LIMIT 1) AS {name}" for name in ("naskah", "surat_masuk"))  # noqa: S608
    if op.get_bind().execute(sa.text(there)).first() is not None:
        search.bangun.need(op.get_bind())


def downgrade() -> None:
    search.drop(op.get_bind())
    for statement in LAMA[op.get_bind().dialect.name]:
        op.execute(statement)
