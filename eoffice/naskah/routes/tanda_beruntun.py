"""Tanda tangan beruntun, the signature: the list, one passphrase for all of it, the progress, and the result of each."""

from dataclasses import dataclass
from typing import Any

from flask import Response, jsonify, render_template

from eoffice import clock
from eoffice.akses.rights import Action, Sifat
from eoffice.akses.verdict import Verdict, no
from eoffice.akun import login
from eoffice.errors import Conflict, EofficeError, Invalid, NotAllowed, TooMany, Unavailable
from eoffice.naskah import actions, antrean
from eoffice.naskah.beruntun import Beruntun, Butir, Hasil, Pilihan
from eoffice.naskah.pernyataan import TandaTangan
from eoffice.naskah.routes.beruntun import ALAMAT, AWAL
from eoffice.naskah.routes.blueprint import routes
from eoffice.naskah.routes.satu_frasa import upacara
from eoffice.naskah.states import ISSUED
from eoffice.tte import queries as tte
from eoffice.tte.states import CaraBsre
from eoffice.web import csrf
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import again, see
from eoffice.web.session import release, services, session


@dataclass(frozen=True)
class Baris:
    """One naskah of the list as its page shows it."""

    naskah_id: int
    hal: str
    tujuan: str
    sebagai: str
    sifat: str
    nomor: str
    kata: str
    nada: str
    keterangan: str
    pilihan: str
    hasil: str
    terlihat: bool


def _words(butir: Butir, *, jalan: bool) -> tuple[str, str]:
    """Where a naskah of the list stands, and the tone of it."""
    naskah = butir.naskah
    if butir.hasil is Hasil.JADI or naskah.status in ISSUED:
        return "Ditandatangani", "ok"
    if butir.hasil is Hasil.SEDANG:
        return ("Sedang ditandatangani", "info") if jalan else ("Terputus", "warn")
    if butir.hasil is not Hasil.BELUM:
        return ("Belum selesai", "bad") if butir.hasil is Hasil.GAGAL else ("Tidak ditandatangani", "warn")
    if butir.pilihan is Pilihan.SETUJU and naskah.version != butir.versi:
        return "Berubah sejak Anda setujui", "warn"
    return {
        Pilihan.SETUJU: ("Disetujui", "info"),
        Pilihan.LEWATI: ("Dilewati", ""),
        Pilihan.KEMBALI: ("Dikembalikan", "warn"),
        Pilihan.BELUM: ("Belum dibaca", ""),
    }[butir.pilihan]


def _rows(beruntun: Beruntun, *, jalan: bool) -> list[Baris]:
    actor, own = current_actor(), beruntun.butir
    known = antrean.terlihat(session(), actor, own)
    sebutan = antrean.sebagai(session(), {b.naskah.penandatangan_id or 0 for b in own})
    found = []
    for b in own:
        n, kata = b.naskah, _words(b, jalan=jalan)
        seen = n.id in known
        signer = n.penandatangan.nama if n.penandatangan is not None else ""
        found.append(
            Baris(
                naskah_id=n.id,
                hal=(n.hal or "Tanpa hal") if seen else "Naskah yang tidak lagi dapat Anda baca",
                tujuan="; ".join(p.teks for p in n.tujuan) if seen else "",
                sebagai=sebutan.get(n.penandatangan_id or 0, "") + signer if seen else "",
                sifat=str(n.sifat).replace("_", " ").capitalize() if seen and n.sifat is not Sifat.BIASA else "",
                nomor=(n.nomor or "") if seen else "",
                kata=kata[0],
                nada=kata[1],
                keterangan=b.keterangan,
                pilihan=str(b.pilihan),
                hasil=str(b.hasil),
                terlihat=seen,
            )
        )
    return found


@routes.get(f"{ALAMAT}/<int:beruntun_id>")
@needs(Action.TANDATANGANI)
def daftar_beruntun(beruntun_id: int) -> str:
    """What is agreed to and the passphrase for it; while it is signed, how far that is; afterwards what became of each."""
    return _page(antrean.ambil(session(), current_actor(), beruntun_id))


def _page(beruntun: Beruntun, error: EofficeError | None = None) -> str:
    actor, at = current_actor(), clock.now()
    going, agreed = beruntun.jalan(at), antrean.setuju(beruntun)
    digest, fields = antrean.sidik_daftar(agreed), dict(error.fields) if isinstance(error, Invalid) else {}
    if "frasa" in fields:
        fields["frasa_sandi"] = fields.pop("frasa")
    above = any(b.naskah.sifat is not Sifat.BIASA for b in agreed)
    return render_template(
        "naskah/beruntun.html",
        beruntun=beruntun,
        alamat=f"{AWAL}/{beruntun.id}",
        baris=_rows(beruntun, jalan=going),
        jalan=going,
        terputus=beruntun.terputus(at),
        setuju=len(agreed),
        sambung=any(b.hasil in (Hasil.GAGAL, Hasil.SEDANG) for b in agreed) or beruntun.mulai_at is not None,
        maju=_progress(beruntun),
        berikut=antrean.berikut(beruntun),
        siap=siap(actor.pegawai_id),
        sertifikat=tte.berlaku(session(), actor.pegawai_id, at),
        bsre=tte.penanda_bsre(session(), actor.pegawai_id),
        minta_sandi=login.minta_sandi(terjaga=above) if agreed and not going else "",
        dilihat=digest,
        ikatan=csrf.bound("beruntun", beruntun.id, digest),
        salah={name: fields[name] for name in ("frasa_sandi", "sandi_masuk") if name in fields},
        pesan=str(error) if error is not None else "",
    )


