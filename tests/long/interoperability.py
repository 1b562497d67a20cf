# SPDX-License-Identifier: GPL-3.0-or-later
"""What a folder's datapackage.json declares, held against what readers made of its tables.

    declared FOLDER          a line a table, as docs/examples/read.py prints it
    bits FOLDER [FILE]       pandas (or FILE: the columns of numbers as R wrote them) has the doubles of the text
    sheets FOLDER SHEETS     each cell of a spreadsheet (Gnumeric's XML, or LibreOffice's) is a number or text, as its
                             column says; LibreOffice writes the first 15 digits of a number
"""
import csv
import json
import math
import pathlib
import struct
import sys
import xml.etree.ElementTree

sys.path.insert(0, "docs/examples")
GNUMERIC = "{http://www.gnumeric.org/v10.dtd}"
KINDS = {"60": "string", "40": "number", "20": "boolean", "string": "string", "float": "number"}
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def tables(folder):
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        if resource.get("profile") == "tabular-data-resource":
            with open(folder / resource["path"], encoding="utf-8", newline="") as stream:
                rows = list(csv.reader(stream))
            fields = resource["schema"]["fields"]
            assert rows[0] == [field["name"] for field in fields], resource["path"]
            yield resource["name"], [(field["name"], field["type"]) for field in fields], rows[1:]


def declared(folder):
    for name, fields, rows in tables(folder):
        print(name, len(rows), ",".join(f"{column}:{kind}" for column, kind in fields))


def texts_of_numbers(folder):
    """Column by column, those of type number, as doubles; NaN where missing."""
    for _, fields, rows in tables(folder):
        for place, (_, kind) in enumerate(fields):
            if kind == "number":
                yield from (float(row[place] or "nan") for row in rows)


def read_by_pandas(folder):
    import read
    for table in read.read(folder).values():
        for column, kind in table.dtypes.items():
            if kind == "float64":
                yield from table[column]


def bits(folder, written=None):
    if written is None:
        found = list(read_by_pandas(folder))
    else:
        data = pathlib.Path(written).read_bytes()
        found = struct.unpack(f"<{len(data) // 8}d", data)
    wanted = list(texts_of_numbers(folder))
    assert len(found) == len(wanted) > 0, (len(found), len(wanted))
    for a, b in zip(found, wanted):
        assert math.isnan(a) and math.isnan(b) or struct.pack("<d", a) == struct.pack("<d", b), (a, b)


def gnumeric(path):
    for cell in xml.etree.ElementTree.parse(path).getroot().iter(f"{GNUMERIC}Cell"):
        yield int(cell.get("Row")) - 1, int(cell.get("Col")), cell.get("ValueType"), cell.text


def libreoffice(path):
    """A cell, or a row, that is like the one before it is written once with the number of them."""
    line = -1
    for row in xml.etree.ElementTree.parse(path).getroot().iter(f"{TABLE}table-row"):
        for _ in range(min(int(row.get(f"{TABLE}number-rows-repeated", 1)), 1000)):
            place = 0
            for cell in row.iter(f"{TABLE}table-cell"):
                kind = cell.get(f"{OFFICE}value-type")
                value = cell.get(f"{OFFICE}value", "".join(cell.itertext()).strip())
                for _ in range(int(cell.get(f"{TABLE}number-columns-repeated", 1)) if kind else 0):
                    yield line, place, kind, value
                    place += 1
                if not kind:
                    place += int(cell.get(f"{TABLE}number-columns-repeated", 1))
            line += 1


def sheets(folder, where):
    cells = 0
    for name, fields, rows in tables(folder):
        seen = {}
        path = pathlib.Path(where) / f"{name}.xml"
        # LibreOffice writes what it has read with fifteen digits, and none beyond the twentieth decimal
        digits, decimals = (0, 0) if path.exists() else (1e-14, 1e-20)
        for line, place, kind, value in gnumeric(path) if path.exists() else libreoffice(path.with_suffix(".fods")):
            seen[line, place] = (KINDS.get(kind), value)
        for line, row in enumerate(rows):
            for place, text in enumerate(row):
                if text != "":
                    kind, value = seen[line, place]
                    wanted = "string" if fields[place][1] == "string" else "number"
                    if wanted == "string" and text.isdecimal() and str(int(text)) == text:
                        wanted = "number"  # which a spreadsheet shows as the same text
                    assert kind == wanted, (name, fields[place], text, kind)
                    assert wanted != "string" or value == text, (name, fields[place], text, value)
                    assert wanted != "number" or math.isclose(float(value), float(text), rel_tol=digits, abs_tol=decimals), \
                        (name, fields[place], text, value)
                    cells += 1
    assert cells > 0


if __name__ == "__main__":
    globals()[sys.argv[1]](pathlib.Path(sys.argv[2]), *sys.argv[3:])
