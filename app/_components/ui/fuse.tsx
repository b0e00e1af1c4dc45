import { cn } from "../cn";
import { type Tone, toneClass } from "./status";

type Props = { share?: number; tone: Tone; size?: "row" | "phone"; className?: string };

/** A thin bar of what is left or done. Without a share: hatched, because we do not know. Always beside words. */
export function Fuse({ share, tone, size = "row", className }: Props) {
  const height = size === "phone" ? "mt-2.5 h-1.5 rounded-[3px]" : "mt-[5px] h-[3px] rounded-[2px]";
  if (share === undefined) {
    return <span aria-hidden="true" className={cn("hatch ring-inset-unknown block", height, "h-[5px]", className)} />;
  }
  const width = `${Math.max(0, Math.min(1, share)) * 100}%`;
  return (
    <svg aria-hidden="true" className={cn("block w-full overflow-hidden bg-line", height, toneClass[tone], className)}>
      <rect width={width} height="100%" rx="2" fill="currentColor" />
    </svg>
  );
}
