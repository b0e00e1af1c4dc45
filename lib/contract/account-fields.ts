import { z } from "zod";

export const roleArn = z
  .string()
  .trim()
  .regex(/^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/, "must be a role ARN, arn:aws:iam::<account>:role/<name>");
export const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "must be a Region name such as eu-central-1");
