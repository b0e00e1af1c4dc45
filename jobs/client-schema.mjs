/** What better-auth reads and writes as models. Everything else is asked in SQL, and each model more makes every client slower to open. */
const ASKED_AS_MODELS = ["User", "Session", "AuthAccount", "Verification"];

/** The part of the schema that the client is made from: the models asked as such, with those that they are related to. */
export function clientSchema(schema) {
  const blocks = [...schema.matchAll(/^(generator|datasource|model) (\w+) \{\n[\s\S]*?^\}/gm)];
  const models = new Map(blocks.filter(([, kind]) => kind === "model").map(([text, , name]) => [name, text]));
  const kept = new Set();
  const keep = (name) => {
    if (kept.has(name)) return;
    const model = models.get(name);
    if (!model) throw new Error(`The schema has no model ${name}`);
    kept.add(name);
    for (const [, type] of model.matchAll(/^ +\w+ +(\w+)/gm)) if (models.has(type)) keep(type);
  };
  ASKED_AS_MODELS.forEach(keep);
  const parts = blocks.filter(([, kind, name]) => kind !== "model" || kept.has(name));
  return `${parts.map(([text]) => text).join("\n\n")}\n`;
}
