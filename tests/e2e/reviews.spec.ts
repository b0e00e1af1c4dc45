import { until } from "../support/eventually";
import { aReview } from "./office/a-review";
import { expect, expectAccessible, expectFitsPhone, test } from "./office/visitor";

// They write into the minutes of one review.
test.describe.configure({ mode: "serial" });

test("somebody writes the week down now, and finds it in the list", async ({ page, enterAs, api }) => {
  await aReview(api);
  await enterAs("admin");
  await page.goto("/");
  await page.keyboard.press("g");
  await page.keyboard.press("w");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^The last review is of week \d+/);
  await page.getByRole("button", { name: "Write one now" }).filter({ visible: true }).click();
  await page.getByRole("menuitem", { name: "This week so far" }).click();
  await expect(page.getByRole("status").filter({ hasText: /is being written|Written/ })).toBeVisible();
  const reviews = () => api.listReviews({});
  await until(reviews, ({ items }) => items.length > 1, 60_000);
  await expect(page.getByRole("row").nth(2)).toContainText("partial");

  await enterAs("viewer");
  await page.reload();
  const button = page.getByRole("button", { name: "Write one now" }).filter({ visible: true });
  await expect(button).toHaveAccessibleDescription(/^You may not .+ Ask /);
});

test("page one leads to the list behind each number, whose sum is the number, and back", async ({
  page,
  enterAs,
  api,
}) => {
  const review = await aReview(api);
  await enterAs("operator");
  await page.goto("/reviews/latest");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText((await api.getReview({ id: "latest" })).headline);
  const numbers = page.getByRole("region", { name: "Numbers of the week" });
  await expect(numbers.getByRole("link")).toHaveCount(review.numbers.length);

  await page.goto(`/reviews/${review.id}`);
  for (const { label, factKinds } of review.numbers) {
    await numbers.getByRole("link", { name: label, exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`/reviews/${review.id}/facts\\?kinds=${factKinds.join(",")}$`));
    const { totalCount } = await api.listReviewFacts({ id: review.id, kinds: factKinds.join(",") });
    await expect(page.getByText(new RegExp(`of ${totalCount}$`)).first()).toBeVisible();
    await page.goBack();
    await expect(numbers).toBeVisible();
  }

  await page
    .getByRole("link", { name: /^Failures: \d+ open$/ })
    .first()
    .click();
  const failures = page.getByRole("table", { name: /^What was counted/ });
  await failures.getByRole("link").first().click();
  await expect(page).toHaveURL(/\/failures\/fc_/);
});

test("a meeting is led by keys: notes and what is agreed are written down at once", async ({ page, enterAs, api }) => {
  const review = await aReview(api);
  const first = review.pipelines[0];
  if (!first) throw new Error("the review has no pipeline");
  await enterAs("operator");
  await page.goto(`/reviews/${review.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(review.headline);
  await page.keyboard.press("m");
  await expect(page.getByText(`page one, then ${review.pipelines.length}`)).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(first.name);
  await expect(page.getByText(`1 of ${review.pipelines.length}`)).toBeVisible();

  await page.keyboard.press("n");
  await page.keyboard.type("The carrier was down; they call us back.");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("list", { name: "Notes" })).toContainText("they call us back");
  await page.keyboard.press("Escape");

  await page.keyboard.press("a");
  const dialog = page.getByRole("alertdialog");
  await dialog.getByLabel("What").fill("Ask the carrier for a status page");
  await dialog.getByLabel("Who").fill("Otto");
  await dialog.getByLabel("Seen done when").selectOption({ label: "the pipeline is healthy" });
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Agree" }).click();
  await expect(dialog).toBeHidden();
  const items = page.getByRole("region", { name: "Action items" });
  await expect(items).toContainText("Ask the carrier for a status page");
  await expect(items).toContainText(/Seen done|Not yet|Not known/);
  await expectAccessible(page);
  await expectFitsPhone(page);

  await page.keyboard.press("d");
  await expect(page.getByText(/^No\. \d+ is done\./)).toBeVisible();
  await expect(items).not.toContainText("Ask the carrier");
  await page.keyboard.press("k");
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(review.headline);
  await page.goto(`/reviews/${review.id}/meeting?at=end`);
  await expect(page.getByRole("region", { name: "Minutes" }).first()).toContainText("they call us back");
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(new RegExp(`/reviews/${review.id}$`));
});

test("a note that the server did not take is not lost, and is written once", async ({
  page,
  enterAs,
  api,
  complaints,
}) => {
  const review = await aReview(api);
  await enterAs("operator");
  await page.goto(`/reviews/${review.id}/meeting`);
  const box = page.getByLabel("Note on the whole week");
  const text = `Kept ${Date.now()}`;
  // It arrives; only the answer is lost on the way.
  await page.route("**/notes", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    await route.fetch();
    await route.abort();
  });
  await box.fill(text);
  await box.press("Enter");
  await expect(page.getByText("The server does not answer.", { exact: false }).first()).toBeVisible();
  complaints.length = 0;
  await page.reload();
  await expect(box).toHaveValue(text);
  await page.unroute("**/notes");
  await box.press("Enter");
  await expect(box).toHaveValue("");
  const { items } = await api.listReviewNotes({ id: review.id });
  expect(items.filter((note) => note.text === text)).toHaveLength(1);
  complaints.length = 0;
});

test("on paper there is the week, and each pipeline on a page of its own", async ({ page, enterAs, api }) => {
  const review = await aReview(api);
  await enterAs("viewer");
  await page.goto(`/reviews/${review.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(review.headline);
  await page.emulateMedia({ media: "print" });
  // Again until the page lives: a print before that is one of what the server sent.
  await expect(async () => {
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    expect(await page.getByRole("article").count()).toBe(review.pipelines.length);
  }).toPass();
  await expect(page.getByRole("article").first()).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Export" })).toBeHidden();
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await expect(page.getByRole("article")).toHaveCount(0);
});
