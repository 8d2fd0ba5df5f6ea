export const grid = {
  sortBy: (title: string) => `按「${title}」排序`,
  hint: '方向键移动 · Shift 选区 · Ctrl+C 复制 · Enter 打开',
  picked: (cells: number, amounts: number, sum: string) =>
    amounts > 0 ? `选中 ${cells} 格 · ${amounts} 个金额 · 合计 ${sum}` : `选中 ${cells} 格`,
  columns: '显示列',
  generalColumns: '基本',
  resetColumns: '恢复默认',
  exportList: '导出当前列表',
  exported: (rows: number, file: string) => `已导出 ${rows} 行：${file}`,
};
