import { expect, test } from "vitest";
import { EMPTY_DRAFT, fieldsOf } from "./account-draft";

test("Regions may be parted by commas, blanks or lines", () => {
  const { regions } = fieldsOf({ ...EMPTY_DRAFT, regions: "eu-central-1, eu-west-1\n us-east-1 " });

  expect(regions).toEqual(["eu-central-1", "eu-west-1", "us-east-1"]);
});

test("an empty role is none, so that it can be taken away", () => {
  expect(fieldsOf({ ...EMPTY_DRAFT, readRoleArn: "  " }).readRoleArn).toBeNull();
});
