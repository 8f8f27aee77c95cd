"""The two tables of what verify knows of a file's markup: listed on one page, exact, and harmless to what is shown."""

from __future__ import annotations

import importlib
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

from model.errors import CannotRun
from model.verify.allowed import permit
from model.verify.compared import COMPARED
from model.verify.engines import Outcome
from model.verify.harmless import HARMLESS
from model.verify.reference import page
from model.verify.verify import verify
from model.xlsx.book import Book, SheetHeld
from model.xlsx.reader import read_book
from tests.conftest import Golden
from tests.engines import libreoffice
from tests.opened import Opened

PAGE = Path(__file__).parent.parent / "model" / "verify" / "README.md"
# where each batch of mutations begins; the long runs try 100, by hand 5,000
LONG, BY_HAND = range(0, 100, 50), range(100, 5_100, 100)


def test_the_page_is_made_from_the_tables(golden: Golden) -> None:
    golden(PAGE, page())


def test_every_entry_has_a_reason_and_none_is_there_twice() -> None:
    paths = [(each.path, each.attributes) for each in (*COMPARED, *HARMLESS)]
    assert len(set(paths)) == len(paths)
    assert all(each.why for each in (*COMPARED, *HARMLESS))


@pytest.mark.parametrize(
    "path",
    [
        "worksheet/sheetData/row/c/extLst",
        "worksheet/{}sheetData",
        "worksheet/{http://example.org/main}cols",
        "worksheet/extLst/ext/x14:sparklineGroups",
        "c:chartSpace/c:chart/c:plotArea/c:barChart/c:ser/c:trendline",
        "styleSheet/tableStyles/tableStyle",
        "unknown",
    ],
)
def test_what_is_in_no_table_is_not_permitted(path: str) -> None:
    assert not permit(path).listed


def test_only_the_values_of_an_entry_are_permitted() -> None:
    view = permit("worksheet/sheetViews/sheetView")
    assert view.allows("rightToLeft", "0")
    assert not view.allows("rightToLeft", "1")
    assert view.allows("zoomScale", "85")
    assert not view.allows("showNothing", "0")
    alignment = permit("styleSheet/cellXfs/xf/alignment")
    assert alignment.allows("indent", "3")
    assert not alignment.allows("indent", "250")  # out of its cell


# mutations


@pytest.fixture
def as_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    """What engines compute is no matter of markup."""

    def values(engine: str, _: bytes, book: Book) -> Outcome:
        cells = ((sheet, spot) for sheet in book.sheets.values() for spot in sheet.formulas if spot in sheet.values)
        return Outcome(engine, {(sheet.name, spot): sheet.values[spot] for sheet, spot in cells})

    monkeypatch.setattr(importlib.import_module("model.verify.verify"), "recompute", values)


def mutated(content: bytes, seed: int) -> bytes:
    """The workbook with one attribute, element, relation or namespace changed."""
    chance = random.Random(seed)
    opened = Opened(content)
    names = [name for name in opened.parts if name.endswith((".xml", ".rels"))]
    folder = chance.choice(
        ["xl/worksheets/sheet", "xl/charts/", "xl/drawings/", "xl/styles", "xl/workbook", "xl/tables/", ""]
    )
    tree = opened.tree(chance.choice([name for name in names if name.startswith(folder)]))
    parents = [node for node in tree.iter() if len(node)]
    chance.choice(MUTATIONS)(chance, chance.choice(parents))
    return opened.bytes()


def attribute_set(chance: random.Random, parent: ElementTree.Element) -> None:
    node = chance.choice(list(parent))
    names = [*node.attrib, "hidden", "val", "state"]
    node.set(chance.choice(names), chance.choice(["0", "1", "none", "FFFFFFFF", "A1", "7"]))


def attribute_gone(chance: random.Random, parent: ElementTree.Element) -> None:
    node = chance.choice(list(parent))
    if node.attrib:
        del node.attrib[chance.choice(list(node.attrib))]


