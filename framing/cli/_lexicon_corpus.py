"""`framing lexicon coverage` and `suggest`: a lexicon tried on a corpus."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from framing.cli._common import (
    busy,
    chosen_lexicons,
    console,
    lexicon_option,
    read_options,
    reading_options,
    say,
    write_json,
)
from framing.cli._table import print_table

if TYPE_CHECKING:
    from framing.engine.coverage import Coverage, EntryCoverage
    from framing.stats.suggest import Suggestion
    from framing.types import Article

_MOST_OUTLETS = 4  # named on a line


@click.command("coverage")
@click.argument("corpus", metavar="DIR|CORPUS")
@lexicon_option
@click.option("--entries", "by_entry", is_flag=True, help="A line an entry, with its hits by outlet.")
@click.option("--json", "as_json", is_flag=True, help="Print all of it as JSON.")
@reading_options
def coverage(corpus: str, *, lexicons: tuple[str, ...], by_entry: bool, as_json: bool, **given: Any) -> None:
    """Show what the entries of lexicons find in a corpus, or in a scored corpus DIR: which never match, and which
    carry more than 30 % of their set.

    A set is a category, or the labels of one direction of a referent. Without --lexicon, the lexicons that DIR was
    scored with, else all that are shipped.
    """
    from framing.engine.coverage import coverage as cover
    from framing.engine.coverage import warnings_of
    from framing.engine.source import articles_of

    articles, scored_with = articles_of(corpus, read_options(given))
    with busy("Matching"):
        found = cover(articles, chosen_lexicons(lexicons) if lexicons or not scored_with else scored_with)
    _tell_issues(articles)
    warnings = list(warnings_of(found))
    if as_json:
        entries = [asdict(entry) for entry in found.entries]
        write_json({"articles": found.articles, "skipped": found.skipped, "entries": entries, "warnings": warnings})
        return
    if by_entry:
        _print_entries(found)
    else:
        _print_sets(found)
    hits = sum(entry.hits for entry in found.entries)
    say(f"{hits:,} hits of {len(found.entries):,} entries in {found.articles:,} articles")
    for warning in warnings:
        say(f"note: {warning}")


def _print_entries(found: Coverage) -> None:
    columns = ("lexicon", "entry", "set", "hits", "share", "articles", "unresolved", "outlets")
    print_table(
        columns,
        (
            [
                *(e.lexicon, e.entry, e.set, f"{e.hits:,}", f"{100 * e.share:.0f} %" if e.hits else ""),
                *(f"{e.articles:,}", f"{e.unresolved:,}", _outlets(e.outlets)),
            ]
            for e in found.entries
        ),
    )


def _print_sets(found: Coverage) -> None:
    sets: dict[tuple[str, str], list[EntryCoverage]] = {}
    for entry in found.entries:
        sets.setdefault((entry.lexicon, entry.set), []).append(entry)
    rows = []
    matched = {key: entries for key, entries in sets.items() if any(entry.hits for entry in entries)}
    for (lexicon, name), entries in matched.items():
        most = max(entries, key=lambda entry: entry.hits)
        never = sum(not entry.hits for entry in entries)
        rows.append(
            [
                *(lexicon, name, f"{sum(e.hits for e in entries):,}", f"{len(entries):,}", f"{never:,}"),
                *(most.entry, f"{100 * most.share:.0f} %"),
            ]
        )
    print_table(("lexicon", "set", "hits", "entries", "never", "most frequent", "share"), rows)
    if len(matched) < len(sets):
        say(f"{len(sets) - len(matched):,} sets without a hit are not shown; --entries shows all")


@click.command("suggest")
@click.argument("corpus", metavar="DIR|CORPUS")
@click.option("-l", "--lexicon", required=True, metavar="NAME|FILE", help="A shipped lexicon or a lexicon file.")
@click.option("-c", "--category", required=True, help="A category of the lexicon, or a referent.")
@click.option("--limit", default=25, show_default=True, type=click.IntRange(1, 1000), help="Terms shown.")
@click.option("--fewest", default=5, show_default=True, type=click.IntRange(2), help="Times a term must occur.")
@click.option("--names/--no-names", default=None, help="Terms with a capital too. Default: if the category's have one.")
@click.option("--json", "as_json", is_flag=True, help="Print the terms as JSON.")
@reading_options
def suggest(corpus: str, *, lexicon: str, category: str, as_json: bool, **given: Any) -> None:
    """Show terms of a corpus, or of a scored corpus DIR, that a category of a lexicon may lack, each with passages.

    Ranked by likeness (standing between the same words as the category's hits) and keyness (standing in the same
    sentences). Nothing is added to the lexicon: most of them do not belong there. Read the passages, then write entries
    with evidence and examples.
    """
    from framing.engine.source import articles_of
    from framing.lexicon import find_lexicon
    from framing.stats.suggest import SuggestOptions
    from framing.stats.suggest import suggest as find_terms

    options = SuggestOptions(given.pop("limit"), given.pop("fewest"), given.pop("names"))
    chosen = find_lexicon(lexicon)
    articles, _ = articles_of(corpus, read_options(given))
    with busy("Comparing terms"):
        found, hits = find_terms(articles, chosen, category, options)
    _tell_issues(articles)
    if as_json:
        write_json([asdict(each) for each in found])
    else:
        for number, each in enumerate(found, 1):
            _print_suggestion(number, each)
    say(f"{len(found):,} terms that stand where the {hits:,} hits of {category} in {chosen.name} stand; none was added")
    if hits < 100:
        say("note: so few hits tell little; take a larger corpus")


def _print_suggestion(number: int, found: Suggestion) -> None:
    """A line of figures, then a line a passage with the term standing out."""
    from rich.text import Text

    out = console()
    figures = (
        f"likeness {found.similarity:.2f}, keyness {found.keyness:+.1f}, {found.count:,} times in {found.articles:,} "
        f"articles: {_outlets(found.outlets)}"
    )
    out.print(Text.assemble(f"{number:>3}. ", (found.term, "bold"), f"  {figures}"), soft_wrap=True)
    for passage in found.passages:
        line = Text.assemble("       ", (f"{passage.outlet}: ", "dim"), f"…{passage.left}", (passage.term, "bold red"))
        line.append(f"{passage.right}…")
        out.print(line, no_wrap=True, overflow="ellipsis", crop=True)


def _outlets(counts: dict[str, int]) -> str:
    shown = [f"{name or '(none)'} {count:,}" for name, count in list(counts.items())[:_MOST_OUTLETS]]
    more = len(counts) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _tell_issues(articles: Iterable[Article]) -> None:
    """How many problems the corpus had, where it was read anew."""
    issues = getattr(articles, "issues", ())
    if issues:
        say(f"problems in the corpus: {len(issues):,}, the first: {issues[0].message}")
