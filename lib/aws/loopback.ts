/** Throws unless the endpoint is on this machine, so that a demo can never touch a real account. */
export function checkLoopback(endpoint: string | undefined): void {
  if (isLoopback(endpoint)) return;
  throw new Error(`The AWS endpoint must be on this machine (http://127.0.0.1:…), not ${endpoint ?? "AWS itself"}.`);
}

function isLoopback(endpoint: string | undefined): boolean {
  if (!endpoint || !URL.canParse(endpoint)) return false;
  return /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/.test(new URL(endpoint).hostname);
}
