import { cn } from "../cn";

/** The product's mark: an envelope whose corner turns into a return arrow. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width="22"
      height="22"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={cn("block flex-none text-accent", className)}
    >
      <path d="M20.5 11V7.2A2.2 2.2 0 0 0 18.3 5H5.7a2.2 2.2 0 0 0-2.2 2.2v9.1a2.2 2.2 0 0 0 2.2 2.2H9" />
      <path d="m4.2 6.4 7.8 5.8 7.8-5.8" />
      <path d="M15.2 13.4 12.4 16.2l2.8 2.8" />
      <path d="M12.6 16.2h5.2a2.7 2.7 0 0 1 2.7 2.7v.6" />
    </svg>
  );
}
