"""How the memo looks, on a screen in light and dark, on a phone, and on paper."""

from model.reports.look import TOKENS

STYLE = (
    TOKENS
    + """
:root { --total: #0072b2; --taken: #e69f00; --owes: #0072b2; --funds: #00775a; --band: #ffe9a8; --assumed: #a6cfe9;
  --revenue: #b84a00; --link: #00588a; }
@media (prefers-color-scheme: dark) { :root { --total: #56b4e9; --taken: #e69f00; --owes: #6bbcf0; --funds: #3ccf9f;
  --band: #5c4a12; --assumed: #2f5f7f; --revenue: #ff9a5c; --link: #8ecbf2; } }
main { max-width: 72rem; margin: 0 auto; padding: 1.75rem 1rem 3rem; }
h1 { font-size: clamp(1.35rem, 1rem + 1.9vw, 2rem); line-height: 1.2; margin: .2rem 0 .75rem; max-width: 30em;
  text-wrap: balance; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 0 0 .5rem; }
p { margin: 0 0 .6rem; max-width: 75ch; overflow-wrap: anywhere; }
.soft, figcaption, caption, small { color: var(--soft); }
.lead p { font-size: 1.05rem; }
section { background: var(--paper); border: 1px solid var(--line); border-radius: 6px; padding: 1rem; margin-top: 1rem;
  min-width: 0; }
.pair { display: grid; gap: 0 1rem; grid-template-columns: minmax(0, 1fr); }
@media (min-width: 60rem) { .pair { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }
@media (min-width: 60rem) { .first { grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr); } }
.beside { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }
@media (min-width: 75rem) { .beside { grid-template-columns: minmax(0, 1.75fr) minmax(0, 1fr); } }
.tables { margin-top: 1rem; row-gap: 1rem; } .tables tbody th { font-weight: normal; }
.payments > * + * { margin-top: .75rem; }
section > h2 + * ~ h2 { margin-top: 1.25rem; }
figure { margin: 0; }
figcaption { font-size: .87rem; margin-top: .4rem; }
svg { display: block; max-width: 100%; }
svg text { fill: var(--ink); font: 12px system-ui, sans-serif; }
svg .stands { fill: var(--total); } svg .deduction { fill: var(--taken); }
svg .stands-name { font-weight: 600; }
svg .stands-name, svg .deduction-name { paint-order: stroke; stroke: var(--paper); stroke-width: 4px;
  stroke-linejoin: round; }
svg .mark { fill: var(--soft); font-size: 11px; }
svg .thread { stroke: var(--soft); stroke-width: 1; } svg .grid { stroke: var(--line); stroke-width: 1; }
svg .stated { fill: var(--total); } svg .assumed { fill: var(--assumed); stroke: var(--total); stroke-width: 1; }
svg line.revenue { stroke: var(--revenue); stroke-width: 2; }
svg circle.revenue { fill: var(--paper); stroke: var(--revenue); stroke-width: 2; }
svg .owes path, svg .funds path, svg .band { fill: none; }
svg .owes { stroke: var(--owes); fill: var(--owes); } svg .funds { stroke: var(--funds); fill: var(--paper); }
svg polygon { stroke-width: 1.5; stroke-linejoin: round; }
svg .band { stroke: var(--band); }
svg .dot { fill: var(--ink); }
svg .label { font-size: 11.5px; font-variant-numeric: tabular-nums; }
svg .chip { fill: var(--paper); opacity: .9; }
.wide-picture svg { margin: 0 auto; } .narrow-picture { display: none; }
@media (max-width: 47.5rem) { .wide-picture { display: none; } .narrow-picture { display: block; overflow-x: auto; }
  .narrow-picture svg { max-width: none; margin: 0 auto; } .narrow-picture text { font-size: 11px; }
  section { padding: .8rem .75rem; } }
.key { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; list-style: none; padding: 0; margin: 0 0 .6rem;
  font-size: .87rem; color: var(--soft); }
.key svg { display: inline-block; vertical-align: middle; margin-right: .35rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .87rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-size: .87rem; padding-bottom: .3rem; }
th, td { border-bottom: 1px solid var(--line); padding: .28rem .5rem; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
th:first-child, td:first-child { padding-left: 0; } th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--soft); font-weight: 600; vertical-align: bottom; overflow-wrap: normal; }
.number { text-align: right; white-space: nowrap; }
tbody th { font-weight: 600; } .payers tbody th { min-width: 7rem; overflow-wrap: break-word; }
.first .number { width: 1%; } .payers th, .payers td { padding-left: .35rem; padding-right: .35rem; }
.scroll + p { margin-top: .6rem; } tbody small { display: block; font-weight: normal; }
tfoot th, tfoot td { border-top: 2px solid var(--soft); font-weight: 600; }
ul.plain { margin: 0 0 .6rem; padding-left: 1.1rem; font-size: .93rem; overflow-wrap: anywhere; }
ul.plain li { margin: .15rem 0; }
@media (max-width: 60rem) { .payers table { font-size: .8rem; } }
a { color: var(--link); }
code { font-family: ui-monospace, monospace; font-size: .93em; overflow-wrap: anywhere; }
footer { margin-top: 1.25rem; font-size: .87rem; color: var(--soft); }
ul.files { font-size: .8rem; }
@media (min-width: 75rem) { .files { columns: 2; column-gap: 2rem; } }
@page { margin: 9mm; }
@media print {
  :root { color-scheme: light; --ink: #1d2733; --soft: #4c5864; --line: #d7dde3; --paper: #fff; --back: #fff;
    --total: #0072b2; --owes: #0072b2; --funds: #00775a; --band: #ffe9a8; --assumed: #a6cfe9; --revenue: #b84a00;
    --link: #00588a; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  html { font-size: 10.5px; } body { font-size: 9.5px; line-height: 1.3; background: none; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 17px; max-width: none; } p { max-width: none; margin-bottom: .3rem; }
  section { border: 0; border-top: 1px solid var(--line); border-radius: 0; padding: .5rem 0 0; margin-top: .5rem; }
  .pair, .first { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  .last { grid-template-columns: minmax(0, 1.7fr) minmax(0, 1fr); } ul.plain li { margin: .05rem 0; }
  .payments { display: grid; gap: 0 1rem; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  .beside { grid-template-columns: minmax(0, 1.8fr) minmax(0, 1fr); gap: .6rem; break-inside: avoid; }
  .tables { margin-top: .3rem; row-gap: .3rem; }
  .payments > * + * { margin-top: 0; } footer { margin-top: .4rem; } footer p { margin-bottom: .1rem; }
  .wide-picture svg { width: auto; height: auto; max-height: 300px; }
  .bridge svg { zoom: .66; } .years svg { zoom: .75; }
  ul.files { columns: 2; column-gap: 1rem; font-size: 6.6px; line-height: 1.35; padding: 0; list-style: none; }
  tfoot { display: table-row-group; }
  .wide-picture { display: block; } .narrow-picture { display: none; }
  th, td { padding: .1rem .35rem; } .payers tbody th { min-width: 0; overflow-wrap: anywhere; }
  .scroll { overflow: visible; }
  .beside ul, .beside p { font-size: 8.6px; }
  tr, figure, li { break-inside: avoid; } h2, caption { break-after: avoid; }
}
"""
)
