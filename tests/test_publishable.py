"""What may be published at all, whatever page or command asks for it."""

import pytest

from ctcompanion import reference, replay
from ctcompanion.draft import Draft
from ctcompanion.errors import PublishingError
from ctcompanion.publishable import not_settled, publication_of, with_settled
from ctcompanion.recipe import Evaluation, Recipe
from ctcompanion.settings import Limits, PortalSettings


def test_a_failed_must_of_step_2_refuses_every_publication_with_the_next_step():
    file = reference.path("samples/housing-permits-1990-2023.xlsx")
    draft = replay.opened(Draft("d"), file.read_bytes(), file.name, Limits())
    draft = replay.reviewed(replay.chosen(draft, replay.likely_sheet(draft.workbook, draft.recipe)))
    with pytest.raises(PublishingError) as undescribed:
        publication_of(draft, PortalSettings(), "local", domain="data.ct.gov")
    assert undescribed.value.code == "field-missing"
    failed = draft.with_evaluation(Evaluation(answers={"E1": "no"}))
    with pytest.raises(PublishingError, match="belongs to another agency") as refused:
        publication_of(failed, PortalSettings(), "local", domain="data.ct.gov")
    assert refused.value.code == "may-not-be-published"


def test_an_unsettled_question_is_settled_in_the_recipe_with_who_did_it():
    recipe = Recipe(evaluation=Evaluation(answers={"E2": "not sure"}))
    assert [question.id for question in not_settled(recipe)] == ["E2"]
    assert not_settled(with_settled(recipe, "E2", "yes", "Counsel, March 3")) == ()
    assert [question.id for question in not_settled(with_settled(recipe, "E2", "no", "Counsel, March 3"))] == ["E2"]
