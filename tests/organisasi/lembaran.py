"""Sheets for tests: a small pair of offices as an administrator would write them."""

NIP_KADIS = "197002021995031001"
NIP_SEKDIN = "197503032000032002"
NIP_STAF = "198804042012011003"
NIP_SEKDA = "196801011993031004"

UNIT = """\
kode;nama;singkatan;induk;jenis;eselon;koordinator
00;Pemerintah Kota Uji;PEMKOT;;pemda;-;
10;Sekretariat Daerah;SETDA;00;setda;II.a;
31;Dinas Komunikasi dan Informatika;KOMINFO;00;dinas;II.b;10
31.1;Sekretariat;KOMINFO-SEK;31;sekretariat;III.a;
"""
JABATAN = """\
kode;nama;unit;jenis;eselon;atasan;kepala_unit;dapat_ttd;peran
10;Sekretaris Daerah;10;struktural;II.a;;ya;ya;pimpinan_opd pemantau
31;Kepala Dinas Komunikasi dan Informatika;31;struktural;II.b;10;ya;ya;pimpinan_opd
31.1;Sekretaris Dinas;31.1;struktural;III.a;31;ya;ya;
31.1-S1;Pengolah Data;31.1;pelaksana;-;31.1;tidak;tidak;tu
"""
PEGAWAI = f"""\
nip,nama,gelar_depan,gelar_belakang,pangkat,golongan
'{NIP_SEKDA},Hastabrata Kusuma,Drs.,M.Si.,Pembina Utama Madya,IV/d
'{NIP_KADIS},Sasikirana Maheswari,,"S.Kom., M.T.",Pembina Utama Muda,IV/c
'{NIP_SEKDIN},Widuri Candrawati,,S.E.,Pembina,IV/a
'{NIP_STAF},Gentala Prabawa,,S.Kom.,Penata,III/c
"""
PENEMPATAN = f"""\
pegawai;jabatan;bentuk;mulai;selesai;dasar
{NIP_SEKDA};10;definitif;2025-01-06;;Keputusan Wali Kota 1
{NIP_KADIS};31;definitif;06/01/2025;;Keputusan Wali Kota 2
{NIP_SEKDIN};31.1;definitif;2025-01-06;;
{NIP_STAF};31.1-S1;definitif;2025-01-06;;
"""


def semua(
    unit: str = UNIT, jabatan: str = JABATAN, pegawai: str = PEGAWAI, penempatan: str = PENEMPATAN
) -> list[tuple[str, bytes]]:
    """All four sheets as files."""
    named = {"unit.csv": unit, "jabatan.csv": jabatan, "pegawai.csv": pegawai, "penempatan.csv": penempatan}
    return [(name, text.encode()) for name, text in named.items() if text]
