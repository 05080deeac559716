"""Text of the corpus on the page: control characters shown as such, JSON that cannot end its script element."""

from __future__ import annotations

import json
import re
from typing import Any

from markupsafe import Markup

# what reorders the text around it, and controls that a page cannot show; line ends and tabs stay
_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]")
SHOWN_AS = "\N{REPLACEMENT CHARACTER}"
_IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def shown(text: str, most: int = 0) -> str:
    """The text with a sign for each control character, cut at `most` code points where that is not 0.

    >>> shown("pay \\u202etxt\\u202c now")
    'pay \ufffdtxt\ufffd now'
    >>> shown("a long title", 6)
    'a long…'
    """
    cut = text[:most] + "…" if 0 < most < len(text) else text
    return _CONTROLS.sub(SHOWN_AS, cut)


def embedded(value: Any) -> Markup:
    """The value as JSON for a script element: none of its characters can end the element or a line of script."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(shown(text).translate(_IN_SCRIPT))  # noqa: S704
