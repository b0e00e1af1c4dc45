import { fitsParts } from "../glob";
import { invalidParameter } from "./errors";

type Test = (value: unknown) => boolean;

interface Tokens {
  peek(): string | undefined;
  next(): string;
}

const TOKEN = /\s*(&&|\|\||!=|>=|<=|[(){}=<>]|"(?:[^"\\]|\\.)*"|[^\s(){}=<>!&|"]+)/y;
const STEP = /\.([\w-]+)|\[(\d+)\]|\['([^']+)'\]|\.'([^']+)'/y;
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const DEEPEST = 50;

/**
 * What a JSON pattern such as `{ $.level = "ERROR" && ($.ms > 100 || $.code IS NULL) }` matches. `*` in a text stands for
 * anything; a line that is no JSON object never matches. Throws InvalidParameterException.
 */
export function parseJsonPattern(text: string): (message: string) => boolean {
  const tokens = tokensOf(text);
  expect(tokens, "{");
  const test = parseAny(tokens, 0);
  expect(tokens, "}");
  if (tokens.peek() !== undefined) throw invalid(tokens.peek());
  return (message) => {
    const value = jsonIn(message);
    return value !== undefined && test(value);
  };
}

function parseAny(tokens: Tokens, depth: number): Test {
  if (depth > DEEPEST) throw invalid("(");
  const tests = [parseAll(tokens, depth)];
  while (tokens.peek() === "||") {
    tokens.next();
    tests.push(parseAll(tokens, depth));
  }
  return (value) => tests.some((test) => test(value));
}

function parseAll(tokens: Tokens, depth: number): Test {
  const tests = [parseOne(tokens, depth)];
  while (tokens.peek() === "&&") {
    tokens.next();
    tests.push(parseOne(tokens, depth));
  }
  return (value) => tests.every((test) => test(value));
}

function parseOne(tokens: Tokens, depth: number): Test {
  if (tokens.peek() === "(") {
    tokens.next();
    const inside = parseAny(tokens, depth + 1);
    expect(tokens, ")");
    return inside;
  }
  const steps = stepsOf(tokens.next());
  const holds = parseComparison(tokens);
  return (value) => holds(valueAt(value, steps));
}

function parseComparison(tokens: Tokens): Test {
  const operator = tokens.next().toUpperCase();
  if (operator === "NOT") {
    if (tokens.next().toUpperCase() !== "EXISTS") throw invalid("NOT");
    return (found) => found === undefined;
  }
  const operand = tokens.next();
  if (operator === "IS") return parseIs(operand);
  if (operator === "=") return equals(operand);
  if (operator === "!=") {
    const isEqual = equals(operand);
    return (found) => found !== undefined && !isEqual(found);
  }
  const limit = Number(operand);
  if (!NUMBER.test(operand)) throw invalid(operand);
  const compare = Object.hasOwn(ORDER, operator) ? ORDER[operator] : undefined;
  if (!compare) throw invalid(operator);
  return (found) => typeof found === "number" && compare(found, limit);
}

const ORDER: Readonly<Record<string, (found: number, limit: number) => boolean>> = {
  ">": (found, limit) => found > limit,
  ">=": (found, limit) => found >= limit,
  "<": (found, limit) => found < limit,
  "<=": (found, limit) => found <= limit,
};

function parseIs(operand: string): Test {
  const wanted = { TRUE: true, FALSE: false, NULL: null }[operand.toUpperCase()];
  if (wanted === undefined) throw invalid(operand);
  return (found) => found === wanted;
}

/** A number equals numbers; anything else is a text, in quotes or not, in which `*` stands for anything. */
function equals(operand: string): Test {
  if (NUMBER.test(operand)) return (found) => found === Number(operand) || found === operand;
  const text = operand.startsWith('"') ? operand.slice(1, -1).replaceAll(/\\(.)/g, "$1") : operand;
  const parts = text.split("*");
  return (found) => typeof found === "string" && fitsParts(found, parts);
}

function stepsOf(selector: string): string[] {
  if (!selector.startsWith("$")) throw invalid(selector);
  const steps: string[] = [];
  STEP.lastIndex = 1;
  let end = 1;
  while (end < selector.length) {
    const found = STEP.exec(selector);
    if (!found) throw invalid(selector);
    end = STEP.lastIndex;
    steps.push(found.slice(1).find((part) => part !== undefined) ?? "");
  }
  if (steps.length === 0) throw invalid(selector);
  return steps;
}

function valueAt(value: unknown, steps: readonly string[]): unknown {
  let here = value;
  for (const step of steps) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, step)) return undefined;
    here = Reflect.get(here, step);
  }
  return here;
}

function jsonIn(message: string): unknown {
  if (!message.trimStart().startsWith("{")) return undefined;
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}

function tokensOf(text: string): Tokens {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let end = 0; end < text.length; end = TOKEN.lastIndex) {
    const [, token] = TOKEN.exec(text) ?? [];
    if (token === undefined) throw invalid(text.slice(end, end + 40));
    tokens.push(token);
  }
  let place = 0;
  return {
    peek: () => tokens[place],
    next: () => {
      const token = tokens[place++];
      if (token === undefined) throw invalid("(end)");
      return token;
    },
  };
}

function expect(tokens: Tokens, wanted: string): void {
  const token = tokens.next();
  if (token !== wanted) throw invalid(token);
}

function invalid(token: string | undefined) {
  return invalidParameter(`Invalid metric filter pattern: unexpected '${token}'`);
}
