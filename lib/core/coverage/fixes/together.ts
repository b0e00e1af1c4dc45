import type { Fix } from "../rule";

/** Several resources as one fix, in the order in which a reader wants them. */
export function together(...fixes: readonly (Fix | null)[]): Fix {
  const parts = fixes.filter((fix) => fix !== null);
  return {
    terraform: parts.map((fix) => fix.terraform).join("\n"),
    cloudFormation: parts.map((fix) => fix.cloudFormation).join("\n"),
  };
}
