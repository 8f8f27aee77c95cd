"""The memo says what the lines hold and nothing else, is one harmless file, and can be read on a phone and on paper."""

from __future__ import annotations

import dataclasses
import html
import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner

from model import CannotRun, Memo, figures, memo
from model.cli import cli
from model.one_page import sentences
from model.one_page.arrows import MOST_ARROWS, MOST_COMPANIES, network
from model.one_page.facts import Facts, facts_of
from model.one_page.numbers import Number, amount, digits, spelt
from model.one_page.page import as_html
from model.one_page.places import best_sides, cost, wrapped
from model.one_page.style import STYLE
from model.compute import evaluate
from model.expression.values import Selected
from model.pipeline import check, record_of
from model.xlsx.formats import contrast
from tests.conftest import SHIPPED, SMALL
from tests.harness import write_tables
from tests.programs import path_of
from tests.test_print_set import long_book

GOLDEN = Path(__file__).parent / "golden" / "memo.txt"
VOID = {"meta", "br", "img", "link", "input", "hr"}
LONG_NAME = "Consolidated " * 13 + "Interconnection " + "X" * 12 + " & Söhne"
HOSTILE = ("Evil <script>alert(1)</script> Inc.", 'Ben & "Jerry"\'s', "שלום תקשורת", "مركز البيانات", LONG_NAME)


def facts(tables: Path, selected: Selected = Selected()) -> Facts:  # noqa: B008 - frozen
    loaded = check(tables)
    frames = {name: table.frame for name, table in loaded.tables.items()}
    return facts_of(loaded, evaluate(frames, selected), record_of(loaded))


def leg(name: str, payer: str, payee: str, amount: object, **more: object) -> dict[str, object]:
    cells = {"leg": name, "payer": payer, "payee": payee, "base_bn": amount, "start": "2025-01-01", "end": "2027-12-31"}
    return {**cells, "currency": "" if amount == "" else "USD", **more}


def hostile_tables(folder: Path) -> Path:
    """Companies and a document whose names are markup, run from right to left, or fill eight lines."""
    one, two, three, four, five = HOSTILE
    legs = [
        leg("a", one, two, 40, announced="2025-01-01"),
        leg("b", two, one, 20),
        leg("c", three, four, ""),
        leg("d", four, five, 7, kind="loan"),
        leg("e", five, three, 0.004),
        leg("f", five, one, 3),
    ]
    source = {
        "source": "s1",
        "title": "<b>Report</b> & more",
        "publisher": '"><img src=x>',
        "url": "javascript:alert(1)",
    }
    revenue = {
        "company": one,
        "base_bn": 2,
        "currency": "USD",
        "period_start": "2024-01-01",
        "period_end": "2024-12-31",
    }
    return write_tables(folder, {"deals": legs, "sources": [source], "revenue": [revenue]})


@pytest.fixture(scope="module")
def shipped_facts() -> Facts:
    return facts(SHIPPED)


@pytest.fixture(scope="module")
def small_facts() -> Facts:
    return facts(SMALL)


@pytest.fixture(scope="module")
def hostile_facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return facts(hostile_tables(tmp_path_factory.mktemp("hostile")))


@pytest.fixture(scope="module")
def long_facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    draft = long_book(120)
    return facts(write_tables(tmp_path_factory.mktemp("long"), draft.rows, draft.assumptions))
