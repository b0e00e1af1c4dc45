/** The tests define it; it leaves a mark on the window. */
export const RUN = "pwn()";

/** Text that somebody writes who wants a page that shows it to run something. */
export const HOSTILE_MARKUP: readonly string[] = [
  `<script>${RUN}</script>`,
  `<SCRIPT SRC=data:text/javascript,${RUN}></SCRIPT>`,
  `<scr<script>ipt>${RUN}</scr</script>ipt>`,
  `<img src=x onerror=${RUN}>`,
  `<img src="x" onerror="${RUN}" style="display:none">`,
  `<img/src/onerror=${RUN}>`,
  `<image href=x onerror=${RUN}>`,
  `<svg onload=${RUN}>`,
  `<svg><script>${RUN}</script></svg>`,
  `<svg><animate onbegin=${RUN} attributeName=x dur=1s>`,
  `<svg><use href="data:image/svg+xml,<svg id=x xmlns='http://www.w3.org/2000/svg' onload='${RUN}'/>#x">`,
  `<svg><foreignObject><body onload=${RUN}></foreignObject></svg>`,
  `<math><mtext><img src=x onerror=${RUN}></mtext></math>`,
  `<math href="javascript:${RUN}">x</math>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>">`,
  `<iframe src="javascript:parent.${RUN}">`,
  `<object data="javascript:${RUN}">`,
  `<embed src="javascript:${RUN}">`,
  `<video><source onerror="${RUN}"></video>`,
  `<audio src=x onerror=${RUN}>`,
  `<body onload=${RUN}>`,
  `<input autofocus onfocus=${RUN}>`,
  `<details open ontoggle=${RUN}>`,
  `<marquee onstart=${RUN}>`,
  `<a href="javascript:${RUN}">parcel</a>`,
  `[parcel](javascript:${RUN})`,
  `<form action="javascript:${RUN}"><button autofocus>parcel</button></form>`,
  `<isindex action="javascript:${RUN}" type=submit>`,
  `<base href="//127.0.0.1:1/">`,
  `<meta http-equiv=refresh content="0;url=javascript:${RUN}">`,
  `<link rel=stylesheet href=//127.0.0.1:1/x.css>`,
  `<style>@import '//127.0.0.1:1/x.css';*{display:none!important}</style>`,
  `<template><script>${RUN}</script></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`,
  `<!--><script>${RUN}</script>-->`,
  `]]><script>${RUN}</script>`,
  `</script><script>${RUN}</script>`,
  `"><script>${RUN}</script>`,
  `'-${RUN}-'`,
  `\`\${${RUN}}\``,
  `{{constructor.constructor('${RUN}')()}}`,
  `"]);self.__next_f.push([1,"<script>${RUN}</script>`,
  `\\u003cscript\\u003e${RUN}\\u003c/script\\u003e`,
  `&lt;script&gt;${RUN}&lt;/script&gt;`,
];

const base64 = (text: string) => Buffer.from(text).toString("base64");

/** Bodies with all of it at one place each, so that a page that shows one shows every way. */
export const MARKUP_EVERYWHERE: Readonly<Record<string, string>> = {
  "markup as values": JSON.stringify({ type: "Markup", values: HOSTILE_MARKUP }),
  "markup as names": JSON.stringify({
    type: "Names",
    names: Object.fromEntries(HOSTILE_MARKUP.map((one) => [one, 1])),
  }),
  "markup inside JSON inside text": JSON.stringify({ type: "Inside", inside: JSON.stringify(HOSTILE_MARKUP) }),
  "markup under base64": base64(JSON.stringify({ type: "Coded", values: HOSTILE_MARKUP })),
  "a page of markup": `<html><body>${HOSTILE_MARKUP.join("\n")}</body></html>`,
};
