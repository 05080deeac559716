"""Lexicons from files and from the package."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import overload

from framing.errors import LexiconError
from framing.lexicon.model import Lexicon, Problem
from framing.lexicon.nodes import Log, read_tree
from framing.lexicon.schema import read_lexicon

LARGEST = 5_000_000  # bytes: a hundred times the largest lexicon shipped


def load_lexicon(path: str | Path) -> Lexicon:
    """The lexicon in a YAML file.

    Raises LexiconError with every mistake in the form, one a line with file and line. The examples are
    not run: `check_lexicon` does that.
    """
    lexicon, problems = read_file(path)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors or lexicon is None:
        raise LexiconError("\n".join(str(problem) for problem in errors))
    return lexicon


def read_file(path: str | Path) -> tuple[Lexicon | None, list[Problem]]:
    """The lexicon as far as it can be read, and the mistakes in its form in line order; nothing is raised."""
    path = Path(path)
    log = Log()
    data = _bytes(path, log)
    text = _text(data, log) if data is not None else None
    lexicon = None
    if data is not None and text is not None:
        root = read_tree(text, log)
        if root is not None or not log.failed:
            lexicon = read_lexicon(root, log)
        if lexicon is not None:
            lexicon = replace(lexicon, sha256=hashlib.sha256(data).hexdigest(), source_path=str(path))
    return lexicon, log.problems(str(path))


def shipped_names() -> tuple[str, ...]:
    """The names of the lexicons that come with the toolkit, in alphabetical order."""
    return tuple(sorted(path.stem for path in shipped_folder().glob("*.yaml")))


@overload
def load_shipped(name: None = None) -> tuple[Lexicon, ...]: ...
@overload
def load_shipped(name: str) -> Lexicon: ...
def load_shipped(name: str | None = None) -> Lexicon | tuple[Lexicon, ...]:
    """The shipped lexicon of that name, or without a name all of them in alphabetical order.

    Raises LexiconError for an unknown name or a lexicon with mistakes.
    """
    names = shipped_names()
    if name is None:
        return tuple(load_shipped(each) for each in names)
    if name not in names:
        raise LexiconError(f"no lexicon {name!r} is shipped; those shipped: {', '.join(names) or 'none'}")
    return load_lexicon(shipped_folder() / f"{name}.yaml")


def find_lexicon(name_or_path: str | Path) -> Lexicon:
    """The shipped lexicon of that name, otherwise the one in that file.

    Raises LexiconError where there is neither, or for a lexicon with mistakes.
    """
    names = shipped_names()
    if str(name_or_path) in names:
        return load_shipped(str(name_or_path))
    if not Path(name_or_path).exists():
        known = ", ".join(names) or "none"
        raise LexiconError(f"no lexicon {str(name_or_path)!r}: neither a file nor one that is shipped ({known})")
    return load_lexicon(name_or_path)


def shipped_folder() -> Path:
    """The folder of the shipped lexicons: in the package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    packed = package / "_lexicons"
    return packed if packed.is_dir() else package.parent / "lexicons"


def _bytes(path: Path, log: Log) -> bytes | None:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            log.error(1, "too-large", f"the file has {size:,} bytes; a lexicon has at most {LARGEST:,}: split it")
            return None
        return path.read_bytes()
    except IsADirectoryError:
        log.error(1, "unreadable", "this is a folder: name a lexicon file in it")
    except OSError as error:
        log.error(
            1,
            "unreadable",
            f"the file cannot be read ({error.strerror or error}): check path and permissions",
        )
    return None


def _text(data: bytes, log: Log) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        log.error(line, "not-utf-8", f"the file is not UTF-8 (byte 0x{byte:02X} here): save it as UTF-8")
        return None
