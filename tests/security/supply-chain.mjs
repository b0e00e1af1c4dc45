// What we are made of: the lock file, known holes, the registry's signatures, and a list of parts. Ends with 1 when
// something is wrong, and with 3 when npm's servers could not be asked: that is said, never taken for "nothing found".
import { fullName, makeSbom } from "../../checks/sbom.mjs";
import {
  auditAdvisories,
  auditSignatures,
  lockProblems,
  productionPackages,
  readManifests,
} from "../../checks/supply-chain.mjs";

const WORDS = { ok: "✓", found: "✗", unreachable: "! NOT CHECKED:" };
const [manifest, lock] = readManifests();

const results = [
  ["lock file", listed(lockProblems(manifest, lock))],
  ["list of parts (CycloneDX)", listed(sbomProblems())],
  ["known holes of high or critical severity, without development packages", await auditAdvisories()],
  ["signatures of the registry", await auditSignatures()],
];
for (const [name, { state, lines }] of results) {
  console.log(`${WORDS[state]} ${name}`);
  for (const line of lines) console.log(`    ${line}`);
}
const states = new Set(results.map(([, { state }]) => state));
if (states.has("unreachable"))
  console.log("! npm's servers could not be asked from here. Run this where they answer before a release.");
process.exitCode = states.has("found") ? 1 : states.has("unreachable") ? 3 : 0;

function listed(problems) {
  return { state: problems.length > 0 ? "found" : "ok", lines: problems };
}

/** Every package that production needs on every system must be on the list. */
function sbomProblems() {
  const { bomFormat, components, metadata } = makeSbom();
  const known = new Set(components.map(fullName));
  const needed = Object.entries(lock.packages).filter(([path, one]) => path !== "" && !one.dev && !one.optional);
  const missing = productionPackages({ packages: Object.fromEntries(needed) }).filter((one) => !known.has(one));
  return [
    ...(bomFormat === "CycloneDX" && metadata.component.name === manifest.name ? [] : ["it is no list of ours"]),
    ...missing.map((one) => `${one} is installed and not listed`),
  ];
}
