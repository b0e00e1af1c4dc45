import type { World } from "../service";
import { Fields } from "./fields";
import type { SetupSection } from "./section";
import { eventSourceMappings } from "./sections/event-source-mappings";
import { functions } from "./sections/functions";
import { roles, users } from "./sections/identities";
import { organization } from "./sections/organization";
import { streams } from "./sections/streams";

/** What setup can declare: a new kind is a file and a line here. */
const SECTIONS: readonly SetupSection[] = [roles, users, functions, eventSourceMappings, streams, organization];
const LATEST_SECONDS = 3600;

/**
 * Declares what no AWS API makes here, and settings. Idempotent: what has the same ARN (or UUID) is replaced, nothing
 * else is touched. Everything is checked before anything changes. Throws BadRequest.
 */
export function setUp(world: World, body: unknown) {
  const { steps, late } = checkSetup(body);
  const declared = steps.map(({ name, declare }) => [name, declare(world)] as const);
  if (late !== undefined) world.settings = { ...world.settings, lateDatapointSeconds: late };
  return { ...Object.fromEntries(declared), settings: world.settings };
}

/** Throws BadRequest when `setUp` would; what it returns is ready to be declared. */
export function checkSetup(body: unknown) {
  const fields = new Fields(body).only([...SECTIONS.map(({ name }) => name), "settings"]);
  const steps = SECTIONS.map((section) => ({
    name: section.name,
    declare: section.parse(fields.objects(section.name)),
  }));
  return { steps, late: parseLateness(fields) };
}

function parseLateness(fields: Fields): number | undefined {
  if (fields.any("settings") === undefined) return undefined;
  const settings = new Fields(fields.any("settings"), "settings").only(["lateDatapointSeconds"]);
  return settings.optionalNumber("lateDatapointSeconds", { min: 0, max: LATEST_SECONDS });
}
