"""A small set of valid tables, ways to write them as files, and hypothesis strategies that break one cell."""

import csv
import datetime
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
from hypothesis import strategies as st

from schemas import TABLES, TableDescription

Rows = list[dict[str, str]]

REQUIRED = ("cost_per_gw", "assume_timing")


def _rows(header: str, *lines: str) -> Rows:
    """Rows from comma-separated lines without quoting; missing cells are blank."""
    names = header.split(",")
    return [dict(zip(names, (line + "," * len(names)).split(","), strict=False)) for line in lines]


def valid_tables() -> dict[str, Rows]:
    """All tables of the contract, by name, in which nothing is found. A fresh copy, with every column.

    Only accepted is not there: it needs warnings to accept.
    """
    tables = {
        "sources": _rows(
            "source,title,author,publisher,published,grade,url,retrieved,document",
            "s1,First report,A. Writer,The Paper,2025-10-06,press,paper.example/1,2025-10-07,s1.txt",
            "s2,Second report,,,,,,,s2.txt",
        ),
        "companies": _rows(
            "company,kind,country,member_of,parent,aliases,note",
            "OpenAI,company,US,,,The ChatGPT maker; OAI",
            "Oracle,company,US",
            "Nvidia,company,US",
            "CoreWeave,company,US",
            "Meta,company,US,Big Four",
            "Big Four,group",
            "Iliad,company,FR",
            "OpCore,subsidiary,FR,,Iliad",
        ),
        "fx_rates": _rows("currency,usd_per_unit,as_of,source,locator,note", "USD,1", "EUR,1.03,2025-09-01,s2,p3"),
        "deals": _rows(
            "leg,deal,announced,payer,payee,kind,low_bn,base_bn,high_bn,currency,gigawatts,start,end,term_years,"
            "status,part_of,replaces,payer_share,scope,sources,locator,qualifier,uncertain,note",
            "L1,Oracle cloud,2025-07-01,OpenAI,Oracle,purchase,,300,,USD,,2027-01-01,2031-12-31,,signed,,,,,s1; s2,"
            "p4; p2",
            "L2,Nvidia invests,,Nvidia,OpenAI,investment,9,100,100,USD,,2025-09-22,,5,signed,,,,,s1,p5,at_most,",
            "L3,Oracle cloud,,OpenAI,Oracle,purchase,,55,,USD,1,2027-01-01,2027-12-31,,signed,L1,,,site,s1,p4",
            "L4,GPU capacity,,Meta,CoreWeave,purchase,,14.2,,USD,,2025-10-01,2031-09-30,6,signed,,,,,s2,p8",
        ),
        "payments": _rows(
            "leg,start,end,low_bn,base_bn,high_bn,sources,locator,note",
            "L1,2027-01-01,2027-12-31,40,50,60,s1,p4",
            "L1,2028-01-01,,,200,,s1,p4",
        ),
        "capex_plans": _rows(
            "plan,company,announced,start,end,term_years,low_bn,base_bn,high_bn,currency,gigawatts,stage,part_of,"
            "part_basis,replaces,scope,sources,locator,qualifier,uncertain,note",
            "P1,Iliad,2025-02-01,2025-01-01,2027-12-31,3,,3,,EUR,,announced,,,,data centers,s2,p9,about,no",
            "P2,OpCore,,2025-01-01,2027-12-31,,,2.5,,EUR,,announced,P1,,,data centers,s2,p9",
            "P3,Big Four,,2026-01-01,2026-12-31,,,700,,USD,,reported,,,,all,s1,p1",
        ),
        "equity_stakes": _rows(
            "stake,holder,issuer,deal,leg,instrument,currency,max_share,issuer_equity_bn,issuer_valued,"
            "share_price,shares_m,strike,sources,locator,qualifier,uncertain,note",
            "E1,Nvidia,OpenAI,Nvidia invests,,shares,USD,,500,2025-09-22,,,,s1,p5",
            "E2,OpenAI,CoreWeave,,,warrant,USD,0.1,,,40,160,0.01,s1,p6",
        ),
        "tranches": _rows(
            "stake,tranche,trigger,threshold,share,sources,locator,note",
            "E2,first,gigawatts,1,0.04,s1,p6",
            "E2,second,date,2027-01-01,0.06",
        ),
        "revenue": _rows(
            "company,period_start,period_end,low_bn,base_bn,high_bn,currency,stage,sources,locator,qualifier,"
            "uncertain,note",
            "OpenAI,2025-01-01,2025-06-30,4,4.5,5,USD,projected,s1,p9",
            "CoreWeave,2024-01-01,2024-12-31,,1.92,,USD,reported,s2,p7",
        ),
        "customer_shares": _rows(
            "company,customer,period_end,share_low,share,sources,locator,note",
            "CoreWeave,Meta,2024-12-31,,0.3,s2,p7",
            "CoreWeave,OpenAI,2024-12-31,0.6,,s2,p7",
        ),
        "assumptions": _rows(
            "name,unit,low,base,high,source,rationale",
            "cost_per_gw,USD bn per GW,50,55,60,s1",
            "as_of,date,2025-10-06,2025-10-06,2025-10-06,,the date of the first report",
        ),
        "relations": _rows("company,relation,counterparty,sources,locator,note", "Nvidia,supplier,OpenAI,s1,p2,chips"),
        "figures": _rows(
            "figure,company,measure,low,base,high,unit,period,qualifier,sources,locator,uncertain,note",
            "F1,OpenAI,reported_commitments,,1000,,USD bn,,,s1,p11",
        ),
    }
    return {name: [dict(row) for row in rows] for name, rows in tables.items()}


