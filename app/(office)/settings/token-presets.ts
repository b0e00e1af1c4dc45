import { type Capability, ROLES } from "@/lib/core/access/capabilities";

/** What a token is usually made for. */
export const PRESETS: { value: Preset; label: string; help: string }[] = [
  { value: "read", label: "Read", help: "Counts, classes, queues and runs. No message content." },
  { value: "operate", label: "Operate", help: "What an operator may, as far as you may yourself." },
  { value: "own", label: "Chosen rights", help: "Exactly those you tick." },
];
export type Preset = "read" | "operate" | "own";

/** What is in a preset and among one's own rights. */
export function presetCapabilities(preset: Exclude<Preset, "own">, mine: readonly Capability[]): Capability[] {
  const wanted: readonly Capability[] = preset === "read" ? ["counts.see"] : ROLES.operator;
  return wanted.filter((capability) => capability !== "tokens.manage" && mine.includes(capability));
}
