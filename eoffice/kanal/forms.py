"""Posted fields of the channel pages; which may be written is listed here (OTR-07)."""

from eoffice.kanal.actions import IsianKanal
from eoffice.kanal.states import KUOTA, KUOTA_PENGIRIM, Jenis
from eoffice.web.fields import Form, reading


def kanal(form: Form) -> IsianKanal:
    """Read the form of one channel. Raises Invalid with every mistake."""
    with reading(form) as f:
        jenis = f.choice("jenis", "Jenis kanal", Jenis)
        mail = jenis is Jenis.POS_EL
        return IsianKanal(
            opd_id=f.integer("opd_id", "Perangkat daerah"),
            jenis=jenis,
            server=f.text("server", "Server", max=200, required=mail),
            pengguna=f.text("pengguna", "Nama pengguna", max=200, required=mail),
            sandi=(form.getlist("sandi") or [""])[0][:500],
            folder=f.text("folder", "Folder yang dibaca", max=120, required=False) or "INBOX",
            folder_selesai=f.text("folder_selesai", "Folder selesai", max=120, required=False),
            kuota=f.maybe_integer("kuota", "Batas sehari", low=1, high=100_000) or KUOTA,
            kuota_pengirim=f.maybe_integer("kuota_pengirim", "Batas satu pengirim sehari", low=1, high=100_000)
            or KUOTA_PENGIRIM,
        )


def keadaan(form: Form) -> tuple[int, bool]:
    """The version of the row, and whether it is to work."""
    with reading(form) as f:
        return f.version(), f.flag("aktif")


def versi(form: Form) -> int:
    """The version of the row the form was made from."""
    with reading(form) as f:
        return f.version()
