import { Visitor } from "rolldown/utils";

const ENVIRONMENT_READERS = /(^lib\/env\.ts$|\.[mc]js$|^[^/]+\.config\.[a-z]+$|^jobs\/demo\/)/;
const CORE_CALLS = /^(fetch|setTimeout|setInterval|setImmediate|Date)$/;

const everywhere = () => true;
const awayFromEnv = (path) => !ENVIRONMENT_READERS.test(path);
const inCore = (path) => path.startsWith("lib/core/");

/**
 * What types and imports cannot forbid, by kind of syntax node: `where` picks the files, `wrong` the nodes. core gets
 * time and chance as arguments and knows no process, so the same input gives the same answer everywhere.
 */
const RULES = [
  { node: "TSAnyKeyword", where: everywhere, problem: "`any` says nothing: name the type, or use unknown" },
  { node: "TSNonNullExpression", where: everywhere, problem: "`!` silences the compiler: handle the absent case" },
  { node: "TSEnumDeclaration", where: everywhere, problem: "an enum is a union of strings here" },
  {
    node: "TSModuleDeclaration",
    where: everywhere,
    wrong: (node) => node.id.type === "Identifier" && node.id.name !== "global",
    problem: "a namespace is a file here",
  },
  {
    node: "MemberExpression",
    where: awayFromEnv,
    wrong: (node) => isMember(node, "process", "env"),
    problem: "only lib/env.ts reads process.env",
  },
  {
    node: "MemberExpression",
    where: inCore,
    wrong: (node) => isMember(node, "Date", "now") || isMember(node, "performance", "now"),
    problem: "core gets the time as an argument",
  },
  {
    node: "NewExpression",
    where: inCore,
    wrong: (node) => node.callee.name === "Date" && node.arguments.length === 0,
    problem: "core gets the time as an argument",
  },
  {
    node: "MemberExpression",
    where: inCore,
    wrong: (node) => isMember(node, "Math", "random") || isMember(node, "crypto"),
    problem: "core gets chance as an argument",
  },
  {
    node: "MemberExpression",
    where: inCore,
    wrong: (node) => isMember(node, "process") || isMember(node, "globalThis"),
    problem: "core knows no process",
  },
  {
    node: "CallExpression",
    where: inCore,
    wrong: (node) => CORE_CALLS.test(node.callee.name),
    problem: "core calls nothing that reaches outside or waits",
  },
];

/** Problems as lines of text. Tests may do as they need. */
export function checkCode(sources) {
  return sources.filter((source) => !source.isTest).flatMap(checkSource);
}

function checkSource(source) {
  const problems = [];
  const visitor = {};
  for (const rule of RULES.filter((one) => one.where(source.path))) {
    const before = visitor[rule.node];
    visitor[rule.node] = (node) => {
      before?.(node);
      if (rule.wrong?.(node) ?? true) problems.push(`${source.path}:${source.lineAt(node.start)} ${rule.problem}`);
    };
  }
  new Visitor(visitor).visit(source.program);
  return problems;
}

function isMember(node, object, property) {
  if (node.object.type !== "Identifier" || node.object.name !== object) return false;
  return property === undefined || node.property.name === property;
}
