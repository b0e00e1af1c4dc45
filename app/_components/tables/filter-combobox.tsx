"use client";

import { useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { api } from "../api";
import { cn } from "../cn";
import { Icon } from "../ui/icons";

type Props = {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  /** Where values are suggested from; everything that may be seen without it. */
  within?: { classId?: string; queueId?: string };
  describedBy?: string;
  isInvalid?: boolean;
};
type Suggestions = Awaited<ReturnType<typeof api.listFilterSuggestions>>;

const TELL_MS = 250;
const ASK_MS = 120;
const NONE: Suggestions = { items: [], note: null };

/** A filter that completes fields and values that messages really have. Arrows choose, Tab or Enter takes, Escape closes. */
export function FilterCombobox({ label, placeholder, value, onChange, within, describedBy, isInvalid }: Props) {
  const box = useTyped(value, onChange);
  const suggestions = useSuggestions(box.typed, box.isOpen, within);
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const items = box.isOpen ? suggestions.items : NONE.items;
  const { active, take, onType, onKeyDown } = useChoosing(box, items);
  return (
    <span className="relative block w-full">
      <Icon
        name="search"
        className="pointer-events-none absolute top-[15px] left-2.5 -translate-y-1/2 text-ink-3 max-sm:top-[22px]"
      />
      <input
        ref={input}
        type="search"
        role="combobox"
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={isInvalid || undefined}
        aria-autocomplete="list"
        aria-expanded={items.length > 0}
        aria-controls={listId}
        aria-activedescendant={items[active] ? `${listId}-${active}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={box.typed}
        onChange={(event) => onType(event.target.value)}
        onBlur={box.close}
        onKeyDown={onKeyDown}
        className="h-[30px] w-full rounded-md border border-line-control bg-surface pr-2 pl-8 aria-invalid:border-danger max-sm:h-11 max-sm:text-lg"
      />
      <SuggestionList
        id={listId}
        items={items}
        note={box.isOpen ? suggestions.note : null}
        active={active}
        onTake={(text) => {
          take(text);
          input.current?.focus();
        }}
      />
    </span>
  );
}

/** Which of the suggestions the keys stand on, and what taking one writes. */
function useChoosing(box: ReturnType<typeof useTyped>, items: Suggestions["items"]) {
  const [active, setActive] = useState(-1);
  const take = (text: string) => {
    const isOpenTerm = /[:<.]$/.test(text);
    box.type(`${box.typed.replace(/\S*$/u, "")}${text}${isOpenTerm ? "" : " "}`, isOpenTerm);
    setActive(-1);
  };
  const onType = (text: string) => {
    setActive(-1);
    box.type(text);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const move = moveOf(event.key, active, items.length);
    const chosen = event.key === "Enter" || event.key === "Tab" ? items[active] : undefined;
    if (move !== undefined) setActive(move);
    else if (chosen) take(chosen.text);
    else if (event.key === "Enter") return box.tell();
    else if (event.key === "Escape" && items.length > 0) box.close();
    else return;
    event.preventDefault();
  };
  return { active, take, onType, onKeyDown };
}

/** Where an arrow leads in a list that has no end. */
function moveOf(key: string, active: number, count: number): number | undefined {
  if (count === 0 || (key !== "ArrowDown" && key !== "ArrowUp")) return undefined;
  return key === "ArrowDown" ? (active + 1) % count : active <= 0 ? count - 1 : active - 1;
}

type ListProps = {
  id: string;
  items: Suggestions["items"];
  note: string | null;
  active: number;
  onTake: (text: string) => void;
};

function SuggestionList({ id, items, note, active, onTake }: ListProps) {
  return (
    <div
      className={cn(
        "absolute inset-x-0 top-full z-40 mt-1 max-h-80 overflow-y-auto rounded-md border bg-raised p-1 shadow-menu",
        items.length === 0 && note === null && "hidden",
      )}
    >
      <div id={id} role="listbox" aria-label="Suggestions">
        {items.map(({ text, hint }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of a combobox belong to its input
          <div
            key={text}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onTake(text)}
            className="flex min-h-[30px] cursor-pointer items-center justify-between gap-3 rounded-sm px-2 hover:bg-hover aria-selected:bg-selected max-sm:min-h-11"
          >
            <span className="machine min-w-0 truncate">{text}</span>
            <span className="text-xs whitespace-nowrap text-ink-3">{hint}</span>
          </div>
        ))}
      </div>
      {note ? <p className="px-2 py-1 text-xs text-ink-3">{note}</p> : null}
    </div>
  );
}

/** What stands in the box, told a quarter of a second after the last key, or at once. */
function useTyped(value: string, onChange: (value: string) => void) {
  const [typed, setTyped] = useState(value);
  const [isOpen, setOpen] = useState(false);
  // What was told, from the present value on: the address follows later, and one may have typed on meanwhile.
  const told = useRef([value]);
  const tell = useCallback(
    (text: string) => {
      if (text === told.current.at(-1)) return;
      told.current.push(text);
      onChange(text);
    },
    [onChange],
  );
  useEffect(() => {
    const echo = told.current.indexOf(value);
    told.current = echo < 0 ? [value] : told.current.slice(echo);
    // A new value from outside (back, a link, a saved view) replaces what was typed.
    if (echo < 0) setTyped(value);
  }, [value]);
  useEffect(() => {
    const timer = setTimeout(() => tell(typed.trim()), TELL_MS);
    return () => clearTimeout(timer);
  }, [typed, tell]);
  return {
    typed,
    isOpen,
    /** A term that is whole leaves the list below free to be read. */
    type(text: string, isMoreWanted = true) {
      setTyped(text);
      setOpen(isMoreWanted);
    },
    close: () => setOpen(false),
    tell() {
      setOpen(false);
      tell(typed.trim());
    },
  };
}

/**
 * Suggestions are a help: when they cannot be read, there are none. Until those for what stands there now have come, of
 * the last ones only those that still complete it.
 */
function useSuggestions(typed: string, isOpen: boolean, within: Props["within"]): Suggestions {
  const [answer, setAnswer] = useState({ ...NONE, typed: "" });
  const { classId, queueId } = within ?? {};
  useEffect(() => {
    if (!isOpen) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      const question = { typed: typed.slice(-1_000), ...(classId && { classId }), ...(queueId && { queueId }) };
      api.listFilterSuggestions(question, { signal: abort.signal }).then(
        (found) => setAnswer({ ...found, typed }),
        () => setAnswer({ ...NONE, typed }),
      );
    }, ASK_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [typed, isOpen, classId, queueId]);
  return useMemo(() => {
    if (answer.typed === typed) return answer;
    const last = (/\S*$/u.exec(typed)?.[0] ?? "").toLowerCase();
    const items = answer.items.filter(({ text }) => last !== "" && text.toLowerCase().startsWith(last));
    return { items, note: items.length > 0 ? answer.note : null };
  }, [answer, typed]);
}
