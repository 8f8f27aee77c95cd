"""The colours of pages for a browser, light and dark, which the report of findings and the memo share."""

TOKENS = """\
:root { color-scheme: light dark; --ink: #1d2733; --soft: #5b6875; --line: #d7dde3; --paper: #fff; --back: #f4f6f8;
  --error: #b3261e; --error-back: #fdecea; --warning: #8a5300; --warning-back: #fff4d6; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaee; --soft: #a3adb8; --line: #3a434d; --paper: #1f252c;
  --back: #14191e; --error: #ff9d94; --error-back: #4a1f1c; --warning: #f5c15c; --warning-back: #463713; } }
* { box-sizing: border-box; }
body { font: 15px/1.45 system-ui, sans-serif; margin: 0; color: var(--ink); background: var(--back); }"""
