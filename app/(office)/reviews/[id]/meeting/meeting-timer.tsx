"use client";

import { useEffect, useRef, useState } from "react";

/** How long each screen of the meeting has been talked about, in seconds; it goes on where one comes back to. */
export function useTalkTime(place: string): number {
  const spent = useRef(new Map<string, number>());
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    setSeconds(spent.current.get(place) ?? 0);
    const timer = setInterval(() => {
      if (document.visibilityState === "hidden") return;
      const next = (spent.current.get(place) ?? 0) + 1;
      spent.current.set(place, next);
      setSeconds(next);
    }, 1000);
    return () => clearInterval(timer);
  }, [place]);
  return seconds;
}

/** "0:42 of 1:30": quiet, and no alarm when it is over. */
export function MeetingTimer({ seconds, goalSeconds }: { seconds: number; goalSeconds: number }) {
  return (
    <span className="text-ink-3" title={`The goal is ${clock(goalSeconds)} for each.`}>
      <span className="sr-only">Talked about for </span>
      <span className="text-ink-2">{clock(seconds)}</span> of {clock(goalSeconds)}
    </span>
  );
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
