import { RelativeTime } from "@/app/_components/ui/time";

/** What a pipeline is here, and how old the knowledge of its shape is. */
export function AssembledLead({ assembledAt }: { assembledAt: string | null | undefined }) {
  return (
    <span className="min-w-0">
      Worked out of what leads where in the inventory, across accounts.{" "}
      {assembledAt ? (
        <>
          Last found so <RelativeTime at={assembledAt} suffix=" ago" />.
        </>
      ) : (
        "Not put together yet."
      )}
    </span>
  );
}
