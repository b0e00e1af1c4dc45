const ENDPOINT_VARIABLE = /^(AWS_ENDPOINT_URL(_\w+)?|DLO_AWS_ENDPOINT)$/;

/** Why the demo does not start with this environment: it names an AWS that is not on this machine. Undefined: nothing does. */
export function refusalOf(env) {
  const foreign = Object.entries(env).find(([name, url]) => ENDPOINT_VARIABLE.test(name) && url && !isLoopback(url));
  if (!foreign) return undefined;
  const [name, url] = foreign;
  return `${name} is ${url}, which is not this machine. The demo works on a simulated AWS only and refuses any other: unset ${name} and start again.`;
}

/** The environment for the demo's processes: nothing of AWS, of another Dead Letter Office or of its database gets through. */
export function withoutAws(env) {
  const inherited = Object.entries(env).filter(([name]) => !/^(AWS_|DLO_|DATABASE_|PG[A-Z]+$)/.test(name));
  return {
    ...Object.fromEntries(inherited),
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  };
}

function isLoopback(text) {
  if (!URL.canParse(text)) return false;
  const { hostname } = new URL(text);
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
