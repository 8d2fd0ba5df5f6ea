/** The first month that a statement offers: twelve computed months end with the one at hand. */
export function firstOfTwelve(computed: readonly string[], month: string): string {
  return computed.filter((item) => item <= month).at(-12) ?? computed[0] ?? month;
}
