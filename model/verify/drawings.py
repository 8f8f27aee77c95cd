"""What lies on the sheets: shapes, and charts with their series, looks and places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest

from model.verify.findings import Difference, difference
from model.verify.pair import Pair
from model.xlsx.book import Book, SheetHeld, cell_name
from model.xlsx.charts import LITERAL, Series
from model.xlsx.drawings import Frame
from model.xlsx.spelling import Moves, canonical, seen_through

AWAY = 60  # rows or columns beyond the last cell of a sheet, where nobody looks


def drawings(actual: Book, paired: Sequence[Pair]) -> Iterator[Difference]:
    """Shapes that were added and charts that differ; references move with rows and sheets."""
    moves: dict[str, Moves | None] = {pair.actual.name: pair.moves for pair in paired}
    new_names = {pair.actual.name: pair.expected.name for pair in paired}
    for pair in paired:
        sheet = pair.actual.name
        if pair.actual.shapes > pair.expected.shapes:
            message = "pictures, shapes or controls lie on the sheet; they may cover cells"
            yield difference("shape-added", (sheet, ""), message, pair.expected.shapes, pair.actual.shapes)
        yield from charts(pair, moves, new_names)
        yield from places(pair)


def charts(pair: Pair, moves: Mapping[str, Moves | None], new_names: Mapping[str, str]) -> Iterator[Difference]:
    """What charts are and draw. Where their looks and cells are the same, whether each series is."""
    sheet, same = pair.actual.name, True
    if added := of_their_own(pair, moves, new_names):
        yield difference("chart-added", (sheet, ""), f"charts of someone's own lie on the sheet ({added:,})")
        return

    def before(text: str) -> str:
        return seen_through(text, sheet, moves, new_names)

    looks = Counter(pair.expected.chart_looks), Counter(pair.actual.chart_looks)
    for old, new in zip_longest((looks[0] - looks[1]).elements(), (looks[1] - looks[0]).elements()):
        same = False
        yield difference("chart-changed", (sheet, ""), "a chart looks different", old, new)
    model_charts = Counter(canonical(text) for text in pair.expected.charts)
    stated = {before(text): text for text in pair.actual.charts}
    file_charts = Counter(before(text) for text in pair.actual.charts)
    for text in model_charts - file_charts:
        same = False
        yield difference("chart-changed", (sheet, text), "no chart draws these cells any more", text, None)
    for text in file_charts - model_charts:
        same = False
        yield difference(
            "chart-changed", (sheet, canonical(stated[text])), "a chart draws other cells", None, stated[text]
        )
    if same:
        ours = Counter(words(each, canonical) for each in pair.expected.chart_series)
        theirs = Counter(words(each, before) for each in pair.actual.chart_series)
        for old, new in zip_longest((ours - theirs).elements(), (theirs - ours).elements()):
            message = "a chart's series draw other cells, stand in another order or cannot be seen"
            yield difference("chart-changed", (sheet, ""), message, old, new)


def of_their_own(pair: Pair, moves: Mapping[str, Moves | None], new_names: Mapping[str, str]) -> int:
    """How many charts the sheet has beside those of the model, where it has all of these as they were; else 0."""

    def before(text: str) -> str:
        return seen_through(text, pair.actual.name, moves, new_names)

    expected, actual = pair.expected, pair.actual
    missing = [
        Counter(expected.chart_looks) - Counter(actual.chart_looks),
        Counter(map(canonical, expected.charts)) - Counter(map(before, actual.charts)),
        Counter(words(each, canonical) for each in expected.chart_series)
        - Counter(words(each, before) for each in actual.chart_series),
    ]
    return 0 if any(missing) else max(0, len(actual.chart_looks) - len(expected.chart_looks))


def words(series: Sequence[Series], spelt: Callable[[str], str]) -> str:
    """The series of a chart in order, as text."""
    texts = []
    for each in series:
        content = [f"{part} {text if text.startswith(LITERAL) else spelt(text)}" for part, text in each.parts]
        texts.append(" ".join([each.kind, *sorted(content), "" if each.visible else "(unseen)"]).rstrip())
    return "; ".join(texts)


def places(pair: Pair) -> Iterator[Difference]:
    """Charts that are hidden, lie over cells, or so far away that nobody finds them."""
    sheet = pair.actual
    most = max((len(meeting(pair.expected, frame)) for frame in pair.expected.frames), default=1)
    clear = not any(covered(pair.expected, frame) for frame in pair.expected.frames)
    for frame in sheet.frames:
        first = cell_name((frame.top, frame.left))
        if not frame.visible:
            yield difference(
                "chart-changed", (sheet.name, first), "a chart is hidden or has no size", "shown", "hidden"
            )
            continue
        where = (sheet.name, f"{first}:{cell_name((frame.bottom, frame.right))}")
        if clear and (cell := covered(sheet, frame)):
            yield difference("chart-changed", where, "a chart covers cells that are not empty", None, cell)
        elif len(meeting(sheet, frame)) > most:
            yield difference("chart-changed", where, "a chart lies over another one", None, where[1])
        elif away(sheet, frame):
            yield difference("chart-changed", where, "a chart lies far from all cells of the sheet", None, where[1])


def covered(sheet: SheetHeld, frame: Frame) -> str:
    """The first cell below a chart that holds something; "" where there is none."""
    for spot in sorted(sheet.spots()):
        if frame.top <= spot[0] <= frame.bottom and frame.left <= spot[1] <= frame.right:
            return cell_name(spot)
    return ""


def meeting(sheet: SheetHeld, frame: Frame) -> list[Frame]:
    """The charts of a sheet that cover a cell of this one, itself among them."""

    def meets(one: Frame, other: Frame) -> bool:
        return one.top <= other.bottom and one.left <= other.right

    return [each for each in sheet.frames if meets(each, frame) and meets(frame, each)]


def away(sheet: SheetHeld, frame: Frame) -> bool:
    bottom = max((row for row, _ in sheet.spots()), default=0)
    right = max((column for _, column in sheet.spots()), default=0)
    return frame.top > bottom + AWAY or frame.left > right + AWAY
