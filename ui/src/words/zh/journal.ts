export const journal = {
  title: '操作记录',
  time: '时间',
  user: '操作人',
  action: '动作',
  object: '对象',
  changes: '记录数',
  undo: '撤销',
  undoesOf: (seq: number) => `撤销第 ${seq} 步`,
  seq: '序号',
  none: '还没有操作记录',
  note: '每一步都留有记录，不能删除；撤销会另记一步。',
};
