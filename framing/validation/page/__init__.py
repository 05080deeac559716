"""A page on this computer where one coder answers, passage by passage; answers go to the coder's sheet."""

from __future__ import annotations

import csv
import json
import secrets
from collections.abc import Mapping, Sequence
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from threading import Lock
from typing import Any

from framing.errors import FramingError
from framing.validation.codes import code_of
from framing.validation.gold import GoldSample
from framing.validation.spans import SPANS, counts_of, labels_of, read_spans, write_spans

_UNIT = "unit"
_MAX_BODY = 100_000  # bytes of an answer
_SHOWN = ("unit", "claim", "codes", "outlet", "date", "before", "passage", "after")
_HOST = "127.0.0.1"
_POLICY = (
    "default-src 'none'; script-src 'nonce-{}'; style-src 'unsafe-inline'; connect-src 'self'; img-src data:; "
    "frame-ancestors 'none'; form-action 'none'; base-uri 'none'"
)


class Desk:
    """A coder's sheet: its passages and answers in order, read anew and written back whole for every answer.

    So answers that came into the file another way, from a second page or a spreadsheet, are kept.
    """

    def __init__(self, gold: GoldSample, coder: str) -> None:
        self.gold, self.coder = gold, coder
        self.path = gold.folder / f"sheet-{coder}.csv"
        self._lock = Lock()
        self._read()

    def _read(self) -> list[dict[str, str]]:
        """The rows of the sheet that have a unit."""
        try:
            with self.path.open(newline="", encoding="utf-8-sig") as file:
                rows = [row for row in csv.DictReader(file, restval="") if row.get(_UNIT)]
        except OSError as error:
            raise FramingError(
                f"cannot read {self.path}: {error.strerror or error}; name a coder of this sample"
            ) from error
        except (UnicodeDecodeError, csv.Error) as error:
            raise FramingError(f"{self.path} cannot be understood ({error}); save it as CSV in UTF-8") from error
        wanted = {_UNIT, "passage", "note", *(question.name for question in self.gold.target.questions)}
        if not rows or not wanted <= set(rows[0]):
            raise FramingError(
                f"{self.path} is not the sheet that was written; its columns must stay as they were, with commas"
            )
        if long := [row[_UNIT] for row in rows if None in row]:
            raise FramingError(
                f"{self.path}, unit {long[0]}: more cells than columns; take away those without a heading"
            )
        return rows

    def tasks(self) -> dict[str, Any]:
        """All passages with the answers so far."""
        rows = self._read()
        in_spans = SPANS in rows[0]
        names = [*(question.name for question in self.gold.target.questions), *([SPANS] if in_spans else []), "note"]
        shown = [name for name in _SHOWN if name in rows[0]]
        return {
            "target": str(self.gold.target),
            "coder": self.coder,
            "labels": list(labels_of(self.gold.target)) if in_spans else [],
            "counts_words": self.gold.target.of_words,
            "questions": [
                {"name": q.name, "text": q.text, "most": q.largest} for q in reversed(self.gold.target.questions)
            ],
            "units": [
                {name: _shown(row[name]) for name in shown} | {"answers": {name: row[name] for name in names}}
                for row in rows
            ],
        }

    def save(self, unit: str, answers: Mapping[str, str]) -> None:
        """Keep the answers of a unit. Raises FramingError for an unknown unit or an answer that is no whole number."""
        kept = {"note": str(answers.get("note", ""))}
        if SPANS in answers:
            marked = read_spans(str(answers[SPANS]) or "none", self.gold.target, f"marks of {unit}")
            kept[SPANS] = write_spans(marked)
            answers = {**answers, **{name: str(number) for name, number in counts_of(marked, self.gold.target).items()}}
        for question in self.gold.target.questions:
            code = code_of(answers.get(question.name), question, f"{question.name} of {unit}")
            kept[question.name] = "" if code is None else str(code)
        given = [bool(kept[question.name]) for question in self.gold.target.questions]
        if any(given) and not all(given):
            raise FramingError("answer both questions, or neither")
        if not any(given) and not kept["note"].strip():
            raise FramingError("answer, or say in the note why the passage cannot be read")
        if self.gold.target.has_base:
            part, whole = (question.name for question in self.gold.target.questions)
            if int(kept[part] or 0) > int(kept[whole] or 0):
                raise FramingError(f"{part} cannot be more than {whole}: they are counted among them")
        with self._lock:
            rows = self._read()
            mine = [row for row in rows if row[_UNIT] == unit]
            if not mine:
                raise FramingError(f"unit {unit!r} is not on this sheet")
            for row in mine:
                row.update(kept)
            self._write(rows)

    def _write(self, rows: Sequence[Mapping[str, str]]) -> None:
        aside = self.path.with_suffix(".csv.new")
        with aside.open("w", newline="", encoding="utf-8-sig") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        aside.replace(self.path)


