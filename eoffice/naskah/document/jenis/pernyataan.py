"""Surat kuasa, berita acara, surat keterangan, SPMT, surat pengantar (naskah-dinas.md 2.4 n, o, p, q, r)."""

from typing import Final

from reportlab.platypus import Flowable, Spacer

from eoffice.naskah.document import kepala
from eoffice.naskah.document.jenis import uraian
from eoffice.naskah.document.jenis.susunan import Daftar, Isi, Susunan
from eoffice.naskah.document.ttd import Jejak, Kolom
from eoffice.naskah.document.values import PIHAK_PERTAMA, Halaman, Penanda
from eoffice.naskah.jenis import rincian
from eoffice.naskah.jenis.rincian import TITIK, Orang
from eoffice.pdf import flow, kata
from eoffice.pdf.baris import Baris
from eoffice.pdf.flow import Gaya
from eoffice.pdf.geometry import LIST_STEP, TTD, VISUAL_HEIGHT

_BERTANDA: Final = "Yang bertanda tangan di bawah ini:"
_MESTINYA: Final = "dibuat untuk dipergunakan sebagaimana mestinya."
_KOLOM_KIRIMAN: Final = (10, 78, 32, 40)  # millimetres: number, what, how many, remarks
_BARIS_TITIK: Final = "." * 34


