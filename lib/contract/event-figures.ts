import { z } from "zod";
import { EVENT_FIGURES, FIGURE_NAMES } from "@/lib/core/events/event-figures";
import { RHYTHM_KINDS } from "@/lib/core/events/rhythm";
import { idPattern } from "@/lib/core/ids";
import { endpoint, isoTime } from "./endpoint";

const names = FIGURE_NAMES.map((name) => `${name}: ${EVENT_FIGURES[name].awsMetrics[0]}`).join(" · ");

export const figureSeriesSchema = z
  .object({
    metric: z.enum(FIGURE_NAMES).describe(`in our words; of AWS: ${names}`),
    awsMetric: z.string().describe("its name in CloudWatch, namespace AWS/Events"),
    title: z.string(),
    meaning: z.string().describe("what one of it is, in a line"),
    unit: z.enum(["count", "ms"]),
    isTrouble: z.boolean().describe("more than none of it means that something goes wrong"),
    statistic: z
      .enum(["sum", "p95", "highest-p95"])
      .describe("highest-p95: of the minutes in a period the slowest one's p95"),
    basis: z
      .enum(["told", "sum-of-rules", "not-told"])
      .describe("of a bus: AWS tells it, we add up its rules, or nobody tells it"),
    points: z.array(z.object({ at: isoTime, value: z.number() })).describe("absent where nothing was told: not 0"),
    total: z.number().nullable().describe("sum of what was told; null where nothing was, and of latencies"),
    newestAt: isoTime.nullable(),
  })
  .meta({ id: "EventFigureSeries" });
export type FigureSeries = z.infer<typeof figureSeriesSchema>;

export const rhythmSchema = z
  .object({
    kind: z.enum(RHYTHM_KINDS).describe("silent: quiet against its own rhythm"),
    sentence: z.string(),
    lastTriggeredAt: isoTime.nullable(),
    dueAt: isoTime.nullable().describe("by then it should have run again; null where it cannot be told"),
    classId: z.string().nullable().describe("the failure class of a silence that was noticed"),
  })
  .meta({ id: "RuleRhythm" });

export const eventFiguresSchema = z
  .object({
    resourceId: z.string(),
    arn: z.string(),
    window: z.enum(["1h", "24h", "7d"]),
    from: isoTime,
    until: isoTime,
    periodSeconds: z.number().int(),
    isAsked: z.boolean().describe("false: its metrics were never read, so that nothing is known"),
    readAt: isoTime.nullable().describe("when it was looked at last, also when CloudWatch had nothing of it"),
    readUntil: isoTime.nullable().describe("until when CloudWatch was asked"),
    cadenceSeconds: z.number().int().describe("how often it is read as things stand"),
    lagNote: z.string(),
    unreadRuleCount: z.number().int().describe("of a bus: rules whose metrics were never read; sums lack them"),
    series: z.array(figureSeriesSchema),
  })
  .meta({ id: "EventFigures" });
export type EventFigures = z.infer<typeof eventFiguresSchema>;

export const ruleFiguresSchema = eventFiguresSchema
  .extend({
    rhythm: rhythmSchema,
    likelyCauses: z
      .array(z.string())
      .describe("why its events fail, by what is known of its targets and queues; empty: nothing fails, or no idea"),
  })
  .meta({ id: "RuleFigures" });
export type RuleFigures = z.infer<typeof ruleFiguresSchema>;

const input = z.object({
  id: z.string().regex(idPattern("resource")),
  window: z.enum(["1h", "24h", "7d"]).default("24h"),
});

export const eventFigures = {
  getRuleFigures: endpoint({
    method: "GET",
    path: "/rules/{id}/figures",
    status: 200,
    capability: "counts.see",
    tag: "events",
    summary: "What EventBridge counted of a rule, and whether it keeps its rhythm; at best effort, not for accounting",
    input,
    output: ruleFiguresSchema,
  }),
  getBusFigures: endpoint({
    method: "GET",
    path: "/buses/{id}/figures",
    status: 200,
    capability: "counts.see",
    tag: "events",
    summary: "What EventBridge counted of a bus, or of its rules together; at best effort, not for accounting",
    input,
    output: eventFiguresSchema,
  }),
};
