import { evaluateExpression, parseIntrinsic } from "./intrinsics";
import { parsePath, read, type Scope } from "./json-path";

/** Fills Parameters, ItemSelector or ResultSelector: members whose names end in `.$` are paths or intrinsic functions. */
export function fillTemplate(template: unknown, scope: Scope, uuid: () => string): unknown {
  if (Array.isArray(template)) return template.map((one) => fillTemplate(one, scope, uuid));
  if (typeof template !== "object" || template === null) return template;
  const filled = Object.entries(template).map(([name, value]) => {
    if (!name.endsWith(".$")) return [name, fillTemplate(value, scope, uuid)];
    return [name.slice(0, -2), evaluate(String(value), scope, uuid)];
  });
  return Object.fromEntries(filled);
}

function evaluate(text: string, scope: Scope, uuid: () => string): unknown {
  const expression = text.startsWith("$") ? undefined : parseIntrinsic(text);
  return expression ? evaluateExpression(expression, scope, uuid) : read(text, scope, "Parameters");
}

/** The first member whose `.$` text is neither a path nor a known function, with its place; undefined when all are. */
export function badTemplateMember(template: unknown, place: string): string | undefined {
  if (typeof template !== "object" || template === null) return undefined;
  for (const [name, value] of Object.entries(template)) {
    const at = `${place}/${name}`;
    const isExpression = typeof value === "string" && (parsePath(value) ?? parseIntrinsic(value)) !== undefined;
    const bad = name.endsWith(".$") ? (isExpression ? undefined : at) : badTemplateMember(value, at);
    if (bad) return bad;
  }
  return undefined;
}
