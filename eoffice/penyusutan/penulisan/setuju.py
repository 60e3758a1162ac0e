"""Asking for approval, and giving it."""

from eoffice.naskah.actions import PenerimaBaru
from eoffice.pdf import kata
from eoffice.penyusutan import daftar
from eoffice.penyusutan.penulisan.bahan import DITOLAK, Bahan, Konsep, dan, ringkas
from eoffice.penyusutan.states import Dokumen, Jalur


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
        f"Sebagai bahan disertakan {dan(of.rujuk(Dokumen.SK_PANITIA, Dokumen.NOTULA, Dokumen.PERTIMBANGAN)) or 'daftar terlampir'}.",
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
    """The approval of the kepala daerah, or of a penyerahan that of the lembaga kearsipan; with what was refused."""
    refused = [b for b in of.kasus.butir if b.keluar_at is not None and b.keluar_alasan.startswith(DITOLAK)]
    lkd = of.kasus.jalur is Jalur.LKD
    seen = dan(of.rujuk(Dokumen.PERMOHONAN if lkd else Dokumen.PERTIMBANGAN))
    why = (
        "Arsip itu bernilai guna kesejarahan dan akan menjadi khazanah arsip statis."
        if lkd
        else "Retensi seluruhnya kurang dari 10 (sepuluh) tahun."
    )
    said = [
        f"Memperhatikan {seen[:1].lower()}{seen[1:]}, bersama ini disetujui {of.hal.lower()} "
        f"{of.milik} sebanyak {ringkas(of.kasus)} sebagaimana daftar terlampir. {why}"
    ]
    if refused:
        said.append(
            f"Sebanyak {len(refused)} ({kata.terbilang(len(refused))}) berkas tidak disetujui: "
            + "; ".join(f"{b.potret['nomor']} ({b.keluar_alasan.removeprefix(DITOLAK)})" for b in refused)
            + "."
        )
    said.append(
        "Penyerahan dilaksanakan sesudah arsipnya dinyatakan autentik dan utuh serta ditetapkan, dengan berita acara."
        if lkd
        else "Pemusnahan dilaksanakan sesudah ditetapkan dan disaksikan sekurang-kurangnya 2 (dua) pejabat."
    )
    said.append("Atas perhatian Saudara, diucapkan terima kasih.")
    chief = of.kasus.rincian.get("kepala_lkd_id")
    asked = (PenerimaBaru(jabatan_id=of.kasus.penetap_id),) if lkd and of.kasus.penetap_id else ()
    to = (PenerimaBaru(jabatan_id=of.kepala_id),) if of.kepala_id else ()
    if of.kasus.sendiri:  # the head who approves is the head of the creator: whoever asked is answered
        to = asked
    return Konsep(
        "surat_dinas",
        f"Persetujuan {of.hal} {of.kasus.opd.nama}",
        int(chief) if lkd and chief else of.kasus.penetap_id,
        isi="\n\n".join(said),
        tujuan=to,
        tembusan=asked if to != asked else (),
        lampiran=(daftar.arsip(of.kasus),),
    )
