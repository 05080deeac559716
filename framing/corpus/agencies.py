"""News agencies and the spellings that credit them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from framing.corpus.outlets import outlet_key

AGENCIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "AP": ("AP", "Associated Press"),
        "AFP": ("AFP", "Agence France-Presse", "Agence France Presse"),
        "Reuters": ("Reuters", "Thomson Reuters"),
        "UPI": ("UPI", "United Press International"),
        "dpa": ("dpa", "DPA", "Deutsche Presse-Agentur"),
        "PA": ("PA Media", "Press Association"),
        "EFE": ("EFE", "Agencia EFE"),
        "ANSA": ("ANSA",),
        "Xinhua": ("Xinhua", "Xinhua News Agency"),
        "Kyodo": ("Kyodo", "Kyodo News"),
        "Yonhap": ("Yonhap", "Yonhap News Agency"),
        "TASS": ("TASS", "Tass", "Itar-Tass", "ITAR-TASS"),
        "Interfax": ("Interfax",),
        "RIA Novosti": ("RIA Novosti",),
        "Sputnik": ("Sputnik", "Sputnik News"),
        "Anadolu": ("Anadolu", "Anadolu Agency"),
        "SANA": ("SANA", "Syrian Arab News Agency"),
        "NNA": ("NNA", "National News Agency"),
        "Fars": ("FNA", "Fars News Agency"),
        "IRNA": ("IRNA",),
        "KUNA": ("KUNA",),
        "IANS": ("IANS",),
        "PTI": ("PTI", "Press Trust of India"),
        "Canadian Press": ("Canadian Press",),
        "agencies": ("Agencies", "agencies", "AGENCIES", "News Agencies", "Wire Services"),  # credited without a name
    }
)
_PREDECESSORS: Mapping[str, str] = MappingProxyType({"Sputnik": "RIA Novosti"})  # Sputnik was its foreign service

_CANONICAL = {name.casefold(): agency for agency, names in AGENCIES.items() for name in names}
_BY_KEY = {outlet_key(name): agency for agency, names in AGENCIES.items() for name in names}

ANY_AGENCY = "|".join(sorted((re.escape(n) for names in AGENCIES.values() for n in names), key=len, reverse=True))


def canonical(name: str) -> str:
    """The short name of an agency in any of its spellings; any other name as it is."""
    bare = re.sub(r"^the\s+", "", name.strip(), flags=re.IGNORECASE)
    return _CANONICAL.get(bare.casefold(), name.strip())


def agency_of(outlet: str) -> str:
    """The agency that an outlet is, under any spelling; "" for any other."""
    return _BY_KEY.get(outlet_key(outlet), "")


def is_own(outlet: str, agency: str) -> bool:
    """Whether the outlet is the agency itself, under any spelling, or took over from it."""
    own = agency_of(outlet)
    return bool(own) and agency in (own, _PREDECESSORS.get(own))
