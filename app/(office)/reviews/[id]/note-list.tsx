import { Moment } from "@/app/_components/ui/time";
import type { OutputOf } from "@/lib/contract";

/** What was said, oldest first. */
export function NoteList({ notes }: { notes: OutputOf<"listReviewNotes">["items"] }) {
  if (notes.length === 0) return <p className="px-4 py-3 text-ink-2">Nobody has written anything.</p>;
  return (
    <ul aria-label="Notes">
      {notes.map(({ id, text, authorName, at }) => (
        <li key={id} className="border-b px-4 py-2 last:border-b-0">
          <p className="wrap-anywhere whitespace-pre-wrap">{text}</p>
          <p className="text-xs text-ink-3">
            {authorName} · <Moment at={at} isPlain />
          </p>
        </li>
      ))}
    </ul>
  );
}
