"""What is due, by kind, unit and month; and the list of what waits for its trigger."""

import io
import re
from typing import Any, Final

from flask import Response, make_response, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.arsip.models import Berkas
from eoffice.arsip.states import KUSTODI_LABEL, NASIB_LABEL
from eoffice.errors import Invalid, NotFound
from eoffice.pdf.kata import BULAN
from eoffice.penyusutan import policy
from eoffice.penyusutan.queries import jatuh_tempo as queries
from eoffice.penyusutan.queries import usul as usulan
from eoffice.penyusutan.retensi import TEMPO_LABEL, Arah, Tempo, ke_lkd
from eoffice.penyusutan.routes.blueprint import routes
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import number
from eoffice.web.ekspor import Lembar, Sel, to_csv, to_xlsx
from eoffice.web.fields import reading
from eoffice.web.files import attachment
from eoffice.web.session import session

HERE = "/arsip/jatuh-tempo"
_BULAN: Final = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])", re.ASCII)
KEPALA: Final = (
    "Nomor berkas", "Kode", "Uraian", "Unit pengolah", "Jumlah", "Pemicu", "Tanggal pemicu", "Aktif sampai", "Inaktif sampai",
    "Retensi (tahun)", "Nasib akhir", "Kategori", "Disimpan di", "Keterangan",
)  # fmt: skip


def _pandangan() -> tuple[queries.Pandangan, dict[str, str]]:
    errors: dict[str, str] = {}
    try:
        with reading(request.args) as f:
            kind = f.maybe_choice("jenis", "Jenis", Tempo) or Tempo.PINDAH
            unit_id = f.maybe_integer("unit", "Unit")
            day = f.maybe_date("sampai", "Sampai tanggal")
            month = f.text("bulan", "Bulan", max=7, required=False)
            if month and not _BULAN.fullmatch(month):
                f.wrong("bulan", "Pilih bulan dari daftar.")
    except Invalid as error:
        return queries.Pandangan(Tempo.PINDAH), error.fields or {"jenis": str(error)}
    return queries.Pandangan(kind, unit_id, month, day), errors


def bulan(word: str) -> str:
    """`2026-11` as people say it."""
    return f"{BULAN[int(word[5:]) - 1]} {word[:4]}"


def _address(pandangan: queries.Pandangan, **more: object) -> str:
    kept = {
        "jenis": str(pandangan.tempo),
        "unit": pandangan.unit_id,
        "bulan": pandangan.bulan,
        "sampai": pandangan.sampai.isoformat() if pandangan.sampai else "",
    } | more
    return HERE + "?" + "&".join(f"{name}={value}" for name, value in kept.items() if value not in (None, ""))


@routes.get(HERE)
@needs(Action.BACA_BERKAS)
def jatuh_tempo() -> Response:
    """The lists; nothing happens to anything here, only proposals are begun."""
    actor = current_actor()
    _may_look()
    asked, errors = _pandangan()
    start = number("mulai") or 0
    rows = queries.daftar_tempo(session(), actor, asked, mulai=start)
    shown = rows[: queries.PAGE]
    found = queries.hitung(session(), actor, sampai=asked.sampai)
    waiting = usulan.banyak_usul(session(), actor)
    return _answer(
        errors,
        daftar=[(b, ke_lkd(b.inaktif_tahun)) for b in shown],
        perkara=queries.dalam_perkara(session(), [b.id for b in shown]),
        pandangan=asked,
        label=TEMPO_LABEL,
        nasib=NASIB_LABEL,
        hari_ini=clock.today(),
        tabs=[
            (TEMPO_LABEL[t], _address(queries.Pandangan(t, None, "", asked.sampai)), t is asked.tempo, found[t])
            for t in Tempo
        ],
        unit=[(i, f"{name} ({many})") for i, name, many in queries.per_unit(session(), actor, asked)],
        bulan=[(word, f"{bulan(word)} ({many})") for word, many in queries.per_bulan(session(), actor, asked)],
        boleh_pindah=asked.tempo is Tempo.PINDAH and bool(shown) and bool(policy.may_list_move(actor, shown[0].unit)),
        satu_unit=len({b.unit_id for b in shown}) == 1,
        boleh_susut=policy.may_begin(actor),
        usul=sum(waiting.values()),
        usul_pendek=waiting.get(Arah.PENDEK, 0),
        xlsx=_address(asked).replace(HERE, f"{HERE}.xlsx"),
        csv=_address(asked).replace(HERE, f"{HERE}.csv"),
        lanjut=_address(asked, mulai=start + queries.PAGE) if len(rows) > queries.PAGE else "",
        awal=_address(asked) if start else "",
    )


def _answer(errors: dict[str, str], **values: Any) -> Response:
    answer = make_response(render_template("penyusutan/jatuh_tempo.html", errors=errors, **values))
    answer.status_code = 422 if errors else 200
    return answer


def _may_look() -> None:
    actor = current_actor()
    if not queries.dilayani(actor) and not actor.memeriksa:
        raise NotFound("Halaman itu tidak ada.")


def _row(berkas: Berkas) -> list[Sel]:
    return [
        berkas.nomor,
        berkas.kode_klasifikasi,
        berkas.judul,
        berkas.unit.nama,
        berkas.jumlah,
        berkas.pemicu,
        berkas.tanggal_pemicu,
        berkas.jatuh_aktif,
        berkas.jatuh_inaktif,
        f"{berkas.aktif_tahun} + {berkas.inaktif_tahun}",
        NASIB_LABEL[berkas.nasib_akhir],
        berkas.kategori,
        KUSTODI_LABEL[berkas.kustodi],
        "Selanjutnya ke LKD" if ke_lkd(berkas.inaktif_tahun) else "",
    ]


@routes.get(f"{HERE}.<ekstensi>")
@needs(Action.BACA_BERKAS)
def unduh_jatuh_tempo(ekstensi: str) -> Response:
    """The list as seen, as a workbook or as CSV."""
    require(policy.may_begin(current_actor()))
    asked, errors = _pandangan()
    if errors or ekstensi not in ("xlsx", "csv"):
        raise NotFound("Unduhan itu tidak ada.")
    rows = queries.daftar_tempo(session(), current_actor(), asked, limit=queries.PALING_BANYAK)
    name = f"jatuh-tempo-{asked.tempo}"
    if ekstensi == "csv":
        lines = [["" if cell is None else str(cell) for cell in _row(b)] for b in rows]
        return attachment(io.BytesIO(to_csv(KEPALA, lines, pemisah=";")), name=f"{name}.csv")
    title = f"{TEMPO_LABEL[asked.tempo]} per {clock.today():%d-%m-%Y}"
    sheet = Lembar("Jatuh tempo", KEPALA, [_row(b) for b in rows], judul=(title,))
    return attachment(io.BytesIO(to_xlsx([sheet], judul=title)), name=f"{name}.xlsx")
