"""Asking for approval, and giving it."""

from eoffice.naskah.actions import PenerimaBaru
from eoffice.pdf import kata
from eoffice.penyusutan import daftar
from eoffice.penyusutan.penulisan.bahan import DITOLAK, Bahan, Konsep, ringkas
from eoffice.penyusutan.states import Dokumen, Jalur


def _dan(rows: list[str]) -> str:
    """Documents inside a sentence: `Keputusan … dan surat …`."""
    first, *more = [row.rstrip(";") for row in rows] or ["daftar terlampir"]
    return " dan ".join([first, *(row[0].lower() + row[1:] for row in more)])


def permohonan(of: Bahan) -> Konsep:
    """Asking ANRI or the lembaga kearsipan for its approval."""
    anri = of.kasus.jalur is Jalur.ANRI
    to = PenerimaBaru(teks="Kepala Arsip Nasional Republik Indonesia", tempat="Jakarta")
    if not anri and of.kasus.tujuan_opd is not None:
        to = PenerimaBaru(teks=f"Kepala {of.kasus.tujuan_opd.nama}", tempat="Tempat")
        head = of.kasus.rincian.get("kepala_lkd_id")
        to = PenerimaBaru(jabatan_id=int(head)) if head else to
    why = (
        "Sebagian arsip itu mempunyai retensi 10 (sepuluh) tahun atau lebih, sehingga pemusnahannya memerlukan persetujuan Kepala "
        "Arsip Nasional Republik Indonesia."
        if anri
        else "Arsip itu berketerangan permanen menurut Jadwal Retensi Arsip dan akan menjadi khazanah lembaga kearsipan daerah."
    )
    said = [
        f"Bersama ini disampaikan usul {of.hal.lower()} {of.milik} sebanyak {ringkas(of.kasus)} sebagaimana daftar terlampir. {why}",
        f"Sebagai bahan disertakan {_dan(of.rujuk(Dokumen.SK_PANITIA, Dokumen.PERTIMBANGAN))}.",
        "Mohon persetujuan atas usul tersebut. Atas perhatian dan kerja sama Saudara, diucapkan terima kasih.",
    ]
    return Konsep(
        "surat_dinas",
        f"Permohonan Persetujuan {of.hal}",
        of.kasus.penetap_id,
        isi="\n\n".join(said),
        tujuan=(to,),
        lampiran=(daftar.arsip(of.kasus),),
    )


def persetujuan(of: Bahan) -> Konsep:
    """The approval of the kepala daerah, with what was refused."""
    refused = [b for b in of.kasus.butir if b.keluar_at is not None and b.keluar_alasan.startswith(DITOLAK)]
    said = [
        f"Memperhatikan {'; '.join(r.rstrip(';') for r in of.rujuk(Dokumen.PERTIMBANGAN))}, bersama ini disetujui pemusnahan arsip "
        f"{of.milik} sebanyak {ringkas(of.kasus)} sebagaimana daftar terlampir. Retensi seluruhnya kurang dari 10 (sepuluh) tahun."
    ]
    if refused:
        said.append(
            f"Sebanyak {len(refused)} ({kata.terbilang(len(refused))}) berkas tidak disetujui: "
            + "; ".join(f"{b.potret['nomor']} ({b.keluar_alasan.removeprefix(DITOLAK)})" for b in refused)
            + "."
        )
    said.append("Pemusnahan dilaksanakan sesudah ditetapkan dan disaksikan sekurang-kurangnya 2 (dua) pejabat.")
    return Konsep(
        "surat_dinas",
        f"Persetujuan {of.hal} {of.kasus.opd.nama}",
        of.kasus.penetap_id,
        isi="\n\n".join(said),
        tujuan=(PenerimaBaru(jabatan_id=of.kepala_id),) if of.kepala_id else (),
        lampiran=(daftar.arsip(of.kasus),),
    )
