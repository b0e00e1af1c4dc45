import type { Field, Membership } from "./event-fields";

const WORTH_AN_INDEX = 16;
const NONE: readonly Field[] = [];

/** Fields that can be looked up by the element of the outermost array in which they stand. */
export class FieldIndex {
  /** Array number to element number to fields; fields of no array are under array -1. */
  #places: Map<number, Map<number, Field[]>> | undefined;

  constructor(private readonly fields: readonly Field[]) {}

  get size(): number {
    return this.fields.length;
  }

  /** All fields that can stand together with what has been chosen so far, and maybe some that cannot. */
  fieldsBeside(soFar: Membership): readonly Field[] {
    if (this.fields.length < WORTH_AN_INDEX || soFar.length === 0) return this.fields;
    this.#places ??= placesOf(this.fields);
    return [...this.#places].flatMap(([array, elements]) => {
      const chosen = soFar.find(([one]) => one === array);
      return chosen ? (elements.get(chosen[1]) ?? NONE) : [...elements.values()].flat();
    });
  }
}

function placesOf(fields: readonly Field[]): Map<number, Map<number, Field[]>> {
  const places = new Map<number, Map<number, Field[]>>();
  for (const field of fields) {
    const [array, element] = field.membership[0] ?? [-1, 0];
    const elements = places.get(array) ?? new Map<number, Field[]>();
    places.set(array, elements);
    const siblings = elements.get(element);
    if (siblings) siblings.push(field);
    else elements.set(element, [field]);
  }
  return places;
}
