"use client";

import { Dialog } from "radix-ui";
import { Button } from "../ui/button";
import { Icon } from "../ui/icons";
import { useKnownKeys } from "./key-provider";
import { type KeyBinding, keyCaps } from "./keys";

/** Lists the keys that work on this page, by group. */
export function KeyHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const known = useKnownKeys(isOpen);
  const isApple = isOpen && /Mac|iPhone|iPad/.test(navigator.userAgent);
  const groups = [...Map.groupBy(known, (binding) => binding.group)];
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 animate-fade-in bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-50 max-h-[76vh] w-[min(520px,calc(100vw-32px))] -translate-x-1/2 animate-fade-in overflow-y-auto rounded-lg border bg-raised p-4 shadow-menu outline-none"
        >
          <div className="mb-2 flex items-center">
            <Dialog.Title className="flex-1 text-lg font-semibold">Keys</Dialog.Title>
            <Dialog.Close asChild>
              <Button variant="ghost" size="sm" isIconOnly aria-label="Close">
                <Icon name="close" />
              </Button>
            </Dialog.Close>
          </div>
          <div className="gap-x-8 sm:columns-2">
            {groups.map(([group, bindings]) => (
              <KeyGroup key={group} group={group} bindings={bindings} isApple={isApple} />
            ))}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type GroupProps = { group: string; bindings: KeyBinding[]; isApple: boolean };

function KeyGroup({ group, bindings, isApple }: GroupProps) {
  return (
    <section className="mb-3 break-inside-avoid">
      <h3 className="mb-1 text-xs text-ink-3">{group}</h3>
      <dl>
        {bindings.map((binding) => (
          <div
            key={`${binding.keys}-${binding.label}`}
            className="flex items-center justify-between gap-3 border-t py-1"
          >
            <dt>{binding.label}</dt>
            <dd className="flex gap-1">
              {keyCaps(binding.keys, { isApple }).map((cap) => (
                <kbd
                  key={cap}
                  className="min-w-[18px] rounded-xs border border-line-strong bg-surface px-1 text-center font-sans text-2xs font-medium text-ink-2"
                >
                  {cap}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
