"""What is wrong with a site is said in words."""

from datetime import UTC, datetime

from newscrawl.sites.timetable.trouble import trouble_of
from newscrawl.storage.state.schedule import Run

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def run(**values: object) -> Run:
    return Run(site="a.example", started_at=NOW, ended_at=NOW, outcome="finished", **values)


def test_nothing_is_said_where_nothing_is_wrong() -> None:
    fates = {"stored": 4, "off-site": 30, "waste": 12, "out-of-scope": 3, "listing": 2}
    assert trouble_of(run(counts={"fates": fates, "withdrawn": 0}), {}, 0) == ""
    assert trouble_of(None, {}, 0) == ""


def test_the_most_is_told_first_of_its_kind() -> None:
    one = run(errors=1, duplicates=2, counts={"fates": {"robots": 4, "reserved": 1}, "withdrawn": 3})
    assert trouble_of(one, {"failed: no answer in time": 2, "refused: 429": 7}, 9) == (
        "1 error, 7 refused (429), 2 failed (no answer in time), 4 skipped (robots), 1 skipped (reserved), "
        "2 duplicates, 3 withdrawn, 9 undated"
    )
