"""Findings as one self-contained page for a browser: summary, filters, and each finding beside its row."""

import html
from collections.abc import Iterable
from itertools import groupby
from string import Template

from model.codes import Severity
from model.findings import Finding
from model.groups import Group, grouped
from model.inputs.load import Excerpt, Loaded
from model.reports.look import TOKENS
from model.reports.report import counts, visible
from model.reports.tables import limits, of_group, reasons, verdict

_MARK = ' class="bad"'
MOST_FINDINGS = 2_000  # findings on the page: more would make it slow; the other reports hold all
MOST_ROWS = 20  # shown of findings that repeat; the place names all

_PAGE = Template("""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>$title</title>
<style>
$tokens
main { max-width: 70rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; overflow-wrap: anywhere; }
h2 small, .soft { color: var(--soft); font-weight: normal; }
form { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; align-items: center; position: sticky; top: 0; z-index: 1;
  padding: .75rem 0; background: var(--back); border-bottom: 1px solid var(--line); }
select { font: inherit; padding: .2rem .3rem; max-width: 14rem; }
article { background: var(--paper); border: 1px solid var(--line); border-left: 4px solid var(--error);
  border-radius: 4px; padding: .6rem .8rem; margin: .5rem 0; }
article.warning { border-left-color: var(--warning); }
article p { margin: 0; overflow-wrap: anywhere; }
article .place { color: var(--soft); font-size: .87rem; }
b { color: var(--error); }
.warning b { color: var(--warning); }
code { font-family: ui-monospace, monospace; font-size: .87rem; }
.row { overflow-x: auto; margin-top: .45rem; }
table { border-collapse: collapse; font-size: .82rem; }
th, td { border: 1px solid var(--line); padding: .15rem .45rem; text-align: left; vertical-align: top;
  max-width: 13rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
th { color: var(--soft); font-weight: 600; }
td { height: 1.7rem; }
td.bad { white-space: pre-wrap; min-width: 3rem; overflow-wrap: break-word; }
.bad { background: var(--error-back); outline: 2px solid var(--error); outline-offset: -2px; }
.warning .bad { background: var(--warning-back); outline-color: var(--warning); }
.files { margin-top: .5rem; font-size: .87rem; }
.files td, .files th { background: var(--paper); }
.number { text-align: right; }
[hidden] { display: none !important; }
@media print { form { display: none; } article { break-inside: avoid; } }
</style>
</head>
<body>
<main>
<h1>$title</h1>
<p class="soft">$summary</p>
$accepted<div class="row"><table class="files">
<thead><tr><th>File</th><th class="number">Errors</th><th class="number">Warnings</th><th>SHA-256</th></tr></thead>
<tbody>
$files
</tbody>
</table></div>
<form>
<label>Table <select id="table"><option value="">all</option>$tables</select></label>
<label>Severity <select id="severity"><option value="">all</option>$severities</select></label>
<output id="count" class="soft"></output>
</form>
$sections
</main>
<script>
const table = document.getElementById("table"), severity = document.getElementById("severity");
const findings = [...document.querySelectorAll("article")];
function show() {
  for (const finding of findings) {
    finding.hidden = (table.value !== "" && finding.dataset.table !== table.value)
      || (severity.value !== "" && !finding.classList.contains(severity.value));
  }
  for (const section of document.querySelectorAll("section")) {
    section.hidden = !section.querySelector("article:not([hidden])");
  }
  const shown = findings.filter(finding => !finding.hidden).length;
  document.getElementById("count").textContent = shown + (shown === 1 ? " finding" : " findings") + " shown";
}
table.onchange = severity.onchange = show;
show();
for (const cell of document.querySelectorAll(".bad")) {
  const row = cell.closest(".row");
  row.scrollLeft = cell.offsetLeft - row.offsetLeft - row.clientWidth / 3;
}
</script>
</body>
</html>
""")


def as_html(loaded: Loaded) -> str:
    """The page. No text of the tables is taken for markup or script, and nothing is loaded from elsewhere."""
    findings = loaded.findings
    summary = " ".join((verdict(findings, loaded.accepted), *limits(findings)))
    if len(findings) > MOST_FINDINGS:
        summary += f" The first {MOST_FINDINGS:,} are shown; the JSON and CSV reports contain all of them."
    faulty = {finding.file for finding in findings if finding.severity is Severity.ERROR}
    # files with errors first
    first_groups = sorted(grouped(findings[:MOST_FINDINGS]), key=lambda each: each.first.file not in faulty)
    return _PAGE.substitute(
        tokens=TOKENS,
        title="Findings in the input tables",
        summary=summary,
        accepted="".join(f'<p class="soft">{_escaped(each)}</p>\n' for each in reasons(loaded.accepted)),
        files="\n".join(_file(loaded, file) for file in sorted({*loaded.hashes, *(each.file for each in findings)})),
        tables=_options(group.first.table for group in first_groups),
        severities=_options(Severity),
        sections="\n".join(
            f"<section>\n<h2>{_escaped(file)}</h2>\n"
            + "\n".join(_article(each, loaded) for each in here)
            + "\n</section>"
            for file, here in groupby(first_groups, key=lambda group: group.first.file)
        ),
    )


def _options(values: Iterable[str]) -> str:
    return "".join(f'<option value="{html.escape(v)}">{html.escape(v)}</option>' for v in dict.fromkeys(values) if v)


def _file(loaded: Loaded, file: str) -> str:
    numbers = counts(finding.severity for finding in loaded.findings if finding.file == file).values()
    cells = f"<td>{_escaped(file)}</td>" + "".join(f'<td class="number">{count:,}</td>' for count in numbers)
    digest = loaded.hashes.get(file, "not read")
    return f'<tr>{cells}<td title="{digest}"><code>{digest[:12]}</code></td></tr>'


def _article(group: Group, loaded: Loaded) -> str:
    entry, finding = of_group(group), group.first
    rows = [_row(each, loaded.excerpts.get(each.table)) for each in group.findings[:MOST_ROWS]]
    value = f"value <code>{_escaped(entry.found)}</code>" if entry.found else ""
    place = " · ".join(part for part in (_escaped(entry.place), value) if part)
    advice = f"<p>→ {_escaped(entry.advice)}</p>\n" if entry.advice else ""
    return (
        f'<article class="{finding.severity}" data-table="{html.escape(finding.table)}">\n'
        f'<p class="place">{place}</p>\n'
        f"<p><b>{finding.severity.capitalize()}:</b> {_escaped(entry.message)}"
        f' <span class="soft">[{finding.code}]</span></p>\n'
        f"{advice}{''.join(rows)}</article>"
    )


def _row(finding: Finding, excerpt: Excerpt | None) -> str:
    """The finding's row: the cells that are filled, and the one in question."""
    if excerpt is None or finding.row is None or finding.row not in excerpt.rows:
        return ""
    cells = zip(excerpt.columns, excerpt.rows[finding.row], strict=True)
    filled_cells = [(name, text) for name, text in cells if text.strip() or name == finding.column]
    heads = "".join(f"<th>{html.escape(name)}</th>" for name, _ in filled_cells)
    cells_shown = "".join(
        f'<td{_MARK if name == finding.column else ""} title="{_escaped(text[:400])}">{_escaped(text[:200])}</td>'
        for name, text in filled_cells
    )
    head, body = f"<tr><th>row</th>{heads}</tr>", f"<tr><td>{finding.row}</td>{cells_shown}</tr>"
    return f'<div class="row"><table>{head}{body}</table></div>\n'


def _escaped(text: str) -> str:
    return html.escape(visible(text))
