"""A corpus of text files: a folder, or one file."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from framing.corpus.decode import Decoding, decide_encoding
from framing.corpus.folder import list_texts
from framing.corpus.metadata import Metadata, read_metadata
from framing.corpus.options import ReadOptions
from framing.corpus.register import may_collide
from framing.corpus.streams import InputFile, digest, open_bytes, plain_stem, readable, shown
from framing.errors import CorpusError
from framing.types import Article, Issue

TITLE_LIMIT = 250  # characters; a longer first line is a paragraph
_FIRST_LINE = re.compile(r"([^\r\n]+)([\r\n]+)")


def split_title(text: str) -> tuple[str, str, str]:
    """Title, gap and body, which joined are the text: the first line, the line breaks after it, the rest.

    The title and gap are "" where the text has one line only, or where the first line is blank or longer
    than 250 characters.
    """
    match = _FIRST_LINE.match(text)
    if match is None or len(match[1]) > TITLE_LIMIT or not match[1].strip():
        return "", "", text
    body = text[match.end() :]
    return (match[1], match[2], body) if body.strip() else ("", "", text)


class TextSource:
    """Articles of text files, in the order of their paths.

    An article's outlet comes from the options, else from the metadata, else from the name of the sub-folder.
    """

    stem = "text"

    def __init__(self, path: Path, label: str, options: ReadOptions) -> None:
        self._options = options
        self._folder = path if path.is_dir() else None
        self._label = "stdin" if label == "-" else shown(path.name)
        self.guesses: list[str] = []
        self.issues: list[Issue] = []
        self._metadata = self._read_metadata()
        self._files = self._list(path)
        self.rows = len(self._files)
        if not self._folder:
            self._decode(path)  # a corpus of one file that is no text is an error, not an issue
        self.columns = dict(self._metadata.columns) if self._metadata else {}
        self._named = bool(options.outlet) or "outlet" in self.columns
        self._by_path = self._metadata is None and self._stems_repeat()
        self.reserved = frozenset(i for i in map(self._id, self._files) if may_collide(i, self.stem))
        self._say_outlets()

    def read(self) -> Iterator[Article | Issue]:
        """Each file as an article, or as the issue that kept it from being one."""
        for path in self._files:
            yield self._article(path)

    def inputs(self) -> list[InputFile]:
        """Every file that can be read, the metadata table last."""
        found = []
        for path in self._files:
            with suppress(OSError):  # `read` says so in an issue
                found.append(digest(path, "-" if self._label == "stdin" else shown(path)))
        if self._metadata:
            with readable(shown(self._metadata.path)):
                found.append(digest(self._metadata.path, shown(self._metadata.path)))
        return found

    def _article(self, path: Path) -> Article | Issue:
        name = self._name(path)
        try:
            text, decoding = self._decode(path)
        except CorpusError as error:
            return Issue("unreadable-file", f"{error}; file left out", file=name)
        if not text.strip():
            return Issue("empty-text", f"{name} holds no text; file left out", file=name)
        title, gap, body = split_title(text) if self._options.title_line else ("", "", text)
        labels, published, issues = self._describe(path)
        article_id = self._id(path)
        if decoding.guess:
            code = "mixed-encoding" if decoding.mixed else "guessed-encoding"
            issues = (*issues, Issue(code, decoding.guess, file=name))
        return Article(
            id=article_id,
            published=published,
            title=title,
            body=body,
            gap=gap or "\n\n",
            file=name,
            row=0,
            issues=tuple(Issue(i.code, i.message, article_id, i.span, i.file, i.row) for i in issues),
            **labels,
        )

    def _describe(self, path: Path) -> tuple[dict[str, str], date | None, tuple[Issue, ...]]:
        labels, published, issues = self._metadata.of(plain_stem(path)) if self._metadata else ({}, None, ())
        if not self._named:
            labels = {**labels, "outlet": self._sub_folder(path)}
        elif self._options.outlet:
            labels = {**labels, "outlet": self._options.outlet}
        return labels, published, issues

    def _decode(self, path: Path) -> tuple[str, Decoding]:
        """The text of a file, line breaks as they are, and how it was decoded."""
        name = self._name(path)
        with readable(name), open_bytes(path) as stream:
            data = stream.read()
        decoding = decide_encoding(name, lambda: io.BytesIO(data), self._options.encoding)
        return decoding.decode(data), decoding

    def _list(self, path: Path) -> list[Path]:
        if not self._folder:
            return [path]
        found, issues = list_texts(path, self._metadata.path if self._metadata else None)
        self.issues += issues
        return found

    def _read_metadata(self) -> Metadata | None:
        if not self._options.metadata:
            return None
        found = read_metadata(Path(self._options.metadata), self._options)
        self.guesses += found.guesses
        self.issues += found.issues
        return found

    def _stems_repeat(self) -> bool:
        return len({plain_stem(path) for path in self._files}) < len(self._files)

    def _say_outlets(self) -> None:
        if self._named:
            return
        outlets = sorted({self._sub_folder(path) for path in self._files} - {""})
        if outlets:
            self.guesses.append(
                f"{self._label}: outlets taken from the names of {len(outlets):,} sub-folders "
                f"({', '.join(outlets[:5])}{', …' if len(outlets) > 5 else ''}); pass --outlet NAME or "
                "--metadata FILE"
            )
            return
        message = f"{self._label}: nothing names the outlet, so it is ''; pass --outlet NAME or --metadata FILE"
        self.issues.append(Issue("no-outlet", message, file=self._label))

    def _relative(self, path: Path) -> Path:
        return path.relative_to(self._folder) if self._folder else path

    def _name(self, path: Path) -> str:
        return shown(self._relative(path).as_posix()) if self._folder else self._label

    def _sub_folder(self, path: Path) -> str:
        parts = self._relative(path).parts
        return shown(parts[0]) if self._folder and len(parts) > 1 else ""

    def _id(self, path: Path) -> str:
        """The file's stem; its path in the folder where files of several sub-folders share a stem."""
        if not self._by_path:
            return "stdin" if self._label == "stdin" else plain_stem(path)
        return (Path(self._name(path)).parent / plain_stem(path)).as_posix()
