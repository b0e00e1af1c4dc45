import { expect, test } from "vitest";
import { type KeyBinding, keyCaps, readKey, stepKeys } from "./keys";

const binding = (keys: string, label = keys): KeyBinding => ({ keys, label, group: "Go", run: () => {} });
const bindings = [binding("g n"), binding("g q"), binding("n", "next"), binding("mod+k")];

test("g and then n goes where the chord says", () => {
  const first = stepKeys(undefined, "g", bindings);

  expect(first.pending).toBe("g");
  expect(stepKeys(first.pending, "n", bindings).binding?.keys).toBe("g n");
});

test("a chord that leads nowhere is forgotten and the second key counts by itself", () => {
  expect(stepKeys("q", "n", bindings)).toMatchObject({ pending: undefined, binding: { label: "next" } });
});

test("a key that nobody uses does nothing", () => {
  expect(stepKeys(undefined, "z", bindings)).toEqual({ pending: undefined, binding: undefined });
});

test("a page takes a key from the frame around it", () => {
  expect(stepKeys(undefined, "n", [...bindings, binding("n", "page")]).binding?.label).toBe("page");
});

test("⌘K and Ctrl+K are the same key, and Alt combinations stay with the browser", () => {
  const press = { key: "K", metaKey: false, ctrlKey: false, altKey: false };

  expect([
    readKey({ ...press, metaKey: true }),
    readKey({ ...press, ctrlKey: true }),
    readKey({ ...press, altKey: true }),
  ]).toEqual(["mod+k", "mod+k", undefined]);
});

test("chords are drawn as separate caps", () => {
  expect([keyCaps("g n"), keyCaps("Enter")]).toEqual([["g", "n"], ["↵"]]);
});

test("the palette's key is drawn as the keyboard at hand has it", () => {
  expect([keyCaps("mod+k"), keyCaps("mod+k", { isApple: true })]).toEqual([["Ctrl", "K"], ["⌘K"]]);
});
