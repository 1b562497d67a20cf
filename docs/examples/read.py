# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of a results folder as pandas frames, with the types of its datapackage.json.

    tables = read("out/quickstart"); tables["paired"]

By itself (python3 read.py DIR) it says what it read.
"""
import json
import pathlib
import sys

import pandas

TYPES = {"string": "string", "integer": "Int64", "number": "float64", "boolean": "boolean"}


def read(folder):
    folder = pathlib.Path(folder)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    tables = {}
    for resource in package["resources"]:
        if resource.get("profile") != "tabular-data-resource":
            continue
        schema = resource["schema"]
        tables[resource["name"]] = pandas.read_csv(
            folder / resource["path"],
            dtype={field["name"]: TYPES[field["type"]] for field in schema["fields"]},
            keep_default_na=False,  # a scenario may be called NA
            na_values=schema["missingValues"],
            float_precision="round_trip",  # the same bits as in the program
        )
    return tables


if __name__ == "__main__":
    names = {kind: name for name, kind in TYPES.items()}
    for name, table in read(sys.argv[1]).items():
        columns = ",".join(f"{column}:{names[str(kind).replace('string[python]', 'string')]}"
                           for column, kind in table.dtypes.items())
        print(name, len(table), columns)
