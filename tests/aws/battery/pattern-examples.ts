/** An event by what patterns look at; what is left out is filled in. */
export interface PatternEvent {
  readonly source?: string;
  readonly detailType?: string;
  readonly resources?: readonly string[];
  readonly detail?: unknown;
}

export interface PatternExample {
  readonly name: string;
  readonly title: string;
  readonly pattern: object;
  readonly matching: readonly PatternEvent[];
  readonly other: readonly PatternEvent[];
}

const detail = (value: unknown): PatternEvent => ({ detail: value });
const state = (value: unknown): PatternEvent => detail({ state: value });
const region = (...values: unknown[]) => values.map((value) => detail({ region: value }));

/** What the EventBridge User Guide shows under “Creating event patterns” and “Comparison operators”. */
export const PATTERN_EXAMPLES: readonly PatternExample[] = [
  {
    name: "source",
    title: "one of several values of a field",
    pattern: { source: ["battery.orders", "battery.stock"] },
    matching: [{ source: "battery.orders" }, { source: "battery.stock" }],
    other: [{ source: "battery.other" }, { source: "Battery.orders" }],
  },
  {
    name: "and",
    title: "all fields that are named",
    pattern: {
      source: ["battery.orders"],
      "detail-type": ["Order placed"],
      detail: { state: ["new"], urgent: [true] },
    },
    matching: [detail({ state: "new", urgent: true, more: 1 })],
    other: [
      detail({ state: "new", urgent: false }),
      detail({ state: "new" }),
      { detailType: "Other", ...detail({ state: "new", urgent: true }) },
    ],
  },
  {
    name: "array",
    title: "any element of an array in the event",
    pattern: { resources: ["arn:aws:one", "arn:aws:two"] },
    matching: [{ resources: ["arn:aws:zero", "arn:aws:two"] }],
    other: [{ resources: ["arn:aws:zero"] }, { resources: [] }],
  },
  {
    name: "types",
    title: "numbers, true and null by their type",
    pattern: { detail: { limit: [300], flag: [true], note: [null] } },
    matching: [detail({ limit: 300, flag: true, note: null })],
    other: [
      detail({ limit: "300", flag: true, note: null }),
      detail({ limit: 300, flag: "true", note: null }),
      detail({ limit: 300, flag: true, note: "" }),
    ],
  },
  {
    name: "empty",
    title: "the empty text",
    pattern: { detail: { note: [""] } },
    matching: [detail({ note: "" })],
    other: [detail({ note: "x" }), detail({ note: null }), detail({})],
  },
  {
    name: "prefix",
    title: "text by its beginning",
    pattern: { detail: { region: [{ prefix: "us-" }] } },
    matching: region("us-east-1", "us-"),
    other: region("eu-us-1", "US-east-1", 5),
  },
  {
    name: "prefix-ignore-case",
    title: "text by its beginning in whatever case",
    pattern: { detail: { region: [{ prefix: { "equals-ignore-case": "US-" } }] } },
    matching: region("us-east-1", "Us-west-2"),
    other: region("eu-west-1"),
  },
  {
    name: "suffix",
    title: "text by its end",
    pattern: { detail: { file: [{ suffix: ".png" }] } },
    matching: [detail({ file: "a.png" })],
    other: [detail({ file: "a.PNG" }), detail({ file: "png" })],
  },
  {
    name: "suffix-ignore-case",
    title: "text by its end in whatever case",
    pattern: { detail: { file: [{ suffix: { "equals-ignore-case": ".png" } }] } },
    matching: [detail({ file: "a.png" }), detail({ file: "a.PnG" })],
    other: [detail({ file: "a.jpg" })],
  },
  {
    name: "equals-ignore-case",
    title: "text in whatever case",
    pattern: { detail: { state: [{ "equals-ignore-case": "New" }] } },
    matching: [state("new"), state("NEW")],
    other: [state("newer")],
  },
  {
    name: "anything-but",
    title: "anything but a value",
    pattern: { detail: { state: [{ "anything-but": "new" }] } },
    matching: [state("old"), state(5)],
    other: [state("new"), detail({ other: 1 })],
  },
  {
    name: "anything-but-list",
    title: "anything but the values of a list, of text or of numbers",
    pattern: { detail: { state: [{ "anything-but": ["new", "old"] }], limit: [{ "anything-but": [100, 200] }] } },
    matching: [detail({ state: "x", limit: 300 })],
    other: [detail({ state: "old", limit: 300 }), detail({ state: "x", limit: 200 })],
  },
  {
    name: "anything-but-prefix",
    title: "anything but a beginning",
    pattern: { detail: { state: [{ "anything-but": { prefix: "init" } }] } },
    matching: [state("running")],
    other: [state("initial")],
  },
  {
    name: "anything-but-prefixes",
    title: "anything but several beginnings",
    pattern: { detail: { state: [{ "anything-but": { prefix: ["init", "err"] } }] } },
    matching: [state("running")],
    other: [state("initial"), state("error")],
  },
  {
    name: "anything-but-suffix",
    title: "anything but an end",
    pattern: { detail: { file: [{ "anything-but": { suffix: ".txt" } }] } },
    matching: [detail({ file: "a.rtf" })],
    other: [detail({ file: "a.txt" })],
  },
  {
    name: "anything-but-ignore-case",
    title: "anything but texts in whatever case",
    pattern: { detail: { state: [{ "anything-but": { "equals-ignore-case": ["initializing", "error"] } }] } },
    matching: [state("running")],
    other: [state("Initializing"), state("ERROR")],
  },
  {
    name: "anything-but-wildcard",
    title: "anything but a wildcard",
    pattern: { detail: { path: [{ "anything-but": { wildcard: "*/lib/*" } }] } },
    matching: [detail({ path: "/usr/bin/x" })],
    other: [detail({ path: "/usr/lib/x" })],
  },
  {
    name: "numeric",
    title: "numbers by comparison",
    pattern: {
      detail: {
        price: [{ numeric: [">", 0, "<=", 5] }],
        count: [{ numeric: ["<", 10] }],
        exact: [{ numeric: ["=", 3.018e2] }],
      },
    },
    matching: [detail({ price: 5, count: 9, exact: 301.8 })],
    other: [
      detail({ price: 0, count: 9, exact: 301.8 }),
      detail({ price: 5, count: 10, exact: 301.8 }),
      detail({ price: "5", count: 9, exact: 301.8 }),
    ],
  },
  {
    name: "cidr",
    title: "IP addresses by their network",
    pattern: { detail: { ip: [{ cidr: "10.0.0.0/24" }] } },
    matching: [detail({ ip: "10.0.0.255" })],
    other: [detail({ ip: "10.0.1.0" }), detail({ ip: "no address" })],
  },
  {
    name: "exists",
    title: "a field that is there",
    pattern: { detail: { count: [{ exists: true }] } },
    matching: [detail({ count: 0 }), detail({ count: null })],
    other: [detail({ other: 1 })],
  },
  {
    name: "exists-not",
    title: "a field that is not there",
    pattern: { detail: { count: [{ exists: false }] } },
    matching: [detail({ other: 1 })],
    other: [detail({ count: 1 })],
  },
  {
    name: "wildcard",
    title: "text by wildcard, with an escaped star",
    pattern: { detail: { path: [{ wildcard: "dir/*.png" }, { wildcard: "a\\*b" }] } },
    matching: [detail({ path: "dir/a/b.png" }), detail({ path: "a*b" })],
    other: [detail({ path: "dir/a.jpg" }), detail({ path: "axb" })],
  },
  {
    name: "or",
    title: "one field or the other",
    pattern: { detail: { $or: [{ state: ["late"] }, { count: [{ numeric: [">", 100] }] }] } },
    matching: [detail({ state: "late" }), detail({ count: 101 })],
    other: [detail({ state: "new", count: 100 })],
  },
  {
    name: "mixed",
    title: "several conditions of one field, any of which may hold",
    pattern: { detail: { state: [{ prefix: "in" }, { suffix: "ed" }, "new", { numeric: [">", 9] }] } },
    matching: [state("initial"), state("failed"), state("new"), state(10)],
    other: [state("running"), state(9)],
  },
  {
    name: "array-of-objects",
    title: "a field of any object in an array",
    pattern: { detail: { items: { sku: ["b"] } } },
    matching: [detail({ items: [{ sku: "a" }, { sku: "b" }] })],
    other: [detail({ items: [{ sku: "a" }, { name: "b" }] })],
  },
  {
    name: "or-and",
    title: "one of two fields, and another one besides",
    pattern: { source: ["battery.orders"], $or: [{ "detail-type": ["Special"] }, { detail: { a: [1], b: [2] } }] },
    matching: [{ detailType: "Special" }, detail({ a: 1, b: 2 })],
    other: [{ detailType: "Special", source: "battery.other" }, detail({ a: 1, b: 3 })],
  },
  {
    name: "exists-deep",
    title: "a nested field that is not there, its parent missing or not",
    pattern: { detail: { order: { id: [{ exists: true }], note: [{ exists: false }] } } },
    matching: [detail({ order: { id: 1 } })],
    other: [detail({ order: { id: 1, note: "x" } }), detail({})],
  },
  {
    name: "cidr-6",
    title: "IPv6 addresses by their network",
    pattern: { detail: { ip: [{ cidr: "2001:db8::/32" }] } },
    matching: [detail({ ip: "2001:db8:1::7" })],
    other: [detail({ ip: "2001:db9::1" }), detail({ ip: "10.0.0.1" })],
  },
  {
    name: "numeric-negative",
    title: "negative numbers and fractions by comparison",
    pattern: { detail: { celsius: [{ numeric: [">=", -1.5, "<", 0.25] }] } },
    matching: [detail({ celsius: -1.5 }), detail({ celsius: 0.2 })],
    other: [detail({ celsius: -1.6 }), detail({ celsius: 0.25 })],
  },
  {
    name: "wildcard-many",
    title: "a wildcard with several stars, which also stand for nothing",
    pattern: { detail: { path: [{ wildcard: "a*b*c" }] } },
    matching: [detail({ path: "abc" }), detail({ path: "axxbyyc" })],
    other: [detail({ path: "acb" }), detail({ path: "abcd" })],
  },
  {
    name: "unicode",
    title: "text beyond ASCII",
    pattern: { detail: { name: ["Zoë", { prefix: "😀" }] } },
    matching: [detail({ name: "Zoë" }), detail({ name: "😀!" })],
    other: [detail({ name: "Zoe" })],
  },
];

/** What PutRule must refuse. */
export const BAD_PATTERNS: readonly (readonly [string, string])[] = [
  ["no JSON", "{"],
  ["a value that is no list", '{"source":"battery.orders"}'],
  ["an unknown operator", '{"source":[{"begins":"x"}]}'],
  ["a number compared with text", '{"detail":{"n":[{"numeric":[">","5"]}]}}'],
  ["a bad network", '{"detail":{"ip":[{"cidr":"10.0.0/99"}]}}'],
  ["an empty list", '{"source":[]}'],
];