def kepala_kuasa(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """SURAT KUASA or SURAT KUASA KHUSUS, and its number."""
    special = rincian.teks(page.rincian, "khusus") == "khusus"
    return kepala.judul(page, gaya, "Surat Kuasa Khusus" if special else "Surat Kuasa")


def _as_orang(who: Penanda) -> Orang:
    own = Orang(nama=who.nama, jabatan=who.signing_as)
    return own if who.is_kepala_daerah else Orang(who.nama, who.nip, who.pangkat, "", who.signing_as)


def kuasa(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """The giver, MEMBERI KUASA, the receivers, and for what."""
    receivers = [_as_orang(p.penanda) for p in page.penanda_lain[:1]]
    receivers += rincian.orang(page.rincian, "penerima_lain")
    made: list[Flowable] = [uraian.paragraf(_BERTANDA, gaya)]
    made += [*uraian.identitas(uraian.penanda(page.penanda), gaya), kepala.tengah("MEMBERI KUASA", gaya)]
    for number, person in enumerate(receivers or [Orang()], 1):
        label = "Kepada" if number == 1 else ""
        made += kepala.orang(person, gaya, label=label, number=number if len(receivers) > 1 else None)
    made += uraian.untuk(body, gaya)
    until = rincian.tanggal(page.rincian, "berlaku_sampai")
    made += uraian.pernyataan("Berlaku", f"sampai dengan tanggal {kata.tanggal(until)}" if until else "", gaya)
    return [*made, Spacer(1, gaya.jarak), *uraian.penutup(body, f"Demikian surat kuasa ini {_MESTINYA}", gaya)]


def ttd_kuasa(page: Halaman, gaya: Gaya, trace: Jejak) -> Flowable:
    """The receiver at the left, the giver with place and date at the right."""
    return uraian.TtdDua(page, gaya, trace, "Pemberi kuasa")


def kepala_berita_acara(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """BERITA ACARA with its subject, and the number."""
    return kepala.judul(page, gaya, f"Berita Acara {page.hal}")


def berita_acara(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """When and where, with the date in words; who the parties and the witnesses are, and on what grounds (2.4 o)."""
    of = page.rincian
    day = rincian.tanggal(of, "tanggal_kejadian") or page.tanggal
    when = kata.hari_tanggal_terbilang(day) if day else "hari ini, …, tanggal …"
    where = rincian.teks(of, "bertempat")
    opening = f"Pada {when}{f', bertempat di {where}' if where else ''}, kami masing-masing:"
    others = [(p.sebutan, p.penanda) for p in page.penanda_lain if p.sebutan.startswith("PIHAK")]
    parties = [(PIHAK_PERTAMA, page.penanda), *others]  # whoever only takes note is no party
    mewakili = {PIHAK_PERTAMA: rincian.teks(of, "mewakili_pertama"), "PIHAK KEDUA": rincian.teks(of, "mewakili_kedua")}
    made: list[Flowable] = [uraian.paragraf(opening, gaya)]
    for number, (called, who) in enumerate(parties, 1):
        nip = f", NIP {who.nip}" if who.nip and not who.is_kepala_daerah else ""
        for_whom = f", mewakili {mewakili[called]}" if mewakili.get(called) else ""
        end = "," if number == len(parties) else ";"
        words = f"{who.nama}{nip}, {who.signing_as}{for_whom}, selanjutnya disebut {called}{end}"
        made.append(_butir(number, words, gaya))
    made.append(Spacer(1, gaya.jarak))
    made += _saksi(rincian.orang(of, "saksi"), gaya)
    grounds = rincian.daftar(of, "dasar")
    if grounds:
        made += [uraian.paragraf("berdasarkan:", gaya), *uraian.butir(grounds, body, gaya)]
    return [*made, *body.semua()]


def _saksi(people: tuple[Orang, ...], gaya: Gaya) -> list[Flowable]:
    if not people:
        return []
    made: list[Flowable] = [uraian.paragraf("dengan disaksikan oleh:", gaya)]
    for number, person in enumerate(people, 1):
        nip = f"NIP {person.nip}" if person.nip else ""
        parts = (person.nama, nip, person.pangkat_golongan, person.jabatan)
        end = "," if number == len(people) else ";"
        made.append(_butir(number, ", ".join(part for part in parts if part) + end, gaya))
    return [*made, Spacer(1, gaya.jarak)]


def _butir(number: int, words: str, gaya: Gaya) -> Flowable:
    return Baris(
        ((0.0, f"{number}."),), flow.plain(words, gaya, align="justify"), LIST_STEP, gaya, after=gaya.jarak / 2
    )


def kepala_keterangan(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """SURAT KETERANGAN and its number."""
    return kepala.judul(page, gaya, "Surat Keterangan")


def keterangan(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """Who states it, of whom, what, for which purpose and until when."""
    of = page.rincian
    one = next(iter(rincian.baris(of, "menerangkan")), {})
    rank = ", ".join(filter(None, (rincian.teks(one, "pangkat"), rincian.teks(one, "golongan"))))
    named = [
        ("Nama", kepala.titik(rincian.teks(one, "nama"))),
        ("NIP", rincian.teks(one, "nip")),
        ("NIK", rincian.teks(one, "nik")),
        ("Nomor identitas", rincian.teks(one, "nomor_identitas")),
        ("Tempat, tanggal lahir", rincian.teks(one, "lahir")),
        ("Pangkat/Golongan", rank),
        ("Jabatan/Pekerjaan", rincian.teks(one, "jabatan")),
        ("Asal/Instansi", rincian.teks(one, "asal")),
        ("Alamat", rincian.teks(one, "alamat")),
    ]
    signer = [pair for pair in uraian.penanda(page.penanda) if pair[0] in ("Nama", "Jabatan")]
    made: list[Flowable] = [uraian.paragraf(_BERTANDA, gaya), *uraian.identitas(signer, gaya)]
    made += [uraian.paragraf("dengan ini menerangkan bahwa:", gaya), *uraian.identitas(named, gaya)]
    made += body.semua() or uraian.ketikan("", body)
    until, purpose = rincian.tanggal(of, "berlaku_sampai"), rincian.teks(of, "maksud").rstrip(". ")
    if until:
        words = f"Surat keterangan ini berlaku sampai dengan tanggal {kata.tanggal(until)}."
        made.append(uraian.paragraf(words, gaya))
    closing = f"Demikian surat keterangan ini dibuat untuk {purpose}." if purpose else ""
    own = uraian.penutup(body, closing or f"Demikian surat keterangan ini {_MESTINYA}", gaya)
    if closing and not own:  # the writer closed already; the purpose must not get lost
        made.append(uraian.paragraf(f"Surat keterangan ini diperlukan untuk {purpose}.", gaya))
    return made + own


def kepala_spmt(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """SURAT PERNYATAAN MELAKSANAKAN TUGAS and its number."""
    return kepala.judul(page, gaya, "Surat Pernyataan Melaksanakan Tugas")


def spmt(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """The whole statement, made from the fields (2.4 q)."""
    of = page.rincian
    person = next(iter(rincian.orang(of, "pegawai")), Orang())
    sk = next(iter(rincian.baris(of, "sk")), {})
    made: list[Flowable] = [uraian.paragraf(_BERTANDA, gaya), *uraian.identitas(uraian.penanda(page.penanda), gaya)]
    made += [uraian.paragraf("dengan ini menyatakan dengan sesungguhnya bahwa:", gaya)]
    made += uraian.identitas(uraian.orang(person), gaya)
    told = {part: kepala.titik(rincian.teks(sk, part)) for part in ("pejabat", "nomor")}
    made.append(
        uraian.paragraf(
            f"berdasarkan Keputusan {told['pejabat']} Nomor {told['nomor']} tanggal {_hari(sk, 'tanggal')}, terhitung "
            f"mulai tanggal {_hari(of, 'tmt')} diangkat sebagai {kepala.titik(rincian.teks(of, 'jabatan_baru'))} dan telah "
            f"nyata melaksanakan tugas sejak tanggal {_hari(of, 'sejak')}.",
            gaya,
        )
    )
    made.append(
        uraian.paragraf(
            "Demikian surat pernyataan ini dibuat dengan sesungguhnya dengan mengingat sumpah jabatan. Apabila di kemudian "
            "hari isi surat pernyataan ini ternyata tidak benar dan berakibat kerugian bagi negara, saya bersedia "
            "menanggung kerugian tersebut.",
            gaya,
        )
    )
    return made


def _hari(of: rincian.Rincian, nama: str) -> str:
    day = rincian.tanggal(of, nama)
    return kata.tanggal(day) if day else TITIK


def kepala_pengantar(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """Place and date at the right, the address, and then the title with its number (2.4 r)."""
    day = flow.plain(uraian.tempat_tanggal(page)[0], kepala.single(gaya), align="right", after=gaya.jarak)
    return [
        day,
        *kepala.address(page, gaya),
        Spacer(1, 1.4 * gaya.leading),
        *kepala.judul(page, gaya, "Surat Pengantar"),
    ]


def pengantar(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """What is sent, as a table that goes on for as many pages as it needs."""
    rows = [("No.", "Naskah dinas/barang yang dikirimkan", "Banyaknya", "Keterangan")]
    for number, row in enumerate(rincian.baris(page.rincian, "kiriman") or ({},), 1):
        what = (kepala.titik(rincian.teks(row, "jenis")), kepala.titik(rincian.teks(row, "banyaknya")))
        rows.append((f"{number}.", *what, rincian.teks(row, "keterangan")))
    return [*body.semua(), *uraian.tabel(rows, _KOLOM_KIRIMAN, body)]


class TtdTerima(Flowable):  # type: ignore[misc]
    """The sender's block at the right, and at the left what the receiver fills in with a pen and sends back."""

    def __init__(self, page: Halaman, gaya: Gaya, trace: Jejak) -> None:
        super().__init__()
        self.trace, line = trace, kepala.single(gaya)
        self.sender = Kolom(page, page.penanda, gaya, head=("Pengirim,",))
        to = next(iter(rincian.orang(page.rincian, "penerima")), Orang())
        phone = next((rincian.teks(row, "telepon") for row in rincian.baris(page.rincian, "penerima")), "")
        above = (f"Diterima tanggal {'.' * 24}", "Penerima,", *((to.jabatan,) if to.jabatan else (_BARIS_TITIK,)))
        below = (to.nama or _BARIS_TITIK, f"NIP {to.nip or '.' * 28}", f"Telepon {phone or '.' * 22}")
        self.upper = [flow.plain(words, line) for words in above]
        self.lower = [flow.plain(words, line) for words in below]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        right = self.sender.measure(height)
        self.heights = [part.wrap(TTD - 2 * LIST_STEP, height)[1] for part in (*self.upper, *self.lower)]
        self.height = max(right, sum(self.heights) + VISUAL_HEIGHT)
        return width, self.height

    def draw(self) -> None:
        self.trace.visual = self.sender.draw(self.canv, TTD, self.height)
        top = self.height
        for number, (part, height) in enumerate(zip((*self.upper, *self.lower), self.heights, strict=True)):
            top -= height + (VISUAL_HEIGHT if number == len(self.upper) else 0)
            part.drawOn(self.canv, 0, top)


def ttd_pengantar(page: Halaman, gaya: Gaya, trace: Jejak) -> Flowable:
    """Sender and receiver beside each other."""
    return TtdTerima(page, gaya, trace)


SUSUNAN: Final[Daftar] = {
    "surat_kuasa": Susunan(kepala=kepala_kuasa, tubuh=kuasa, ttd=ttd_kuasa),
    "berita_acara": Susunan(kepala=kepala_berita_acara, tubuh=berita_acara),
    "surat_keterangan": Susunan(kepala=kepala_keterangan, tubuh=keterangan, sebelum_ttd=uraian.tempat_tanggal),
    "spmt": Susunan(kepala=kepala_spmt, tubuh=spmt, sebelum_ttd=uraian.tempat_tanggal),
    "surat_pengantar": Susunan(kepala=kepala_pengantar, tubuh=pengantar, ttd=ttd_pengantar),
}
