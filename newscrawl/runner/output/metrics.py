"""Prometheus metrics of a run, on a port that is closed unless the user opens it (extra `metrics`)."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import attrs

from newscrawl.errors import BadInput
from newscrawl.extras import install_hint
from newscrawl.runner.output.progress import Tally
from newscrawl.sites.accounts.sources import SourceState, sources_of
from newscrawl.sites.timetable.status import SiteStatus, statuses
from newscrawl.storage import Store, StoreError
from newscrawl.storage.state.schedule import Schedule
from newscrawl.web.moments import now

if TYPE_CHECKING:
    from prometheus_client import Metric

LOOPBACK = "127.0.0.1"


@attrs.define(eq=False)
class Metrics:
    """A collector of what crawls have done so far (`update`), and of how the sites in *store* stand."""

    store: Store | None
    tally: Tally | None = None

    def update(self, tally: Tally) -> None:
        """Take *tally* as what this run has done so far."""
        self.tally = tally

    def collect(self) -> "Iterator[Metric]":
        """Yield the metrics, as `prometheus_client` asks for them."""
        if self.tally is not None:
            yield from self._run(self.tally)
        if self.store is not None:
            yield from self._sites(self.store)

    def _run(self, tally: Tally) -> "Iterator[Metric]":
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

        yield CounterMetricFamily("newscrawl_pages", "Pages fetched.", value=tally.pages)
        articles = CounterMetricFamily("newscrawl_articles", "Articles read, by what they were.", labels=["outcome"])
        for name in ("new", "changed", "duplicates"):
            articles.add_metric([name], getattr(tally, name))
        yield articles
        errors = CounterMetricFamily("newscrawl_errors", "Errors, by kind.", labels=["kind"])
        for kind in ("unreached", "exceptions", "unstored"):
            errors.add_metric([kind], getattr(tally, kind))
        yield errors
        yield GaugeMetricFamily("newscrawl_queue", "Requests that wait.", value=tally.queue)

    def _sites(self, store: Store) -> "Iterator[Metric]":
        from prometheus_client.core import GaugeMetricFamily

        texts = {
            "freshness_seconds": "Median time from publication to storage, over 7 days.",
            "last_good_run_timestamp_seconds": "When a run last ended well.",
            "freshness_90_seconds": "The time from publication to storage that nine in ten articles kept, over 7 days.",
            "undated_articles": "Stored articles that state no date.",
            "last_run_bytes": "Bytes that the last run received.",
            "last_run_seconds": "How long the last run took.",
            "last_run_changed_articles": "Articles of the last run that had changed.",
            "last_run_withdrawn_articles": "Articles that the last run found withdrawn.",
            "last_run_duplicates": "Articles of the last run that repeat others.",
            "next_run_timestamp_seconds": "When the next run is due.",
            "failures": "Failed runs since the last that did not fail.",
            "last_run_new_articles": "New articles of the last run.",
            "last_run_errors": "Errors of the last run.",
            "last_run_alarm": "1 where the last run gave far fewer articles than usual, or they lost a field; else 0.",
        }
        families = {
            name: GaugeMetricFamily(f"newscrawl_site_{name}", text, labels=["site"]) for name, text in texts.items()
        }
        try:
            found = statuses(store, None, now())
            sources = sources_of(store, [one.site for one in found])
            runs = Schedule(store.database).last_runs(with_quality=True)
            last = {one.site: runs[one.site].quality for one in found if one.site in runs}
        except StoreError:
            # What cannot be read now is missing from this answer; the crawl itself will say why.
            return
        for one in found:
            for name, value in _values(one).items():
                if value is not None:
                    families[name].add_metric([one.site], value)
        yield from families.values()
        yield _fates(found)
        yield _in_vain(found)
        yield from _hosts(found)
        yield from _quality(last)
        yield from _sources(sources)


def _values(one: SiteStatus) -> dict[str, float | None]:
    run = one.last_run
    counts = (run.counts if run else None) or {}
    return {
        "freshness_90_seconds": one.freshness_most.total_seconds() if one.freshness_most is not None else None,
        "undated_articles": one.undated,
        "last_run_bytes": counts.get("bytes"),
        "last_run_seconds": counts.get("seconds"),
        "last_run_withdrawn_articles": counts.get("withdrawn"),
        "last_run_changed_articles": run.changed if run else None,
        "last_run_duplicates": run.duplicates if run else None,
        "freshness_seconds": one.freshness.total_seconds() if one.freshness is not None else None,
        # None so far is as old as can be: an alert on age fires.
        "last_good_run_timestamp_seconds": one.last_good.timestamp() if one.last_good else 0.0,
        "next_run_timestamp_seconds": one.next_run.timestamp() if one.next_run else None,
        "failures": one.failures,
        "last_run_new_articles": run.new if run else None,
        "last_run_errors": run.errors if run else None,
        "last_run_alarm": float(one.alarm is not None) if run else None,
    }


def _fates(found: Iterable[SiteStatus]) -> "Metric":
    """Return what became of the addresses of each site's last run: refusals by kind, what was skipped, and why."""
    from prometheus_client.core import GaugeMetricFamily

    text = "Addresses of the last run by what became of them."
    fates = GaugeMetricFamily("newscrawl_site_last_run_fates", text, labels=["site", "fate"])
    for one in found:
        counts = (one.last_run.counts if one.last_run else None) or {}
        for reason, count in counts.get("fates", {}).items():
            fates.add_metric([one.site, reason], count)
    return fates


