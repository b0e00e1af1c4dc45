import { CreateFunctionCommand, DeleteFunctionCommand } from "@aws-sdk/client-lambda";
import type { Bench } from "./bench";
import type { Fixtures } from "./site";

/** A zip archive whose one file answers every event with an empty object. */
const ZIP = Buffer.from(
  "UEsDBBQAAAAAAAAAIQC4q1rkIwAAACMAAAAIAAAAaW5kZXguanNleHBvcnRzLmhhbmRsZXIgPSBhc3luYyAoKSA9PiAoe30pO1BLAQIUAxQAAAAAAAAAIQC4q1rkIwAAACMAAAAIAAAAAAAAAAAAAACAAQAAAABpbmRleC5qc1BLBQYAAAAAAQABADYAAABJAAAAAAA=",
  "base64",
);

const TRUST = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

const POLICY = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:SendMessage"],
      Resource: "*",
    },
  ],
};

/** A function made by CreateFunction, with a role of its own; its ARN. */
export async function createdFunction(bench: Bench, name: string, aRole: Fixtures["aRole"]): Promise<string> {
  const role = `arn:aws:iam::${bench.accountId}:role/${name}`;
  await aRole?.(role, TRUST, POLICY);
  const { FunctionArn = "" } = await bench.aws.lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: role,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: ZIP },
    }),
  );
  bench.later(() => bench.aws.lambda.send(new DeleteFunctionCommand({ FunctionName: name })));
  return FunctionArn;
}
