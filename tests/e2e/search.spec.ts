import { expect, test } from "./office/visitor";

const FILTER = { name: "Filter the messages" };

test("a filter narrows the messages of a failure, counts what matches and stays in the address", async ({
  page,
  enterAs,
  api,
}) => {
  await enterAs("operator");
  const [failure] = (await api.listFailureClasses({ limit: 1 })).items;
  const [message] = (await api.listFailedMessages({ classId: failure?.id ?? "", state: "present", limit: 1 })).items;
  await page.goto(`/failures/${failure?.id}`);

  await page.getByRole("combobox", FILTER).fill(`id:${message?.messageId}`);
  await expect(page.getByText("1 message of this list matches.")).toBeVisible();
  await expect(page).toHaveURL(/\?q=id%3A/);

  await page.reload();
  await expect(page.getByText("1 message of this list matches.")).toBeVisible();
  await page.getByRole("combobox", FILTER).fill(`-id:*`);
  await expect(page.getByText("No message matches the filter.")).toBeVisible();
});

test("a filter that cannot be read says where it is wrong, also when it came with the address", async ({
  page,
  enterAs,
  api,
}) => {
  await enterAs("operator");
  const [failure] = (await api.listFailureClasses({ limit: 1 })).items;

  await page.goto(`/failures/${failure?.id}?q=state:present%20caus:x`);

  const filter = page.getByRole("combobox", FILTER);
  await expect(filter).toHaveAccessibleDescription("column 15: unknown field caus; did you mean cause?");
  await filter.fill("state:present");
  await expect(page.getByText(/of this list match/)).toBeVisible();
});

test("a viewer reads why text is not looked for", async ({ page, enterAs, api }) => {
  await enterAs("viewer");
  const [failure] = (await api.listFailureClasses({ limit: 1 })).items;
  await page.goto(`/failures/${failure?.id}`);

  await page.getByRole("combobox", FILTER).fill("order");

  await expect(page.getByText(/Text is looked for in error texts and bodies/)).toBeVisible();
});
