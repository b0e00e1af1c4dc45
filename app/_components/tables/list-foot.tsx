import type { ReactNode } from "react";
import { Button } from "../ui/button";
import { TableFooter } from "./table-bars";

type Props = {
  /** "14 of 418 queues". */
  count: ReactNode;
  /** Present while there is another page. */
  onMore?: () => void;
  moreLabel?: string;
  isBusy?: boolean;
  /** Keys or hints, left. */
  children?: ReactNode;
};

/** Under a list that grows page by page: the next page, the keys, and how many are shown. */
export function ListFoot({ count, onMore, moreLabel = "Show more", isBusy = false, children }: Props) {
  return (
    <>
      {onMore ? (
        <Button className="mt-2.5" isBusy={isBusy} onClick={onMore}>
          {moreLabel}
        </Button>
      ) : null}
      <TableFooter count={count}>{children}</TableFooter>
    </>
  );
}
