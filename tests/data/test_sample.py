"""The sample corpus is sound: rebuilt, marked up without contradictions, matched by its lexicon."""

import re
from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from framing.lexicon import Matcher, check_lexicon, load_lexicon
from framing.text.folding import fold
from framing.text.sentences import split_sentences
from framing.text.tokens import tokenise
from framing.text.zones import lay_out
from framing.types import Article, Naming, Voice, Zone

HERALD, COURIER, LANTERN, GAZETTE = OUTLETS = (
    "Harbour Herald",
    "Meridian Courier",
    "Lantern Post",
    "Northern Wire Gazette",
)
WORD = re.compile(r"\w+(?:['’-]\w+)*")
QUOTATION = re.compile(r"“[^”\n]*(?:”|$)|\"[^\"\n]*(?:\"|$)|''.*?(?:''|$)", re.MULTILINE)
SENTENCE_END = re.compile(r"""(?<=[.!?])["'”’]*\s+|\n+""")
CREDIT = re.compile(r"\([^)]*/[^)]*\)")
BRACKETED = re.compile(r"\[[^\]]*\]")
SOURCE_TYPES = [
    "government_official",
    "military",
    "law_enforcement_judicial",
    "opposition_armed_group",
    "party_candidate",
    "ngo_civil_society",
    "expert_academic",
    "health_casualty_authority",
    "corporate",
    "citizen_witness",
    "religious",
    "media",
    "document_data",
    "anonymous",
    "unattributed",
]


class TestFiles:
    def test_committed_files_equal_a_fresh_build(self, builder, folder):
        articles, gold = builder["compile_sample"]()
        assert (folder / "articles.csv").read_bytes() == articles.encode()
        assert (folder / "gold.jsonl").read_bytes() == gold.encode()

    def test_malformed_mark_up_is_refused(self, builder):
        with pytest.raises(ValueError, match="unclosed"):
            builder["parse"]("[[S1:someone said")
        with pytest.raises(ValueError, match="wrong tag"):
            builder["parse"]("[[S1:someone}} said]]")

    def test_corpus_is_four_outlets_on_twenty_four_events_in_six_months(self, articles, gold):
        assert len(articles) == len(gold) == 96
        assert Counter(row["outlet"] for row in articles.values()) == dict.fromkeys(OUTLETS, 24)
        events = defaultdict(set)
        for row in gold:
            events[row["event"]].add(row["outlet"])
        assert len(events) == 24
        assert all(found == set(OUTLETS) for found in events.values())
        months = Counter((row["outlet"], row["date"][:7]) for row in articles.values())
        assert months == {(outlet, f"2025-0{month}"): 4 for outlet in OUTLETS for month in range(1, 7)}

    def test_every_row_says_that_it_is_synthetic(self, articles):
        for row in articles.values():
            assert row["synthetic"].startswith("synthetic")
            assert row["url"].startswith("https://example.org/")
            assert row["author"]
            assert row["section"]
            assert row["title"] == row["title"].strip() != ""
            assert row["text"] == row["text"].strip()

    def test_articles_are_short(self, texts):
        assert all(90 <= len(WORD.findall(text)) <= 165 for text in texts.values())

    def test_no_mark_up_is_left(self, texts):
        for text in texts.values():
            assert "[[" not in text
            assert "{" not in text
            assert "\n\n\n" not in text

    def test_outlets_use_their_quotation_marks(self, gold, texts):
        found = defaultdict(Counter)
        for row in gold:
            found[row["outlet"]].update(m[0][0] * 2 for m in QUOTATION.finditer(texts[row["id"]]))
        assert set(found[HERALD]) == {'""'}
        assert set(found[COURIER]) == set(found[LANTERN]) == {"““"}
        assert set(found[GAZETTE]) == {"''"}

    def test_no_two_articles_share_a_sentence_or_ten_words(self, texts, gold):
        owners = defaultdict(set)
        for row in gold:
            text = texts[row["id"]]
            for start, end in reversed(row["boilerplate"]):
                text = text[:start] + text[end:]
            text = CREDIT.sub("", text)
            runs = [WORD.findall(sentence.lower()) for sentence in SENTENCE_END.split(text)]
            runs = [run for run in runs if len(run) >= 4]
            everything = WORD.findall(text.lower())
            runs += [everything[i : i + 10] for i in range(len(everything) - 9)]
            for run in runs:
                owners[" ".join(run)].add(row["id"])
        assert {run: ids for run, ids in owners.items() if len(ids) > 1} == {}


