import { StateFailure } from "./execution-error";
import { parsePath, read, type Scope } from "./json-path";

export type Expression =
  | { readonly path: string }
  | { readonly literal: string | number | boolean | null }
  | { readonly call: string; readonly args: readonly Expression[] };

const TOKEN = /\s*(?:(States\.\w+)\s*\(|'((?:[^'\\]|\\.)*)'|(-?\d+(?:\.\d+)?)|(true|false|null)|(\$[^\s,()]*)|([,)]))/y;

/** The tree of `States.Format('Order {}', $.id)`; undefined when the text is no such expression or names another function. */
export function parseIntrinsic(text: string): Expression | undefined {
  const reader = new Reader(text);
  const expression = reader.expression();
  return expression && reader.isAtEnd ? expression : undefined;
}

class Reader {
  #at = 0;

  constructor(private readonly text: string) {}

  get isAtEnd(): boolean {
    return this.text.slice(this.#at).trim() === "";
  }

  expression(): Expression | undefined {
    const [, call, quoted, number, word, path] = this.#token() ?? [];
    if (call !== undefined) return this.#call(call);
    if (quoted !== undefined) return { literal: quoted.replace(/\\(.)/g, "$1") };
    if (number !== undefined) return { literal: Number(number) };
    if (word !== undefined) return { literal: JSON.parse(word) };
    return path !== undefined && parsePath(path) ? { path } : undefined;
  }

  #call(call: string): Expression | undefined {
    if (!Object.hasOwn(FUNCTIONS, call)) return undefined;
    const args: Expression[] = [];
    if (/^\s*\)/.test(this.text.slice(this.#at))) {
      this.#token();
      return { call, args };
    }
    for (;;) {
      const arg = this.expression();
      const separator = this.#token()?.[6];
      if (!arg || !separator) return undefined;
      args.push(arg);
      if (separator === ")") return { call, args };
    }
  }

  #token(): RegExpExecArray | undefined {
    TOKEN.lastIndex = this.#at;
    const match = TOKEN.exec(this.text);
    if (match) this.#at = TOKEN.lastIndex;
    return match ?? undefined;
  }
}

type Function = (args: readonly unknown[], uuid: () => string) => unknown;

const FUNCTIONS: Readonly<Record<string, Function>> = {
  "States.Format": ([template, ...values]) => {
    let place = 0;
    return text(template).replace(/\{\}/g, () => shown(values[place++]));
  },
  "States.JsonToString": ([value]) => JSON.stringify(value),
  "States.StringToJson": ([value]) => parseJson(text(value)),
  "States.Array": (args) => [...args],
  "States.ArrayLength": ([value]) => list(value).length,
  "States.ArrayGetItem": ([value, index]) => list(value)[Number(index)],
  "States.ArrayContains": ([value, wanted]) =>
    list(value).some((one) => JSON.stringify(one) === JSON.stringify(wanted)),
  "States.MathAdd": ([one, other]) => Number(one) + Number(other),
  "States.StringSplit": ([value, separators]) => text(value).split(new RegExp(`[${escaped(text(separators))}]`)),
  "States.JsonMerge": ([one, other]) => ({ ...Object(one), ...Object(other) }),
  "States.Base64Encode": ([value]) => Buffer.from(text(value)).toString("base64"),
  "States.Base64Decode": ([value]) => Buffer.from(text(value), "base64").toString("utf8"),
  "States.UUID": (_args, uuid) => uuid(),
};

/** The value of an expression; what does not fit its function fails the state with States.IntrinsicFailure. */
export function evaluateExpression(expression: Expression, scope: Scope, uuid: () => string): unknown {
  if ("literal" in expression) return expression.literal;
  if ("path" in expression) return read(expression.path, scope, "Parameters");
  const args = expression.args.map((arg) => evaluateExpression(arg, scope, uuid));
  const value = FUNCTIONS[expression.call]?.(args, uuid);
  if (value === undefined) throw new StateFailure("States.IntrinsicFailure", `${expression.call} has no result`);
  return value;
}

function text(value: unknown): string {
  if (typeof value === "string") return value;
  throw new StateFailure("States.IntrinsicFailure", "Invalid arguments: a string was expected");
}

function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new StateFailure("States.IntrinsicFailure", "Invalid arguments: an array was expected");
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

function escaped(characters: string): string {
  return characters.replace(/[\\\]^-]/g, "\\$&");
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new StateFailure("States.IntrinsicFailure", "Invalid arguments: the string is not JSON");
  }
}
