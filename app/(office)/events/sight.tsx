import { ButtonLink } from "@/app/_components/ui/button";
import { Moment } from "@/app/_components/ui/time";
import { BlindRow } from "@/app/_components/ui/view-states";

interface Seen {
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  readonly readAt: string;
  readonly isReadable: boolean;
  readonly deletedAt: string | null;
}
type Props = {
  of: Seen;
  /** "bus" */
  noun: string;
  /** What is left of one that was deleted, after the time: "." or more. */
  afterwards: string;
};

/** What stands between us and one of EventBridge's things, when something does. */
export function Sight({ of, noun, afterwards }: Props) {
  if (of.deletedAt)
    return (
      <BlindRow>
        This {noun} was deleted in AWS by <Moment at={of.deletedAt} isPlain />
        {afterwards}
      </BlindRow>
    );
  if (of.isReadable) return null;
  return (
    <BlindRow
      action={
        <ButtonLink size="sm" href={`/accounts/${of.accountId}`}>
          Fix access
        </ButtonLink>
      }
    >
      EventBridge in {of.accountName} · {of.region} cannot be read. What is told here is as it was at{" "}
      <Moment at={of.readAt} isPlain />.
    </BlindRow>
  );
}
