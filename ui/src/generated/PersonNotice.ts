import type { SourceView } from "./SourceView";
export type PersonNotice = { employee_no: string, name: string, unit: string, kind: string, severity: string, text: string, insurances: Array<string>, first_month: string | null, status: "final" | "unit_confirmed" | "provisional" | "carried_over" | "unconfirmed", source: SourceView, };
