"""The signing page: what will be signed, whether one can sign, and the passphrase, which is used once and kept nowhere."""

from flask import Response, flash, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action, Sifat
from eoffice.akun import login
from eoffice.errors import Conflict, EofficeError, Invalid, NotAllowed, TooMany, Unavailable
from eoffice.naskah import actions, jenis, pernyataan, policy, sidik, suntingan, temuan
from eoffice.naskah.models import Naskah
from eoffice.naskah.routes import formulir, tampil
from eoffice.naskah.routes.blueprint import load, opened, reopened, routes
from eoffice.naskah.routes.lihat import pages
from eoffice.naskah.states import PeranMassal, Status
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan
from eoffice.tte import actions as tte_actions
from eoffice.tte import queries as tte
from eoffice.web import csrf
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import again, see
from eoffice.web.session import release, services, session


@routes.get("/<int:naskah_id>/tanda-tangan")
@needs(Action.TANDATANGANI, own_transactions=True)
def tanda_tangan(naskah_id: int) -> Response | str:
    """Read, then sign."""
    naskah = load(naskah_id)
    if naskah.pdf_sha256 is not None or not current_actor().holds(naskah.giliran_ttd):
        return see(f"/naskah/{naskah_id}")
    if naskah.peran_massal is PeranMassal.INDUK:
        return see(f"/naskah/massal/{naskah.massal_id}/tanda-tangan")
    release()
    tte_actions.segarkan_bsre(services(), current_actor())
    return _page(opened(naskah_id))


def tampak(naskah: Naskah) -> sidik.Tampak:
    """The hash of what the pages of a naskah show now."""
    own = services().settings
    return sidik.tampak(session(), naskah, kota=own.nama_kota, tempat=own.tempat)


def _page(naskah: Naskah, error: EofficeError | None = None) -> str:
    actor = current_actor()
    signer = session().get(Jabatan, naskah.giliran_ttd) if naskah.giliran_ttd is not None else None
    held = organisasi.holder(session(), signer.id) if signer is not None else None
    shown, found = tampak(naskah), dict(error.fields) if isinstance(error, Invalid) else {}
    if "frasa" in found:
        found["frasa_sandi"] = found.pop("frasa")
    return render_template(
        "naskah/tanda_tangan.html",
        naskah=naskah,
        jenis=jenis.get(naskah.jenis),
        sebagai_jabatan=signer.nama if signer is not None else "",
        boleh=policy.may(actor, Action.TANDATANGANI, naskah),
        kembalikan=policy.may(actor, Action.KEMBALIKAN, naskah),
        siap=tte.kesiapan(session(), actor.pegawai_id, clock.now()),
        kurang=actions.missing(naskah),
        hasil=temuan.cari(session(), actor, naskah) if naskah.tahap is None else None,
        bsre=tte.penanda_bsre(session(), actor.pegawai_id),
        belum_jelas=naskah.status is not Status.SIAP_TTD and tte.belum_jelas(session(), "naskah", naskah.id),
        sertifikat=tte.berlaku(session(), actor.pegawai_id, clock.now()),
        sebagai=str(held.bentuk) if held is not None else "",
        paraf=tampil.paraf(naskah, notes=True),
        komentar=suntingan.banyak_terbuka(session(), naskah.id),
        tampak=shown,
        sidik=sidik.berempat(shown.sha256),
        ikatan=csrf.bound("naskah", naskah.id, shown.sha256),
        minta_sandi=login.minta_sandi(terjaga=naskah.sifat is not Sifat.BIASA),
        halaman=pages(naskah),
        pergi=formulir.away(session(), naskah),
        salah={name: found[name] for name in ("frasa_sandi", "sandi_masuk") if name in found},
        pesan=str(error) if error is not None else "",
    )


@routes.post("/<int:naskah_id>/tanda-tangan")
@needs(Action.TANDATANGANI, own_transactions=True)
def tandatangani(naskah_id: int) -> Response:
    """Sign. A refusal before the number changes nothing and shows the page again."""
    naskah = load(naskah_id)  # 404 for whoever may not know of it, before any secret is even looked at
    asked = login.minta_sandi(terjaga=naskah.sifat is not Sifat.BIASA)
    now = tampak(naskah) if naskah.pdf_sha256 is None else None
    release()
    try:
        form = pernyataan.tanda_tangan(request.form, sandi=bool(asked))
        if now is not None:
            same_pages(now, form.dilihat, form.rinci)
        csrf.check_bound(form.ikatan, "naskah", naskah_id, form.dilihat)
        if asked:
            login.buktikan(form.sandi, untuk="naskah.tandatangani")
        actions.tandatangani(services(), current_actor(), naskah_id, frasa=form.frasa, dilihat_sha256=form.dilihat)
        login.catat_ttd()
    except Unavailable as error:
        flash(str(error), "warn")
        return see(f"/naskah/{naskah_id}")
    except (Invalid, Conflict, TooMany, NotAllowed) as error:
        return again(_page(reopened(naskah_id), error), error)
    signed = load(naskah_id)
    after = "Pengiriman lewat e-Office berjalan sendiri."
    if signed.status is Status.MENUNGGU_PENANDA:
        after = "Naskah menunggu tanda tangan pihak berikutnya, dan dikirim sesudah semuanya menandatangani."
    flash(f"Naskah ditandatangani dengan nomor {signed.nomor}. {after}")
    return see(f"/naskah/{naskah_id}")


def same_pages(now: sidik.Tampak, dilihat: str, rinci: str = "") -> None:
    """Refuse what is not what was shown, and name what changed.

    Raises:
        Conflict: anything on the pages differs.
    """
    if now.sha256 == dilihat:
        return
    changed = now.berubah(rinci)
    named = f" Yang berubah: {changed}." if changed else ""
    raise Conflict(
        f"Naskah berubah sejak Anda membukanya, jadi belum ditandatangani dan tidak ada yang hilang.{named} Baca halaman "
        "yang tampil sekarang, lalu tanda tangani."
    )
