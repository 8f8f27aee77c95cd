"""What the tables may not contain; each case is an error with a message."""

from tests.reading import columns as c
from tests.reading.amounts import Tree


def _may_pay(tree: Tree, part: str, whole: str) -> bool:
    """Whether the payer of a part may be another than the whole's."""
    payer, book = tree.leg(part).payer, tree.book
    if book.family(payer) == book.family(tree.leg(whole).payer):
        return True
    ventures = [leg for leg in (whole, *tree.versions.above(whole)) if tree.leg(leg).kind == c.JOINT_VENTURE]
    payees = [tree.leg(venture).payee for venture in ventures]
    return any(payer == payee or (payer, payee) in book.partners for payee in payees)


def _refuse_part(tree: Tree, key: str) -> None:
    leg, whole = tree.leg(key), tree.counting_whole(key)
    named = tree.versions.whole_as_named(key)
    if named and tree.leg(named).group != leg.group:
        raise ValueError(f"{key} is part of {named}, a leg of another class")
    if not whole or not tree.counts(key):
        return
    if not _may_pay(tree, key, whole):
        raise ValueError(f"{key} is paid by {leg.payer}, {whole} by {tree.leg(whole).payer}: two commitments")
    if leg.payer == tree.leg(whole).payer:
        if c.STATUSES.index(leg.status) < c.STATUSES.index(tree.leg(whole).status):
            raise ValueError(f"{key} is {leg.status}, its whole is not: a piece of a signed contract is signed")
        if leg.qualifier == c.AT_MOST and tree.leg(whole).qualifier != c.AT_MOST:
            raise ValueError(f"{key} is a ceiling in an exact whole: a piece of an exact contract is exact")


def refuse(tree: Tree) -> None:
    """Raise ValueError at the first error in deals."""
    for key, leg in tree.book.legs.items():
        if leg.kind not in c.CLASSES:
            raise ValueError(f"{key}: no such kind: {leg.kind}")
        if leg.status not in (*c.STATUSES, c.CANCELLED, c.OVERVIEW):
            raise ValueError(f"{key}: no such status: {leg.status}")
        for earlier in leg.replaces:
            if tree.leg(earlier).group != leg.group:
                raise ValueError(f"{key} replaces {earlier}, a leg of another class")
        if leg.payer_share is not None and leg.kind != c.JOINT_VENTURE:
            raise ValueError(f"{key} has a payer's share and is no joint venture")
        if tree.versions.stands(key):
            _refuse_part(tree, key)
