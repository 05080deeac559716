"""Names that are neither a person's nor an organisation's: places, days, books."""

from __future__ import annotations

from functools import cache
from importlib import resources

import yaml


@cache
def _listed(part: str) -> frozenset[str]:
    file = resources.files("framing.attribution").joinpath("places.yaml")
    names: dict[str, str] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return frozenset(name.strip() for name in names[part].split("|"))


def is_place(name: str) -> bool:
    """Whether a name is that of a country, a state or a large city."""
    return name.removeprefix("the ").removeprefix("The ") in _listed("places")


def is_nobody(name: str) -> bool:
    """Whether a name is neither a person's nor an organisation's."""
    return is_place(name) or name in _listed("others")
