"""The tables of an analysis for people at a terminal: figures in words, names once in a heading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from framing.cli._table import aligned

if TYPE_CHECKING:
    import pandas as pd

    from framing.stats.analysis import Analysis

Row = Mapping[Any, Any]
_VERDICTS = {"no difference larger than the margin": "within the margin"}
MOST = 12  # rows shown of each part; the files have all


def text_of(found: Analysis, *, width: int, most: int = MOST) -> Iterator[str]:
    """The lines of an analysis, at most `width` columns wide. What could not be estimated is said once, with why."""
    for name, layout in _LAYOUTS.items():
        table = found.tables.get(name)
        if table is not None:
            yield from _table(table, layout, width, most)
    missing = list(_missing(found))
    if missing:
        yield from ("", "Not estimated:")
    for note in missing:
        yield from wrap(note, width, initial_indent="  ", subsequent_indent="      ")


def _table(table: pd.DataFrame, layout: _Layout, width: int, most: int) -> Iterator[str]:
    """A part a heading, with a line a row that has figures."""
    heading, head, cells, wanted = layout
    rows = [row for row in _records(table) if wanted(row)]
    parts: dict[str, list[Row]] = {}
    for row in rows:
        parts.setdefault(heading(row), []).append(row)
    for title, mine in parts.items():
        yield ""
        more = f" (the first {most} of {len(mine):,})" if len(mine) > most else ""
        yield from wrap(f"{title}{more}", width)
        yield from aligned(head, [cells(row) for row in mine[:most]], width)


def _missing(found: Analysis) -> Iterator[str]:
    """What has no estimate, and why; the same reason for several pairs stands once."""
    reasons: dict[str, list[str]] = {}
    for name, table in found.tables.items():
        if "note" not in table or name == "specifications":
            continue
        where = "estimate" if name in ("contrasts", "interruption", "events") else "median" if name == "curves" else ""
        for row in _records(table):
            if row["note"] and (not where or row.get(where, "") == ""):
                reasons.setdefault(f"{name}: {row['note']}", []).append(_who(row))
    for reason, who in reasons.items():
        names = list(dict.fromkeys(filter(None, who)))
        more = f" and {len(names) - 6:,} more" if len(names) > 6 else ""
        yield reason + (f" ({'; '.join(names[:6])}{more})" if names else "")


def _records(table: pd.DataFrame) -> Sequence[Row]:
    """The rows, with "" for what is not there."""
    return table.astype(object).where(table.notna(), "").to_dict("records")


def _who(row: Row) -> str:
    names = [str(row.get(key, "")) for key in ("item", "estimator")]
    if isinstance(row.get("left_out"), str):  # the kind of unit; of a curve it is a number
        names.append(row["left_out"])
    pair = " – ".join(filter(None, (str(row.get("outlet", "")), str(row.get("reference", "")))))
    return ", ".join(filter(None, [*names, pair]))


def number(value: Any) -> str:
    """A figure with three digits, "" for none."""
    if value == "":
        return ""
    text = f"{value:,.0f}" if 1000 <= abs(value) < float("inf") else f"{value:.3g}"
    return text.replace("-", "−").replace("inf", "∞")


def _difference(row: Row, value: Any) -> str:
    """A difference in its unit: between shares in points; a ratio as it is."""
    if value == "":
        return ""
    if "difference" in str(row.get("effect", "difference")) and str(row.get("unit", "")).startswith("share"):
        return f"{100 * value:+.1f}".replace("-", "−")
    return number(value) if "ratio" in str(row.get("effect", "")) else f"{value:+.3g}".replace("-", "−")


def _level(row: Row, value: Any) -> str:
    """A figure in its unit: a share in per cent."""
    return f"{100 * value:.0f} %" if value != "" and str(row["unit"]).startswith("share") else number(value)


def _between(row: Row, text: Callable[[Row, Any], str] = lambda _row, value: number(value)) -> str:
    low, high = row.get("low", ""), row.get("high", "")
    return "" if low == "" or high == "" else f"{text(row, low)} to {text(row, high)}"


def _q(value: Any) -> str:
    return "" if value == "" else "< 0.001" if value < 0.001 else f"{value:.3f}"


def _effect(row: Row) -> str:
    """What the estimate is, where it is no difference in the unit of the heading."""
    return (
        "points"
        if "difference" in row["effect"] and row["unit"].startswith("share")
        else (row["effect"] if "ratio" in row["effect"] else "")
    )


def _family(row: Row) -> str:
    subset = "" if row["subset"] == "all" else f", articles: {row['subset']}"
    unit = f" ({row['unit']})" if row.get("unit") else ""
    return f"{row['family']}: {row['measure']} {row['item']}, voice {row['voice']}{subset}{unit}"


def _of(*keys: str) -> Callable[[Row], str]:
    return lambda row: ": ".join(str(row[key]) for key in keys)


def _pair(row: Row) -> str:
    return " –\N{NO-BREAK SPACE}".join(filter(None, (row["outlet"], row.get("reference", ""))))


def _has(name: str) -> Callable[[Row], bool]:
    return lambda row: row.get(name, "") != ""


_Layout = tuple[Callable[[Row], str], tuple[str, ...], Callable[[Row], tuple[str, ...]], Callable[[Row], bool]]
_LAYOUTS: dict[str, _Layout] = {
    "contrasts": (
        _family,
        ("?", "?estimator", ">", ">interval", ">q (family)", "?"),
        lambda row: (
            _pair(row),
            ", ".join(filter(None, (row["estimator"], _effect(row)))),
            _difference(row, row["estimate"]),
            _between(row, _difference),
            "" if row["q_value"] == "" else f"{_q(row['q_value'])} ({row['family_size']:.0f})",
            ", ".join(filter(None, (_VERDICTS.get(row["verdict"], row["verdict"]), row["note"]))),
        ),
        _has("estimate"),
    ),
    "robustness": (
        lambda row: f"{_family(row)}: ratio of the figures with one {row['left_out']} left out at a time",
        ("?", ">left out", ">ratio", "?most telling", ">without it", ">sign turns"),
        lambda row: (
            _pair(row),
            f"{row['units']:.0f}",
            number(row["ratio"]),
            str(row["largest"]),
            number(row["ratio_without"]),
            f"{row['sign_flips']:.0f}",
        ),
        _has("units"),
    ),
    "curves": (
        lambda row: f"{row['family']}: {row['item']} under every combination of the choices ({row['unit']})",
        ("?", ">choices", ">median", ">of its sign", ">p < .05", ">p of median"),
        lambda row: (
            _pair(row),
            f"{row['n_specifications']:.0f}",
            _difference(row, row["median"]),
            f"{100 * row['same_sign']:.0f} %",
            f"{100 * row['significant']:.0f} %",
            _q(row["p_median"]),
        ),
        _has("median"),
    ),
    "interruption": (
        lambda row: (
            f"{row['trend']}: change at {row['date']}"
            + (f", against {row['comparison']}" if row["comparison"] else "")
            + (f" ({row['unit']})" if row["unit"] else "")
        ),
        ("?", "term", ">", ">interval", ">p", ">earlier dates as large"),
        lambda row: (
            row["outlet"],
            row["term"],
            _difference(row, row["estimate"]),
            _between(row, _difference),
            _q(row["p_value"]),
            "" if row["placebo"] == "" else f"{100 * row['placebo']:.0f} %",
        ),
        _has("estimate"),
    ),
    "changes": (
        lambda row: f"{row['trend']}: dates of change" + (f" ({row['unit']})" if row["unit"] else ""),
        ("?", "period", "between", ">before", ">after", "known"),
        lambda row: (
            row["outlet"],
            row["period"],
            f"{row['from']} and {row['to']}",
            _level(row, row["before"]),
            _level(row, row["after"]),
            row["known"],
        ),
        _has("period"),
    ),
    "events": (
        lambda row: (
            f"{row['trend']}: days around {row['events']:.0f} event{'' if row['events'] == 1 else 's'}"
            + (f", against {row['comparison']}" if row["comparison"] else "")
        ),
        ("?", ">before", ">after", ">change", ">interval", ">other dates as large"),
        lambda row: (
            row["outlet"],
            _level(row, row["before"]),
            _level(row, row["after"]),
            _difference(row, row["estimate"]),
            _between(row, _difference),
            "" if row["placebo"] == "" else f"{100 * row['placebo']:.0f} %",
        ),
        _has("estimate"),
    ),
    "words": (
        lambda row: f"{row['section']}: words of {row['group']} against {row['reference']}",
        ("?word", ">articles", ">log ratio", ">interval", ">at least"),
        lambda row: (
            row["word"],
            f"{row['articles']:.0f}",
            number(row["log_ratio"]),
            _between(row),
            number(row["at_least"]),
        ),
        _has("word"),
    ),
    "diversity": (
        lambda row: f"{row['section']}: effective number of sources at equal coverage",
        ("?", ">", ">interval"),
        lambda row: (row["outlet"], number(row["value"]), _between(row)),
        lambda row: row.get("order") == 1 and row.get("way") == "equal coverage" and row["value"] != "",
    ),
    "balance": (
        _of("section", "item"),
        ("?", ">", ">interval"),
        lambda row: (row["outlet"], number(row["value"]), _between(row)),
        _has("value"),
    ),
}
