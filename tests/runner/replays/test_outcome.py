"""What several processes have read, as one."""

from newscrawl.runner.replays.outcome import FieldChange, Replayed, replayed_of, together


def test_parts_add_up() -> None:
    one = Replayed(pages=3, new=2, damaged=1, fields=(FieldChange(field="headline", same=1, examples=("a", "b")),))
    other = Replayed(pages=4, unfinished=1, fields=(FieldChange(field="headline", lost=2, examples=("c", "d")),))
    whole = together([one, other])
    assert (whole.pages, whole.new, whole.damaged, whole.unfinished, whole.reason) == (7, 2, 1, 1, "finished")
    assert whole.fields == (FieldChange(field="headline", same=1, lost=2, examples=("a", "b", "c")),)


def test_nothing_is_whole_of_which_anything_is_lost() -> None:
    assert Replayed().is_whole
    for lost in ({"damaged": 1}, {"errors": 1}, {"unfinished": 1}, {"missing": ("x",)}, {"reason": "shutdown"}):
        assert not together([Replayed(), Replayed(**lost), Replayed()]).is_whole  # type: ignore[arg-type]


def test_an_exception_counts_once() -> None:
    stats = {"spider_exceptions/count": 1, "spider_exceptions/ValueError": 1, "finish_reason": "finished"}
    assert replayed_of(stats).errors == 1
