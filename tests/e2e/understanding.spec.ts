import { control } from "../../jobs/demo/story/control";
import { PRODUCTION } from "../../jobs/demo/story/places";
import { SHARED_HOST } from "./office/fail-together";
import { expect, failureIn, test } from "./office/visitor";

// They look; what one decides is about a failure that no other test decides about.
test.describe.configure({ mode: "parallel" });

const FILTER = { name: "Filter the messages" };
const PHONE = { width: 390, height: 844 };

test("a search by a field of the body narrows to what has it, and stays in the address", async ({
  page,
  enterAs,
  api,
}) => {
  await enterAs("operator");
  const [value] = (await api.listFilterSuggestions({ typed: "body.customer.id:" })).items;
  const q = value?.text ?? "";
  const { totalCount } = await api.listFailedMessages({ q, state: "present" });
  await page.goto("/messages");

  await page.getByRole("combobox", FILTER).fill(q);
  const found = page.getByText(new RegExp(`^${totalCount} messages? of this list match`));
  await expect(found).toBeVisible();
  await expect(page).toHaveURL((url) => url.searchParams.get("q") === q);
  await page.reload();

  await expect(found).toBeVisible();
  await expect(page.getByRole("row").filter({ has: page.getByRole("cell") })).toHaveCount(totalCount ?? 0);
});

test("a filter is completed by keys, and a plan freezes all that match it in one queue", async ({
  page,
  enterAs,
  api,
}) => {
  await enterAs("operator");
  const { totalCount } = await api.listFailedMessages({ q: "cause:timeout queue:invoices-dlq", state: "present" });
  await page.goto("/messages");
  const filter = page.getByRole("combobox", FILTER);

  await test.step("arrows choose among what may stand there, Enter takes it", async () => {
    await filter.pressSequentially("cau");
    await expect(page.getByRole("option", { name: /^cause:/ })).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(filter).toHaveValue("cause:");
    await filter.pressSequentially("timeo");
    await expect(page.getByRole("option", { name: /^cause:timeout/ })).toBeVisible();
    await expect(page.getByRole("option")).toHaveCount(1);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(filter).toHaveValue("cause:timeout ");
    await expect(page).toHaveURL(/q=cause%3Atimeout/);
  });
  await page.getByRole("button", { name: "invoices-dlq…" }).click();
  await page.getByRole("menuitem", { name: "Plan redrive" }).click();

  const plan = page.getByRole("dialog");
  await expect(plan.getByText(/^Plan P-\d+ · draft · frozen/)).toBeVisible();
  await expect(plan.getByRole("heading", { level: 2 }).first()).toContainText(`${totalCount} messages`);
  await expect(plan.getByText("SQS move task")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(plan).toBeHidden();
});

test("a view is saved under a name, opened from anywhere, and forgotten", async ({ page, enterAs }) => {
  await enterAs("operator");
  await page.goto("/messages?q=cause%3Aschema&messages=all");
  const views = page.getByRole("button", { name: "Saved views" });

  await views.click();
  await page.getByRole("menuitem", { name: "Save this view…" }).click();
  await page.getByLabel("Name").fill("Broken invoices");
  await page.getByRole("alertdialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alertdialog")).toBeHidden();
  await page.goto("/messages");
  await views.click();
  await page.getByRole("menuitem", { name: "Broken invoices", exact: true }).click();

  await expect(page.getByRole("combobox", FILTER)).toHaveValue("cause:schema");
  await expect(page.getByRole("radio", { name: "All ever seen" })).toBeChecked();
  await views.click();
  await page.getByRole("menuitem", { name: "Forget “Broken invoices”" }).click();
  await views.click();
  await expect(page.getByRole("menuitem", { name: "Broken invoices", exact: true })).toHaveCount(0);
});

test("failures are grouped, a group opens by Enter with its failures alone, and × leads back", async ({
  page,
  enterAs,
  api,
}) => {
  await enterAs("viewer");
  const { items } = await api.listFailureClasses({ view: "all", groupBy: "error", group: "none", limit: 200 });
  await page.goto("/?tab=all");

  await page.getByRole("combobox", { name: "Group by" }).selectOption({ label: "By error, across accounts" });
  const groups = page.getByRole("table", { name: "Failures, grouped" });
  const silent = groups.getByRole("link", { name: "carries no error" });
  await expect(silent).toBeVisible();
  await expect(page).toHaveURL(/tab=all&by=error/);
  await silent.focus();
  await page.keyboard.press("Enter");

  await expect(page).toHaveURL(/group=none/);
  const failures = page.getByRole("table", { name: "What needs somebody" });
  await expect(failures.getByRole("row").filter({ has: page.getByRole("cell") })).toHaveCount(items.length);
  await page.getByRole("button", { name: /^error: carries no error .* ×$/ }).click();
  await expect(groups).toBeVisible();
});

test("two failures that one host caused are one incident, which leads to both; a viewer is not told the host", async ({
  page,
  enterAs,
}) => {
  await enterAs("operator");
  await page.goto("/");
  const incident = page.getByRole("region", { name: "1 incident" }).getByRole("link");
  await expect(incident).toHaveText(new RegExp(`^2 failures since .* share dependency ${SHARED_HOST}$`));

  await incident.click();

  await expect(page.getByRole("heading", { level: 1 })).toContainText(SHARED_HOST);
  const failures = page.getByRole("table", { name: "What needs somebody" });
  await expect(failures.getByRole("row").filter({ has: page.getByRole("cell") })).toHaveCount(2);
  await enterAs("viewer");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("share the same dependency");
  await expect(page.getByText(SHARED_HOST)).toHaveCount(0);
});

