"""How people and lists call countries."""

from __future__ import annotations

import pytest
from tests.sheets.reading import entries, fault, read

from talanoa.load import Content


@pytest.mark.parametrize(
    "cell, code",
    [
        *(
            ("Fiji", "FJ"),
            ("fj", "FJ"),
            ("FJI", "FJ"),
            ("대한민국", "KR"),
            ("South Korea", "KR"),
            ("Republic of Korea", "KR"),
            ("Korea Selatan", "KR"),
        ),
        *(
            ("ประเทศไทย", "TH"),
            ("ไทย", "TH"),
            ("Viet Nam", "VN"),
            ("Lao PDR", "LA"),
            ("Myanmar (Burma)", "MM"),
            ("Burma", "MM"),
            ("Монгол улс", "MN"),
        ),
        *(
            ("Cote d'Ivoire", "CI"),
            ("Timor-Leste", "TL"),
            ("The Philippines", "PH"),
            ("Pilipinas", "PH"),
            ("پاکستان", "PK"),
            ("Republic of the Fiji", "FJ"),
        ),
        *(
            ("フィリピン", "PH"),
            ("菲律賓", "PH"),
            ("Филиппины", "PH"),
            ("الفلبين", "PH"),
            ("🇵🇭", "PH"),
            ("Fiji Islands", "FJ"),
        ),
        *(("Korea", None), ("Atlantis", None), ("Kyrgyz Republic", "KG"), ("Türkiye", "TR"), ("Turkey", "TR")),
        *(
            ("Korea (Republic of)", "KR"),
            ("Micronesia, Federated States of", "FM"),
            ("Iran, Islamic Republic of", "IR"),
            ("Republic of the Marshall Islands", "MH"),
            ("Burma/Myanmar", "MM"),
            ("Timor Leste (East Timor)", "TL"),
            ("Samoa (American)", "AS"),
            ("Lao P.D.R.", "LA"),
            ("Sri-Lanka", "LK"),
            ("Solomon Is.", "SB"),
            ("Saint Lucia", "LC"),
            ("New Zealand / Aotearoa", "NZ"),
            ("Fiji/Tonga", None),
            ("Mongolia (Fiji)", None),
            ("Philippines (Manila)", "PH"),
            ("Suva, Fiji", "FJ"),
            ("Guinea (Bissau)", "GW"),
            ("Korea, Seoul", None),
        ),
        *(  # towns, and countries as lists sort them
            ("Mexico, Pampanga", None),
            ("Jordan, Ontario", None),
            ("Peru, Illinois", None),
            ("Cuba, New Mexico (USA)", None),
            ("Lebanon, Pennsylvania, USA", None),
            ("Panama City, Panama", "PA"),
            ("Suva, Viti Levu (Fiji)", "FJ"),
            ("Gambia, The", "GM"),
            ("Egypt, Arab Rep.", "EG"),
            ("Micronesia, Fed. Sts.", "FM"),
            ("Samoa, Western", "WS"),
        ),
    ],
)
def test_countries_by_name(files: Content, cell: str, code: str | None) -> None:
    found = read(files, "member", [["Organisation", "Country"], ["New One", cell]])
    if code:
        assert [it["country"] for it in entries(found).values()] == [code]
    else:
        assert f"row 2, column B “Country”: '{cell}' is no country that is known" in fault(found)
