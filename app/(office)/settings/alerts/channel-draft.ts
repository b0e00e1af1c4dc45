import type { InputOf } from "@/lib/contract";
import { newChannelSchema } from "@/lib/contract/channel-fields";
import type { Channel } from "@/lib/contract/channels";
import type { ChannelKind } from "@/lib/core/alerts/notification";
import { CHANNEL_FORMS, type ChannelField } from "./channel-kinds";

type Texts = Readonly<Record<string, string>>;

export interface ChannelDraft {
  readonly kind: ChannelKind;
  readonly name: string;
  readonly config: Texts;
  /** Never filled in from what is kept: it is write-only. */
  readonly secret: Texts;
  readonly isOn: boolean;
}

export function emptyChannel(kind: ChannelKind): ChannelDraft {
  const start = CHANNEL_FORMS[kind].config.flatMap(({ key, start: text }) => (text ? [[key, text]] : []));
  return { kind, name: "", config: Object.fromEntries(start), secret: {}, isOn: true };
}

export function draftOfChannel({ kind, name, config, isOn }: Channel): ChannelDraft {
  const texts = Object.entries(config).map(([key, value]) => [
    key,
    Array.isArray(value) ? value.join(", ") : String(value),
  ]);
  return { kind, name, config: Object.fromEntries(texts), secret: {}, isOn };
}

/** A new channel as the contract wants it; undefined while something is wrong, which is said by field. */
export function newChannelOf(draft: ChannelDraft) {
  const { kind, name } = draft;
  const form = CHANNEL_FORMS[kind];
  const made = { kind, name, config: valuesOf(form.config, draft.config), secret: valuesOf(form.secret, draft.secret) };
  const parsed = newChannelSchema.safeParse(made);
  return parsed.success ? parsed.data : undefined;
}

/** The same for a change. A secret that is left empty stays as it is. */
export function changedChannelOf(draft: ChannelDraft, { id, version }: Channel): InputOf<"updateChannel"> {
  const form = CHANNEL_FORMS[draft.kind];
  const secret = valuesOf(form.secret, draft.secret);
  return {
    id,
    version,
    name: draft.name,
    config: valuesOf(form.config, draft.config),
    isOn: draft.isOn,
    ...(Object.keys(secret).length > 0 ? { secret } : {}),
  };
}

/** What is wrong with it, by "name", "config.url", "secret.token". */
export function channelProblems(draft: ChannelDraft, isNew: boolean): Texts {
  const { kind, name } = draft;
  const form = CHANNEL_FORMS[kind];
  const { error } = newChannelSchema.safeParse({
    kind,
    name,
    config: valuesOf(form.config, draft.config),
    secret: valuesOf(form.secret, draft.secret),
  });
  const keepsSecret = !isNew && Object.values(draft.secret).every((text) => text === "");
  const problems: Record<string, string> = {};
  for (const { path, message } of error?.issues ?? []) {
    const field = path.slice(0, 2).join(".");
    if (keepsSecret && path[0] === "secret") continue;
    problems[field] ??= isMissing(draft, field) ? "Fill it in." : message;
  }
  return problems;
}

function isMissing({ name, config, secret }: ChannelDraft, field: string): boolean {
  const [part, key = ""] = field.split(".");
  if (part === "name") return name.trim() === "";
  return ((part === "config" ? config : secret)[key] ?? "").trim() === "";
}

function valuesOf(fields: readonly ChannelField[], texts: Texts): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap(({ key, type }): [string, unknown][] => {
      const text = (texts[key] ?? "").trim();
      if (type === "list") return [[key, text.split(/[\s,;]+/).filter(Boolean)]];
      if (text === "") return [];
      return [[key, type === "number" ? Number(text) : text]];
    }),
  );
}