test("of messages without an error the evidence says what is known, and looking for it is asked of the worker", async ({
  page,
  enterAs,
  api,
}) => {
  await enterAs("operator");
  const { id } = await failureIn(api, "emails-dlq");
  const { askedAt } = await api.getClassEvidence({ id });
  await page.goto(`/failures/${id}`);
  const evidence = page.getByRole("region", { name: "Evidence" });
  await expect(evidence).toContainText(/messages carry no error/i);

  await evidence.getByRole("button", { name: /^Look/ }).click();

  await expect.poll(async () => (await api.getClassEvidence({ id })).askedAt).not.toBe(askedAt);
  await expect(evidence).not.toContainText("Nobody has looked yet.");
  await expect(page.getByRole("region", { name: "What changed before" })).toContainText(/Began .*, /);
});

test("a runbook is linked by its address, shown, and taken away", async ({ page, enterAs, api }) => {
  await enterAs("operator");
  const { id } = await failureIn(api, "payments-dlq.fifo");
  await page.goto(`/failures/${id}`);
  const dialog = page.getByRole("alertdialog");

  await page.getByRole("button", { name: "Link one…" }).click();
  await dialog.getByLabel(/Address of the runbook/).fill("https://wiki.example.com/too-many-requests");
  await dialog.getByRole("button", { name: "Link", exact: true }).click();

  const link = page.getByRole("link", { name: "wiki.example.com/too-many-requests" });
  await expect(link).toHaveAttribute("rel", /noopener/);
  await page.getByRole("button", { name: "Change…" }).click();
  await dialog.getByLabel(/Address of the runbook/).fill("");
  await dialog.getByRole("button", { name: "Take the link away" }).click();
  await expect(link).toHaveCount(0);
});

test.describe("on a phone", () => {
  test.use({ viewport: PHONE });

  test("keeping safe is the one filled step, and opens the rescue of the queue", async ({ page, enterAs, api }) => {
    await enterAs("operator");
    const { id } = await failureIn(api, "orders-dlq");
    await page.goto(`/failures/${id}`);

    const keep = page.getByRole("button", { name: /^Keep \d+ messages safe$/ });
    const look = (name: string | RegExp) =>
      page
        .getByRole("button", { name })
        .evaluateAll((found) => found.map((one) => getComputedStyle(one).backgroundColor));
    const [filled] = await look(/^Keep \d+ messages safe$/);
    expect(await look("Acknowledge")).not.toContain(filled);
    expect(await look(/^Plan redrive of/)).not.toContain(filled);
    await keep.click();

    await expect(page.getByRole("dialog", { name: "Rescue what can be reached in orders-dlq" })).toBeVisible();
    await expect(page.getByText(/^Plan P-\d+ · draft/)).toBeVisible();
  });

  test("where nothing safe is left for this person, it is said, with why", async ({ page, enterAs, api }) => {
    await enterAs("viewer");
    const { id } = await failureIn(api, "orders-dlq");
    await page.goto(`/failures/${id}`);

    await expect(page.getByText(/^No safe action is left here\. You may not make a plan\./)).toBeVisible();
    await expect(page.getByRole("button", { name: /^Keep / })).toHaveCount(0);
  });
});

test("a viewer narrows by fields, and reads why words, bodies and decisions are not his", async ({
  page,
  enterAs,
  api,
}) => {
  await enterAs("viewer");
  await page.goto("/messages?q=cause%3Atimeout");
  await expect(page.getByText(/of this list match/)).toBeVisible();

  await page.getByRole("combobox", FILTER).fill("body.customer.id:");
  await expect(page.getByText("Your role may not read bodies.")).toBeVisible();
  await page.getByRole("combobox", FILTER).fill("body.customer.id:1");
  await expect(
    page.getByText(/Text is looked for in error texts and bodies\. You may not read message bodies/),
  ).toBeVisible();

  await page.goto(`/failures/${(await failureIn(api, "orders-dlq")).id}`);
  await expect(page.getByRole("button", { name: "Acknowledge" })).toHaveAccessibleDescription(
    /You may not decide about failure classes/,
  );
  await expect(page.getByRole("button", { name: "Link one…" })).toHaveCount(0);
});

test("reading the screens takes nothing from a queue and puts nothing back", async ({ page, enterAs, api }) => {
  await enterAs("operator");
  const failure = await failureIn(api, "orders-dlq");
  const [message] = (await api.listFailedMessages({ classId: failure.id, limit: 1 })).items;
  const [incident] = (await api.listIncidents({})).items;
  const before = await touches();

  for (const address of [
    "/",
    "/?by=error",
    `/failures/${failure.id}`,
    `/messages/${message?.id}`,
    "/messages?q=cause%3Atimeout",
    `/incidents/${incident?.id}`,
  ]) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }

  expect(await touches()).toEqual(before);
});

const TOUCHES = /^sqs:(Receive|Delete|Send|ChangeMessage|StartMessageMove)/;

/** Calls on messages where no other test makes any. */
async function touches(): Promise<number> {
  const url = process.env.DLO_E2E_AWS_ENDPOINT ?? "";
  const { calls } = (await control(url, "GET", "/usage")) as {
    calls: { action: string; accountId: string; region: string; calls: number }[];
  };
  return calls
    .filter((one) => one.accountId === PRODUCTION.awsAccountId && one.region === "eu-central-1")
    .filter(({ action }) => TOUCHES.test(action))
    .reduce((sum, one) => sum + one.calls, 0);
}
