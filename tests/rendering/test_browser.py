"""What a page may do in the browser, and that nothing of it finds a way to the network."""

import asyncio
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import attrs
import pytest

from newscrawl.errors import RenderingFailed
from newscrawl.rendering import browser as browser_module
from newscrawl.rendering.exchange import Answer, Wanted
from newscrawl.rendering.scripts_kept import KeptScripts
from tests.rendering.conftest import Rendering, children, served
from tests.waiting import eventually

DATA = Answer(
    url="http://127.0.0.1:1/data", status=200, headers={"content-type": "application/json"}, body=b'{"a": "from afar"}'
)
APPENDS = "document.body.append"


@attrs.define
class Listener:
    """A private server: `came` says who spoke to it, by TCP or UDP."""

    port: int
    came: list[str] = attrs.field(factory=list)


@pytest.fixture
def private() -> Iterator[Listener]:
    with socket.socket() as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp:
        tcp.bind(("127.0.0.1", 0))
        port = tcp.getsockname()[1]
        udp.bind(("127.0.0.1", port))
        tcp.listen()
        listener = Listener(port)
        tcp.settimeout(0.1)
        udp.settimeout(0.1)
        done = threading.Event()

        def listen() -> None:
            while not done.is_set():
                with suppress(TimeoutError):
                    tcp.accept()
                    listener.came.append("tcp")
                with suppress(TimeoutError):
                    listener.came.append(f"udp {udp.recv(2000)[:20]!r}")

        thread = threading.Thread(target=listen)
        thread.start()
        yield listener
        done.set()
        thread.join()


def test_scripts_are_run_and_get_their_data(rendering: Rendering) -> None:
    script = "fetch('/data').then(one => one.json()).then(one => document.body.append(one.a))"
    rendering.answers = {
        "http://127.0.0.1:1/app.js": Answer(url="", status=200, headers={}, body=script.encode()),
        "http://127.0.0.1:1/data": DATA,
    }
    shown = rendering.page("<body><script src=/app.js></script>")
    assert shown.html.endswith("from afar</body></html>")
    assert (shown.requests, shown.refused) == (2, 0)


STORY = "customElements.define('a-story', class extends HTMLElement { connectedCallback() { %s } })"


@pytest.mark.parametrize(
    ("body", "script", "shows"),
    [
        (
            "<a-story><b slot=title>Title</b>Text</a-story>",
            "this.attachShadow({mode: 'open'}).innerHTML = '<h1><slot name=title></slot></h1><p><slot></slot></p>'",
            '<h1><b slot="title">Title</b></h1><p>Text</p>',
        ),
        (
            "<a-story></a-story>",
            "this.attachShadow({mode: 'open'}).innerHTML = '<p><slot>Nothing given</slot></p>'",
            "<p>Nothing given</p>",
        ),
        (
            "<a-story></a-story>",
            "const own = this.attachShadow({mode: 'open'}); own.innerHTML = '<div></div>';"
            "own.firstChild.attachShadow({mode: 'open'}).innerHTML = '<p>Deep</p>'",
            "<div><p>Deep</p></div>",
        ),
        (
            "<a-story></a-story>",
            "const own = this.attachShadow({mode: 'open'}); own.innerHTML = '<p></p>';"
            "const grow = n => { own.firstChild.append(n); if (n < 6) setTimeout(grow, 200, n + 1) }; grow(1)",
            "<p>123456</p>",
        ),
    ],
    ids=["slots", "a slot's own", "a tree in a tree", "later"],
)
def test_what_elements_of_the_page_s_own_show_is_read(rendering: Rendering, body: str, script: str, shows: str) -> None:
    shown = rendering.page(f"<body><script>{STORY % script}</script>{body}")
    assert shows in shown.html.replace("<slot>", "").replace("</slot>", "").replace('<slot name="title">', "")
    assert shown.html.count("<a-story>") == 1


