/** A leaf of an event. */
export type Scalar = string | number | boolean | null;

export type ScalarTest = (value: Scalar) => boolean;

export const isScalar = (value: unknown): value is Scalar =>
  value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
