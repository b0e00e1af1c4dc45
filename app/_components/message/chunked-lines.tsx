"use client";

import { memo, startTransition, useEffect, useRef, useState } from "react";
import { cn } from "../cn";
import { formatBytes } from "../format";
import { Button } from "../ui/button";
import { ScrollRegion } from "../ui/scroll-region";
import type { BodyLine, TokenKind } from "./body-lines";
import { VisibleText } from "./visible-text";

type Props = { text: string; textBytes: number; cut: (text: string) => Iterator<BodyLine>; label: string };

type Source = { text: string; cut: Props["cut"]; lines: Iterator<BodyLine>; chunks: BodyLine[][]; isDone: boolean };

const FIRST_LENGTH = 64 * 1024;
const CHUNK_LENGTH = 16 * 1024;
const CHUNK_LINES = 300;

const kindClass: Record<TokenKind, string> = {
  key: "font-medium text-ink",
  string: "text-ink-2",
  number: "text-accent",
  literal: "text-accent",
  punctuation: "text-ink-3",
  text: "text-ink-2",
};

/** A long text in blocks: the first 64 kB at once, the rest when asked, a block per frame, so that nothing freezes. */
export function ChunkedLines({ text, textBytes, cut, label }: Props) {
  const [source, setSource] = useState(() => open(text, cut));
  const [isWanted, setWanted] = useState(false);
  const latest = useRef(source);
  if (source.text !== text || source.cut !== cut) {
    setSource(open(text, cut));
    setWanted(false);
  }
  useEffect(() => {
    latest.current = source;
    if (!isWanted || source.isDone) return;
    const frame = requestAnimationFrame(() => {
      const more = pull(latest.current, CHUNK_LENGTH);
      startTransition(() => setSource(more));
    });
    return () => cancelAnimationFrame(frame);
  }, [isWanted, source]);
  return (
    <>
      <ScrollRegion
        label={label}
        dir="ltr"
        className="max-h-[60vh] bg-sunken px-4 py-3 font-mono text-xs leading-[19px]"
      >
        {source.chunks.map((lines, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks are only ever added at the end
          <Chunk key={index} lines={lines} isLazy={index > 0} />
        ))}
      </ScrollRegion>
      {source.isDone ? null : (
        <div className="flex flex-wrap items-center gap-3 border-t px-4 py-2 text-xs text-ink-2">
          <span role="status">{isWanted ? "Reading on…" : `The first 64 kB of ${formatBytes(textBytes)}`}</span>
          {isWanted ? null : (
            <Button size="sm" onClick={() => setWanted(true)}>
              Show all {formatBytes(textBytes)}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

function open(text: string, cut: Props["cut"]): Source {
  return pull({ text, cut, lines: cut(text), chunks: [], isDone: false }, FIRST_LENGTH);
}

/** Takes about `length` more characters. The iterator moves on: call once per source. */
function pull(source: Source, length: number): Source {
  const chunks = [...source.chunks];
  let taken = 0;
  while (taken < length) {
    const lines: BodyLine[] = [];
    let size = 0;
    while (lines.length < CHUNK_LINES && size < CHUNK_LENGTH) {
      const next = source.lines.next();
      if (next.done) return { ...source, chunks: lines.length > 0 ? [...chunks, lines] : chunks, isDone: true };
      lines.push(next.value);
      size += next.value.tokens.reduce((sum, token) => sum + token.text.length, 1);
    }
    chunks.push(lines);
    taken += size;
  }
  return { ...source, chunks };
}

const Chunk = memo(function Chunk({ lines, isLazy }: { lines: BodyLine[]; isLazy: boolean }) {
  return (
    <div className={isLazy ? "lazy-block" : undefined}>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a block never move
        <div key={index} className="min-h-[19px] whitespace-pre-wrap [overflow-wrap:anywhere] [unicode-bidi:isolate]">
          {"  ".repeat(Math.min(line.indent, 40))}
          {line.tokens.map((token, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the tokens of a line never move
            <span key={at} className={cn(kindClass[token.kind])}>
              <VisibleText text={token.text} />
            </span>
          ))}
        </div>
      ))}
    </div>
  );
});
