import { validationProblem } from "../archives/check-input";
import { parseJsonPath } from "../transform/json-path";
import { isWritten, PLACEHOLDER, renderTemplate } from "../transform/render-template";
import { isPredefined } from "../transform/target-input";

const MOST_PATHS = 100;
const KEY = /^[A-Za-z0-9_-]{1,256}$/;
const SAMPLE = "sample";

/** Throws ValidationException for a transformer that could never give a target anything. */
export function checkTransformer(id: string, paths: Readonly<Record<string, string>>, template: string): void {
  if (Object.keys(paths).length > MOST_PATHS) {
    throw validationProblem(`InputPathsMap for target ${id} must have at most ${MOST_PATHS} entries.`);
  }
  for (const [key, path] of Object.entries(paths)) checkPath(id, key, path);
  for (const [, name = ""] of template.matchAll(PLACEHOLDER)) {
    if (Object.hasOwn(paths, name) || isPredefined(name)) continue;
    throw validationProblem(`InputTemplate for target ${id} contains invalid placeholder ${name}.`);
  }
  checkForm(id, template);
}

function checkPath(id: string, key: string, path: string): void {
  if (!KEY.test(key) || /^aws\./i.test(key)) {
    throw validationProblem(`InputPathsMap for target ${id} contains invalid key ${key}.`);
  }
  if (path.length > 256 || !parseJsonPath(path)) {
    throw validationProblem(`InputPathsMap for target ${id} contains invalid path ${path}.`);
  }
}

/** A template that is no JSON with harmless values will not be with any. */
function checkForm(id: string, template: string): void {
  const rendered = renderTemplate(template, () => SAMPLE);
  if (!isWritten(template, rendered)) throw validationProblem(`Invalid InputTemplate for target ${id} : ${template}`);
  if (!template.trimStart().startsWith("{")) return;
  const marked = renderTemplate(template, () => "<placeholder>");
  if (/"[^"]*<placeholder>[^"]*"\s*:/.test(marked)) {
    throw validationProblem(`InputTemplate for target ${id} contains a placeholder in an object key.`);
  }
}
