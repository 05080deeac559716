"""What kind of text an article is, where the outlet says so: in its section, its address or its title."""

from __future__ import annotations

import re

from framing.types import Article

# genre: words of sections and addresses, and what stands before the colon or bar of a title
_NAMES = {
    "opinion": "opinion opinions op-ed oped op-eds commentary comment commentisfree editorial editorials columnists "
    "columns column perspective perspectives viewpoint viewpoints views",
    "letters": "letters letter letters-to-the-editor",
    "analysis": "analysis explainer explainers news-analysis",
    "review": "review reviews",
    "interview": "interview interviews",
    "obituary": "obituary obituaries obits",
    "live": "live live-blog liveblog live-updates as-it-happened",
    "fact-check": "fact-check fact-checks fact-checker factcheck",
}
_GENRES = {name: genre for genre, names in _NAMES.items() for name in names.split()}
_TITLE = re.compile(r"\s*[:|–—]\s+|\s+[|–—]\s*")
_PATH = re.compile(r"^(?:https?:)?//[^/]+|[?#].*$")


def genre(article: Article) -> str:
    """opinion, letters, analysis, review, interview, obituary, live or fact-check; "" where nothing tells.

    News has no word of its own: "" is news where the outlet marks the rest.

    >>> genre(Article("a", section="Opinion | Letters")), genre(Article("b", title="Analysis: What the flood left"))
    ('opinion', 'analysis')
    """
    places = re.split(r"[|/,;>]", article.section) + _PATH.sub("", article.url).split("/")[:-1]
    parts = _TITLE.split(article.title.strip())
    if len(parts) > 1:
        places += [parts[0], parts[-1]]
    keys = ("-".join(place.casefold().split()) for place in places)
    return next((_GENRES[key] for key in keys if key in _GENRES), "")
