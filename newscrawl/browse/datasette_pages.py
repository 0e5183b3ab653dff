"""Datasette's own templates made fit for everybody: headings in order, a name for every field, our first question,
and nothing from the web that turns or stretches the page."""

from newscrawl.browse.canned import FIRST

# (what stands in the source of a template, what takes its place)
CHANGES = (
    ("<h3", "<h2"),
    ("</h3>", "</h2>"),
    ('<select name="_filter_column', '<select aria-label="column" name="_filter_column'),
    ('<select name="_filter_op', '<select aria-label="comparison" name="_filter_op'),
    ('<input type="text" name="_filter_value', '<input type="text" aria-label="value" name="_filter_value'),
    ('<select name="_sort"', '<select aria-label="sort by" name="_sort"'),
    ('<div class="table-wrapper"', '<div class="table-wrapper" tabindex="0" role="region" aria-label="rows"'),
    ('<textarea id="sql-editor"', '<textarea id="sql-editor" aria-label="SQL"'),
    ('{{ (facet_value.label | string()) or "-" }}', '{{ (facet_value.label or "-")|shown(200) }}'),
    ('{{ facet_value.label or "-" }}', '{{ (facet_value.label or "-")|shown(200) }}'),
    ("{{ human_description_en }}", "{{ human_description_en|shown }}"),
    (
        "{% if tables %}select * from {{ tables[0].name|escape_sqlite }}{% else %}select sqlite_version(){% endif %}",
        FIRST,
    ),
)


def amended(source: str) -> str:
    """Return the *source* of a template of Datasette's with our changes."""
    for before, after in CHANGES:
        source = source.replace(before, after)
    return source
