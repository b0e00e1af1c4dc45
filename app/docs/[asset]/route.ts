import { readFile } from "node:fs/promises";
import { join } from "node:path";

const START = `SwaggerUIBundle({
  url: "/api/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
  persistAuthorization: false,
});
`;

const SCRIPT = "text/javascript; charset=utf-8";
type Asset = { readonly type: string; content(): Promise<string> };

/** From the package on this machine: the page works without internet, and tells nobody that it was opened. */
const ASSETS: Readonly<Record<string, Asset>> = {
  "start.js": { type: SCRIPT, content: async () => START },
  "swagger-ui-bundle.js": {
    type: SCRIPT,
    content: () => readFile(join(process.cwd(), "node_modules/swagger-ui-dist/swagger-ui-bundle.js"), "utf8"),
  },
  "swagger-ui.css": {
    type: "text/css; charset=utf-8",
    content: () => readFile(join(process.cwd(), "node_modules/swagger-ui-dist/swagger-ui.css"), "utf8"),
  },
};

export async function GET(_: Request, { params }: { params: Promise<{ asset: string }> }): Promise<Response> {
  const { asset: name } = await params;
  const asset = Object.hasOwn(ASSETS, name) ? ASSETS[name] : undefined;
  if (!asset) return new Response("Not found", { status: 404 });
  return new Response(await asset.content(), {
    headers: { "content-type": asset.type, "cache-control": "public, max-age=3600" },
  });
}
