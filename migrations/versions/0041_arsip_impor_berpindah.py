"""Imported records change hands and are destroyed as all others: who keeps one, and its tombstone.

Revision ID: 0041
Revises: 0040
"""

import sqlalchemy as sa
from alembic import op

from eoffice.search import bangun

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
#: What a berkas says of itself today, said of the imported records that lie in it.
DIPINDAHKAN = (
    "UPDATE arsip_impor SET kustodi_unit_id = (SELECT b.kustodi_unit_id FROM berkas b"
    " JOIN isi_berkas i ON i.berkas_id = b.id WHERE i.objek = 'arsip_impor' AND i.objek_id = arsip_impor.id)"
    " WHERE id IN (SELECT i.objek_id FROM isi_berkas i JOIN berkas b ON b.id = i.berkas_id"
    " WHERE i.objek = 'arsip_impor' AND b.kustodi_unit_id IS NOT NULL)"
)
DIMUSNAHKAN = (
    "UPDATE arsip_impor SET musnah_at = (SELECT b.akhir_at FROM berkas b JOIN isi_berkas i ON i.berkas_id = b.id"
    " WHERE i.objek = 'arsip_impor' AND i.objek_id = arsip_impor.id),"
    " musnah_ba = (SELECT b.akhir_nomor FROM berkas b JOIN isi_berkas i ON i.berkas_id = b.id"
    " WHERE i.objek = 'arsip_impor' AND i.objek_id = arsip_impor.id)"
    " WHERE id IN (SELECT i.objek_id FROM isi_berkas i JOIN berkas b ON b.id = i.berkas_id"
    " WHERE i.objek = 'arsip_impor' AND b.akhir = 'dimusnahkan')"
)


def upgrade() -> None:
    # No foreign key, as on berkas, naskah, and surat_masuk: SQLite would copy the table for it.
    op.add_column("arsip_impor", sa.Column("kustodi_unit_id", BIG, nullable=True))
    op.add_column("arsip_impor", sa.Column("musnah_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("arsip_impor", sa.Column("musnah_ba", sa.String(length=160), server_default="", nullable=False))
    op.execute(DIPINDAHKAN)
    op.execute(DIMUSNAHKAN)
    here = op.get_bind()
    changed = here.scalar(
        sa.text("SELECT count(*) FROM arsip_impor WHERE kustodi_unit_id IS NOT NULL OR musnah_at IS NOT NULL")
    )
    if changed and sa.inspect(here).has_table("cari_keadaan"):
        bangun.need(here)  # who keeps a record finds it too


def downgrade() -> None:
    for name in ("musnah_ba", "musnah_at", "kustodi_unit_id"):
        op.drop_column("arsip_impor", name)
