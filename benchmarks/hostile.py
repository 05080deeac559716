"""Texts that no newsroom writes: what slows a reader of news down, or breaks it, if anything does."""

from __future__ import annotations

# each is said over and over until the text has its size
_REPEATED = {
    "one word": "river ",
    "one word, no spaces": "river",
    "one word a paragraph": "river\n",
    "one word a paragraph, blank lines between": "river\n\n",
    "CRLF": "He left.\r\n",
    "tabs": "a\t",
    "line feeds": "\n",
    "no-break spaces": "\xa0",
    "NULs": "\x00",
    "zero-width spaces": "a\u200b",
    "straight quotation marks": '"',
    "straight quotation marks, spaced": '" ',
    "marks never closed": "“a ",
    "marks never closed, a paragraph each": "“He went.\n",
    "marks never opened": "a” ",
    "marks of four styles in turn": '"a “b ‘c « ',
    "single marks": "'a ",
    "apostrophes": "s’ ",
    "quotations without a cue": "“No.” ",
    "quotations, a paragraph each": "“No.”\n",
    "quotations with a cue": "“No,” he said, ",
    "quotations behind colons": "he said: “no no no no” : ",
    "capitals": "THE RIVER SAID THAT IT ROSE, LIND SAID. ",
    "full stops": ".",
    "full stops, spaced": ". ",
    "commas": ", ",
    "colons": "A: ",
    "every mark": ".,;:!?-()[]{}",
    "said": "said ",
    "that": "that ",
    "according to": "according to ",
    "according to X,": "according to Lind, ",
    "X said Y said": "Lind said Brandt said ",
    ", said X , said Y": ", said Lind ",
    "X, a said to": "river, a said to ",
    "and said": "and said ",
    "X said that and according to": "Lind said that x and according to ",
    "who was named said": "who was named said ",
    "nouns of saying": "claim that ",
    "nouns that could be adjectives": "statement ",
    "possessives": "Lind's Claim ",
    "reportedly": "reportedly ",
    "reportedly, behind semicolons": "; reportedly ",
    "asked about": "asked about ",
    "in a poll by": "In a poll by ",
    "auxiliaries and commas": "is, ",
    "brackets opened": "(he said ",
    "brackets closed": ") said ",
    "tags never closed": "<a ",
    "scripts never closed": "<script>a ",
    "comments never closed": "<!-- ",
    "tags": "<b>a</b> ",
    "block tags": "<p>river</p>",
    "bylines in small letters": "by " + "a" * 230 + "!\n",
    "bylines in capitals": "BY " + "A" * 230 + "!\n",
    "photo credits": "(photo " + "a " * 50 + "\n",
    "hard-wrapped lines": "river " * 12 + "\n",
    "emoji": "🙂🏽 ",
    "combining marks": "e\u0301\u0302\u0303",
    "right to left": "אמר הנהר ״לא״ ",
    "digits": "0123456789",
    "hyphens": "a-",
    "initials": "U.S.",
    "URLs": "https://example.com/a-b/c.d?e=f&g=h ",
}


def hostile_texts(size: int) -> dict[str, str]:
    """Return the hostile texts by name, each of about `size` code points."""
    texts = {name: piece * (size // len(piece)) for name, piece in _REPEATED.items()}
    half = size // 2
    texts["quotations nested"] = "“a ‘b " * (size // 12) + "c’ d” " * (size // 12)
    texts["a quotation over paragraphs of one letter"] = "“" + "a\n" * half
    texts["brackets nested"] = "(" * half + ")" * half
    texts["commas before a cue"] = ", " * half + "Lind said that it rose"
    texts["said that, and no end"] = "Lind said that " + "and " * (size // 4)
    texts["semicolons, then reportedly"] = "; " * (size // 4) + "; reportedly " * (size // 26)
    texts["white space"] = "a" + " " * size + "b"
    return texts
