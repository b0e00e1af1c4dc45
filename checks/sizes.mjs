import { Visitor } from "rolldown/utils";

const FILE_LINES = 250;
const TEST_FILE_LINES = 400;
const FUNCTION_LINES = 50;
const TEST_FUNCTION_LINES = 100;

/** Words that name a place to put anything. */
const BAG_NAME = /(^|\/|-)(utils?|helpers?|common|misc|services?|managers?|handlers?|data|info)(?=[./])/;
/** AWS's own words, where files are named after its operations: GetMetricData is a file, a service is a service. */
const AWS_WORDS = /^(simulator|lib\/aws)\/.*(data|services?)\.ts$/;
const FRAMEWORK_NAME = /^(app\/.*\/)?\[[^/]+\]/;
const PLAIN_NAME = /^[a-z0-9]+([-.][a-z0-9]+)*$/;

/** Problems as lines of text: files and functions too long to read at once, and names that say nothing. */
export function checkSizes(sources) {
  return sources.flatMap((source) => [...checkFile(source), ...checkFunctions(source)]);
}

export function checkNames(paths) {
  return paths
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path))
    .flatMap((path) => {
      if (BAG_NAME.test(path) && !AWS_WORDS.test(path)) return [`${path} has a name for a bag: call it what it does`];
      const name = path.slice(path.lastIndexOf("/") + 1);
      return PLAIN_NAME.test(name) || FRAMEWORK_NAME.test(path) ? [] : [`${path} is not in kebab-case`];
    });
}

export function medianLines(sources) {
  const lines = sources.map(lineCount).sort((a, b) => a - b);
  return lines[Math.floor(lines.length / 2)] ?? 0;
}

function checkFile(source) {
  const limit = source.isTest ? TEST_FILE_LINES : FILE_LINES;
  const lines = lineCount(source);
  return lines > limit ? [`${source.path} has ${lines} lines, at most ${limit}`] : [];
}

function checkFunctions(source) {
  const limit = source.isTest ? TEST_FUNCTION_LINES : FUNCTION_LINES;
  const problems = [];
  const look = (node) => {
    const first = source.lineAt(node.start);
    const lines = source.lineAt(node.end) - first + 1;
    if (lines > limit)
      problems.push(`${source.path}:${first} ${node.id?.name ?? "a function"} has ${lines} lines, at most ${limit}`);
  };
  new Visitor({ FunctionDeclaration: look, FunctionExpression: look, ArrowFunctionExpression: look }).visit(
    source.program,
  );
  return problems;
}

function lineCount({ text }) {
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}
