"""The sample corpus, and one of hostile articles, scored and served."""

import json
from threading import Thread
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from framing.corpus.sample import sample_corpus, sample_lexicon
from framing.engine import ScoreOptions, score
from framing.explore import open_server
from framing.lexicon import load_lexicon

HOSTILE = (
    {
        "id": "<script>alert(1)</script>",
        "outlet": '"><img src=x onerror=alert(2)>',
        "title": "{{ 7 * 7 }} <svg onload=alert(3)> \u202enihton",
        "text": 'The terrorists said "<script>alert(4)</script> =HYPERLINK(1)" to </p></article> us.',
        "url": "javascript:alert(6)",
        "date": "2020-01-01",
    },
    {
        "id": "a/../b?c=d&e#f",
        "outlet": "Ümlaut & Söhne",
        "title": "Terrorists of the river",
        "text": "The terrorists crossed the river again.\n" * 9000,
        "date": "",
    },
)


def serve(folder):
    served = open_server(folder)
    thread = Thread(target=served.run, daemon=True)
    thread.start()
    return served, thread


def stop(served, thread):
    served.server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def scored(tmp_path_factory):
    folder = tmp_path_factory.mktemp("explore") / "scored"
    return score(sample_corpus(), folder, ScoreOptions(lexicons=load_lexicon(sample_lexicon())))


@pytest.fixture(scope="session")
def address(scored):
    served, thread = serve(scored.folder)
    yield served.address
    stop(served, thread)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    home = tmp_path_factory.mktemp("hostile")
    corpus, folder = home / "corpus.jsonl", home / "it's [1] *scored*"
    corpus.write_text("\n".join(map(json.dumps, HOSTILE)), encoding="utf-8")
    score(corpus, folder, ScoreOptions(lexicons=load_lexicon(sample_lexicon())))
    served, thread = serve(folder)
    yield served.address
    stop(served, thread)


@pytest.fixture
def fetch():
    """A function that asks for an address: status, text and headers."""

    def ask(address, **headers):
        try:
            with urlopen(Request(address, headers=headers), timeout=20) as answer:
                return answer.status, answer.read().decode(), answer.headers
        except HTTPError as error:
            return error.code, error.read().decode(), error.headers

    return ask
