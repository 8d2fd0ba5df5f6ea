export const journal = {
  title: '操作记录',
  time: '时间',
  user: '操作人',
  action: '动作',
  object: '对象',
  changes: '记录数',
  undo: '撤销',
  verify: '核验记录链',
  headHint: '早先的核对码，如 12 K7QM-2F9D',
  verified: (rows: number, anchors: number) =>
    anchors > 0 ? `${rows} 条记录完好，与 ${anchors} 个早先的核对码相符` : `${rows} 条记录完好`,
  broken: (what: string) => `核验不通过：${what}`,
  undoesOf: (seq: number) => `撤销第 ${seq} 步`,
  seq: '序号',
  none: '还没有操作记录',
  note: '每一步都留有记录，不能删除；撤销会另记一步。',
};
