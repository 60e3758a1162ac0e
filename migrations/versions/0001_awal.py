"""The first schema: every table, the guards of the two append-only logs, and the search engine's own tables.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

from eoffice import search
from eoffice.db import append_only

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("audit_entry", "peristiwa")


def upgrade() -> None:

    op.create_table(
        "audit_entry",
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nama", sa.String(length=200), nullable=False),
        sa.Column("jabatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jabatan_nama", sa.String(length=300), nullable=False),
        sa.Column("event", sa.String(length=80), nullable=False),
        sa.Column("objek", sa.String(length=40), nullable=False),
        sa.Column("objek_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("sifat", sa.String(length=32), nullable=False),
        sa.Column("dari", sa.String(length=64), nullable=False),
        sa.Column("ke", sa.String(length=64), nullable=False),
        sa.Column("hasil", sa.String(length=16), nullable=False),
        sa.Column("catatan", sa.Text(), nullable=False),
        sa.Column("isi_sha256", sa.String(length=64), nullable=False),
        sa.Column("sesi", sa.String(length=64), nullable=False),
        sa.Column("alamat", sa.String(length=64), nullable=False),
        sa.Column("request_id", sa.String(length=64), nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_entry_hash")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index("ix_audit_entry_objek", ["objek", "objek_id", "n"], unique=False)
        batch_op.create_index("ix_audit_entry_pegawai", ["pegawai_id", "n"], unique=False)

    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "batas_laju",
        sa.Column("kunci", sa.String(length=64), nullable=False),
        sa.Column("jendela", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("jumlah", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kunci", "jendela", name=op.f("pk_batas_laju")),
    )
    op.create_table(
        "hitungan_naskah",
        sa.Column("naskah", sa.String(length=40), nullable=False),
        sa.Column("opd_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("keluar", sa.Integer(), nullable=False),
        sa.Column("lahir_digital", sa.Integer(), nullable=False),
        sa.Column("ber_tte", sa.Integer(), nullable=False),
        sa.Column("masuk", sa.Integer(), nullable=False),
        sa.Column("disposisi", sa.Integer(), nullable=False),
        sa.Column("disposisi_sistem", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("naskah", "opd_id", "tanggal", name=op.f("pk_hitungan_naskah")),
    )
    with op.batch_alter_table("hitungan_naskah", schema=None) as batch_op:
        batch_op.create_index("ix_hitungan_naskah_tanggal", ["tanggal", "opd_id"], unique=False)

    op.create_table(
        "idempotensi",
        sa.Column("akun_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("kunci", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("media", sa.String(length=80), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("messages", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("akun_id", "kunci", name=op.f("pk_idempotensi")),
    )
    with op.batch_alter_table("idempotensi", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idempotensi_at"), ["at"], unique=False)

    op.create_table(
        "job",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("topic", sa.String(length=60), nullable=False),
        sa.Column("payload", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("run_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("dedup_key", sa.String(length=160), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("dedup_key", name=op.f("uq_job_dedup_key")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index("ix_job_siap", ["state", "run_at", "id"], unique=False)

    op.create_table(
        "klasifikasi",
        sa.Column("kode", sa.String(length=20), nullable=False),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("uraian", sa.Text(), nullable=False),
        sa.Column("induk", sa.String(length=20), nullable=True),
        sa.Column("punya_anak", sa.Boolean(), nullable=False),
        sa.Column("cari", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["induk"], ["klasifikasi.kode"], name=op.f("fk_klasifikasi_induk")),
        sa.PrimaryKeyConstraint("kode", name=op.f("pk_klasifikasi")),
    )
    with op.batch_alter_table("klasifikasi", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_klasifikasi_induk"), ["induk"], unique=False)

    op.create_table(
        "kontribusi_naskah",
        sa.Column("naskah", sa.String(length=40), nullable=False),
        sa.Column("opd_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("versi", sa.String(length=80), nullable=False),
        sa.Column("skenario", sa.String(length=32), nullable=False),
        sa.Column("lembar_dasar", sa.BigInteger(), nullable=False),
        sa.Column("lembar_nyata", sa.BigInteger(), nullable=False),
        sa.Column("halaman_dasar", sa.BigInteger(), nullable=False),
        sa.Column("halaman_nyata", sa.BigInteger(), nullable=False),
        sa.Column("amplop_dasar", sa.BigInteger(), nullable=False),
        sa.Column("amplop_nyata", sa.BigInteger(), nullable=False),
        sa.Column("arsip", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("naskah", "opd_id", "tanggal", "versi", "skenario", name=op.f("pk_kontribusi_naskah")),
    )
    with op.batch_alter_table("kontribusi_naskah", schema=None) as batch_op:
        batch_op.create_index("ix_kontribusi_naskah_opd", ["opd_id", "tanggal"], unique=False)

    op.create_table(
        "lipatan_kepala",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("urut", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lipatan_kepala")),
    )
    op.create_table(
        "otoritas",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("pem", sa.Text(), nullable=False),
        sa.Column("kotak", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_otoritas")),
        sa.UniqueConstraint("kind", name=op.f("uq_otoritas_kind")),
    )
    op.create_table(
        "pegawai",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nip", sa.String(length=18), nullable=True),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.Column("gelar_depan", sa.String(length=40), nullable=False),
        sa.Column("gelar_belakang", sa.String(length=60), nullable=False),
        sa.Column("pangkat", sa.String(length=60), nullable=False),
        sa.Column("golongan", sa.String(length=10), nullable=False),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pegawai")),
        sa.UniqueConstraint("nip", name=op.f("uq_pegawai_nip")),
    )
    with op.batch_alter_table("pegawai", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pegawai_nama"), ["nama"], unique=False)

    op.create_table(
        "peristiwa",
        sa.Column("urut", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("id_peristiwa", sa.String(length=32), nullable=False),
        sa.Column("terjadi_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dicatat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("jenis", sa.String(length=32), nullable=False),
        sa.Column("opd_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("akun", sa.String(length=32), nullable=True),
        sa.Column("jabatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("naskah", sa.String(length=40), nullable=True),
        sa.Column("rincian", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("versi_skema", sa.Integer(), nullable=False),
        sa.Column("hash_sebelum", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("urut", name=op.f("pk_peristiwa")),
        sa.UniqueConstraint("hash", name=op.f("uq_peristiwa_hash")),
        sa.UniqueConstraint("id_peristiwa", name=op.f("uq_peristiwa_id_peristiwa")),
    )
    with op.batch_alter_table("peristiwa", schema=None) as batch_op:
        batch_op.create_index("ix_peristiwa_jenis", ["jenis", "terjadi_pada"], unique=False)
        batch_op.create_index("ix_peristiwa_naskah", ["naskah", "urut"], unique=False)
        batch_op.create_index("ix_peristiwa_opd", ["opd_id", "terjadi_pada"], unique=False)

    op.create_table(
        "peristiwa_kepala",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("urut", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peristiwa_kepala")),
    )
    op.create_table(
        "r_harian",
        sa.Column("opd_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("versi", sa.String(length=80), nullable=False),
        sa.Column("skenario", sa.String(length=32), nullable=False),
        sa.Column("lembar_dasar", sa.BigInteger(), nullable=False),
        sa.Column("lembar_nyata", sa.BigInteger(), nullable=False),
        sa.Column("halaman_dasar", sa.BigInteger(), nullable=False),
        sa.Column("halaman_nyata", sa.BigInteger(), nullable=False),
        sa.Column("amplop_dasar", sa.BigInteger(), nullable=False),
        sa.Column("amplop_nyata", sa.BigInteger(), nullable=False),
        sa.Column("arsip", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("opd_id", "tanggal", "versi", "skenario", name=op.f("pk_r_harian")),
    )
    op.create_table(
        "register",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kode", sa.String(length=60), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("nama", sa.String(length=200), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("tanggal_terakhir", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register")),
        sa.UniqueConstraint("kode", "tahun", name=op.f("uq_register_kode_tahun")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kode", sa.String(length=20), nullable=False),
        sa.Column("nama", sa.String(length=200), nullable=False),
        sa.Column("singkatan", sa.String(length=40), nullable=False),
        sa.Column("jenis", sa.String(length=40), nullable=False),
        sa.Column("eselon", sa.String(length=10), nullable=False),
        sa.Column("kelompok", sa.String(length=40), nullable=False),
        sa.Column("induk_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("opd_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("alamat", sa.String(length=300), nullable=False),
        sa.Column("telepon", sa.String(length=60), nullable=False),
        sa.Column("laman", sa.String(length=120), nullable=False),
        sa.Column("pos_el", sa.String(length=120), nullable=False),
        sa.Column("aktif_mulai", sa.Date(), nullable=False),
        sa.Column("aktif_selesai", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["induk_id"], ["unit.id"], name=op.f("fk_unit_induk_id")),
        sa.ForeignKeyConstraint(["opd_id"], ["unit.id"], name=op.f("fk_unit_opd_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("kode", name=op.f("uq_unit_kode")),
        sa.UniqueConstraint("singkatan", name=op.f("uq_unit_singkatan")),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_induk_id"), ["induk_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_unit_opd_id"), ["opd_id"], unique=False)

    op.create_table(
        "akun",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nama_pengguna", sa.String(length=60), nullable=False),
        sa.Column("sandi_hash", sa.String(length=200), nullable=True),
        sa.Column("sandi_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.Column("versi_sesi", sa.Integer(), nullable=False),
        sa.Column("gagal_beruntun", sa.Integer(), nullable=False),
        sa.Column("coba_lagi_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tema", sa.String(length=32), nullable=False),
        sa.Column("pintasan", sa.Boolean(), nullable=False),
        sa.Column("dibuat_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"], name=op.f("fk_akun_pegawai_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_akun")),
        sa.UniqueConstraint("nama_pengguna", name=op.f("uq_akun_nama_pengguna")),
        sa.UniqueConstraint("pegawai_id", name=op.f("uq_akun_pegawai_id")),
    )
    op.create_table(
        "berkas",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opd_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kode_klasifikasi", sa.String(length=20), nullable=False),
        sa.Column("indeks", sa.String(length=120), nullable=False),
        sa.Column("judul", sa.String(length=300), nullable=False),
        sa.Column("nomor_berkas", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("sifat", sa.String(length=32), nullable=False),
        sa.Column("jumlah", sa.Integer(), nullable=False),
        sa.Column("dibuka", sa.Date(), nullable=False),
        sa.Column("ditutup", sa.Date(), nullable=True),
        sa.Column("pemicu", sa.String(length=300), nullable=False),
        sa.Column("tanggal_pemicu", sa.Date(), nullable=True),
        sa.Column("aktif_tahun", sa.Integer(), nullable=False),
        sa.Column("inaktif_tahun", sa.Integer(), nullable=False),
        sa.Column("nasib_akhir", sa.String(length=32), nullable=False),
        sa.Column("kode_retensi", sa.String(length=20), nullable=False),
        sa.Column("jatuh_aktif", sa.Date(), nullable=True),
        sa.Column("jatuh_inaktif", sa.Date(), nullable=True),
        sa.Column("tahan_hukum", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["kode_klasifikasi"], ["klasifikasi.kode"], name=op.f("fk_berkas_kode_klasifikasi")),
        sa.ForeignKeyConstraint(["opd_id"], ["unit.id"], name=op.f("fk_berkas_opd_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_berkas_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_berkas")),
        sa.UniqueConstraint(
            "opd_id",
            "kode_klasifikasi",
            "tahun",
            "nomor_berkas",
            name=op.f("uq_berkas_opd_id_kode_klasifikasi_tahun_nomor_berkas"),
        ),
    )
    with op.batch_alter_table("berkas", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_berkas_jatuh_inaktif"), ["jatuh_inaktif"], unique=False)
        batch_op.create_index(batch_op.f("ix_berkas_kode_klasifikasi"), ["kode_klasifikasi"], unique=False)
        batch_op.create_index("ix_berkas_unit", ["unit_id", "id"], unique=False)

    op.create_table(
        "frasa_gagal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"], name=op.f("fk_frasa_gagal_pegawai_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frasa_gagal")),
    )
    with op.batch_alter_table("frasa_gagal", schema=None) as batch_op:
        batch_op.create_index("ix_frasa_gagal_pegawai_at", ["pegawai_id", "at"], unique=False)

    op.create_table(
        "jabatan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kode", sa.String(length=40), nullable=False),
        sa.Column("nama", sa.String(length=250), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jenis", sa.String(length=32), nullable=False),
        sa.Column("eselon", sa.String(length=10), nullable=False),
        sa.Column("atasan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("kepala_unit", sa.Boolean(), nullable=False),
        sa.Column("dapat_ttd", sa.Boolean(), nullable=False),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["atasan_id"], ["jabatan.id"], name=op.f("fk_jabatan_atasan_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_jabatan_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jabatan")),
        sa.UniqueConstraint("kode", name=op.f("uq_jabatan_kode")),
    )
    with op.batch_alter_table("jabatan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_jabatan_atasan_id"), ["atasan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_jabatan_nama"), ["nama"], unique=False)
        batch_op.create_index(batch_op.f("ix_jabatan_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "jra",
        sa.Column("kode", sa.String(length=20), nullable=False),
        sa.Column("aktif_tahun", sa.Integer(), nullable=False),
        sa.Column("inaktif_tahun", sa.Integer(), nullable=False),
        sa.Column("nasib_akhir", sa.String(length=32), nullable=False),
        sa.Column("pemicu", sa.String(length=300), nullable=False),
        sa.Column("keamanan", sa.String(length=40), nullable=False),
        sa.Column("sumber", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["kode"], ["klasifikasi.kode"], name=op.f("fk_jra_kode")),
        sa.PrimaryKeyConstraint("kode", name=op.f("pk_jra")),
    )
    op.create_table(
        "nomor",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("register_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("urut", sa.Integer(), nullable=False),
        sa.Column("sisip", sa.String(length=8), nullable=False),
        sa.Column("teks", sa.String(length=160), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("objek", sa.String(length=40), nullable=False),
        sa.Column("objek_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("alasan", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_nomor_register_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomor")),
        sa.UniqueConstraint("register_id", "teks", name=op.f("uq_nomor_register_id_teks")),
        sa.UniqueConstraint("register_id", "urut", "sisip", name=op.f("uq_nomor_register_id_urut_sisip")),
    )
    with op.batch_alter_table("nomor", schema=None) as batch_op:
        batch_op.create_index("ix_nomor_objek", ["objek", "objek_id"], unique=False)

    op.create_table(
        "sertifikat",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jenis", sa.String(length=32), nullable=False),
        sa.Column("serial_hex", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("pem", sa.Text(), nullable=False),
        sa.Column("kotak", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("berlaku_dari", sa.DateTime(timezone=True), nullable=False),
        sa.Column("berlaku_sampai", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dicabut_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("alasan_cabut", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"], name=op.f("fk_sertifikat_pegawai_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sertifikat")),
        sa.UniqueConstraint("serial_hex", name=op.f("uq_sertifikat_serial_hex")),
    )
    with op.batch_alter_table("sertifikat", schema=None) as batch_op:
        batch_op.create_index("ix_sertifikat_pegawai_masa", ["pegawai_id", "berlaku_sampai"], unique=False)

    op.create_table(
        "isi_berkas",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("berkas_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("objek", sa.String(length=32), nullable=False),
        sa.Column("objek_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("kode_klasifikasi", sa.String(length=20), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("oleh_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tingkat_perkembangan", sa.String(length=32), nullable=False),
        sa.Column("metadata_key", sa.String(length=120), nullable=False),
        sa.Column("metadata_size", sa.Integer(), nullable=False),
        sa.Column("metadata_sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["berkas_id"], ["berkas.id"], name=op.f("fk_isi_berkas_berkas_id")),
        sa.ForeignKeyConstraint(
            ["kode_klasifikasi"], ["klasifikasi.kode"], name=op.f("fk_isi_berkas_kode_klasifikasi")
        ),
        sa.ForeignKeyConstraint(["oleh_id"], ["pegawai.id"], name=op.f("fk_isi_berkas_oleh_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_isi_berkas")),
        sa.UniqueConstraint("berkas_id", "urutan", name=op.f("uq_isi_berkas_berkas_id_urutan")),
        sa.UniqueConstraint("objek", "objek_id", name=op.f("uq_isi_berkas_objek_objek_id")),
    )
    op.create_table(
        "jabatan_peran",
        sa.Column("jabatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("peran", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["jabatan_id"], ["jabatan.id"], name=op.f("fk_jabatan_peran_jabatan_id")),
        sa.PrimaryKeyConstraint("jabatan_id", "peran", name=op.f("pk_jabatan_peran")),
    )
    op.create_table(
        "koordinasi",
        sa.Column("jabatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["jabatan_id"], ["jabatan.id"], name=op.f("fk_koordinasi_jabatan_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_koordinasi_unit_id")),
        sa.PrimaryKeyConstraint("jabatan_id", "unit_id", name=op.f("pk_koordinasi")),
    )
    op.create_table(
        "naskah",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opd_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("konseptor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("konseptor_jabatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("penandatangan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("bentuk", sa.String(length=32), nullable=False),
        sa.Column("kode_klasifikasi", sa.String(length=20), nullable=True),
        sa.Column("sifat", sa.String(length=32), nullable=False),
        sa.Column("urgensi", sa.String(length=32), nullable=False),
        sa.Column("hal", sa.String(length=500), nullable=False),
        sa.Column("isi", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("rincian", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("putaran", sa.Integer(), nullable=False),
        sa.Column("dibuat_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("diubah_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("menjawab_surat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("register", sa.String(length=60), nullable=False),
        sa.Column("nomor_urut", sa.Integer(), nullable=True),
        sa.Column("nomor", sa.String(length=160), nullable=True),
        sa.Column("tanggal", sa.Date(), nullable=True),
        sa.Column("ttd_mulai_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ttd_galat", sa.String(length=300), nullable=False),
        sa.Column("ditandatangani_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("penanda_pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("penanda", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("pdf_key", sa.String(length=120), nullable=True),
        sa.Column("pdf_size", sa.Integer(), nullable=True),
        sa.Column("pdf_sha256", sa.String(length=64), nullable=True),
        sa.Column("halaman", sa.Integer(), nullable=False),
        sa.Column("lampiran_halaman", sa.Integer(), nullable=False),
        sa.Column("teks", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["kode_klasifikasi"], ["klasifikasi.kode"], name=op.f("fk_naskah_kode_klasifikasi")),
        sa.ForeignKeyConstraint(["konseptor_id"], ["pegawai.id"], name=op.f("fk_naskah_konseptor_id")),
        sa.ForeignKeyConstraint(["konseptor_jabatan_id"], ["jabatan.id"], name=op.f("fk_naskah_konseptor_jabatan_id")),
        sa.ForeignKeyConstraint(["opd_id"], ["unit.id"], name=op.f("fk_naskah_opd_id")),
        sa.ForeignKeyConstraint(["penanda_pegawai_id"], ["pegawai.id"], name=op.f("fk_naskah_penanda_pegawai_id")),
        sa.ForeignKeyConstraint(["penandatangan_id"], ["jabatan.id"], name=op.f("fk_naskah_penandatangan_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_naskah_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_naskah")),
        sa.UniqueConstraint("token", name=op.f("uq_naskah_token")),
    )
    with op.batch_alter_table("naskah", schema=None) as batch_op:
        batch_op.create_index("ix_naskah_konseptor", ["konseptor_id", "status"], unique=False)
        batch_op.create_index(batch_op.f("ix_naskah_nomor"), ["nomor"], unique=False)
        batch_op.create_index("ix_naskah_opd_status", ["opd_id", "status", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_naskah_pdf_sha256"), ["pdf_sha256"], unique=False)
        batch_op.create_index("ix_naskah_penandatangan", ["penandatangan_id", "status"], unique=False)
        batch_op.create_index(batch_op.f("ix_naskah_tanggal"), ["tanggal"], unique=False)
        batch_op.create_index(batch_op.f("ix_naskah_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "penugasan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pegawai_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jabatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("bentuk", sa.String(length=32), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("selesai", sa.Date(), nullable=True),
        sa.Column("dasar", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["jabatan_id"], ["jabatan.id"], name=op.f("fk_penugasan_jabatan_id")),
        sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"], name=op.f("fk_penugasan_pegawai_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penugasan")),
        sa.UniqueConstraint("pegawai_id", "jabatan_id", "mulai", name=op.f("uq_penugasan_pegawai_id_jabatan_id_mulai")),
    )
    with op.batch_alter_table("penugasan", schema=None) as batch_op:
        batch_op.create_index("ix_penugasan_jabatan_masa", ["jabatan_id", "mulai", "selesai"], unique=False)
        batch_op.create_index(batch_op.f("ix_penugasan_pegawai_id"), ["pegawai_id"], unique=False)

    op.create_table(
        "sesi",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("akun_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jabatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("dibuat_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("terakhir_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("alamat", sa.String(length=64), nullable=False),
        sa.Column("peramban", sa.String(length=200), nullable=False),
        sa.Column("versi_sesi", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["akun_id"], ["akun.id"], name=op.f("fk_sesi_akun_id")),
        sa.ForeignKeyConstraint(["jabatan_id"], ["jabatan.id"], name=op.f("fk_sesi_jabatan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sesi")),
    )
    with op.batch_alter_table("sesi", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sesi_akun_id"), ["akun_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sesi_terakhir_at"), ["terakhir_at"], unique=False)

    op.create_table(
        "token_aktivasi",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("akun_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jenis", sa.String(length=32), nullable=False),
        sa.Column("berlaku_sampai", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dipakai_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["akun_id"], ["akun.id"], name=op.f("fk_token_aktivasi_akun_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token_aktivasi")),
    )
    with op.batch_alter_table("token_aktivasi", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_token_aktivasi_akun_id"), ["akun_id"], unique=False)

    op.create_table(
        "lampiran",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("naskah_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("judul", sa.String(length=300), nullable=False),
        sa.Column("nama", sa.String(length=200), nullable=False),
        sa.Column("nama_asli", sa.String(length=400), nullable=False),
        sa.Column("mime", sa.String(length=100), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("halaman", sa.Integer(), nullable=False),
        sa.Column("gabung", sa.Boolean(), nullable=False),
        sa.Column("bersih_key", sa.String(length=120), nullable=True),
        sa.Column("bersih_size", sa.Integer(), nullable=True),
        sa.Column("bersih_sha256", sa.String(length=64), nullable=True),
        sa.Column("diunggah_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("diunggah_oleh", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["diunggah_oleh"], ["pegawai.id"], name=op.f("fk_lampiran_diunggah_oleh")),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_lampiran_naskah_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lampiran")),
        sa.UniqueConstraint("naskah_id", "urutan", name=op.f("uq_lampiran_naskah_id_urutan")),
    )
    with op.batch_alter_table("lampiran", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lampiran_naskah_id"), ["naskah_id"], unique=False)

    op.create_table(
        "naskah_versi",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("naskah_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("isi", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("oleh_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("oleh_jabatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sebab", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_naskah_versi_naskah_id")),
        sa.ForeignKeyConstraint(["oleh_id"], ["pegawai.id"], name=op.f("fk_naskah_versi_oleh_id")),
        sa.ForeignKeyConstraint(["oleh_jabatan_id"], ["jabatan.id"], name=op.f("fk_naskah_versi_oleh_jabatan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_naskah_versi")),
        sa.UniqueConstraint("naskah_id", "versi", name=op.f("uq_naskah_versi_naskah_id_versi")),
    )
    with op.batch_alter_table("naskah_versi", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_naskah_versi_naskah_id"), ["naskah_id"], unique=False)

    op.create_table(
        "paraf",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("naskah_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("jabatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jenis", sa.String(length=32), nullable=False),
        sa.Column("given_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("versi", sa.Integer(), nullable=True),
        sa.Column("versi_sha256", sa.String(length=64), nullable=False),
        sa.Column("catatan", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["given_by"], ["pegawai.id"], name=op.f("fk_paraf_given_by")),
        sa.ForeignKeyConstraint(["jabatan_id"], ["jabatan.id"], name=op.f("fk_paraf_jabatan_id")),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_paraf_naskah_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paraf")),
        sa.UniqueConstraint("naskah_id", "jabatan_id", name=op.f("uq_paraf_naskah_id_jabatan_id")),
    )
    with op.batch_alter_table("paraf", schema=None) as batch_op:
        batch_op.create_index("ix_paraf_jabatan", ["jabatan_id", "given_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_paraf_naskah_id"), ["naskah_id"], unique=False)

    op.create_table(
        "penerima",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("naskah_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("peran", sa.String(length=32), nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("tipe", sa.String(length=32), nullable=False),
        sa.Column("jabatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("teks", sa.String(length=300), nullable=False),
        sa.Column("tempat", sa.String(length=120), nullable=False),
        sa.Column("untuk_perhatian", sa.String(length=200), nullable=False),
        sa.Column("pos_el", sa.String(length=200), nullable=False),
        sa.Column("cara", sa.String(length=32), nullable=True),
        sa.Column("dikirim_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dikirim_oleh", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("keterangan", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["dikirim_oleh"], ["pegawai.id"], name=op.f("fk_penerima_dikirim_oleh")),
        sa.ForeignKeyConstraint(["jabatan_id"], ["jabatan.id"], name=op.f("fk_penerima_jabatan_id")),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_penerima_naskah_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penerima")),
        sa.UniqueConstraint("naskah_id", "peran", "urutan", name=op.f("uq_penerima_naskah_id_peran_urutan")),
    )
    with op.batch_alter_table("penerima", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_penerima_jabatan_id"), ["jabatan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_penerima_naskah_id"), ["naskah_id"], unique=False)

    op.create_table(
        "surat_masuk",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("peran", sa.String(length=32), nullable=False),
        sa.Column("opd_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("nomor_agenda", sa.Integer(), nullable=False),
        sa.Column("naskah_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("penerima_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("tujuan_jabatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asal", sa.String(length=32), nullable=False),
        sa.Column("asal_teks", sa.String(length=300), nullable=False),
        sa.Column("asal_unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("nomor_surat", sa.String(length=160), nullable=False),
        sa.Column("tanggal_surat", sa.Date(), nullable=True),
        sa.Column("hal", sa.String(length=500), nullable=False),
        sa.Column("ringkasan", sa.Text(), nullable=False),
        sa.Column("sifat", sa.String(length=32), nullable=False),
        sa.Column("urgensi", sa.String(length=32), nullable=False),
        sa.Column("kode_klasifikasi", sa.String(length=20), nullable=True),
        sa.Column("cara_terima", sa.String(length=32), nullable=False),
        sa.Column("diterima_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("batas_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dibaca_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("didisposisi_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("selesai_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("alasan_selesai", sa.String(length=400), nullable=False),
        sa.Column("pencatat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("halaman", sa.Integer(), nullable=False),
        sa.Column("lampiran_halaman", sa.Integer(), nullable=False),
        sa.Column("teks", sa.Text(), nullable=False),
        sa.Column("berkas_key", sa.String(length=120), nullable=True),
        sa.Column("berkas_size", sa.Integer(), nullable=True),
        sa.Column("berkas_sha256", sa.String(length=64), nullable=True),
        sa.Column("berkas_mime", sa.String(length=100), nullable=False),
        sa.Column("berkas_nama", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["asal_unit_id"], ["unit.id"], name=op.f("fk_surat_masuk_asal_unit_id")),
        sa.ForeignKeyConstraint(
            ["kode_klasifikasi"], ["klasifikasi.kode"], name=op.f("fk_surat_masuk_kode_klasifikasi")
        ),
        sa.ForeignKeyConstraint(["naskah_id"], ["naskah.id"], name=op.f("fk_surat_masuk_naskah_id")),
        sa.ForeignKeyConstraint(["opd_id"], ["unit.id"], name=op.f("fk_surat_masuk_opd_id")),
        sa.ForeignKeyConstraint(["pencatat_id"], ["pegawai.id"], name=op.f("fk_surat_masuk_pencatat_id")),
        sa.ForeignKeyConstraint(["penerima_id"], ["penerima.id"], name=op.f("fk_surat_masuk_penerima_id")),
        sa.ForeignKeyConstraint(["tujuan_jabatan_id"], ["jabatan.id"], name=op.f("fk_surat_masuk_tujuan_jabatan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surat_masuk")),
        sa.UniqueConstraint("opd_id", "tahun", "nomor_agenda", name=op.f("uq_surat_masuk_opd_id_tahun_nomor_agenda")),
        sa.UniqueConstraint("penerima_id", name=op.f("uq_surat_masuk_penerima_id")),
    )
    with op.batch_alter_table("surat_masuk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_surat_masuk_batas_at"), ["batas_at"], unique=False)
        batch_op.create_index("ix_surat_masuk_kembar", ["opd_id", "nomor_surat", "tanggal_surat"], unique=False)
        batch_op.create_index(batch_op.f("ix_surat_masuk_naskah_id"), ["naskah_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_surat_masuk_opd_id"), ["opd_id"], unique=False)
        batch_op.create_index("ix_surat_masuk_tujuan", ["tujuan_jabatan_id", "status", "id"], unique=False)

    op.create_table(
        "disposisi",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("surat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("induk_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("pemberi_jabatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pemberi_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("instruksi", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("catatan", sa.Text(), nullable=False),
        sa.Column("batas", sa.Date(), nullable=True),
        sa.Column("kanal", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["induk_id"], ["disposisi_penerima.id"], name=op.f("fk_disposisi_induk_id"), use_alter=True
        ),
        sa.ForeignKeyConstraint(["pemberi_id"], ["pegawai.id"], name=op.f("fk_disposisi_pemberi_id")),
        sa.ForeignKeyConstraint(["pemberi_jabatan_id"], ["jabatan.id"], name=op.f("fk_disposisi_pemberi_jabatan_id")),
        sa.ForeignKeyConstraint(["surat_id"], ["surat_masuk.id"], name=op.f("fk_disposisi_surat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposisi")),
    )
    with op.batch_alter_table("disposisi", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disposisi_induk_id"), ["induk_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_disposisi_pemberi_jabatan_id"), ["pemberi_jabatan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_disposisi_surat_id"), ["surat_id"], unique=False)

    op.create_table(
        "surat_akses",
        sa.Column("surat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jabatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["jabatan_id"], ["jabatan.id"], name=op.f("fk_surat_akses_jabatan_id")),
        sa.ForeignKeyConstraint(["surat_id"], ["surat_masuk.id"], name=op.f("fk_surat_akses_surat_id")),
        sa.PrimaryKeyConstraint("surat_id", "jabatan_id", name=op.f("pk_surat_akses")),
    )
    with op.batch_alter_table("surat_akses", schema=None) as batch_op:
        batch_op.create_index("ix_surat_akses_jabatan", ["jabatan_id", "surat_id"], unique=False)

    op.create_table(
        "disposisi_penerima",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("disposisi_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jabatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("peran", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("dibaca_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dibaca_oleh", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("dilaporkan_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("selesai_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["dibaca_oleh"], ["pegawai.id"], name=op.f("fk_disposisi_penerima_dibaca_oleh")),
        sa.ForeignKeyConstraint(["disposisi_id"], ["disposisi.id"], name=op.f("fk_disposisi_penerima_disposisi_id")),
        sa.ForeignKeyConstraint(["jabatan_id"], ["jabatan.id"], name=op.f("fk_disposisi_penerima_jabatan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposisi_penerima")),
        sa.UniqueConstraint("disposisi_id", "jabatan_id", name=op.f("uq_disposisi_penerima_disposisi_id_jabatan_id")),
    )
    with op.batch_alter_table("disposisi_penerima", schema=None) as batch_op:
        batch_op.create_index("ix_disposisi_penerima_jabatan", ["jabatan_id", "status", "id"], unique=False)

    op.create_table(
        "tindak_lanjut",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("penerima_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("oleh_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("oleh_jabatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uraian", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("catatan_pemberi", sa.Text(), nullable=False),
        sa.Column("diputus_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("berkas_key", sa.String(length=120), nullable=True),
        sa.Column("berkas_size", sa.Integer(), nullable=True),
        sa.Column("berkas_sha256", sa.String(length=64), nullable=True),
        sa.Column("berkas_mime", sa.String(length=100), nullable=False),
        sa.Column("berkas_nama", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["oleh_id"], ["pegawai.id"], name=op.f("fk_tindak_lanjut_oleh_id")),
        sa.ForeignKeyConstraint(["oleh_jabatan_id"], ["jabatan.id"], name=op.f("fk_tindak_lanjut_oleh_jabatan_id")),
        sa.ForeignKeyConstraint(["penerima_id"], ["disposisi_penerima.id"], name=op.f("fk_tindak_lanjut_penerima_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tindak_lanjut")),
    )
    with op.batch_alter_table("tindak_lanjut", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tindak_lanjut_penerima_id"), ["penerima_id"], unique=False)

    dialect = op.get_bind().dialect.name
    for table in APPEND_ONLY:
        for statement in append_only(table)[dialect]:
            op.execute(statement)
    if dialect == "postgresql":  # the two tables point at each other, so one key comes after both; SQLite has it inline
        op.create_foreign_key("fk_disposisi_induk_id", "disposisi", "disposisi_penerima", ["induk_id"], ["id"])
    search.create(op.get_bind())


def downgrade() -> None:
    search.drop(op.get_bind())
    op.execute("UPDATE disposisi SET induk_id = NULL")
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("fk_disposisi_induk_id", "disposisi", type_="foreignkey")

    with op.batch_alter_table("tindak_lanjut", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tindak_lanjut_penerima_id"))

    op.drop_table("tindak_lanjut")
    with op.batch_alter_table("disposisi_penerima", schema=None) as batch_op:
        batch_op.drop_index("ix_disposisi_penerima_jabatan")

    op.drop_table("disposisi_penerima")
    with op.batch_alter_table("surat_akses", schema=None) as batch_op:
        batch_op.drop_index("ix_surat_akses_jabatan")

    op.drop_table("surat_akses")
    with op.batch_alter_table("disposisi", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_disposisi_surat_id"))
        batch_op.drop_index(batch_op.f("ix_disposisi_pemberi_jabatan_id"))
        batch_op.drop_index(batch_op.f("ix_disposisi_induk_id"))

    op.drop_table("disposisi")
    with op.batch_alter_table("surat_masuk", schema=None) as batch_op:
        batch_op.drop_index("ix_surat_masuk_tujuan")
        batch_op.drop_index(batch_op.f("ix_surat_masuk_opd_id"))
        batch_op.drop_index(batch_op.f("ix_surat_masuk_naskah_id"))
        batch_op.drop_index("ix_surat_masuk_kembar")
        batch_op.drop_index(batch_op.f("ix_surat_masuk_batas_at"))

    op.drop_table("surat_masuk")
    with op.batch_alter_table("penerima", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_penerima_naskah_id"))
        batch_op.drop_index(batch_op.f("ix_penerima_jabatan_id"))

    op.drop_table("penerima")
    with op.batch_alter_table("paraf", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paraf_naskah_id"))
        batch_op.drop_index("ix_paraf_jabatan")

    op.drop_table("paraf")
    with op.batch_alter_table("naskah_versi", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_naskah_versi_naskah_id"))

    op.drop_table("naskah_versi")
    with op.batch_alter_table("lampiran", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lampiran_naskah_id"))

    op.drop_table("lampiran")
    with op.batch_alter_table("token_aktivasi", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_token_aktivasi_akun_id"))

    op.drop_table("token_aktivasi")
    with op.batch_alter_table("sesi", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sesi_terakhir_at"))
        batch_op.drop_index(batch_op.f("ix_sesi_akun_id"))

    op.drop_table("sesi")
    with op.batch_alter_table("penugasan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_penugasan_pegawai_id"))
        batch_op.drop_index("ix_penugasan_jabatan_masa")

    op.drop_table("penugasan")
    with op.batch_alter_table("naskah", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_naskah_unit_id"))
        batch_op.drop_index(batch_op.f("ix_naskah_tanggal"))
        batch_op.drop_index("ix_naskah_penandatangan")
        batch_op.drop_index(batch_op.f("ix_naskah_pdf_sha256"))
        batch_op.drop_index("ix_naskah_opd_status")
        batch_op.drop_index(batch_op.f("ix_naskah_nomor"))
        batch_op.drop_index("ix_naskah_konseptor")

    op.drop_table("naskah")
    op.drop_table("koordinasi")
    op.drop_table("jabatan_peran")
    op.drop_table("isi_berkas")
    with op.batch_alter_table("sertifikat", schema=None) as batch_op:
        batch_op.drop_index("ix_sertifikat_pegawai_masa")

    op.drop_table("sertifikat")
    with op.batch_alter_table("nomor", schema=None) as batch_op:
        batch_op.drop_index("ix_nomor_objek")

    op.drop_table("nomor")
    op.drop_table("jra")
    with op.batch_alter_table("jabatan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_jabatan_unit_id"))
        batch_op.drop_index(batch_op.f("ix_jabatan_nama"))
        batch_op.drop_index(batch_op.f("ix_jabatan_atasan_id"))

    op.drop_table("jabatan")
    with op.batch_alter_table("frasa_gagal", schema=None) as batch_op:
        batch_op.drop_index("ix_frasa_gagal_pegawai_at")

    op.drop_table("frasa_gagal")
    with op.batch_alter_table("berkas", schema=None) as batch_op:
        batch_op.drop_index("ix_berkas_unit")
        batch_op.drop_index(batch_op.f("ix_berkas_kode_klasifikasi"))
        batch_op.drop_index(batch_op.f("ix_berkas_jatuh_inaktif"))

    op.drop_table("berkas")
    op.drop_table("akun")
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_opd_id"))
        batch_op.drop_index(batch_op.f("ix_unit_induk_id"))

    op.drop_table("unit")
    op.drop_table("register")
    op.drop_table("r_harian")
    op.drop_table("peristiwa_kepala")
    with op.batch_alter_table("peristiwa", schema=None) as batch_op:
        batch_op.drop_index("ix_peristiwa_opd")
        batch_op.drop_index("ix_peristiwa_naskah")
        batch_op.drop_index("ix_peristiwa_jenis")

    op.drop_table("peristiwa")
    with op.batch_alter_table("pegawai", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pegawai_nama"))

    op.drop_table("pegawai")
    op.drop_table("otoritas")
    op.drop_table("lipatan_kepala")
    with op.batch_alter_table("kontribusi_naskah", schema=None) as batch_op:
        batch_op.drop_index("ix_kontribusi_naskah_opd")

    op.drop_table("kontribusi_naskah")
    with op.batch_alter_table("klasifikasi", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_klasifikasi_induk"))

    op.drop_table("klasifikasi")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index("ix_job_siap")

    op.drop_table("job")
    with op.batch_alter_table("idempotensi", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idempotensi_at"))

    op.drop_table("idempotensi")
    with op.batch_alter_table("hitungan_naskah", schema=None) as batch_op:
        batch_op.drop_index("ix_hitungan_naskah_tanggal")

    op.drop_table("hitungan_naskah")
    op.drop_table("batas_laju")
    op.drop_table("audit_head")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_entry_pegawai")
        batch_op.drop_index("ix_audit_entry_objek")

    op.drop_table("audit_entry")

    if op.get_bind().dialect.name == "postgresql":
        for table in APPEND_ONLY:
            op.execute(f"DROP FUNCTION {table}_hanya_tambah()")