WAYS_OUT = {
    "fetch": "fetch('{http}/a')",
    "fetch in a worker": "new Worker(URL.createObjectURL(new Blob([`fetch('{http}/a')`])))",
    "image": "new Image().src = '{http}/a.png'",
    "style": "document.head.innerHTML += '<link rel=stylesheet href={http}/a.css>'",
    "preload": "document.head.innerHTML += '<link rel=preload as=script href={http}/a.js>'",
    "preconnect": "document.head.innerHTML += '<link rel=preconnect href={http}>'",
    "prefetch": "document.head.innerHTML += '<link rel=prefetch href={http}/a>'",
    "font": "new FontFace('a', 'url({http}/a.woff)').load()",
    "media": "new Audio('{http}/a.mp3').play()",
    "post": "fetch('{http}/a', {method: 'POST', body: 'a'})",
    "head": "fetch('{http}/a', {method: 'HEAD'})",
    "beacon": "navigator.sendBeacon('{http}/a', 'a')",
    "event source": "new EventSource('{http}/a')",
    "web socket": "new WebSocket('{ws}/a')",
    "web socket in a worker": "new Worker(URL.createObjectURL(new Blob([`new WebSocket('{ws}/a')`])))",
    "web transport": "new WebTransport('https://127.0.0.1:{port}/a')",
    "web rtc": "(p => {p.createDataChannel('a'); p.createOffer().then(o => p.setLocalDescription(o))})"
    "(new RTCPeerConnection({iceServers: [{urls: 'stun:127.0.0.1:{port}'}]}))",
    "service worker": "navigator.serviceWorker.register('{http}/a.js')",
    "popup": "open('{http}/a')",
    "popup without opener": "open('{http}/a', '_blank', 'noopener')",
    "frame": "document.body.innerHTML = '<iframe src={http}/a></iframe>'",
    "object": "document.body.innerHTML = '<object data={http}/a></object>'",
    "download": "document.body.innerHTML = '<a id=a download href={http}/a>a</a>'; a.click()",
    "navigation": "location.href = '{http}/a'",
    "form": "document.body.innerHTML = '<form id=f method=post action={http}/a></form>'; f.submit()",
    "ping": "document.body.innerHTML = '<a id=a href=# ping={http}/a>a</a>'; a.click()",
    "import": "import('{http}/a.js')",
    "name": "fetch('http://localhost:{port}/a')",
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS_OUT)
def test_nothing_reaches_the_network_but_through_the_caller(rendering: Rendering, private: Listener, way: str) -> None:
    script = WAYS_OUT[way].replace("{http}", f"http://127.0.0.1:{private.port}")
    script = script.replace("{ws}", f"ws://127.0.0.1:{private.port}").replace("{port}", str(private.port))
    shown = rendering.page(f"<body><p>Read.</p><script>document.title = 'ran'</script><script>{script}</script>")
    assert "<title>ran</title>" in shown.html
    assert private.came == []
    # Scripts and data are asked for by the caller, who refuses what is private.
    may_ask = way in ("fetch", "fetch in a worker", "import", "name", "preload")
    assert [url.partition("/a")[0] for url in rendering.asked] in ([], [f"http://127.0.0.1:{private.port}"] * may_ask,
        [f"http://localhost:{private.port}"] * may_ask)  # fmt: skip


@pytest.mark.parametrize(
    "script",
    [
        "alert(1); confirm(2); prompt(3); print()",
        "location.href = '/elsewhere'",
        "location.reload()",
        "setTimeout(() => location.replace('/elsewhere'), 100)",
        "window.onbeforeunload = () => 'stay'",
        "history.pushState({}, '', '/elsewhere')",
        "throw new Error('a')",
        "navigator.serviceWorker.register('/a.js').catch(() => 0)",
    ],
)
def test_a_page_stays_and_is_read_whatever_it_tries(rendering: Rendering, script: str) -> None:
    shown = rendering.page(f"<body><p id=a></p><script>a.textContent = 'Put in.'</script><script>{script}</script>")
    assert "Put in." in shown.html


def test_requests_of_a_page_are_bounded(rendering: Rendering) -> None:
    shown = rendering.page(
        "<body><p>Read.<script>setInterval(() => fetch('/' + Math.random()).catch(() => 0), 2)</script>"
    )
    assert shown.requests == len(rendering.asked) == 40
    assert shown.refused > 40


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser_module, "MOST_SECONDS", 1.5)


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("script", ["while (true) {}", "setTimeout(() => { while (true) {} }, 200)"])
def test_a_script_without_end_is_given_up_and_the_next_page_is_shown(rendering: Rendering, script: str) -> None:
    with pytest.raises(RenderingFailed, match="did not come to an end"):
        rendering.page(f"<body><p>a<script>{script}</script>")
    assert "next" in rendering.page("<body><script>document.body.append('next')</script>").html


@pytest.mark.usefixtures("hurried")
def test_a_page_that_is_never_still_is_shown_as_it_stands(rendering: Rendering) -> None:
    shown = rendering.page("<body><p>Read.<script>setInterval(() => document.body.append('x'), 20)</script>")
    assert "Read." in shown.html


