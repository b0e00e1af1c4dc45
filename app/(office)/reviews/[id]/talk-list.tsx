import type { ReviewPipeline } from "@/lib/contract/review-fields";

/** Why a pipeline needs talking about, gravest first. */
export function TalkList({ pipeline: { whyTalk } }: { pipeline: ReviewPipeline }) {
  if (whyTalk.length === 0) return <p className="text-ink-2">Nothing needs talking about.</p>;
  return (
    <ul className="grid gap-0.5" aria-label="Talk about">
      {whyTalk.map((why) => (
        <li key={why} className="flex items-baseline gap-2 text-base first-letter:uppercase">
          <span aria-hidden="true" className="size-1.5 flex-none -translate-y-0.5 rounded-full bg-warn" />
          <span className="first-letter:uppercase">{why}</span>
        </li>
      ))}
    </ul>
  );
}
