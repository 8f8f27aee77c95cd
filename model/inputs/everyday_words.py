"""What people type for the terms of a column of choices: other words, abbreviations and languages.

The nearest term is suggested, never applied. A word that may mean several terms, or none, gets no suggestion.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from model.inputs.advice import is_not_disclosed
from model.inputs.raw import nearest

Pairs = list[tuple[str, str]]
# by term; a word may stand for different terms in different columns
_WORDS = {
    # kinds of legs
    "purchase": "buy, bought, supply, supply agreement, offtake, order, contract, cloud, cloud services, compute, "
    "services, service agreement, kauf, achat, compra, acquisto, beschaffung",
    "joint_venture": "jv, gemeinschaftsunternehmen, coentreprise",
    "lease": "rent, rental, leasing, miete, pacht, bail, location, alquiler, colocation",
    "licence": "license, licensing, licencing, lizenz",
    "investment": "equity, equity investment, stake, equity stake, funding round, invest, beteiligung, investition, "
    "investissement, inversion",
    "acquisition": "acquire, acquired, merger, m&a, takeover, buyout, ubernahme, adquisicion",
    "loan": "debt, credit, credit facility, term loan, bond, note, lending, darlehen, kredit, pret, prestamo",
    "warrant": "optionsschein, bon de souscription",
    "backstop": "guarantee, guaranty, surety, burgschaft, garantie, garantia",
    # statuses
    "signed": "binding, legally binding, definitive, definitive agreement, executed, contracted, closed, completed, "
    "unterzeichnet, unterschrieben, signe, firmado, firmato, verbindlich",
    "non_binding": "unbinding, not binding, nonbinding, loi, letter of intent, mou, memorandum of understanding, "
    "term sheet, framework, intent, target, unverbindlich, non contraignant, no vinculante",
    "reported": "rumoured, rumored, rumour, rumor, press report, in talks, report, gemeldet, actual, actuals, ist",
    "cancelled": "canceled, terminated, withdrawn, dropped, storniert, annule, cancelado, gekundigt",
    "overview": "umbrella, headline, total, summary",
    # qualifiers
    "at_least": "at least, no less than, not less than, >, >=, \u2265, more than, over, above, min, minimum, "
    "from, floor, mindestens, au moins, al menos",
    "at_most": "at most, up to, upto, <, <=, \u2264, less than, under, below, max, maximum, no more than, "
    "not more than, cap, ceiling, bis zu, hochstens, jusqu'a, hasta",
    "about": "~, \u2248, approx, approximately, around, roughly, circa, ca, c, nearly, almost, est, estimated, etwa, "
    "rund, environ, aproximadamente",
    # stages
    "guidance": "guided, guide, outlook, forecast, prognose",
    "announced": "announcement, plan, planned, angekundigt",
    "projected": "projection, forecast, expected, guidance, budget, plan, prognose",
    "implied": "implicit, derived, run rate, run-rate, arr",
    "stated": "source, explicit, disclosed",
    "judged": "judgement, judgment, assumed, assumption, estimate, our view",
    # companies and their relations
    "company": "corp, corporation, firm, public company, private company, startup, start-up, unternehmen, entreprise, "
    "press release, company press release, company blog, company website, earnings call",
    "subsidiary": "daughter, unit, division, tochter, filiale, filial",
    "group": "konzern, groupe, grupo",
    "consortium": "consortia, syndicate, konsortium",
    "supplier": "vendor, seller, provider, lieferant, fournisseur, proveedor",
    "customer": "client, buyer, kunde, cliente",
    "backer": "investor, shareholder, funder, aktionar",
    "competitor": "rival, wettbewerber, concurrent",
    "member": "mitglied, membre",
    # grades of sources
    "filing": "10-k, 10-q, 8-k, 20-f, 6-k, s-1, sec filing, sec, annual report, prospectus",
    "press": "news, newspaper, article, media, news article, presse, prensa",
    "aggregator": "tracker, wikipedia, database, data provider",
    # instruments and triggers
    "shares": "stock, common stock, equity, ordinary shares, preferred, preferred shares, aktien, acciones",
    "option": "call option, call",
    "convertible": "convertible note, convertible bond, convertible debt",
    "gigawatts": "gw, capacity, mw, megawatts",
    "share_price": "price, stock price, market cap",
    "date": "time, day, vesting date, datum",
    "amount_bought": "amount, purchases, spend, volume",
}
_UNCLEAR = frozenset(
    ("expected", "parent", "pending", "planned", "unsigned", "active", "expired")
)  # near terms by letters alone
_NEGATIONS = frozenset(("not", "no", "non", "nicht", "kein", "pas", "never", "without"))
_EXACT = frozenset(("exact", "exactly", "precise", "=", "equal", "equals"))
YES = frozenset(("yes", "y", "t", "x", "\u2713", "\u2714", "ja", "oui", "si", "sim", "wahr", "vrai", "ok", "1.0", "+"))
NO = frozenset(("no", "n", "f", "nein", "non", "nao", "falsch", "faux", "0.0", "none", "nil"))
_REMARK = re.compile(r"\(.*?\)|\[.*?\]")
_LONGEST = 60  # no longer text is looked at


def for_term(text: str, terms: tuple[str, ...], *, blank: bool) -> str:
    """Which of the terms a text of a column of choices means. `blank` says whether its cells may be blank."""
    words_typed = _plain(text)
    if blank and (is_not_disclosed(text) or words_typed in _EXACT):
        return "leave the cell blank"
    near = _meant(words_typed, terms) if len(text) <= _LONGEST else None
    return f"did you mean {near}?" if near else f"use one of {', '.join(terms)}"


def for_flag(text: str) -> str:
    """Which of yes and no a text means."""
    words_typed = _plain(text) or text
    return next(
        (f"did you mean {name}?" for name, words in (("yes", YES), ("no", NO)) if words_typed in words),
        "write yes, no or nothing",
    )


@lru_cache(maxsize=1_000)
def _meant(words_typed: str, terms: tuple[str, ...]) -> str | None:
    own, by_word = _vocabulary(terms)
    for words_and_terms in (own, by_word):  # a term's own name comes before what else it is called
        whole = {term for word, term in words_and_terms if words_typed in (word, f"{word}s", f"{word}es")}
        if whole:
            return _only(whole)
    if words_typed in _UNCLEAR:
        return None
    words = words_typed.split()
    if _NEGATIONS.intersection(words):
        return None  # what is denied is near by letters alone
    within = {word: term for word, term in by_word if len(word) > 1 and f" {word} " in f" {words_typed} "}
    whole = {term for word, term in within.items() if not any(word != other and word in other for other in within)}
    if whole:
        return _only(whole)
    return nearest(words_typed.replace(" ", "_"), terms)


@cache
def _vocabulary(terms: tuple[str, ...]) -> tuple[Pairs, Pairs]:
    """The terms' own names, and all words for them, each with its term."""
    own = [(_plain(term), term) for term in terms]
    return own, [*own, *((_plain(word), term) for term in terms for word in _WORDS.get(term, term).split(", "))]


def _only(terms: Iterable[str]) -> str | None:
    candidates = list(terms)
    return candidates[0] if len(candidates) == 1 else None


def _plain(text: str) -> str:
    """The words in lower case, without accents, remarks, marks at the ends, hyphens and underscores."""
    letters = unicodedata.normalize("NFKD", _REMARK.sub(" ", text).casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[-_/\u2010-\u2015]", " ", bare).strip(" ?*!.,:;'\"").split())
