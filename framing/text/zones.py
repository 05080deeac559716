"""Where things stand in an article: headline, lead, body, captions, and page furniture that counts nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from framing.types import Article, Layout, Paragraph, Span, Zone

_BREAK = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029](?:(?<=\r)\n)?")  # \r\n is one; a class first is found fast
_TAG = re.compile(
    r"<(script|style|head|noscript)\b[^<>]{0,500}>|<(!--)|</?[a-zA-Z][^<>]{0,1000}>|<![a-zA-Z][^<>]{0,500}>",
    re.IGNORECASE | re.ASCII,
)
_CLOSE = {  # where the mark-up ends that hides what it holds
    "!--": re.compile("-->"),
    **{name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style", "head", "noscript")},
}
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|br|h[1-6]|li|ul|ol|tr|td|table|section|article|header|footer|blockquote|figure|figcaption|"
    r"script|style|head|body|html|title)\b",
    re.IGNORECASE,
)

# whole lines of page furniture, in lower case; each alternative is anchored at both ends of the line
_FURNITURE = re.compile(
    r"""(?:
      comments?\s*(?:\(\d+\)|:\s*\d+)? | \d+\s+comments? | (?:add|leave|post|write)\s+(?:a\s+)?comments?
    | (?:read|see|view|click|show|load|learn|watch)\s+(?:more|next|also|here|below|now)\b.{0,80}
    | (?:related|also\s+read|read\s+also|more\s+on\s+this|more\s+from|you\s+may\s+also\s+like|recommended)\b.{0,80}
    | (?:most|top)\s+(?:read|popular|viewed|stories)
    | share(?:\s+(?:this|on|via|with)\b.{0,40})? | tweet(?:\s+this)? | print(?:\s+this)? | e-?mail(?:\s+this)?
    | (?:sign\s+up|subscribe|follow\s+us|like\s+us|join\s+us|download\s+(?:our|the)\s+app)\b.{0,120}
    | (?:story\s+continues\s+below\s+)?advertise(?:ment)? | (?:story\s+)?continue[sd]?\s+(?:reading|below)\b.{0,40}
    | (?:©|\(c\)|copyright)\s.{0,160} | all\s+rights\s+reserved\.?
    | (?:this\s+(?:story|article|report)\s+(?:was|has\s+been)\s+(?:updated|corrected|edited)\b.{0,160})
    | (?:abstract|full\s+text|tags?|topics?|keywords?|filed\s+under|photos?|videos?|gallery|image)\s*[.:]?
    | (?:tags?|topics|keywords|filed\s+under)\s*:.{0,200}
    | (?:by|from)\s+(?:[a-z][\w.'’-]*+\s*+(?:,|and|&)?\s*){1,6}(?:\s*[|/].{0,60})?
    | [-–—_*=•.\#~\s]+
    )""",
    re.VERBOSE,
)
_BYLINE = re.compile(r"(?:[Bb]y|BY|[Ff]rom|FROM)\s+(?:[A-Z][\w.'’-]*+,?+\s*+(?:and\s+|&\s*)?){1,6}(?:\s*[|/].{0,60})?")
_CAPTION_START = re.compile(
    r"""(?:
      (?:in\s+)?(?:this|these)\s+(?:\w+\s+){0,3}?
        (?:photos?|pictures?|images?|photographs?|screen\s?grabs?|screenshots?|video\s+grabs?|frame\s+grabs?)\b
        (?=.{0,120}\b(?:shows?|taken|shot|released|provided|made|obtained|captured|dated|combination|posted)\b)
    | (?:file|archive|handout|illustrative|representative)\s+(?:photo|picture|image|photograph)\b
    | (?:photo|picture|image|caption|photograph)\s*(?:credit|caption|by|courtesy)?\s*[:/]
    | \(?(?:photo|picture|image)\s+(?:by|courtesy|credit)\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_CAPTION_END = re.compile(
    r"""(?:[(\[]\s*(?:file\s+)?(?:photo|picture|image)s?\b[^()\[\]]{0,80}[)\]]
      | [(\[]\s*[^()\[\]]{0,60}\b(?:photo|picture|getty\s+images|file\s+photo)\b[^()\[\]]{0,60}[)\]]
      | (?:/|\s[-–—]\s?)\s*(?:getty(?:\s+images)?|afp\s+photo|ap\s+photo|epa|file\s+photo)\.?
      )\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_CREDIT_ENDS = (")", "]", "getty", "images", "photo", "epa")  # what `_CAPTION_END` can only match before
_LONGEST_FURNITURE = 240
_LONGEST_CAPTION = 600
_SENTENCE_END = re.compile(r"""[.!?:;…]["'”’»)\]]*$""")


def lay_out(article: Article) -> Layout:
    """Paragraphs by zone, and the boilerplate, of an article.

    A paragraph is a line, or in hard-wrapped text a run of lines between blank lines. The lead is the
    first body paragraph that is no caption. Furniture (comment counters, share buttons, bylines,
    copyright lines) and mark-up are boilerplate: reported, never deleted, counted nowhere.

    >>> [p.zone.value for p in lay_out(Article("1", title="Rain", body="It rained.\\nIt stopped.")).paragraphs]
    ['headline', 'lead', 'body']
    """
    text = article.text
    body_start = len(article.title) + len(article.gap) if article.title and article.body else 0
    paragraphs: list[Paragraph] = []
    if article.title:
        start, end = _strip(text, 0, len(article.title))
        if start < end:
            paragraphs.append(Paragraph(start, end, Zone.HEADLINE))
        if not article.body:
            return Layout(tuple(paragraphs), tuple(_tags(text, 0, len(text))))

    boilerplate = _tags(text, body_start, len(text))
    lead_seen = False
    for start, end in _blocks(text, body_start, boilerplate):
        if _is_furniture(text, start, end):
            boilerplate.append((start, end))
        elif _is_caption(text, start, end):
            paragraphs.append(Paragraph(start, end, Zone.CAPTION))
        else:
            paragraphs.append(Paragraph(start, end, Zone.BODY if lead_seen else Zone.LEAD))
            lead_seen = True
    return Layout(tuple(paragraphs), tuple(sorted(boilerplate)))


def _tags(text: str, start: int, end: int) -> list[Span]:
    if "<" not in text:
        return []
    tags: list[Span] = []
    unclosed = set()  # what no mark-up closes from here on: looked for once
    at = start
    for match in _TAG.finditer(text, start, end):
        if match.start() < at:
            continue
        at = match.end()
        name = (match[1] or match[2] or "").lower()
        close = _CLOSE[name].search(text, at, end) if name and name not in unclosed else None
        if close:
            at = close.end()
        elif name:
            unclosed.add(name)
        if name != "!--" or close:
            tags.append((match.start(), at))
    return tags


def _blocks(text: str, start: int, tags: list[Span]) -> Iterator[Span]:
    """Stretches of body text between line breaks (or blank lines, if wrapped) and block-level tags."""
    cuts = [m.span() for m in _BREAK.finditer(text, start)]
    cuts += [(a, b) for a, b in tags if _BLOCK_TAG.match(text, a) or text.startswith("<!", a)]
    cuts.sort()
    lines, at = [], start
    for a, b in [*cuts, (len(text), len(text))]:
        lines.append(_strip(text, at, max(a, at)))
        at = max(at, b)
    if _hard_wrapped(text, lines):
        yield from _joined(lines)
    else:
        yield from (line for line in lines if line[0] < line[1])


def _hard_wrapped(text: str, lines: list[Span]) -> bool:
    """True if most lines that another line follows directly break off in mid-sentence at a common width."""
    inner = [a for a, b in pairwise(lines) if a[0] < a[1] and b[0] < b[1]]
    if len(inner) < 3 or max(e - s for s, e in inner) > 120:
        return False
    broken = sum(e - s > 40 and not _SENTENCE_END.search(text, max(s, e - 4), e) for s, e in inner)
    return broken > 0.6 * len(inner)


def _joined(lines: list[Span]) -> Iterator[Span]:
    block: Span | None = None
    for start, end in [*lines, (0, 0)]:
        if start < end:
            block = (block[0] if block else start, end)
        elif block:
            yield block
            block = None


def _is_furniture(text: str, start: int, end: int) -> bool:
    if end - start > _LONGEST_FURNITURE:
        return False
    if not _FURNITURE.fullmatch(text[start:end].lower()):
        return False
    # a byline needs its capitals: "by the river" and "from Monday" are prose
    return (text[start : start + 2].lower() != "by" and text[start : start + 4].lower() != "from") or bool(
        _BYLINE.fullmatch(text, start, end)
    )


def _is_caption(text: str, start: int, end: int) -> bool:
    if end - start > _LONGEST_CAPTION:
        return False
    if _CAPTION_START.match(text, start, end):
        return True
    closed = text[max(start, end - 8) : end].lower().removesuffix(".").endswith(_CREDIT_ENDS)
    return closed and _CAPTION_END.search(text, max(start, end - 160), end) is not None


def _strip(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
