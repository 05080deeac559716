"""The outlets of the sample corpus differ where it is planted and nowhere else, by the figures of data/README.md."""

from scipy.stats import chi2_contingency

HERALD, COURIER, LANTERN, GAZETTE = OUTLETS = (
    "Harbour Herald",
    "Meridian Courier",
    "Lantern Post",
    "Northern Wire Gazette",
)
CUTOFF = "2025-04-01"


def hits(gold, outlet, **fields):
    return [
        hit
        for row in gold
        if row["outlet"] == outlet
        for hit in row["hits"]
        if all(hit[key] == value for key, value in fields.items())
    ]


def attributions(gold, outlet):
    return [a for row in gold if row["outlet"] == outlet for a in row["attributions"]]


def share(rows, **fields):
    """The share of rows with these values."""
    return sum(all(row[key] == value for key, value in fields.items()) for row in rows) / len(rows)


def spread(figures):
    """Greatest over least value."""
    return max(figures) / min(figures)


def differ(table):
    """The p value of a chi-square test of rows by columns."""
    return chi2_contingency(table).pvalue


class TestPlanted:
    def test_herald_alone_labels_the_movement_in_its_own_voice(self, gold):
        shares = {}
        for outlet in OUTLETS:
            own = hits(gold, outlet, referent="nf_members", voice="outlet")
            assert len(own) >= 20
            shares[outlet] = share(own, loading=-1)
        assert 0.6 <= shares[HERALD] <= 0.7
        assert max(shares[COURIER], shares[LANTERN], shares[GAZETTE]) <= 0.05

    def test_courier_prints_the_label_as_often_but_never_in_its_own_voice(self, gold, words):
        loaded = {o: hits(gold, o, referent="nf_members", loading=-1) for o in OUTLETS}
        rates = {o: 1000 * len(loaded[o]) / words[o] for o in OUTLETS}
        assert 0.85 <= rates[COURIER] / rates[HERALD] <= 1.18
        assert {hit["voice"] for hit in loaded[COURIER]} == {"quoted", "paraphrased"}
        assert max(rates[LANTERN], rates[GAZETTE]) < 0.2 * rates[HERALD]

    def test_lantern_leans_on_anonymous_sources_and_quotes_less(self, gold):
        found = {outlet: attributions(gold, outlet) for outlet in OUTLETS}
        anonymous = {o: share(rows, naming="anonymous") for o, rows in found.items()}
        direct = {o: share(rows, kind="direct") for o, rows in found.items()}
        assert 0.45 <= anonymous.pop(LANTERN) <= 0.6
        assert all(0 < value < 0.08 for value in anonymous.values())
        assert direct.pop(LANTERN) <= 0.15
        assert all(0.4 <= value <= 0.6 for value in direct.values())

    def test_herald_turns_to_regime_in_april(self, gold):
        shares = {}
        for outlet in OUTLETS:
            for late in (False, True):
                rows = [row for row in gold if (row["date"] >= CUTOFF) == late]
                own = hits(rows, outlet, referent="gov", voice="outlet")
                assert len(own) >= 10
                shares[outlet, late] = share(own, loading=-1)
        assert shares.pop((HERALD, False)) <= 0.1
        assert 0.65 <= shares.pop((HERALD, True)) <= 0.75
        assert max(shares.values()) <= 0.05


class TestNotPlanted:
    def test_length_and_attribution_rate_are_alike(self, gold, words):
        rates = [1000 * len(attributions(gold, outlet)) / words[outlet] for outlet in OUTLETS]
        assert spread(words.values()) < 1.1
        assert spread(rates) < 1.1

    def test_evaluative_adjectives_are_alike(self, gold, words):
        counts = [len(hits(gold, outlet, category="evaluative", voice="outlet")) for outlet in OUTLETS]
        assert min(counts) >= 5
        assert spread([count / words[o] for count, o in zip(counts, OUTLETS, strict=True)]) < 1.15

    def test_the_other_three_name_and_quote_their_sources_alike(self, gold):
        tables = {"named": [], "direct": []}
        for outlet in (HERALD, COURIER, GAZETTE):
            rows = attributions(gold, outlet)
            named = sum(a["naming"] == "named" for a in rows)
            direct = sum(a["kind"] == "direct" for a in rows)
            tables["named"].append([named, len(rows) - named])
            tables["direct"].append([direct, len(rows) - direct])
        assert differ(tables["named"]) > 0.3
        assert differ(tables["direct"]) > 0.3


class TestReadme:
    @staticmethod
    def of(rows, **fields):
        chosen = round(share(rows, **fields) * len(rows))
        return f"{chosen} of {len(rows)} ({100 * chosen / len(rows):.0f} %)"

    def test_its_tables_hold_the_figures_of_the_gold(self, gold, words, folder):
        lines = (folder.parent / "README.md").read_text(encoding="utf-8").splitlines()
        cells = [[cell.strip() for cell in line.split("|")[2:-1]] for line in lines if line.startswith("| ")]
        early = [row for row in gold if row["date"] < CUTOFF]
        late = [row for row in gold if row["date"] >= CUTOFF]
        own = {"voice": "outlet"}
        rows = {outlet: attributions(gold, outlet) for outlet in OUTLETS}
        terror = {o: hits(gold, o, referent="nf_members", loading=-1) for o in OUTLETS}
        attributed = {o: [h for h in terror[o] if h["voice"] in ("quoted", "paraphrased")] for o in OUTLETS}
        for expected in (
            [self.of(hits(gold, o, referent="nf_members", **own), loading=-1) for o in OUTLETS],
            [f"{len(terror[o])} ({1000 * len(terror[o]) / words[o]:.1f})" for o in OUTLETS],
            [f"{len(attributed[o])} of {len(terror[o])}" for o in OUTLETS],
            [self.of(rows[o], naming="anonymous") for o in OUTLETS],
            [self.of(rows[o], kind="direct") for o in OUTLETS],
            [self.of(hits(early, o, referent="gov", **own), loading=-1) for o in OUTLETS],
            [self.of(hits(late, o, referent="gov", **own), loading=-1) for o in OUTLETS],
            [f"{words[o]:,}" for o in OUTLETS],
            [f"{1000 * len(rows[o]) / words[o]:.1f}" for o in OUTLETS],
            [str(len(hits(gold, o, category="evaluative", **own))) for o in OUTLETS],
            ["" if o == LANTERN else self.of(rows[o], naming="named") for o in OUTLETS],
        ):
            assert expected in cells
