import pytest

from framing import plot
from framing.errors import FramingError

TYPES = ("words of type corporate", "words of type military", "words of type unknown", "words of type none")


def words(make_rows, outlets=3, items=TYPES):
    """Each item has 0.1 to 0.4 of the words; a fourth of that, so that they are not more than all."""
    found = make_rows(outlets, items=items, measure="sourcing", unit="share of attributed words")
    return found.assign(value=found["value"] / 4)


def widths(axes):
    return [[bar.get_width() for bar in group] for group in axes.containers if len(group) > 1]


def test_the_parts_of_each_outlet_add_up_to_one(make_rows, axes):
    values = words(make_rows)
    assert plot.speakers(values, axes) is axes
    parts = widths(axes)
    assert [sum(bar) for bar in zip(*parts, strict=True)] == pytest.approx([1, 1, 1])
    assert parts[0] == sorted(parts[0])
    assert axes.get_legend_handles_labels()[1] == ["corporate", "military", "other types", "type unknown", "no source"]


def test_types_that_are_all_there_is_leave_no_others(make_rows, axes):
    values = words(make_rows, 1).assign(value=0.25)
    plot.speakers(values, axes)
    assert "other types" not in axes.get_legend_handles_labels()[1]


def test_outlets_without_a_figure_say_why(make_rows, axes):
    values = words(make_rows, 2)
    values.loc[values["outlet"] == "Alder", ["value", "denominator"]] = float("nan")
    plot.speakers(values, axes)
    assert "not comparable" in {text.get_text() for text in axes.texts}
    assert sorted(sum(bar) for bar in zip(*widths(axes), strict=True)) == pytest.approx([0, 1])


def test_only_words_by_type_and_no_more_than_can_be_told_apart(make_rows, axes):
    with pytest.raises(FramingError, match="items that begin 'words of type ', not 'direct share'"):
        plot.speakers(words(make_rows, items=("direct share",)), axes)
    with pytest.raises(FramingError, match="8 source types are too many"):
        plot.speakers(words(make_rows, items=[f"words of type t{n}" for n in range(8)]), axes)


def test_the_figure_has_the_key_below(make_rows):
    drawn = plot.draw("speakers", words(make_rows, 15), title="Who speaks")
    assert len(drawn.legends) == 1
    assert drawn.get_suptitle() == "Who speaks"
