"""What the explorer answers agrees with the tables, and nothing gets out or in that should not."""

import re
from fnmatch import fnmatchcase
from urllib.parse import urlencode

import duckdb
import pytest

from framing.engine.concordance import concordance
from framing.errors import FramingError, ScoredCorpusError
from framing.explore import Query, Store, open_server
from framing.explore import passages as searching
from framing.explore import store as storing
from framing.explore.passages import find
from framing.explore.reading import read
from framing.text.folding import fold


@pytest.fixture(scope="module")
def store(scored):
    return Store(scored.folder)


def test_choices_are_those_of_the_tables(store, scored):
    assert store.choices.outlets == scored.articles["outlet"].value_counts().sort_index().to_dict()
    assert sum(store.choices.categories.values()) == store.choices.hits == len(scored.hits)


@pytest.mark.parametrize(
    "query",
    [
        Query(),
        Query(voice="quoted"),
        Query(zone="headline"),
        Query(category="sample-velmar/label", voice="outlet"),
        Query(referent="gov", first="2021-06-01", last="2021-12-31"),
    ],
)
def test_counts_are_those_of_the_tables(store, scored, query):
    hits = scored.hits.merge(scored.articles[["article_id", "outlet", "published"]], on="article_id")
    hits = hits.assign(label=hits["lexicon"] + "/" + hits["category"])
    for column, value in (("voice", query.voice), ("zone", query.zone), ("label", query.category)):
        hits = hits[hits[column] == value] if value else hits
    if query.referent:
        dates = hits["published"].astype(str).str[:10]
        hits = hits[(hits["referent"] == query.referent) & (dates >= query.first) & (dates <= query.last)]
    counts = find(store, query).counts
    assert (counts.hits, counts.articles) == (len(hits), hits["article_id"].nunique())
    assert counts.by_outlet == hits["outlet"].value_counts().to_dict()
    assert counts.by_voice == hits["voice"].value_counts().to_dict()


def test_the_pages_together_are_all_hits_once(store, scored):
    seen, number = [], 1
    while passages := find(store, Query(page=number)).passages:
        seen += [(passage.article_id, passage.start, passage.marked) for passage in passages]
        number += 1
    texts = scored.texts
    expected = [
        (row.article_id, row.start, texts[row.article_id][row.start : row.end]) for row in scored.hits.itertuples()
    ]
    assert sorted(seen) == sorted(expected)


@pytest.mark.parametrize("term", ["govern*", "Northern Front"])
def test_a_term_stands_where_kwic_finds_it_and_in_the_same_voice(store, scored, term, monkeypatch):
    monkeypatch.setattr(searching, "MOST", 100_000)
    places, bounded = searching._places.__wrapped__(store, term, "", "", "")
    assert not bounded
    lines = {(line.article_id, line.start, line.voice, line.zone) for line in concordance(scored, term)}
    assert {(place.article_id, place.start, place.voice, place.zone) for place in places} == lines


def test_a_search_that_stops_early_says_so(store, scored, monkeypatch):
    monkeypatch.setattr(searching, "MOST", 3)
    searching._places.cache_clear()
    found = find(store, Query(term="the"))
    searching._places.cache_clear()
    assert found.bounded
    assert found.counts.hits == 3
    assert found.candidates == scored.articles.groupby("outlet").size().to_dict()


SPELLINGS = (
    "ban",
    "Ban",
    "b\u00adan",
    "ba\u200bn",
    "\uff42an",
    "b\u0323an",
    "ﬁne",
    "\u212aing",
    "cafés",
    "na\u00efve",
    "bané",
)


@pytest.mark.parametrize("word", ["ban", "fine", "king", "caf*", "na?ve", "b*n", "urban"])
def test_what_the_matcher_finds_passes_the_filter(word):
    """The expressions that DuckDB looks through texts with let every text pass in which the matcher finds the word."""
    held, respelt = storing._pattern(word), storing._respelt()
    rows = duckdb.execute(
        "SELECT t, regexp_matches(lower(t), ?) OR regexp_matches(t, ?) FROM (SELECT unnest(?) AS t)",
        [held, respelt, list(SPELLINGS)],
    ).fetchall()
    assert [text for text, passes in rows if not passes and fnmatchcase(fold(text).text, word)] == []
    assert not dict(rows)["cafés"] or word == "caf*"  # an accent alone lets no text pass


