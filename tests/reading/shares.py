"""What of a leg is attributable to its payer: all of it, or a share of a joint venture."""

from collections.abc import Callable, Iterator

from tests.reading import columns as c
from tests.reading.amounts import Tree


def _venture(tree: Tree, key: str) -> str:
    """The joint venture that a leg is or lies in, or blank."""
    for leg in (key, *tree.versions.above(key)):
        if tree.leg(leg).kind == c.JOINT_VENTURE and tree.counts(leg):
            return leg
    return ""


def _is_own(tree: Tree, key: str, venture: str) -> bool:
    """Whether the leg is paid by the family of the venture's payer."""
    return tree.book.family(tree.leg(key).payer) == tree.book.family(tree.leg(venture).payer)


def share(tree: Tree, key: str) -> float | None:
    """The payer's share of a leg, or None where it is not disclosed."""
    leg = tree.leg(key)
    if leg.kind == c.JOINT_VENTURE and leg.payer_share is not None:
        return leg.payer_share
    ventures = [above for above in tree.versions.above(key) if _venture(tree, above) == above]
    for venture in ventures[:1]:
        return share(tree, venture) if _is_own(tree, key, venture) else 1.0
    return None if leg.kind == c.JOINT_VENTURE else 1.0


def _below(tree: Tree, key: str) -> Iterator[str]:
    for part in tree.parts[key]:
        yield part
        yield from _below(tree, part)


def _bought_by_venture(tree: Tree, key: str, venture: str, own: Callable[[str], float]) -> float:
    """What the topmost legs paid by the venture itself take, anywhere below a leg."""
    total = 0.0
    for part in tree.parts[key]:
        if tree.counts(part) and tree.leg(part).payer == tree.leg(venture).payee:
            total += max(own(part), tree.taken_by_parts(part, own))
        else:
            total += _bought_by_venture(tree, part, venture, own)
    return total


def _attributable(tree: Tree, key: str, own: Callable[[str], float], kept: Callable[[str], float]) -> float:
    """The share of a leg's figure, less what the payer's own parts count, at most what the leg keeps."""
    venture = _venture(tree, key)
    if not tree.counts(key) or not venture or not _is_own(tree, key, venture):
        return kept(key)
    fraction = share(tree, key)
    if fraction is None:
        return 0.0
    base = max(0.0, own(key) - _bought_by_venture(tree, key, venture, own))
    own_parts = [part for part in _below(tree, key) if tree.counts(part) and _is_own(tree, part, venture)]
    own_parts_count = sum(_attributable(tree, part, own, kept) for part in own_parts)
    return min(kept(key), max(0.0, fraction * base - own_parts_count))


def attributable_amount(tree: Tree, key: str) -> float:
    """The attributable part of what a leg keeps of its amount."""
    return _attributable(tree, key, tree.amount, tree.remainder)


def attributable_floor(tree: Tree, key: str) -> float:
    """The attributable part of what a leg keeps of its floor."""
    return _attributable(tree, key, tree.own_floor, tree.floor)
