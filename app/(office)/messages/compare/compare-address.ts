/** Two messages side by side; with one, the choice of the other. */
export function compareAddress(a: string, b?: string): string {
  return `/messages/compare?${new URLSearchParams(b === undefined ? { a } : { a, b })}`;
}
