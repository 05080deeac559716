"""The documentation is true: commands, options, Python names and links all exist."""

import ast
import json
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
    return re.findall(
        rf"^```{language}(?: title=\"[^\"]+\")?\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


def command_lines(page: Path, program: str) -> list[list[str]]:
    """Every line of the page's shell blocks that starts with `program`, split into arguments."""
    lines = [line for block in blocks(page, "sh") for line in block.replace("\\\n", " ").splitlines()]
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
    """The anchors that the page's headings and the names of the reference get."""
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return set(re.findall(r"^::: (\S+)$", text, re.MULTILINE)) | {
        re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower()) for heading in headings
    }


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


def broken(page: Path, text: str) -> list[str]:
    """The links of a text, written as in the file `page`, that lead to no file or to no anchor."""
    targets = [target for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]
    parts = [(target, *target.split("#", 1)) for target in targets]
    linked = [(target, page.parent / path if path else page, anchor) for target, path, *anchor in parts]
    return [target for target, file, anchor in linked if not file.exists() or not set(anchor) <= slugs(file)]


@pytest.mark.parametrize("page", **NAMED)
def test_links_lead_somewhere(page):
    assert broken(page, page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("notebooks/*.ipynb")), ids=lambda path: path.stem)
def test_links_of_notebooks_lead_somewhere(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert broken(path, "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")) == []


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
