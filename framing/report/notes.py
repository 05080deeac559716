"""What a comparison notes, for readers of a page: without names of options and ids of referents, as sentences."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from framing.lexicon import Lexicon

# an option's name is of use to who runs the tool, not to who reads the page
_PLAIN = (
    (re.compile(r"\(left out; duplicates=keep counts them\)"), "(left out)"),
    (re.compile(r"\(counted; subset=house leaves them out\)"), "(counted)"),
    (re.compile(r"\bclusters=story: "), "articles on one story are taken together: "),
    (re.compile(r"; give permutations=\d+ or more"), ""),
    (re.compile(r"\(attributed\)"), "(only in the words of others)"),
    (re.compile(r"(\d)\s?%"), "\\1\N{NO-BREAK SPACE}%"),
)
_TERM = re.compile(r"(one term carries .+? of )(\S+): (\S+) \(")
_HOUSE = re.compile(r"(house style: labels of )(.+?)( differ, and )")


def plain_note(note: str, labels: Mapping[str, str], lexicons: Sequence[Lexicon], outlets: Collection[str] = ()) -> str:
    """The note as a sentence that names items and words as the page does.

    outlets: names that keep their first letter as it is.

    >>> plain_note("articles with the text of one of another outlet: 2 (counted; subset=house leaves them out)", {}, [])
    'Articles with the text of one of another outlet: 2 (counted).'
    """
    text = note
    for pattern, words in _PLAIN:
        text = pattern.sub(words, text)
    text = _HOUSE.sub(lambda found: f"{found[1]}{labels.get(found[2], found[2])}{found[3]}", text)
    text = _TERM.sub(lambda found: f"{found[1]}“{labels.get(found[2], found[2])}”: {_words(found, lexicons)} (", text)
    begin = text[:1] if text.startswith(tuple(outlets)) else text[:1].upper()
    return begin + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def _words(found: re.Match[str], lexicons: Sequence[Lexicon]) -> str:
    """The first pattern of the entry that is named, in quotation marks; the id where no lexicon has it."""
    name = found[2].partition("/")[0]
    for lexicon in lexicons:
        if lexicon.name == name:
            for entry in lexicon.entries:
                if entry.id == found[3]:
                    return f"“{entry.patterns[0]}”"
    return found[3]