def _shown(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from reading it as a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r") else cell


class _Handler(BaseHTTPRequestHandler):
    """Answers at /TOKEN/ alone, and only to who asks for this computer by its loopback name."""

    timeout = 30  # seconds that a silent caller is waited for

    def __init__(self, desk: Desk, token: str, *arguments: Any) -> None:
        self.desk, self.token = desk, token
        super().__init__(*arguments)

    def do_GET(self) -> None:
        place = self._place()
        if place == "":
            nonce = secrets.token_urlsafe(16)
            page = files("framing.validation.page").joinpath("coding.html").read_text(encoding="utf-8")
            self._send(page.replace("NONCE", nonce), "text/html", _POLICY.format(nonce))
        elif place == "tasks":
            self._tasks()
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "nothing is here")

    def _tasks(self) -> None:
        try:
            self._send(json.dumps(self.desk.tasks()), "application/json")
        except FramingError as error:
            self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR, str(error))

    def do_POST(self) -> None:
        size = self.headers.get("Content-Length", "")
        if self._place() != "code":
            self._refuse(HTTPStatus.NOT_FOUND, "nothing is here")
        elif not (size.isascii() and size.isdigit()) or int(size) > _MAX_BODY:
            self._refuse(HTTPStatus.BAD_REQUEST, "the answer is too long")
        else:
            try:
                sent = json.loads(self.rfile.read(int(size)))
                self.desk.save(str(sent["unit"]), sent["answers"])
            except FramingError as error:
                self._refuse(HTTPStatus.BAD_REQUEST, str(error))
            except (ValueError, KeyError, TypeError, AttributeError):
                self._refuse(HTTPStatus.BAD_REQUEST, "the answer cannot be understood")
            except OSError as error:
                self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR, f"the sheet cannot be written: {error.strerror}")
            else:
                self._send("saved", "text/plain")

    def _place(self) -> str | None:
        """What is asked for under the token; None without it, or under a foreign host name."""
        host = self.headers.get("Host", "").rpartition(":")[0]
        _, token, *rest = [*self.path.split("/"), ""][:3]
        if (
            host not in (_HOST, "localhost")
            or not secrets.compare_digest(token.encode(), self.token.encode())
            or self.path.count("/") != 2
        ):
            return None
        return rest[0]

    def _send(self, body: str, kind: str, policy: str = "default-src 'none'") -> None:
        self._answer(HTTPStatus.OK, body, kind, policy)

    def _refuse(self, status: HTTPStatus, why: str) -> None:
        self._answer(status, why, "text/plain", "default-src 'none'")

    def _answer(self, status: HTTPStatus, body: str, kind: str, policy: str) -> None:
        content = body.encode()
        self.send_response(status)
        for name, value in (
            ("Content-Type", f"{kind}; charset=utf-8"),
            ("Content-Length", str(len(content))),
            ("Content-Security-Policy", policy),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", "no-store"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Say nothing of every request."""


def serve(gold: GoldSample, coder: str, port: int = 0) -> tuple[ThreadingHTTPServer, str]:
    """A server of the coding page, ready for `serve_forever`, and the address to open, which holds a token.

    Only this computer can reach it. port: 0 takes a free one. Raises FramingError where the coder has no sheet or
    the port is taken.
    """
    token = secrets.token_urlsafe(24)
    try:
        server = ThreadingHTTPServer((_HOST, port), partial(_Handler, Desk(gold, coder), token))
    except OSError as error:
        raise FramingError(f"port {port} cannot be used ({error.strerror}); choose another --port") from error
    return server, f"http://{_HOST}:{server.server_address[1]}/{token}/"


__all__ = ["Desk", "serve"]
