export type KeyBinding = {
  /** "a", "?", "mod+k", "Enter", or a chord: "g n". */
  keys: string;
  label: string;
  group: string;
  run: () => void;
};

type KeyPress = { key: string; metaKey: boolean; ctrlKey: boolean; altKey: boolean };

/** "mod+k" for ⌘K and Ctrl+K, else the key as typed; undefined for combinations that belong to the browser. */
export function readKey(press: KeyPress): string | undefined {
  if (press.altKey) return undefined;
  if (press.metaKey || press.ctrlKey) return `mod+${press.key.toLowerCase()}`;
  return press.key;
}

export type KeyStep = { pending: string | undefined; binding: KeyBinding | undefined };

/**
 * What one more key means after `pending`. A chord that nothing completes is forgotten and the key counts by itself.
 * The binding that was added last wins, so that a page may take a key from the frame around it.
 */
export function stepKeys(pending: string | undefined, key: string, bindings: readonly KeyBinding[]): KeyStep {
  const typed = pending ? `${pending} ${key}` : key;
  const binding = bindings.findLast((candidate) => candidate.keys === typed);
  if (binding) return { pending: undefined, binding };
  if (bindings.some((candidate) => candidate.keys.startsWith(`${typed} `)))
    return { pending: typed, binding: undefined };
  return pending ? stepKeys(undefined, key, bindings) : { pending: undefined, binding: undefined };
}

const symbols: Record<string, string> = { Enter: "↵", ArrowDown: "↓", ArrowUp: "↑", Escape: "esc" };

/** The caps to draw for a binding: ["g", "n"], ["↵"], and ["⌘K"] or ["Ctrl", "K"]. */
export function keyCaps(keys: string, { isApple = false } = {}): string[] {
  return keys.split(" ").flatMap((key) => {
    if (!key.startsWith("mod+")) return [symbols[key] ?? key];
    const letter = key.slice("mod+".length).toUpperCase();
    return isApple ? [`⌘${letter}`] : ["Ctrl", letter];
  });
}
