import time

from hypothesis import given, settings
from hypothesis import strategies as st

from ctcompanion.metadata import accept, check
from ctcompanion.metadata.check import label_of
from ctcompanion.model import DataType, Level
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata

GOOD = (
    "Each row is one town and year. The numbers are reported by town building officials. "
    "Use them with caution: a permit does not mean that the home was built. New rows are added every year in the spring."
)


def rules(metadata, columns=(), table=None):
    return {finding.rule for finding in check(metadata, columns, table)}


def test_a_good_description_has_no_finding(permits):
    metadata = DatasetMetadata(title="Housing Permits by Town", description=GOOD)
    assert check(metadata, (), permits) == ()


def test_every_finding_says_where_why_and_what_to_do():
    metadata = DatasetMetadata(title="DSS Inmates 2018", description="Data is utilized by DSS prior to release.")
    for finding in check(metadata, (), None):
        assert finding.place in ("title", "description")
        assert finding.message
        assert finding.why
        assert label_of(finding) in ("Title", "Description")


def test_a_short_description_is_asked_for_more_and_for_its_sections():
    found = check(DatasetMetadata(description="Permits by town."), (), None)
    assert "description-short" in {finding.rule for finding in found}
    sections = [finding.remedies[0].parameters["section"] for finding in found if finding.rule == "description-section"]
    assert sections == ["about", "collected", "limits", "updates"]


def test_sentences_of_more_than_25_words_are_told_and_of_more_than_40_weigh_more():
    long, longer = " ".join(["word"] * 26) + ".", " ".join(["word"] * 41) + "."
    levels = [
        finding.level for finding in check(DatasetMetadata(description=f"{long} {longer}"), (), None) if finding.rule == "long-sentence"
    ]
    assert levels == [Level.NOTE, Level.REVIEW]


def test_hard_words_raise_the_reading_grade():
    hard = (
        "Municipal administrative organizations periodically communicate comprehensive demographic characteristics regarding participating populations. "
        * 6
    )
    assert "reading-grade" in rules(DatasetMetadata(description=hard))
    assert "reading-grade" not in rules(DatasetMetadata(description=GOOD * 2))


def test_an_acronym_that_the_description_explains_may_be_used_in_columns():
    said = DatasetMetadata(description=f"{GOOD} The Supplemental Nutrition Assistance Program (SNAP) helps to buy food.")
    column = ColumnMetadata(name="a", display="Households", description="Households that receive SNAP.")
    assert "acronym" not in rules(said, (column,))
    assert "acronym" in rules(DatasetMetadata(description=GOOD), (column,))


def test_category_values_are_advised_on_without_showing_a_cell(table_of):
    table = table_of({"Status": (DataType.TEXT, ["Inmate 4711", "Visitor", "Inmate 4712"])})
    (finding,) = check(DatasetMetadata(), (), table)
    assert (finding.rule, finding.column, finding.place) == ("person-first", "status", "values")
    assert "inmate" in finding.message
    assert "4711" not in finding.message


def test_a_shortened_heading_is_told():
    (finding,) = check(DatasetMetadata(), (ColumnMetadata(name="q", display="Qty", description="How many were sold."),), None)
    assert (finding.column, finding.place) == ("q", "display")


def test_accepting_every_proposal_leaves_no_word_to_replace():
    metadata = DatasetMetadata(
        title="Inmate Population by Month, 2018",
        description="Data on inmates was utilized prior to release. The DSS facilitates it.",
        tags=("handicapped",),
    )
    columns = (ColumnMetadata(name="a", display="Inmates", description="Number of inmates per annum."),)
    for _ in range(20):
        remedies = [r for finding in check(metadata, columns, None) for r in finding.remedies if r.operation == "replace"]
        if not remedies:
            break
        metadata, columns = accept(remedies[0], metadata, columns)
    assert remedies == []
    assert metadata.title == "People who are incarcerated by Month"
    assert metadata.description.startswith(
        "Data on people who are incarcerated was used before release. The Department of Social Services (DSS) helps it."
    )


def test_accepting_changes_a_copy_and_marks_the_field_as_the_persons():
    before = DatasetMetadata(title="Housing Permits Dataset", proposed=("category", "title"))
    (remedy,) = [remedy for finding in check(before, (), None) for remedy in finding.remedies]
    after, _ = accept(remedy, before, ())
    assert (before.title, after.title) == ("Housing Permits Dataset", "Housing Permits")
    assert after.proposed == ("category",)


def test_a_missing_section_is_added_with_one_press():
    metadata = DatasetMetadata(description="Permits by town.")
    remedy = next(r for f in check(metadata, (), None) for r in f.remedies if r.parameters.get("section") == "limits")
    after, _ = accept(remedy, metadata, ())
    assert after.description.endswith("How to use it, and its limits\n")


@settings(max_examples=60)
@given(st.text(max_size=200), st.text(max_size=400))
def test_no_text_breaks_the_checks(title, description):
    column = ColumnMetadata(name="a", display=title[:40], description=description)
    for finding in check(DatasetMetadata(title=title, description=description, tags=(title,)), (column,), None):
        for remedy in finding.remedies:
            accept(remedy, DatasetMetadata(title=title, description=description, tags=(title,)), (column,))


def test_right_to_left_text_emoji_and_pasted_html_are_kept_and_checked():
    text = "עברית 🏠 <b>utilized</b> <script>x</script>"
    metadata = DatasetMetadata(description=text)
    assert "plain-language" in rules(metadata)
    assert metadata.description == text


def test_ten_thousand_words_are_checked_in_a_blink():
    text = " ".join(f"Town {number} utilized the records of inmates prior to the count." for number in range(1000))
    check(DatasetMetadata(description="first the lists are read"), (), None)
    taken = []
    for _ in range(5):
        before = time.process_time()
        check(DatasetMetadata(description=text), (), None)
        taken.append(time.process_time() - before)
    assert min(taken) < 0.2
