/** A control request that is wrong; the message names the field. */
export class BadRequest extends Error {}

interface NumberRule {
  readonly min: number;
  readonly max: number;
  readonly isWhole?: boolean;
}

/** The fields of one JSON object in a control request. Every reader throws BadRequest with the path of what is wrong. */
export class Fields {
  readonly #value: Readonly<Record<string, unknown>>;
  readonly #path: string;

  constructor(value: unknown, path = "") {
    if (!isObject(value)) throw new BadRequest(`${path || "the body"} must be a JSON object`);
    this.#value = value;
    this.#path = path;
  }

  /** Refuses fields with other names: a misspelt one must not be silently ignored. */
  only(names: readonly string[]): this {
    const unknown = Object.keys(this.#value).find((name) => !names.includes(name));
    if (unknown !== undefined) throw new BadRequest(`${this.at(unknown)} is unknown; known are ${names.join(", ")}`);
    return this;
  }

  any(name: string): unknown {
    return this.#value[name];
  }

  text(name: string, pattern?: RegExp): string {
    const value = this.optionalText(name, pattern);
    if (value === undefined) throw new BadRequest(`${this.at(name)} is required`);
    return value;
  }

  optionalText(name: string, pattern?: RegExp): string | undefined {
    const value = this.#value[name];
    if (value === undefined) return undefined;
    if (typeof value !== "string") throw new BadRequest(`${this.at(name)} must be text`);
    if (pattern && !pattern.test(value)) throw new BadRequest(`${this.at(name)} must match ${pattern.source}`);
    return value;
  }

  number(name: string, rule: NumberRule): number {
    const value = this.optionalNumber(name, rule);
    if (value === undefined) throw new BadRequest(`${this.at(name)} is required`);
    return value;
  }

  optionalNumber(name: string, { min, max, isWhole }: NumberRule): number | undefined {
    const value = this.#value[name];
    if (value === undefined) return undefined;
    const isFine = typeof value === "number" && value >= min && value <= max && (!isWhole || Number.isInteger(value));
    if (isFine) return value;
    throw new BadRequest(`${this.at(name)} must be a ${isWhole ? "whole " : ""}number from ${min} to ${max}`);
  }

  optionalBoolean(name: string): boolean | undefined {
    const value = this.#value[name];
    if (value === undefined || typeof value === "boolean") return value;
    throw new BadRequest(`${this.at(name)} must be true or false`);
  }

  optionalOneOf<const T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.#value[name];
    if (value === undefined) return undefined;
    const choice = choices.find((known) => known === value);
    if (choice !== undefined) return choice;
    throw new BadRequest(`${this.at(name)} must be one of ${choices.join(", ")}`);
  }

  /** The members of a list, each with its place; an absent list is empty. */
  list(name: string): { readonly value: unknown; readonly path: string }[] {
    const value = this.#value[name] ?? [];
    if (!Array.isArray(value)) throw new BadRequest(`${this.at(name)} must be a list`);
    return value.map((member: unknown, index) => ({ value: member, path: `${this.at(name)}[${index}]` }));
  }

  objects(name: string): Fields[] {
    return this.list(name).map(({ value, path }) => new Fields(value, path));
  }

  at(name: string): string {
    return this.#path ? `${this.#path}.${name}` : name;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
