"""Where the tables begin: a view of the articles as people read them, and five questions in SQL."""

from newscrawl.storage import Store

LIST = """CREATE VIEW article_list AS
SELECT n.headline, n.url, a.site, a.published,
  (SELECT group_concat(p.name, ', ') FROM authorship s JOIN people p ON p.key = s.person_key
   WHERE s.article_key = a.key) AS authors,
  a.section, a.language, a.words, a.withdrawn_at, a.key AS article
FROM articles a JOIN nodes n ON n.key = a.key"""

FIRST = "select headline, url, site, published, authors from article_list order by published desc limit 100"

QUERIES = {
    "newest_articles": {"title": "The newest articles", "sql": FIRST},
    "articles_a_month": {
        "title": "Articles a month, by site",
        "sql": "select substr(published, 1, 7) as month, site, count(*) as articles from article_list "
        "where published is not null group by 1, 2 order by 1 desc, 3 desc",
    },
    "who_writes_where": {
        "title": "Who writes how much in which section",
        "sql": "select p.name, a.section, count(*) as articles from authorship s join people p on p.key = s.person_key "
        "join articles a on a.key = s.article_key group by 1, 2 order by 3 desc limit 200",
    },
    "changed_most": {
        "title": "Articles that were changed most often",
        "sql": "select n.headline, n.url, a.site, a.revision as versions, a.revised_at as last_changed "
        "from articles a join nodes n on n.key = a.key where a.revision > 1 order by a.revision desc limit 100",
    },
    "most_linked": {
        "title": "Articles that most others link to",
        "sql": "select n.headline, n.url, n.site, count(distinct l.from_key) as linked_from from links l "
        "join nodes n on n.key = l.to_key where l.kind in ('related', 'inline') "
        "group by l.to_key order by 4 desc limit 100",
    },
}


def make_list(store: Store) -> None:
    """Make the view `article_list` in *store*, an SQLite file, where it is not there or is an older one."""
    found = "SELECT sql FROM sqlite_master WHERE name = 'article_list'"
    with store.database.reading() as connection:
        if connection.exec_driver_sql(found).scalar() == LIST:
            return
    with store.database.writing() as connection:
        connection.exec_driver_sql("DROP VIEW IF EXISTS article_list")
        connection.exec_driver_sql(LIST)
