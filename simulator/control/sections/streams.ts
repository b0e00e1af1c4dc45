import { partsOf } from "../../delivery/sender";
import type { World } from "../../service";
import { appendChange } from "../../streams/append-record";
import type { ChangeRecord, Image, TableStream } from "../../streams/state";
import { BadRequest, type Fields } from "../fields";
import type { SetupSection } from "../section";

const VIEW_TYPES = ["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"] as const;
const ARN = /^arn:aws:dynamodb:[a-z0-9-]+:\d{12}:table\/[\w.-]{3,255}\/stream\/[\dT:.-]+$/;

interface StreamDraft {
  readonly arn: string;
  readonly viewType: TableStream["viewType"];
  readonly records: readonly Omit<ChangeRecord, "sequenceNumber" | "at">[];
}

/** Streams of DynamoDB tables, and changes to append: one whose eventID the stream still holds is not appended again. */
export const streams: SetupSection = {
  name: "streams",
  parse: (items) => {
    const drafts = items.map(parseStream);
    return (world) => {
      for (const draft of drafts) declare(world, draft, world.clock.now());
      return drafts.map(({ arn }) => arn);
    };
  },
};

function declare(world: World, { arn, viewType, records }: StreamDraft, now: number): void {
  const { accountId, region, resource } = partsOf(arn);
  const name = resource.slice("table/".length);
  const [tableName = "", , label = ""] = name.split("/");
  const stream =
    world.streams.tables.get(accountId, region, name) ??
    world.streams.tables.put({
      ...{ accountId, region, name, arn, tableName, label, viewType, createdAt: now, recordCount: 0, records: [] },
      shardId: `shardId-${String(now).padStart(20, "0")}-00000000`,
    });
  for (const record of records) appendChange(world, stream, record, now);
}

function parseStream(fields: Fields): StreamDraft {
  fields.only(["arn", "viewType", "records"]);
  return {
    arn: fields.text("arn", ARN),
    viewType: fields.optionalOneOf("viewType", VIEW_TYPES) ?? "NEW_AND_OLD_IMAGES",
    records: fields.objects("records").map(parseRecord),
  };
}

function parseRecord(fields: Fields): StreamDraft["records"][number] {
  fields.only(["eventID", "eventName", "keys", "newImage", "oldImage"]);
  const keys = imageIn(fields, "keys");
  if (!keys) throw new BadRequest(`${fields.at("keys")} is required`);
  return {
    eventId: fields.text("eventID"),
    eventName: fields.optionalOneOf("eventName", ["INSERT", "MODIFY", "REMOVE"]) ?? "INSERT",
    keys,
    newImage: imageIn(fields, "newImage"),
    oldImage: imageIn(fields, "oldImage"),
  };
}

function imageIn(fields: Fields, name: string): Image | undefined {
  const value = fields.any(name);
  if (value === undefined || (typeof value === "object" && value !== null && !Array.isArray(value))) {
    return value as Image | undefined;
  }
  throw new BadRequest(`${fields.at(name)} must be an attribute map such as {"id": {"S": "7"}}`);
}
