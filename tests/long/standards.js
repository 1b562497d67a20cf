// SPDX-License-Identifier: GPL-3.0-or-later
// What others' programs say of a folder: node standards.js MODULES crate|tables FOLDER; MODULES is a node_modules.
// One line a complaint; exit code 1 when there is one. Nothing is fetched: contexts and schemas are those of the packages.
"use strict";
const fs = require("fs");
const path = require("path");
const crypto = require("crypto");
const [modules, kind, folder] = process.argv.slice(2);
const load = (name) => require(path.resolve(modules, name));
let complaints = 0;
function complain(text) {
    console.log(text);
    complaints++;
}

const contextName = "https://w3id.org/ro/crate/1.1/context";

// RO-Crate: the rules of the specification by ro-crate's validator; every term has a meaning and every reference a
// target, by a JSON-LD processor; every file is there.
async function checkCrate() {
    const text = fs.readFileSync(path.join(folder, "ro-crate-metadata.json"), "utf8");
    const crate = JSON.parse(text);
    const context = load("ro-crate-2/lib/defaults.js").standardContexts[contextName];
    globalThis.fetch = async (url) => {
        if (url !== contextName)
            throw new Error("not offline: " + url);
        return { ok: true, json: async () => context };
    };
    delete context["@context"]["@label"]; // a slip of that version: JSON-LD takes no such term
    const { Validator } = load("ro-crate/lib/validator.js");
    const validator = new Validator();
    validator.parseJSON(text);
    await validator.crate.resolveContext();
    await validator.validate();
    const files = {};
    for (const file of fs.readdirSync(folder, { recursive: true }))
        if (fs.statSync(path.join(folder, file)).isFile())
            files[file] = { exists: true, inCrate: false, isDir: false };
        else
            files[file + "/"] = { exists: true, inCrate: false, isDir: true };
    validator.checkFiles(files);
    if (validator.results.filter((result) => result.status === "success").length < 2)
        complain("validator: nothing was found right");
    for (const result of validator.results)
        if (result.status === "error")
            complain(`validator: ${result.message} ${result.entity || ""}`);

    const jsonld = load("jsonld");
    const documentLoader = async (url) => {
        if (url !== contextName)
            throw new Error("no other context: " + url);
        return { contextUrl: null, documentUrl: url, document: { "@context": context["@context"] } };
    };
    try { // safe: what has no meaning in the context is an error, not left out
        const base = "arcp://uuid,00000000-0000-0000-0000-000000000000/";
        const flat = await jsonld.flatten(crate, null, { documentLoader, safe: true, base });
        const known = new Set(crate["@graph"].map((entity) => entity["@id"]));
        if (known.size !== crate["@graph"].length)
            complain("JSON-LD: two entities have one @id");
        if (flat.length < known.size)
            complain("JSON-LD: entities are lost");
        for (const entity of crate["@graph"])
            for (const value of Object.values(entity).flat())
                if (value && value["@id"] && !known.has(value["@id"]) && !/^https?:/.test(value["@id"]))
                    complain(`JSON-LD: ${entity["@id"]} refers to ${value["@id"]}, which is not described`);
    } catch (error) {
        complain(`JSON-LD: ${error.message} ${JSON.stringify(error.details || "").slice(0, 300)}`);
    }
}

// Data Package: the schemas of the standard by a JSON Schema validator; each value of each table by frictionless' reader.
async function checkTables() {
    const text = fs.readFileSync(path.join(folder, "datapackage.json"), "utf8");
    const described = JSON.parse(text);
    const Ajv = load("ajv-draft-04").default;
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    const profile = (name) => JSON.parse(fs.readFileSync(path.join(modules, "datapackage/lib/profiles", name), "utf8"));
    for (const name of ["data-package.json", "tabular-data-package.json"]) {
        const validate = ajv.compile(profile(name));
        if (!validate(described))
            for (const error of validate.errors)
                complain(`${name}: ${error.instancePath} ${error.message}`);
    }
    const { Package } = load("datapackage");
    const data = await Package.load(described, { basePath: folder, strict: false });
    if (!data.valid)
        complain("frictionless: " + data.errors.map((error) => error.message).join("; "));
    const listed = new Set();
    for (const resource of data.resources) {
        const file = path.join(folder, resource.descriptor.path);
        const bytes = fs.readFileSync(file);
        listed.add(resource.descriptor.path);
        if (bytes.length !== resource.descriptor.bytes)
            complain(`${resource.descriptor.path}: has ${bytes.length} bytes`);
        if ("sha256:" + crypto.createHash("sha256").update(bytes).digest("hex") !== resource.descriptor.hash)
            complain(`${resource.descriptor.path}: has another SHA-256`);
        try {
            const rows = await resource.read({ keyed: true });
            console.error(`${resource.descriptor.path}: ${rows.length} rows`);
        } catch (error) {
            complain(`${resource.descriptor.path}: ${error.message} ${(error.errors || []).slice(0, 3).map((e) => e.message)}`);
        }
    }
    for (const file of fs.readdirSync(folder))
        if (file.endsWith(".csv") && !listed.has(file))
            complain(`${file}: is not described`);
}

(kind === "crate" ? checkCrate() : checkTables())
    .catch((error) => complain(`${kind}: ${error.stack}`))
    .finally(() => process.exit(complaints > 0 ? 1 : 0));