@pytest.mark.usefixtures("hurried")
def test_time_spent_waiting_for_answers_is_not_the_pages_own(rendering: Rendering) -> None:
    async def slow(wanted: Wanted) -> Answer:
        await asyncio.sleep(2.0)
        return DATA

    page = served(
        "<body><script>fetch('/data').then(one => one.json()).then(one => document.body.append(one.a))</script>"
    )
    assert "from afar" in rendering.run(rendering.browser.render(page, slow)).html


def test_a_page_that_takes_too_much_memory_is_ended_and_the_next_is_shown(rendering: Rendering) -> None:
    more = "const one = new Uint8Array(60 << 20); one.fill(7); all.push(one); document.body.append('x')"
    with pytest.raises(RenderingFailed, match="too much memory"):
        rendering.page(f"<body><script>const all = []; setInterval(() => {{ {more} }}, 20)</script>")
    assert "next" in rendering.page("<body><script>document.body.append('next')</script>").html


def test_a_page_that_grows_beyond_reading_is_given_up(rendering: Rendering, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser_module, "MOST_HTML", 1 << 20)
    with pytest.raises(RenderingFailed, match="larger than 1 MiB"):
        rendering.page("<body><script>document.body.append('y'.repeat(2 << 20))</script>")


LISTING = """<body><ul id=list></ul>%s<script>
let page = 0;
const add = () => { if (page < 4) { page += 1; for (let i = 0; i < 3; i++)
  list.insertAdjacentHTML('beforeend', `<li style="height: 900px"><a href=/story/${page}/${i}>A story</a>`) } };
add(); %s</script>"""
WAYS_ON = {
    "button": ("<button onclick=add()>Afficher plus</button>", ""),
    "link": ("<a href=# class=load-more onclick='add(); return false'>…</a>", ""),
    "scrolling": ("", "window.onscroll = add"),
    "coming into view": (
        "<p id=end>.</p>",
        "new IntersectionObserver(seen => seen[0].isIntersecting && add()).observe(end)",
    ),
}


@pytest.mark.parametrize("way", WAYS_ON)
def test_a_listing_is_asked_for_more_until_it_has_no_more(rendering: Rendering, way: str) -> None:
    shown = rendering.page(LISTING % WAYS_ON[way], listing=True)
    assert shown.html.count('href="/story/') == 12


def test_a_listing_without_end_is_left_after_ten_rounds(rendering: Rendering) -> None:
    endless = (LISTING % WAYS_ON["button"]).replace("page < 4", "page < 99")
    assert rendering.page(endless, listing=True).html.count('href="/story/') == 3 * (1 + 10)


def test_an_article_is_not_asked_for_more(rendering: Rendering) -> None:
    assert rendering.page(LISTING % WAYS_ON["button"]).html.count('href="/story/') == 3


def test_what_ends_the_crawl_ends_the_page(rendering: Rendering) -> None:
    async def closing(wanted: Wanted) -> Answer:
        raise KeyError("the crawl is ending")

    page = served("<body><script>fetch('/data')</script>")
    with pytest.raises(KeyError):
        rendering.run(rendering.browser.render(page, closing))


def test_a_context_forgets_after_its_pages(rendering: Rendering, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser_module, "PAGES_A_CONTEXT", 1)
    keeps = "<body><script>document.body.append(localStorage.a || 'nothing'); localStorage.a = 'kept'</script>"
    assert [("nothing" in rendering.page(keeps).html.rpartition("</script>")[2]) for _ in range(2)] == [True, True]


def test_no_process_is_left_when_it_is_closed(rendering: Rendering) -> None:
    before = children(os.getpid())
    other = browser_module.Browser(rendering.browser.path)
    rendering.run(other.render(served("<body>a"), rendering.ask))
    assert children(os.getpid()) - before
    rendering.run(other.close())
    eventually(lambda: children(os.getpid()) <= before)
    rendering.run(other.close())


def test_a_browser_that_was_killed_is_started_again(rendering: Rendering) -> None:
    rendering.page("<body>a")
    os.kill(rendering.browser._pid, 9)
    eventually(lambda: not rendering.browser.is_running)
    assert "again" in rendering.page("<body>again").html


def test_scripts_are_asked_for_once(rendering: Rendering) -> None:
    async def twice() -> list[Answer | None]:
        kept = KeptScripts(rendering.ask)
        script = Wanted(url="http://a/app.js", page="http://a/", is_script=True)
        data = Wanted(url="http://a/data", page="http://a/")
        return await asyncio.gather(kept(script), kept(script), kept(data), kept(data))

    rendering.run(twice())
    assert sorted(rendering.asked) == ["http://a/app.js", "http://a/data", "http://a/data"]