def element_gone(chance: random.Random, parent: ElementTree.Element) -> None:
    parent.remove(chance.choice(list(parent)))


def element_twice(chance: random.Random, parent: ElementTree.Element) -> None:
    parent.append(chance.choice(list(parent)))


def elements_turned(_: random.Random, parent: ElementTree.Element) -> None:
    parent[:] = list(reversed(list(parent)))


def of_another_namespace(chance: random.Random, parent: ElementTree.Element) -> None:
    node = chance.choice(list(parent))
    node.tag = "{http://example.org/other}" + node.tag.rpartition("}")[2]


def text_set(chance: random.Random, parent: ElementTree.Element) -> None:
    chance.choice(list(parent)).text = chance.choice(["1", "PASS", "", "Legs!$A$1"])


MUTATIONS: tuple[Callable[[random.Random, ElementTree.Element], None], ...] = (
    attribute_set,
    attribute_gone,
    element_gone,
    element_twice,
    elements_turned,
    of_another_namespace,
    text_set,
)


def shown(book: Book) -> dict[str, tuple[object, ...]]:
    """What LibreOffice shows of each sheet."""
    return {name: shown_on(sheet) for name, sheet in book.sheets.items()}


def shown_on(sheet: SheetHeld) -> tuple[object, ...]:
    formats = {spot: (style.format, style.unseen) for spot, style in sheet.styles.items() if spot in sheet.values}
    return sheet.state, sheet.values, formats, sheet.hidden_rows, sheet.hidden_columns, sheet.view


def parts_of(content: bytes) -> dict[str, bytes]:
    return Opened(content).parts


def apart(changes: Mapping[int, Mapping[str, bytes]]) -> list[list[int]]:
    """Seeds in few groups: those of one group change different parts, so that LibreOffice opens all of them at once."""
    groups: list[tuple[list[int], set[str]]] = []
    for seed, parts in changes.items():
        for members, names in groups:
            if names.isdisjoint(parts):
                members.append(seed)
                names.update(parts)
                break
        else:
            groups.append(([seed], set(parts)))
    return [members for members, _ in groups]


@pytest.mark.program("libreoffice")
@pytest.mark.usefixtures("as_stored", "tables_typed_once", "built_anew_once")
@pytest.mark.parametrize(
    "seeds",
    [
        *(pytest.param(range(first, first + LONG.step), marks=pytest.mark.long) for first in LONG),
        *(pytest.param(range(first, first + BY_HAND.step), marks=pytest.mark.exhaustive) for first in BY_HAND),
    ],
)
def test_a_mutation_of_which_nothing_is_said_changes_nothing_that_is_shown(
    seeds: range, built_of_one_leg: Path, tmp_path: Path
) -> None:
    good = Opened(built_of_one_leg.read_bytes())
    plain = good.bytes()
    whole = parts_of(plain)
    changes: dict[int, dict[str, bytes]] = {}
    for seed in seeds:
        content = mutated(plain, seed)
        odd = tmp_path / "odd.xlsx"
        odd.write_bytes(content)
        try:
            if not verify(odd, None).differences:
                changes[seed] = {name: part for name, part in parts_of(content).items() if part != whole[name]}
        except CannotRun:
            continue
    together = [tmp_path / "good.xlsx"]
    together[0].write_bytes(plain)
    for group in apart(changes):
        together.append(tmp_path / f"{'-'.join(map(str, group))}.xlsx")
        good.trees.clear()
        good.parts = whole | {name: part for seed in group for name, part in changes[seed].items()}
        together[-1].write_bytes(good.bytes())
    saved = libreoffice(together, tmp_path / "saved")
    shows, *others = [shown(read_book(each.name, each.read_bytes())) for each in saved]
    assert [odd.stem for odd, other in zip(together[1:], others, strict=True) if other != shows] == []
