import { cn } from "@/app/_components/cn";
import { formatCount, NOT_APPLICABLE_TEXT } from "@/app/_components/format";
import { type Tone, toneClass } from "@/app/_components/ui/status";

/** Why a figure of EventBridge is missing. It tells many of them only when they are not 0, and some late or never. */
export const NOT_TOLD = "Not told: EventBridge told no such figure, which is not 0.";

type Props = {
  count: number | null | undefined;
  /** For any that is more than none. */
  tone?: Tone;
};

/** A count of EventBridge; a dash, never 0, where it told none. */
export function ToldCount({ count, tone = "ink" }: Props) {
  if (count === null || count === undefined)
    return (
      <span title={NOT_TOLD} className="text-unknown">
        {NOT_APPLICABLE_TEXT}
        <span className="sr-only"> not told</span>
      </span>
    );
  return (
    <span
      className={cn(count === 0 ? "text-ink-3" : toneClass[tone], count > 0 && tone !== "ink" && "weight-emphasis")}
    >
      {formatCount(count)}
    </span>
  );
}
