import Link from "next/link";
import { OutsideLink } from "@/app/_components/ui/outside-link";
import { ScrollRegion } from "@/app/_components/ui/scroll-region";
import { type Block, blocksOf, type Span, spansOf } from "./markdown-blocks";

/** Our own Markdown as a page. It is words throughout: nothing in it can become markup. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className="grid max-w-[76ch] gap-3 text-base leading-[22px]">
      {blocksOf(text).map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the text is frozen
        <BlockView key={index} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case "heading":
      return block.level === 3 ? (
        <h3 className="mt-1 font-semibold">
          <Words text={block.text} />
        </h3>
      ) : (
        <h2 className={block.level === 1 ? "text-lg font-semibold" : "mt-2 border-t pt-3 font-semibold"}>
          <Words text={block.text} />
        </h2>
      );
    case "list":
      return (
        <ul className="grid list-disc gap-1 pl-5">
          {block.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the text is frozen
            <li key={index} className="wrap-anywhere">
              <Words text={item} />
            </li>
          ))}
        </ul>
      );
    case "table":
      return <TableView rows={block.rows} />;
    case "code":
      return (
        <pre className="machine rounded-md border bg-sunken px-3 py-2 whitespace-pre-wrap wrap-anywhere">
          {block.text}
        </pre>
      );
    case "quote":
      return (
        <blockquote className="border-l-2 border-line-strong pl-3 whitespace-pre-line wrap-anywhere text-ink-2">
          <Words text={block.text} />
        </blockquote>
      );
    case "paragraph":
      return (
        <p className="whitespace-pre-line wrap-anywhere">
          <Words text={block.text} />
        </p>
      );
  }
}

function TableView({ rows: [head = [], ...rows] }: { rows: readonly (readonly string[])[] }) {
  return (
    <ScrollRegion label="Table" className="max-w-full">
      <table className="w-full border-collapse text-sm">
        <thead>
          <tr>
            {head.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the text is frozen
              <th key={index} scope="col" className="border-b py-1 pr-3 text-left text-xs font-medium text-ink-3">
                <Words text={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the text is frozen
            <tr key={index} className="border-b last:border-b-0">
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the text is frozen
                <td key={column} className="py-1 pr-3 align-top wrap-anywhere">
                  <Words text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Words({ text }: { text: string }) {
  return spansOf(text).map((span, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the text is frozen
    <SpanView key={index} span={span} />
  ));
}

function SpanView({ span: { text, style, href } }: { span: Span }) {
  if (href?.startsWith("/"))
    return (
      <Link href={href} className="text-accent underline decoration-accent/35 underline-offset-2">
        {text}
      </Link>
    );
  if (href) return <OutsideLink url={href}>{text}</OutsideLink>;
  if (style === "strong") return <strong className="font-semibold">{text}</strong>;
  return style === "code" ? <code className="machine">{text}</code> : text;
}
