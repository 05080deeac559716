"""The documentation is true: commands, options, Python names and links all exist."""

import ast
import re
import shlex
from pathlib import Path

import click
import pytest
import yaml

import framing
from framing.cli import group

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
GENERATED = DOCS / "cli.md"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
WRITTEN = [page for page in PAGES if page != GENERATED]
NAMED = {"argvalues": WRITTEN, "ids": lambda page: str(page.relative_to(ROOT))}


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def command_lines(page: Path, program: str) -> list[list[str]]:
    """Every line of the page's shell blocks that starts with `program`, split into arguments."""
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    return [arguments[1:] for line in lines if (arguments := shlex.split(line, comments=True))[:1] == [program]]


def parse(command: click.Command, arguments: list[str], parent: click.Context | None = None) -> None:
    """Read the arguments as the command line would, running nothing; click.UsageError where one is wrong."""
    context = click.Context(command, parent, command.name, **command.context_settings)
    if isinstance(command, click.Group) and arguments and not arguments[0].startswith("-"):
        name, subcommand, rest = command.resolve_command(context, arguments)
        assert subcommand is not None, name
        parse(subcommand, rest, context)
        return
    _, rest, _ = command.make_parser(context).parse_args(list(arguments))
    if rest:
        context.fail(f"unexpected {rest}")


def slugs(page: Path) -> set[str]:
    """The anchors that the page's headings get."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower()) for heading in headings}


@pytest.mark.parametrize("page", **NAMED)
def test_every_framing_command_can_be_typed_as_written(page):
    for arguments in command_lines(page, "framing"):
        parse(group, arguments)


@pytest.mark.parametrize("arguments", [["scroe", "a.csv"], ["lexicon", "lst"], ["score", "--no-such-option", "a.csv"]])
def test_a_wrong_command_would_be_seen(arguments):
    with pytest.raises(click.UsageError):
        parse(group, arguments)


def test_every_make_target_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    asked = {arguments[0] for page in WRITTEN for arguments in command_lines(page, "make")}
    assert {"demo", "test"} <= asked
    assert asked <= targets


@pytest.mark.parametrize("page", **NAMED)
def test_python_examples_use_what_exists(page):
    for block in blocks(page, "python"):
        for node in ast.walk(ast.parse(block)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "framing":
                assert hasattr(framing, node.attr), node.attr


def test_readme_shows_both_ways_of_use():
    readme = ROOT / "README.md"
    assert blocks(readme, "python")
    assert {arguments[0] for arguments in command_lines(readme, "framing")} >= {"score", "compare", "report"}


@pytest.mark.parametrize("page", **NAMED)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        linked = (page.parent / path).resolve() if path else page
        assert linked.exists(), target
        assert not anchor or anchor in slugs(linked), target


def test_every_page_is_in_the_navigation():
    def leaves(node: object) -> list[str]:
        if isinstance(node, str):
            return [node]
        children = node.values() if isinstance(node, dict) else node
        return [leaf for child in children for leaf in leaves(child)]

    listed = leaves(yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"])
    assert sorted(listed) == sorted(str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md"))


@pytest.mark.parametrize("page", **NAMED)
def test_outlets_differ_and_are_never_called_biased(page):
    text = re.sub(r'"biased"|^- .*\(\d{4}\).*$', "", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert re.findall(r"\bbias(?:ed)?\b(?!-)", text) == []
