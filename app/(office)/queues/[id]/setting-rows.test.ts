import { expect, test } from "vitest";
import { settingRows, settingText } from "./setting-rows";

test("seconds and bytes are shown with their unit and kept as AWS wrote them", () => {
  expect(settingRows({ MessageRetentionPeriod: "345600", MaximumMessageSize: "262144", DelaySeconds: "0" })).toEqual([
    { name: "DelaySeconds", value: "0 s", raw: "0 s" },
    { name: "MaximumMessageSize", value: "256 kB", raw: "262144 B" },
    { name: "MessageRetentionPeriod", value: "4 d 00 h", raw: "345600 s" },
  ]);
});

test("policies stay as they are and times are left out", () => {
  expect(settingRows({ RedrivePolicy: "{}", LastModifiedTimestamp: "1732152000" })).toEqual([
    { name: "RedrivePolicy", value: "{}" },
  ]);
});

test("a setting that was absent says so", () => {
  expect(settingText("RedrivePolicy", null)).toBe("not set");
});
