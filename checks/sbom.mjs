// `npm run sbom`: everything that a running installation is made of, as CycloneDX on standard output or in a named file.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { root } from "./source-files.mjs";
import { productionPackages, readManifests } from "./supply-chain.mjs";

/**
 * CycloneDX as npm makes it, named after the product and without development packages. npm's own `--omit=dev` also
 * leaves out what both production and a development package need, so the lock file decides here.
 */
export function makeSbom() {
  const [manifest, lock] = readManifests();
  const args = ["sbom", "--sbom-format=cyclonedx", "--sbom-type=application"];
  const made = execFileSync("npm", args, {
    cwd: root,
    stdio: ["ignore", "pipe", "ignore"],
    maxBuffer: 64 * 1024 * 1024,
  });
  const sbom = JSON.parse(made.toString("utf8"));
  const production = new Set(productionPackages(lock));
  const kept = sbom.components.filter((one) => production.has(fullName(one)));
  const refs = new Set([sbom.metadata.component["bom-ref"], ...kept.map((one) => one["bom-ref"])]);
  return {
    ...sbom,
    metadata: { ...sbom.metadata, component: { ...sbom.metadata.component, name: manifest.name } },
    components: kept,
    dependencies: sbom.dependencies
      .filter(({ ref }) => refs.has(ref))
      .map((one) => ({ ...one, dependsOn: one.dependsOn.filter((ref) => refs.has(ref)) })),
  };
}

/** `name@version` of a component; npm puts the scope into the name or beside it. */
export function fullName({ group, name, version }) {
  return `${group ? `${group}/` : ""}${name}@${version}`;
}

if (process.argv[1]?.endsWith("sbom.mjs")) {
  const text = `${JSON.stringify(makeSbom(), null, 2)}\n`;
  const [file] = process.argv.slice(2);
  if (file) writeFileSync(file, text);
  else process.stdout.write(text);
}
