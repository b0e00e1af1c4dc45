// Chromium from npm: a headless shell with the few libraries and fonts that a bare machine lacks, unpacked once into
// .data/. Linux x64 only; elsewhere CHROMIUM names an installed browser.
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";

/** Where the browser is, and the environment it needs to find its libraries and fonts. */
export function chromium() {
  if (process.env.CHROMIUM) return { executablePath: process.env.CHROMIUM, env: {} };
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new Error(
      "No browser comes with the packages on this platform: set CHROMIUM to the path of an installed one",
    );
  const source = resolve(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "..");
  const { version } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  const folder = resolve(fileURLToPath(import.meta.url), `../../../.data/chromium-${version}`);
  if (!existsSync(folder)) unpack(source, folder);
  return {
    executablePath: join(folder, "chromium"),
    env: { LD_LIBRARY_PATH: join(folder, "lib"), FONTCONFIG_FILE: join(folder, "fonts.conf") },
  };
}

/** Unpacks beside and renames, so that a half-unpacked browser is never taken for a whole one. */
function unpack(source, folder) {
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  const read = (name) => brotliDecompressSync(readFileSync(join(source, "bin", name)));
  writeFileSync(join(draft, "chromium"), read("chromium.br"));
  chmodSync(join(draft, "chromium"), 0o755);
  for (const part of ["al2023", "fonts", "swiftshader"])
    execFileSync("tar", ["-x", "-C", draft], { input: read(`${part}.tar.br`) });
  const fonts = readFileSync(join(draft, "fonts.conf"), "utf8")
    .replaceAll("/tmp/fonts<", `${join(folder, "fonts")}<`)
    .replace("/tmp/fonts-cache/", join(folder, "fonts-cache"));
  writeFileSync(join(draft, "fonts.conf"), fonts);
  try {
    renameSync(draft, folder);
  } catch (failure) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw failure;
  }
}
