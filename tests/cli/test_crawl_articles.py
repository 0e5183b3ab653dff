"""`newscrawl crawl --articles`: the articles of a list, and no others."""

from newscrawl.demo import DemoServer, DemoSite
from newscrawl.storage import Store


def test_the_articles_of_a_list_are_stored_and_nothing_else(newscrawl, tmp_path):
    with DemoServer(DemoSite("semantic")) as server:
        urls = [article.canonicalUrl for article in DemoSite("semantic").truth(server.url)[:3]]
        (tmp_path / "urls.txt").write_text("# mine\n" + "\n".join([*urls, urls[0]]) + "\n")
        done = newscrawl(
            *("crawl", "--articles", "urls.txt", "--store", "sqlite:///s.db", "--set", "AUTOTHROTTLE_ENABLED=False")
        )
    assert done.returncode == 0, done.stderr
    with Store.open(f"sqlite:///{tmp_path}/s.db") as store:
        assert {article.canonicalUrl for article in store.articles()} == set(urls)


def test_a_list_without_an_address_is_told(command, tmp_path):
    (tmp_path / "urls.txt").write_text("\n# none\n")
    for words in (["--articles", "urls.txt"], ["--articles", "none.txt"]):
        done = command("crawl", *words)
        assert (done.code, done.err.count("\n")) == (2, 1)
