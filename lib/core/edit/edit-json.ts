import { bodyPathText, EVERY, readBodyPath } from "./body-path";
import { CannotEdit } from "./cannot-edit";
import { type BodyPlace, findPlaces } from "./find-places";
import { type JsonNode, readTree } from "./json-tree";
import type { EditStep } from "./recipe";
import { removalSplices } from "./removal";
import { replacedInString } from "./replace-text";
import { type Splice, spliced } from "./splice";
import { isUntouched, pathKey, type Touched } from "./untouched";

export type JsonStep = Extract<EditStep, { step: "set" | "default" | "remove" | "rename" | "replace" }>;

interface Change {
  readonly splices: readonly Splice[];
  readonly touched: Touched;
}
const NOTHING = { set: new Set<string>(), removed: new Set<JsonNode>(), renamed: new Map<JsonNode, string>() };

export interface EditedJson {
  readonly text: string;
  /** Where something was changed, as people write paths. */
  readonly paths: readonly string[];
}

/**
 * A JSON text with one step made; every byte outside of the places that the step names stays. It is read again afterwards and
 * refused if any other value is not there as before. The same text when the step finds nothing to do.
 */
export function editJson(text: string, root: JsonNode, step: JsonStep): EditedJson {
  const parts = readBodyPath(step.path);
  if (typeof parts === "string") throw new CannotEdit(parts);
  if (parts.length === 0) throw new CannotEdit("this body is JSON: name a field of it");
  const missing = step.step === "set" || step.step === "default" ? "is-mistake" : "is-nothing";
  const places = findPlaces(root, parts, missing).filter((place) => isAffected(text, place, step));
  if (places.length === 0) return { text, paths: [] };
  const { splices, touched } = changeOf(text, places, step);
  const edited = spliced(text, splices);
  const after = readTree(edited);
  if (after === undefined) throw new CannotEdit("the body would be no JSON any more, or nested too deeply");
  if (!isUntouched({ text, root }, { text: edited, root: after }, touched))
    throw new CannotEdit("other places of the body would change with it");
  const isMany = parts.includes(EVERY);
  return { text: edited, paths: isMany ? [step.path] : places.map(({ path }) => bodyPathText(path)) };
}

function isAffected(text: string, { node, path }: BodyPlace, step: JsonStep): boolean {
  if (step.step === "default") return node === undefined;
  if (step.step === "set") return node === undefined || text.slice(node.start, node.end) !== step.value.trim();
  if (node === undefined) return false;
  if (step.step === "rename") return step.name !== path.at(-1);
  if (step.step !== "replace") return true;
  if (node.kind !== "string") throw new CannotEdit(`${bodyPathText(path)} is no text`);
  const source = text.slice(node.start, node.end);
  return replacedInString(source, step.find, step.with) !== source;
}

function changeOf(text: string, places: readonly BodyPlace[], step: JsonStep): Change {
  const set = new Set(places.map(({ path }) => pathKey(path)));
  if (step.step === "remove") {
    const removed = new Set(places.flatMap(({ node }) => node ?? []));
    return { splices: removalSplices(places), touched: { ...NOTHING, removed } };
  }
  if (step.step === "rename") return renaming(places, step.name);
  return { splices: places.map((place) => writing(text, place, step)), touched: { ...NOTHING, set } };
}

function writing(text: string, place: BodyPlace, step: Extract<JsonStep, { step: "set" | "default" | "replace" }>) {
  const { node } = place;
  if (node === undefined) return insertion(text, place, step.step === "replace" ? "" : step.value.trim());
  const { start, end } = node;
  if (step.step === "replace")
    return { start, end, text: replacedInString(text.slice(start, end), step.find, step.with) };
  return { start, end, text: step.value.trim() };
}

/** A new last member, set off from the one before as that one is from its own neighbours. */
function insertion(text: string, { parent, path }: BodyPlace, value: string): Splice {
  if (parent?.kind !== "object") throw new CannotEdit(`${bodyPathText(path)} is not there`);
  const name = JSON.stringify(path.at(-1));
  const last = parent.members.at(-1);
  if (last === undefined) return { start: parent.start + 1, end: parent.start + 1, text: `${name}:${value}` };
  const before = parent.members.at(-2);
  const space = text.slice(before === undefined ? parent.start + 1 : before.value.end, last.start).replace(",", "");
  const colon = text.slice(last.nameEnd, last.value.start);
  return { start: last.value.end, end: last.value.end, text: `,${space}${name}${colon}${value}` };
}

function renaming(places: readonly BodyPlace[], name: string): Change {
  const splices: Splice[] = [];
  const renamed = new Map<JsonNode, string>();
  for (const { parent, index, path } of places) {
    const member = parent?.kind === "object" ? parent.members[index] : undefined;
    if (parent?.kind !== "object" || member === undefined)
      throw new CannotEdit(`${bodyPathText(path)} has no name: it is an item of a list`);
    if (parent.members.some((other) => other.name === name))
      throw new CannotEdit(`${bodyPathText([...path.slice(0, -1), name])} is there already`);
    splices.push({ start: member.start, end: member.nameEnd, text: JSON.stringify(name) });
    renamed.set(member.value, name);
  }
  return { splices, touched: { ...NOTHING, renamed } };
}
