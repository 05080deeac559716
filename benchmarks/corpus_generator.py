"""News made up from a seed, as many articles as one likes, with what was planted in each.

    python benchmarks/corpus_generator.py --articles 10000 --broken 0.001 -o news.csv

An article has about 4,500 characters and depends on the seed and its number alone. Its sentences are drawn from
patterns and long lists of words; the terms planted are those of the sample lexicon, which no other sentence has.
"""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import click

OUTLETS = [f"{first} {second}" for first in ("Harbour", "Upland", "Delta", "Lake") for second in ("Post", "Echo")]
DAYS = 365
LENGTH = 4_400  # characters of a body, before its last sentence
_ONSETS, _RIMES = (
    "b d f g k l m n p r s t v w br dr kr st tr".split(),
    "a e i o u an el in or um ask en ist old".split(),
)
NAMES = sorted({f"{a}{b}{c}{d}".title() for a in _ONSETS for b in _RIMES for c in "dklmnrt" for d in ("a", "en", "or")})
NOUNS = """bridge harvest ferry school budget clinic railway market forest tower orchard library reservoir mill quarry
harbour warehouse theatre canal bakery museum lighthouse pasture tunnel workshop station archive vineyard granary
causeway shipyard pump boiler turbine greenhouse pavement hostel stable chapel kitchen depot garage
cable pipeline""".split()
KINDS = """old new northern southern wooden crowded empty narrow costly public private damaged restored famous modest
remote central rural coastal dusty quiet busy small large hidden unfinished""".split()
VERBS = """closed opened inspected repaired sold painted measured visited flooded cleared guarded abandoned extended
rebuilt surveyed photographed leased heated emptied described""".split()
ROLES = """mayor miller teacher engineer farmer doctor captain driver clerk baker judge surveyor nurse porter fisher
librarian gardener plumber pilot carpenter""".split()
LATER = "on Monday|on Tuesday|last week|after the storm|before noon|in spring|despite the cost|without notice".split(
    "|"
)
PLANTED = {"terrorists": 0.5, "rebels": 0.8, "brazen": 0.3, "reckless": 0.2}  # passages an article, at the first outlet


@dataclass(frozen=True, slots=True)
class Planted:
    """An article as a row of a table, and what was planted in it: passages by term and voice."""

    row: dict[str, str]
    truth: Counter[tuple[str, str]]


def planted(number: int, seed: int = 0) -> Planted:
    """The article of a number."""
    rng = random.Random(f"{seed} {number}")  # noqa: S311 - no secret
    outlet = rng.randrange(len(OUTLETS))
    truth: Counter[tuple[str, str]] = Counter()
    passages = []
    for term, mean in PLANTED.items():
        for _ in range(sum(rng.random() < mean * (1 + outlet / 4) / 6 for _ in range(6))):
            voice = rng.choice(["outlet", "quoted"])
            truth[term, voice] += 1
            passages.append(_passage(rng, term, voice))
    while sum(map(len, passages)) < LENGTH:
        passages.append(rng.choice([_plain, _plain, _said, _quoted])(rng))
    rng.shuffle(passages)
    size = rng.randint(2, 4)
    body = "\n\n".join(" ".join(passages[at : at + size]) for at in range(0, len(passages), size))
    day = date(2024, 1, 1) + timedelta(rng.randrange(DAYS))
    title = f"{_thing(rng).capitalize()} {rng.choice(VERBS)} {rng.choice(LATER)}"
    row = {"id": f"g{number}", "outlet": OUTLETS[outlet], "date": day.isoformat(), "title": title, "text": body}
    return Planted(row, truth)


def _thing(rng: random.Random) -> str:
    return f"{rng.choice(KINDS)} {rng.choice(NOUNS)} of {rng.choice(NAMES)}"


def _event(rng: random.Random) -> str:
    who = f"the {rng.choice(ROLES)} of {rng.choice(NAMES)}"
    return f"the {_thing(rng)} was {rng.choice(VERBS)} by {who} {rng.choice(LATER)}"


def _person(rng: random.Random) -> str:
    return f"{rng.choice(NAMES)} {rng.choice(NAMES)}, a {rng.choice(ROLES)}"


def _plain(rng: random.Random) -> str:
    sentence = f"{_event(rng)}, and {_event(rng)}." if rng.random() < 0.5 else f"{_event(rng)}."
    return sentence[0].upper() + sentence[1:]


