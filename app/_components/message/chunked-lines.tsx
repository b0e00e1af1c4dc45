"use client";

import { memo, type RefObject, startTransition, useEffect, useRef, useState } from "react";
import { cn } from "../cn";
import { formatBytes } from "../format";
import { Button } from "../ui/button";
import { ScrollRegion } from "../ui/scroll-region";
import type { BodyLine, TokenKind } from "./body-lines";
import { useNear, useWatch, type Watch } from "./near-view";
import { VisibleText } from "./visible-text";

type Props = { text: string; textBytes: number; cut: (text: string) => Iterator<BodyLine>; label: string };

type Source = { text: string; cut: Props["cut"]; lines: Iterator<BodyLine>; chunks: BodyLine[][]; isDone: boolean };

const FIRST_LENGTH = 64 * 1024;
const STEP_LENGTH = 16 * 1024;
const CHUNK_LENGTH = 8 * 1024;
const CHUNK_LINES = 150;
/** As many stay drawn, so that the browser's own search finds all of an ordinary message. */
const ALWAYS_DRAWN = 3;
const LINE_PX = 19;
/** Of the 12 px machine face, and what the region keeps free at its sides. */
const CHARACTER_PX = 7.1;
const PADDING_PX = 32;

const kindClass: Record<TokenKind, string> = {
  key: "font-medium text-ink",
  string: "text-ink-2",
  number: "text-accent",
  literal: "text-accent",
  punctuation: "text-ink-3",
  text: "text-ink-2",
};

/**
 * A long text in blocks: the first 64 kB at once, the rest when asked, some per frame, so that nothing freezes. Only
 * the blocks near the view are drawn: a mebibyte of short lines stays a few thousand elements.
 */
export function ChunkedLines({ text, textBytes, cut, label }: Props) {
  const [source, setSource] = useState(() => open(text, cut));
  const [isWanted, setWanted] = useState(false);
  const latest = useRef(source);
  const region = useRef<HTMLElement>(null);
  const watch = useWatch(region);
  const rowLength = useRowLength(region);
  if (source.text !== text || source.cut !== cut) {
    setSource(open(text, cut));
    setWanted(false);
  }
  useEffect(() => {
    latest.current = source;
    if (!isWanted || source.isDone) return;
    const frame = requestAnimationFrame(() => {
      const more = pull(latest.current, STEP_LENGTH);
      startTransition(() => setSource(more));
    });
    return () => cancelAnimationFrame(frame);
  }, [isWanted, source]);
  return (
    <>
      <ScrollRegion
        ref={region}
        label={label}
        dir="ltr"
        className="max-h-[60vh] bg-sunken px-4 py-3 font-mono text-xs leading-[19px]"
      >
        {source.chunks.map((lines, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks are only ever added at the end
          <Chunk key={index} lines={lines} rowLength={rowLength} watch={watch} isFirst={index < ALWAYS_DRAWN} />
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

/** How many characters fit beside each other: what is not drawn yet keeps about as much room as it will take. */
function useRowLength(region: RefObject<HTMLElement | null>): number {
  const [rowLength, setRowLength] = useState(120);
  useEffect(() => {
    const widthPx = (region.current?.clientWidth ?? 0) - PADDING_PX;
    if (widthPx > 0) setRowLength(Math.max(20, Math.floor(widthPx / CHARACTER_PX)));
  }, [region]);
  return rowLength;
}

function rowsOf(lines: BodyLine[], rowLength: number): number {
  return lines.reduce((sum, { indent, tokens }) => {
    const length = tokens.reduce((characters, { text }) => characters + text.length, indent * 2);
    return sum + Math.max(1, Math.ceil(length / rowLength));
  }, 0);
}

type ChunkProps = { lines: BodyLine[]; rowLength: number; watch: Watch; isFirst: boolean };

const Chunk = memo(function Chunk({ lines, rowLength, watch, isFirst }: ChunkProps) {
  const { block, isNear, heightPx } = useNear(watch, isFirst);
  const height = isNear ? undefined : (heightPx ?? rowsOf(lines, rowLength) * LINE_PX);
  return (
    <div ref={block} style={{ height }}>
      {isNear ? lines.map((line, index) => <Line key={keyOf(index)} line={line} />) : null}
    </div>
  );
});

function Line({ line }: { line: BodyLine }) {
  return (
    <div className="min-h-[19px] whitespace-pre-wrap [overflow-wrap:anywhere] [unicode-bidi:isolate]">
      {"  ".repeat(Math.min(line.indent, 40))}
      {line.tokens.map((token, at) => (
        <span key={keyOf(at)} className={cn(kindClass[token.kind])}>
          <VisibleText text={token.text} />
        </span>
      ))}
    </div>
  );
}

/** Lines of a block and tokens of a line never move, so their place is their name. */
function keyOf(place: number): string {
  return String(place);
}
