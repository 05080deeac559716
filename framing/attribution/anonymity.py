"""Whether a source without a name withholds it, or is hidden behind "sources" and "officials"."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from framing.attribution.sources import anonymous_patterns

# wishes and rules that keep a name out, in the source itself or right behind it
_WITHHELD = r"""
    (?:\b(?:not|nor|never)|n[’']t)\s+(?:\w+\s+){0,3}(?:named|identified|quoted)\b
  | \b(?:cannot|could\s+not|would\s+not|will\s+not|refused\s+to|declined\s+to)\s+(?:be\s+(?:named|identified)
      | give\s+(?:his|her|their|a)\s+(?:\w+\s+)?names?)
  | \bnone\s+of\s+whom\b.{0,30}\b(?:named|identified)
  | \bif\s+(?:\w+\s+){0,3}(?:named|identified)\b
  | \bnames?\s+(?:to\s+)?(?:be|being|were|was)\s+(?:withheld|left\s+out|kept)
  | \b(?:request|ask|insist|demand)\w*\s+(?:\w+\s+)?anonym | \banonym(?:ity|ously|ous)\b
  | (?:\bnot|n[’']t)\s+authori[sz]ed\s+to\b
"""
# closeness to a matter stands where a name would
_CLOSE = r"""
    \A(?!the\s)(?:[\w’'.-]+\s+){0,6}?[\w’'.-]+
      \s+(?:familiar\s+with|close\s+to|briefed\s+on|with\s+(?:\w+\s+)?knowledge|privy\s+to|involved\s+in|in\s+attendance
      |present\b
      |(?:who|that)\s+(?:has|have|had)\s+(?:seen|read|examined|reviewed|attended|heard)
      |who\s+(?:saw|read|attended|reviewed)|in\s+the\s+know|in\s+whom)\b
"""
# insiders without name and article; officials in the plural only with a rank or number: plain "officials" announce
_FACELESS = r"""
    \A(?:\W*(?!the\b|this\b|that\b)[\w’'.-]+\s+){0,5}?(?:aides?|diplomats?|insiders?|official)\b
      (?!\s+(?:and|data|results?|figures?|records?|statements?|reports?)\b)
  | \A(?:\W*(?!the\b|this\b|that\b)[\w’'.-]+\s+){0,3}?(?:senior|top|former|current|ranking|high-ranking|intelligence
      |administration|longtime|close|several|two|three|four|some|other|many|multiple|unnamed)\s+(?:[\w’'.-]+\s+){0,3}?(?:officials|advisers?)\b
  | \bsources?\b(?!\s+of\b) | \bunnamed\b | \bunidentified\b
"""
_PART = re.compile(
    r"\A(?:one|another|both|some|two|three|(?:a|the)\s+(?:second|third|other))\b(?:\s+of\s+(?:them|the\b.*))?",
    re.IGNORECASE,
)
_LONGEST_PART = 5  # words
_LONGEST_PHRASE = 1_000  # code points of a source that are looked at


_HINT = re.compile(r"name|identif|anonym|authori|quoted")  # cheap to look for; _WITHHELD holds one of these
_BEHIND = re.compile(_WITHHELD, re.IGNORECASE | re.VERBOSE)


@cache
def _pattern() -> re.Pattern[str]:
    parts = [_WITHHELD, _CLOSE, _FACELESS, *(part.replace(" ", r"\s+") for part in anonymous_patterns())]
    return re.compile("|".join(f"(?:{part})" for part in parts), re.IGNORECASE | re.VERBOSE)


@lru_cache(1 << 13)
def _hides(phrase: str) -> bool:
    return bool(_pattern().search(phrase))


def is_anonymous(phrase: str, behind: str) -> bool:
    """Whether a source that is not named is anonymous, from its words and the clause behind them."""
    return _hides(phrase[:_LONGEST_PHRASE]) or bool(_HINT.search(behind) and _BEHIND.search(behind))


def is_part(phrase: str) -> bool:
    """Whether a source is a part of those before: `one`, `another`, `one of the officers`."""
    return len(phrase.split()) <= _LONGEST_PART and bool(_PART.match(phrase))
