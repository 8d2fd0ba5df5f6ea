/** Stands in for the dialog library's scroll lock (vite.config.ts): the page itself never scrolls. */
export default function useScrollLocker(): void {}
