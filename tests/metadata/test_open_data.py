from ctcompanion.metadata import open_data_checks
from ctcompanion.recipe import DatasetMetadata, Evaluation

YES = Evaluation(answers={"E2": "yes", "E3": "yes"})


def test_a_complete_dataset_has_all_five_properties(permits, described):
    assert all(check.passed for check in open_data_checks(*described, permits, YES))


def test_each_gap_shows_in_its_property(permits, described):
    columns = described[1]
    found = {check.name: check.passed for check in open_data_checks(DatasetMetadata(license="CC_30_BY_NC"), columns, permits, Evaluation())}
    assert [found[key] for key in ("O1", "O2", "O3", "O5")] == [False, True, False, False]


def test_a_license_with_conditions_restricts_use_whatever_was_answered(permits, described):
    metadata = described[0].model_copy(update={"license": "CC_30_BY_NC"})
    assert [check.name for check in open_data_checks(metadata, described[1], permits, YES) if not check.passed] == ["O3"]
