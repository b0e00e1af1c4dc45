import { expect, test } from "vitest";
import { createSignInTries, type SignInTries } from "./sign-in-tries";

const ADA = "ada@example.com";
const HOME = "198.51.100.1";
const MINUTE_MS = 60_000;

/** How many of the tries, one a second from each address in turn, were let through. */
function guesses(
  tries: SignInTries,
  email: string,
  addresses: readonly string[],
  from: number,
  seconds: number,
): number {
  let passed = 0;
  for (let second = 0; second < seconds; second++) {
    const address = addresses[second % addresses.length] ?? "";
    if (tries.begin(email, address, from + second * 1000) === 0) passed += 1;
  }
  return passed;
}
const places = (count: number) => Array.from({ length: count }, (_, index) => `203.0.113.${index}`);

test("one address gets a guess a minute for one person", () => {
  const passed = guesses(createSignInTries(), ADA, ["203.0.113.1"], 0, 3600);

  expect(passed).toBeLessThan(80);
});

test("somebody who guesses from one address all day never makes the person wait", () => {
  const tries = createSignInTries();
  guesses(tries, ADA, ["203.0.113.1"], 0, 8 * 3600);

  expect(tries.begin(ADA, HOME, 8 * 3600_000)).toBe(0);
});

test("a hundred addresses together get a guess a minute for one person", () => {
  const passed = guesses(createSignInTries(), ADA, places(100), 0, 3600);

  expect(passed).toBeLessThan(110);
});

test("while many addresses guess, the person signs in from where they did before", () => {
  const tries = createSignInTries();
  tries.succeeded(ADA, HOME);
  guesses(tries, ADA, places(100), 0, 3600);

  expect(tries.begin(ADA, "192.0.2.1", 3600_000)).toBeGreaterThan(0);
  expect(tries.begin(" Ada@Example.com ", HOME, 3600_000)).toBe(0);
});

test("where the person is known, guesses are slowed down as well", () => {
  const tries = createSignInTries();
  tries.succeeded(ADA, HOME);

  expect(guesses(tries, ADA, [HOME], 0, 3600)).toBeLessThan(80);
});

test("a pause is never longer than a minute", () => {
  const tries = createSignInTries();
  guesses(tries, ADA, places(200), 0, 7200);

  expect(tries.begin(ADA, HOME, 7200_000)).toBeLessThanOrEqual(60);
});

test("one address that tries everybody's password is slowed down, and nobody else's sign-in", () => {
  const tries = createSignInTries();
  let passed = 0;
  for (let person = 0; person < 1000; person++)
    if (tries.begin(`p${person}@example.com`, "203.0.113.1", person * 10) === 0) passed += 1;

  expect(passed).toBeLessThanOrEqual(45);
  expect(tries.begin("p7@example.com", HOME, 20 * 1000)).toBe(0);
});

test("somebody who can sign in gets no more guesses at others for it", () => {
  const tries = createSignInTries();
  let passed = 0;
  for (let person = 0; person < 1000; person++) {
    if (tries.begin(`p${person}@example.com`, HOME, person * 10) === 0) passed += 1;
    if (person % 20 === 0 && tries.begin("mallory@example.com", HOME, person * 10) === 0)
      tries.succeeded("mallory@example.com", HOME);
  }

  expect(passed).toBeLessThanOrEqual(45);
});

test("a hundred people behind one address sign in one after the other", () => {
  const tries = createSignInTries();
  const waits = Array.from({ length: 100 }, (_, person) => {
    const waitSeconds = tries.begin(`p${person}@example.com`, HOME, person * 1000);
    tries.succeeded(`p${person}@example.com`, HOME);
    return waitSeconds;
  });

  expect(Math.max(...waits)).toBe(0);
});

test("signing in wipes the slate", () => {
  const tries = createSignInTries();
  guesses(tries, ADA, [HOME], 0, 7);
  tries.succeeded(ADA, HOME);

  expect(guesses(tries, ADA, [HOME], MINUTE_MS, 7)).toBe(7);
});
