"""The thread of author and reviewers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ctcompanion.comments import being_written, from_text, joined, sent_about, settled, signed, to_see_to, to_text, unsent, written
from ctcompanion.recipe import Comment

ASKED = Comment(about="category", text="Is this right?", by="OPM", when="2026-03-04T10:00:00-05:00", side="reviewer")
NOTE = Comment(text="Please look.", by="Ana", when="2026-03-03T10:00:00-05:00")
texts = st.text(min_size=1).map(str.strip).filter(bool)


def test_a_word_is_changed_until_it_is_sent_and_then_stands() -> None:
    thread = written(written((), "title", "Too long", "reviewer"), "title", "Shorter, please", "reviewer")
    assert being_written(thread, "title") == "Shorter, please"
    assert sent_about(thread, "title") == ()
    sent = signed(thread, "OPM", "2026-03-04")
    more = written(sent, "title", "Is shorter now", "author")
    assert [comment.text for comment in more] == ["Shorter, please", "Is shorter now"]
    assert written(more, "title", "", "author") == sent


def test_what_is_left_is_what_reviewers_wrote_on_a_part_and_nobody_settled() -> None:
    whole = ASKED.model_copy(update={"about": ""})
    assert to_see_to((NOTE, whole, ASKED)) == (ASKED,)
    assert to_see_to(settled((NOTE, ASKED), ASKED, True)) == ()


def test_a_package_that_comes_back_twice_doubles_nothing_and_loses_no_tick() -> None:
    mine = settled((NOTE, ASKED), ASKED, True)
    waiting = written(mine, "category", "It is", "author")
    assert joined(waiting, (NOTE, ASKED)) == waiting
    assert joined((NOTE,), (NOTE, ASKED)) == (NOTE, ASKED)


@given(st.lists(st.tuples(st.sampled_from(["", "title", "column:a"]), texts), max_size=8))
def test_one_word_at_most_waits_about_each_field(said: list[tuple[str, str]]) -> None:
    thread: tuple[Comment, ...] = ()
    for about, text in said:
        thread = written(thread, about, text, "author")
    assert {comment.about: comment.text for comment in unsent(thread)} == dict(said)
    assert len(unsent(thread)) == len(dict(said))
    assert joined(thread, signed(thread, "a", "2026")) == signed(thread, "a", "2026")
    assert from_text(to_text(thread)) == thread
