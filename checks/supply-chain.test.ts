import { expect, test } from "vitest";
import { auditAdvisories, auditSignatures, lockProblems, readManifests } from "./supply-chain.mjs";

const hash = "sha512-x";

test("our own lock file pins every package, and no install script runs", () => {
  const [manifest, lock] = readManifests();

  expect(lockProblems(manifest, lock)).toEqual([]);
});

test.each([
  ["a version that may move", { dependencies: { a: "^1.0.0" } }, {}],
  ["a package from Git", {}, { "node_modules/a": { resolved: "git+ssh://git@github.com/a/a.git#1", integrity: hash } }],
  ["a package over http", {}, { "node_modules/a": { resolved: "http://x.example/a.tgz", integrity: hash } }],
  ["a package without a hash", {}, { "node_modules/a": {} }],
  ["a weak hash", {}, { "node_modules/a": { integrity: "sha1-x" } }],
  ["an install script", {}, { "node_modules/@b/a": { integrity: hash, hasInstallScript: true } }],
])("%s is a problem", (_, manifest, packages) => {
  expect(lockProblems(manifest, { packages: { "": {}, ...packages } })).toHaveLength(1);
});

const answering =
  (code: number, out: unknown, said = "") =>
  async () => ({
    code,
    out: typeof out === "string" ? out : JSON.stringify(out),
    said,
  });
const hole = (severity: string) => ({ name: "a", severity, range: "<2", via: [{ title: "bad", url: "https://x" }] });

test.each([
  ["a high advisory is found", { vulnerabilities: { a: hole("high"), b: hole("low") } }, 1, "found"],
  ["a critical advisory is found", { vulnerabilities: { a: hole("critical") } }, 1, "found"],
  ["moderate ones pass", { vulnerabilities: { a: hole("moderate") } }, 1, "ok"],
  ["none is fine", { vulnerabilities: {} }, 0, "ok"],
  ["an endpoint that refuses is no answer", { message: "405 Method Not Allowed", statusCode: 405 }, 1, "unreachable"],
  ["silence is no answer", "", 0, "unreachable"],
])("%s", async (_, out, code, state) => {
  expect((await auditAdvisories(answering(code, out))).state).toBe(state);
});

test.each([
  ["signatures that fit", "audited 800 packages", "", 0, "ok"],
  ["one that does not", "1 package has an invalid registry signature", "", 1, "found"],
  ["a server that is not there", "", "npm error code ENOTFOUND", 1, "unreachable"],
  ["a server that is slow", "", "npm took too long", 1, "unreachable"],
  ["anything else", "", "npm error something new", 1, "found"],
])("signatures: %s", async (_, out, said, code, state) => {
  expect((await auditSignatures(answering(code, out, said))).state).toBe(state);
});
