from dataclasses import replace

from ctcompanion.metadata.lifted import lifted, texts
from ctcompanion.model import Note


def test_a_heading_in_a_cell_of_its_own_is_joined_to_its_text(permits):
    notes = (
        Note("source", "Source:", "A1"),
        Note("note", "Building officials", "A2"),
        Note("note", "Notes:", "A3"),
        Note("note", "Early figures", "A4"),
    )
    table = replace(permits, notes=notes)
    assert lifted(table) == (("source", "Source: Building officials"), ("note", "Early figures"))
    assert texts(table, "note") == ("Early figures",)


def test_a_citation_is_kept_apart(permits):
    table = replace(permits, notes=(Note("source", "Citation:", "A1"), Note("note", "Backus, K (2015)", "A2")))
    assert lifted(table) == (("citation", "Backus, K (2015)"),)
