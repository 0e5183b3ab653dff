"""A story for the tests of what is text and what is not: long enough that no rule for short pages reads it."""

from newscrawl import NewsArticle, extract

URL = "https://news.example/valley/2024/06/18/the-valley-line-opens-again-30771"
DESCRIPTION = "Closed since the landslide, the line between the two towns is given back to its passengers in autumn."
PARAGRAPHS = [
    "The railway line through the valley will open again on 2 September, the head of the regional council said on "
    "Monday in a crowded hall, three years after a landslide carried away two hundred metres of track.",
    "Trains will run every two hours at first between the two towns, and every hour from next spring, when the new "
    "signal box has been put into service and its crew has been trained.",
    "The work, given to a firm from the district, kept up to a hundred and forty people busy, who hung eight "
    "kilometres of nets above the gorge, where the rock is still brittle.",
    "People in the upper villages, who had to take a coach for three winters, say that they are relieved, though some "
    "mourn the stop at Stonewell, which was held to be too dear to rebuild.",
    "A passengers' union saw to it that the first train of the morning waits for the express, an old demand that the "
    "company had long put aside for reasons of its timetable.",
    "Fares stay as they are until the end of the year, and half of what pupils pay for their month's ticket is given "
    "back to them by the villages, under a contract that was signed last week.",
    "An open day is planned for the last Saturday in August, with free rides and a walk through the tunnel, whose "
    "walls were lined anew by people who came over from the mountains.",
]
PLAIN = [f"<p>{text}</p>" for text in PARAGRAPHS]
META = f"""<title>The valley line opens again | Valley Post</title><meta property="og:type" content="article">
<meta property="og:title" content="The valley line opens again"><meta name="description" content="{DESCRIPTION}">"""
HEADER = """<header><h1>The valley line opens again</h1><p class=byline>By <a href=/people/ina>Ina Holt</a></p>
<p class=date>18 June 2024</p></header>"""
RAIL = """<aside class=rail><h2>Most read</h2><ol><li><a href=/a/five-walks-1>Five walks along the shore</a></li>
<li><a href=/a/bakery-2>Bakery wins a national prize</a></li></ol></aside>"""


def page(blocks: list[str] | str = "", *, above: str = "", below: str = "", head: str = META, lang: str = "en") -> str:
    """Return a page: *above* its text, the *blocks* of it, by default `PLAIN`, *below* the article."""
    text = blocks if isinstance(blocks, str) and blocks else "".join(blocks or PLAIN)
    story = f"<article class=story>{HEADER}{above}<div class=text>{text}</div></article>"
    return f"<html lang={lang}><head>{head}</head><body><main>{story}{below}</main>{RAIL}</body></html>"


def with_inside(*inside: str) -> list[str]:
    """Return the story's paragraphs with *inside* put between its third and fourth."""
    return [*PLAIN[:3], *inside, *PLAIN[3:]]


def read(html: str) -> NewsArticle:
    """Return the record of a page, which must have one."""
    article = extract(html.encode(), URL)
    assert article is not None
    return article


def paragraphs(html: str) -> list[str]:
    """Return the paragraphs of the text of a page."""
    return (read(html).articleBody or "").split("\n\n")
