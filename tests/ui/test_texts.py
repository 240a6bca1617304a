from __future__ import annotations

import pytest

from ctcompanion.ui.texts import escape


@pytest.mark.parametrize("sign", [":material/home:", ":smile:", "a:red:b", ":+1:"])
def test_no_icon_or_emoji_is_drawn_from_text_that_came_in(sign: str) -> None:
    shown = escape(sign).replace("\\", "")
    assert sign not in shown
    assert shown.replace("\u2060", "") == sign


def test_a_time_and_a_colon_in_a_sentence_stay_as_they_are() -> None:
    assert escape("Note: saved 10:42").replace("\\", "") == "Note: saved 10:42"
