"""Examples below the help of each command."""

from __future__ import annotations

EXAMPLES = {
    "score": (
        "framing score articles.csv -o scored",
        "framing score news/ -o scored --metadata outlets.csv -l loaded-language --workers 4",
    ),
    "compare": (
        "framing compare scored",
        "framing compare scored --against Reuters --period month --json",
        "framing compare scored --subset each --correction Holm --cluster story",
        "framing compare scored --item gov --estimator stories --leave-out term --plan-out plan.toml",
        "framing compare scored --item gov --change-points --interruption 2016-06-01",
    ),
    "words": (
        "framing words scored --outlet Reuters --csv words.csv",
        "framing words scored --outlet wires --group wires=Reuters,AP --rank log-odds --told",
    ),
    "analyse": ("framing analyse plan.toml scored -o tables",),
    "report": ("framing report scored -o report.html",),
    "table": (
        "framing table scored --measure labelling -o labels.tex",
        "framing table scored --contrasts --item loaded-language/condemning -o contrasts.xlsx",
    ),
    "plot": (
        "framing plot scored timeline --item loaded-language/condemning -o timeline.svg",
        "framing plot scored forest --item gov -o forest.pdf",
    ),
    "explore": ("framing explore scored --port 8000",),
    "show": ("framing show scored --id ARTICLE-ID", "framing show article.txt"),
    "kwic": ("framing kwic scored 'terror*' --outlet Reuters",),
    "attributions": ("framing attributions news/ --jsonl > attributions.jsonl",),
    "classify": ("framing classify articles.csv -o sentences.csv",),
    "train": ("framing train attribution marked/ -o news.npz",),
    "evaluate": ("framing evaluate attribution found.jsonl gold/",),
    "validate": (
        "framing validate sample scored --target labelling:gov -o gold",
        "framing validate code gold",
        "framing validate correct gold scored",
    ),
    "lexicon": ("framing lexicon list", "framing lexicon check my-lexicon.yaml"),
    "doctor": ("framing doctor", "framing doctor --json"),
}


def epilog(name: str) -> str | None:
    """The examples of a command, a line each; None where there are none."""
    lines = EXAMPLES.get(name, ())
    if not lines:
        return None
    head = "Examples:" if len(lines) > 1 else "Example:"
    return "\n".join(["\b", head, *(f"  {line}" for line in lines)])
