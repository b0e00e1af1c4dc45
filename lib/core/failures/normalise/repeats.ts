const MAX_UNIT = 4;

/**
 * A phrase with a placeholder that follows itself stands once (`node-<*>, node-<*> and node-<*>` → `node-<*>`): how many
 * values there were says nothing about what went wrong.
 */
export function collapseRepeats(text: string): string {
  const first = text.indexOf("<");
  if (first < 0 || text.indexOf("<", first + 1) < 0) return text;
  const kept: string[] = [];
  for (const word of text.split(" ")) {
    kept.push(word);
    dropRepeat(kept);
  }
  return kept.join(" ");
}

/** Takes out the earlier one, so that what follows the last of a list (`… node-<*>: down`) still follows. */
function dropRepeat(words: string[]): void {
  for (let size = 1; size <= MAX_UNIT && size * 2 <= words.length; size++) {
    const joint = words[words.length - size - 1];
    const isJoined = joint === "and" || joint === "or";
    if (isSame(words, size, 0)) words.splice(-size * 2, size);
    else if (isJoined && size * 2 < words.length && isSame(words, size, 1)) words.splice(-size * 2 - 1, size + 1);
    else continue;
    return;
  }
}

/** Whether the last `size` words equal those in front of them, `gap` words between the two. */
function isSame(words: string[], size: number, gap: number): boolean {
  let hasPlaceholder = false;
  for (let at = words.length - size; at < words.length; at++) {
    const word = words[at] ?? "";
    const earlier = words[at - size - gap] ?? "";
    if (word !== earlier && withoutLast(word, ",;|:.") !== withoutLast(earlier, ",;|")) return false;
    if (word.includes("<")) hasPlaceholder = true;
  }
  return hasPlaceholder;
}

function withoutLast(word: string, joints: string): string {
  return word !== "" && joints.includes(word.slice(-1)) ? word.slice(0, -1) : word;
}
