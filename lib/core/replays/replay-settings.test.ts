import { expect, test } from "vitest";
import { sessionPolicyFor } from "@/lib/aws/session-policy";
import { anArchive, aRule, aTarget, busArn } from "../coverage/cases/a-graph";
import { replayGrants, settingsOfReplay } from "./replay-settings";
import type { ReplayTerms } from "./terms";

const archive = anArchive("all", { busArn: busArn("shop") });
const orders = aRule("orders", { busName: "shop", targets: [aTarget()] });
const terms: ReplayTerms = {
  archiveArn: archive.arn,
  busArn: busArn("shop"),
  from: "2026-11-21T12:00:00.000Z",
  until: "2026-11-21T13:00:00.000Z",
  ruleArns: [orders.arn],
  estimatedEvents: 7,
};
const settings = settingsOfReplay(terms, archive.config, [orders], []);

test.each<[string, Parameters<typeof aRule>[1]]>([
  ["is switched off", { isEnabled: false }],
  ["matches something else", { eventPattern: '{"source":["mail"]}' }],
  ["has one target more", { targets: [aTarget(), aTarget({ id: "t2", arn: busArn("x") })] }],
  ["has another target under the same id", { targets: [aTarget({ arn: busArn("x") })] }],
])("a rule that %s is another setting", (_, config) => {
  const changed = aRule("orders", { busName: "shop", targets: [aTarget()], ...config });

  expect(settingsOfReplay(terms, archive.config, [changed], [])).not.toEqual(settings);
});

test("the session of a replay reaches its archive, its bus, replays of ours and the bus's rules, and no more", () => {
  const place = "arn:aws:events:eu-west-1:111122223333";

  expect(replayGrants(settings)).toEqual([
    { actions: ["events:StartReplay"], arns: [archive.arn, busArn("shop"), `${place}:replay/dlo-*`] },
    { actions: ["events:DescribeReplay", "events:CancelReplay"], arns: [`${place}:replay/dlo-*`] },
    { actions: ["events:ListTargetsByRule"], arns: [`${place}:rule/shop/*`] },
  ]);
  expect(replayGrants({ ...settings, bus: busArn("default") }).at(-1)?.arns).toEqual([`${place}:rule/*`]);
  expect(() => sessionPolicyFor(replayGrants(settings))).not.toThrow();
});
