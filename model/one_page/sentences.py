"""The figures in sentences that stay true for any deal book, also if nothing is disclosed, nothing is owed or no
revenue is stated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.one_page.facts import Circle, Facts, Flow, LargestPayer, OutsideYears, Payer, State
from model.one_page.markup import NAME_BEGINS, NAME_ENDS
from model.one_page.numbers import Number, amount, spelt

GRADE_WORDS = {
    "filing": "filings",
    "company": "statements of the companies themselves",
    "press": "press reports",
    "aggregator": "aggregators of other reports",
    "not graded": "sources without a grade",
}
MOST_LOOPS = 3  # written out


def headline(facts: Facts) -> str:
    """The first line of the memo: what is announced, and what of it can be relied on."""
    all_in, attributable = facts.rungs[0], facts.rungs[3]
    if not all_in.is_known:
        return "Commitments are announced, but no source states an amount or gigawatts."
    if not all_in.is_some:
        return "No amount is committed in these tables."
    if not attributable.is_known:
        rest = "no source states what of it is signed and attributable"
    elif attributable.is_some:
        rest = f"{amount(attributable)} of it is signed and attributable"
    else:
        rest = "none of it is signed and attributable"
    return f"{amount(all_in)} of commitments is announced; {rest}."


def lead(facts: Facts) -> tuple[str, ...]:
    """The paragraphs below it: the rungs, the largest payer, the evidence. Each is one or more sentences; none where
    nothing is committed."""
    if facts.rungs[0].value == 0:
        return ()
    return tuple(filter(None, (of_rungs(facts), of_largest(facts.largest, facts.payers), of_evidence(facts))))


def of_rungs(facts: Facts) -> str:
    """From what is announced to what is documented; nothing where nothing is announced."""
    all_in, stated, *lower = facts.rungs
    if not all_in.is_some:
        return ""
    sentences = ["Each dollar is counted once."]
    if facts.unpriced.is_some:
        sentences.append(
            f"{amount(facts.unpriced)} of what is announced is capacity that no source prices, at an estimated cost "
            "per gigawatt."
        )
    if stated.is_some:
        sentences.append(f"Sources state {amount(stated)}: {enumerated(parts_of_stated(lower))}.")
    else:
        sentences.append("No source states an amount in dollars.")
    without = next(step.without for step in facts.steps if step.title == "Stated")
    if without.is_some:
        legs, them = ("leg states", "it adds") if without.value == 1 else ("legs state", "they add")
        sentences.append(f"{spelt(without)} {legs} no amount; {them} nothing to what is stated.")
    return " ".join(sentences)


def parts_of_stated(lower: Sequence[Number]) -> Iterator[str]:
    """How much of the stated amount is on the lower rungs, down to the first empty one."""
    what = ("signed", "signed and attributable to the named payer", "documented by a filing or a company statement")
    for rung, words in zip(lower, what, strict=True):
        if not rung.is_known:
            yield f"no amount is disclosed for what is {words}"
        elif rung.is_some:
            yield f"{amount(rung)} is {words}"
        else:
            yield f"nothing is {words}"
            return


def of_largest(largest: LargestPayer, payers: Sequence[Payer]) -> str:
    """Who owes most against what revenue; nothing where nobody owes anything."""
    if not payers:
        return ""
    if not largest.revenue.is_known:
        return "No source states the revenue of any payer, so commitments cannot be compared with revenue."
    first = f"Of the payers whose revenue is stated, {name_of(largest.name)} has the largest all-in commitments."
    against = f"its revenue is {amount(largest.revenue)} ({largest.of})"
    if largest.stated.is_some:
        times = f": {spelt(largest.cover).removesuffix('x')} times as much" if largest.cover.is_known else ""
        against = (
            f"{amount(largest.stated)} of them is stated in dollars, over all years, against revenue of "
            f"{amount(largest.revenue)} ({largest.of}){times}"
        )
    return " ".join(filter(None, (first, f"{against[0].upper()}{against[1:]}.", of_larger(largest, payers))))


def of_larger(largest: LargestPayer, payers: Sequence[Payer]) -> str:
    """The payer that owes even more all-in but whose revenue is not stated; empty if there is none."""
    of_all_in = [payer for payer in payers if payer.rungs[0].is_some]
    first = max(of_all_in, key=lambda payer: payer.rungs[0].value, default=None)
    largest_one = next((payer for payer in of_all_in if payer.name == largest.name), None)
    if first is None or first.revenue.is_known or (largest_one and largest_one.rungs[0].value >= first.rungs[0].value):
        return ""
    return f"{name_of(first.name)} owes more, {amount(first.rungs[0])} all-in, but no source states its revenue."


def of_evidence(facts: Facts) -> str:
    """What the total on the basis selected was first reported in, by share."""
    if not facts.total.is_some:
        return ""
    shares = sorted((grade for grade in facts.grades if grade.share.is_some), key=lambda grade: -grade.share.value)
    parts = [f"{amount(grade.share)} on {GRADE_WORDS[grade.name]}" for grade in shares]
    whole = f"the {amount(facts.total)} on the basis {facts.basis}"
    if not parts:
        return ""
    if len(parts) == 1:
        return f"All of {whole} rests on {GRADE_WORDS[shares[0].name]}."
    return f"By the grade of the first source, {whole} rests {enumerated(parts)}."


def of_circle(circle: Circle, flows: Sequence[Flow]) -> str:
    """What flows in both directions between two companies."""
    ends = {circle.payer, circle.payee}
    between = [flow for flow in flows if {flow.payer, flow.payee} == ends]
    return "; ".join(of_flow(flow) for flow in between) + "."


def of_loop(path: Sequence[str]) -> str:
    """A loop from its first company back to it."""
    return " → ".join(map(name_of, (*path, path[0])))


def of_flow(flow: Flow) -> str:
    what = amount(flow.amount) if flow.amount.is_known else "an amount that no source states"
    payer, payee = name_of(flow.payer), name_of(flow.payee)
    return f"{payer} funds {payee} with {what}" if flow.is_funding else f"{payer} owes {payee} {what}"


def of_loops(facts: Facts) -> str:
    """The sentence above the list of loops of three or more companies."""
    count = len(facts.loops.paths)
    if not count:
        return "No loop of three or more companies was found." if not facts.loops.more else ""
    more = count > MOST_LOOPS or facts.loops.more
    listed = f"the first {MOST_LOOPS} of {'more than ' * facts.loops.more}{count:,}" if more else f"{count:,}"
    return (
        f"Loops of three and more companies ({listed}): each pays the next and the last pays the first, by current "
        "legs of any kind and status, whatever their amounts."
    )


def of_outside(outside: OutsideYears) -> str:
    """What the chart of payments leaves out."""
    parts = [
        f"{amount(number)} {when}"
        for number, when in (
            (outside.earlier, "before these years"),
            (outside.later, "after them"),
            (outside.not_dated, "on days neither stated nor assumed"),
        )
        if number.is_some
    ]
    return f"Not shown: {enumerated(parts)}." if parts else ""


def of_state(state: State) -> tuple[str, ...]:
    """Checks, data gaps and warnings, a sentence each."""
    failing = f"; failing: {', '.join(state.failing)}" if state.failing else ""
    gaps = int(state.gaps.value)
    still_open = f"{plural(state.warnings, 'warning')} about the tables {verb(state.warnings)} open"
    accepted = f"{state.accepted:,} {verb(state.accepted)} accepted" if state.accepted else "none is accepted"
    return (
        f"{state.checks - len(state.failing)} of {state.checks} checks pass{failing}.",
        f"{gaps:,} data gap{'s' * (gaps != 1)}: figures and dates that no source states.",
        f"{still_open}; {accepted}." if state.warnings or state.accepted else "No warnings about the tables.",
    )


def name_of(company: str) -> str:
    """A company's name, marked as one: its direction of writing may be another than the sentence's."""
    return f"{NAME_BEGINS}{company}{NAME_ENDS}"


def verb(count: int) -> str:
    return "is" if count == 1 else "are"


def plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"


def enumerated(parts: Iterator[str] | Sequence[str]) -> str:
    """a, b and c."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last
