"""The sheets of a workbook as pictures, to look at: `python -m tests.render WORKBOOK FOLDER [SHEET ...]`.

LibreOffice prints the workbook to a PDF, poppler's pdftoppm turns its pages into PNG files named "SHEET-page.png"; the
footer of a page ("SHEET — page N of M") says which sheet it belongs to, which pdftotext reads. Pages are what a printer
would give, so cut labels, ### and badly broken pages show. If sheets are named, only theirs are drawn. With --crop the
white margins and the footer are cut off. Needs soffice, pdftoppm and pdftotext on the path; no test.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import tempfile
from pathlib import Path

FOOTER = re.compile(r"^\s*(?P<sheet>.+?) — page \d+ of \d+\s*$", re.MULTILINE)


def pages(pdf: Path) -> list[str]:
    """The sheet that each page of the PDF shows."""
    told = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    found = [FOOTER.findall(page) for page in told.split("\f")[:-1]]
    return [footers[-1] if footers else "page" for footers in found]


def render(workbook: Path, folder: Path, only: set[str], dots: int, crop: bool) -> list[Path]:
    """The pictures made, in the order of the pages; `dots` per inch."""
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    with tempfile.TemporaryDirectory() as work:
        profile = f"-env:UserInstallation={Path(work, 'profile').as_uri()}"
        command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", work, str(workbook)]
        subprocess.run(command, check=True, capture_output=True)
        pdf = Path(work, f"{workbook.stem}.pdf")
        seen: dict[str, int] = {}
        for number, sheet in enumerate(pages(pdf), start=1):
            seen[sheet] = seen.get(sheet, 0) + 1
            if only and sheet not in only:
                continue
            target = folder / f"{sheet.replace(' ', '_')}-{seen[sheet]}"
            shown = ["-png", "-r", str(dots), "-f", str(number), "-l", str(number), "-singlefile"]
            if crop:
                shown += cropped(pdf, number, dots)
            subprocess.run(["pdftoppm", *shown, str(pdf), str(target)], check=True)
            made.append(target.with_suffix(".png"))
    return made


def cropped(pdf: Path, number: int, dots: int) -> list[str]:
    """pdftoppm's options for the part of a page that holds something, the footer aside."""
    command = ["pdftoppm", "-gray", "-r", str(dots), "-f", str(number), "-l", str(number), str(pdf)]
    held = subprocess.run(command, check=True, capture_output=True).stdout
    size = re.match(rb"P5\s+(\d+)\s+(\d+)\s+\d+\s", held)
    if size is None:
        raise ValueError("pdftoppm gave no grey picture")
    width, height, start = int(size[1]), int(size[2]), size.end()
    rows = [held[start + row * width : start + (row + 1) * width] for row in range(height)]
    blank = b"\xff" * width
    above_footer = int(height - 0.9 * dots)
    inked = [row for row in range(above_footer) if rows[row] != blank]
    columns = [column for column in range(width) if any(rows[row][column] < 255 for row in inked)]
    if not inked or not columns:
        return []
    edge = dots // 10
    left, top = max(columns[0] - edge, 0), max(inked[0] - edge, 0)
    return [
        *("-x", str(left), "-y", str(top)),
        *("-W", str(columns[-1] + edge - left), "-H", str(inked[-1] + edge - top)),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description="The sheets of a workbook as PNG files.")
    parser.add_argument("workbook", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("sheets", nargs="*")
    parser.add_argument("--dots", type=int, default=110, help="per inch (default 110)")
    parser.add_argument("--crop", action="store_true", help="cut off white margins and the footer")
    asked = parser.parse_args()
    for path in render(asked.workbook, asked.folder, set(asked.sheets), asked.dots, asked.crop):
        print(path)


if __name__ == "__main__":
    main()
