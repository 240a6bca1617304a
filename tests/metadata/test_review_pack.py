from ctcompanion.metadata import review_pack_html
from ctcompanion.model import ColumnClass, ColumnVerdict, Finding, Level, PrivacyReport
from ctcompanion.recipe import CleaningStep, Comment, Evaluation, FindingDecision, PrivacyDecisions, Recipe

RECIPE = Recipe(
    evaluation=Evaluation(answers={"E1": "yes"}),
    cleaning=(CleaningStep(id="t", operation="titles", sentence="Rows 1 to 3 are titles: taken off."),),
    privacy=PrivacyDecisions(decisions=(FindingDecision(finding="small-cells:permits", decision="accept"),)),
)


def report(fingerprint: str) -> PrivacyReport:
    verdicts = (ColumnVerdict("town", ColumnClass.NONE, Level.OK, "place", "It names towns."),)
    finding = Finding("small-cells", Level.REVIEW, "Some counts are small.", "permits")
    return PrivacyReport(fingerprint, "a count of things", verdicts, (finding,), checks_run=42)


def test_the_page_says_everything_a_reviewer_decides_on(permits, described):
    html = review_pack_html(*described, permits, report(permits.fingerprint), RECIPE)
    for said in (
        "Annual Housing Permits by Town",
        "Number of permits for each",
        "Some counts are small.",
        "accept",
        "42 checks",
        "Rows 1 to 3 are titles",
        "Does the data belong to your agency?",
    ):
        assert said in html
    assert "The data changed" not in html


def test_an_old_review_is_called_out(permits, described):
    assert "The data changed after this review" in review_pack_html(*described, permits, report("another"), RECIPE)


def test_what_author_and_reviewers_wrote_is_part_of_the_record(permits, described):
    thread = (Comment(about="category", text="Housing fits better.", by="OPM", when="2026-03-04T10:00:00-05:00", side="reviewer"),)
    html = review_pack_html(*described, permits, None, RECIPE.changed(thread=thread))
    for said in ("2026-03-04", "OPM (reviewer)", "Category", "Housing fits better.", "not yet"):
        assert said in html
    assert "What author and reviewers wrote" not in review_pack_html(*described, permits, None, RECIPE)


def test_no_row_of_the_data_is_in_it(permits, described):
    assert "Ansonia" not in review_pack_html(*described, permits, None, RECIPE)


def test_the_page_asks_for_nothing_from_elsewhere(permits, described):
    html = review_pack_html(*described, permits, None, RECIPE)
    assert "<script" not in html
    assert "src=" not in html
    assert "http" not in html.replace("https://", "").split("<main>")[0]
