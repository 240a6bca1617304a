import pytest

from ctcompanion.metadata.evaluation import HIGH_VALUE, decide, held_back, questions, unsettled
from ctcompanion.recipe import Evaluation

MUSTS = tuple(question.id for question in questions("must"))


def answered(**answers: str) -> Evaluation:
    return Evaluation(answers={**dict.fromkeys(MUSTS, "yes"), **answers}, reasons=("A",))


def test_five_musts_seven_considerations_three_equity_questions_and_eight_reasons():
    assert [len(questions(group)) for group in ("must", "consider", "equity", "consolidate")] == [5, 7, 3, 1]
    assert len(HIGH_VALUE) == 8


def test_nothing_is_answered_beforehand():
    found = decide(Evaluation())
    assert (found.go, found.open) == ("ask", MUSTS)


def test_all_musts_met_and_a_reason_is_a_go():
    assert decide(answered()).go == "go"


@pytest.mark.parametrize("must", ["E1", "E2", "E3"])
def test_a_no_to_ownership_fee_or_limits_stops_with_a_next_step(must):
    found = decide(answered(**{must: "no"}))
    assert found.go == "stop"
    assert found.next_step


@pytest.mark.parametrize(("must", "page"), [("E4", "metadata page"), ("E5", "privacy page")])
def test_a_no_to_updates_or_privacy_goes_on_to_the_page_that_settles_it(must, page):
    found = decide(answered(**{must: "no"}))
    assert found.go == "go"
    assert page in found.next_step.lower()


@pytest.mark.parametrize("must", MUSTS)
def test_not_sure_names_whom_to_ask(must):
    found = decide(answered(**{must: "not sure"}))
    assert found.go == "ask"
    assert "dapa@ct.gov" in found.next_step


def test_earlier_years_on_the_portal_mean_adding_to_them():
    assert "Add your rows" in decide(answered(K1="yes")).next_step


def test_possible_harm_is_talked_about_first():
    assert any("harm" in advice for advice in decide(answered(Q2="yes")).advice)


def test_no_reason_at_all_is_said():
    assert "no reason" in decide(Evaluation(answers=dict.fromkeys(MUSTS, "yes"))).sentence


def test_a_failed_must_holds_back_and_an_update_is_not_asked_again():
    assert held_back(Evaluation(), is_new=False) == ()
    (said,) = held_back(Evaluation(answers={"E3": "no"}), is_new=False)
    assert "law, contract or policy limits its use" in said
    assert "counsel" in said
    assert "5 questions are not answered" in held_back(Evaluation(), is_new=True)[0]


def test_not_sure_lets_nothing_but_the_musts_stay_private():
    answers = dict.fromkeys(("E1", "E2", "E3", "E4", "E5"), "yes")
    assert unsettled(Evaluation(answers=answers)) == ()
    assert held_back(Evaluation(answers=answers | {"E1": "not sure"}), is_new=True) == ()
    assert [question.id for question in unsettled(Evaluation(answers=answers | {"E1": "not sure", "E4": "no"}))] == ["E1"]
