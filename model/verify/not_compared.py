"""What a file holds that verify neither compares nor knows to be harmless, each construct of a part once.

A part identical to the fresh build's is not examined. Sheets of somebody's own are counted as a whole.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.parsers import expat

from model.verify.constructs import Construct, Find, Gatherer
from model.verify.findings import Difference, difference
from model.verify.foreign import judged
from model.verify.pair import Pair
from model.xlsx.book import Book, cell_name
from model.xlsx.parts import WorkbookParts, is_worksheet
from model.xlsx.relations import CONTENT_TYPES, Package

MOST_TOLD = 200  # constructs of one file
WORKSHEET, SHARED_TEXTS, RELATIONS, TYPES = "worksheet", "sharedStrings", "relations", "content types"
STEPS = 3  # of a path that are shown


@dataclass(frozen=True)
class Piece:
    """A part to look at: its kind, and the sheet it is or belongs to."""

    name: str
    kind: str
    sheet: str


def not_compared(fresh: Book, actual: Book, paired: Sequence[Pair]) -> Iterator[Difference]:
    """A warning for each construct that the fresh build has not and no table knows."""
    partners = {pair.actual.name: pair.expected.name for pair in paired}
    with opened(fresh.content) as model, opened(actual.content) as file:
        ours, theirs = package(model), package(file)
        model_pieces, texts = pieces(ours), {}
        for piece in model_pieces:
            texts[piece] = read(ours, piece.name)
        count = 0
        for piece in pieces(theirs):
            if piece.sheet and piece.sheet not in partners:
                continue
            same_kind = [each for each in model_pieces if alike(each, piece, partners)]
            text = read(theirs, piece.name)
            if any(texts[each] == text for each in same_kind):
                continue
            finds = gathered(text, [texts[each] for each in same_kind])
            cells = first_cells(actual, theirs) if piece.kind == SHARED_TEXTS and finds else {}
            for difference_ in of_piece(piece, finds, cells):
                count += 1
                if count <= MOST_TOLD:
                    yield difference_
        if count > MOST_TOLD:
            yield difference("not-compared", ("", ""), f"not compared: {count - MOST_TOLD:,} constructs more")


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def package(archive: zipfile.ZipFile) -> Package:
    return Package(archive, tuple(archive.namelist()))


def read(source: Package, name: str) -> bytes:
    with source.open(name) as file:
        return file.read()


def pieces(source: Package) -> list[Piece]:
    """The parts to look at, without those counted as a whole."""
    owners = sheets_of_parts(source)
    result = []
    for part in source.parts():
        if judged(part) is None:
            result.append(Piece(part.name, min(part.kinds), owners.get(part.name.casefold(), "")))
    for name in source.names:
        small = name.casefold()
        if small == CONTENT_TYPES or small.endswith(".rels"):
            result.append(Piece(name, TYPES if small == CONTENT_TYPES else RELATIONS, ""))
    return result


def sheets_of_parts(source: Package) -> Mapping[str, str]:
    """The sheet that each part belongs to: itself, its drawing, the charts of that, its tables and notes."""
    owners: dict[str, str] = {}
    for name, _, relation in WorkbookParts(source).sheets():
        if relation is not None and is_worksheet(relation):
            waiting = [relation.target]
            while waiting:
                part = waiting.pop()
                if part.casefold() in source.by_folded and part.casefold() not in owners:
                    owners[part.casefold()] = name
                    waiting += [each.target for each in source.relations(part) if not each.outside]
    return owners


def alike(model: Piece, file: Piece, partners: Mapping[str, str]) -> bool:
    """Whether a part of the model can account for a part of the file: for a sheet its own, else any of its kind."""
    return model.kind == file.kind and (file.kind != WORKSHEET or model.sheet == partners.get(file.sheet))


def gathered(text: bytes, model_texts: Sequence[bytes]) -> Mapping[Construct, Find]:
    """Constructs in a part that are in none of the model's parts; none for a part that is not markup, such as a
    picture."""
    try:
        expected = {construct for each in model_texts for construct in Gatherer(None).read(io.BytesIO(each))}
        return Gatherer(expected).read(io.BytesIO(text))
    except expat.ExpatError:
        return {}


def first_cells(actual: Book, source: Package) -> Mapping[str, tuple[str, str]]:
    """The first cell that holds each shared text, by the number of the text."""
    numbers: dict[str, list[int]] = {}
    for number, text in enumerate(WorkbookParts(source).shared_strings()):
        numbers.setdefault(text, []).append(number)
    places: dict[str, tuple[str, str]] = {}
    for sheet in actual.sheets.values():
        for spot, value in sheet.values.items():
            if isinstance(value, str):
                for number in numbers.pop(value, ()):
                    places[str(number)] = sheet.name, cell_name(spot)
    return places


def of_piece(
    piece: Piece, finds: Mapping[Construct, Find], cells: Mapping[str, tuple[str, str]]
) -> Iterator[Difference]:
    """Constructs of one kind, whatever their values, are one warning with their count; `cells` hold shared texts."""
    kinds: dict[tuple[str, str], list[Find]] = {}
    for construct, find in finds.items():
        kinds.setdefault((construct.path, construct.attribute), []).append(find)
    for (path, attribute), same in kinds.items():
        count = sum(find.count for find in same)
        first = same[0]
        what = "/".join(steps(path)[-STEPS:]) + (f" {attribute}" if attribute else "")
        times = f" ({count:,} times)" if count > 1 else ""
        where = (piece.sheet, first.place) if piece.sheet else ("", first.place or piece.name)
        if piece.kind == SHARED_TEXTS:
            where = cells.get(first.place, ("", f"{piece.name}, text {first.place}" if first.place else piece.name))
        yield difference("not-compared", where, f"not compared: {what}{times}", None, first.construct.value or None)


def steps(path: str) -> list[str]:
    """The elements of a path; what stands in braces is one name, slashes and all."""
    parts, text, deep = [], "", False
    for sign in path:
        deep = sign == "{" or (deep and sign != "}")
        if sign == "/" and not deep:
            parts.append(text)
            text = ""
        else:
            text += sign
    return [*parts, text]
