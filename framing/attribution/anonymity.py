"""Whether a source without a name withholds it, or is hidden behind "sources" and "officials"."""

from __future__ import annotations

import re
from functools import cache

from framing.attribution.sources import anonymous_patterns

# wishes and rules that keep a name out, in the source itself or right behind it
_WITHHELD = r"""
    \b(?:not|nor|never|n[’']t)\s+(?:\w+\s+){0,3}(?:named|identified|quoted)\b
  | \b(?:cannot|could\s+not|would\s+not|will\s+not|refused\s+to|declined\s+to)\s+(?:be\s+(?:named|identified)
      | give\s+(?:his|her|their|a)\s+(?:\w+\s+)?names?)
  | \bnone\s+of\s+whom\b.{0,30}\b(?:named|identified)
  | \bif\s+(?:\w+\s+){0,3}(?:named|identified)\b
  | \bnames?\s+(?:to\s+)?(?:be|being|were|was)\s+(?:withheld|left\s+out|kept)
  | \b(?:request|ask|insist|demand)\w*\s+(?:\w+\s+)?anonym | \banonym(?:ity|ously|ous)\b
  | \bnot\s+authori[sz]ed\s+to\b | \bunnamed\b | \bunidentified\b
"""
# closeness to a matter stands where a name would
_CLOSE = r"""
    \b(?:person|people|source|official|officer|aide|diplomat|man|woman|figure|member|detective|executive|employee
      |lawyer|minister|adviser|advisor|manager|insider)s?
      (?:\s+\w+)?\s+(?:familiar\s+with|close\s+to|briefed\s+on|with\s+(?:\w+\s+)?knowledge|privy\s+to|involved\s+in
      |(?:who|that)\s+(?:has|have|had)\s+(?:seen|read|examined|reviewed|attended|heard)
      |who\s+(?:saw|read|attended|reviewed)|in\s+the\s+know|in\s+whom)\b
"""
# offices that speak for a state or a body: without name, article "the" or a spokesman they are nobody in particular
_FACELESS = r"""
    \A(?:\W*(?!the\b|this\b|that\b)[\w’'.-]+\s+){0,5}?(?:officials?|aides?|diplomats?|insiders?)\b
  | \bsources?\b(?!\s+of\b)
"""
_PART = re.compile(
    r"\A(?:one|another|both|some|two|three|(?:a|the)\s+(?:second|third|other))\b(?:\s+of\s+(?:them|the\b.*))?",
    re.IGNORECASE,
)
_LONGEST_PART = 5  # words


@cache
def _pattern() -> re.Pattern[str]:
    parts = [_WITHHELD, _CLOSE, _FACELESS, *(part.replace(" ", r"\s+") for part in anonymous_patterns())]
    return re.compile("|".join(f"(?:{part})" for part in parts), re.IGNORECASE | re.VERBOSE)


def is_anonymous(phrase: str, behind: str) -> bool:
    """Whether a source that is not named is anonymous, from its words and the clause behind them."""
    return bool(_pattern().search(phrase)) or bool(re.search(_WITHHELD, behind, re.IGNORECASE | re.VERBOSE))


def is_part(phrase: str) -> bool:
    """Whether a source is a part of those before: `one`, `another`, `one of the officers`."""
    return len(phrase.split()) <= _LONGEST_PART and bool(_PART.match(phrase))
