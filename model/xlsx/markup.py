"""How the XML of a workbook is spelled: with the prefixes programs expect, the same whoever wrote it first.

openpyxl writes through lxml or the standard library, whichever it found when it was imported, and takes prefixes from a
registry that any module may change. Some programs know a drawing only by the prefixes Excel gives it.
"""

from __future__ import annotations

from xml.etree import ElementTree

DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
XML = "http://www.w3.org/XML/1998/namespace"
_FORMATS = "http://schemas.openxmlformats.org"
_OFFICE = f"{_FORMATS}/officeDocument/2006"
PREFIXES = {
    f"{_FORMATS}/spreadsheetml/2006/main": "",
    f"{_FORMATS}/package/2006/content-types": "",
    f"{_FORMATS}/package/2006/relationships": "",
    f"{_OFFICE}/extended-properties": "",
    f"{_OFFICE}/custom-properties": "",
    f"{_OFFICE}/relationships": "r",
    f"{_OFFICE}/docPropsVTypes": "vt",
    f"{_FORMATS}/drawingml/2006/main": "a",
    f"{_FORMATS}/drawingml/2006/chart": "c",
    f"{_FORMATS}/drawingml/2006/chartDrawing": "cdr",
    f"{_FORMATS}/drawingml/2006/spreadsheetDrawing": "xdr",
    f"{_FORMATS}/package/2006/metadata/core-properties": "cp",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/dc/dcmitype/": "dcmitype",
    "http://www.w3.org/2001/XMLSchema-instance": "xsi",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "urn:schemas-microsoft-com:office:excel": "x",
    XML: "xml",
}


def spelled(part: bytes) -> bytes:
    """The part again: declared, its namespaces on the root, every name with the usual prefix."""
    root = ElementTree.fromstring(part)
    prefixes: dict[str, str] = {}

    def short(name: str) -> str:
        namespace, _, local = name.rpartition("}")
        if not namespace:
            return name
        namespace = namespace[1:]
        if namespace not in prefixes:
            prefixes[namespace] = PREFIXES.get(namespace, f"ns{len(prefixes)}")
        prefix = prefixes[namespace]
        return f"{prefix}:{local}" if prefix else local

    for node in root.iter():
        node.tag = short(node.tag)
        node.attrib = {short(name): value for name, value in node.attrib.items()}
    declared = {f"xmlns:{prefix}" if prefix else "xmlns": uri for uri, prefix in prefixes.items() if uri != XML}
    root.attrib = declared | root.attrib
    return DECLARATION + ElementTree.tostring(root, encoding="unicode").encode()
