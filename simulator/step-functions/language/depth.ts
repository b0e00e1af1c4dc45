/** Deeper data would overflow whoever writes it down; AWS's own limit is not documented. */
const DEEPEST = 500;

/** Whether a JSON value is nested deeper than is worked on here. */
export function isTooDeep(value: unknown, levels = DEEPEST): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isTooDeep(inner, levels - 1));
}
