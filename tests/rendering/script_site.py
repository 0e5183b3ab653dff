"""A news site of which a browser builds every page: what is served is a shell, a script, and data."""

import base64
import json

from tests.spiders.serving import Site

SHELL = "<!DOCTYPE html><html><head><title>The Scripted Post</title></head><body><div id=root></div>"
AT_ONCE = 6
"""Articles that the front page shows before more are asked for."""

APP = """
const root = document.getElementById('root');
const element = (name, text, into) => {
  const made = document.createElement(name); made.textContent = text; into.append(made); return made;
};
function article(data) {
  document.title = data.headline;
  const main = element('article', '', element('main', '', root));
  element('h1', data.headline, main);
  element('span', 'By ' + data.author, main).className = 'byline';
  element('time', data.published, main).setAttribute('datetime', data.published);
  const body = element('div', '', main); body.className = 'article-body';
  for (const text of data.paragraphs) element('p', text, body);
}
async function more(list, page) {
  const found = await (await fetch('/api/list?page=' + page, {headers: {Accept: 'application/json'}})).json();
  for (const one of found.articles) {
    const link = element('a', one.headline, element('h2', '', list)); link.href = one.path;
  }
  return found.more;
}
async function front() {
  const list = element('main', '', root);
  let page = 0;
  if (!await more(list, page)) return;
  const button = element('button', 'Load more stories', root);
  button.onclick = async () => { page += 1; if (!await more(list, page)) button.remove(); };
}
if (window.__state) article(JSON.parse(atob(window.__state)));
else if (location.pathname === '/') front();
else fetch('/api' + location.pathname).then(answer => answer.json()).then(article);
"""

SENTENCES = (
    "The council of the old harbour town voted on {n} new measures after a long evening of debate.",
    "Residents had asked for years that the road along the quay be closed to lorries at night.",
    "“We have waited for this since the flood,” said one of the {n} speakers who had come to the hall.",
    "The work is to begin in spring, and it will cost about {n} million, most of it paid by the region.",
    "Opponents fear for the shops in the lower streets, which live from those who pass by car.",
)


def story(number: int) -> dict[str, object]:
    """Return the data of an article."""
    paragraphs = [" ".join(s.format(n=number + at + 3) for s in SENTENCES[at:] + SENTENCES[:at]) for at in range(4)]
    return {
        "headline": f"Council closes quay number {number} to lorries after long debate",
        "author": "Mary Weaver",
        "published": f"2026-03-{number % 27 + 1:02}T08:30:00+00:00",
        "paragraphs": paragraphs,
    }


def path_of(number: int) -> str:
    """Return the path of an article."""
    return f"/news/2026/council-closes-quay-number-{10000 + number}"


def put_up(site: Site, articles: int = 20, *, inline: bool = False) -> None:
    """Put up the site with so many *articles*; *inline*: their data stand, encoded, in their own pages."""
    app = "<script src='/app.js'></script>"
    site.file("/app.js", "text/javascript", APP)
    site.page("/", "", Content_Type="text/html")
    site.pages["/"] = (200, {"Content-Type": "text/html"}, SHELL + app)
    for number in range(articles):
        path, data = path_of(number), json.dumps(story(number))
        state = base64.b64encode(data.encode("ascii")).decode("ascii")
        held = f"<script>window.__state = '{state}'</script>" if inline else ""
        site.pages[path] = (200, {"Content-Type": "text/html"}, SHELL + held + app)
        site.file("/api" + path, "application/json", data)
    for page in range((articles + AT_ONCE - 1) // AT_ONCE):
        numbers = range(page * AT_ONCE, min(articles, (page + 1) * AT_ONCE))
        listed = [{"path": path_of(number), "headline": story(number)["headline"]} for number in numbers]
        found = {"articles": listed, "more": numbers.stop < articles}
        site.file(f"/api/list?page={page}", "application/json", json.dumps(found))
