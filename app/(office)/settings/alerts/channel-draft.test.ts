import { expect, test } from "vitest";
import type { Channel } from "@/lib/contract/channels";
import { CHANNEL_KINDS } from "@/lib/core/alerts/notification";
import { changedChannelOf, channelProblems, draftOfChannel, emptyChannel, newChannelOf } from "./channel-draft";

test("every kind can be begun, and says what it lacks field by field", () => {
  for (const kind of CHANNEL_KINDS) {
    const problems = channelProblems(emptyChannel(kind), true);
    expect(problems.name, kind).toBe("Fill it in.");
    expect(newChannelOf(emptyChannel(kind)), kind).toBeUndefined();
  }
});

test("several addresses become a list, a port a number, and what is empty is left out", () => {
  const draft = {
    ...emptyChannel("email"),
    name: "Team",
    config: { host: "mail", port: "25", security: "none", from: "a@b.de", to: "c@d.de, e@f.de", username: "" },
  };
  expect(newChannelOf(draft)).toEqual({
    kind: "email",
    name: "Team",
    config: { host: "mail", port: 25, security: "none", from: "a@b.de", to: ["c@d.de", "e@f.de"] },
    secret: {},
  });
});

test("a secret is never filled in, and one that is left empty stays as it is", () => {
  const channel = {
    id: "chn_1",
    version: 3,
    kind: "webhook",
    name: "Hook",
    config: { url: "https://a.example/" },
    isOn: true,
  } as unknown as Channel;
  const draft = draftOfChannel(channel);
  expect(draft.secret).toEqual({});
  expect(channelProblems(draft, false)).toEqual({});
  expect(changedChannelOf(draft, channel)).toEqual({
    id: "chn_1",
    version: 3,
    name: "Hook",
    config: { url: "https://a.example/" },
    isOn: true,
  });
  expect(channelProblems({ ...draft, secret: { signingKey: "short" } }, false)["secret.signingKey"]).toMatch(/16/);
});
