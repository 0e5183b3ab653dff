"""`newscrawl export articles --cursor FILE`: a cron job that keeps nothing itself misses and repeats nothing."""

from pathlib import Path

import pytest

from newscrawl.cli.export import articles, keep_cursor, kept_cursor
from newscrawl.errors import BadInput
from newscrawl.storage import Store
from tests.storage.builders import article


def test_each_export_goes_on_where_the_last_has_ended(tmp_path: Path) -> None:
    url, cursor = f"sqlite:///{tmp_path}/store.db", tmp_path / "cursor"
    sizes = []
    for number in (1, 2):
        with Store.open(url) as store:
            store.save(article(number))
        file = tmp_path / f"{number}.jsonl"
        articles(str(file), store=url, cursor=cursor)
        sizes.append(len(file.read_text().splitlines()))
    assert sizes == [1, 1]
    assert kept_cursor(cursor) == 2


def test_a_cursor_that_is_none_is_refused_and_a_dash_is_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cursor").write_text("junk")
    with pytest.raises(BadInput, match="keeps no cursor"):
        kept_cursor(tmp_path / "cursor")
    keep_cursor(Path("-"), 7)
    assert capsys.readouterr().out == "7\n"
    assert kept_cursor(Path("-")) is None
