import { serializationProblem } from "./json";

type Node = { text?: string; readonly children: Map<string, Node> };

const DEEPEST = 12;

/**
 * The members of a query request: `A.member.1.B=x` becomes `{A: [{B: "x"}]}`, and `A.entry.1.key=k&A.entry.1.value=v` (or
 * `Name` and `Value`) becomes `{A: {k: "v"}}`. All leaves are text.
 */
export function parseForm(form: URLSearchParams): Record<string, unknown> {
  const root: Node = { children: new Map() };
  for (const [path, text] of form) {
    const steps = path.split(".");
    if (steps.length > DEEPEST) throw serializationProblem(`${path.slice(0, 80)} is nested too deep.`);
    let node = root;
    for (const step of steps) {
      const next = node.children.get(step) ?? { children: new Map() };
      node.children.set(step, next);
      node = next;
    }
    node.text = text;
  }
  return Object.fromEntries([...root.children].map(([name, node]) => [name, contentOf(node)]));
}

function contentOf(node: Node): unknown {
  if (node.children.size === 0) return node.text ?? "";
  const members = node.children.get("member");
  if (members) return inOrder(members).map(contentOf);
  const entries = node.children.get("entry");
  if (entries) return Object.fromEntries(inOrder(entries).map(entryOf));
  return Object.fromEntries([...node.children].map(([name, child]) => [name, contentOf(child)]));
}

function inOrder({ children }: Node): Node[] {
  return [...children].sort(([one], [other]) => Number(one) - Number(other)).map(([, node]) => node);
}

function entryOf({ children }: Node): [string, unknown] {
  const key = children.get("key") ?? children.get("Name");
  const value = children.get("value") ?? children.get("Value");
  return [key?.text ?? "", value ? contentOf(value) : ""];
}
