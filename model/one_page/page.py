"""The memo as one HTML page that needs nothing else: no script, no font, no picture from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from string import Template

from model.one_page import sentences
from model.one_page.arrows import Network, network
from model.one_page.bars import columns, waterfall
from model.one_page.facts import RUNG_NAMES, Facts, Source
from model.one_page.markup import escaped, isolated, prose, table
from model.one_page.numbers import Number, spelt, unit_beside
from model.one_page.picture import COMES_BACK, NARROW, WIDE, picture
from model.one_page.places import best_sides
from model.one_page.style import STYLE

MOST_PAYERS, MOST_SOURCES, MOST_CIRCLES = 8, 12, 5
LEAST_HALVED = 6  # arrows, from which their table stands in two halves

_PAGE = Template("""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Deal memo as of $as_of: $headline</title>
<style>
$style
</style>
</head>
<body>
<main>
<header class="lead">
<p class="soft">Deal memo as of $as_of · case $case · basis $basis</p>
<h1>$headline</h1>
$lead
</header>
<div class="pair first">
<section>
<h2>Key figures</h2>
$key_figures
</section>
<section>
<h2>From everything announced to what is documented</h2>
$bridge
</section>
</div>
<section class="payers">
<h2>The largest payers</h2>
$payers
</section>
<section>
<h2>Who owes and who funds whom</h2>
$network
</section>
<div class="pair last">
<section>
<h2>Payments due against revenue</h2>
$payments
</section>
<section>
<h2>Evidence</h2>
$evidence
<h2>Checks, gaps and warnings</h2>
$state
</section>
</div>
<footer>
$footer
</footer>
</main>
</body>
</html>
""")


def as_html(facts: Facts) -> str:
    """The page. No text of the tables is taken for markup, and nothing is loaded from elsewhere."""
    return _PAGE.substitute(
        style=STYLE,
        as_of=facts.as_of,
        case=facts.case,
        basis=facts.basis,
        headline=escaped(sentences.headline(facts)),
        lead=paragraphs(sentences.lead(facts)),
        key_figures=key_figures(facts),
        bridge=bridge(facts),
        network=flows(facts),
        payments=payments(facts),
        payers=payers(facts),
        evidence=evidence(facts),
        state=paragraphs(sentences.of_state(facts.state)),
        footer=footer(facts),
    )


def paragraphs(texts: Iterable[str]) -> str:
    return "\n".join(f"<p>{prose(text)}</p>" for text in texts)


def items(texts: Iterable[str], kind: str = "plain") -> str:
    return f'<ul class="{kind}">\n' + "\n".join(f"<li>{text}</li>" for text in texts) + "\n</ul>"


def cell(number: Number) -> str:
    return escaped(spelt(number))


def key_figures(facts: Facts) -> str:
    rows = [
        (
            f"{escaped(figure.title)}<small>{isolated(figure.whose)} · {escaped(figure.meaning)}</small>",
            f"{cell(figure.value)}<small>{escaped(unit_beside(figure.value))}</small>",
        )
        for figure in facts.key_figures
    ]
    return table("As on the workbook's Summary", ("Figure and company", "#Value"), rows)


def bridge(facts: Facts) -> str:
    svg = waterfall(facts.steps)
    if not svg:
        return paragraphs(["No commitment has an amount, so there is nothing to draw."])
    note = "USD bn, all payers. Blue: the amount on a rung. Orange: what a step deducts, each dollar once."
    return f'<figure class="bridge">{svg}<figcaption>{escaped(note)}</figcaption></figure>'


def flows(facts: Facts) -> str:
    """The picture of companies, what it leaves out, the same as a table, and what comes back in words."""
    view = network(facts)
    if not view.arrows:
        return paragraphs(["No company owes or funds another on the basis selected, so there is nothing to draw."])
    sides = best_sides(view.companies, view.pairs)
    wide, narrow = picture(view, sides, WIDE, "network"), picture(view, sides, NARROW, "network-narrow")
    figure = (
        f'{legend()}<figure><div class="wide-picture">{wide}</div><div class="narrow-picture">{narrow}</div>'
        f"<figcaption>{escaped(left_out(view, facts.basis))}</figcaption></figure>"
    )
    words = f'<div class="beside"><div>{figure}</div>\n<div>{comes_back(facts)}</div></div>'
    return f'{words}\n<div class="pair tables">{arrows_tables(view)}</div>'


def legend() -> str:
    """What the lines of the picture mean."""
    samples = (
        ("owes", ' stroke-width="4"', "owes (commitments)"),
        ("funds", ' stroke-width="4" stroke-dasharray="8 4"', "funds (investments, acquisitions, loans)"),
        ("owes", ' stroke-width="2" stroke-dasharray="0.1 4" stroke-linecap="round"', "no amount stated (n/d)"),
        ("band", ' stroke-width="9"', f"money comes back ({COMES_BACK})"),
    )
    return (
        '<ul class="key">'
        + "".join(
            f'<li><svg width="30" height="10" aria-hidden="true"><g class="{kind}">'
            f'<path class="{kind}" d="M0 5H30"{look}/></g></svg>{escaped(text)}</li>'
            for kind, look, text in samples
        )
        + "</ul>"
    )


def left_out(view: Network, basis: str) -> str:
    """How amounts are drawn, and what is not."""
    text = (
        f"USD bn on the basis {basis}. Arrows run from payer to payee; the wider the arrow, the larger the amount. "
        "Warrants and backstops, which may never be paid, are left out."
    )
    if view.all_arrows == len(view.arrows):
        return f"{text} {sentences.plural(view.all_arrows, 'arrow')} in all."
    return (
        f"{text} The picture shows {len(view.arrows)} arrows, the largest amounts between {len(view.companies)} "
        f"companies. All {view.all_arrows} between {view.all_companies} companies are on the sheet Counterparties of "
        "the workbook."
    )


def arrows_tables(view: Network) -> str:
    """The arrows as figures, the largest first: one table, or two halves side by side."""
    rows = [
        (
            f"{isolated(arrow.flow.payer)} → {isolated(arrow.flow.payee)}",
            "funds" if arrow.flow.is_funding else "owes",
            cell(arrow.flow.amount) + f" {COMES_BACK}" * arrow.comes_back,
        )
        for arrow in view.arrows
    ]
    half = len(rows) if len(rows) < LEAST_HALVED else (len(rows) + 1) // 2
    heads = ("Payer → payee", "What", "#USD bn")
    first, second = "Arrows in the picture, the largest first", "Arrows in the picture, continued"
    return table(first, heads, rows[:half]) + (table(second, heads, rows[half:]) if rows[half:] else "")


def comes_back(facts: Facts) -> str:
    """Circular pairs and loops in words."""
    pairs = [
        f"{escaped(circle.kind[0].upper() + circle.kind[1:])}: {prose(sentences.of_circle(circle, facts.flows))}"
        for circle in facts.circles[:MOST_CIRCLES]
    ]
    more = len(facts.circles) - len(pairs)
    if more:
        pairs.append(f"{sentences.plural(more, 'more pair')} on the sheet Counterparties of the workbook.")
    head = "Money comes back between two companies:" if pairs else "No money comes back between any two companies."
    parts = [f"<p>{head}</p>", *([items(pairs)] if pairs else ())]
    if about_loops := sentences.of_loops(facts):
        parts.append(f"<p>{escaped(about_loops)}</p>")
        loops = [prose(sentences.of_loop(path)) for path in facts.loops.paths[: sentences.MOST_LOOPS]]
        parts += [items(loops)] if loops else []
    return "\n".join(parts)


def payments(facts: Facts) -> str:
    """The chart of payments, the same as a table, and what both leave out."""
    svg = columns(facts.years)
    note = (
        "USD bn, all payers. Dark: payments on days that sources state. Light: on assumed days. Line: revenue of the "
        "payers whose revenue is stated; after the last stated year it grows by an assumption."
    )
    figure = f'<figure class="years">{svg}<figcaption>{escaped(note)}</figcaption></figure>' if svg else ""
    rows = [(str(year.year), cell(year.stated), cell(year.assumed), cell(year.revenue)) for year in facts.years]
    numbers = table(
        "The same in figures, by stated and assumed days", ("Year", "#Stated", "#Assumed", "#Revenue"), rows
    )
    rest = paragraphs(filter(None, [sentences.of_outside(facts.outside)]))
    return f'<div class="payments">{figure}\n<div>{numbers}{rest}</div></div>'


def payers(facts: Facts) -> str:
    rows = [
        (
            f"{isolated(payer.name)}<small>{escaped('' if payer.of == 'n/d' else payer.of)}</small>",
            *map(cell, payer.rungs),
            cell(payer.revenue),
            cell(payer.cover),
        )
        for payer in facts.payers[:MOST_PAYERS]
    ]
    heads = ("Payer and period of its revenue", *(f"#{name}" for name in RUNG_NAMES), "#Revenue", "#÷ revenue")
    last = ("All payers", *map(cell, facts.rungs), "", "")
    more = len(facts.payers) - len(rows)
    caption = f"USD bn by rung of the bridge; revenue of one year; ÷ revenue on the basis {facts.basis}"
    rest = [f"{sentences.plural(more, 'more payer')} on the sheet Headline bridge of the workbook."] if more else []
    return table(caption, heads, rows, last, is_wide=True) + paragraphs(rest)


def evidence(facts: Facts) -> str:
    rows = [
        (escaped(grade.name), cell(grade.legs), cell(grade.amount), cell(grade.share))
        for grade in facts.grades
        if grade.legs.is_some
    ]
    caption = f"Commitments on the basis {facts.basis} by the grade of each leg's first source"
    by_grade = table(caption, ("Grade", "#Legs", "#USD bn", "#Share"), rows) if rows else ""
    documents = [source_item(source) for source in facts.sources[:MOST_SOURCES]]
    more = len(facts.sources) - len(documents)
    if more:
        documents.append(f"{sentences.plural(more, 'more source')} on the sheet sources of the workbook.")
    return f"{by_grade}<p>Sources:</p>\n{items(documents)}"


def source_item(source: Source) -> str:
    """A document; its address is a link if it is a web address."""
    parts = [isolated(source.title), *(escaped(part) for part in (source.publisher, source.published or "no date"))]
    parts += [escaped(source.grade)] if source.grade else []
    if source.url.casefold().startswith(("https://", "http://")):
        address = escaped(source.url)
        parts.append(f'<a href="{address}" rel="noreferrer">{address}</a>')
    elif source.url:
        parts.append(escaped(source.url))
    return " · ".join(filter(None, parts))


def footer(facts: Facts) -> str:
    """What made the memo, and the digest by which it can be matched with its workbook."""
    record = facts.record
    files = (
        f"{escaped(name)}{'' if count is None else ', ' + sentences.plural(count, 'row')} <code>{digest}</code>"
        for name, count, digest in record.files
    )
    return (
        f"<p>As of {facts.as_of}, case {facts.case}, basis {facts.basis}, made by tieout {record.version}. Every "
        "figure is a cell of the workbook that tieout builds from the same inputs.</p>\n<p>Inputs, SHA-256: "
        f"<code>{record.digest}</code></p>\n<p>The workbook's Summary shows the same digest where it was built from "
        "these files. It is the SHA-256 of a text with one line for each file below: its name, a blank, its "
        "SHA-256.</p>\n" + items(files, "plain files")
    )
