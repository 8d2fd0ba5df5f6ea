import type { SideProofView } from "./SideProofView";
export type ProofReport = { rows: number, skipped: number, region: string | null, sides: Array<SideProofView>, };
