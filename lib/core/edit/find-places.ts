import { type BodyPathPart, bodyPathText, EVERY } from "./body-path";
import { CannotEdit } from "./cannot-edit";
import type { JsonNode } from "./json-tree";

/** A place that a path names in one body. Without a node there is nothing yet, and the parent could take it. */
export interface BodyPlace {
  readonly path: readonly (string | number)[];
  readonly node: JsonNode | undefined;
  readonly parent: JsonNode | undefined;
  /** Its place among the members or items of the parent. */
  readonly index: number;
}

/** Whether a path that leads nowhere finds nothing, or is a mistake. */
type Missing = "is-nothing" | "is-mistake";

/** The places that a path names; several with `[*]`. Refuses what is not sure: a name that stands twice, a list that is none. */
export function findPlaces(root: JsonNode, parts: readonly BodyPathPart[], missing: Missing): BodyPlace[] {
  let places: BodyPlace[] = [{ path: [], node: root, parent: undefined, index: -1 }];
  for (const part of parts) {
    const next: BodyPlace[] = [];
    for (const place of places) {
      if (place.node !== undefined) next.push(...placesIn(place, place.node, part, missing));
      else if (missing === "is-mistake") throw new CannotEdit(`${bodyPathText(place.path)} is not there`);
    }
    places = next;
  }
  return places;
}

function placesIn(place: BodyPlace, node: JsonNode, part: BodyPathPart, missing: Missing): BodyPlace[] {
  if (typeof part === "string") return memberOf(place, node, part);
  if (node.kind !== "array") throw new CannotEdit(`${bodyPathText(place.path)} is no list`);
  const at = (index: number): BodyPlace => ({
    path: [...place.path, index],
    node: node.items[index],
    parent: node,
    index,
  });
  if (part === EVERY) return node.items.map((_, index) => at(index));
  if (part < node.items.length) return [at(part)];
  if (missing === "is-nothing") return [];
  throw new CannotEdit(`${bodyPathText(place.path)} has only ${node.items.length} items`);
}

function memberOf(place: BodyPlace, node: JsonNode, name: string): BodyPlace[] {
  if (node.kind !== "object") throw new CannotEdit(`${bodyPathText(place.path)} is no object`);
  const path = [...place.path, name];
  const index = node.members.findIndex((member) => member.name === name);
  if (index >= 0 && node.members.some((member, at) => at > index && member.name === name))
    throw new CannotEdit(`${bodyPathText(path)} stands there twice: which one is meant is not sure`);
  return [{ path, node: node.members[index]?.value, parent: node, index }];
}
