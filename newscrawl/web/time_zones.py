"""The time zone of a country's sites, by their top-level domain, for dates printed without an offset."""

from typing import Final

from newscrawl.web.sites import host_of

_ZONES: Final = {
    "Africa": (
        "bf Ouagadougou, bi Bujumbura, bj Porto-Novo, bw Gaborone, cf Bangui, cg Brazzaville, ci Abidjan, cm Douala, "
        "dj Djibouti, dz Algiers, eg Cairo, er Asmara, et Addis_Ababa, ga Libreville, gh Accra, gm Banjul, gn Conakry, "
        "gq Malabo, gw Bissau, ke Nairobi, lr Monrovia, ls Maseru, ly Tripoli, ma Casablanca, ml Bamako, "
        "mr Nouakchott, mw Blantyre, mz Maputo, na Windhoek, ne Niamey, ng Lagos, rw Kigali, sd Khartoum, sl Freetown, "
        "sn Dakar, so Mogadishu, ss Juba, st Sao_Tome, sz Mbabane, td Ndjamena, tg Lome, tn Tunis, tz Dar_es_Salaam, "
        "ug Kampala, za Johannesburg, zm Lusaka, zw Harare"
    ),
    "America": (
        "bb Barbados, bo La_Paz, co Bogota, cr Costa_Rica, cu Havana, do Santo_Domingo, gt Guatemala, gy Guyana, "
        "hn Tegucigalpa, ht Port-au-Prince, jm Jamaica, ni Managua, pa Panama, pe Lima, py Asuncion, sr Paramaribo, "
        "sv El_Salvador, tt Port_of_Spain, uy Montevideo, ve Caracas"
    ),
    "Asia": (
        "ae Dubai, af Kabul, am Yerevan, az Baku, bd Dhaka, bh Bahrain, bn Brunei, bt Thimphu, cy Nicosia, "
        "ge Tbilisi, hk Hong_Kong, il Jerusalem, in Kolkata, iq Baghdad, ir Tehran, jo Amman, jp Tokyo, kg Bishkek, "
        "kh Phnom_Penh, kp Pyongyang, kr Seoul, kw Kuwait, kz Almaty, la Vientiane, lb Beirut, lk Colombo, mm Yangon, "
        "mo Macau, my Kuala_Lumpur, np Kathmandu, om Muscat, ph Manila, pk Karachi, qa Qatar, sa Riyadh, sg Singapore, "
        "sy Damascus, th Bangkok, tj Dushanbe, tm Ashgabat, tw Taipei, uz Tashkent, vn Ho_Chi_Minh, ye Aden"
    ),
    "Atlantic": "cv Cape_Verde, is Reykjavik",
    "Europe": (
        "ad Andorra, al Tirane, at Vienna, ba Sarajevo, be Brussels, bg Sofia, by Minsk, ch Zurich, cz Prague, "
        "de Berlin, dk Copenhagen, ee Tallinn, fi Helsinki, fr Paris, gr Athens, hr Zagreb, hu Budapest, ie Dublin, "
        "it Rome, lt Vilnius, lu Luxembourg, lv Riga, mc Monaco, md Chisinau, mk Skopje, mt Malta, nl Amsterdam, "
        "no Oslo, pl Warsaw, ro Bucharest, rs Belgrade, se Stockholm, si Ljubljana, sk Bratislava, sm San_Marino, "
        "tr Istanbul, ua Kyiv, uk London, va Vatican"
    ),
    "Indian": "km Comoro, mg Antananarivo, mu Mauritius, mv Maldives, re Reunion",
    "Pacific": "fj Fiji",
}
"""Countries with one time zone (or one in which all their large newsrooms sit), by the IANA zones' areas.

Left out: countries with several, and domains that are used worldwide whatever their country (.io, .me, .tv …).
"""

_WORLDWIDE: Final = frozenset(["co", "la"])

_BY_DOMAIN: Final = {
    domain: f"{area}/{city}"
    for area, entries in _ZONES.items()
    for domain, city in (entry.split() for entry in entries.split(", "))
}


def zone_of(url: str) -> str | None:
    """Return the IANA time zone of the country that the host of *url* belongs to by its top-level domain.

    `None` where the domain is no country's, the country has several zones, or the host is an IP address.

    >>> zone_of("https://www.lessor.ml/posts/1"), zone_of("https://example.com/"), zone_of("http://127.0.0.1/")
    ('Africa/Bamako', None, None)
    """
    host, _, domain = host_of(url).rpartition(".")
    second = host.rpartition(".")[2]
    if domain in _WORLDWIDE and second not in ("com", "gov", "edu", "org"):
        return None
    return _BY_DOMAIN.get(domain)
