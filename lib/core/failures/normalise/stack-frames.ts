export type WithoutFrames = { text: string; where?: string };

const SITE = String.raw`\([^()\n]{0,300}(?::\d+|Native Method|Unknown Source|<anonymous>|native)[^()\n]{0,40}\)`;
const INLINE_FRAME = new RegExp(String.raw`\s{1,16}at\s{1,4}(?:async |new )?[\w.$<>[\]/ ]{1,200}\s?${SITE}`, "g");
const ESCAPED_BREAK = /(?:\\r)?\\n(?=(?:\\t|[ \t])*(?:at |Caused by|File \\?"|from |Traceback|\.\.\. \d|#\d))/g;

/** A line that only says where. The first group, when there is one, is the function. */
const FRAMES = [
  /^\s*at (?:async |new )?([^\s(]{1,300})(?: \[as [^\]]{1,100}\])? ?\(.{0,500}\)(?: in .{1,300}:\w{1,8} \d+)?(?: ~?\[.{0,200}\])?$/,
  /^\s*at .{1,400}:\d+(?::\d+)?\)?$/,
  /^\s+\p{L}{1,8}:? ([\w.$<>`+[\],]{1,300}\.[\w<>$`[\]]{1,100})\(.{0,500}\)(?: \p{L}{1,3} .{1,300}:\p{L}{1,10} \d+)?$/u,
  /^\s*\.\.\. \d+ (?:more|common frames omitted|lines? matching|filtered)/,
  /^\s*File "[^"]{1,400}", line \d+(?:, in (.{1,200}))?$/,
  /^\s*from \S{1,300}:\d+:in /,
  /^\s*\S{1,300}:\d+:in [`'"]([^'"`]{1,200})['"]$/,
  /^\s*\S{1,300}\.go:\d+(?: \+0x[0-9a-f]+)?$/,
  /^\s*goroutine \d+ \[/,
  /^\s*created by \S+(?: in goroutine \d+)?$/,
  /^\s*#\d+ /,
  /^\s+thrown in .{1,300} on line \d+$/,
  /^\s*\d{1,3}: +(?:0x[0-9a-f]+ - )?[\w<>{}$# ]{1,200}::[\w:<>{}$# ]{0,200}$/,
  /^\s*\([\w.-]{1,60} [\w.+-]{1,30}\) \S{1,200}:\d+: (\S{1,200})$/,
  /^\s*[~^]+\s*$/,
  /^\s*(?:\d{1,6} ?)?\|(?: .*)?$/,
  /^\s*node:internal\/.*$/,
];
const FURNITURE =
  /^\s*(?:Traceback \(most recent call last\):|Stack ?trace:|stack backtrace:|note: run with .*|--- .{1,120} ---|---> .{0,20}|Node\.js v\d.*|During handling of the above exception, another exception occurred:|The above exception was the direct cause of the following exception:|\[?\d+ frames? (?:hidden|omitted)\]?|exit status \d+)\s*$/i;
const GO_CALL = /^[\w./*()[\]{}-]{1,300}\(.{0,300}\)$/;
const RUNTIME_CODE = /^(?:java|javax|jdk|sun|System|Microsoft|node|internal|org\.springframework|runtime)[.:/]/;

/**
 * An error text without its stack frames (Java, Python, Node, .NET in any language, Ruby, Go, PHP, Rust, Elixir, also
 * traces squeezed into one line), and the function it names first that is not the runtime's own.
 */
export function withoutFrames(text: string): WithoutFrames {
  const unescaped = text.replace(ESCAPED_BREAK, "\n");
  if (!unescaped.includes("\n")) {
    const where = /\bat (?:async |new )?([\w.$<>]{3,200}) ?\(/.exec(INLINE_FRAME.exec(unescaped)?.[0] ?? "")?.[1];
    INLINE_FRAME.lastIndex = 0;
    return { text: unescaped.replace(INLINE_FRAME, ""), where };
  }
  return readLines(unescaped.split("\n"));
}

function readLines(lines: string[]): WithoutFrames {
  const kept: string[] = [];
  const places: string[] = [];
  let isAfterPythonFrame = false;
  for (const [at, line] of lines.entries()) {
    if (line.trim() === "" || FURNITURE.test(line)) continue;
    const isPythonSource: boolean = isAfterPythonFrame && /^\s{4,}\S/.test(line);
    isAfterPythonFrame = /^\s*File "[^"]{1,400}", line \d/.test(line) || isPythonSource;
    if (isPythonSource && !/^\s*File "/.test(line)) continue;
    const frame = kept.length + places.length === 0 && at === 0 ? undefined : frameOf(line, lines[at + 1]);
    if (frame === undefined && !isAfterPythonFrame) kept.push(line);
    else if (frame?.place) places.push(frame.place);
  }
  const where = places.find((place) => !RUNTIME_CODE.test(place)) ?? places[0];
  if (kept.length === 0) return { text: lines.join("\n"), where };
  return { text: kept.join("\n"), where };
}

function frameOf(line: string, next: string | undefined): { place?: string } | undefined {
  const short = line.slice(0, 1_000).trimEnd();
  for (const pattern of FRAMES) {
    const match = pattern.exec(short);
    if (match !== null) return { place: match[1] };
  }
  const isGoCall = GO_CALL.test(short) && next !== undefined && /^\s*\S{1,300}\.go:\d+/.test(next);
  return isGoCall ? { place: short.slice(0, short.lastIndexOf("(")) } : undefined;
}
