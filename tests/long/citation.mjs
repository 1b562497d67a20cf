// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a file is a citation by the schema of CFF 1.2.0, as the npm package cffjs has it: node citation.mjs MODULES FILE
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [modules, file] = process.argv.slice(2);
const load = path => import(pathToFileURL(`${modules}/${path}`));
const { schema } = await load("cffjs/dist/schema.js");
const yaml = await load("js-yaml/dist/js-yaml.mjs");
const { default: Ajv } = await load("ajv/dist/ajv.js");
const { default: formats } = await load("ajv-formats/dist/index.js");
const make = Ajv.default ?? Ajv;
const ajv = new make({ strict: false, allErrors: true });
(formats.default ?? formats)(ajv);
const valid = ajv.compile(schema);
if (!valid(yaml.load(readFileSync(file, "utf8"), { schema: yaml.CORE_SCHEMA }))) {
    for (const error of valid.errors) console.log(`${error.instancePath || "/"}: ${error.message}`);
    process.exitCode = 1;
}