def set_as_of(tables: dict[str, Rows], day: str) -> None:
    """Let the tables describe that day."""
    row = {"name": "as_of", "unit": "date", "low": day, "base": day, "high": day, "source": "", "rationale": "a day"}
    tables["assumptions"] = [*(each for each in tables["assumptions"] if each["name"] != "as_of"), row]


def csv_text(rows: Rows, names: Sequence[str] | None = None) -> str:
    """Rows as a CSV file, with the header of the first row or the names given."""
    out = io.StringIO()
    writer = csv.DictWriter(out, names or list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write_folder(folder: Path, tables: Mapping[str, Rows]) -> Path:
    """The tables as a folder of CSV files."""
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_text(csv_text(rows), encoding="utf-8", newline="")
    return folder


def write_workbook(path: Path, tables: Mapping[str, Rows]) -> Path:
    """The tables as the sheets of one .xlsx, every cell as text."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        sheet.append(list(rows[0]))
        for number, row in enumerate(rows, 2):
            for column, text in enumerate(row.values(), 1):
                if text:
                    cell = sheet.cell(number, column, text)
                    cell.data_type = "s"  # openpyxl takes text beginning with "=" for a formula
    book.save(path)
    return path


def description(table: str) -> TableDescription:
    """The description of a table."""
    return next(known for known in TABLES if known.name == table)


@st.composite
def broken_cells(draw: st.DrawFn) -> tuple[str, int, str, str]:
    """A table, the position of one of its rows, a column, and a text that is wrong for the column's kind."""
    tables = valid_tables()
    table = draw(st.sampled_from([table for table in TABLES if table.name in tables]))
    position = draw(st.integers(0, len(tables[table.name]) - 1))
    wrong = {
        "number": st.sampled_from(["1,234.5", "5%", "(5)", "n/a", "0x1F", "1_0", "٣", "1e999", "0.12345678901234567"]),
        "date": st.sampled_from(["01/02/2024", "2024-02-30", "45000", "2024-01-01T00:00:00Z", "1899-12-31", "soon"]),
        "flag": st.sampled_from(["maybe", "2", "y"]),
        "text": st.sampled_from(["a\0b", "\x07", "x" * 32_768, "\ufffe"]),
        "list": st.sampled_from(["a\x1bb", "\x01"]),
    }
    column = draw(st.sampled_from(table.columns))
    return table.name, position, column.name, draw(wrong[column.kind])


# Text that a cell may hold: printable, without escapes of a workbook's own and without outer blanks.
_TEXTS = st.text(
    st.characters(exclude_categories=("C", "Z"), exclude_characters="_\ufffe\uffff") | st.just(" "), max_size=20
).map(str.strip).filter(lambda text: text not in ("", "'")) | st.just("")
_AMOUNTS = st.decimals(0, 10_000, places=3).map(lambda number: f"{number:f}".rstrip("0").rstrip("."))
_PAST_DAYS = st.dates(datetime.date(1950, 1, 1), datetime.date(2025, 10, 6))  # up to the as-of day
_DAYS = st.dates(datetime.date(1950, 1, 1), datetime.date(2090, 12, 31))


@st.composite
def valid_variations(draw: st.DrawFn) -> dict[str, Rows]:
    """The valid tables with other amounts, dates, shares, terms and texts, in which nothing is to be found."""
    tables = valid_tables()
    for table in TABLES:
        for row in tables.get(table.name, []):
            nested = {row.get("leg"), row.get("plan")} & {"L1", "L3", "P1", "P2"}  # which bound each other
            for column in table.columns:
                if column.name in ("note", "scope", "title", "publisher", "country", "rationale", "period"):
                    row[column.name] = draw(_TEXTS) or row[column.name]
                elif column.terms and column.name in ("qualifier", "stage", "relation") and not nested:
                    row[column.name] = draw(st.sampled_from(column.terms))
                elif column.kind == "flag":
                    row[column.name] = draw(st.sampled_from(["no", "No", "FALSE", "0", ""]))
            if row.get("base_bn") and not nested:
                low, base, high = sorted((draw(_AMOUNTS), draw(_AMOUNTS), draw(_AMOUNTS)), key=float)
                row |= {"base_bn": base, "low_bn": draw(st.sampled_from(["", low])), "high_bn": draw(st.just(high))}
            if row.get("start"):
                start, end = sorted((draw(_DAYS), draw(_DAYS)))
                row |= {"start": start.isoformat(), "end": end.isoformat()}
                row |= {"term_years": ""} if "term_years" in row else {}
            if row.get("announced"):
                row["announced"] = draw(_PAST_DAYS).isoformat()
    share = draw(st.integers(0, 50))
    tables["tranches"][0]["share"] = f"0.0{share:02}"
    tables["equity_stakes"][1]["max_share"] = draw(st.sampled_from(["0.11", "0.5", "1"]))
    tables["customer_shares"][0]["share"] = f"0.{draw(st.integers(0, 39)):02}"
    year = draw(st.integers(1950, 2090))
    tables["revenue"][1] |= {"period_start": f"{year}-01-01", "period_end": f"{year}-12-31"}
    for row in tables["customer_shares"]:
        row["period_end"] = f"{year}-12-31"
    return tables
