"use client";

import { useSight } from "@/app/_components/me";
import { RelativeTime } from "@/app/_components/ui/time";
import type { OutputOf } from "@/lib/contract";

/** How old the inventory is: the newest read and the oldest of those that make it up. */
export function HowFresh({ inventory }: { inventory: OutputOf<"getInventory"> }) {
  const { newestReadAt, oldestReadAt } = inventory;
  const sight = useSight();
  if (sight === "resources")
    return <span>Your grants name single resources; how whole accounts were read is not shown.</span>;
  if (newestReadAt === null || oldestReadAt === null) return <span>Nothing was read yet.</span>;
  return (
    <span>
      Newest read <RelativeTime at={newestReadAt} suffix=" ago" />; every place was read within the last{" "}
      <RelativeTime at={oldestReadAt} />.
    </span>
  );
}
