import { until } from "../support/eventually";
import { changeMissedTarget, MISSED_DEAD_LETTER_QUEUE } from "./office/miss-target";
import { expect, expectAccessible, failureIn, test } from "./office/visitor";

// Nothing here is applied, but for one plan that is refused.
test.describe.configure({ mode: "parallel" });

test.beforeEach(({ enterAs }) => enterAs("operator"));

test("an event goes back to the one target that missed it, and the plan says whose rights each step takes; when that target changed meanwhile it is refused setting by setting", async ({
  page,
  api,
  complaints,
}) => {
  const failure = await failureIn(api, MISSED_DEAD_LETTER_QUEUE, "NO_RESOURCE");
  await page.goto(`/failures/${failure.id}?plan=new`);
  const plan = page.getByRole("dialog");
  const way = plan.getByRole("combobox", { name: "Way back" });
  const number = plan.getByText(/^Plan P-\d+/);
  const shown = async () => {
    await expect(page).toHaveURL(/plan=pln_/);
    return api.getPlan({ id: new URL(page.url()).searchParams.get("plan") ?? "" });
  };

  await test.step("its own way is chosen already", async () => {
    await expect(way).toHaveValue("eventbridge-target");
    const own = await shown();
    expect(own.destinationArns).toEqual([expect.stringMatching(/:function:reorder$/)]);
    for (const { step, by } of own.steps) await expect(plan.getByText(`${step}: ${by}`)).toBeVisible();
  });
  await test.step("the bus is a choice, with its consequence", async () => {
    await way.selectOption("put-events");
    await expect.poll(async () => (await shown()).driver).toBe("put-events");
    await expect(plan.getByText((await shown()).consequence ?? "none")).toBeVisible();
    await expectAccessible(page);
    await way.selectOption("eventbridge-target");
    await expect.poll(async () => (await shown()).driver).toBe("eventbridge-target");
  });
  const before = (await number.textContent()) ?? "";
  await test.step("what changed is told, and a new plan holds it", async () => {
    await changeMissedTarget("$.detail");
    await api.checkAccount({ id: failure.accountId });
    const rule = (await api.listResources({ kind: "rule", name: "stock-low" })).items[0];
    await until(
      () => api.getResource({ id: rule?.id ?? "" }),
      ({ config }) => JSON.stringify(config).includes('"input":"path"'),
    );
    await plan.getByRole("button", { name: "Apply" }).click();
    const row = plan.getByRole("row").filter({ hasText: "stock-low" });
    await expect(row.getByRole("cell").nth(1)).toHaveText("the event as it is");
    await expect(row.getByRole("cell").nth(2)).toHaveText(/^path /);
    expect(complaints.splice(0)).toEqual([expect.stringMatching(/status of 409 .*\/apply\)$/)]);
    await expectAccessible(page);
    await plan.getByRole("button", { name: "Make a new plan" }).click();
    await expect(row).toHaveCount(0);
    await expect(number).not.toHaveText(before);
    await expect(plan.getByRole("button", { name: "Apply" })).toBeEnabled();
  });
});

test("of all that match there is one plan for each queue, and each opens as a plan of its own", async ({
  page,
  api,
}) => {
  const q = "cause:timeout";
  const { items } = await api.listFailedMessages({ q, state: "present", limit: 200 });
  const queueNames = [...new Set(items.map(({ queueName }) => queueName))];
  expect(queueNames.length).toBeGreaterThan(1);
  await page.goto(`/messages?q=${encodeURIComponent(q)}`);

  await page.getByRole("button", { name: "Plan redrive of all that match…" }).click();

  const drawer = page.getByRole("dialog");
  await expect(drawer.getByRole("heading", { level: 2 }).first()).toHaveText(
    `${queueNames.length} plans, each by its own way back`,
  );
  for (const name of queueNames) await expect(drawer.getByText(`from ${name} ·`)).toBeVisible();
  await expectAccessible(page);
  await drawer
    .getByRole("button", { name: /^Open P-\d+/ })
    .first()
    .click();
  await expect(page).toHaveURL(/plan=pln_/);
  await expect(drawer.getByRole("heading", { name: "Checks" })).toBeVisible();
});

test("a message is edited, the change is shown, and the plan sends the copy", async ({ page, api }) => {
  const failure = await failureIn(api, "invoices-dlq", "SchemaValidationError");
  const [message] = (await api.listFailedMessages({ classId: failure.id, state: "present", limit: 1 })).items;
  await page.goto(`/messages/${message?.id}`);
  await page.getByRole("link", { name: "Edit and redrive" }).filter({ visible: true }).click();
  const plan = page.getByRole("button", { name: "Plan a redrive of the edited copy" });
  await expect(plan).toHaveAccessibleDescription("Nothing is changed yet.");

  const body = page.getByLabel("Body of the copy");
  const changed = (await body.inputValue()).replace('"vatRate":"19,0"', '"vatRate":19');
  await body.fill(changed);

  const difference = page.getByRole("region", { name: "What changes" });
  await expect(difference).toContainText("body.requestPayload.vatRate");
  await expectAccessible(page);
  await plan.click();
  await expect(page.getByRole("dialog").getByText(/^Plan P-\d+/)).toBeVisible();
  const id = new URL(page.url()).searchParams.get("plan") ?? "";
  expect(await api.getPlan({ id })).toMatchObject({ isEdited: true, itemCount: 1 });
});

test("a FIFO queue says for each group how many died, behind which failure, and that order among them holds", async ({
  page,
  api,
}) => {
  const { queueId } = await failureIn(api, "payments-dlq.fifo");
  const { groups, deadCount } = await api.getFifoReport({ id: queueId ?? "" });
  await page.goto(`/queues/${queueId}`);

  const rows = page.getByRole("table", { name: "Message groups with dead messages" }).getByRole("row");
  await expect(page.getByText(`${deadCount} messages in ${groups.length} groups`)).toBeVisible();
  const [worst] = groups;
  await expect(rows.nth(1)).toContainText(worst?.groupId ?? "");
  await expect(rows.nth(1)).toContainText(worst?.verdict ?? "");
  await expect(rows).toHaveCount(groups.length + 1);
});
