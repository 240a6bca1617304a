from ctcompanion.metadata import review_pack_html
from ctcompanion.model import PrivacyRecord
from ctcompanion.recipe import CleaningStep, Evaluation, Recipe

RECIPE = Recipe(
    evaluation=Evaluation(answers={"E1": "yes"}),
    cleaning=(CleaningStep(id="t", operation="titles", sentence="Rows 1 to 3 are titles: taken off."),),
)


def record(fingerprint: str) -> PrivacyRecord:
    return PrivacyRecord(
        fingerprint=fingerprint,
        meaning="A count of things.",
        by="A. Clerk",
        public=True,
        checks="42 checks ran. Checks can miss things.",
        columns=(("town", "None of these", "Confirmed", "Nothing to do: names of towns.", ""),),
        risk=("Every row is in a group of at least 6 rows that look alike.",),
        weighed="The public needs this much detail. It is used to plan schools.",
        decided=(("permits: small counts", "Required by law at this detail", "C.G.S. 54-1m", "A. Clerk, 2026-03-01", ""),),
        remedies=("Small counts were hidden.",),
        again="After the last change the table was assessed again.",
        remains=(("Some counts are small.", True),),
    )


def test_the_page_says_everything_a_reviewer_decides_on(permits, described):
    html = review_pack_html(*described, permits, record(permits.fingerprint), RECIPE)
    for said in (
        "Annual Housing Permits by Town",
        "Number of permits for each",
        "Some counts are small.",
        "Required by law at this detail",
        "C.G.S. 54-1m",
        "A. Clerk, 2026-03-01",
        "at least 6 rows",
        "It is used to plan schools.",
        "Small counts were hidden.",
        "assessed again",
        "42 checks",
        "Rows 1 to 3 are titles",
        "Does the data belong to your agency?",
    ):
        assert said in html
    assert "The data changed" not in html


def test_an_old_review_is_called_out(permits, described):
    assert "The data changed after this review" in review_pack_html(*described, permits, record("another"), RECIPE)


def test_no_row_of_the_data_is_in_it(permits, described):
    assert "Ansonia" not in review_pack_html(*described, permits, None, RECIPE)


def test_the_page_asks_for_nothing_from_elsewhere(permits, described):
    html = review_pack_html(*described, permits, None, RECIPE)
    assert "<script" not in html
    assert "src=" not in html
    assert "http" not in html.replace("https://", "").split("<main>")[0]