def _in_vain(found: Iterable[SiteStatus]) -> "Metric":
    """Return how many addresses of each site were asked for in vain and are to be asked for again, by kind."""
    from prometheus_client.core import GaugeMetricFamily

    text = "Addresses asked for in vain that are asked for again, by kind."
    in_vain = GaugeMetricFamily("newscrawl_site_in_vain", text, labels=["site", "kind"])
    for one in found:
        for kind, count in one.in_vain.items():
            in_vain.add_metric([one.site, kind], count)
    return in_vain


def _hosts(found: Iterable[SiteStatus]) -> "Iterator[Metric]":
    """Yield what each host of a site cost in its last run."""
    from prometheus_client.core import GaugeMetricFamily

    texts = {
        "requests": "Requests of the last run to the host.",
        "bytes": "Bytes that the last run received from the host.",
        "seconds": "Time of the last run in which something was asked of the host.",
    }
    for name, text in texts.items():
        family = GaugeMetricFamily(f"newscrawl_host_last_run_{name}", text, labels=["site", "host"])
        for one in found:
            counts = (one.last_run.counts if one.last_run else None) or {}
            for host, totals in counts.get("hosts", {}).items():
                family.add_metric([one.site, host], totals[name])
        yield family


def _quality(last: Mapping[str, Mapping[str, Any] | None]) -> "Iterator[Metric]":
    """Yield what the last run with new or changed articles brought, by site."""
    from prometheus_client.core import GaugeMetricFamily

    shares = GaugeMetricFamily(
        "newscrawl_site_field_share",
        "Share (0 to 1) of the new and changed articles that have the field, of the last run with any.",
        labels=["site", "field"],
    )
    words = GaugeMetricFamily("newscrawl_site_body_words", "Median words of their bodies.", labels=["site"])
    for site, quality in last.items():
        if quality is None:
            continue
        for field, count in quality["having"].items():
            shares.add_metric([site, field], count / quality["articles"])
        if quality["words"] is not None:
            words.add_metric([site], quality["words"])
    yield shares
    yield words


def _sources(found: Mapping[str, Iterable[SourceState]]) -> "Iterator[Metric]":
    """Yield how feeds and sitemaps stand: listings are too many for labels."""
    from prometheus_client.core import GaugeMetricFamily

    labels = ["site", "source"]
    failures = GaugeMetricFamily("newscrawl_source_failures", "Failures in a row, by weight.", labels=labels)
    answered = GaugeMetricFamily("newscrawl_source_answered_timestamp_seconds", "Last answer.", labels=labels)
    new = GaugeMetricFamily("newscrawl_source_new_timestamp_seconds", "Last new article.", labels=labels)
    for site, states in found.items():
        for state in states:
            if state.kind in ("feed", "sitemap"):
                failures.add_metric([site, state.url], state.failures)
                answered.add_metric([site, state.url], state.answered.timestamp() if state.answered else 0.0)
                new.add_metric([site, state.url], state.new.timestamp() if state.new else 0.0)
    yield from (failures, answered, new)


@contextmanager
def served(address: str | None, store: Store | None) -> Iterator[Metrics]:
    """Serve metrics at *address* (`PORT` on loopback, or `HOST:PORT`) meanwhile; None: nowhere. Raises `BadInput`."""
    metrics = Metrics(store)
    if address is None:
        yield metrics
        return
    host, port = _parsed(address)
    try:
        from prometheus_client import CollectorRegistry, start_http_server
    except ImportError:
        raise BadInput(f"--metrics needs prometheus-client: {install_hint('metrics')}") from None
    registry = CollectorRegistry()
    registry.register(metrics)
    try:
        server, thread = start_http_server(port, host, registry)
    except OSError as error:
        raise BadInput(f"--metrics {address}: {error.strerror}; choose another port") from None
    try:
        yield metrics
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _parsed(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    if not port.isascii() or not port.isdecimal() or not 0 < int(port) < 65536:
        raise BadInput(f"--metrics {address} names no port: give one such as 9100, or 0.0.0.0:9100")
    return host.strip("[]") or LOOPBACK, int(port)
