import json

from hypothesis import given
from hypothesis import strategies as st

from framing.report.untrusted import SHOWN_AS, embedded, shown

TEXT = st.text(st.characters(codec="utf-8")) | st.sampled_from(["</script>", "<!--", "a\u2028b", "\u202ereversed"])


@given(TEXT)
def test_embedded_json_cannot_leave_its_element_and_reads_back(text: str) -> None:
    found = str(embedded({"text": text}))
    assert not set("<>&\u2028\u2029\u202e") & set(found)
    assert shown(json.loads(found)["text"]) == shown(text)


@given(TEXT)
def test_what_is_shown_has_the_length_of_the_text_and_no_control(text: str) -> None:
    found = shown(text)
    assert len(found) == len(text)
    assert all(a == b or b == SHOWN_AS for a, b in zip(text, found, strict=True))
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00") & set(found)


def test_text_in_arabic_and_hebrew_stays() -> None:
    assert shown("سلام \u200f שלום") == "سلام \u200f שלום"
