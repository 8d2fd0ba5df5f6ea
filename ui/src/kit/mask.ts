/** Whether the desk has masked a number: `440***********9973`. What it does not show is not in the page at all. */
export const isMasked = (number: string | null | undefined): boolean => number?.includes('*') ?? false;
