#!/usr/bin/env node
// `dlo`: the office on the command line, from anywhere. Needs Node 20.19; the sources are run as they are.
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
// The paths of our own tsconfig, not of the folder in which somebody stands.
register({ tsconfig: join(root, "tsconfig.json") });

// `dlo … | head` ends the reader first; that is no failure.
process.stdout.on("error", (failure) => {
  if (failure.code !== "EPIPE") throw failure;
  process.exit();
});

const { main } = await import("./main.ts");
process.exitCode = await main(process.argv.slice(2), { url: process.env.DLO_URL, token: process.env.DLO_TOKEN });
