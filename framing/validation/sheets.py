"""What coders fill: sheets (CSV, XLSX), tasks for Label Studio and doccano, and the codebook."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from framing.errors import FramingError
from framing.validation.codes import ADJUDICATOR
from framing.validation.gold import GoldSample
from framing.validation.spans import SPANS, labels_of
from framing.validation.targets import HITS, Question, Target

if TYPE_CHECKING:
    from framing.tables import ScoredCorpus

CONTEXT = 300  # code points of context on either side
CODEBOOK = "codebook.md"
_WIDTHS = {"passage": 80, "before": 40, "after": 40}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """Who codes what: coders by name, units that every coder gets, whether outlet and date are hidden.

    spans: whether coders mark what they count, where a target is counted in spans. Raises FramingError where two
    coders share a name, or a name cannot be part of a file's name.
    """

    coders: tuple[str, ...] = ("coder",)
    overlap: int = 0
    blind: bool = True
    spans: bool = False

    def __post_init__(self) -> None:
        _check_names(self.coders)


def write_sheets(gold: GoldSample, scored: ScoredCorpus, options: SheetOptions | None = None) -> list[Path]:
    """Write a sheet a coder, tasks for Label Studio and doccano, and the codebook into the sample's folder.

    The first `overlap` units go to every coder, so that agreement can be measured; the others are dealt out in
    turn. With one coder all go to that one. What the tool found is shown to nobody.

    Raises
    ------
    FramingError
        a file cannot be written, or the target is not counted in spans and they are asked for
    """
    options = options or SheetOptions()
    check_spans(gold.target, options)
    rows = list(_rows(gold, scored, blind=options.blind))
    shared = min(options.overlap, len(rows)) if len(options.coders) > 1 else 0
    fields = fields_of(gold.target, spans=options.spans)
    written = []
    try:
        for number, coder in enumerate(options.coders):
            mine = rows[:shared] + rows[shared:][number :: len(options.coders)]
            random.Random(f"{gold.options.seed} {coder}").shuffle(mine)  # noqa: S311 - an order, no secret
            written += [_write_csv(gold, coder, mine, fields), _write_xlsx(gold, coder, mine, fields)]
        written += [_write_label_studio(gold, rows), _write_config(gold, options), _write_doccano(gold, rows)]
        codebook = gold.folder / CODEBOOK
        codebook.write_text(codebook_text(gold.target, options), encoding="utf-8")
    except OSError as error:
        raise FramingError(f"cannot write {error.filename}: {error.strerror or error}") from error
    return [*written, codebook]


def check_spans(target: Target, options: SheetOptions) -> None:
    """FramingError where spans are asked for and the target is not counted in them."""
    if options.spans and not labels_of(target):
        raise FramingError(f"{target} is not counted in spans: its questions are answered, nothing is marked")


def _check_names(coders: Sequence[str]) -> None:
    for coder in coders:
        if not coder or not all(c.isalnum() or c in "-_." for c in coder):
            raise FramingError(f"coder {coder!r} cannot name a file; use letters, digits, -, _ and full stops")
    if ADJUDICATOR in coders:
        raise FramingError(f"{ADJUDICATOR!r} is who settles what coders split on; give the coder another name")
    if len(set(coders)) != len(coders):
        raise FramingError(f"two coders are named alike in {', '.join(coders)}; give each a name")


def _rows(gold: GoldSample, scored: ScoredCorpus, *, blind: bool) -> Iterator[dict[str, str]]:
    """What a coder sees of each unit: the passage between its neighbours; outlet and date unless blind."""
    texts = scored.texts
    dates = dict(zip(scored.articles["article_id"], scored.articles["published"].astype(str), strict=True))
    for unit in gold.units.itertuples():
        text = texts[str(unit.article_id)]
        start, end = int(unit.start), int(unit.end)  # type: ignore[arg-type]
        row = {"unit": str(unit.unit)} | ({"claim": str(unit.claim)} if unit.claim else {})
        if not blind:
            row |= {"outlet": str(unit.outlet), "date": dates[str(unit.article_id)]}
        yield row | {
            "before": _from_word(text[max(0, start - CONTEXT) : start], start > CONTEXT),
            "passage": text[start:end],
            "after": _to_word(text[end : end + CONTEXT], end + CONTEXT < len(text)),
        }


def _from_word(text: str, cut: bool) -> str:
    """Text that was cut at its start, from its first whole word on."""
    return "… " + text.partition(" ")[2] if cut and " " in text else text


def _to_word(text: str, cut: bool) -> str:
    """Text that was cut at its end, up to its last whole word."""
    return text.rpartition(" ")[0] + " …" if cut and " " in text else text


def fields_of(target: Target, *, spans: bool = False) -> list[str]:
    """The columns that a coder fills; what is counted among comes first."""
    return [*(question.name for question in reversed(target.questions)), *([SPANS] if spans else []), "note"]


def _write_csv(gold: GoldSample, coder: str, rows: Sequence[Mapping[str, str]], fields: Sequence[str]) -> Path:
    path = gold.folder / f"sheet-{coder}.csv"
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow([*(rows[0] if rows else ("unit",)), *fields])
        writer.writerows([*map(_harmless, row.values()), *("" for _ in fields)] for row in rows)
    return path


def _harmless(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would take for a formula."""
    return "'" + cell if cell.startswith(_FORMULA) else cell


