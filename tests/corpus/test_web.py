"""Folders of web pages and WARC files, written here."""

import gzip
import random
import sys
import tracemalloc
from datetime import date

import pytest

from framing.corpus import ReadOptions, read_corpus
from framing.corpus.webarchives import MAX_PAGE, Broken, Page, archive_pages
from framing.corpus.webhosts import read_hosts
from framing.errors import CorpusError

for needed in ("fastwarc", "trafilatura", "py3langid", "tld"):
    pytest.importorskip(needed, reason="the extra web is not installed", exc_type=ImportError)

TODAY = date(2026, 1, 1)
ENGLISH = "The mayor of Lindau said on Monday that bridge {n} would be closed, and that a ferry would run every hour."
GERMAN = (
    "Der Bürgermeister von Lindau sagte am Montag, die Brücke {n} werde gesperrt, und eine Fähre fahre jede Stunde."
)


def page(number=1, sentence=ENGLISH, published="2024-05-03", url=""):
    body = "".join(f"<p>{sentence.format(n=number * 10 + n)}</p>" for n in range(6))
    head = (
        f"<meta property='og:title' content='Ferry {number} to run all winter'><meta name='author' content='Ana Berg'>"
    )
    if published:
        head += f"<meta property='article:published_time' content='{published}T10:00:00Z'>"
    if url:
        head += f"<link rel='canonical' href='{url}'>"
    menu = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(20))
    title = f"Ferry {number} to run all winter"
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body><nav><ul>{menu}</ul></nav><article><h1>{title}</h1>{body}</article></body></html>"
    ).encode()


def record(url, body, kind="response", content="text/html; charset=utf-8", status="200 OK", packed=False):
    http = f"HTTP/1.1 {status}\r\nContent-Type: {content}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-04T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    whole = head.encode() + http + b"\r\n\r\n"
    return gzip.compress(whole, mtime=0) if packed else whole


def pages(number, packed=False):
    return [record(f"https://www.lindau.example/{n}", page(n), packed=packed) for n in range(number)]


def read(path, **options):
    return read_corpus(path, ReadOptions(today=TODAY, **options))


def test_a_folder_of_pages(write, tmp_path):
    write("web/a.html", page(1, url="https://news.bbc.co.uk/ferry"))
    write("web/sub/b.htm.gz", gzip.compress(page(2, published="")))
    write("web/c.html", page(3, GERMAN))
    write("web/d.html", "")
    write("web/e.html", b"<html><body></body></html>")
    write("web/notes.md", "note")
    corpus = read(tmp_path / "web")
    first, second = corpus
    assert (first.id, first.outlet, first.title, first.author) == ("a", "BBC", "Ferry 1 to run all winter", "Ana Berg")
    assert (first.published, first.language, first.url) == (date(2024, 5, 3), "en", "https://news.bbc.co.uk/ferry")
    assert first.body.startswith("The mayor of Lindau said on Monday that bridge 10")  # the headline once
    assert "Section 3" not in first.body
    assert (second.id, second.outlet, second.published) == ("sub/b", "", None)
    codes = [issue.code for issue in corpus.issues]
    assert codes == ["ignored-files", "no-article-text", "no-article-text", "other-language", "missing-date"]
    assert "1 pages in other languages than 'en' left out (1 de)" in corpus.issues[3].message
    assert [issue.file for issue in corpus.issues[1:3]] == ["d.html", "e.html"]
    assert corpus.rows_read == corpus.articles_read + corpus.rows_refused == 4
    assert [a.id for a in corpus] == ["a", "sub/b"]  # and again
    assert [issue.code for issue in corpus.issues] == codes
    assert len(read(tmp_path / "web", keep_language="de").__iter__().__next__().body) > 100
    assert len(list(read(tmp_path / "web", keep_language="any"))) == 3


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_as_common_crawl_lays_it_out(write, tmp_path, packed):
    other = [
        record("https://a.example/x", b"", kind="request", packed=packed),
        record("https://a.example/x.png", b"\x89PNG", content="image/png", packed=packed),
        record("https://a.example/gone", page(7), status="404 Not Found", packed=packed),
        record("https://a.example/de", page(8, GERMAN), packed=packed),
    ]
    name = "CC-NEWS-20240504000000-00001.warc" + ".gz" * packed
    write(f"crawl-data/CC-NEWS/2024/05/{name}", b"".join([*pages(2, packed), *other, *pages(1, packed)]))
    corpus = read(tmp_path / "crawl-data", outlet_map=None)
    articles = list(corpus)
    assert [a.outlet for a in articles] == ["lindau.example"] * 3
    assert articles[0].id == f"CC-NEWS/2024/05/{name.split('.')[0]}-0"
    assert articles[2].duplicate_of == articles[0].id
    assert {issue.code: issue.message.split(":")[1][:4] for issue in corpus.issues} == {
        "other-language": " 1 p",
        "no-page": " 2 r",
    }
    assert corpus.rows == 0  # unknown before the end
    assert corpus.inputs[0].bytes > 0