def test_an_article_is_read_whole(store, scored):
    for row in scored.articles.head(20).itertuples():
        reading = read(store, row.article_id)
        shown = "\n".join("".join(piece.text for piece in block.pieces) for block in reading.blocks)
        assert shown.split() == scored.texts[row.article_id].split()
        assert len(reading.hits) == row.n_hits
        marked = [piece.text for block in reading.blocks for piece in block.pieces if piece.hit]
        assert len(marked) == len({hit.start for hit in reading.hits})


def test_what_is_asked_wrongly_is_told(address, fetch):
    for query, status, what in (
        ("?voice=loud", 400, "No voice"),
        ("?outlet=Nobody", 400, "No outlet"),
        ("?q=*", 400, "This term cannot be looked for"),
        ("article?article=nowhere", 404, "No article"),
        ("nothing", 404, ""),
    ):
        found, text, _ = fetch(address + query)
        assert found == status
        assert what in text


def test_only_this_computer_under_its_own_name(address, fetch):
    port = address.rstrip("/").rpartition(":")[2]
    assert fetch(address, Host=f"localhost:{port}")[0] == 200
    for name in ("evil.example", f"evil.example:{port}", "127.0.0.1.evil.example"):
        status, text, _ = fetch(address, Host=name)
        assert (status, text) == (404, "nothing is here")


def test_every_answer_forbids_all_but_its_own_parts(address, fetch):
    for path in ("", "style.css", "article?article=x", "nothing"):
        headers = fetch(address + path)[2]
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_other_hosts_need_a_token(scored):
    with open_server(scored.folder, host="0.0.0.0").listening as listening:
        assert listening.getsockname()[1]
    served = open_server(scored.folder, host="0.0.0.0")
    served.listening.close()
    assert not served.local
    assert re.fullmatch(r"http://0\.0\.0\.0:\d+/[\w-]{32}/", served.address)


def test_under_a_token_nothing_answers_without_it(scored, fetch):
    from threading import Thread

    import uvicorn

    from framing.explore import application

    app = application(Store(scored.folder), token="secret")
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", lifespan="off"))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
    base = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    assert [fetch(base + path)[0] for path in ("/", "/secre/", "/secret/", "/secret/style.css", "/style.css")] == [
        *(404, 404, 200, 200, 404)
    ]
    server.should_exit = True
    thread.join(10)


def test_hostile_articles_are_only_text(hostile, fetch):
    for query in ("", "?q=terrorists", "article?" + urlencode({"article": "<script>alert(1)</script>"})):
        status, text, _ = fetch(hostile + query)
        assert status == 200
        assert "<script>alert" not in text
        assert "<img" not in text
        assert "<svg" not in text
        assert "\u202e" not in text
        assert 'href="javascript:' not in text
    assert "{{ 7 * 7 }}" in text


def test_a_long_article_comes_in_parts(hostile, fetch):
    query = urlencode({"article": "a/../b?c=d&e#f", "part": 2})
    status, text, _ = fetch(f"{hostile}article?{query}")
    assert status == 200
    assert re.search(r"part 2 of \d+", text)
    assert "more hits and attributions of this part are not marked" in text
    assert len(text) < 1_000_000


@pytest.mark.parametrize(("host", "port"), [("203.0.113.7", 0), ("no such host", 0)])
def test_an_address_that_cannot_be_used_is_told(scored, host, port):
    with pytest.raises(FramingError, match="cannot be used .*; choose another --host or --port"):
        open_server(scored.folder, host=host, port=port)


def test_a_folder_without_a_scored_corpus_is_told(tmp_path):
    with pytest.raises(ScoredCorpusError, match="no scored corpus"):
        open_server(tmp_path)