def _said(rng: random.Random) -> str:
    return f"{_person(rng)}, said that {_event(rng)}."


def _quoted(rng: random.Random) -> str:
    event = _event(rng)
    return f"“{event[0].upper()}{event[1:]},” said {_person(rng)}."


def _passage(rng: random.Random, term: str, voice: str) -> str:
    """A sentence with a term, in the outlet's voice or a speaker's."""
    adjective = term in ("brazen", "reckless")
    what = f"The {term} raid on the {_thing(rng)} failed" if adjective else f"The {term} left the {_thing(rng)}"
    return f"{what} {rng.choice(LATER)}." if voice == "outlet" else f"“{what},” said {_person(rng)}."


# what is done to the text of a broken article, by name; a reader must survive each, and say so
BREAKS = {
    "empty": lambda text, _rng: "",
    "blank": lambda text, _rng: " \u00a0\t " * 20,
    "nulls": lambda text, rng: _sprinkled(text, "\0", rng),
    "controls": lambda text, rng: _sprinkled(text, "\x07\x1b", rng),
    "replaced": lambda text, rng: _sprinkled(text, "\ufffd" * 3, rng),
    "mojibake": lambda text, _rng: text.encode().decode("latin-1"),
    "entities": lambda text, _rng: text.replace("the", "&amp;the&nbsp;"),
    "tags": lambda text, _rng: "<div class='x'><p>" + text.replace(". ", ".</p><p>"),
    "script": lambda text, _rng: "<script>var a = '<b>';</script>" + text,
    "open quotes": lambda text, _rng: text.replace("”", ""),
    "only quotes": lambda text, _rng: '"' * 4_000,
    "brackets": lambda text, _rng: "(" * 2_000 + text,
    "one word": lambda text, _rng: "x" * 200_000,
    "one line": lambda text, _rng: text.replace("\n", " "),
    "line breaks": lambda text, _rng: "\n".join(text.split()),
    "combining": lambda text, _rng: "a" + "\u0301" * 20_000,
    "right to left": lambda text, rng: _sprinkled(text, "\u202e", rng),
    "zero width": lambda text, _rng: "\u200b".join(text),
    "too long": lambda text, _rng: text * 300,
    "repeated": lambda text, _rng: text[:40] * 100,
}


def _sprinkled(text: str, mark: str, rng: random.Random) -> str:
    for _ in range(20):
        at = rng.randrange(len(text))
        text = text[:at] + mark + text[at:]
    return text


def is_broken(number: int, broken: float) -> bool:
    """Whether the article of a number is broken, where a share of them is."""
    every = round(1 / broken) if broken else 0
    return bool(every) and number % every == every - 1


def rows(articles: int, seed: int = 0, broken: float = 0.0) -> Iterator[dict[str, str]]:
    """The rows of so many articles; one in 1/`broken` is broken, in one way after the other."""
    every, ways = round(1 / broken) if broken else 0, list(BREAKS)
    for number in range(articles):
        row = planted(number, seed).row
        if is_broken(number, broken):
            way = ways[number // every % len(ways)]
            row["text"] = BREAKS[way](row["text"], random.Random(number))  # noqa: S311 - no secret
        yield row


def write(path: Path, articles: int, seed: int = 0, broken: float = 0.0) -> None:
    """Write a corpus as CSV."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, ["id", "outlet", "date", "title", "text"])
        table.writeheader()
        table.writerows(rows(articles, seed, broken))


def truth(articles: int, seed: int = 0) -> Counter[tuple[str, str, str]]:
    """Passages planted in a corpus, by outlet, term and voice."""
    found: Counter[tuple[str, str, str]] = Counter()
    for number in range(articles):
        each = planted(number, seed)
        for (term, voice), count in each.truth.items():
            found[each.row["outlet"], term, voice] += count
    return found


@click.command()
@click.option("--articles", default=10_000, show_default=True)
@click.option("--seed", default=0, show_default=True)
@click.option("--broken", default=0.0, help="Share of articles that are broken, in twenty ways.")
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path))
def main(articles: int, seed: int, broken: float, out: Path) -> None:
    """Write a corpus that is made up from a seed."""
    write(out, articles, seed, broken)
    click.echo(f"{out}: {articles:,} articles, {out.stat().st_size / 1e6:,.1f} MB", err=True)


if __name__ == "__main__":
    main()