class TestGold:
    def test_hits_equal_their_slices_and_agree_with_the_lexicon(self, gold, texts, lexicon):
        entries = {entry["id"]: entry for entry in lexicon["entries"]}
        for row in gold:
            text, end = texts[row["id"]], 0
            for hit in row["hits"]:
                assert end <= hit["start"] < hit["end"] <= len(text)
                end = hit["end"]
                assert text[hit["start"] : end] == hit["text"]
                entry = entries[hit["entry"]]
                assert hit["category"] == entry["category"]
                assert hit["referent"] == entry.get("referent", "")
                assert hit["loading"] == entry["loading"]
                assert hit["voice"] in set(Voice)

    def test_attributions_equal_their_slices(self, gold, texts):
        for row in gold:
            text = texts[row["id"]]
            for found in row["attributions"]:
                assert found["cue"]
                assert found["content"]
                assert found["naming"] in set(Naming)
                assert found["source_type"] in SOURCE_TYPES
                assert bool(found["source"]) == (found["naming"] != "none")
                for role in ("source", "cue", "content"):
                    assert [text[a:b] for a, b in found[role]] == found[f"{role}_text"]
                    for piece in found[f"{role}_text"]:
                        assert piece == piece.strip() != ""

    def test_contents_do_not_overlap(self, gold):
        for row in gold:
            spans = sorted(tuple(span) for a in row["attributions"] for span in a["content"])
            assert all(b <= c for (_, b), (c, _) in pairwise(spans))

    def test_kind_follows_from_the_words_in_quotation_marks(self, gold):
        marks = "“”\"'‘’"
        for row in gold:
            for found in row["attributions"]:
                closed = all(piece[0] in marks and piece[-1] in marks for piece in found["content_text"])
                if closed and found["kind"] != "direct":
                    assert found["kind"] == "mixed", found
                if not any(QUOTATION.search(piece) for piece in found["content_text"]):
                    assert found["kind"] == "indirect", found

    def test_every_quotation_of_four_words_has_an_attribution(self, gold, texts):
        for row in gold:
            text = texts[row["id"]]
            contents = [span for a in row["attributions"] for span in a["content"]]
            for match in QUOTATION.finditer(text):
                if len(WORD.findall(match[0])) >= 4:
                    assert any(a <= match.start() < b for a, b in contents), match[0]

    def test_voice_follows_from_quotation_marks_and_contents(self, gold, texts):
        for row in gold:
            text = texts[row["id"]]
            quotations = [m.span() for m in QUOTATION.finditer(text)]
            bracketed = [m.span() for m in BRACKETED.finditer(text)]
            contents = [span for a in row["attributions"] for span in a["content"]]

            def inside(spans, hit):
                return any(a <= hit["start"] < b for a, b in spans)

            for hit in row["hits"]:
                if inside(bracketed, hit):
                    expected = {"outlet"}
                elif inside(contents, hit):
                    expected = {"quoted" if inside(quotations, hit) else "paraphrased"}
                else:
                    expected = {"scare"} if inside(quotations, hit) else {"outlet", "distanced"}
                assert hit["voice"] in expected, (row["id"], hit)

    def test_zones_follow_from_paragraphs(self, gold, texts, articles):
        for row in gold:
            title = len(articles[row["id"]]["title"])
            lead = title + 2 + articles[row["id"]]["text"].index("\n\n")
            captions = row["captions"]
            for hit in row["hits"]:
                assert (hit["zone"] == "headline") == (hit["start"] < title)
                assert (hit["zone"] == "lead") == (title < hit["start"] < lead)
                assert (hit["zone"] == "caption") == any(a <= hit["start"] < b for a, b in captions)
                assert hit["zone"] in set(Zone)

    def test_captions_and_boilerplate_are_whole_paragraphs(self, gold, texts):
        for row in gold:
            paragraphs = texts[row["id"]].split("\n\n")
            for start, end in row["captions"] + row["boilerplate"]:
                assert texts[row["id"]][start:end] in paragraphs[2:]
        for kind in ("captions", "boilerplate"):
            assert Counter(row["outlet"] for row in gold for _ in row[kind]) == dict.fromkeys(OUTLETS, 2)

    def test_it_holds_the_hard_cases(self, gold, texts):
        everything = "\n".join(texts.values())
        voices = Counter(hit["voice"] for row in gold for hit in row["hits"])
        contents = [piece for row in gold for a in row["attributions"] for piece in a["content_text"]]
        sources = Counter(s.lower() for row in gold for a in row["attributions"] for s in a["source_text"])
        cues = Counter(c for row in gold for a in row["attributions"] for c in a["cue_text"])
        assert min(voices[voice] for voice in Voice) >= 1
        assert voices["distanced"] >= 3
        assert sources["he"] + sources["she"] >= 20
        assert cues["according to"] >= 8
        assert any(piece[0] == "“" and "”" not in piece for piece in contents)  # goes on in the next paragraph
        assert any(BRACKETED.search(piece) for piece in contents)
        assert any("‘" in piece for piece in contents)  # nested
        for phrase in ("so-called", "self-styled", "reportedly"):
            assert phrase in everything
        for lookalike in ("visa regime", "Government House", "rebel members", "Tavian government"):
            assert lookalike in everything


class TestLexicon:
    def test_it_is_valid(self, folder):
        assert check_lexicon(folder / "lexicon.yaml") == []

    def test_its_matches_are_the_hits_of_the_gold(self, gold, texts, articles, folder):
        matcher = Matcher([load_lexicon(folder / "lexicon.yaml")])
        for row in gold:
            text, article = texts[row["id"]], articles[row["id"]]
            layout = lay_out(Article(id=row["id"], title=article["title"], body=article["text"]))
            matches = matcher.find(text, tokenise(fold(text)), split_sentences(text, layout))
            assert [(m.start, m.end, m.entries) for m in matches] == [
                (hit["start"], hit["end"], (hit["entry"],)) for hit in row["hits"]
            ]
