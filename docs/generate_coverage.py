"""Writes docs/lexicon-coverage.md, what the shipped lexicons find in corpora: `python docs/generate_coverage.py DATA`.

DATA holds the corpora named in CORPORA, each under the folder that its project publishes.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from framing.corpus import ReadOptions, read_corpus
from framing.engine.coverage import Coverage, EntryCoverage, coverage, set_of
from framing.lexicon import Entry, Lexicon, load_shipped
from framing.lexicon.rivals import all_forms
from framing.types import Article

PAGE = Path(__file__).with_name("lexicon-coverage.md")
JACKSON = {"text_column": "sentence", "date_column": "article_date", "outlet": "New York Times"}
CORPORA: dict[str, list[tuple[str, Mapping[str, object]]]] = {
    "FA-KES": [("fakes_syria/FA-KES-Dataset.csv", {})],
    "PolNeAR": [("polnear", {"metadata": "polnear/metadata.tsv"})],
    "SemEval 2020-11": [("ptc/train-articles", {"outlet": "SemEval"})],
    "climate frames": [("climate_frames/articles_metadata.tsv", {})],
    "Gaza headlines": [("gaza_headlines/gaza-news.tsv", {"columns": ("date", "outlet", "title", "url")})],
    "BABE": [("babe/final_labels_SG2.csv", {"text_column": "text", "outlet_column": "outlet"})],
    "Jackson": [
        ("jackson/tagged_data_nyt_oct7_to_oct18.csv", JACKSON),
        ("jackson/tagged_data_nyt_oct18_to_oct22.csv", JACKSON),
    ],
    "one wire article": [("seed/article.txt", {"outlet": "wire"})],
}
HEAD = """\
# What the shipped lexicons find

<!-- Written by `python docs/generate_coverage.py DATA`: change that script, then run it again. -->

Hits of every entry of the shipped lexicons in the corpora that the developers have at hand. These are few topics:
the war in Syria to 2016, the US election of 2016, the first weeks of the war in Gaza, climate, and US politics to
2020. So an entry that matches nowhere here may be right elsewhere, and has not been shown to be. Hits are counted
as `framing score` counts them, in all voices, page furniture left out; whether they mean what the entry says is
another question, see [validation](validation.md). For one corpus: `framing lexicon coverage CORPUS --entries`.
"""
RULE = """
An entry without a hit is kept only if it belongs to a referent set and at least one of these holds. Words without a
referent (loaded language, stance, victims and agents) that match nowhere are dropped.

