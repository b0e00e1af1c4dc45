import { expect, test } from "vitest";
import { refusalOf, withoutAws } from "./refuse-endpoints.mjs";

test.each([
  ["AWS_ENDPOINT_URL", "https://sqs.eu-central-1.amazonaws.com"],
  ["AWS_ENDPOINT_URL_SQS", "http://10.0.0.4:4566"],
  ["DLO_AWS_ENDPOINT", "http://localhost.example.com:4566"],
  ["DLO_AWS_ENDPOINT", "http://127.0.0.1.example.com"],
  ["AWS_ENDPOINT_URL_STS", "not a url"],
])("%s=%s is refused by name", (name, url) => {
  const refusal = refusalOf({ PATH: "/bin", [name]: url });

  expect(refusal).toContain(`${name} is ${url}`);
});

test.each([
  ["nothing of AWS", {}],
  ["an empty endpoint", { AWS_ENDPOINT_URL: "" }],
  ["a loopback endpoint", { DLO_AWS_ENDPOINT: "http://127.0.0.1:4566", AWS_ENDPOINT_URL_SQS: "http://[::1]:4566" }],
  ["credentials alone, which no process of the demo gets", { AWS_ACCESS_KEY_ID: "AKIAREAL" }],
])("%s starts the demo", (_, env) => {
  expect(refusalOf(env)).toBeUndefined();
});

test("the demo's processes get no credentials, profile or endpoint of the person who starts it", () => {
  const env = withoutAws({
    PATH: "/bin",
    AWS_PROFILE: "prod",
    AWS_SECRET_ACCESS_KEY: "real",
    AWS_ENDPOINT_URL: "http://127.0.0.1:1",
    DLO_MASTER_KEY: "real",
    DATABASE_URL: "postgresql://real",
    PGPASSWORD: "real",
  });

  expect(Object.values(env)).not.toContain("real");
  expect(env).toMatchObject({ PATH: "/bin", AWS_EC2_METADATA_DISABLED: "true", AWS_CONFIG_FILE: "/dev/null" });
  expect(env).not.toHaveProperty("AWS_PROFILE");
  expect(env).not.toHaveProperty("AWS_ENDPOINT_URL");
});