def siap(pegawai_id: int) -> Verdict:
    """Whether a list can be signed now; asked before the passphrase is."""
    elsewhere = tte.penanda_bsre(session(), pegawai_id)
    if elsewhere is not None and elsewhere.cara is CaraBsre.TOTP:
        return no(
            "Kode BeSign hanya berlaku untuk satu surat, jadi tidak dapat dipakai untuk satu daftar. Buka suratnya dari "
            "Menunggu tanda tangan saya dan tanda tangani satu per satu."
        )
    return tte.kesiapan(session(), pegawai_id, clock.now())


@dataclass(frozen=True)
class Maju:
    """How far a run is: of how many agreed to, how many are signed, and how many are not and will not be by it."""

    jumlah: int
    jadi: int
    belum: int

    @property
    def persen(self) -> int:
        """Whole per cent of the list that the run has been at."""
        return round(100 * (self.jadi + self.belum) / self.jumlah) if self.jumlah else 0


def _progress(beruntun: Beruntun) -> Maju:
    rows = [b for b in beruntun.butir if b.pilihan is Pilihan.SETUJU]
    since = beruntun.mulai_at
    missed = [
        b
        for b in rows
        if b.hasil in (Hasil.LEWAT, Hasil.GAGAL)
        and since is not None
        and b.selesai_at is not None
        and b.selesai_at >= since
    ]
    return Maju(len(rows), sum(1 for b in rows if b.hasil is Hasil.JADI), len(missed))


@routes.post(f"{ALAMAT}/<int:beruntun_id>")
@needs(Action.TANDATANGANI, own_transactions=True)
def tandatangani_beruntun(beruntun_id: int) -> Response:
    """One passphrase for the list; it is signed in the background, whether or not somebody looks on."""
    try:
        return _sign(beruntun_id)
    except (Invalid, Conflict, TooMany, NotAllowed, Unavailable) as error:
        release()
        return again(_page(antrean.ambil(session(), current_actor(), beruntun_id), error), error)


def _sign(beruntun_id: int) -> Response:
    actor = current_actor()
    agreed = antrean.setuju(antrean.ambil(session(), actor, beruntun_id))
    now = antrean.sidik_daftar(agreed)

    def same_list(form: TandaTangan) -> None:
        if form.dilihat != now:
            raise Conflict("Daftar ini berubah sejak Anda membukanya. Periksa sekali lagi, lalu ketik frasa sandi.")

    return upacara(
        ("beruntun", beruntun_id),
        f"{AWAL}/{beruntun_id}",
        asked=login.minta_sandi(terjaga=any(b.naskah.sifat is not Sifat.BIASA for b in agreed)),
        ready=siap(actor.pegawai_id),
        check=same_list,
        prepare=lambda own, who, seen: actions.siapkan_lari(own, who, beruntun_id, seen),
        launch=lambda who, lari, penanda: actions.luncurkan(services(), who, beruntun_id, lari, penanda),
    )


@routes.post(f"{ALAMAT}/<int:beruntun_id>/henti")
@needs(Action.TANDATANGANI)
def henti_beruntun(beruntun_id: int) -> Response:
    """Stop after the naskah that is being signed now."""
    beruntun = antrean.ambil(session(), current_actor(), beruntun_id)
    if beruntun.jalan(clock.now()):
        actions.minta_henti(session(), beruntun)
    return see(f"{AWAL}/{beruntun_id}")


@routes.get(f"{ALAMAT}/<int:beruntun_id>/kemajuan")
@needs(Action.TANDATANGANI)
def kemajuan_beruntun(beruntun_id: int) -> Response:
    """How far it is, for the page that asks every few seconds; small, for a weak network."""
    beruntun = antrean.ambil(session(), current_actor(), beruntun_id)
    going, maju = beruntun.jalan(clock.now()), _progress(beruntun)
    known = antrean.terlihat(session(), current_actor(), beruntun.butir)
    said: dict[str, Any] = {
        "jalan": going,
        "henti": beruntun.minta_henti,
        "jumlah": maju.jumlah,
        "jadi": maju.jadi,
        "belum": maju.belum,
        "persen": maju.persen,
        "butir": [
            [b.naskah_id, *_words(b, jalan=going), (b.naskah.nomor or "") if b.naskah_id in known else "", b.keterangan]
            for b in beruntun.butir
            if b.hasil is not Hasil.BELUM
        ],
    }
    return jsonify(said)
