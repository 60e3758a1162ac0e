"""Tanda tangan beruntun on the way to the signature: the list is begun, its pages are read one by one, each is decided."""

from flask import Response, flash, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.db import transaction
from eoffice.errors import Conflict, EofficeError, Invalid, NotAllowed
from eoffice.naskah import actions, antrean, forms, jenis, pernyataan, policy, sidik
from eoffice.naskah.beruntun import PALING_BANYAK, Beruntun, Butir, Hasil, Pilihan
from eoffice.naskah.routes import gambar
from eoffice.naskah.routes.blueprint import load, reopened, routes
from eoffice.naskah.routes.tandatangan import tampak
from eoffice.web import pictures
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import again, number, see, settled
from eoffice.web.files import page_image
from eoffice.web.session import release, services, session

ALAMAT = "/tanda-tangan/beruntun"
AWAL = f"/naskah{ALAMAT}"


@routes.get(ALAMAT)
@needs(Action.TANDATANGANI)
def beruntun() -> Response | str:
    """The list I am at; else what waits, and an invitation to begin."""
    actor = current_actor()
    found = antrean.terbuka(session(), actor)
    if found is not None:
        return see(f"{AWAL}/{found.id}")
    waiting = antrean.menunggu(session(), actor, most=PALING_BANYAK + 1)
    return render_template("naskah/beruntun_awal.html", jumlah=len(waiting), paling=PALING_BANYAK)


@routes.post(ALAMAT)
@needs(Action.TANDATANGANI)
def mulai_beruntun() -> Response:
    """Begin, or take up again with what came since, and open the first naskah that is not decided."""
    try:
        found = actions.mulai_daftar(session(), current_actor())
    except Conflict as error:
        session().rollback()
        flash(str(error), "warn")
        return see(AWAL)
    return see(onward(found))


def onward(found: Beruntun, sesudah: int = -1) -> str:
    """The next naskah to read, or the list when everything is decided."""
    butir = antrean.berikut(found, sesudah)
    return f"{AWAL}/{found.id}" + (f"/naskah/{butir.naskah_id}" if butir is not None else "")


@routes.get(f"{ALAMAT}/<int:beruntun_id>/naskah/<int:naskah_id>")
@needs(Action.TANDATANGANI, own_transactions=True)
def baca_beruntun(beruntun_id: int, naskah_id: int) -> Response | str:
    """One page of one naskah, as large as the screen is wide."""
    antrean.butir(session(), current_actor(), beruntun_id, naskah_id)
    return _reading(beruntun_id, naskah_id)


def _reading(
    beruntun_id: int, naskah_id: int, error: EofficeError | None = None, nomor: int | None = None, ketikan: str = ""
) -> str:
    naskah, actor = reopened(naskah_id), current_actor()
    butir = antrean.butir(session(), actor, beruntun_id, naskah_id)
    shown, source, sebab = tampak(naskah), gambar.sumber(session(), services(), naskah), ""
    try:
        count = gambar.banyak(services(), source)
    except EofficeError as unreadable:
        count, sebab = 0, str(unreadable)
    seen = antrean.halaman(session(), beruntun_id, naskah_id, shown.sha256)
    left = seen.kurang(count)
    wanted = nomor or number("hal") or (left[0] if left else 1)
    page = min(max(1, wanted), max(1, count))
    rows = butir.beruntun.butir
    signer = naskah.penandatangan
    sebutan = antrean.sebagai(session(), [signer.id] if signer is not None else [])
    alamat = f"{AWAL}/{beruntun_id}/naskah/{naskah_id}"
    return render_template(
        "naskah/beruntun_baca.html",
        naskah=naskah,
        jenis=jenis.get(naskah.jenis),
        butir=butir,
        ke=sum(1 for b in rows if b.urutan <= butir.urutan),
        seluruh=len(rows),
        disetujui=sum(1 for b in rows if b.pilihan is Pilihan.SETUJU),
        alamat=alamat,
        daftar=f"{AWAL}/{beruntun_id}",
        nomor=page,
        banyak=count,
        sebab=sebab,
        terbaca=seen.dilihat,
        kurang=[n for n in left if n != page],
        gambar=f"{alamat}/{page}.png?s={shown.sha256}",
        lebar=pictures.WIDTH,
        tinggi=pictures.HEIGHT,
        sidik=sidik.berempat(shown.sha256),
        tampak=shown,
        sebagai=sebutan.get(naskah.penandatangan_id or 0, ""),
        boleh=policy.may(actor, Action.TANDATANGANI, naskah),
        kembalikan=policy.may(actor, Action.KEMBALIKAN, naskah),
        jadi=butir.hasil is Hasil.JADI,
        jalan=butir.beruntun.jalan(clock.now()),
        alasan=forms.ALASAN,
        salah=error.fields if isinstance(error, Invalid) else {},
        pesan=str(error) if error is not None else "",
        ketikan=ketikan,
    )


