import type { Links } from "./links";

/** What is known of one message for AWS's own pages. */
export interface ConsoleFacts {
  readonly region: string;
  readonly messageId: string;
  /** In X-Ray's form. */
  readonly xrayTraceId: string | undefined;
  /** Of the function that failed, where it is one. */
  readonly logGroup: string | undefined;
  readonly from: Date;
  readonly until: Date;
}

/** Links that need no template: what the logs say of this message, and its trace, in the console of the Region's partition. */
export function consoleLinks(facts: ConsoleFacts): Links {
  const { region, xrayTraceId, logGroup } = facts;
  const home = `${consoleOf(region)}/cloudwatch/home?region=${encodeURIComponent(region)}`;
  const links: Links = { items: [], leftOut: [] };
  const logs = "CloudWatch Logs Insights";
  if (logGroup === undefined) links.leftOut.push({ label: logs, why: "No function is known that failed on it." });
  else links.items.push({ label: logs, url: `${home}#logsV2:logs-insights?queryDetail=${query(facts, logGroup)}` });
  const trace = "X-Ray trace";
  if (xrayTraceId === undefined) links.leftOut.push({ label: trace, why: "No trace id is known here." });
  else links.items.push({ label: trace, url: `${home}#xray:traces/${encodeURIComponent(xrayTraceId)}` });
  return links;
}

function consoleOf(region: string): string {
  if (region.startsWith("cn-")) return "https://console.amazonaws.cn";
  if (region.startsWith("us-gov-")) return "https://console.amazonaws-us-gov.com";
  return `https://${encodeURIComponent(region)}.console.aws.amazon.com`;
}

/** In the console's own writing: `~(end~'…~start~'…)` with every other character as `*` and its number. */
function query({ messageId, from, until }: ConsoleFacts, logGroup: string): string {
  const find = `fields @timestamp, @message\n| filter @message like '${messageId.replace(/[^\w-]/g, "")}'\n| sort @timestamp\n| limit 100`;
  const parts = [
    `end~'${star(until.toISOString())}`,
    `start~'${star(from.toISOString())}`,
    "timeType~'ABSOLUTE",
    "tz~'UTC",
    `editorString~'${star(find)}`,
    `source~(~'${star(logGroup)})`,
  ];
  return `~(${parts.join("~")})`;
}

function star(text: string): string {
  return text.replace(/[^A-Za-z0-9_.]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x100 ? `*${code.toString(16).padStart(2, "0")}` : "";
  });
}
