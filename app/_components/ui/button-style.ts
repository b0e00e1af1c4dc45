import { cva, type VariantProps } from "class-variance-authority";

/** One filled button per view; danger is filled only inside a confirmation dialog. */
export const buttonStyle = cva(
  "weight-emphasis inline-flex flex-none items-center justify-center border whitespace-nowrap select-none transition-colors duration-[120ms] max-sm:min-h-11 aria-disabled:cursor-not-allowed aria-disabled:border-line aria-disabled:bg-sunken aria-disabled:text-ink-3 aria-disabled:hover:bg-sunken",
  {
    variants: {
      variant: {
        filled: "border-accent bg-accent text-on-accent hover:border-accent-hover hover:bg-accent-hover",
        outline: "border-line-strong bg-surface text-ink hover:bg-hover",
        ghost: "border-transparent bg-transparent text-ink-2 hover:bg-hover hover:text-ink",
        "danger-outline": "border-danger-line bg-transparent text-danger hover:bg-danger-soft",
        danger: "border-danger bg-danger text-on-danger hover:brightness-95",
      },
      size: {
        md: "h-[30px] gap-1.5 rounded-md px-[11px] text-sm leading-[18px] max-sm:text-[15px]",
        sm: "h-[26px] gap-1.5 rounded-sm px-[9px] text-xs max-sm:rounded-md max-sm:text-[15px]",
        touch: "h-12 gap-2 rounded-lg px-4 text-lg",
      },
      isIconOnly: { true: "", false: "" },
    },
    compoundVariants: [
      { isIconOnly: true, size: "md", class: "w-[30px] px-0 max-sm:w-11" },
      { isIconOnly: true, size: "sm", class: "w-[26px] px-0 max-sm:w-11" },
    ],
    defaultVariants: { variant: "outline", size: "md", isIconOnly: false },
  },
);

export type ButtonStyle = VariantProps<typeof buttonStyle>;
