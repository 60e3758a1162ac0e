"""Posted fields of the pages about notices."""

import re
from collections.abc import Mapping
from typing import Any, Final

from eoffice.errors import Invalid
from eoffice.notifikasi.actions import Pilihan, Waktu
from eoffice.notifikasi.dorong import PANJANG_ENDPOINT, Tujuan
from eoffice.notifikasi.models import KabarPilihan
from eoffice.notifikasi.states import Kabar, Surel
from eoffice.web.fields import Fields, Form, reading

_JAM: Final = re.compile(r"([01][0-9]|2[0-3])[:.]([0-5][0-9])")
#: ASCII only, one @, nothing that could end a header or begin another recipient.
_POS_EL: Final = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")


def pilihan(
    form: Form, known: Mapping[Kabar, KabarPilihan], *, surel: bool, dorong: bool
) -> tuple[dict[Kabar, Pilihan], Waktu]:
    """What was chosen; a channel that the page did not offer keeps what was known.

    Raises:
        Invalid: with every mistake.
    """
    with reading(form) as f:
        shown, pushed = set(form.getlist("aplikasi")), set(form.getlist("dorong"))
        chosen = {}
        for kabar, row in known.items():
            how = f.choice(f"surel_{kabar}", "Surel", Surel) if surel else row.surel
            chosen[kabar] = Pilihan(kabar in shown, how, kabar in pushed if dorong else row.dorong)
        mulai, selesai = _jam(f, "tenang_mulai", "Mulai tenang"), _jam(f, "tenang_selesai", "Selesai tenang")
        if (mulai is None) != (selesai is None):
            f.wrong("tenang_selesai", "Isi kedua jam tenang, atau kosongkan keduanya.")
        hour = f.integer("jam_ringkasan", "Jam ringkasan", low=5, high=20)
    return chosen, Waktu(mulai, selesai, hour)


def _jam(f: Fields, name: str, label: str) -> int | None:
    raw = f.text(name, label, max=5, required=False)
    if not raw:
        return None
    found = _JAM.fullmatch(raw)
    if found is None:
        f.wrong(name, f"{label} ditulis seperti 18.00.")
        return None
    return int(found[1]) * 60 + int(found[2])


def alamat(form: Form) -> str:
    """An address for mail. Raises Invalid when it is none."""
    with reading(form) as f:
        found = f.text("pos_el", "Alamat pos-el", max=254)
        if found and not _POS_EL.fullmatch(found):
            f.wrong("pos_el", "Tulis satu alamat pos-el, misalnya nama@kota.go.id.")
    return found


def langganan(sent: Any) -> Tujuan:
    """What a browser says of its subscription. Raises Invalid when it is not that."""
    keys = sent.get("keys") if isinstance(sent, dict) else None
    found = [sent.get("endpoint"), keys.get("p256dh"), keys.get("auth")] if isinstance(keys, dict) else []
    if len(found) != 3 or not all(isinstance(one, str) and one for one in found) or len(found[0]) > PANJANG_ENDPOINT:
        raise Invalid("Langganan peramban ini tidak dapat dibaca.")
    return Tujuan(*found)
