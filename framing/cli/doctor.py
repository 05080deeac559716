"""`framing doctor`: whether all that the toolkit needs is there and whole."""

from __future__ import annotations

import hashlib
import platform
import shutil
import sys
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.cli._common import write_json
from framing.errors import FramingError

if TYPE_CHECKING:
    from packaging.requirements import Requirement

_NAME = "news-framing"
_OLDEST = (3, 11)
# extra -> what needs it
_EXTRAS = {
    "dask": "scoring on a cluster",
    "embeddings": "sentence embeddings in classifiers",
    "web": "reading HTML and WARC files",
}
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, whether it is right ("ok", "missing", "wrong", or "note" where nothing depends on it)."""

    what: str
    state: str
    told: str


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print the checks as JSON.")
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """Check the set-up: Python, packages, lexicons, weights. Exit code 1 where something is missing or damaged."""
    from framing.cli._table import print_table

    checks = list(examine())
    if as_json:
        write_json([asdict(check) for check in checks])
    else:
        print_table(("what", "state", "found"), [[check.what, check.state, check.told] for check in checks])
    bad = [check for check in checks if check.state in ("missing", "wrong")]
    if not as_json:
        click.echo(f"{len(bad)} of {len(checks)} checks failed" if bad else "all is well", err=True)
    ctx.exit(1 if bad else 0)


def examine() -> Iterator[Check]:
    """Every check, in the order in which one rests on another."""
    found = platform.python_version()
    needed = ".".join(map(str, _OLDEST))
    enough = sys.version_info[:2] >= _OLDEST
    yield Check("Python", "ok" if enough else "wrong", found if enough else f"{found}; {needed} or newer is needed")
    yield from _packages()
    yield _tried("lexicons", _lexicons)
    yield _tried("attribution weights", _attribution)
    yield _tried("loaded-language weights", _loaded)
    yield _tried("files as installed", _as_installed)
    yield _tried("a sentence read", _sentence)
    encoding = (sys.stdout.encoding or "").lower()
    fits = encoding.replace("-", "") == "utf8"
    yield Check(
        "terminal", "ok" if fits else "note", encoding if fits else f"{encoding}; set PYTHONUTF8=1 for all letters"
    )
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    yield Check("browser", "ok" if browser else "note", browser or "none; only the tests of pages need one (chromium)")


def _packages() -> Iterator[Check]:
    """Each package that the toolkit depends on, against the versions it is made for."""
    try:
        requires = distribution(_NAME).requires or []
    except PackageNotFoundError:
        yield Check(_NAME, "missing", "not installed, so no versions are known; run `pip install -e .` in the checkout")
        return
    yield Check(_NAME, "ok", version(_NAME))
    from packaging.requirements import Requirement

    for wanted in (Requirement(line) for line in requires):
        if wanted.marker is not None and not wanted.marker.evaluate({"extra": ""}):
            continue
        try:
            there = version(wanted.name)
        except PackageNotFoundError:
            yield Check(wanted.name, "missing", f"run `pip install '{wanted}'`")
            continue
        fits = wanted.specifier.contains(there, prereleases=True)
        yield Check(wanted.name, "ok" if fits else "wrong", there if fits else f"{there}; run `pip install '{wanted}'`")
    for extra, use in _EXTRAS.items():
        yield _extra(extra, use, [Requirement(line) for line in requires])


def _extra(extra: str, use: str, requires: Sequence[Requirement]) -> Check:
    """Whether the packages of an extra are there; nothing else depends on them."""
    own = [wanted for wanted in requires if _only_with(extra, wanted)]
    away = [wanted.name for wanted in own if not _fits(wanted)]
    if away:
        told = f"{', '.join(away)} missing or too old; only for {use}: run `pip install '.[{extra}]'` in the checkout"
        return Check(f"extra {extra}", "note", told)
    return Check(f"extra {extra}", "ok", ", ".join(f"{wanted.name} {version(wanted.name)}" for wanted in own))


def _only_with(extra: str, wanted: Requirement) -> bool:
    marker = wanted.marker
    return marker is not None and marker.evaluate({"extra": extra}) and not marker.evaluate({"extra": ""})


def _fits(wanted: Requirement) -> bool:
    try:
        return wanted.specifier.contains(version(wanted.name), prereleases=True)
    except PackageNotFoundError:
        return False


def _tried(what: str, look: Callable[[], str]) -> Check:
    """The check that a function makes: what it tells, or the problem that it raises."""
    try:
        return Check(what, "ok", look())
    except FileNotFoundError as error:
        return Check(what, "missing", f"{error.filename} is not there; install again")
    except (FramingError, OSError, ImportError) as error:
        return Check(what, "wrong", str(error))


def _lexicons() -> str:
    from framing.lexicon import load_shipped

    shipped = load_shipped()
    return f"{len(shipped)} with {sum(len(lexicon.entries) for lexicon in shipped):,} entries"


def _attribution() -> str:
    from framing.attribution.engine import SHIPPED
    from framing.attribution.tagger.weights import load

    digest = _digest(SHIPPED)
    load(SHIPPED)
    return digest


def _loaded() -> str:
    from framing.classify.weights import SHIPPED, load_loaded

    digest = _digest(SHIPPED)
    load_loaded(SHIPPED)
    return digest


def _digest(path: Path) -> str:
    """A file's name and SHA-256, as a manifest has it."""
    return f"{path.name}, SHA-256 {hashlib.sha256(path.read_bytes()).hexdigest()}"


def _as_installed() -> str:
    """How many files of the package are those that were installed. Raises FramingError naming those that are not."""
    try:
        files = [file for file in distribution(_NAME).files or [] if file.parts[0] == "framing"]
    except PackageNotFoundError:
        files = []
    if not files:
        return "run from a checkout: git tells what has changed"
    odd = [str(file) for file in files if file.hash and not _same(file.locate(), file.hash.value)]
    if odd:
        raise FramingError(f"{len(odd)} changed since: {', '.join(odd[:5])}; install again")
    return f"{len(files)}, none changed since"


def _same(path: object, expected: str) -> bool:
    try:
        found = hashlib.sha256(Path(str(path)).read_bytes()).digest()
    except OSError:
        return False
    return urlsafe_b64encode(found).rstrip(b"=").decode() == expected


def _sentence() -> str:
    from framing.annotate import Annotator
    from framing.lexicon import load_shipped
    from framing.types import Article

    body = "The so-called reform is a disgrace, the minister said on Monday."
    annotation = Annotator([load_shipped("loaded-language")])(Article("doctor", body=body))
    if not annotation.hits or not annotation.attributions:
        raise FramingError("a sentence with a loaded term and a source was read without them; install again")
    return f"{len(annotation.hits)} hit, {len(annotation.attributions)} attribution"
