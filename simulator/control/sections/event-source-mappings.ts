import type { MappingDraft } from "../../lambda/event-source-mappings";
import { startMapping } from "../../lambda/start-mapping";
import { BadRequest, type Fields } from "../fields";
import type { SetupSection } from "../section";

const STATES = ["Creating", "Enabling", "Enabled", "Disabling", "Disabled", "Updating", "Deleting"] as const;

export const eventSourceMappings: SetupSection = {
  name: "eventSourceMappings",
  parse: (items) => {
    const drafts = items.map(parseMapping);
    return (world) =>
      drafts.map((draft) => {
        const now = world.clock.now();
        const mapping = world.mappings.put(draft, now);
        startMapping(world, mapping, now);
        return mapping.UUID;
      });
  },
};

function parseMapping(fields: Fields): MappingDraft {
  fields.only([
    "UUID",
    "FunctionArn",
    "EventSourceArn",
    "BatchSize",
    "State",
    "FunctionResponseTypes",
    "MaximumBatchingWindowInSeconds",
  ]);
  const types = fields.list("FunctionResponseTypes");
  for (const { value, path } of types) {
    if (value !== "ReportBatchItemFailures") throw new BadRequest(`${path} must be ReportBatchItemFailures`);
  }
  return {
    UUID: fields.optionalText("UUID", /^[0-9a-f-]{36}$/),
    FunctionArn: fields.text("FunctionArn", /^arn:aws:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/),
    EventSourceArn: fields.optionalText("EventSourceArn", /^arn:aws:/),
    BatchSize: fields.optionalNumber("BatchSize", { min: 1, max: 10_000, isWhole: true }),
    MaximumBatchingWindowInSeconds: fields.optionalNumber("MaximumBatchingWindowInSeconds", { min: 0, max: 300 }),
    State: fields.optionalOneOf("State", STATES),
    FunctionResponseTypes: types.map(() => "ReportBatchItemFailures" as const),
  };
}