def _write_xlsx(gold: GoldSample, coder: str, rows: Sequence[Mapping[str, str]], fields: Sequence[str]) -> Path:
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.active
    sheet.title = "codes"
    heads = [*(rows[0] if rows else ("unit",)), *fields]
    sheet.append(heads)
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row.values(), 1):
            cell = sheet.cell(number, column, ILLEGAL_CHARACTERS_RE.sub("", value))
            cell.data_type = "s"  # text, also where it begins like a formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for column, head in enumerate(heads, 1):
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(head, 12)
    for question in gold.target.questions:
        largest = str(question.largest)
        rule = DataValidation("whole", operator="between", formula1="0", formula2=largest, allow_blank=True)
        rule.prompt, rule.promptTitle = question.text[:250], question.name
        letter = get_column_letter(heads.index(question.name) + 1)
        rule.add(f"{letter}2:{letter}{max(2, len(rows) + 1)}")
        sheet.add_data_validation(rule)
    sheet.freeze_panes = "B2"
    path = gold.folder / f"sheet-{coder}.xlsx"
    book.save(path)
    return path


def _write_label_studio(gold: GoldSample, rows: Sequence[Mapping[str, str]]) -> Path:
    path = gold.folder / "label-studio.json"
    path.write_text(json.dumps([{"data": row} for row in rows], indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def _write_config(gold: GoldSample, options: SheetOptions) -> Path:
    """The labelling interface for Label Studio."""
    if options.spans:
        labels = "".join(f'    <Label value="{name}"/>\n' for name in labels_of(gold.target))
        asked = "\n".join(f"  <Header value={quoteattr(q.text)}/>" for q in reversed(gold.target.questions))
        return _config(gold, f'{asked}\n  <Labels name="spans" toName="passage">\n{labels}  </Labels>')
    asked = "\n".join(
        f"  <Header value={quoteattr(q.text)}/>\n"
        f'  <Number name="{q.name}" toName="passage" min="0" max="{q.largest}" required="true"/>'
        for q in reversed(gold.target.questions)
    )
    return _config(gold, asked)


def _config(gold: GoldSample, asked: str) -> Path:
    path = gold.folder / "label-studio.xml"
    path.write_text(
        '<View>\n  <Text name="before" value="$before"/>\n  <Header value="Passage"/>\n'
        f'  <Text name="passage" value="$passage"/>\n  <Text name="after" value="$after"/>\n{asked}\n</View>\n',
        encoding="utf-8",
    )
    return path


def _write_doccano(gold: GoldSample, rows: Sequence[Mapping[str, str]]) -> Path:
    """Tasks of text classification; a label reads NAME=NUMBER."""
    path = gold.folder / "doccano.jsonl"
    lines = (
        json.dumps(
            {"text": row["passage"], "label": [], **{k: row[k] for k in row if k != "passage"}}, ensure_ascii=False
        )
        for row in rows
    )
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def codebook_text(target: Target, options: SheetOptions) -> str:
    """What coders are asked, as Markdown."""
    asked = "\n".join(f"- **{q.name}**: {q.text} {_answers(q)}" for q in reversed(target.questions))
    blind = "Outlet and date are hidden." if options.blind else "Outlet and date are shown: they must not guide you."
    return f"""# Codebook: {target}

{_task(target)}

{asked}

Write 0 where there is none. Leave a cell empty only where the passage cannot be read, and say why under **note**.
{blind} What the program found is not shown. Judge by the text, not by what you know of the event or of the outlet;
do not speak about passages with other coders before all are done.

{_in_spans(target) if options.spans else _in_doccano(target)}
"""


def _in_doccano(target: Target) -> str:
    return "In doccano a label is written NAME=NUMBER, e.g. " + " ".join(
        f"`{q.name}={_example(q)}`" for q in reversed(target.questions)
    )


def _in_spans(target: Target) -> str:
    first, *others = labels_of(target)
    rest = f", everything else that is counted as `{others[0]}`" if others else ""
    return (
        f"Mark what you count: what the first question counts as `{first}`{rest}. Marks may touch, not overlap; a mark "
        "has no spaces at its ends. The counts are made from the marks. In a sheet a mark is START-END LABEL in the "
        "column `spans`, counted from 0 at the start of the passage, several parted by semicolons, and `none` where "
        "there is nothing to mark; the coding page writes it for you."
    )


def _task(target: Target) -> str:
    if target.measure == HITS:
        return "Read the passage with the text before and after it, and the claim that the program makes of it."
    return "Read the passage, which is one sentence, with the text before and after it. Answer for the passage alone."


def _answers(question: Question) -> str:
    return "A whole number." if question.most is None else f"0 to {question.most}."


def _example(question: Question) -> int:
    return 1 if question.most is None else min(1, question.most)
