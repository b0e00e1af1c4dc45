import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { openApiDocument } from "./openapi";

// Writes openapi.json, or with --check says whether the committed file still tells what the contract says.
const PATH = "openapi.json";
const text = `${JSON.stringify(openApiDocument(), null, 2)}\n`;

if (!process.argv.includes("--check")) writeFileSync(PATH, text);
else if (!existsSync(PATH) || readFileSync(PATH, "utf8") !== text) {
  console.error(`${PATH} does not match the contract: run npm run openapi and commit the result.`);
  process.exitCode = 1;
}
