import { type CapsuleAlert, type CapsuleClass, type CapsuleDocument, openQuestions } from "./capsule";
import { escaped, linked, quoted, utcMinute } from "./markdown";

/** A hand-over as Markdown: what whoever takes over reads from top to bottom. Every text in it is shown as text. */
export function capsuleMarkdown(capsule: CapsuleDocument): string {
  const { title, url, at, by, note, alert, classes, moreClassCount, links } = capsule;
  const questions = openQuestions(capsule);
  const blocks = [
    `# Hand-over: ${escaped(title)}`,
    `As it was ${utcMinute(at)}, written by ${escaped(by)}. ${linked("How it is now", url)}`,
    note === null ? "" : quoted(note),
    alert ? alertBlock(alert) : "",
    questions.length === 0 ? "" : section("Open questions", questions.map(escaped)),
    ...classes.map(classBlock),
    moreClassCount === 0 ? "" : `And ${moreClassCount} more failure classes, which are not written out here.`,
    links.length === 0
      ? ""
      : section(
          "Links",
          links.map((link) => linked(link.label, link.url)),
        ),
  ];
  return `${blocks.filter(Boolean).join("\n\n")}\n`;
}

type Fact = readonly [name: string, value: string | null];

function facts(all: readonly Fact[]): string {
  return all.flatMap(([name, value]) => (value === null || value === "" ? [] : [`- **${name}**: ${value}`])).join("\n");
}

function section(title: string, lines: readonly string[]): string {
  return `## ${title}\n\n${lines.map((line) => `- ${line}`).join("\n")}`;
}

function alertBlock(alert: CapsuleAlert): string {
  const { acknowledged, hiddenReasonCount } = alert;
  const state = facts([
    ["State", escaped(`${alert.state}, ${alert.severity === "page" ? "a page" : "to be read"}`)],
    ["Opened", utcMinute(alert.openedAt)],
    ["Somebody was woken", alert.pagedAt === null ? "nobody" : utcMinute(alert.pagedAt)],
    [
      "Who has it",
      acknowledged ? `${escaped(acknowledged.by)}, since ${utcMinute(acknowledged.at)}` : "nobody said so",
    ],
    ["Over", alert.resolvedAt && utcMinute(alert.resolvedAt)],
    ["Owner", alert.owner && escaped(alert.owner)],
    ["Nobody was told", alert.mute && escaped(alert.mute)],
    ["Time to loss", alert.timeToLoss && escaped(alert.timeToLoss)],
    ["Suspicion", alert.suspect && escaped(alert.suspect)],
    ["Last run", alert.lastRun && escaped(alert.lastRun)],
  ]);
  const reasons = alert.reasons.map(
    ({ subject, sentence, since, url }) => `${linked(subject, url)}: ${escaped(sentence)} Since ${utcMinute(since)}.`,
  );
  const hidden = hiddenReasonCount === 0 ? [] : [`${hiddenReasonCount} more that whoever wrote this may not see.`];
  return `## Alert ${alert.number}\n\n${state}\n\n${[...reasons, ...hidden].map((line) => `- ${line}`).join("\n")}`;
}

function classBlock(one: CapsuleClass): string {
  const place = [one.queue, one.region, one.account].flatMap((part) => part ?? []).join(", ");
  const rate = one.perHour === null ? "nobody can count them now" : `${one.perHour} in the last hour`;
  const head = facts([
    ["State", escaped(one.status)],
    ["Since", `${utcMinute(one.since)}, ${escaped(one.sinceNote)}`],
    ["Count", `${one.presentCount} wait, ${one.totalCount} in all; ${rate}; last seen ${utcMinute(one.lastSeenAt)}`],
    ["Cause", escaped(one.cause)],
    ["Loss", escaped(one.loss)],
    ["Where", escaped(place)],
    ["Pipeline", one.pipelines.map(escaped).join(", ")],
    ["Owner", one.owner === null ? "nobody is known" : escaped(one.owner)],
    ["Who has it", one.heldBy === null ? "nobody said so" : escaped(one.heldBy)],
    ["Runbook", one.runbook && linked(one.runbook, one.runbook)],
  ]);
  return [
    `## ${linked(`F-${one.number}`, one.url)} ${escaped(one.title)}`,
    head,
    list("Suspected, not proved", one.suspects.map(escaped)),
    list(
      "What was tried",
      one.runs.map((run) => `${utcMinute(run.at)}, ${escaped(run.by)}: ${linked(run.words, run.url)}`),
    ),
    list(
      "Notes",
      one.notes.map((note) => `${utcMinute(note.at)}, ${escaped(note.by)}: ${escaped(note.text)}`),
    ),
  ]
    .filter(Boolean)
    .join("\n\n");
}

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `**${title}**\n\n${lines.map((line) => `- ${line}`).join("\n")}`;
}
