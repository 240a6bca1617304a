from ctcompanion.metadata import checklist

PLAIN = "About this data\nEach row is one town.\n\nHow it is updated\nThe office adds rows every year."


def test_fourteen_points_half_of_them_computed():
    found = checklist(PLAIN)
    assert len(found) == 14
    assert sum(point.met is not None for point in found) >= 7
    assert all(point.met is not False for point in found)


def test_a_hard_text_fails_where_it_should():
    text = "Data shall be utilized in order to conduct an investigation of " + "administrative organizations and " * 15 + "others."
    failed = {point.text for point in checklist(text) if point.met is False}
    assert "“Must” for duties, not “shall”" in failed
    assert "Concrete, familiar words" in failed
    assert "Base verbs, not hidden verbs" in failed
    assert "Short sections and sentences" in failed
