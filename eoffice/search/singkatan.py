"""Abbreviations that every office uses, with what they stand for; those of the units come from the organisation."""

from typing import Final

_BAKU: Final = """
kadis: kepala dinas
kadin: kepala dinas
kaban: kepala badan
kabid: kepala bidang
kabag: kepala bagian
kasubbag: kepala subbagian, kepala sub bagian
kasubag: kepala subbagian, kepala sub bagian
kasubbid: kepala subbidang, kepala sub bidang
kasi: kepala seksi
kasie: kepala seksi
sekda: sekretaris daerah
setda: sekretariat daerah
sekdis: sekretaris dinas
sekban: sekretaris badan
sekcam: sekretaris camat, sekretaris kecamatan
sekwan: sekretaris dprd, sekretaris dewan
setwan: sekretariat dprd, sekretariat dewan
wawali: wakil wali kota
walkot: wali kota
walikota: wali kota
tu: tata usaha
subbag: subbagian, sub bagian
subag: subbagian, sub bagian
subbid: subbidang, sub bidang
opd: perangkat daerah, organisasi perangkat daerah
skpd: satuan kerja perangkat daerah, perangkat daerah
uptd: unit pelaksana teknis daerah
pemkot: pemerintah kota
pemda: pemerintah daerah
asn: aparatur sipil negara
pns: pegawai negeri sipil
pppk: pegawai pemerintah dengan perjanjian kerja
plt: pelaksana tugas
plh: pelaksana harian
pj: penjabat
ppk: pejabat pembuat komitmen
spt: surat perintah tugas, surat tugas
st: surat tugas
nd: nota dinas
se: surat edaran
sk: surat keputusan, keputusan
ba: berita acara
an: atas nama
bast: berita acara serah terima
lhp: laporan hasil pemeriksaan
lhe: laporan hasil evaluasi
lke: lembar kerja evaluasi
spd: surat perjalanan dinas
sppd: surat perintah perjalanan dinas, surat perjalanan dinas
spmt: surat pernyataan melaksanakan tugas
spj: surat pertanggungjawaban
sop: standar operasional prosedur
kak: kerangka acuan kerja
mou: nota kesepahaman
pks: perjanjian kerja sama
rka: rencana kerja dan anggaran, rencana kerja anggaran
dpa: dokumen pelaksanaan anggaran
apbd: anggaran pendapatan dan belanja daerah
rkpd: rencana kerja pemerintah daerah
renja: rencana kerja
renstra: rencana strategis
ppid: pejabat pengelola informasi dan dokumentasi
rpjmd: rencana pembangunan jangka menengah daerah
lppd: laporan penyelenggaraan pemerintahan daerah
lkpj: laporan keterangan pertanggungjawaban
lkjip: laporan kinerja instansi pemerintah
sakip: sistem akuntabilitas kinerja instansi pemerintah
skp: sasaran kinerja pegawai
spbe: sistem pemerintahan berbasis elektronik
tte: tanda tangan elektronik
jra: jadwal retensi arsip
uu: undang undang
perpres: peraturan presiden
keppres: keputusan presiden
inpres: instruksi presiden
perppu: peraturan pemerintah pengganti undang undang
permendagri: peraturan menteri dalam negeri
kepmendagri: keputusan menteri dalam negeri
mendagri: menteri dalam negeri
pmk: peraturan menteri keuangan
permenpan: peraturan menteri pendayagunaan aparatur negara
permenpanrb: peraturan menteri pendayagunaan aparatur negara
menpan: menteri pendayagunaan aparatur negara
menpanrb: menteri pendayagunaan aparatur negara
kemenpan: kementerian pendayagunaan aparatur negara
kemenpanrb: kementerian pendayagunaan aparatur negara
kemenkeu: kementerian keuangan
kemenkes: kementerian kesehatan
pergub: peraturan gubernur
kepgub: keputusan gubernur
perka: peraturan kepala
perda: peraturan daerah
perwal: peraturan wali kota
perwako: peraturan wali kota
kepwal: keputusan wali kota
rakor: rapat koordinasi
raker: rapat kerja
bimtek: bimbingan teknis
diklat: pendidikan dan pelatihan
musrenbang: musyawarah perencanaan pembangunan
cpns: calon pegawai negeri sipil
bkn: badan kepegawaian negara
lhkpn: laporan harta kekayaan
irban: inspektur pembantu
bumd: badan usaha milik daerah
pad: pendapatan asli daerah
dak: dana alokasi khusus
dau: dana alokasi umum
nphd: naskah perjanjian hibah daerah
rab: rencana anggaran biaya
kpa: kuasa pengguna anggaran
pptk: pejabat pelaksana teknis kegiatan
sp2d: surat perintah pencairan dana
spm: surat perintah membayar, standar pelayanan minimal
pkk: pemberdayaan kesejahteraan keluarga
rsud: rumah sakit umum daerah
paud: pendidikan anak usia dini
pbg: persetujuan bangunan gedung
imb: izin mendirikan bangunan
rtrw: rencana tata ruang wilayah
rdtr: rencana detail tata ruang
tpa: tempat pembuangan akhir, tempat pemrosesan akhir
kpu: komisi pemilihan umum
polres: kepolisian resor
kejari: kejaksaan negeri
monev: monitoring dan evaluasi
lpj: laporan pertanggungjawaban
pkl: pedagang kaki lima, praktik kerja lapangan
rtlh: rumah tidak layak huni
rutilahu: rumah tidak layak huni
ppdb: penerimaan peserta didik baru
spmb: sistem penerimaan murid baru, penerimaan murid baru
pju: penerangan jalan umum
lpju: lampu penerangan jalan umum, penerangan jalan umum
pbb: pajak bumi dan bangunan
bphtb: bea perolehan hak atas tanah dan bangunan
bmd: barang milik daerah
raperda: rancangan peraturan daerah
ranperda: rancangan peraturan daerah
raperwal: rancangan peraturan wali kota
ranperwal: rancangan peraturan wali kota
ktpel: ktp elektronik
ektp: ktp elektronik
bansos: bantuan sosial
dtks: data terpadu kesejahteraan sosial
dbd: demam berdarah
kgb: kenaikan gaji berkala
musren: musyawarah perencanaan
posyandu: pos pelayanan terpadu
puskesmas: pusat kesehatan masyarakat
lansia: lanjut usia
odgj: orang dengan gangguan jiwa
umkm: usaha mikro
ukm: usaha kecil
satpol: satuan polisi pamong praja
damkar: pemadam kebakaran
dukcapil: kependudukan dan pencatatan sipil
disduk: dinas kependudukan
pu: pekerjaan umum
bps: badan pusat statistik
bpk: badan pemeriksa keuangan
bpkp: badan pengawasan keuangan dan pembangunan
bpn: badan pertanahan nasional, kantor pertanahan
anri: arsip nasional republik indonesia
kemendagri: kementerian dalam negeri
dprd: dewan perwakilan rakyat daerah
"""

#: Words that say what kind of thing follows, as people paste them; asked for, but given up before anything else is.
_PERABOT: Final = """
nomor no nomer hal perihal tahun surat agenda tanggal tgl kepada dari untuk tentang mengenai di ke yang dan and atas pada yth soal ttg utk dgn yg kpd dlm dr pd sbg tsb
bapak ibu sdr saudara saudari
"""
PERABOT: Final = frozenset(_PERABOT.split())

#: Titles before and after names; «Drs. Ahmad Fauzi, M.Si.» is also somebody of whom a letter gives the name alone.
_GELAR: Final = """
dr drs dra ir prof drg ns h hj r st mt se mm sh mh msi map mpa mp sip ssos sstp skom mkom mti mcs spd mpd sag mag sp ssi
skep skm mkes sked spt sst amd amdkeb apt ners phd mba mmsi stp shut mhum shum sik mak sak sikom mikom msc ba bsc lc ma
"""
GELAR: Final = frozenset(_GELAR.split())

#: What stands for what, all in small letters.
BAKU: Final[dict[str, tuple[str, ...]]] = {
    short: tuple(each.strip() for each in long.split(","))
    for short, _, long in (line.partition(":") for line in _BAKU.strip().splitlines())
}
