"""`framing show`: one article in the terminal, with hits and voices coloured."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.cli._common import (
    VOICE_STYLES,
    chosen_lexicons,
    console,
    lexicon_option,
    read_options,
    reading_options,
    say,
    write_json,
)

if TYPE_CHECKING:
    from rich.text import Text

    from framing.types import Annotation, Article, Hit


@click.command("show")
@click.argument("source", metavar="ARTICLE")
@click.option("--id", "article_id", help="Which article, where ARTICLE is a table, a folder or a scored corpus.")
@lexicon_option
@click.option("--json", "as_json", is_flag=True, help="Print the article's rows of every table as JSON.")
@reading_options
def command(source: str, article_id: str | None, lexicons: tuple[str, ...], **given: Any) -> None:
    """Show ARTICLE (a text file, -, or with --id an article of a corpus or scored corpus) with hits and voices."""
    from framing.annotate import Annotator
    from framing.tables import MANIFEST, ScoredCorpus, rows

    as_json = given.pop("as_json")
    options = read_options(given)
    if (Path(source) / MANIFEST).is_file():
        scored = ScoredCorpus(source)
        article = _pick(scored.each_article(), article_id, source)
        chosen = chosen_lexicons(lexicons) if lexicons else scored.lexicons
    else:
        from framing.corpus import read_corpus

        corpus = read_corpus(source, options)
        for guess in corpus.guesses:
            say(guess)
        article = _pick(corpus, article_id, source)
        chosen = chosen_lexicons(lexicons)
    annotation = Annotator(chosen)(article)
    for issue in annotation.issues:
        say(f"{issue.code}: {issue.message}")
    if as_json:
        write_json(rows(article, annotation))
    else:
        _print(article, annotation)


def _pick(articles: Any, article_id: str | None, source: str) -> Article:
    """The article asked for; the only one where no id was given."""
    from framing.errors import CorpusError

    first: Article | None = None
    for article in articles:
        if article_id is None and first is not None:
            raise CorpusError(f"{source} holds several articles, the first is {first.id!r}; say which with --id ID")
        if article_id is not None and article.id == article_id:
            return article  # type: ignore[no-any-return]
        first = first or article
    if article_id is not None:
        example = f", e.g. {first.id!r}" if first else ""
        raise CorpusError(f"{source} has no article with id {article_id!r}{example}")
    if first is None:
        raise CorpusError(f"{source} holds no article")
    return first


def _print(article: Article, annotation: Annotation) -> None:
    out = console()
    facts = [
        article.id,
        article.outlet,
        article.published.isoformat() if article.published else "",
        article.url,
    ]
    out.print(_plain(" · ".join(fact for fact in facts if fact)), style="dim")
    out.print(_legend())
    out.print()
    # a terminal breaks lines at words; elsewhere a paragraph stays a line
    out.print(_marked(article.text, annotation), soft_wrap=not out.is_terminal)
    out.print()
    _print_hits(article.text, annotation)
    _print_attributions(article.text, annotation)
    _print_events(article.text, annotation)


def _legend() -> Text:
    from rich.text import Text

    legend = Text("hits: ")
    for voice, style in VOICE_STYLES.items():
        legend.append("{", "dim").append("hit", style).append(f"|{voice}}}", "dim").append(" ")
    legend.append("  ")
    for word, style in (("source", "bold"), ("cue", "underline"), ("content", "italic")):
        legend.append(word, style=style)
        legend.append(" ")
    legend.append("boilerplate", style="dim strike")
    return legend


def _coloured(text: str, annotation: Annotation) -> Text:
    """The text in the styles of attributions, boilerplate and hits."""
    from rich.text import Text

    shown = Text("".join(c if c in "\n\t" or c.isprintable() else " " for c in text))
    for attribution in annotation.attributions:
        for spans, style in (
            (attribution.content, "italic"),
            (attribution.source, "bold"),
            (attribution.cue, "underline"),
        ):
            for start, end in spans:
                shown.stylize(style, start, end)
    for start, end in annotation.layout.boilerplate:
        shown.stylize("dim strike", start, end)
    for hit in annotation.hits:
        shown.stylize(VOICE_STYLES[hit.voice], hit.start, hit.end)
    return shown


def _marked(text: str, annotation: Annotation) -> Text:
    """The coloured text with every hit as {hit|voice}, so that it can be read without colour."""
    from rich.text import Text

    coloured = _coloured(text, annotation)
    shown, done = Text(), 0
    for start, end, voices in _passages(annotation.hits):
        shown.append_text(coloured[done:start]).append("{", "dim").append_text(coloured[start:end])
        shown.append(f"|{'/'.join(voices)}}}", "dim")
        done = end
    return shown.append_text(coloured[done:])


def _passages(hits: Iterable[Hit]) -> list[tuple[int, int, list[str]]]:
    """Where hits stand, in order, with their voices; those that overlap are one passage."""
    passages: list[tuple[int, int, list[str]]] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.end)):
        if passages and hit.start < passages[-1][1]:
            start, end, voices = passages.pop()
            passages.append((start, max(end, hit.end), list(dict.fromkeys([*voices, hit.voice.value]))))
        else:
            passages.append((hit.start, hit.end, [hit.voice.value]))
    return passages


def _print_hits(text: str, annotation: Annotation) -> None:
    from rich.table import Table

    table = Table("hit", "voice, zone", title=f"{len(annotation.hits)} hits")
    # ids have no spaces to break at, and a cut one cannot be looked up
    table.add_column("entry", overflow="fold")
    table.add_column("referent", overflow="fold")
    table.add_column("loading")
    for hit in annotation.hits:
        referent = hit.referent or ("unresolved: " + ", ".join(hit.candidates) if hit.candidates else "")
        cells = (text[hit.start : hit.end], f"{hit.voice}, {hit.zone}", hit.entry, referent, f"{hit.loading:+d}")
        table.add_row(*(_plain(str(cell)) for cell in cells))
    if annotation.hits:
        console().print(table)


def _print_attributions(text: str, annotation: Annotation) -> None:
    """A row an attribution; kind, naming, type of source and stance share a column, for a narrow terminal."""
    from rich.table import Table

    table = Table(title=f"{len(annotation.attributions)} attributions")
    for heading, share in (("source", 4), ("cue", 2), ("content", 5), ("kind, naming, type, stance", 3)):
        table.add_column(heading, ratio=share if console().is_terminal else None, overflow="fold")
    for a in annotation.attributions:
        source, cue, content = (" … ".join(text[s:e] for s, e in spans) for spans in (a.source, a.cue, a.content))
        how = ", ".join(part for part in (a.kind, a.naming, a.source_type, a.stance) if part)
        table.add_row(*(_plain(cell) for cell in (source, cue, _short(content), how)))
    if annotation.attributions:
        console().print(table)


def _print_events(text: str, annotation: Annotation) -> None:
    """A row a mention of an event: who does what to whom, in which construction."""
    from rich.table import Table

    table = Table(
        "event", "agent or means", "victim", "form, agent", title=f"{len(annotation.events)} mentions of events"
    )
    for event in annotation.events:
        spans = (event.start, event.end), event.agent or event.instrument, event.victim
        shown = (text[span[0] : span[1]] if span else "" for span in spans)
        table.add_row(*(_plain(cell) for cell in (*shown, f"{event.form}, {event.agency}")))
    if annotation.events:
        console().print(table)


def _short(text: str, most: int = 90) -> str:
    return text if len(text) <= most else text[: most // 2] + " … " + text[-most // 2 :]


def _plain(text: str) -> Text:
    """Text that is printed as it is: news may hold what the terminal library takes for mark-up."""
    from rich.text import Text

    return Text(" ".join("".join(c if c.isprintable() or c.isspace() else " " for c in text).split()))
