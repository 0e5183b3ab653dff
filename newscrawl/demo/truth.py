"""What a perfect reader makes of an article page of the replica."""

import zyte_common_items as zyte

from newscrawl.demo.catalogue import Catalogue
from newscrawl.demo.content import Article
from newscrawl.demo.excerpts import unbroken
from newscrawl.demo.renditions import Rendition
from newscrawl.demo.wording import printed_date
from newscrawl.items import (
    AuthorArticle,
    NewsArticle,
    NewsArticleMetadata,
    NewsImage,
    RelatedArticle,
    content_hash,
)
from newscrawl.web.text import fold


def truth_of(article: Article, catalogue: Catalogue, rendition: Rendition, base_url: str) -> NewsArticle:
    """Return the record of *article* as its page stands, addresses on *base_url*; `fetchedAt` is left out."""
    record = NewsArticle(
        url=base_url + article.path,
        canonicalUrl=base_url + article.path,
        articleId=article.id,
        headline=fold(article.headline),
        description=fold(article.standfirst) if article.standfirst else None,
        datePublished=_date_published(article),
        datePublishedRaw=printed_date(article.published) if article.dated else None,
        authors=_authors(article, rendition, base_url),
        agency=article.byline.agency,
        dateline=article.byline.bureau,
        section=article.section.label,
        mainImage=_main_image(article, base_url),
        articleBody=_body(article),
        relatedArticles=_related(catalogue.related(article), base_url),
        authorArticles=_author_articles(catalogue.cards(article), base_url),
        inLanguage="fr",
        isAccessibleForFree=True,
        metadata=NewsArticleMetadata(datePublishedSource="printed" if article.dated else "articleId"),
    )
    record.contentHash = content_hash(record)
    return record


def _date_published(article: Article) -> str:
    if article.dated:
        return article.published.isoformat()
    return article.created.replace(hour=0, minute=0, second=0).isoformat()


def _authors(article: Article, rendition: Rendition, base_url: str) -> list[zyte.Author] | None:
    def url(author_path: str) -> str | None:
        return base_url + author_path if rendition.linked_byline else None

    authors = [
        zyte.Author(name=author.name, nameRaw=article.byline.text, url=url(rendition.author_path(author, 1)))
        for author in article.byline.authors
    ]
    return authors or None


def _main_image(article: Article, base_url: str) -> NewsImage | None:
    if article.image is None:
        return None
    return NewsImage(url=base_url + article.image, caption=fold(article.caption) if article.caption else None)


def _body(article: Article) -> str:
    folded = (fold(paragraph.text) for paragraph in article.paragraphs)
    return "\n\n".join(paragraph for paragraph in folded if paragraph)


def _related(articles: list[Article], base_url: str) -> list[RelatedArticle] | None:
    related = [
        RelatedArticle(
            url=base_url + article.path,
            headline=fold(article.headline),
            excerpt=_excerpt(article),
            position=position,
        )
        for position, article in enumerate(articles, start=1)
    ]
    return related or None


def _author_articles(articles: list[Article], base_url: str) -> list[AuthorArticle] | None:
    cards = [
        AuthorArticle(
            url=base_url + article.path,
            headline=fold(article.headline),
            excerpt=_excerpt(article),
            byline=fold(article.byline.text),
            datePublished=article.published.isoformat() if article.dated else None,
        )
        for article in articles
    ]
    return cards or None


def _excerpt(article: Article) -> str | None:
    shown = unbroken(article.excerpt)
    return fold(shown) if shown else None
