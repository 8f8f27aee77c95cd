// What a library for node finds in a workbook: node tests/node_libraries.js exceljs|xlsx WORKBOOK, as JSON:
// sheets in order, formula cells [sheet, cell, cached value], defined names. Dates are told as serial days. Where a text
// stands in a cell with a format for dates, ExcelJS makes a date of it that is none: "no date".
"use strict";

const DAY = 86400000;

function plain(value) {
  if (value instanceof Date) return isNaN(value) ? "no date" : (value.getTime() - Date.UTC(1899, 11, 30)) / DAY;
  if (value === undefined || value === "") return null;
  return value;
}

async function byExceljs(file) {
  const { Workbook, ValueType } = require("exceljs");
  const book = new Workbook();
  await book.xlsx.readFile(file);
  const formulas = [];
  for (const sheet of book.worksheets)
    sheet.eachRow((row) =>
      row.eachCell((cell) => {
        if (cell.type === ValueType.Formula) formulas.push([sheet.name, cell.address, plain(cell.result)]);
      }),
    );
  return {
    sheets: book.worksheets.map((sheet) => sheet.name),
    formulas,
    names: book.definedNames.model.map((each) => each.name),
  };
}

async function bySheetjs(file) {
  const book = require("xlsx").readFile(file, { cellFormula: true });
  const formulas = [];
  for (const name of book.SheetNames)
    for (const [cell, held] of Object.entries(book.Sheets[name]))
      if (held && held.f !== undefined) formulas.push([name, cell, plain(held.v)]);
  return { sheets: book.SheetNames, formulas, names: book.Workbook.Names.map((each) => each.Name) };
}

const [library, file] = process.argv.slice(2);
({ exceljs: byExceljs, xlsx: bySheetjs })[library](file).then(
  (found) => process.stdout.write(JSON.stringify(found)),
  (error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
