"""Invented names of many tongues; a first and a last name always come from the same group."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Rumpun:
    """First names of men and women and the last names that go with them, and how often the group appears."""

    bobot: int
    laki: tuple[str, ...]
    perempuan: tuple[str, ...]
    akhir_laki: tuple[str, ...]
    akhir_perempuan: tuple[str, ...]


def _w(words: str) -> tuple[str, ...]:
    return tuple(words.split())


RUMPUN: Final = (
    Rumpun(
        34,
        _w(
            "Bagaskara Damar Danendra Galuh Wiraguna Arsaka Baskara Pandu Reksaka Lintang Narendra Tantra Mahendra "
            "Yudistira Prabu Jatmika Samudra Wicaksana Hanggara Kertanata Pramudya Arkana Giri Sagara Bimasakti"
        ),
        _w(
            "Sekarwangi Laksmita Ratnaduhita Kinanti Padmarini Sasmita Larasati Niluh Dewayani Puspaningrum Widyawati "
            "Anggraini Kirana Saraswita Citrawati Madusari Purwanti Retnaning Wulandari Hapsari Ambarwati Swastika"
        ),
        _w(
            "Adikusuma Wirasena Hadinata Prabaswara Kusumanegara Sastrawiguna Mangkuraga Danuatmaja Suryakusumah "
            "Natapraja Wiradikarta Surawijaya Kartanagari Purbawinata Sumawiganda Atmawiria Jayasentana Partasasmita"
        ),
        _w(
            "Pramesthi Ayudewanti Kencanawati Puspadewi Maharani Rengganingsih Sulistyarini Nawangwulan Candrakirana "
            "Widyaningtyas Kusumarini Setyaningrum Retnowulan Tirtasari Andarini Prihatiningsih Wardhaningrum"
        ),
    ),
    Rumpun(
        26,
        _w(
            "Ahmad Fauzan Hilman Irfan Lukman Mukhlis Nurdin Rifki Syahrul Taufik Yazid Zulfikar Hafiz Ihsan Burhan "
            "Khairul Fadhil Munir Rasyid Salman Anwar Faisal Arif Luthfi Nasrul"
        ),
        _w(
            "Aisyah Fatimah Halimah Khadijah Latifah Maryam Nabila Rahmawati Salma Zahra Hasanah Nurhayati Faridah "
            "Rosyidah Syarifah Umi Wardah Yasmin Zulaikha Aminah Mardiah Hilyatun"
        ),
        _w(
            "Ramadanil Hidayatullah Syamsurijal Firmanudin Abdurrasyid Maulanasyah Nurrahman Fadillah Zainuddinsyah "
            "Habibullah Mubarakah Saifurrahim Ansharullah Munawarman Fathurrozi Asyrafi"
        ),
        _w(
            "Nurfadhilah Azzahrani Rahmadhani Maulidina Khairunnisya Fitriyanah Mawaddati Qurrotaayun Hidayanti "
            "Salsabilah Nurjannati Zakiyanti Ulfahrani Muthmainnati Farhanah Inayatul"
        ),
    ),
    Rumpun(
        9,
        _w("Bonar Togar Hotman Mangasi Parlindungan Sahat Tigor Jonggi Marolop Saut"),
        _w("Duma Lasma Rotua Tiur Rumondang Mariati Tiarma Hotmauli Rosinta Delima"),
        _w("Hutajulu Tampuaran Sinurat Sihaloho Pardosi Manihuruk Simarsoit Nababonar"),
        _w("Hutajulu Tampuaran Sinurat Sihaloho Pardosi Manihuruk Simarsoit Nababonar"),
    ),
    Rumpun(
        9,
        _w("Datuak Syafrizal Yulfian Zamril Afrizon Dasrul Hendrizal Mardison Yuliandra Rusdianto"),
        _w("Upik Yulinar Gustiati Elvina Murniati Zurniati Resmiwati Fitriwarni Desniar Yusmarni"),
        _w("Tanjuangan Kotobaru Sikumbangan Pilianga Guciano Caniagara Jambakan Melayuan"),
        _w("Tanjuangan Kotobaru Sikumbangan Pilianga Guciano Caniagara Jambakan Melayuan"),
    ),
    Rumpun(
        7,
        _w("Wayan Made Nyoman Ketut Gede Komang Putu Kadek"),
        _w("Luh Ayu Komang Kadek Desak Putu Wayan Ketut"),
        _w("Suarnatha Wirajaya Artawibawa Sudarmika Mahayasa Adnyanegara Widiartha"),
        _w("Sukerthi Widiasari Artiningsih Suryantari Padmawati Citralestari Mirahwati"),
    ),
    Rumpun(
        7,
        _w("Yosafat Markus Samuel Elias Frans Melkias Absalom Daniel Ruben Yohanis"),
        _w("Debora Ester Maria Naomi Yuliana Agustina Ribka Orpa Selvina Martha"),
        _w("Wairisal Latupono Rumbewas Korwalo Tahapari Mandosiri Sawakiri Kelimutu"),
        _w("Wairisal Latupono Rumbewas Korwalo Tahapari Mandosiri Sawakiri Kelimutu"),
    ),
    Rumpun(
        8,
        _w("Hendrawan Budiman Sutrisna Kurniawan Setiadi Wirawan Gunadi Lesmana Hartono Suryadi"),
        _w("Linawati Meilina Susilawati Yuliani Herlina Angelina Meliana Setiawati Vinawati Lianawati"),
        _w("Tanuraga Limanjaya Wijayakarta Halimanto Suryatama Gunakarya Hartawira Oeivanto"),
        _w("Tanuraga Limanjaya Wijayakarta Halimanto Suryatama Gunakarya Hartawira Oeivanto"),
    ),
)
