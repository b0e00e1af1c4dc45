"use client";

import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import type { Review } from "@/lib/contract/review-fields";
import { whoseWords } from "./pipeline-columns";
import { PipelineWeek } from "./pipeline-week";
import { TalkList } from "./talk-list";

/** Every pipeline on a page of its own, on paper only: made when somebody prints, for there may be hundreds. */
export function PrintedPipelines({ review }: { review: Review }) {
  const isPrinting = usePrinting();
  if (!isPrinting) return null;
  return (
    <div className="hidden print:block">
      {review.pipelines.map((pipeline) => (
        <article key={pipeline.id} className="break-before-page">
          <h2 className="text-xl font-semibold">
            {pipeline.position}. {pipeline.name}
          </h2>
          <p className="mb-2 text-ink-2">{whoseWords(pipeline)}</p>
          <TalkList pipeline={pipeline} />
          <div className="mt-3">
            <PipelineWeek reviewId={review.id} pipeline={pipeline} />
          </div>
        </article>
      ))}
    </div>
  );
}

function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    // At once: what is not there when the pages are laid out is not printed.
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    window.addEventListener("beforeprint", begin);
    window.addEventListener("afterprint", end);
    return () => {
      window.removeEventListener("beforeprint", begin);
      window.removeEventListener("afterprint", end);
    };
  }, []);
  return isPrinting;
}
