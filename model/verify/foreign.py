"""Parts of a package that tieout does not write: what runs, what draws on the outside, and what else lies there.

A part is judged by the relations that lead to it and by its content type; its name alone proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from model.verify.findings import Difference, difference
from model.xlsx.book import Book
from model.xlsx.relations import Part

# Words in a relation's kind, a content type or a name, in small letters.
RUNS = ("vba", "macro", "activex", "dialogsheet", "ctrlprop", "controlproperties", "extensibility", "customui")
DRAWS = (
    "externallink",
    "connections",
    "querytable",
    "oleobject",
    "embeddings",
    "powerpivot",
    "xl/model/",
    "model+data",
    "webextension",
    "volatiledependencies",
    "xmlmaps",
)
EMBEDDED = ("package", "control", "attachedToolbars", "attachedTemplate", "aFChunk", "subDocument")  # kinds as a whole
# What tieout writes, and what programs add by themselves when they save a workbook.
OURS = frozenset(
    ["chart", "comments", "drawing", "extended-properties", "officeDocument", "styles", "table", "theme", "worksheet"]
)
HARMLESS = frozenset(
    [
        "calcChain",
        "chartsheet",  # told as a sheet that was added
        "custom-properties",
        "image",  # told as a shape where it lies on a sheet
        "printerSettings",
        "sharedStrings",
        "sheetMetadata",
        "vmlDrawing",  # notes; told as a shape where it is more
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
    ]
)
MICROSOFT = "http://schemas.microsoft.com/office/"  # how the types of what Excel adds of late begin
OF_LATE = frozenset(["chartColorStyle", "chartStyle", "classificationlabels", "person", "threadedComment"])


def parts(book: Book) -> Iterator[Difference]:
    """Parts that run, that reach outside, or that nothing of a workbook of ours needs."""
    names = set()
    for part in book.parts:
        verdict = judged(part)
        if verdict:
            names.add(part.name.casefold())
            code, message = verdict
            yield difference(code, ("", part.name), message, None, part.type or part.name)
    for source, relation in book.outside:
        if relation.kind != "hyperlink" and source.casefold() not in names:
            message = "the workbook draws on something outside; it is not followed"
            yield difference("outside-data", ("", source), message, None, relation.target)


def judged(part: Part) -> tuple[str, str] | None:
    """The code and message for a part; None for one that any workbook may have."""
    evidence = " ".join([part.type, part.name, *part.kinds]).casefold()
    if any(word in evidence for word in RUNS):
        return "macros-added", "the workbook holds macros or controls; they are not run"
    if any(word in evidence for word in DRAWS) or not part.kinds.isdisjoint(EMBEDDED):
        return "outside-data", "the workbook draws on something outside; it is not followed"
    if not part.kinds:
        return "part-added", "nothing in the workbook refers to this part, and tieout does not write it"
    if all(usual(kind) for kind in part.kinds):
        return None
    return "part-added", "tieout does not write such a part"


def usual(kind: str) -> bool:
    """Whether any workbook may have a part of this kind."""
    return kind in OURS | HARMLESS or (kind.startswith(MICROSOFT) and kind.rpartition("/")[2] in OF_LATE)
