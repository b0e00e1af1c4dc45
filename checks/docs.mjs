import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { tsImport } from "tsx/esm/api";
import { repositoryFiles, root } from "./source-files.mjs";

const TOP_FOLDERS = "app|checks|docs|jobs|lib|prisma|public|simulator|tests|\\.ci";
const PATH_IN_BACKTICKS = new RegExp(`\`((?:${TOP_FOLDERS})/[\\w@.()[\\]/-]*[\\w\\])/])(?::\\d+)?\``, "g");
const LINK = /\]\((?!https?:|mailto:|#|\/)([^)\s#]+)(?:#[^)]*)?\)/g;
/** Made by a command, so absent in a fresh clone. */
const MADE = /^(lib\/db\/generated|docs\/screenshots\/.*\.png)/;

/** Problems as lines of text: documents that name what is not there. */
export function checkPathsInDocuments() {
  return repositoryFiles("**/*.md").flatMap((document) => {
    const text = readFileSync(join(root, document), "utf8");
    const named = [...text.matchAll(PATH_IN_BACKTICKS)].map(([, path]) => path);
    const linked = [...text.matchAll(LINK)].map(([, path]) => join(document, "..", path));
    return [...new Set([...named, ...linked])]
      .filter((path) => !MADE.test(path) && !existsSync(join(root, path)))
      .map((path) => `${document} names ${path}, which does not exist`);
  });
}

/** `.env.example` lists what `lib/env.ts` reads: nothing more, nothing less. A line may be commented out. */
export async function checkEnvironmentExample() {
  if (!existsSync(join(root, "lib/env.ts"))) return ["lib/env.ts is missing"];
  if (!existsSync(join(root, ".env.example"))) return [".env.example is missing"];
  const { envSchema } = await tsImport("../lib/env.ts", import.meta.url);
  const shape = shapeOf(envSchema);
  if (!shape) return ["lib/env.ts exports no zod object named envSchema"];
  const listed = readFileSync(join(root, ".env.example"), "utf8").matchAll(/^#? ?([A-Z][A-Z0-9_]*)=/gm);
  return difference(new Set(Object.keys(shape)), new Set([...listed].map(([, key]) => key)));
}

/** A refinement or a transformation wraps the object; the keys are those of the object inside. */
function shapeOf(schema) {
  return schema?.shape ?? (schema?.def?.in ? shapeOf(schema.def.in) : undefined);
}

function difference(read, listed) {
  return [
    ...[...read].filter((key) => !listed.has(key)).map((key) => `.env.example lacks ${key}, which lib/env.ts reads`),
    ...[...listed]
      .filter((key) => !read.has(key))
      .map((key) => `.env.example lists ${key}, which lib/env.ts does not read`),
  ];
}

const TEXT =
  /\.(ts|tsx|js|mjs|cjs|json|md|ya?ml|sql|prisma|css|html|txt|sh|example)$|(^|\/)(Dockerfile|run|LICENSE|\.npmrc|\.gitignore)$/;
const MACHINE_PATH = /(?<![\w.:@*-])\/(?:root|work|home\/\w+)\/[\w.-]+/;
const LOCKED_HOST = /"resolved": "https?:\/\/([^/"]+)/;

/** The tree builds anywhere: no path of the machine it was written on, no package host in the lock file. */
export function checkNoMachine() {
  const inTree = repositoryFiles()
    .filter((path) => TEXT.test(path) && path !== "package-lock.json")
    .flatMap((path) => {
      const hit = MACHINE_PATH.exec(readFileSync(join(root, path), "utf8"));
      return hit ? [`${path} names a path of one machine: ${hit[0]}`] : [];
    });
  const host = LOCKED_HOST.exec(readFileSync(join(root, "package-lock.json"), "utf8"));
  return host ? [...inTree, `package-lock.json names the package host ${host[1]}`] : inTree;
}
