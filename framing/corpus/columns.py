"""Which column of a table holds which field of an article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from framing.corpus.names import clean_name
from framing.corpus.options import ReadOptions
from framing.errors import CorpusError

ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "text": ("text", "body", "content", "article_content", "article", "full_text"),
        "outlet": ("outlet", "publisher", "source", "publication", "newspaper"),
        "date": ("date", "published", "publishedAt", "publication_date", "published_at", "pub_date"),
        "title": ("title", "headline", "article_title"),
        "url": ("url", "link"),
        "id": ("id", "doc_id", "article_id", "unit_id", "filename"),
        "author": ("author", "byline"),
        "section": ("section",),
        "language": ("language", "lang"),
        "wire": ("wire",),
    }
)


def resolve_columns(
    name: str, columns: Sequence[str], options: ReadOptions, *, join: bool = False
) -> tuple[dict[str, str], list[str]]:
    """The column of each field, and sentences on every choice between two columns.

    A column that the options name goes first; else the first alias in the documented order, in any
    case of letters. With `join` the id is looked for under `filename` first: it joins text files.

    Raises:
        CorpusError: the options name a column that the table does not have.
    """
    mapping = {
        field: _asked(name, columns, field, options.column_for(field)) for field in ALIASES if options.column_for(field)
    }
    guesses: list[str] = []
    free = [column for column in columns if column not in mapping.values()]
    for field, aliases in ALIASES.items():
        if field in mapping:
            continue
        found = _by_alias(free, ("filename", *aliases) if join and field == "id" else aliases)
        if found:
            mapping[field] = found[0]
        if len(found) > 1:
            others = ", ".join(repr(column) for column in found[1:])
            guesses.append(
                f"{name}: column {found[0]!r} taken as the {field}, not {others}; pass --{field}-column NAME to choose"
            )
    return {field: mapping[field] for field in ALIASES if field in mapping}, guesses


def listed(columns: Sequence[str]) -> str:
    """The names of the columns for a message: those that have one, each fit to be shown and cut to 40 characters."""
    names = filter(None, map(clean_name, columns))
    return ", ".join(name if len(name) <= 40 else name[:40] + "…" for name in names)


def count_known(columns: Sequence[str]) -> int:
    """How many fields the column names would fill by alias."""
    return sum(bool(_by_alias(columns, aliases)) for aliases in ALIASES.values())


def demand_text(name: str, mapping: Mapping[str, str], columns: Sequence[str]) -> str:
    """A sentence on what is missing of text and title ("" if neither).

    Raises:
        CorpusError: the table has neither.
    """
    if "text" not in mapping and "title" not in mapping:
        raise CorpusError(
            f"no text column and no title column found in {name}; columns are {listed(columns)}; pass "
            "--text-column NAME (and --title-column, --outlet-column, --date-column where these have other names too), "
            "or --columns NAME,NAME,... if the file has no header row"
        )
    if "text" not in mapping:
        return (
            f"{name}: no text column, so each article is its headline alone (column {mapping['title']!r}); "
            f"pass --text-column NAME if the text is in another column: {listed(columns)}"
        )
    return ""


def _asked(name: str, columns: Sequence[str], field: str, wanted: str) -> str:
    for column in columns:
        if column == wanted:
            return column
    for column in columns:
        if column.casefold() == wanted.casefold():
            return column
    raise CorpusError(
        f"{field} column {wanted!r} not found in {name}; columns are {listed(columns)}; pass --{field}-column NAME"
    )


def _by_alias(columns: Sequence[str], aliases: Sequence[str]) -> list[str]:
    """The columns that match, in the order of the aliases, each once."""
    found = [column for alias in aliases for column in columns if column.casefold() == alias.casefold()]
    return list(dict.fromkeys(found))
