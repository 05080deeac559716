"""docs/cli.md is what the commands say of themselves today."""

import runpy
from pathlib import Path

from framing.cli import COMMANDS

DOCS = Path(__file__).parents[2] / "docs"


def test_page_is_not_stale():
    page = runpy.run_path(str(DOCS / "generate_cli.py"))["page"]()
    assert (DOCS / "cli.md").read_text(encoding="utf-8") == page, "docs/cli.md is stale: run `make reference`"


def test_page_has_every_command():
    lines = (DOCS / "cli.md").read_text(encoding="utf-8").splitlines()
    headings = {line.lstrip("# ") for line in lines if line.startswith("##")}
    expected = [*COMMANDS, "lexicon list", "lexicon show", "lexicon check"]
    assert {"framing", *(f"framing {name}" for name in expected)} <= headings
