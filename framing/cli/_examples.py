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
    "train attribution": ("framing train attribution marked/ -o news.npz --unseen unseen.jsonl",),
    "train frames": ("framing train frames labels.csv --text-column body -o frames.npz",),
    "train loaded": ("framing train loaded sentences.csv --news articles.csv -o mine.npz",),
    "train vectors": ("framing train vectors --news articles.csv -o vectors.npz",),
    "evaluate": ("framing evaluate attribution found.jsonl gold/",),
    "evaluate agency": ("framing evaluate agency marked.csv",),
    "evaluate attribution": (
        "framing evaluate attribution found.jsonl gold/",
        "framing evaluate attribution found.jsonl gold/ --metadata articles.csv --by outlet",
    ),
    "evaluate frames": ("framing evaluate frames labels.csv --text-column body",),
    "evaluate loaded": ("framing evaluate loaded sentences.csv --protocol outlet --chart reliability.svg",),
    "evaluate sources": ("framing evaluate sources marks.csv gold/",),
    "validate": (
        "framing validate sample scored --target labelling:gov -o gold",
        "framing validate code gold",
        "framing validate correct gold scored",
    ),
    "validate adjudicate": ("framing validate adjudicate gold",),
    "validate agree": ("framing validate agree gold --csv agreement.csv",),
    "validate audit": ('framing validate audit gold scored --records "my corpus"',),
    "validate code": ("framing validate code gold --coder anna",),
    "validate correct": ("framing validate correct gold scored",),
    "validate sample": (
        "framing validate sample scored --target labelling:gov -o gold",
        'framing validate sample scored --target "sourcing:direct share" -o gold',
    ),
    "validate size": ("framing validate size --half-width 0.05 --share 0.3",),
    "lexicon": ("framing lexicon list", "framing lexicon check my-lexicon.yaml"),
    "lexicon check": ("framing lexicon check my-lexicon.yaml",),
    "lexicon coverage": ("framing lexicon coverage scored --entries",),
    "lexicon diff": ("framing lexicon diff old.yaml new.yaml",),
    "lexicon export": ("framing lexicon export loaded-language -o loaded.dicx",),
    "lexicon import": ("framing lexicon import words.dic -o words.yaml",),
    "lexicon list": ("framing lexicon list",),
    "lexicon show": ("framing lexicon show loaded-language",),
    "lexicon suggest": ("framing lexicon suggest scored -l my-lexicon.yaml -c label",),
    "doctor": ("framing doctor", "framing doctor --json"),
}


def epilog(name: str) -> str | None:
    """The examples of a command, a line each; None where there are none."""
    lines = EXAMPLES.get(name, ())
    if not lines:
        return None
    head = "Examples:" if len(lines) > 1 else "Example:"
    return "\n".join(["\b", head, *(f"  {line}" for line in lines)])
