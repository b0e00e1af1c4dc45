/** The value of a placeholder; undefined when the event has nothing at its path. */
export type ValueOf = (placeholder: string) => unknown;

export const PLACEHOLDER = /<([\w.-]+)>/g;

/**
 * Fills an input template by the rules of the EventBridge user guide ("Input transformation", examples and common
 * issues): text gets quotation marks where it stands for a value and is put in as it is, not escaped, inside quotation
 * marks; what the event lacks leaves an empty text. The result of a JSON template may be no JSON; see `isWritten`.
 */
export function renderTemplate(template: string, find: ValueOf): string {
  return isText(template) ? renderText(template, find) : renderJson(template, find);
}

/** Whether a filled template is what EventBridge delivers: JSON, or lines each of which is a JSON string. */
export function isWritten(template: string, rendered: string): boolean {
  return isText(template) ? rendered.split("\n").every(isJson) : isJson(rendered);
}

/** A template is text when it starts with a quotation mark, and JSON otherwise. */
function isText(template: string): boolean {
  return template.trimStart().startsWith('"');
}

/** Each line is delivered within quotation marks of its own. */
function renderText(template: string, find: ValueOf): string {
  const filled = template.trim().replace(PLACEHOLDER, (_, name: string) => plain(find(name)));
  return filled
    .split("\n")
    .map((line) => line.trim().replace(/^"?(.*?)"?$/, '"$1"'))
    .join("\n");
}

/** In text, objects and lists lose their quotation marks. */
function plain(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value).replaceAll('"', "");
}

function renderJson(template: string, find: ValueOf): string {
  let isQuoted = false;
  return template.replace(/\\.|"|<([\w.-]+)>/gs, (part: string, name: string | undefined) => {
    if (part === '"') isQuoted = !isQuoted;
    if (name === undefined) return part;
    const found = find(name);
    const value = found === undefined ? "" : found;
    return isQuoted && typeof value === "string" ? value : JSON.stringify(value);
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
