import { isRecord, isScalar, type Scalar } from "./scalar";

/** In which element of which array a value stands: pairs of array number and element number. */
export type Membership = readonly (readonly [array: number, element: number])[];

export interface Field {
  readonly value: Scalar;
  /** Arrays of objects and arrays only: the scalars of an array are alternatives of one field. */
  readonly membership: Membership;
}

/** An event's leaves by their path, names joined by dots; arrays do not show in paths. */
export type EventFields = ReadonlyMap<string, readonly Field[]>;

const NOWHERE: Membership = [];
const known = new WeakMap<object, EventFields>();

/** The leaves of an event. An event is read once, however many patterns look at it: it must not change afterwards. */
export function fieldsOf(event: object): EventFields {
  const fields = known.get(event) ?? readFields(event);
  known.set(event, fields);
  return fields;
}

function readFields(event: object): EventFields {
  const fields = new Map<string, Field[]>();
  let arrays = 0;
  const read = (value: unknown, path: string, membership: Membership): void => {
    if (isScalar(value)) {
      const siblings = fields.get(path);
      if (siblings) siblings.push({ value, membership });
      else fields.set(path, [{ value, membership }]);
    } else if (Array.isArray(value)) {
      const array = arrays;
      arrays += 1;
      value.forEach((element, index) => {
        read(element, path, isScalar(element) ? membership : [...membership, [array, index]]);
      });
    } else if (isRecord(value)) {
      for (const [name, one] of Object.entries(value)) read(one, path === "" ? name : `${path}.${name}`, membership);
    }
  };
  read(event, "", NOWHERE);
  return fields;
}
