"""What every engine keeps of a record for showing a hit; conditions on the rows behind it join here."""

from typing import Any, Final

from sqlalchemy import column, table

DOKUMEN: Final = table(
    "cari_dokumen",
    column("urut"),
    column("objek"),
    column("objek_id"),
    column("hal"),
    column("nomor"),
    column("pihak"),
    column("isi"),
)

#: A record on its way into an engine: the row above, its words by field, its tokens.
Entry = tuple[dict[str, Any], dict[str, list[str]], list[str]]
