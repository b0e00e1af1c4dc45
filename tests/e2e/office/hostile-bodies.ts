import { gzipSync } from "node:zlib";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { ACCEPTANCE, type ShopQueue } from "../../../jobs/demo/story/places";
import { openQueue } from "../../../jobs/demo/story/shop-sqs";
import { MARKUP_EVERYWHERE, RUN } from "./hostile-markup";

export const parcels: ShopQueue = {
  name: "parcels",
  account: ACCEPTANCE,
  region: "eu-central-1",
  maxReceiveCount: 3,
  retentionDays: 14,
};
export const HOSTILE_DEAD_LETTER_QUEUE = "parcels-dlq";

const MIB = 1024 * 1024;
const DEPTH = 20_000;

/** As an error message, so that it reaches titles and lists too. */
const failing = (errorMessage: string, more: object = {}) => JSON.stringify({ errorMessage, ...more });

/** Bodies that somebody writes who wants a page that shows them to do something, or to stop doing anything. */
export const HOSTILE_BODIES: Readonly<Record<string, string>> = {
  "a script": failing(`<script>${RUN}</script>`),
  "an image that fails": failing(`<img src=x onerror="${RUN}">`, { html: `<video><source onerror="${RUN}">` }),
  "a drawing": failing(`<svg/onload=${RUN}><animate onbegin=${RUN} attributeName=x dur=1s>`),
  "a template": failing(`<template><script>${RUN}</script></template>{{constructor.constructor('${RUN}')()}}`),
  "the end of a script": failing(`</script><script>${RUN}</script><!--`),
  "a stream of the page itself": failing(`"]);self.__next_f.push([1,"<script>${RUN}</script>`),
  "a frame": failing(`<iframe srcdoc="<script>parent.${RUN}</script>"></iframe><base href="//127.0.0.1:1/">`),
  "a style": failing(`</style><style>@import '//127.0.0.1:1/x.css';*{display:none!important}</style>`),
  "a link": failing(`[parcel](javascript:${RUN}) <a href="javascript:${RUN}" autofocus onfocus=${RUN}>parcel</a>`),
  "separators of lines": `${failing("parcel\u2028 lost\u2029 twice")}\u2028`,
  "text from right to left": failing("parcel \u202e gpj.exe \u2066 \u200f lost"),
  "orders to a terminal": failing("\u001b[2J\u001b]0;owned\u0007\u001b[31mparcel lost"),
  "no characters": '{"errorMessage":"parcel \\u0000\\ud800\\udfff\\ufffe lost","\\u0000":"\\udead"}',
  prototypes: '{"errorMessage":"parcel lost","__proto__":{"isAdmin":true},"constructor":{"prototype":{"x":1}}}',
  depth: `${"[".repeat(DEPTH)}${"]".repeat(DEPTH)}`,
  "one long line": failing("parcel too heavy", { ballast: "x".repeat(MIB - 400) }),
  "a mebibyte of members": failing("parcel list too long", {
    parcels: Array.from({ length: 16_000 }, (_, id) => ({ id, weight: id * 1.25, to: `Harbour ${id}`, isLate: true })),
  }),
  "a line without an end": "parcel ".repeat(Math.floor(MIB / 7) - 60),
  "a bomb": gzipSync(Buffer.alloc(64 * MIB)).toString("base64"),
  "bytes of a schema": Buffer.from(
    "0896011206706172 63656c1a0a0a0668616c696675 1005".replaceAll(" ", ""),
    "hex",
  ).toString("base64"),
  "nothing to see": "\u200b\u2060\ufeff".repeat(5_000),
  "marks on marks": failing(`p${"\u0301\u0489".repeat(3000)}arcel`),
  ...MARKUP_EVERYWHERE,
};

/** Puts every hostile body into a dead-letter queue of the shop, as its own software could. */
export async function sendHostileBodies(simulatorUrl: string): Promise<void> {
  const { sqs, deadLetterUrl } = await openQueue(simulatorUrl, parcels);
  const StringValue = `"><script>${RUN}</script>`;
  for (const MessageBody of Object.values(HOSTILE_BODIES))
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: deadLetterUrl,
        MessageBody,
        MessageAttributes: { sender: { DataType: "String.<b>", StringValue } },
      }),
    );
  sqs.destroy();
}
