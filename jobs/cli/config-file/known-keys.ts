import type { z } from "zod";

/** The keys that a schema knows at a path; none where it does not go. */
export function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const { shape, element } = partsOf(schema);
  const [step, ...rest] = path;
  if (step === undefined) return Object.keys(shape ?? {});
  const inside = element ?? shape?.[String(step)];
  return inside ? knownKeys(inside, rest) : [];
}

interface Parts {
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
}

/** zod keeps what a schema is made of in its definition, whose type is a union of all that there are. */
function partsOf(schema: z.ZodType): Parts {
  const parts = schema.def as Parts;
  return parts.innerType ? partsOf(parts.innerType) : parts;
}