@routes.get(f"{ALAMAT}/<int:beruntun_id>/naskah/<int:naskah_id>/<int:nomor>.png")
@needs(Action.TANDATANGANI, own_transactions=True)
def halaman_beruntun(beruntun_id: int, naskah_id: int, nomor: int) -> Response:
    """One page as a picture; that it goes out is kept before it does, at the hash it has now."""
    antrean.butir(session(), current_actor(), beruntun_id, naskah_id)
    naskah = reopened(naskah_id)
    now, source = tampak(naskah).sha256, gambar.sumber(session(), services(), naskah)
    release()
    made = gambar.png(services(), source, nomor)
    if request.args.get("s") == now:
        with transaction(services().engine) as own:
            actions.sajikan_halaman(own, beruntun_id, naskah_id, now, nomor)
    return page_image(made)


@routes.post(f"{ALAMAT}/<int:beruntun_id>/naskah/<int:naskah_id>")
@needs(Action.TANDATANGANI, own_transactions=True)
def putuskan_beruntun(beruntun_id: int, naskah_id: int) -> Response:
    """Turn a page, agree, or leave it for later."""
    actor = current_actor()
    antrean.butir(session(), actor, beruntun_id, naskah_id)
    naskah = load(naskah_id)
    now, source = tampak(naskah).sha256, gambar.sumber(session(), services(), naskah)
    release()
    form = None
    try:
        form = pernyataan.baca(request.form)
        count = gambar.banyak(services(), source) if form.aksi != Pilihan.LEWATI else 0
        with transaction(services().engine) as own:
            butir = antrean.butir(own, actor, beruntun_id, naskah_id)
            there = f"{AWAL}/{beruntun_id}/naskah/{naskah_id}?hal={min(form.halaman + 1, max(1, count))}"
            if form.aksi == Pilihan.LEWATI:
                actions.lewati(own, actor, butir)
            else:
                actions.lihat_halaman(own, actor, butir, form.dilihat, form.halaman, kini=now)
            if form.aksi == Pilihan.SETUJU:
                own.flush()
                actions.setujui(own, actor, butir, form.dilihat, kini=now, banyak=count)
            if form.aksi != pernyataan.LANJUT:
                there = _decided(butir)
            return settled(own, see(there))
    except (Invalid, Conflict, NotAllowed) as error:
        release()
        at = form.halaman if form is not None else None
        return again(_reading(beruntun_id, naskah_id, error, at if _same(form, now) else 1), error)


def _same(form: pernyataan.Baca | None, now: str) -> bool:
    """Whether a form was made from the pages as they are; else one reads from the first page again."""
    return form is not None and form.dilihat == now


def _decided(butir: Butir) -> str:
    there = onward(butir.beruntun, butir.urutan)
    if "/naskah/" not in there.removeprefix(AWAL):
        flash("Semua naskah di daftar sudah Anda putuskan. Periksa daftarnya, lalu tanda tangani.", "info")
    return there


@routes.post(f"{ALAMAT}/<int:beruntun_id>/naskah/<int:naskah_id>/kembalikan")
@needs(Action.KEMBALIKAN)
def kembalikan_beruntun(beruntun_id: int, naskah_id: int) -> Response:
    """Send it back with a reason, and go on reading."""
    actor = current_actor()
    butir = antrean.butir(session(), actor, beruntun_id, naskah_id)
    try:
        form = forms.langkah(request.form)
        actions.same_version(load(naskah_id), form.versi)
        actions.kembalikan_butir(session(), actor, butir, form.catatan)
    except (Invalid, Conflict) as error:
        session().rollback()
        typed = request.form.get("catatan", "")
        return again(_reading(beruntun_id, naskah_id, error, number("hal"), typed), error)
    flash("Naskah dikembalikan kepada konseptornya.")
    return see(_decided(butir))
