import type { FoundHole } from "@/lib/core/coverage/judge";

/** The owner of the stage that fails, where that is known and owned; else of the resource. */
export function ownerOfHole(hole: FoundHole, owners: ReadonlyMap<string, string>): string | null {
  const { failingStageArn, resource } = hole;
  return (failingStageArn === null ? undefined : owners.get(failingStageArn)) ?? owners.get(resource.arn) ?? null;
}
