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
    return _sound(*read_file(path))


def load_text(text: str, name: str | Path) -> Lexicon:
    """The lexicon in a text that is to be the file of that name; LexiconError as `load_lexicon`."""
    log = Log()
    data = text.encode()
    lexicon = _read(data, log) if _fits(len(data), log) else None
    return _sound(lexicon, log.problems(str(name)))


def _sound(lexicon: Lexicon | None, problems: list[Problem]) -> Lexicon:
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors or lexicon is None:
        raise LexiconError("\n".join(str(problem) for problem in errors))
    return lexicon


def read_file(path: str | Path) -> tuple[Lexicon | None, list[Problem]]:
    """The lexicon as far as it can be read, and the mistakes in its form in line order; nothing is raised."""
    path = Path(path)
    log = Log()
    data = read_bytes(path, log)
    lexicon = _read(data, log) if data is not None else None
    return replace(lexicon, source_path=str(path)) if lexicon else None, log.problems(str(path))


def _read(data: bytes, log: Log) -> Lexicon | None:
    text = _text(data, log)
    root = read_tree(text, log) if text is not None else None
    lexicon = None if root is None and log.failed else read_lexicon(root, log)
    return replace(lexicon, sha256=hashlib.sha256(data).hexdigest()) if lexicon else None


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


def read_bytes(path: Path, log: Log) -> bytes | None:
    """The bytes of a lexicon file; None and a problem where it cannot be read or is too large."""
    try:
        return path.read_bytes() if _fits(path.stat().st_size, log) else None
    except IsADirectoryError:
        log.error(1, "unreadable", "this is a folder: name a lexicon file in it")
    except OSError as error:
        log.error(
            1,
            "unreadable",
            f"the file cannot be read ({error.strerror or error}): check path and permissions",
        )
    return None


def _fits(size: int, log: Log) -> bool:
    if size > LARGEST:
        log.error(1, "too-large", f"the file has {size:,} bytes; a lexicon has at most {LARGEST:,}: split it")
    return size <= LARGEST


def _text(data: bytes, log: Log) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        log.error(line, "not-utf-8", f"the file is not UTF-8 (byte 0x{byte:02X} here): save it as UTF-8")
        return None
