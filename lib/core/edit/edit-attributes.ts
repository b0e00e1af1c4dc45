import type { MessageAttribute } from "../messages/message";
import { attributeKind, isTraceAttribute, KIND_IN_WORDS } from "./attribute-kinds";
import { CannotEdit } from "./cannot-edit";
import type { EditStep } from "./recipe";

export type Attributes = Readonly<Record<string, MessageAttribute>>;
export type AttributeStep = Extract<EditStep, { step: "setAttribute" | "removeAttribute" | "renameAttribute" }>;

/** The attributes with one step made. The same ones when it finds nothing to do. */
export function editAttributes(attributes: Attributes, step: AttributeStep): Attributes {
  if (step.step === "setAttribute") {
    const before = ownAttribute(attributes, step.name);
    return withAttribute(attributes, step.name, attributeOf(step.value, step.dataType ?? before?.dataType ?? "String"));
  }
  const found = ownAttribute(attributes, step.name);
  if (found === undefined) return attributes;
  if (step.step === "removeAttribute") return without(attributes, [step.name]);
  if (step.to === step.name) return attributes;
  if (ownAttribute(attributes, step.to) !== undefined)
    throw new CannotEdit(`the attribute ${step.to} is there already`);
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name === step.name ? step.to : name, value]),
  );
}

/** The attributes of a copy that is a new try: without the trace of the old one. One that somebody wrote stays. */
export function withoutTrace(attributes: Attributes, written: readonly string[]): Attributes {
  return without(
    attributes,
    Object.keys(attributes).filter((name) => isTraceAttribute(name) && !written.includes(name)),
  );
}

/** Names of attributes that differ, in the order of their names. */
export function changedAttributes(before: Attributes, after: Attributes): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !isSame(ownAttribute(before, name), ownAttribute(after, name))).sort();
}

/** Refuses changes of attributes that are locked. */
export function refuseLocked(names: readonly string[]): void {
  const locked = names.find((name) => attributeKind(name) === "locked");
  if (locked !== undefined) throw new CannotEdit(`the attribute ${locked} ${KIND_IN_WORDS.locked}`);
}

function ownAttribute(attributes: Attributes, name: string): MessageAttribute | undefined {
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}

function attributeOf(value: string, dataType: string): MessageAttribute {
  return dataType.startsWith("Binary") ? { dataType, binaryBase64: value } : { dataType, stringValue: value };
}

/** In its old place, or last. Names such as `__proto__` become names like any other. */
function withAttribute(attributes: Attributes, name: string, value: MessageAttribute): Attributes {
  const entries = Object.entries(attributes);
  const isNew = !entries.some(([key]) => key === name);
  const kept = entries.map(([key, old]) => [key, key === name ? value : old] as const);
  return Object.fromEntries(isNew ? [...kept, [name, value]] : kept);
}

function without(attributes: Attributes, names: readonly string[]): Attributes {
  if (names.length === 0) return attributes;
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name)));
}

function isSame(a: MessageAttribute | undefined, b: MessageAttribute | undefined): boolean {
  return a?.dataType === b?.dataType && a?.stringValue === b?.stringValue && a?.binaryBase64 === b?.binaryBase64;
}
