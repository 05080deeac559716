"""What a target could have named, in an error that can be read."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from textwrap import TextWrapper

from framing.errors import FramingError

_MOST = 30  # names that are listed
_LINES = TextWrapper(100, initial_indent="  ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def nothing_found(what: str, wanted: str, names: Iterable[str], *, kind: str) -> FramingError:
    """The error for a name that is not there: the nearest ones, then up to 30 of all, broken over lines.

    what: what went wrong. wanted: the name that was given. kind: what the names are of.
    """
    known = list(dict.fromkeys(names))
    if not known:
        return FramingError(f"{what}; there are no {kind}")
    near = get_close_matches(wanted, known, 3) or [name for name in known if wanted.lower() in name.lower()][:3]
    meant = f"; did you mean {' or '.join(map(repr, near))}?\n" if near else "; "
    left = len(known) - _MOST
    shown = ", ".join(name.replace(" ", "\xa0") for name in known[:_MOST])  # a name stays on its line
    shown += f" and {left:,} more" if left > 0 else ""
    return FramingError(f"{what}{meant}{kind} are\n" + _LINES.fill(shown).replace("\xa0", " "))