def broken(kind, parts, packed):
    """Records of which the third is broken."""
    parts = list(parts)
    third = bytearray(parts[2])
    if kind == "flipped":
        third[len(third) // 2] ^= 0xFF
        third[len(third) // 2 + 1] ^= 0xFF
    elif kind == "begun wrongly":
        third[:3] = b"XXX"
    elif kind == "cut off":
        return b"".join([*parts[:2], *parts[3:], bytes(third[: len(third) // 2])])
    else:
        plain = gzip.decompress(bytes(third)) if packed else bytes(third)
        plain = plain.replace(
            b"Content-Length: ", b"Content-Length: 9" if kind == "too long" else b"Content-Length: x", 1
        )
        third = bytearray(gzip.compress(plain, mtime=0) if packed else plain)
    parts[2] = bytes(third)
    return b"".join(parts)


KINDS = ["flipped", "begun wrongly", "cut off", "too long", "no number"]


@pytest.mark.parametrize(  # in a page that is not packed a byte that is flipped is no damage that shows
    ("kind", "packed"), [(kind, packed) for kind in KINDS for packed in (True, False) if packed or kind != "flipped"]
)
def test_a_broken_record_loses_no_other(write, kind, packed):
    archive = write("n.warc" + ".gz" * packed, broken(kind, pages(6, packed), packed))
    corpus = read(archive)
    assert [a.url[-1] for a in corpus] == ["0", "1", "3", "4", "5"]
    (issue,) = corpus.issues
    assert (issue.code, issue.file) == ("broken-record", archive.name)
    assert "n.warc" in issue.message and "offset" in issue.message


def test_two_broken_records_in_a_row_are_two_issues(write):
    parts = pages(5, packed=True)
    damaged = [part[:60] + bytes(9) + part[69:] if n in (1, 2) else part for n, part in enumerate(parts)]
    found = list(archive_pages(write("n.warc.gz", b"".join(damaged))))
    assert [isinstance(each, Page) for each in found] == [True, False, False, True, True]
    offsets = [sum(map(len, parts[:n])) for n in range(5)]
    assert [each.offset for each in found] == offsets


@pytest.mark.parametrize("content", [b"", b"no archive\n" * 40, b"\x1f\x8b\x08" + bytes(90)])
def test_what_is_no_archive_is_told(write, content):
    with pytest.raises(CorpusError, match="nothing there is an article|none of 1 rows"):
        list(read(write("n.warc", content)))


def test_a_page_that_cannot_be_taken_apart_is_told(write, tmp_path, monkeypatch):
    write("web/a.html", page(1))
    write("web/b.html", page(2))

    def fail(html, **_):
        if "Ferry 1" in html:
            raise RecursionError("too deep")
        return found(html, **_)

    import trafilatura

    found = trafilatura.bare_extraction
    monkeypatch.setattr(trafilatura, "bare_extraction", fail)
    corpus = read(tmp_path / "web", outlet="Lindau Post")
    assert [(a.id, a.outlet) for a in corpus] == [("b", "Lindau Post")]
    assert "a.html: the page cannot be taken apart (RecursionError: too deep); left out" in corpus.issues[0].message


def test_a_page_of_any_size_takes_bounded_memory(write):
    bomb = gzip.compress(bytes(3 * MAX_PAGE))
    huge = record("https://a.example/bomb", bomb, content="text/html\r\nContent-Encoding: gzip", packed=True)
    large = record("https://a.example/large", bytes(MAX_PAGE + 1), packed=True)
    path = write("n.warc.gz", b"".join([huge, large, *pages(1, packed=True)]))
    tracemalloc.start()
    found = list(archive_pages(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [isinstance(each, Broken) and each.is_other for each in found] == [True, True, False]
    assert peak < 3 * MAX_PAGE


def test_outlets_by_host(write):
    shipped = read_hosts(None)
    assert shipped.outlet("https://www.nytimes.com/2024/a") == "The New York Times"
    assert shipped.outlet("http://news.lindau.co.uk/a") == "lindau.co.uk"  # by the list of public suffixes
    assert shipped.outlet("http://10.0.0.1/a") == "10.0.0.1" and shipped.outlet("") == ""
    table = write(
        "h.csv", "Host,Outlet\nlindau.example,Post\nhttps://www.sport.lindau.example/,Sport\nnytimes.com,NYT\n"
    )
    own = read_hosts(table)
    assert [own.outlet(f"https://{h}/") for h in ("lindau.example", "m.sport.lindau.example", "xlindau.example")] == [
        "Post",
        "Sport",
        "xlindau.example",
    ]
    assert own.outlet("https://nytimes.com") == "NYT" and own.inputs()[0].bytes > 0


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("a,b\n1,2\n", "a table of hosts has a header row with the columns host,outlet"),
        ("host,outlet\na.example,\n", "row 1: the column 'outlet' is empty"),
        ("host,outlet\na.example,A\nwww.a.example,B\n", "row 2: a.example is 'B' here, but 'A' in a row above"),
    ],
)
def test_a_table_of_hosts_that_cannot_be_used_is_told(write, content, why):
    with pytest.raises(CorpusError, match=why):
        read_hosts(write("h.csv", content))
    with pytest.raises(CorpusError, match="no such file.*--hosts"):
        read_hosts("nowhere.csv")


def test_without_the_extra_it_is_named(write, monkeypatch):
    monkeypatch.setitem(sys.modules, "py3langid", None)
    with pytest.raises(CorpusError, match=r"web pages need the extra web \(import of py3langid.*pip install"):
        read(write("a.html", page()))


def test_pages_of_noise_never_stop_a_corpus(write, tmp_path):
    rng = random.Random(3)
    for number in range(12):
        damaged = bytearray(page(number))
        for _ in range(200):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        write(f"web/{number}.html", bytes(damaged))
    write("web/deep.html", b"<div>" * 20_000 + page(99))
    write("web/whole.html", page(50))
    assert "whole" in [a.id for a in read(tmp_path / "web")]
