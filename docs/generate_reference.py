"""Writes docs/reference/ from the packages' public names: `python docs/generate_reference.py` (or `make reference`).

A name is public where a package lists it in `__all__`, where `MORE` names it, or where an example of the documentation
or of the notebooks imports it. The pages hold one line a name; mkdocstrings puts the docstring there.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import framing

DOCS = Path(__file__).parent
FOLDER = DOCS / "reference"
NOTE = "<!-- Written by docs/generate_reference.py from the public names: change those, then run `make reference`. -->"

# package -> what its page is for; `framing` itself has a table of its own
PACKAGES = {
    "framing.types": "The values that travel through the toolkit.",
    "framing.errors": "The exceptions that a user can act on.",
    "framing.corpus": "Reading articles, and saying what is wrong with them.",
    "framing.text": "One coordinate system: tokens, zones, sentences and quotations of a text.",
    "framing.lexicon": "Lexicons: loading, checking, matching, resolving who is meant.",
    "framing.attribution": "Who says what with which cue.",
    "framing.agency": "Who does what to whom.",
    "framing.annotate": "One article in, its annotation out.",
    "framing.classify": "Loaded sentences and words, frames of articles.",
    "framing.engine": "Scoring a corpus, and showing terms in their passages.",
    "framing.tables": "The scored corpus on disk.",
    "framing.stats": "Estimates, contrasts, words and time, with their uncertainty.",
    "framing.validation": "Gold samples, agreement of coders, figures corrected by gold.",
    "framing.plot": "Charts: values and an Axes in, the Axes out.",
    "framing.export": "Tables for papers.",
    "framing.report": "The HTML report.",
    "framing.explore": "The read-only page over a scored corpus.",
}

# public names of modules that have no `__all__`; an empty tuple is all that the module defines
MORE: dict[str, tuple[str, ...]] = {
    "framing.types": (),
    "framing.errors": (),
    "framing.annotate": ("Annotator",),
    "framing.text.folding": ("fold",),
    "framing.text.tokens": ("tokenise", "count_words"),
    "framing.text.zones": ("lay_out",),
    "framing.text.sentences": ("split_sentences",),
    "framing.text.quotations": ("find_quotations",),
    "framing.classify.estimators": ("LoadedClassifier",),
    "framing.classify.frames": ("train_frames",),
    "framing.classify.model": ("LoadedModel",),
    "framing.classify.recipe": ("train_loaded",),
    "framing.classify.thresholded": ("ThresholdedLogistic",),
    "framing.corpus.sample": ("sample_corpus", "sample_lexicon"),
    "framing.corpus.relations": ("relate",),
    "framing.corpus.feeds": ("feed_problems",),
    "framing.corpus.problems": ("problems_of",),
}


def exampled() -> Iterator[tuple[str, str]]:
    """Module and name of each `from framing.x import y` in the documentation and the notebooks."""
    pages = (page.read_text(encoding="utf-8") for page in sorted(DOCS.rglob("*.md")) if page.parent != FOLDER)
    code = [block for text in pages for block in re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)]
    for path in sorted(DOCS.parent.glob("notebooks/*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code += ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    for block in code:
        for node in ast.walk(ast.parse(re.sub(r"^%.*$", "", block, flags=re.MULTILINE))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("framing."):
                yield from ((str(node.module), name.name) for name in node.names)


def public() -> dict[str, dict[str, tuple[str, ...]]]:
    """package -> module -> its public names, the package's own `__all__` first."""
    found: dict[str, dict[str, set[str]]] = {package: {} for package in PACKAGES}
    for package in PACKAGES:
        names = getattr(import_module(package), "__all__", ())
        if names:
            found[package][package] = set(names)
    for module, names in MORE.items():
        found[package_of(module)].setdefault(module, set()).update(names or defined(import_module(module)))
    for module, name in exampled():
        held = found[package_of(module)]
        if not any(name in names and same(module, other, name) for other, names in held.items()):
            held.setdefault(module, set()).add(name)
    return {
        package: {module: tuple(sorted(names, key=str.lower)) for module, names in sorted(modules.items())}
        for package, modules in found.items()
    }


def package_of(module: str) -> str:
    """The package whose page a module stands on."""
    return ".".join(module.split(".")[:2])


def defined(module: ModuleType) -> set[str]:
    """The classes and functions that a module defines itself and does not hide."""
    return {
        name
        for name, value in vars(module).items()
        if getattr(value, "__module__", "") == module.__name__ and not name.startswith("_") and callable(value)
    }


def same(module: str, other: str, name: str) -> bool:
    """Whether two modules mean the same thing by a name."""
    return getattr(import_module(module), name) is getattr(import_module(other), name)


def home(module: str, name: str) -> str:
    """The dotted path at which a static reader finds the thing: where it is defined, not where it is lent."""
    value = getattr(import_module(module), name)
    if inspect.isclass(value) or inspect.isfunction(value):
        return f"{value.__module__}.{value.__qualname__}"
    lent = vars(import_module(module)).get("_PLACES", {}).get(name)
    return f"{module}.{lent}.{name}" if lent else f"{module}.{name}"


def pages() -> dict[str, str]:
    """File name -> text of every page of the reference."""
    named = public()
    found = {"index.md": index()}
    for package, about in PACKAGES.items():
        lines = [f"# {package}", "", NOTE, "", about, ""]
        for module, names in named[package].items():
            if module != package:
                lines += [f"## {module}", ""]
            for name in names:
                lines += [f"::: {home(module, name)}", ""]
        found[page_of(package)] = "\n".join(lines)
    return found


def page_of(package: str) -> str:
    """The file of a package's page."""
    return f"{package.removeprefix('framing.')}.md"


def index() -> str:
    """What `framing` itself offers, and a list of the packages."""
    lines = ["# In Python", "", NOTE, ""]
    lines += [
        "These names are public: what `framing` itself has, what a package lists in `__all__`, and what an example of",
        "this documentation imports. Anything else may change without notice. `import framing` loads no heavy library.",
        "",
        "| `framing.` | says |",
        "| --- | --- |",
    ]
    for name in sorted(framing._PUBLIC, key=str.lower):
        module = framing._PUBLIC[name]
        line = (inspect.getdoc(getattr(framing, name)) or "").splitlines()[0]
        lines.append(f"| [`{name}`]({page_of(package_of(module))}#{home(module, name)}) | {line} |")
    lines += ["| [`plot`](plot.md) | Charts. |", "", "| package | for |", "| --- | --- |"]
    lines += [f"| [`{package}`]({page_of(package)}) | {about} |" for package, about in PACKAGES.items()]
    return "\n".join([*lines, ""])


def stale() -> list[str]:
    """The files that are not as they should be."""
    wanted = pages()
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    return sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.md"):
        path.unlink()
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
