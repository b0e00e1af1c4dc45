import type { World } from "../service";
import type { Fields } from "./fields";

/**
 * One part of a setup request. `parse` checks everything and throws BadRequest; what it returns changes the world and
 * says what was declared. Declaring the same again changes nothing.
 */
export interface SetupSection {
  /** The member of the request, a list of objects. */
  readonly name: string;
  parse(items: readonly Fields[]): (world: World) => readonly string[];
}
