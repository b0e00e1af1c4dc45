import { FAULT_KINDS, type FaultRule } from "../faults";
import { BadRequest, Fields } from "./fields";

const NAMES: readonly (keyof FaultRule)[] = [
  "operation",
  "kind",
  "accountId",
  "region",
  "queueName",
  "via",
  "nth",
  "rate",
  "from",
  "until",
  "forSeconds",
  "n",
  "ms",
  "status",
  "code",
  "afterEffect",
];
const COUNT = { min: 1, max: 1_000_000_000, isWhole: true };

/** The fault rules of a control request: one rule, a list of rules, or `{"rules": […]}`. */
export function parseFaults(body: unknown): FaultRule[] {
  if (Array.isArray(body)) return new Fields({ rules: body }).objects("rules").map(parseRule);
  const fields = new Fields(body);
  return fields.any("rules") === undefined
    ? [parseRule(fields)]
    : fields.only(["rules"]).objects("rules").map(parseRule);
}

function parseRule(fields: Fields): FaultRule {
  const kind = fields.only(NAMES).optionalOneOf("kind", FAULT_KINDS);
  if (kind === undefined) throw new BadRequest(`${fields.at("kind")} is required: one of ${FAULT_KINDS.join(", ")}`);
  return {
    operation: fields.text("operation", /^(\*|[a-z][a-z0-9]*:(\*|[A-Z][A-Za-z]*\*?))$/),
    kind,
    accountId: fields.optionalText("accountId", /^\d{12}$/),
    region: fields.optionalText("region"),
    queueName: fields.optionalText("queueName"),
    via: fields.optionalOneOf("via", ["events", "sns", "lambda", "scheduler", "pipes", "states"]),
    nth: fields.optionalNumber("nth", COUNT),
    rate: fields.optionalNumber("rate", { min: 0, max: 1 }),
    from: fields.optionalNumber("from", COUNT),
    until: fields.optionalNumber("until", COUNT),
    forSeconds: fields.optionalNumber("forSeconds", { min: 0, max: 31_536_000 }),
    n: fields.optionalNumber("n", { min: 1, max: 10, isWhole: true }),
    ms: fields.optionalNumber("ms", { min: 0, max: 86_400_000 }),
    status: fields.optionalNumber("status", { min: 500, max: 599, isWhole: true }),
    code: fields.optionalText("code", /^[A-Za-z.]+$/),
    afterEffect: fields.optionalBoolean("afterEffect"),
  };
}
