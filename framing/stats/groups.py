"""Which outlets are looked at, and which are taken together under a name."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

    from framing.stats.options import ComparisonOptions

NO_GROUP = "(none)"


def grouped(articles: pd.DataFrame, options: ComparisonOptions) -> tuple[pd.DataFrame, pd.Series[str]]:
    """The articles of the outlets asked for, and the name of the outlet or group of each."""
    values = articles[options.by].astype(object)
    names = values.where(values.notna() & (values != ""), NO_GROUP).astype(str)
    group_of = members(options.groups, options.outlets, set(names), what=options.by)
    keep = names.isin(list(group_of))
    return articles[keep].reset_index(drop=True), names[keep].map(group_of).reset_index(drop=True)


def members(
    groups: Mapping[str, Collection[str]], outlets: Sequence[str], known: Collection[str], *, what: str = "outlet"
) -> dict[str, str]:
    """What each outlet that is looked at counts as: its own name, or that of its group.

    outlets: names of outlets or groups, () for all.

    Raises FramingError where a name is not in the corpus, an outlet is in two groups, or a group is called as an
    outlet that is not in it.
    """
    named: dict[str, str] = {}
    for name, inside in groups.items():
        for outlet in inside:
            if named.setdefault(outlet, name) != name:
                raise FramingError(f"{what} {outlet!r} is in the groups {named[outlet]!r} and {name!r}; leave one")
    for outlet in (*outlets, *named):
        if outlet not in known and outlet not in groups:
            raise FramingError(f"no {what} {outlet!r} in this corpus; choose from {', '.join(sorted(known))}")
    for name in groups:
        if name in known and named.get(name) != name:
            raise FramingError(f"group {name!r} has the name of {_a(what)} that is not in it; call it otherwise")
    for outlet in outlets:
        if outlet in named and outlet not in groups:
            raise FramingError(f"{what} {outlet!r} is in the group {named[outlet]!r}; name the group in its place")
    chosen = known if not outlets else {o for o in known if o in outlets or named.get(o) in outlets}
    return {outlet: named.get(outlet, outlet) for outlet in sorted(chosen)}


def _a(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"