- *documented*: a style guide or study names the label;
- *only one*: without it the set would have no label of that direction, and so no choice to measure;
- *counterpart*: the set mirrors another one, and both need labels of like kind;
- *candidate*: another referent's entry shares the word; without this one its hits would be given to the other;
- *longer form*: its words would otherwise count as a shorter label of the same referent.
"""
DROPPED = """
Seventeen terms of judgement of the developers' list of 351 were dropped for want of a hit and of these reasons; the
other terms of judgement without a hit are now further patterns of a sibling with the same direction. All 154
documented terms are kept.
"""
DOMINANT = """
An entry with more than 30 % of the hits of its set (ten hits or more, three entries or more; plain names, which are
denominators, left out). A difference between outlets in such a set may be about this one term: look at `--entries`
before you write of the set. The hits were read; what stood for two senses was split or given a rule ("criminal
alien", "plagued by", "Gang of Eight", born babies, committees on the climate crisis), and the rest are the ordinary
words for the thing.
"""


def articles_of(data: Path, name: str) -> list[Article]:
    """All articles of a corpus."""
    found: list[Article] = []
    for path, given in CORPORA[name]:
        options = {key: data / str(value) if key == "metadata" else value for key, value in given.items()}
        found += read_corpus(data / path, ReadOptions(**options))  # type: ignore[arg-type]
    return found


class Why:
    """Why an entry without a hit is kept."""

    def __init__(self, lexicons: Sequence[Lexicon], found: Coverage) -> None:
        self._lexicons = {lexicon.name: lexicon for lexicon in lexicons}
        self._hits = {(each.lexicon, each.entry): each.hits for each in found.entries}
        self._forms: dict[tuple[str, object], list[Entry]] = defaultdict(list)
        for lexicon in lexicons:
            for entry in lexicon.entries:
                for form in all_forms(entry) if not entry.block else ():
                    self._forms[lexicon.name, form.words].append(entry)

    def of(self, row: EntryCoverage) -> str:
        """The reasons that hold, in words."""
        lexicon = self._lexicons[row.lexicon]
        entry = lexicon.entry(row.entry)
        return "; ".join(self._reasons(lexicon, entry))

    def _reasons(self, lexicon: Lexicon, entry: Entry) -> Iterator[str]:
        if entry.evidence and entry.evidence.grade == "D":
            yield f"documented: {', '.join(entry.evidence.references)}"
        if not entry.referent:
            return
        siblings = [e for e in lexicon.entries if not e.block and set_of(e) == set_of(entry) and e is not entry]
        if not any(self._hits[lexicon.name, e.id] or (e.evidence and e.evidence.grade == "D") for e in siblings):
            yield "only ones, of judgement all" if siblings else "only one"
        if not any(e.loading for e in lexicon.entries if e.referent == entry.referent):
            yield "one of the wordings of a set without directions"
        mirror = lexicon.referents[entry.referent].mirror
        if mirror:
            yield f"counterpart in the mirror of {mirror.rpartition('/')[2]}"
        words = [form.words for form in all_forms(entry)]
        others = {e.referent for each in words for e in self._forms[lexicon.name, each]} - {entry.referent}
        if others:
            yield f"candidate beside {', '.join(sorted(others))}"
        longer = {
            e.id.partition(".")[2]
            for each in words
            for at in range(len(each))
            for end in range(at + 1, len(each) + 1)
            if end - at < len(each)
            for e in self._forms[lexicon.name, each[at:end]]
            if e.referent == entry.referent and e is not entry
        }
        if longer:
            yield f"longer form of {', '.join(sorted(longer))}"


def page(data: Path) -> Iterator[str]:
    """The page, part by part."""
    lexicons = load_shipped()
    corpora = {name: articles_of(data, name) for name in CORPORA}
    each = {name: coverage(articles, lexicons) for name, articles in corpora.items()}
    found = coverage([article for articles in corpora.values() for article in articles], lexicons)
    yield HEAD
    yield "\n## Entries with a hit\n\n"
    yield f"| lexicon | entries | {' | '.join(CORPORA)} | anywhere |\n| --- | --- |{' --- |' * (len(CORPORA) + 1)}\n"
    for lexicon in lexicons:
        matched = [_matched(each[name], lexicon.name) for name in CORPORA]
        cells = [sum(e.lexicon == lexicon.name for e in found.entries), *matched, _matched(found, lexicon.name)]
        yield f"| {lexicon.name} | {' | '.join(map(str, cells))} |\n"
    cells = [len(found.entries), *(_matched(each[name]) for name in CORPORA), _matched(found)]
    yield f"| all | {' | '.join(map(str, cells))} |\n"
    yield f"| articles | | {' | '.join(f'{len(a):,}' for a in corpora.values())} | {found.articles:,} |\n"
    yield "\nBABE and Jackson are single sentences, Gaza headlines are headlines: each counts as an article.\n"
    yield f"\n## Entries without a hit\n\n{len(found.never)} of {len(found.entries)} match nowhere here.\n{RULE}"
    why = Why(lexicons, found)
    for lexicon in lexicons:
        rows = [row for row in found.never if row.lexicon == lexicon.name]
        if rows:
            yield f"\n### {lexicon.name}: {len(rows)}\n\n"
            yield "| entry | matches in no corpus here; kept because |\n| --- | --- |\n"
            yield from (f"| {row.entry} | {why.of(row) or 'a term of judgement, to be decided'} |\n" for row in rows)
    yield DROPPED
    yield f"\n## Entries that carry a set\n{DOMINANT}\n| lexicon | entry | set | hits | share of the set |\n"
    yield "| --- | --- | --- | --- | --- |\n"
    yield from (f"| {r.lexicon} | {r.entry} | {r.set} | {r.hits:,} | {r.share:.0%} |\n" for r in found.dominant)
    yield "\n## Entries mostly without a referent\n\n"
    yield "More than half of their hits have no anchor nearby, or several. Shares come with bounds for them.\n\n"
    yield "| lexicon | entry | hits | without a referent |\n| --- | --- | --- | --- |\n"
    yield from (f"| {r.lexicon} | {r.entry} | {r.hits:,} | {r.unresolved:,} |\n" for r in found.open)


def _matched(found: Coverage, lexicon: str = "") -> int:
    return sum(bool(entry.hits) for entry in found.entries if entry.lexicon == lexicon or not lexicon)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python docs/generate_coverage.py DATA, the folder that holds the corpora")
    PAGE.write_text("".join(page(Path(sys.argv[1]))), encoding="utf-8")
