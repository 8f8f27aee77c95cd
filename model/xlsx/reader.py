"""Reads a whole workbook for verify: what it holds, and what its file says twice or in two ways.

openpyxl reads either formulas or stored values; verify needs both. The package is checked first
(`model.xlsx.refuse.check_package`), which bounds sizes and rules out DTDs.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType

from model.errors import CannotRun
from model.xlsx.book import Book, Doubt, SheetHeld, box
from model.xlsx.charts import chart_look, series
from model.xlsx.drawings import controls, frames, shapes
from model.xlsx.formats import styles
from model.xlsx.looks import looks
from model.xlsx.namespaces import plain
from model.xlsx.palette import Palette
from model.xlsx.parts import WorkbookParts, children, first, is_worksheet
from model.xlsx.refuse import check_package
from model.xlsx.relations import MAIN, Package, by_id, part_name
from model.xlsx.sheet_reader import SheetReader

WORKBOOKS = ".main+xml"  # how the content types of all kinds of workbooks end
BUILT_IN = "_xlnm."  # names that programs keep for themselves
ONE_EACH = ("sheets", "definedNames", "calcPr", "workbookPr")


def read_book(file: str, content: bytes, sheets: Collection[str] | None = None, like: Book | None = None) -> Book:
    """The workbook held by the bytes of an .xlsx; of other sheets than those named nothing but the names.

    Sheets that are to the byte those of a book `like` it, and stand among the same parts, are that book's. CannotRun
    when the bytes cannot be read safely, or are damaged.
    """
    parts = check_package(file, content, None if sheets is None else {name.casefold() for name in sheets})
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            package = Package(archive, parts)
            again = {} if like is None else known_sheets(package, like)
            return replace(BookReader(package, sheets, again).book(), content=content)
    except CannotRun:
        raise
    except (MemoryError, RecursionError) as error:
        raise CannotRun(f"{file} asks for more memory than a workbook needs and is not opened.") from error
    except Exception as error:  # damaged parts fail in many ways; none of them is the user's business
        raise CannotRun(f"{file} is damaged: it cannot be read as a workbook.") from error


def known_sheets(package: Package, like: Book) -> dict[str, SheetHeld]:
    """The sheets of a book, by part in small letters, that a package holds too; none where another part differs."""
    with zipfile.ZipFile(io.BytesIO(like.content)) as archive:
        other = Package(archive, tuple(archive.namelist()))
        sheets = {
            relation.target.casefold(): like.sheets[name]
            for name, _, relation in WorkbookParts(other).sheets()
            if relation is not None and is_worksheet(relation)
        }
        names = archive.namelist()
        if package.archive.namelist() != names:
            return {}
        unlike = {part_name(name).casefold() for name in names if package.archive.read(name) != archive.read(name)}
    if unlike - sheets.keys():
        return {}
    return {part: sheet for part, sheet in sheets.items() if part not in unlike}


class BookReader:
    """Reads the parts of one package; sheets that are known by their parts are not read again."""

    def __init__(
        self,
        package: Package,
        wanted_sheets: Collection[str] | None = None,
        known_sheets: Mapping[str, SheetHeld] = MappingProxyType({}),
    ) -> None:
        self.package, self.workbook = package, WorkbookParts(package)
        self.wanted_sheets, self.known_sheets = wanted_sheets, known_sheets
        self.doubts: list[Doubt] = []

    def book(self) -> Book:
        tree, parts = self.workbook.tree, self.package.parts()
        sheet = self.workbook.style_sheet()
        theme = self.workbook.theme()
        self.palette = Palette(theme, sheet)
        self.styles, self.looks = styles(sheet, theme), looks(sheet)
        sheets = self.sheets()
        names = self.names(list(sheets))
        calculation = {} if (node := first(tree, "calcPr")) is None else dict(node.attrib)
        self.doubles([part.name for part in parts if part.type.endswith(WORKBOOKS)])
        doubts = (*self.doubts, *(doubt for sheet in sheets.values() for doubt in sheet.doubts))
        date1904, outside = self.workbook.date1904, self.package.outside()
        visible = self.workbook.shows_objects, self.palette.is_legible()
        return Book(sheets, names, calculation, date1904, self.saved_by(), parts, outside, doubts, *visible)

    def doubt(self, place: str, message: str, sheet: str = "") -> None:
        self.doubts.append(Doubt(sheet, place, message))

    def doubles(self, workbooks: list[str]) -> None:
        """What there is one of in a file, and is there twice."""
        main, tree = self.workbook.main, self.workbook.tree
        leading = [each.target for each in self.package.relations("") if each.kind == "officeDocument"]
        for target in dict.fromkeys([*leading, *workbooks]):
            if target.casefold() != main.casefold() or leading.count(target) > 1:
                self.doubt(target, f"the file has a second workbook beside {main}")
        for source, kind in ((main, "styles"), (main, "sharedStrings"), (main, "theme")):
            if sum(each.kind == kind for each in self.package.relations(source)) > 1:
                self.doubt(source, f"the workbook has {kind} twice")
        for source in self.package.sources():
            ids = [each.id for each in self.package.relations(source)]
            if len(set(ids)) < len(ids):
                self.doubt(source, "two relations have one name")
        for tag in ONE_EACH:
            if sum(node.tag == MAIN + tag for node in tree) > 1:
                self.doubt(main, f"the workbook has {tag} twice")

    def sheets(self) -> dict[str, SheetHeld]:
        sheets: dict[str, SheetHeld] = {}
        for name, state, relation in self.workbook.sheets():
            if name.casefold() in (each.casefold() for each in sheets):
                self.doubt("", "two sheets have this name", name)
                continue
            if relation is not None and (read_before := self.known_sheets.get(relation.target.casefold())):
                sheets[name] = read_before
                continue
            sheets[name] = SheetHeld(name, state)
            if self.wanted_sheets is not None and name not in self.wanted_sheets:
                continue
            if relation is not None and is_worksheet(relation):
                self.read_sheet(sheets[name], relation.target)
            elif relation is None or relation.kind not in ("chartsheet", "dialogsheet"):
                self.doubt("", "the sheet leads to no worksheet", name)
        return sheets

    def names(self, order: list[str]) -> dict[tuple[str, str], str]:
        names: dict[tuple[str, str], str] = {}
        scopes_and_names = set()
        for node in children(self.workbook.tree, "definedNames"):
            local, name = node.get("localSheetId"), node.get("name", "")
            scope = order[int(local)] if local is not None else ""
            if (scope, name.casefold()) in scopes_and_names:
                if name.startswith(BUILT_IN):
                    continue  # LibreOffice writes some of its own twice
                self.doubt(name, "the name is defined twice", scope)
                continue
            scopes_and_names.add((scope, name.casefold()))
            names[scope, name] = node.text or ""
        return names

    def saved_by(self) -> str:
        part = self.package.first("", "extended-properties")
        if not part:
            return ""
        properties = {plain(node.tag): node.text or "" for node in self.package.tree(part)}
        return properties.get("Application", "")[:60]

    def read_sheet(self, sheet: SheetHeld, part: str) -> None:
        package = self.package
        relations = package.relations(part)
        with package.open(part) as file:
            SheetReader(sheet, self.workbook.strings, self.styles, self.looks, by_id(relations)).read(file)
        for table in self.workbook.tables(part):
            if table.name in sheet.tables:
                sheet.doubt(table.name, "two tables have this name")
            sheet.tables.setdefault(table.name, (table.ref, table.columns))
            sheet.table_words.setdefault(table.name, table.words)
            if table.filtered:
                top, _, bottom, _ = box(table.ref)
                sheet.filtered.append((top, bottom))
        for each in relations:
            if each.kind == "drawing":
                self.read_drawing(sheet, each.target)
            elif each.kind == "vmlDrawing":
                with package.open(each.target) as file:
                    sheet.shapes += controls(file.read())

    def read_drawing(self, sheet: SheetHeld, part: str) -> None:
        """The shapes of a drawing, and its charts in order; one that no frame leads to is not shown."""
        drawing, related = self.package.tree(part), by_id(self.package.relations(part))
        sheet.shapes += shapes(drawing)
        for frame in frames(drawing):
            relation = related.get(frame.relation)
            if relation is not None and relation.kind == "chart" and not relation.outside:
                chart = self.package.tree(relation.target)
                sheet.charts += [node.text or "" for node in chart.iter() if plain(node.tag) == "f"]
                sheet.chart_looks.append(chart_look(chart, self.palette))
                sheet.chart_series.append(series(chart, self.palette))
                sheet.frames.append(frame)
