/** Prefixes of our own ids, so that an id says what it names wherever it is pasted. */
export const ID_PREFIXES = {
  account: "acc",
  queue: "q",
  failureClass: "fc",
  note: "note",
  message: "msg",
  body: "body",
  dataKey: "key",
  vaultItem: "vlt",
  plan: "pln",
  run: "run",
  runItem: "itm",
  scan: "scn",
  token: "tok",
  user: "usr",
  request: "req",
  change: "chg",
  resource: "res",
  finding: "fnd",
  suppression: "sup",
  regroup: "rgp",
  savedView: "view",
  role: "role",
  grant: "gnt",
  provider: "idp",
  identity: "idn",
  session: "ses",
  approval: "apr",
  reveal: "rvl",
  erasure: "ers",
  hold: "hold",
  edit: "edt",
  editSet: "eds",
  notice: "ntc",
  replay: "rpl",
  pipeline: "pl",
  pipelineRule: "plr",
  bill: "bill",
  alert: "alr",
  channel: "chn",
  notification: "ntf",
  silence: "sil",
  capsule: "cap",
  review: "rev",
  reviewAction: "act",
  reviewNote: "rvn",
  issueLink: "iss",
} as const;
export type IdKind = keyof typeof ID_PREFIXES;

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/**
 * An id from a time and 10 random bytes: prefix, 10 characters of milliseconds, 10 of chance (50 bits). Ids of one kind
 * sort by the time they were made.
 */
export function idFrom(kind: IdKind, epochMs: number, random: Uint8Array): string {
  let time = "";
  for (let rest = epochMs, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) time = ALPHABET.charAt(rest % 32) + time;
  const chance = Array.from(random.subarray(0, 10), (byte) => ALPHABET.charAt(byte & 31)).join("");
  return `${ID_PREFIXES[kind]}_${time}${chance}`;
}

/** The form of an id of this kind, for input schemas. */
export function idPattern(kind: IdKind): RegExp {
  return new RegExp(`^${ID_PREFIXES[kind]}_[0-9a-hjkmnp-tv-z]{20}$`);
}
