"""The coding page's server: who may ask, what is saved, what is refused. (The page itself is tested in a browser.)"""

import csv
import http.client
import json
from threading import Thread

import pytest

from framing.errors import FramingError
from framing.validation import SheetOptions, write_sheets
from framing.validation.page import Desk, serve


@pytest.fixture
def desk(drawn):
    gold = drawn("sourcing:direct share")
    server, address = serve(gold, "anna")
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    host, _, path = address.removeprefix("http://").partition("/")

    def ask(place, body=None, *, host_name=host, token=path, length=None):
        connection = http.client.HTTPConnection(host, timeout=10)
        try:
            method = "GET" if body is None else "POST"
            headers = {"Host": host_name} | ({} if length is None else {"Content-Length": length})
            connection.request(method, f"/{token}{place}", body, headers)
            reply = connection.getresponse()
            return reply.status, reply.read().decode(), dict(reply.getheaders())
        finally:
            connection.close()

    yield gold, ask
    server.shutdown()
    server.server_close()


def test_answers_are_saved_into_the_sheet(desk):
    gold, ask = desk
    status, body, headers = ask("")
    assert status == 200
    assert "<form" in body
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    tasks = json.loads(ask("tasks")[1])
    unit = tasks["units"][3]["unit"]
    answers = {"counted": "1", "among": "2", "note": "clear"}
    assert ask("code", json.dumps({"unit": unit, "answers": answers}))[0] == 200
    with (gold.folder / "sheet-anna.csv").open(newline="", encoding="utf-8-sig") as file:
        row = next(row for row in csv.DictReader(file) if row["unit"] == unit)
    assert {name: row[name] for name in answers} == answers
    assert json.loads(ask("tasks")[1])["units"][3]["answers"] == answers


def test_strangers_are_refused(desk):
    _, ask = desk
    assert ask("tasks", host_name="evil.example:80")[0] == 404
    assert ask("tasks", token="guess/")[0] == 404
    assert ask("../sample.csv")[0] == 404
    assert ask("tasks", token="")[0] == 404
    assert ask("nothing")[0] == 404


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ("{", "cannot be understood"),
        ("[]", "cannot be understood"),
        ('{"unit": "u1", "answers": {"note": "torn"}}', "not on this sheet"),
        ('{"unit": "UNIT", "answers": {"note": " "}}', "say in the note why"),
        ('{"unit": "UNIT", "answers": {"among": "1"}}', "answer both questions, or neither"),
        ('{"unit": "UNIT", "answers": {"counted": "x"}}', "is no answer"),
        ('{"unit": "UNIT", "answers": {"counted": 3, "among": 1}}', "cannot be more than"),
        ("x" * 200_000, "too long"),
    ],
)
def test_bad_answers_are_refused_and_nothing_is_written(desk, sent, why):
    gold, ask = desk
    before = (gold.folder / "sheet-anna.csv").read_bytes()
    unit = json.loads(ask("tasks")[1])["units"][0]["unit"]
    status, body, _ = ask("code", sent.replace("UNIT", unit))
    assert status == 400
    assert why in body
    assert (gold.folder / "sheet-anna.csv").read_bytes() == before


def test_a_coder_without_a_sheet(drawn):
    with pytest.raises(FramingError, match="name a coder of this sample"):
        Desk(drawn("sourcing:direct share"), "ben")


def test_a_sheet_that_lost_its_columns(drawn):
    gold = drawn("sourcing:direct share")
    (gold.folder / "sheet-anna.csv").write_text("unit,passage\nu00001,x\n")
    with pytest.raises(FramingError, match="columns must stay"):
        Desk(gold, "anna")


def test_answers_that_came_another_way_are_kept(drawn):
    gold = drawn("sourcing:direct share")
    one, other = Desk(gold, "anna"), Desk(gold, "anna")
    first, second = (task["unit"] for task in one.tasks()["units"][:2])
    one.save(first, {"counted": "1", "among": "2"})
    other.save(second, {"counted": "0", "among": "1"})
    answers = {task["unit"]: task["answers"]["among"] for task in one.tasks()["units"]}
    assert (answers[first], answers[second]) == ("2", "1")


def test_odd_requests_get_an_answer(desk):
    """A token or a length outside ASCII ends no connection without a word."""
    _, ask = desk
    assert ask("tasks", token="%C3%A9/")[0] == 404
    assert ask("code", "{}", length="\xb2")[0] == 400
    assert ask("code", json.dumps({"unit": "\ud800", "answers": {}}))[0] == 400


@pytest.mark.parametrize("content", [b"unit,passage\xe9\n", b"unit;passage;note;counted;among\nu00001;x;;;\n"])
def test_a_sheet_that_a_spreadsheet_changed(drawn, content):
    gold = drawn("sourcing:direct share")
    (gold.folder / "sheet-anna.csv").write_bytes(content)
    with pytest.raises(FramingError, match=r"sheet-anna.csv (cannot be understood|is not the sheet)"):
        Desk(gold, "anna")


def test_marks_are_kept_and_counted(drawn, scored):
    gold = drawn("sourcing:direct share", per_outlet=4)
    write_sheets(gold, scored, SheetOptions(("anna",), spans=True))
    desk = Desk(gold, "anna")
    unit = desk.tasks()["units"][0]["unit"]
    assert desk.tasks()["labels"] == ["counted", "other"]
    desk.save(unit, {"spans": "0-2 counted; 3-4 other", "note": "x"})
    answers = desk.tasks()["units"][0]["answers"]
    assert answers == {"counted": "1", "among": "2", "spans": "0-2 counted; 3-4 other", "note": "x"}
    desk.save(unit, {"spans": "none"})
    assert desk.tasks()["units"][0]["answers"]["among"] == "0"
    with pytest.raises(FramingError, match="overlap"):
        desk.save(unit, {"spans": "0-3 counted; 2-4 other"})
